#include "refrain/ingest/ingest.h"
#include "refrain/text/decode.h"

#include "tests/ingest/temporary_folder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;

IngestResult read(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, options, {});
}

TEST(Table, RowsAreDocumentsByTheNamesOfTheirColumns) {
  const TemporaryFolder folder;
  const IngestResult result =
      read(folder.write("t.csv", "\xEF\xBB\xBFID,Text,source,date\r\n"
                                 "b,\"one, \"\"two\"\"\nthree\",S,12 March 2021\r\n"
                                 "\r\n"
                                 ",plain \"quotes\",,20210305\r\n"
                                 "c,last,T,nonsense"));
  ASSERT_EQ(result.corpus.size(), 3U);
  EXPECT_EQ(result.corpus.id(0), "b");
  EXPECT_EQ(result.corpus.text(0), "one, \"two\"\nthree");
  EXPECT_EQ(result.corpus.source(0), "S");
  EXPECT_EQ(result.corpus.date(0), "2021-03-12");
  EXPECT_EQ(result.corpus.position(0), 2U);
  EXPECT_EQ(result.corpus.id(2), "t.csv:5");
  EXPECT_EQ(result.corpus.text(2), "plain \"quotes\"");
  EXPECT_EQ(result.corpus.date(2), "2021-03-05");
  EXPECT_EQ(result.counts.unread_dates, 1U);
}

TEST(Table, FindsItsSeparatorAndObeysChosenNames) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.fields.text = "argument";
  EXPECT_EQ(read(folder.write("a.tsv", "n\targument\n1\tx, y\n"), options).corpus.text(0), "x, y");
  EXPECT_EQ(read(folder.write("a.csv", "n;argument\n1;x, y\n"), options).corpus.text(0), "x, y");
  EXPECT_EQ(read(folder.write("c.csv", "text,Argument\nno,x\n"), options).corpus.text(0), "x");
  const IngestResult none = read(folder.write("b.csv", "n,claim\n1,x\n"), options);
  ASSERT_EQ(none.skipped.size(), 1U);
  EXPECT_EQ(none.skipped[0].reason, SkipReason::kNoText);
  EXPECT_EQ(none.skipped[0].text, "expected a column \"argument\", found n, claim");

  options.fields.text = "an argument that somebody has made"; // longer than any known name
  const IngestResult other =
      read(folder.write("d.csv",
                        "another column with as long a name,An argument that somebody has made\n"
                        "x,y\n"),
           options);
  EXPECT_TRUE(other.corpus.empty()); // of these the very same counts
}

TEST(Table, OneStrayQuoteCostsOneRow) {
  const TemporaryFolder folder;
  const IngestResult result = read(
      folder.write("a.csv", "id,text\n1,\"quoted, fine\"\n2,\"never closed\n3,good\n4,g\n5,x"));
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_EQ(result.skipped[0].position, 3U);
  EXPECT_EQ(result.skipped[0].reason, SkipReason::kBrokenRecord);
  ASSERT_EQ(result.corpus.size(), 4U);
  EXPECT_EQ(result.corpus.text(0), "quoted, fine");
  EXPECT_EQ(result.corpus.text(1), "good");
  EXPECT_EQ(result.corpus.id(3), "5");
}

TEST(Table, ReadsOlderEncodingsAndLongRows) {
  const TemporaryFolder folder;
  const IngestResult result = read(
      folder.write("a.csv", "text\n\xCF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE "
                            "\xF3\xF2\xE2\xE5\xF0\xE4\xE8\xEB\xEE \xEF\xEB\xE0\xED "
                            "\xF0\xE0\xE7\xE2\xE8\xF2\xE8\xFF \xE6\xE5\xEB\xE5\xE7\xED\xEE\xE9\n"));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "Правительство утвердило план развития железной");
  const std::string big(3'000'000, 'x');
  EXPECT_EQ(read(folder.write("b.csv", "id,text\n1,\"" + big + "\n\"\n2,y\n")).corpus.text(0),
            big + "\n");
  IngestOptions options;
  options.max_record_bytes = 1000;
  const IngestResult limited =
      read(folder.write("c.csv", "id,text\n1," + big + "\n2,y\n"), options);
  ASSERT_EQ(limited.corpus.size(), 1U);
  EXPECT_EQ(limited.skipped[0].reason, SkipReason::kTooLarge);
}

