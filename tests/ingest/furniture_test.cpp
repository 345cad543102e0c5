// What stands around a text is told from the text, kept, and marked as what it is.

#include "refrain/ingest/detail/html_furniture.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using detail::is_furniture_element;
using detail::MarkedText;
using test::TemporaryFolder;
using testing::ElementsAre;

std::vector<std::string> furniture(const Corpus& corpus, DocumentIndex d) {
  std::vector<std::string> all;
  for (const TextMark& mark : corpus.marks(d)) {
    if (mark.kind == MarkKind::kFurniture) {
      all.emplace_back(corpus.text({d, mark.bytes}));
    }
  }
  return all;
}

TEST(Furniture, IsToldByElementRoleAndClass) {
  EXPECT_TRUE(is_furniture_element("nav", {}, true));
  EXPECT_TRUE(is_furniture_element("header", {}, false));
  EXPECT_FALSE(is_furniture_element("header", {}, true));
  EXPECT_TRUE(is_furniture_element("div", {"contentinfo", "", ""}, false));
  EXPECT_TRUE(is_furniture_element("div", {"", "wide main-nav", ""}, false));
  EXPECT_TRUE(is_furniture_element("ul", {"", "", "site_footer"}, false));
  EXPECT_FALSE(is_furniture_element("div", {"", "content-with-sidebar", "page"}, false));
  EXPECT_FALSE(is_furniture_element("body", {"", "sidebar", ""}, false));
}

const std::string kArticle =
    "<article><h1><a href=/self>One river</a></h1><p>It took nineteen years, three mediators and "
    "one "
    "walk-out before the five states agreed to share the river.</p></article>";

TEST(Furniture, IsMarkedKeptOrLeftOut) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs{folder.write(
      "a.html",
      "<html><body><nav>Home News</nav>" + kArticle +
          "<ul><li><a href=/x>Another story</a></li></ul><footer>Imprint</footer></html>")};
  const IngestResult marked = ingest(inputs, {}, {});
  EXPECT_THAT(furniture(marked.corpus, 0), ElementsAre("Home News", "Another story\n\nImprint"));
  const auto text = marked.corpus.text(0);
  const auto at = static_cast<std::uint32_t>(text.find("Another"));
  EXPECT_TRUE(marked.corpus.is_furniture({0, {at, at + 7}}));
  EXPECT_FALSE(marked.corpus.is_furniture({0, {at - 40, at + 7}}));
  EXPECT_EQ(marked.counts.furniture_bytes, 9U + 22U);

  IngestOptions options;
  options.keep_furniture = true;
  const IngestResult kept = ingest(inputs, options, {});
  EXPECT_EQ(kept.corpus.text(0), text);
  EXPECT_TRUE(kept.corpus.marks(0).empty());

  options = {};
  options.main_text_only = true;
  const IngestResult main = ingest(inputs, options, {});
  EXPECT_THAT(std::string(main.corpus.text(0)), testing::StartsWith("One river\n\nIt took"));
  EXPECT_THAT(std::string(main.corpus.text(0)), testing::EndsWith("share the river."));
  EXPECT_EQ(main.counts.furniture_bytes, 9U + 22U);
}

TEST(Furniture, OfAPageOfNothingElseIsText) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs{
      folder.write("a.html", "<html><body><nav>All of it is in the navigation.</nav></html>")};
  EXPECT_TRUE(ingest(inputs, {}, {}).corpus.marks(0).empty());
}

TEST(Furniture, IsWhatThePagesOfOneSiteRepeat) {
  const TemporaryFolder folder;
  const auto page = [](int i) {
    return "<html><body><p>Read by a million people.</p><p>Story number " + std::to_string(i) +
           " is about something that only happened once in the valley.</p>" +
           (i % 3 == 0 ? "<p>A wire report that some of the pages carry.</p>" : "") + "</html>";
  };
  for (int i = 0; i < 8; ++i) {
    folder.write("site/" + std::to_string(i) + ".html", page(i));
  }
  for (int i = 0; i < 4; ++i) {
    folder.write("few/" + std::to_string(i) + ".html", page(i));
  }
  const std::vector<std::string> inputs{folder / "site", folder / "few"};
  const IngestResult marked = ingest(inputs, {}, {});
  ASSERT_EQ(marked.corpus.size(), 12U);
  for (DocumentIndex d = 0; d < 12; ++d) {
    if (marked.corpus.id(d).starts_with("few/")) {
      EXPECT_THAT(furniture(marked.corpus, d), ElementsAre()) << marked.corpus.id(d);
    } else {
      EXPECT_THAT(furniture(marked.corpus, d), ElementsAre("Read by a million people."));
    }
  }
  IngestOptions options;
  options.main_text_only = true;
  const IngestResult main = ingest(inputs, options, {});
  ASSERT_EQ(main.corpus.size(), 12U);
  EXPECT_EQ(main.corpus.id(4), "site/0.html");
  EXPECT_THAT(std::string(main.corpus.text(4)), testing::StartsWith("Story number 0"));
  EXPECT_EQ(main.counts.furniture_bytes, 8U * 25U);
}

TEST(Furniture, LeavesOtherMarksInTheirPlaces) {
  MarkedText text;
  text.text = "head\n\nfirst page\n\nfoot\n\nsecond page";
  text.marks = {{{0, 23}, MarkKind::kPage, 1},
                {{0, 4}, MarkKind::kFurniture, 0},
                {{18, 22}, MarkKind::kFurniture, 0},
                {{24, 35}, MarkKind::kPage, 2}};
  const MarkedText kept = MarkedText::without_furniture(text.text, text.marks);
  EXPECT_EQ(kept.text, "first page\n\nsecond page");
  EXPECT_THAT(kept.marks, ElementsAre(TextMark{{0, 10}, MarkKind::kPage, 1},
                                      TextMark{{12, 23}, MarkKind::kPage, 2}));
}

} // namespace
} // namespace refrain
