#include "refrain/ingest/detail/mail_message.h"

#include "refrain/text/decode.h"

#include <memory>
#include <mutex>

#ifdef REFRAIN_HAS_GMIME
#include <gmime/gmime.h>
#endif

namespace refrain::detail {

#ifdef REFRAIN_HAS_GMIME
namespace {

using namespace std::string_view_literals;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T> using Owned = std::unique_ptr<T, Unref>;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] {
    g_mime_init();
    // GLib would print what it thinks of a message.
    for (const char* domain : {"gmime", "GLib", "GLib-GObject"}) {
      g_log_set_handler(
          domain, static_cast<GLogLevelFlags>(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL),
          [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
    }
  });
}

std::string text_of(const char* s) {
  std::string out;
  append_repaired_utf8(s == nullptr ? "" : s, out);
  return out;
}

// What the function writes to a stream.
template <class Write> std::string written_by(Write write) {
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  write(memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return bytes == nullptr || bytes->len == 0
             ? std::string()
             : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

std::string content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  return content == nullptr ? std::string() : written_by([&](GMimeStream* to) {
    g_mime_data_wrapper_write_to_stream(content, to);
  });
}

class Collector {
public:
  explicit Collector(MailMessage& message) : message_(message) {}

  void visit(GMimeObject* object, int depth) {
    if (object == nullptr) {
      return;
    }
    if (depth > kMailDepth) {
      message_.too_deep = true;
      return;
    }
    if (GMIME_IS_MULTIPART_ENCRYPTED(object)) {
      add(MailPart::Kind::kEncrypted, object);
    } else if (GMIME_IS_MULTIPART(object)) {
      auto* all = GMIME_MULTIPART(object);
      const unsigned outer = alternative_;
      if (g_mime_content_type_is_type(g_mime_object_get_content_type(object), "multipart",
                                      "alternative") != 0) {
        alternative_ = ++alternatives_;
      }
      // What follows in a signed one is the signature.
      const int count = GMIME_IS_MULTIPART_SIGNED(object) ? 1 : g_mime_multipart_get_count(all);
      for (int i = 0; i < count; ++i) {
        if (i < g_mime_multipart_get_count(all)) {
          visit(g_mime_multipart_get_part(all, i), depth + 1);
        }
      }
      alternative_ = outer;
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      if (inner != nullptr) {
        // Not as a C string: it would end at the first NUL.
        add(MailPart::Kind::kMessage, object).bytes = written_by([&](GMimeStream* to) {
          g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, to);
        });
      }
    } else if (GMIME_IS_PART(object)) {
      visit_part(GMIME_PART(object));
    }
  }

private:
  void visit_part(GMimePart* leaf) {
    GMimeObject* object = GMIME_OBJECT(leaf);
    GMimeContentType* type = g_mime_object_get_content_type(object);
    const bool attached = g_mime_part_is_attachment(leaf) != 0;
    const bool plain = g_mime_content_type_is_type(type, "text", "plain") != 0;
    const bool html = g_mime_content_type_is_type(type, "text", "html") != 0;
    const bool body = !attached && (plain || html);
    MailPart& part = add(!body  ? MailPart::Kind::kAttachment
                         : html ? MailPart::Kind::kHtml
                                : MailPart::Kind::kText,
                         object);
    part.name = text_of(g_mime_part_get_filename(leaf));
    part.bytes = content_of(leaf);
    part.charset = parameter(object, "charset");
    part.flowed = parameter(object, "format") == "flowed";
    part.delete_space = parameter(object, "delsp") == "yes";
  }

  static std::string parameter(GMimeObject* object, const char* name) {
    return text_of(g_mime_object_get_content_type_parameter(object, name));
  }

  MailPart& add(MailPart::Kind kind, GMimeObject* object) {
    MailPart& part = message_.parts.emplace_back();
    part.kind = kind;
    part.alternative = alternative_;
    char* type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
    part.type = text_of(type);
    g_free(type);
    return part;
  }

  MailMessage& message_;
  unsigned alternative_ = 0;
  unsigned alternatives_ = 0;
};

std::string sender(GMimeMessage* message) {
  InternetAddressList* list = g_mime_message_get_from(message);
  if (list == nullptr || internet_address_list_length(list) == 0) {
    return {};
  }
  InternetAddress* first = internet_address_list_get_address(list, 0);
  std::string name = text_of(internet_address_get_name(first));
  if (name.empty() && INTERNET_ADDRESS_IS_MAILBOX(first)) {
    name = text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
  }
  return name;
}

} // namespace

bool mail_is_read() {
  return true;
}

MailMessage parse_mail(std::string_view bytes) {
  start_gmime();
  MailMessage found;
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) {
    return found;
  }
  found.subject = text_of(g_mime_message_get_subject(message.get()));
  found.from = sender(message.get());
  found.language =
      text_of(g_mime_object_get_header(GMIME_OBJECT(message.get()), "Content-Language"));
  if (GDateTime* date = g_mime_message_get_date(message.get())) {
    char* written = g_date_time_format(date, "%Y-%m-%dT%H:%M");
    found.date = parse_date(written == nullptr ? ""sv : std::string_view(written));
    g_free(written);
  }
  Collector(found).visit(g_mime_message_get_mime_part(message.get()), 0);
  return found;
}

#else

bool mail_is_read() {
  return false;
}

MailMessage parse_mail(std::string_view /*bytes*/) {
  return {};
}

#endif

} // namespace refrain::detail