std::vector<std::string> texts(const IngestResult& result) {
  std::vector<std::string> all;
  for (DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    all.push_back(std::string(result.corpus.id(d)) + ' ' + std::string(result.corpus.text(d)));
  }
  return all;
}

std::vector<std::string> raw_rows(const std::string& file) {
  const std::vector<std::string> inputs{file};
  std::vector<std::string> rows;
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) { rows.emplace_back(r.bytes); });
  return rows;
}

TEST(Table, QuotesThatCloseInsideAFieldAreCharacters) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.csv", "id,text,source\n"
                                                 "1,\"No\" is what she said,S\n"
                                                 "2,\"opens and\n"
                                                 "3,\"is \"\"read\"\", \nas before\" ,S\r\n"
                                                 "4,\"Yes\",\"\"\n"
                                                 "5,\"last\"");
  const IngestResult result = read(file);
  EXPECT_THAT(texts(result), ElementsAre("1 \"No\" is what she said", "2 \"opens and",
                                         "3 is \"read\", \nas before", "4 Yes", "5 last"));
  EXPECT_TRUE(result.skipped.empty());
  EXPECT_THAT(raw_rows(file),
              ElementsAre("id,text,source", "1,\"No\" is what she said,S", "2,\"opens and",
                          "3,\"is \"\"read\"\", \nas before\" ,S", "4,\"Yes\",\"\"", "5,\"last\""));
}

TEST(Table, OfTabsHasQuotesOnlyAroundWholeFields) {
  const TemporaryFolder folder;
  // A text that begins with a quote, and a later one that ends with one.
  const std::string plain = folder.write("a.tsv", "id\ttext\n"
                                                  "1\t\"Closed\" says the board\n"
                                                  "2\t\"Nobody asked\n"
                                                  "3\tOf the \"quay\"\n"
                                                  "4\t\"Whole\"\n"
                                                  "5\t\"Is this, it said,\n"
                                                  "6\tor is it \"no\"\n"
                                                  "7\t\"never closed\n");
  const IngestResult result = read(plain);
  EXPECT_THAT(texts(result), ElementsAre("1 \"Closed\" says the board", "2 \"Nobody asked",
                                         "3 Of the \"quay\"", "4 Whole", "5 \"Is this, it said,",
                                         "6 or is it \"no\"", "7 \"never closed"));
  EXPECT_TRUE(result.skipped.empty());
  EXPECT_EQ(raw_rows(plain).size(), 8U);
  EXPECT_EQ(raw_rows(plain)[2], "2\t\"Nobody asked");
  // Fields of several lines that a spreadsheet quotes stay whole, also with tabs inside.
  EXPECT_THAT(texts(read(folder.write("b.tsv", "id\ttext\tsource\r\n"
                                               "1\t\"one\n\"\"two\"\"\tx\"\tS\r\n"
                                               "2\tthree\t\"S\nT\"\r\n"))),
              ElementsAre("1 one\n\"two\"\tx", "2 three"));
}

TEST(Table, KnowsQuotesThatABackslashEscapes) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.csv", "id,text,source\n"
                                                 "1,\"He said \\\"never\\\", and left\",\"\"\n"
                                                 "2,\"a path C:\\\\dir\\\\\",S\n"
                                                 "3,\"in\ntwo \\n \\\"lines\\\"\",S\n");
  EXPECT_THAT(texts(read(file)), ElementsAre("1 He said \"never\", and left", "2 a path C:\\dir\\",
                                             "3 in\ntwo \\n \"lines\""));
  EXPECT_EQ(raw_rows(file)[1], "1,\"He said \\\"never\\\", and left\",\"\"");
  EXPECT_EQ(raw_rows(file).size(), 4U);
  // By RFC 4180 a backslash is a character, also in front of a quote.
  EXPECT_THAT(texts(read(folder.write("b.csv", "id,text,source\n"
                                               "1,\"the path C:\\dir\\\",S\n"
                                               "2,\"a \\\"\"b\\\"\", c\",S\n"))),
              ElementsAre("1 the path C:\\dir\\", "2 a \\\"b\\\", c"));
}

