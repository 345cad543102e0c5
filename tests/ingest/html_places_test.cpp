#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/markdown_text.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"
#include "tests/ingest/zip_bytes.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using detail::extract_html;
using detail::HtmlText;
using detail::MarkedText;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::Pair;

using Places = std::vector<std::pair<std::string, std::string>>; // first word of a block, element

Places places(std::string_view text, const ElementView& elements) {
  Places all;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    const std::string_view block = text.substr(at, end - at);
    all.emplace_back(block.substr(0, block.find(' ')), elements.at(static_cast<std::uint32_t>(at)));
    at = end + 2;
  }
  return all;
}

Places places_of(const std::string& body) {
  const HtmlText page = extract_html("<!DOCTYPE html><html><body>" + body + "</body></html>", {});
  return places(page.text, page.elements);
}

TEST(HtmlPlaces, CountElementsWhereThereIsNoAnchor) {
  EXPECT_THAT(places_of("<h1>Head</h1><p>one</p><div>two<p>three</p>four</div><ul><li>five<li>six"),
              ElementsAre(Pair("Head", "h1[1]"), Pair("one", "p[1]"), Pair("two", "div[1]"),
                          Pair("three", "p[2]"), Pair("four", "div[1]"), Pair("five", "li[1]"),
                          Pair("six", "li[2]")));
}

TEST(HtmlPlaces, NameWhatTheElementOfAnIdHolds) {
  EXPECT_THAT(places_of("<p>zero<div id=a>one<p>two</p><p id=own>three</p><p>four</p></div>"
                        "<p>five"),
              ElementsAre(Pair("zero", "p[1]"), Pair("one", "#a"), Pair("two", "#a p[1]"),
                          Pair("three", "#own"), Pair("four", "#a p[3]"), Pair("five", "p[5]")));
}

TEST(HtmlPlaces, NameWhatFollowsAHeadingOrAnAnchorInALine) {
  EXPECT_THAT(
      places_of("<div id=content><p>zero<h2 id=History>History</h2><p>one<p>two"
                "<div class=mw-heading><h2 id=Later>Later</h2><span>[edit]</span></div><p>three"
                "<h2><span id=Last>Last</span></h2><p>four<p><a name=end></a>five<p>six</div>"),
      ElementsAre(Pair("zero", "#content p[1]"), Pair("History", "#History"),
                  Pair("one", "#History p[1]"), Pair("two", "#History p[2]"),
                  Pair("Later", "#Later"), Pair("[edit]", "#Later"), Pair("three", "#Later p[1]"),
                  Pair("Last", "#Last"), Pair("four", "#Last p[1]"), Pair("five", "#end"),
                  Pair("six", "#end p[1]")));
}

TEST(HtmlPlaces, TakeNoReferenceInsideALineForAnAnchor) {
  EXPECT_THAT(
      places_of("<h2 id=a>Head</h2><p>one<sup id=ref-1><a href=#n>[1]</a></sup> more<p>two"),
      ElementsAre(Pair("Head", "#a"), Pair("one[1]", "#a p[1]"), Pair("two", "#a p[2]")));
}

TEST(HtmlPlaces, LeaveTheAnchorsOfNavigationBehind) {
  EXPECT_THAT(places_of("<nav><h2 id=menu>Menu</h2></nav><p>one")[1], Pair("one", "p[1]"));
}

TEST(HtmlPlaces, TakeNoIdThatIsHiddenLongBrokenOrRepeated) {
  const std::string longest(64, 'x');
  EXPECT_THAT(
      places_of("<div hidden id=h>x</div><h2 id='a b'>A</h2><h2 id=''>B</h2><h2 id='" + longest +
                "y'>C</h2><h2 id='a&#127;'>D</h2><p id=p>E</p><p id=p>F</p><h2 id='" + longest +
                "'>G</h2>"),
      ElementsAre(Pair("A", "h2[1]"), Pair("B", "h2[2]"), Pair("C", "h2[3]"), Pair("D", "h2[4]"),
                  Pair("E", "#p"), Pair("F", "p[2]"), Pair("G", "#" + longest)));
}

TEST(HtmlPlaces, KeepTheIdsOfStrangersAsTheyAre) {
  EXPECT_THAT(places_of("<h2 id='\"><script>alert(1)</script>'>A</h2><h2 id='#:~:text=x'>B</h2>"
                        "<h2 id=\u202Eevil>C</h2><h2 id=Überblick>D</h2>"),
              ElementsAre(Pair("A", "#\"><script>alert(1)</script>"), Pair("B", "##:~:text=x"),
                          Pair("C", "#\u202Eevil"), Pair("D", "#Überblick")));
}

