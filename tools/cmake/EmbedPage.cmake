# cmake -DFROM=page.html -DTO=html_page.cpp -P EmbedPage.cmake
# Writes the page as a C++ source. A list of numbers, because the length of string literals is limited.

file(READ "${FROM}" bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE "${TO}" "#include \"refrain/report/detail/html_page.h\"

namespace refrain::detail {
namespace {

constexpr unsigned char kPage[] = {
${bytes}};

} // namespace

std::string_view html_page() {
  return {reinterpret_cast<const char*>(kPage), sizeof kPage};
}

} // namespace refrain::detail
")
