#pragma once
/// @file
/// Whether an element of a page is furniture (navigation, page header and footer, side bar, and the
/// like) by its name, role, classes and id. Used by html_text.

#include <string_view>

namespace refrain::detail {

struct ElementWords {
  std::string_view role;
  std::string_view classes; ///< apart by spaces
  std::string_view id;
};

/// @param in_article  inside <article> or <main>, whose own header and footer are no furniture
[[nodiscard]] bool is_furniture_element(std::string_view name, const ElementWords& words,
                                        bool in_article);

} // namespace refrain::detail
