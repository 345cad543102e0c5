#include "refrain/ingest/detail/html_furniture.h"

#include <algorithm>
#include <array>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::array kFurnitureClasses{
    "ads"sv,         "advert"sv,        "advertisement"sv, "breadcrumb"sv, "breadcrumbs"sv,
    "comments"sv,    "cookie-banner"sv, "footer"sv,        "masthead"sv,   "menu"sv,
    "nav"sv,         "navbar"sv,        "navigation"sv,    "newsletter"sv, "pagination"sv,
    "promo"sv,       "related"sv,       "related-posts"sv, "share"sv,      "sidebar"sv,
    "site-footer"sv, "site-header"sv,   "skip-link"sv,     "social"sv,     "subscribe"sv,
    "toolbar"sv,     "topbar"sv,
};

constexpr std::array kFurnitureRoles{"banner"sv, "complementary"sv, "contentinfo"sv,
                                     "menu"sv,   "navigation"sv,    "search"sv};

static_assert(std::is_sorted(kFurnitureClasses.begin(), kFurnitureClasses.end()));
static_assert(std::is_sorted(kFurnitureRoles.begin(), kFurnitureRoles.end()));

// "main-nav", "site_footer": a place on the page and a kind of furniture. Any word before the kind
// would take "content-with-sidebar" too, which holds everything.
bool is_placed_furniture(std::string_view word) {
  static constexpr std::array kPlaces{"bottom"sv,  "footer"sv, "global"sv,    "header"sv,
                                      "left"sv,    "main"sv,   "mobile"sv,    "page"sv,
                                      "primary"sv, "right"sv,  "secondary"sv, "site"sv,
                                      "social"sv,  "sub"sv,    "top"sv,       "user"sv};
  static constexpr std::array kKinds{"breadcrumb"sv, "breadcrumbs"sv, "footer"sv,  "links"sv,
                                     "masthead"sv,   "menu"sv,        "nav"sv,     "navbar"sv,
                                     "navigation"sv, "share"sv,       "sidebar"sv, "toolbar"sv};
  static_assert(std::is_sorted(kPlaces.begin(), kPlaces.end()));
  static_assert(std::is_sorted(kKinds.begin(), kKinds.end()));
  const std::size_t at = word.find_first_of("-_");
  return at != std::string_view::npos && std::ranges::binary_search(kPlaces, word.substr(0, at)) &&
         std::ranges::binary_search(kKinds, word.substr(at + 1));
}

} // namespace

bool is_furniture_element(std::string_view name, const ElementWords& words, bool in_article) {
  if (name == "nav" || name == "menu" || name == "aside" ||
      ((name == "footer" || name == "header") && !in_article) ||
      std::ranges::binary_search(kFurnitureRoles, words.role)) {
    return true;
  }
  // What these hold is the page, whatever they are called.
  if (name == "body" || name == "html" || name == "main" || name == "article") {
    return false;
  }
  for (std::string_view list : {words.classes, words.id}) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(' '), list.size());
      if (std::ranges::binary_search(kFurnitureClasses, list.substr(0, end)) ||
          is_placed_furniture(list.substr(0, end))) {
        return true;
      }
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }
  return false;
}

} // namespace refrain::detail
