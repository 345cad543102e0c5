#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/huge_tags.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace refrain::detail {
namespace {

std::string attributes(std::size_t first, std::size_t end) {
  std::string all;
  for (std::size_t i = first; i < end; ++i) {
    all += " a" + std::to_string(i) + (i % 3 == 0 ? "=\"x > <y>\"" : i % 3 == 1 ? "='z'" : "");
  }
  return all;
}

std::string kept(std::string_view markup) {
  std::string storage;
  return std::string(without_excess_attributes(markup, storage));
}

TEST(HugeTags, LoseTheAttributesThatAreTooManyAndNothingElse) {
  const std::string fine = attributes(0, kMostAttributes);
  for (const std::string_view end : {">", "/>", " >", " />"}) {
    const std::string before = "<p>one < two</p><br" + fine;
    const std::string more = attributes(0, 500);
    const std::string after = std::string(end) + "text <b class='c'>bold</b>" + "<i" + fine + ">";
    EXPECT_EQ(kept(before + after), before + after);
    EXPECT_EQ(kept(before + more + after), before + std::string(more.size(), ' ') + after);
  }
  EXPECT_EQ(kept("<path d=\"" + attributes(0, 5000) + "\">").find("a4999"),
            ("<path d=\"" + attributes(0, 5000) + "\">").find("a4999"))
      << "one long attribute";
  for (const std::string_view cut :
       {"<", "<a", "<a b", "<a b=", "<a b='", "<a b='c", "<a/", "a<b", ""}) {
    EXPECT_EQ(kept(cut), cut);
  }
}

TEST(HugeTags, DoNotHoldUpAPage) {
  // Each attribute compared with all before it: minutes.
  const std::string page =
      "<html><body><p" + attributes(0, 300'000) + ">The text of the page</p></body></html>";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(extract_html(page, HtmlOptions()).text, "The text of the page");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

} // namespace
} // namespace refrain::detail