TEST(Table, HasLinesThatEndInCrAlone) {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("a.csv", "text,id\r\"one,\ntwo\",1\r\rthree,2\r\"never closed,3\rfour,4");
  const IngestResult result = read(file);
  EXPECT_THAT(texts(result), ElementsAre("1 one,\ntwo", "2 three", "4 four"));
  EXPECT_EQ(result.corpus.position(1), 5U); // the line feed is a line to an editor as well
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_EQ(result.skipped[0].reason, SkipReason::kBrokenRecord);
  EXPECT_THAT(raw_rows(file), ElementsAre("text,id", "\"one,\ntwo\",1", "three,2", "four,4"));
  // Elsewhere a CR is a character.
  EXPECT_THAT(texts(read(folder.write("b.csv", "id,text\n1,a\rb\n2,\"c\r\"\r\n"))),
              ElementsAre("1 a\rb", "2 c\r"));
}

TEST(Table, HeedsALineThatNamesItsSeparator) {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("a.csv", "\xEF\xBB\xBFsep=^\r\nid^text\r\n1^\"a^b, c; d\"\r\n");
  const IngestResult result = read(file);
  EXPECT_THAT(texts(result), ElementsAre("1 a^b, c; d"));
  EXPECT_EQ(result.corpus.position(0), 3U);
  // What is copied keeps it.
  EXPECT_THAT(raw_rows(file), ElementsAre("sep=^\r\nid^text", "1^\"a^b, c; d\""));
  EXPECT_THAT(texts(read(folder.write("b.csv", "\"sep=;\"\nid;text\n1;a, b\n"))),
              ElementsAre("1 a, b"));
  EXPECT_THAT(texts(read(folder.write("c.csv", "sep=,text\n1,a\n"))), ElementsAre("c.csv:2 a"));
  EXPECT_EQ(read(folder.write("d.csv", "sep=;\n")).skipped.size(), 1U);
}

TEST(Table, OfTabsKeepsQuotedLinesThatLookLikeRowsWhereNoQuoteIsWrong) {
  const TemporaryFolder folder;
  EXPECT_THAT(texts(read(folder.write("a.tsv", "id\ttext\n1\t\"A\nB\tC\"\n2\tD\n"))),
              ElementsAre("1 A\nB\tC", "2 D"));
}

// The writer is the oracle: what it quotes by RFC 4180 comes back.
TEST(Table, ReadsBackWhatRfc4180Writes) {
  const TemporaryFolder folder;
  const std::vector<std::string> pieces{"a", "word ", "\"", "\"\"", "\\", "\\\"", ",",
                                        ";", "|",     "\n", " ",    "é",  "sep="};
  std::uint32_t state = 1;
  const auto random = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % below;
  };
  for (int round = 0; round < 200; ++round) {
    const char separator = ",;|"[random(3)];
    const std::string line_end = random(2) == 0 ? "\n" : "\r\n";
    std::string file = "id" + std::string(1, separator) + "text" + separator + "n" + line_end;
    std::vector<std::string> expected;
    std::vector<std::string> rows{file.substr(0, file.size() - line_end.size())};
    for (int r = 0; r < 8; ++r) {
      std::string text = "x";
      for (std::size_t n = random(10); n > 0; --n) {
        text += pieces[random(pieces.size())];
      }
      text += "y";
      std::string quoted;
      for (const char c : text) {
        quoted += std::string(c == '"' ? 2 : 1, c);
      }
      rows.push_back(std::to_string(r) + separator + '"' + quoted + '"' + separator + "\\");
      file += rows.back() + line_end;
      expected.push_back(std::to_string(r) + ' ' + text);
    }
    const std::string path = folder.write(std::to_string(round) + ".csv", file);
    ASSERT_EQ(texts(read(path)), expected) << file;
    ASSERT_EQ(raw_rows(path), rows) << file;
  }
}

TEST(Table, GivesBackItsRowsByteForByte) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs{
      folder.write("a.csv", "id,text\r\n1,\"a\nb\"\r\n\r\n2,c\n")};
  std::vector<std::string> rows;
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) {
    rows.push_back((r.header ? "header " : std::to_string(r.position) + ' ') +
                   std::string(r.bytes));
  });
  EXPECT_THAT(rows, ElementsAre("header id,text", "2 1,\"a\nb\"", "5 2,c"));
}

TEST(Table, NamesColumnsThatAreFoundInUtf8) {
  const TemporaryFolder folder;
  std::string header;
  for (int i = 0; i < 150; ++i) {
    header += "é";
  }
  const std::vector<std::string> inputs{folder.write("a.csv", "a" + header + ",b\n1,2\n")};
  const IngestResult result = ingest(inputs, {}, {});
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_TRUE(is_valid_utf8(result.skipped[0].text)) << result.skipped[0].text;
}

} // namespace
} // namespace refrain
