#pragma once
/// @file
/// References to characters as HTML writes them. Used by readers of formats that borrow them.

#include <string>
#include <string_view>

namespace refrain::detail {

/// Appends the character of "&amp;", "&#8212;" or "&#x2014;"; what names none, as it is.
/// @param reference  from & to ;
void append_reference(std::string_view reference, std::string& out);

} // namespace refrain::detail
