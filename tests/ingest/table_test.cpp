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