TEST(HtmlPlaces, NeverOutgrowThePage) {
  const std::string id(64, 'x');
  std::string page = "<html><body><h2 id=" + id + ">Head</h2>";
  for (int i = 0; i < 50'000; ++i) {
    page += "<p>a";
  }
  const HtmlText text = extract_html(page, {});
  EXPECT_LE(text.elements.names.size(), page.size() + 200);
  const ElementView elements = text.elements;
  EXPECT_EQ(elements.at(6), "#" + id + " p[1]");
  // The id must do for those that are left.
  EXPECT_EQ(elements.at(static_cast<std::uint32_t>(text.text.size() - 1)), "#" + id);
}

TEST(HtmlPlaces, MoveWithTheTextWhenFurnitureIsLeftOut) {
  const std::string story(300, 'o');
  const std::string page = "<html><body><nav id=n>Menu</nav><h2 id=a>Head</h2><p>one " + story +
                           "<aside id=s>Side</aside><p>two " + story + "<p>three</body></html>";
  detail::HtmlOptions options;
  options.main_text_only = true;
  const HtmlText text = extract_html(page, options);
  EXPECT_THAT(places(text.text, text.elements),
              ElementsAre(Pair("Head", "#a"), Pair("one", "#a p[1]"), Pair("two", "#a p[2]"),
                          Pair("three", "#a p[3]")));
}

Places places_of_markdown(const std::string& markdown) {
  const detail::MarkdownText page = detail::extract_markdown(markdown, {});
  return places(page.text, page.elements);
}

TEST(HtmlPlaces, OfMarkdownAreThoseOfThePageThatItMakes) {
  EXPECT_THAT(places_of_markdown("# Head\n\none\n\n- two\n- three\n\n  four\n\n> five\n\n"
                                 "```\nsix\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n## Sub\n"),
              ElementsAre(Pair("Head", "h1[1]"), Pair("one", "p[1]"), Pair("two", "p[2]"),
                          Pair("three", "p[3]"), Pair("four", "p[4]"), Pair("five", "p[5]"),
                          Pair("six", "pre[1]"), Pair("a\tb", "tr[1]"), Pair("c\td", "tr[2]"),
                          Pair("Sub", "h2[1]")));
  EXPECT_THAT(places_of_markdown("- one\n- two\n"),
              ElementsAre(Pair("one", "li[1]"), Pair("two", "li[2]")));
}

TEST(HtmlPlaces, CountElementsOfHtmlInMarkdownWithTheOthers) {
  EXPECT_THAT(places_of_markdown("one\n\n<div id=a>\n<p>two</p><p>three\n</div>\n\nfour\n\n"
                                 "<details><summary>five</summary>\n\nsix\n\n</details>\n"),
              ElementsAre(Pair("one", "p[1]"), Pair("two", "#a p[1]"), Pair("three", "#a p[2]"),
                          Pair("four", "p[4]"), Pair("five", "summary[1]"), Pair("six", "p[5]")));
}

TEST(HtmlPlaces, NameWhatFollowsAnAnchorInMarkdown) {
  EXPECT_THAT(places_of_markdown("zero\n\n<a name=\"x\"></a>\n## Head\n\none\n\n"
                                 "## Sub <a id=y></a>\n\ntwo <sup id=ref>1</sup>\n\nthree\n\n"
                                 "<a id='z'></a>\n\nfour\n"),
              ElementsAre(Pair("zero", "p[1]"), Pair("Head", "#x h2[1]"), Pair("one", "#x p[1]"),
                          Pair("Sub", "#x h2[2]"), Pair("two", "#y p[1]"), Pair("three", "#y p[2]"),
                          Pair("four", "#z p[1]")));
}

TEST(HtmlPlaces, OfABookNameItsFiles) {
  const TemporaryFolder folder;
  const std::string book = folder.write(
      "book.epub",
      test::zip({{"mimetype", "application/epub+zip"},
                 {"META-INF/container.xml",
                  "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"},
                 {"c.opf", "<package><manifest><item id='a' href='text/1.xhtml'/>"
                           "<item id='b' href='text/2.xhtml'/><item id='c' href='" +
                               std::string(70, 'c') + ".xhtml" +
                               "'/></manifest><spine><itemref idref='a'/>"
                               "<itemref idref='b'/><itemref idref='c'/></spine></package>"},
                 {"text/1.xhtml", "<html><body><p>one</p><p>two</p></body></html>"},
                 {"text/2.xhtml", "<html><body><h1 id='c2'>three</h1><p>four</p></body></html>"},
                 {std::string(70, 'c') + ".xhtml", "<html><body><p>five</p></body></html>"}}));
  const IngestResult result = ingest(std::vector{book}, {}, {});
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_THAT(places(result.corpus.text(0), result.corpus.elements(0)),
              ElementsAre(Pair("one", "text/1.xhtml p[1]"), Pair("two", "text/1.xhtml p[2]"),
                          Pair("three", "text/2.xhtml#c2"), Pair("four", "text/2.xhtml#c2 p[1]"),
                          Pair("five", "")));
}

} // namespace
} // namespace refrain
