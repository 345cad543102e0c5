#include "refrain/ingest/detail/markdown_text.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using detail::extract_markdown;
using detail::HtmlOptions;
using test::TemporaryFolder;

std::string text_of(std::string_view markdown) {
  return extract_markdown(markdown, HtmlOptions()).text;
}

TEST(Markdown, IsTextWithoutItsMarks) {
  EXPECT_EQ(
      text_of("# One *river*\n\nIt took **nineteen** years and\none [walk-out](x).\n\n"
              "Second\n======\n\n> Quoted `code` &amp; &#8212;&hellip;\n\n---\n\nLast.\\\nLine"),
      "One river\n\nIt took nineteen years and one walk-out.\n\nSecond\n\n"
      "Quoted code & —…\n\nLast.\nLine");
}

TEST(Markdown, HasAParagraphForEachItemAndRow) {
  EXPECT_EQ(text_of("Before:\n\n- one\n- two\n  - inner\n\n  second of two\n3. three\n\n"
                    "| a | b |\n|---|---|\n| 1 | **2** |\n\n- [x] done\n"),
            "Before:\n\none\n\ntwo\n\ninner\n\nsecond of two\n\nthree\n\na\tb\n\n1\t2\n\ndone");
  EXPECT_EQ(text_of("1986. A year is no number of a list."),
            "1986. A year is no number of a list.");
}

TEST(Markdown, KeepsCodeAndTakesTextOutOfHtml) {
  EXPECT_EQ(
      text_of("```c\nint  x;\n  y;\n```\n\n<div><p>In <b>HTML</b></p></div>\n\na<br>b <i>c</i>\n\n"
              "![alternative](picture.png) after"),
      "int  x;\n  y;\n\nIn HTML\n\na\nb c\n\nafter");
}

TEST(Markdown, JoinsLinesOfIdeographsWithoutSpace) {
  EXPECT_EQ(text_of("共同的\n铁路\nline"), "共同的铁路 line");
}

TEST(Markdown, KeepsProseBetweenTwoRules) {
  const TemporaryFolder folder;
  const std::vector<std::string> cases{"Chapter one: the bridge\n\nThe council will build it.\n",
                                       "The mayor said it again: no toll.\n",
                                       "Anna: Who pays?\n\nAnd nobody answered her.\n"};
  for (const std::string& prose : cases) {
    const std::vector<std::string> inputs{
        folder.write("a.md", "---\n" + prose + "\n---\n\nText.\n")};
    const IngestResult result = ingest(inputs, {}, {});
    ASSERT_EQ(result.corpus.size(), 1U);
    EXPECT_NE(result.corpus.text(0).find(prose.substr(0, prose.find('\n'))), std::string::npos)
        << result.corpus.text(0);
  }
}

TEST(Markdown, SaysWhatItsFrontMatterSays) {
  const TemporaryFolder folder;
  const std::string body = "\n# Heading\n\nText.\n";
  const std::vector<std::string> matters{
      "---\ntitle: \"A: title\"\nauthors:\n  - Jane Roe\n  - X\ndate: 2021-03-05\nlang: "
      "en_GB\n---\n",
      "+++\ntitle = 'A: title'\nauthor = \"Jane Roe\"\ndate = 2021-03-05\nlanguage = "
      "\"en-GB\"\n+++\n",
      "---\nTitle: A: title\nauthor: [Jane Roe, X]\ndate: 5 March 2021\nlang: en-gb\n...\n"};
  for (const std::string& matter : matters) {
    const std::vector<std::string> inputs{folder.write("a.md", matter + body)};
    const IngestResult result = ingest(inputs, {}, {});
    ASSERT_EQ(result.corpus.size(), 1U);
    const Corpus& c = result.corpus;
    EXPECT_EQ(c.text(0), "Heading\n\nText.");
    EXPECT_EQ(c.title(0), "A: title");
    EXPECT_EQ(c.source(0), "Jane Roe");
    EXPECT_EQ(c.date(0), "2021-03-05");
    EXPECT_EQ(c.language(0), "en-GB");
    EXPECT_EQ(c.title_origin(0), Origin::kMetadata);
  }
  const std::vector<std::string> inputs{folder.write("2021-03-05-b.markdown", body)};
  const IngestResult result = ingest(inputs, {}, {});
  EXPECT_EQ(result.corpus.title(0), "Heading");
  EXPECT_EQ(result.corpus.title_origin(0), Origin::kText);
  EXPECT_EQ(result.corpus.date_origin(0), Origin::kFileName);
}

TEST(Markdown, KeepsProseBetweenRuledLines) {
  EXPECT_EQ(text_of("---\nNothing of this is a field\n---\nText."),
            "Nothing of this is a field\n\nText.");
  EXPECT_EQ(text_of("---\nkey: never closed\n\nText."), "key: never closed\n\nText.");
}

TEST(Markdown, MarksLinesOfLinks) {
  const auto page = extract_markdown("[Home](/) | [News](/n) | [About](/a)\n\n"
                                     "## [A heading](/self)\n\nThe text of the page is here.\n",
                                     HtmlOptions());
  ASSERT_EQ(page.marks.size(), 1U);
  EXPECT_EQ(page.marks[0], (TextMark{{0, 19}, MarkKind::kFurniture, 0}));
  EXPECT_EQ(page.furniture_bytes, 19U);
}

TEST(Markdown, TellsThatHtmlIsTooDeep) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) {
    deep += "<div>\n";
  }
  const auto page = extract_markdown("first\n\n" + deep + "gone\n", HtmlOptions());
  EXPECT_EQ(page.text, "first");
  EXPECT_TRUE(page.too_deep);
  EXPECT_FALSE(extract_markdown("first\n\n<div>second</div>\n", HtmlOptions()).too_deep);
}

} // namespace
} // namespace refrain
