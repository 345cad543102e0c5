#pragma once
/// @file
/// Words that stand where a speaker's name stands. Used by text/detail/speaker_name. All in small
/// letters, without a full stop at the end.

#include <string_view>

namespace refrain::detail {

/// Mr, Senator: before a name.
[[nodiscard]] bool is_title_word(std::string_view word);
/// Q, Moderator: in place of a name.
[[nodiscard]] bool is_part_word(std::string_view words);
/// Date, Phone: what forms and lists put before a colon.
[[nodiscard]] bool is_field_word(std::string_view words);
/// My, Info: before other words that are a field.
[[nodiscard]] bool begins_field(std::string_view word);

} // namespace refrain::detail
