#include "refrain/ingest/detail/json_lines.h"

#include "refrain/text/decode.h"
#include "refrain/text/escaped_text.h"

#include <algorithm>
#include <cstring>

namespace refrain::detail {
namespace {

bool is_json_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_json_space(line.back())) {
    line.remove_suffix(1);
  }
  while (!line.empty() && is_json_space(line.front())) {
    line.remove_prefix(1);
  }
  return line;
}

void grow(LineBlock& block, std::size_t capacity) {
  if (block.capacity >= capacity) {
    return;
  }
  auto larger = std::make_unique_for_overwrite<char[]>(capacity + kJsonPadding);
  if (block.size > 0) {
    std::memcpy(larger.get(), block.bytes.get(), block.size);
  }
  block.bytes = std::move(larger);
  block.capacity = capacity;
}

// Counters of a byte over blocks that cannot overflow them: std::count into 64 bits is vectorised
// at a third of the speed, and this runs in the serial stage.
std::uint64_t count_lines(std::string_view text) {
  constexpr std::size_t kBlock = 255;
  std::uint64_t lines = 0;
  for (std::size_t i = 0; i < text.size(); i += kBlock) {
    std::uint8_t n = 0;
    for (const char c : text.substr(i, kBlock)) {
      n = static_cast<std::uint8_t>(n + (c == '\n' ? 1 : 0));
    }
    lines += n;
  }
  return lines;
}

// The first place behind a quotation mark of a line that may begin a text and that `holds` accepts;
// npos where there is none. Not behind one of very many: the search could take the square of the
// line's length.
template <class Holds>
std::size_t find_behind_quote(std::string_view text, std::string_view line, Holds holds) {
  constexpr int kTries = 64;
  int tries = 0;
  for (std::size_t quote = line.find('"'); quote != std::string_view::npos && tries < kTries;
       quote = line.find('"', quote + 1)) {
    const std::size_t at = quote + 1;
    if (at == line.size() || (line[at] != text.front() && line[at] != '\\')) {
      continue;
    }
    ++tries;
    if (holds(at)) {
      return at;
    }
  }
  return std::string_view::npos;
}

// Where the text of a record can be read again in its line.
TextPlace place_of(std::string_view text, std::string_view line, std::uint64_t line_address,
                   EscapedText& found) {
  const std::size_t at = find_behind_quote(
      text, line, [&](std::size_t place) { return found.match(line.substr(place), text); });
  if (at == std::string_view::npos) {
    return {};
  }
  const auto* steps = reinterpret_cast<const char*>(found.steps.data());
  return {line_address + at, found.escaped,
          std::span(steps, found.steps.size() * sizeof(TextStep))};
}

// Where lines have their texts as they are, nothing escaped; npos where one has not.
class PlainPlaces {
public:
  // First where it would be as far from the end as in the line before: the text is often the last
  // field.
  std::size_t find(std::string_view text, std::string_view line) {
    const auto holds = [&](std::size_t at) {
      return line.size() - at > text.size() && line[at + text.size()] == '"' &&
             line.substr(at).starts_with(text);
    };
    if (line.size() > text.size() + behind_) {
      const std::size_t at = line.size() - behind_ - text.size();
      if (line[at - 1] == '"' && holds(at)) {
        return at;
      }
    }
    const std::size_t at = find_behind_quote(text, line, holds);
    if (at != std::string_view::npos) {
      behind_ = line.size() - at - text.size();
    }
    return at;
  }

private:
  std::size_t behind_ = 2; // bytes of a line behind the text: "}
};

} // namespace

std::size_t LineBlocks::fill(LineBlock& block, std::size_t from, std::size_t size) {
  try {
    return input_.read(block.bytes.get() + from, size);
  } catch (const ReadFailed& e) {
    if (file_.named && e.reason == SkipReason::kUnreadable) {
      throw;
    }
    ended_ = true;
    block.skipped.push_back({file_.path, 0, e.reason, e.what()});
    return 0;
  }
}

// Reads on to the end of a line that is over the limit; what follows it is carried.
void LineBlocks::skip_line(LineBlock& block) {
  block.skipped.push_back(
      {file_.path, line_, SkipReason::kTooLarge,
       "expected at most " + std::to_string(limit_) + " bytes in a record, found more"});
  block.size = 0;
  carry_.clear();
  while (!ended_) {
    const std::size_t n = fill(block, 0, std::min(block.capacity, kBlockBytes));
    const std::string_view got(block.bytes.get(), n);
    const std::size_t end = got.find('\n');
    ended_ = ended_ || n == 0;
    if (end != std::string_view::npos) {
      carry_ = got.substr(end + 1);
      ++line_;
      return;
    }
  }
}

