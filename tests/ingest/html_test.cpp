#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;

constexpr const char* kPage =
    "<!DOCTYPE html>\n<html lang=en_gb><head><meta charset='utf-8'><title>Page title | "
    "Courier</title>\n"
    "<meta property='og:title' content='Five states, one river'>\n"
    "<meta property='og:site_name' content='The Courier'>\n"
    "<script type='application/ld+json'>{\"@graph\":[{\"headline\":\"Other\","
    "\"datePublished\":\"2016-10-15T08:00:00Z\",\"publisher\":{\"name\":\"P\"}}]}</script>\n"
    "<style>p{color:red}</style></head>\n"
    "<body class='sidebar'><nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></ul></nav>\n"
    "<article><header><h1>Five states,\n  one river</h1></header>\n"
    "<p>It took <b>nineteen</b> years&nbsp;&mdash; and\none <a href=x>walk-out</a>.\n"
    "<p>Second<br>line.<script>var x='<p>';</script></p>\n"
    "<table><tr><td>Tervia<td>21</tr><tr><td>Orhame<td>18</tr></table>\n"
    "<div style='display:none'>hidden</div><p hidden>hidden too</p></article>\n"
    "<footer>&copy; The Courier</footer></body></html>";

IngestResult read(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, options, {});
}

TEST(Html, BecomesParagraphsWithItsMetadata) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write("saved-page", kPage));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0),
            "Home\n\nNews\n\nFive states, one river\n\nIt took nineteen years — and one "
            "walk-out.\n\nSecond\nline.\n\nTervia\t21\n\nOrhame\t18\n\n© The Courier");
  EXPECT_EQ(result.corpus.title(0), "Five states, one river");
  EXPECT_EQ(result.corpus.source(0), "The Courier");
  EXPECT_EQ(result.corpus.date(0), "2016-10-15T08:00");
  EXPECT_EQ(result.corpus.date_origin(0), Origin::kMetadata);
  EXPECT_EQ(result.corpus.language(0), "en-GB");
  EXPECT_EQ(result.corpus.language_origin(0), Origin::kMetadata);
  EXPECT_GT(result.counts.furniture_bytes, 20U);
}

TEST(Html, TakesTheNameOfTheSiteOffTheTitle) {
  const TemporaryFolder folder;
  const auto title = [&](const std::string& written) {
    const IngestResult result =
        read(folder.write("a.html", "<!DOCTYPE html><title>" + written +
                                        "</title><meta property=og:site_name content='The Courier'>"
                                        "<h1>The Courier</h1><p>It took nineteen years.</p>"));
    return std::string(result.corpus.title(0));
  };
  EXPECT_EQ(title("Five states | The Courier"), "Five states");
  EXPECT_EQ(title("Five states – one river — The Courier"), "Five states – one river");
  EXPECT_EQ(title("We buy The Courier"), "We buy The Courier");
  EXPECT_EQ(title("The Courier"), "The Courier");
  EXPECT_EQ(title("Five states | The Times"), "Five states | The Times");
}

TEST(Html, LeavesFurnitureOutOnDemand) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.main_text_only = true;
  const IngestResult result = read(folder.write("a.html", kPage), options);
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0),
            "Five states, one river\n\nIt took nineteen years — and one walk-out.\n\n"
            "Second\nline.\n\nTervia\t21\n\nOrhame\t18");
}

TEST(Html, ReadsDeclaredCharsets) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a.htm", "<html><head><meta http-equiv=Content-Type content='text/html; "
               "charset=windows-1251'></head><body><p>\xCC\xE8\xF0</p></body></html>"));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "Мир");
}

TEST(Html, ReportsNestingOverTheLimit) {
  const TemporaryFolder folder;
  std::string page = "<html><body><p>before</p>";
  for (int i = 0; i < 5000; ++i) {
    page += "<div>";
  }
  const IngestResult result = read(folder.write("a.html", page + "deep inside"));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "before");
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_EQ(result.skipped[0].reason, SkipReason::kTooDeep);
}

TEST(Html, ReadsTextBelowTheParsersOwnLimit) {
  const TemporaryFolder folder;
  std::string page = "<html><body>";
  for (int i = 0; i < 1000; ++i) {
    page += "<div>";
  }
  EXPECT_EQ(read(folder.write("a.html", page + "deep inside")).corpus.text(0), "deep inside");
}

TEST(Html, SurvivesBrokenMarkup) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a.html",
      "</p></div><p>one<table><td>two</b></i><p>three &bogus; & &#0; &#xD800; <a <b>four"));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_THAT(std::string(result.corpus.text(0)), testing::HasSubstr("three"));
  EXPECT_EQ(read(folder.write("b.html", "<html></html>")).skipped.size(), 1U);
}

} // namespace
} // namespace refrain
