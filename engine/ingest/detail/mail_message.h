#pragma once
/// @file
/// One e-mail message taken apart: headers decoded, bodies and attachments as bytes. Used by the
/// reader of mail; the only code that names GMime, which knows what mail programs really write.

#include "refrain/text/dates.h"

#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

struct MailPart {
  enum class Kind : std::uint8_t {
    kText,       ///< plain text of the body
    kHtml,       ///< HTML of the body
    kAttachment, ///< a file, or a body that is no text
    kMessage,    ///< a message inside the message
    kEncrypted,
  };
  Kind kind = Kind::kText;
  std::string name;         ///< of a file, valid UTF-8; may be empty
  std::string type;         ///< "text/plain"
  std::string charset;      ///< as declared; may be empty
  std::string bytes;        ///< base64 and quoted-printable undone
  unsigned alternative = 0; ///< of the multipart/alternative that it is in, from 1; 0: of none
  bool flowed = false;      ///< lines that end in a space go on (RFC 3676)
  bool delete_space = false;
};

inline constexpr int kMailDepth = 64; ///< multiparts inside multiparts

struct MailMessage {
  std::string subject; ///< valid UTF-8, like the other headers
  std::string from;    ///< the name of the sender, else the address
  std::string language;
  IsoDate date;
  std::vector<MailPart> parts;
  bool too_deep = false; ///< parts are missing that were nested deeper than kMailDepth
};

/// False where this build has no GMime.
[[nodiscard]] bool mail_is_read();

/// Of several forms of one body (multipart/alternative) both the plain and the HTML form are given,
/// the plain one first.
[[nodiscard]] MailMessage parse_mail(std::string_view bytes);

} // namespace refrain::detail
