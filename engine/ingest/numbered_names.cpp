#include "refrain/ingest/detail/numbered_names.h"

#include "refrain/core/ascii.h"
#include "refrain/text/dates.h"
#include "refrain/text/metadata.h"

#include <algorithm>

namespace refrain::detail {
namespace {

constexpr std::size_t kYearDigits = 4;

bool could_be_year(std::string_view number) {
  return number.size() == kYearDigits && number >= "1700" && number < "2100";
}

// YYYYMMDD
bool is_day(std::string_view number) {
  constexpr std::size_t kDayDigits = 8;
  return number.size() == kDayDigits && !parse_date(number).empty();
}

// Calls back with every number in the name of a file, and the path without it.
template <class Use> void for_each_number(std::string_view path, Use use) {
  for (std::size_t at = path.rfind('/') + 1; at < path.size();) { // npos + 1 is 0
    std::size_t end = at;
    while (end < path.size() && ascii::is_digit(path[end])) {
      ++end;
    }
    if (end > at) {
      std::string around(path);
      around.replace(at, end - at, 1, '/'); // which no name holds
      use(path.substr(at, end - at), around);
    }
    at = std::max(end, at + 1);
  }
}

} // namespace

NumberedNames::NumberedNames(std::span<const std::string_view> paths) {
  for (const std::string_view path : paths) {
    for_each_number(path, [&](std::string_view number, std::string& around) {
      if (!could_be_year(number) && !is_day(number)) {
        counted_.insert(std::move(around));
      }
    });
  }
}

bool NumberedNames::counts(std::string_view path) const {
  bool counted = false;
  for_each_number(path, [&](std::string_view number, const std::string& around) {
    counted = counted || (could_be_year(number) && counted_.contains(around));
  });
  return counted && guess_metadata({}, path).date.size == kYearDigits;
}

} // namespace refrain::detail
