#pragma once
/// @file
/// The page of the HTML report, tools/report-ui/dist/report.html, as bytes of the library.

#include <string_view>

namespace refrain::detail {

[[nodiscard]] std::string_view html_page();

} // namespace refrain::detail
