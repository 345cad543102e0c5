/// Reads e-mail: a message as a document, its attachments as documents beside it, and mailboxes of
/// messages.

#include "refrain/ingest/detail/buffered_input.h"
#include "refrain/ingest/detail/declared_charset.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/html_places.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/http_message.h"
#include "refrain/ingest/detail/mail_message.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/text/decode.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <unordered_map>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr unsigned kDeepest = 8; // messages inside messages
constexpr std::size_t kLineBytes = std::size_t{1} << 20;

// The text of a plain body: soft line breaks joined, "From " at the start of a line as it was
// before the mailbox; a signature is marked.
// @return bytes that were no characters
std::uint64_t add_plain(const MailPart& part, MarkedText& out) {
  std::string storage;
  const Decoded decoded = decode(part.bytes, storage, part.charset);
  const std::size_t begin = out.begin_block();
  const std::size_t from = out.text.size();
  std::size_t signature = std::string::npos;
  std::string_view rest = decoded.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const std::size_t quotes = line.find_first_not_of('>');
    if (quotes != std::string_view::npos && quotes > 0 &&
        line.substr(quotes).starts_with("From ")) {
      line.remove_prefix(1);
    }
    const bool separator = line == "-- "sv;
    if (separator) {
      signature = out.text.size();
    }
    const bool soft = part.flowed && line.ends_with(' ') && !separator && !rest.empty();
    if (soft && part.delete_space) {
      line.remove_suffix(1);
    }
    out.text += line;
    if (!soft) {
      out.text += '\n';
    }
  }
  out.end_block(begin);
  if (out.text.size() > from) {
    out.elements.add(static_cast<std::uint32_t>(from), ""); // what HTML came before ends here
  }
  if (signature < out.text.size()) {
    out.mark_furniture(signature, out.text.size());
  }
  return decoded.replaced;
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
}

class MessageReader {
public:
  MessageReader(ReadContext& context, unsigned depth) : context_(context), depth_(depth) {}

  void read(std::string_view bytes) {
    const MailMessage mail = parse_mail(bytes);
    MarkedText text;
    HtmlPlaces places("", bytes.size());
    const MailPart* other_form = nullptr; // of a plain form before, and done with it
    for (std::size_t i = 0; i < mail.parts.size(); ++i) {
      const MailPart& part = mail.parts[i];
      if (part.kind == MailPart::Kind::kText) {
        const auto html = std::find_if(mail.parts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                       mail.parts.end(), [&](const MailPart& p) {
                                         return p.alternative != part.alternative ||
                                                p.kind == MailPart::Kind::kHtml;
                                       });
        if (part.alternative != 0 && html != mail.parts.end() &&
            html->alternative == part.alternative && other_form != &*html) {
          other_form = &*html;
          add_better(part, *html, places, text);
        } else {
          context_.counts.replaced_bytes += add_plain(part, text);
        }
      } else if (part.kind == MailPart::Kind::kHtml && &part != other_form) {
        add_html(part, places, text);
      }
    }
    add_message(mail, text);
    if (mail.too_deep) {
      context_.skip(0, SkipReason::kTooDeep,
                    "expected parts of a message nested at most " + std::to_string(kMailDepth) +
                        " deep, found more; those are missing");
    }
    for (const MailPart& part : mail.parts) {
      add_other(mail, part);
    }
  }

private:
  // Elements are counted over all parts, as a mail program shows them; anchors end with theirs.
  void add_html(const MailPart& part, HtmlPlaces& places, MarkedText& text) {
    std::string storage;
    const Decoded decoded = decode(part.bytes, storage,
                                   part.charset.empty() ? declared_charset(part.bytes)
                                                        : std::string_view(part.charset));
    context_.counts.replaced_bytes += decoded.replaced;
    HtmlPlace place;
    const HtmlText page = extract_html(decoded.text, context_.html_options(), places, place);
    context_.count_page(page.furniture_bytes, page.too_deep);
    text.append(page.text, page.marks, page.elements);
  }

  // The plain form is what was written, unless it only points to the other.
  void add_better(const MailPart& plain, const MailPart& html, HtmlPlaces& places,
                  MarkedText& text) {
    MarkedText a;
    MarkedText b;
    context_.counts.replaced_bytes += add_plain(plain, a);
    add_html(html, places, b);
    const MarkedText& better = letters(a.text) * 4 < letters(b.text) ? b : a;
    text.append(better.text, better.marks, better.elements);
  }

