#include "refrain/ingest/detail/front_matter.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

using detail::read_front_matter_of_text;
using test::TemporaryFolder;

IngestResult read(const std::string& file) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, {}, {});
}

// How much of "MATTER" + "Text.\n" is front matter.
std::size_t size_of(std::string_view matter) {
  return read_front_matter_of_text(std::string(matter) + "Text.\n").size;
}

TEST(FrontMatterOfText, SaysWhatItSaysAndIsNoText) {
  const TemporaryFolder folder;
  const std::string body = "\nThe bridge opens in May.\n\n---\n\ntitle: of a second part\n";
  const std::vector<std::string> matters{
      "---\ntitle: \"A: title\"\nauthors:\n  - Jane Roe\n  - X\ndate: 2021-03-05\n"
      "lang: en_GB\n---\n",
      "\xEF\xBB\xBF---\r\nTitle: A: title\r\n# a comment\r\n\r\nauthor: [Jane Roe, X]\r\n"
      "tags:\r\n- a\r\nsite:\r\n  name: Y\r\nsummary: >-\r\n  Not a field,\r\n  but its value\r\n"
      "Publication date: 5 March 2021\r\nlang: en-gb\r\n...\r\n"};
  for (const std::string& matter : matters) {
    const IngestResult result = read(folder.write("2019-a.txt", matter + body));
    ASSERT_EQ(result.corpus.size(), 1U);
    const Corpus& c = result.corpus;
    EXPECT_EQ(c.text(0), body);
    EXPECT_EQ(c.title(0), "A: title");
    EXPECT_EQ(c.title_origin(0), Origin::kMetadata);
    EXPECT_EQ(c.source(0), "Jane Roe");
    EXPECT_EQ(c.source_origin(0), Origin::kMetadata);
    EXPECT_EQ(c.date(0), "2021-03-05");
    EXPECT_EQ(c.date_origin(0), Origin::kMetadata);
    EXPECT_EQ(c.language(0), "en-GB");
    EXPECT_EQ(c.language_origin(0), Origin::kMetadata);
  }
}

TEST(FrontMatterOfText, IsGuessedWhatItDoesNotSay) {
  const TemporaryFolder folder;
  const IngestResult result =
      read(folder.write("2021-03-05-a.txt", "---\nquelle: Bote\n---\nBy Jane Roe\n\nText.\n"));
  EXPECT_EQ(result.corpus.text(0), "By Jane Roe\n\nText.\n");
  EXPECT_EQ(result.corpus.source(0), "Bote");
  EXPECT_EQ(result.corpus.date_origin(0), Origin::kFileName);
}

TEST(FrontMatterOfText, NeedsAFieldThatIsKnownOrTwoInSmallLetters) {
  EXPECT_EQ(size_of("---\ndate: 2021\n---\n"), 19U);
  EXPECT_EQ(size_of("---\nDatum: 2021\n---\n"), 20U);
  EXPECT_EQ(size_of("---\nlayout: post\ndraft: no\n---\n"), 31U);
  EXPECT_EQ(size_of("---\nlayout: post\n---\n"), 0U);
  EXPECT_EQ(size_of("---\nSMITH: No.\nJONES: Why?\n---\n"), 0U);
  EXPECT_EQ(size_of("---\n---\n"), 0U);
  EXPECT_EQ(size_of("---\n# title: none\n\n---\n"), 0U);
}

TEST(FrontMatterOfText, HasNothingButFieldsInIt) {
  for (const std::string_view other :
       {"Nothing of this is a field", "The minister said: no", "http://example.com", "- an item",
        "  indented: 1", "title: said again", "\"quoted\": 1", ": nothing", "10:30"}) {
    EXPECT_EQ(size_of("---\ntitle: T\n" + std::string(other) + "\n---\n"), 0U) << other;
  }
  EXPECT_EQ(size_of("---\n- an item\ntitle: T\n---\n"), 0U);
  EXPECT_EQ(size_of("---\n  title: T\n---\n"), 0U);
}

TEST(FrontMatterOfText, BeginsAtOnceAndEndsWithinAHundredLines) {
  EXPECT_EQ(size_of("\n---\ntitle: T\n---\n"), 0U);
  EXPECT_EQ(size_of(" ---\ntitle: T\n---\n"), 0U);
  EXPECT_EQ(size_of("----\ntitle: T\n----\n"), 0U);
  EXPECT_EQ(size_of("+++\ntitle = 'T'\n+++\n"), 0U);
  EXPECT_EQ(size_of("---\ntitle: T\n\n"), 0U);
  const auto lines = [](int count) {
    std::string matter = "---\ntitle: T\nlist:\n";
    for (int i = 2; i < count; ++i) {
      matter += "- x\n";
    }
    return matter + "---\n";
  };
  EXPECT_EQ(size_of(lines(99)), lines(99).size());
  EXPECT_EQ(size_of(lines(100)), 0U);
}

TEST(FrontMatterOfText, HasTextBehindIt) {
  EXPECT_EQ(read_front_matter_of_text("---\ntitle: T\n---\n \n").size, 0U);
  EXPECT_EQ(read_front_matter_of_text("---\ntitle: T\n---").size, 0U);
  const TemporaryFolder folder;
  const std::string stream = "---\ntitle: T\n---\ntitle: U\n";
  EXPECT_EQ(read(folder.write("a.yaml", stream)).corpus.text(0), stream);
  EXPECT_EQ(read(folder.write("a.txt", stream)).corpus.text(0), "title: U\n");
}

TEST(FrontMatterOfText, IsLeftInTheTextWhereItMayBeProse) {
  const TemporaryFolder folder;
  for (const std::string& text :
       {std::string("---\nThe bridge: it opens in May\n---\nText.\n"),
        std::string("---\n\nText between rules.\n\n---\n\nText.\n"),
        std::string("---\nINTERVIEWER: Who was there?\nSMITH: Nobody.\n---\nText.\n")}) {
    EXPECT_EQ(read(folder.write("a.txt", text)).corpus.text(0), text);
  }
}

} // namespace
} // namespace refrain
