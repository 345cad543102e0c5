#pragma once
/// @file
/// Records that could not be used: where they are and why. Part of every result.
///
/// A record that is bad never stops the others and is never dropped without a line here.

#include <cstdint>
#include <string>
#include <string_view>

namespace refrain {

enum class SkipReason : std::uint8_t {
  kUnreadable,     ///< the system refused to open or read it
  kSpecialFile,    ///< a socket, pipe or device inside a folder
  kHidden,         ///< a name with a leading dot inside a folder
  kSameFile,       ///< reached already under another name
  kEmpty,          ///< no text but white space
  kBinary,         ///< neither text nor a known format
  kUnsupported,    ///< a known format that this build does not read
  kTooLarge,       ///< longer than IngestOptions::max_record_bytes
  kOverCap,        ///< over another limit of a reader, as on archives and time; of the same name
  kDamaged,        ///< compressed data that ends early or is corrupt; what came before it stays
  kBrokenRecord,   ///< not a JSON object
  kInvalidUtf8,    ///< a JSON record that is not UTF-8
  kTooDeep,        ///< JSON of over 1,024 levels; HTML, mail or archives over their limit
  kNoText,         ///< a record without a text field
  kTextNotAString, ///< a text field that holds something else
  kEncrypted,      ///< a member of an archive that needs a password
  kUnknownId,      ///< a row of the table of metadata that no document has
  kOutput,         ///< what the run itself, or an earlier one, writes
};

/// The reason as one fixed word: "unreadable", "special-file", ...
[[nodiscard]] std::string_view name_of(SkipReason reason);

struct Skipped {
  std::string path;           ///< as reached from the input, valid UTF-8
  std::uint64_t position = 0; ///< line (from 1) or record; 0 when the whole file is meant
  SkipReason reason = SkipReason::kUnreadable;
  std::string text; ///< the reason in words, with what was expected and found
};

} // namespace refrain