  void add_message(const MailMessage& mail, const MarkedText& text) {
    const bool other = std::any_of(mail.parts.begin(), mail.parts.end(), [](const MailPart& p) {
      return p.kind != MailPart::Kind::kText && p.kind != MailPart::Kind::kHtml;
    });
    if (letters(text.text) == 0 && (other || mail.too_deep)) {
      return; // nothing but attachments, or what is told to be missing
    }
    DocumentView document;
    document.text = text.text;
    document.marks = text.marks;
    document.elements = text.elements;
    document.title = mail.subject;
    document.source = mail.from;
    document.date = mail.date.view();
    const std::string language = language_tag(mail.language);
    document.language = language;
    const auto origin = [](std::string_view value) {
      return value.empty() ? Origin::kUnknown : Origin::kMetadata;
    };
    document.title_origin = origin(document.title);
    document.source_origin = origin(document.source);
    document.date_origin = origin(document.date);
    document.language_origin = origin(document.language);
    context_.add_whole(document);
  }

  // Whether the body that the part is one form of was read in another one, before it or behind.
  static bool has_read_form(const MailMessage& mail, const MailPart& part) {
    if (part.alternative == 0) {
      return false;
    }
    const auto at = mail.parts.begin() + (&part - mail.parts.data());
    const auto other = [&](const MailPart& p) { return p.alternative != part.alternative; };
    const auto body = [](const MailPart& p) {
      return p.kind == MailPart::Kind::kText || p.kind == MailPart::Kind::kHtml;
    };
    const auto begin =
        std::find_if(std::make_reverse_iterator(at), mail.parts.rend(), other).base();
    return std::any_of(begin, std::find_if(at, mail.parts.end(), other), body);
  }

  void add_other(const MailMessage& mail, const MailPart& part) {
    if (part.kind == MailPart::Kind::kText || part.kind == MailPart::Kind::kHtml) {
      return;
    }
    const bool unread = part.type.starts_with("text/") && part.name.empty();
    if (unread && part.kind == MailPart::Kind::kAttachment && has_read_form(mail, part)) {
      return;
    }
    const InputFile file = file_of(part);
    ReadContext inner = context_.part(file);
    PartHints hints;
    hints.charset = part.charset;
    hints.source = mail.from;
    hints.date = mail.date;
    inner.hints = &hints;
    if (part.kind == MailPart::Kind::kEncrypted) {
      inner.skip(0, SkipReason::kEncrypted, "encrypted");
    } else if (part.kind == MailPart::Kind::kMessage) {
      if (depth_ + 1 == kDeepest) {
        inner.skip(0, SkipReason::kTooDeep,
                   "expected messages inside messages at most " + std::to_string(kDeepest) +
                       " deep, found more");
        return;
      }
      MessageReader(inner, depth_ + 1).read(part.bytes);
    } else if (unread) {
      inner.skip(0, SkipReason::kUnsupported, "a body of type " + part.type + " is not read");
    } else if (part.type.starts_with("image/") || part.type.starts_with("audio/") ||
               part.type.starts_with("video/")) {
      inner.skip(0, SkipReason::kUnsupported, part.type + " is not read");
    } else {
      inner.read_part(part.bytes);
    }
  }

  InputFile file_of(const MailPart& part) {
    std::string name = part.name.empty() ? "part" : part.name;
    std::replace(name.begin(), name.end(), '/', '_');
    std::replace(name.begin(), name.end(), '\\', '_');
    name += part.kind == MailPart::Kind::kMessage && part.name.empty() ? ".eml" : "";
    std::string distinct = name;
    // References into the map stay valid while it grows.
    for (unsigned& last = names_[name]; ++last > 1;) {
      distinct = name + '#' + std::to_string(last);
      if (names_.emplace(distinct, 1).second) {
        break;
      }
    }
    InputFile file;
    file.id = context_.file.id + '/' + distinct;
    file.path = context_.file.path + '/' + distinct;
    file.name = name;
    return file;
  }

  ReadContext& context_;
  unsigned depth_;
  std::unordered_map<std::string, unsigned> names_; // to the last number that one was given
};

bool no_gmime(ReadContext& context) {
  if (!mail_is_read()) {
    context.skip(0, SkipReason::kUnsupported, "e-mail; this build has no GMime");
  }
  return !mail_is_read();
}

// Whether the line has a time and behind it, at its end, a year.
bool ends_like_separator(std::string_view line) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    return at + count <= line.size() &&
           std::all_of(line.begin() + static_cast<std::ptrdiff_t>(at),
                       line.begin() + static_cast<std::ptrdiff_t>(at + count),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon >= 3 && digits(colon - 2, 2) &&
         digits(colon + 1, 2) && line.size() >= colon + 8 && line[line.size() - 5] == ' ' &&
         digits(line.size() - 4, 4);
}