bool LineBlocks::next(LineBlock& block) {
  block.size = 0;
  block.skipped.clear();
  if (block.capacity > 16 * kBlockBytes) {
    block.capacity = 0; // grown for one long line
  }
  while (!ended_ || !carry_.empty()) {
    grow(block, std::max(kBlockBytes, 2 * carry_.size()));
    std::memcpy(block.bytes.get(), carry_.data(), carry_.size());
    block.size = carry_.size();
    std::size_t searched = carry_.find('\n') == std::string::npos ? carry_.size() : 0;
    carry_.clear();
    std::size_t whole = 0; // bytes in whole lines
    while (true) {
      if (!ended_) {
        const std::size_t n = fill(block, block.size, block.capacity - block.size);
        ended_ = ended_ || n == 0;
        block.size += n;
      }
      if (!started_) {
        started_ = true;
        const std::size_t mark =
            byte_order_mark(std::string_view(block.bytes.get(), block.size)).size;
        if (mark == 3) {
          std::memmove(block.bytes.get(), block.bytes.get() + mark, block.size - mark);
          block.size -= mark;
        }
      }
      const auto* last = static_cast<const char*>(
          ::memrchr(block.bytes.get() + searched, '\n', block.size - searched));
      if (last != nullptr) {
        whole = static_cast<std::size_t>(last - block.bytes.get()) + 1;
        break;
      }
      if (ended_) {
        whole = block.size;
        break;
      }
      if (block.size > limit_) {
        break;
      }
      searched = block.size;
      grow(block, 2 * block.capacity);
    }
    if (whole == 0 && block.size > limit_) {
      skip_line(block);
      if (!ended_ || !carry_.empty()) {
        continue;
      }
      return true;
    }
    carry_.assign(block.bytes.get() + whole, block.size - whole);
    block.size = whole;
    block.first_line = line_;
    const std::uint64_t offset = input_.bytes_read() - carry_.size() - whole;
    block.address = address_ == TextPlace::kNowhere ? address_ : address_ + offset;
    block.kept = kept_ == nullptr ? nullptr : kept_ + offset;
    line_ += count_lines({block.bytes.get(), whole});
    std::memset(block.bytes.get() + whole, 0, kJsonPadding);
    return block.size > 0 || !block.skipped.empty();
  }
  return false;
}

void for_each_line(const LineBlock& block,
                   const std::function<void(std::string_view, std::uint64_t)>& callback) {
  std::uint64_t line = block.first_line;
  const std::string_view all(block.bytes.get(), block.size);
  for (std::size_t begin = 0; begin < all.size(); ++line) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const std::string_view bytes = all.substr(begin, end - begin);
    if (!trimmed(bytes).empty()) {
      callback(bytes, line);
    }
    begin = end + 1;
  }
}

void parse_block(const LineBlock& block, JsonRecords& records, ReadContext& context) {
  for (const Skipped& s : block.skipped) {
    ++context.counts.records;
    context.skipped.push_back(s);
  }
  // Of a block that is mapped little but ids is copied, as a rule.
  context.corpus.reserve(block.size / 512, block.kept == nullptr ? block.size : block.size / 8);
  std::string id;
  EscapedText found;
  PlainPlaces plain;
  for_each_line(block, [&](std::string_view line, std::uint64_t number) {
    const std::string_view bytes = trimmed(line);
    if (bytes.size() > context.options.max_record_bytes) {
      context.skip(number, SkipReason::kTooLarge,
                   "expected at most " + std::to_string(context.options.max_record_bytes) +
                       " bytes in a record, found " + std::to_string(bytes.size()));
      return;
    }
    JsonOutcome outcome = records.parse(bytes.data(), bytes.size());
    if (!outcome.ok) {
      context.skip(number, outcome.reason, std::move(outcome.text));
      return;
    }
    DocumentView document = records.document();
    if (document.id.empty()) {
      id = context.file.id;
      id += ':';
      id += std::to_string(number);
      document.id = id;
    }
    document.path = context.file.path;
    document.position = number;
    if (block.kept != nullptr) {
      const std::size_t place = plain.find(document.text, bytes);
      if (place != std::string_view::npos) {
        document.kept_text = block.kept + (bytes.data() - block.bytes.get()) + place;
      }
    } else if (block.address != TextPlace::kNowhere) {
      const auto offset = static_cast<std::uint64_t>(bytes.data() - block.bytes.get());
      document.place = place_of(document.text, bytes, block.address + offset, found);
    }
    context.counts.unread_dates += records.date_unread() ? 1 : 0;
    context.counts.replaced_bytes += records.replaced();
    context.add(document);
  });
}

void read_json_lines(Input& input, ReadContext& context) {
  LineBlocks blocks(input, context.file, context.options);
  JsonRecords records(context.options.fields);
  LineBlock block;
  while (blocks.next(block)) {
    context.control.check();
    parse_block(block, records, context);
  }
}

bool looks_like_json_lines(const Sniff& sniff) {
  std::string_view head = sniff.head;
  if (const ByteOrderMark mark = byte_order_mark(head); mark.encoding == "UTF-8") {
    head.remove_prefix(mark.size);
  }
  // One whole object on the first line tells; so does the start of one that is longer than the
  // head.
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::string_view line = trimmed(head.substr(0, end));
    if (!line.empty()) {
      if (line.front() != '{') {
        return false;
      }
      if (end == std::string_view::npos && !sniff.whole) {
        const std::string_view inside = trimmed(line.substr(1));
        return !inside.empty() && inside.front() == '"';
      }
      return is_json_object(line);
    }
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
  }
  return false;
}

} // namespace refrain::detail
