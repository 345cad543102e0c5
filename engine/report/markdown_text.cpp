#include "refrain/report/detail/markdown_text.h"

#include "refrain/core/ascii.h"
#include "refrain/report/terminal_text.h"

namespace refrain::detail {
namespace {

constexpr std::string_view kMarkup = "\\`*_[]<>|~&$!";
constexpr std::string_view kMarkupAtStart = "#+-=:";

} // namespace

void append_markdown(std::string& out, std::string_view text) {
  const std::string line = one_line(text);
  std::size_t digits = 0;
  while (digits < line.size() && ascii::is_digit(line[digits])) {
    ++digits;
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool list_number = i == digits && digits > 0 && (c == '.' || c == ')');
    const bool starts = i == 0 && kMarkupAtStart.find(c) != std::string_view::npos;
    if (list_number || starts || kMarkup.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
}

} // namespace refrain::detail