// `Name: value`, the name without spaces.
bool is_header_field(std::string_view line) {
  const auto end = std::find_if(line.begin(), line.end(),
                                [](char c) { return c <= ' ' || c == ':' || c == '\x7F'; });
  return end != line.begin() && end != line.end() && *end == ':';
}

// Calls back with every message of a mailbox, as a file of its own.
void for_each_message(
    Input& input, const InputFile& file, const IngestOptions& options, const RunControl& control,
    const std::function<void(const InputFile&, std::string_view)>& read,
    const std::function<void(const InputFile&, SkipReason, const std::string&)>& skip) {
  BufferedInput lines(input);
  std::string message;
  std::uint64_t number = 0;
  bool over = false;
  const auto flush = [&] {
    if (number == 0) {
      return;
    }
    InputFile part;
    part.id = file.id + '/' + std::to_string(number) + ".eml";
    part.path = file.path + '/' + std::to_string(number) + ".eml";
    part.counted = true;
    if (over) {
      skip(part, SkipReason::kTooLarge,
           "expected at most " + std::to_string(options.max_record_bytes) +
               " bytes in a message, found more");
    } else {
      read(part, message);
    }
    message.clear();
    over = false;
  };
  const auto start = [&] {
    control.check();
    flush();
    ++number;
  };
  const auto append = [&](std::string_view line, bool ends) {
    if (number == 0 || over) {
      return;
    }
    message.append(line);
    if (ends) {
      message += '\n';
    }
    over = message.size() > options.max_record_bytes;
    if (over) {
      message.clear();
    }
  };
  std::string held; // a line that separates messages if header fields follow, else is text
  const auto release = [&] {
    if (!held.empty()) {
      append(held, true);
      held.clear();
    }
  };
  try {
    std::string_view line;
    bool blank = true; // the line before was, or there was none
    bool whole = true; // the piece before ended its line
    while (lines.line(line, kLineBytes)) {
      if (!held.empty() && is_header_field(line)) {
        held.clear();
        start();
      }
      release();
      if (whole && blank && line.starts_with("From "sv) && !lines.cut()) {
        if (number == 0 || ends_like_separator(line)) {
          start();
        } else {
          held = line;
        }
      } else {
        append(line, !lines.cut());
      }
      blank = whole && (line.empty() || line == "\r"sv);
      whole = !lines.cut();
    }
  } catch (const ReadFailed& e) {
    if (e.reason == SkipReason::kUnreadable) {
      throw;
    }
    skip(file, e.reason, "the rest is not read: " + std::string(e.what()));
  }
  release();
  flush();
  if (number == 0) {
    skip(file, SkipReason::kEmpty, "a mailbox without messages");
  }
}

} // namespace

// Headers that people do not write at the top of a text.
bool looks_like_mail(const Sniff& sniff) {
  std::string_view head = sniff.head.substr(0, std::size_t{16} << 10);
  const std::size_t colon = head.find_first_of(": \n");
  if (colon == std::string_view::npos || colon == 0 || head[colon] != ':') {
    return false;
  }
  const HeaderFields fields = read_header_fields(head);
  return fields.contains("from") && (fields.contains("message-id") || fields.contains("received") ||
                                     fields.contains("mime-version"));
}

bool looks_like_mbox(const Sniff& sniff) {
  if (!sniff.head.starts_with("From "sv)) {
    return false;
  }
  const std::size_t end = sniff.head.find('\n');
  return end != std::string_view::npos &&
         looks_like_mail({sniff.head.substr(end + 1), sniff.name, sniff.whole});
}

void read_mail(Input& input, ReadContext& context) {
  std::string bytes;
  if (!no_gmime(context) && context.read_whole(input, bytes)) {
    MessageReader(context, 0).read(bytes);
  }
}

void read_mbox(Input& input, ReadContext& context) {
  if (no_gmime(context)) {
    return;
  }
  for_each_message(
      input, context.file, context.options, context.control,
      [&](const InputFile& file, std::string_view bytes) {
        ReadContext part = context.part(file);
        MessageReader(part, 0).read(bytes);
      },
      [&](const InputFile& file, SkipReason reason, const std::string& text) {
        context.part(file).skip(0, reason, text);
      });
}

void for_each_in_mbox(Input& input, const RecordContext& context) {
  for_each_message(
      input, context.file, context.options, context.control,
      [&](const InputFile& file, std::string_view bytes) {
        context.callback({bytes, file.path, 0, false});
      },
      [](const InputFile&, SkipReason, const std::string&) {});
}

} // namespace refrain::detail
