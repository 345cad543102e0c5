// A table of the user's says what documents are, and says so in their origins.

#include "refrain/core/error.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/archive_bytes.h"
#include "tests/ingest/temporary_folder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

IngestResult read(const std::vector<std::string>& inputs, const std::string& table) {
  IngestOptions options;
  options.metadata = table;
  return ingest(inputs, options, {});
}

DocumentIndex find(const Corpus& corpus, std::string_view id) {
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    if (corpus.id(d) == id) {
      return d;
    }
  }
  ADD_FAILURE() << id;
  return 0;
}

TEST(MetadataTable, WinsOverDocumentsByIdAndByPath) {
  const TemporaryFolder folder;
  const std::string text = folder.write("in/a.txt", "Some Title\n\n2001-01-01\n\nA text.");
  folder.write("in/r.jsonl", "{\"id\":\"r1\",\"text\":\"one\",\"date\":\"2002\",\"lang\":\"fr\"}\n"
                             "{\"id\":\"r2\",\"text\":\"two\",\"source\":\"Old\"}\n");
  folder.write("in/z.zip", test::zip_of({{"m.txt", "A member."}}));
  for (const char separator : {',', '\t', ';'}) {
    std::string table = "Title,ID,speaker,date,language\n"
                        "New,in/a.txt,Jane,2021-03-05,en_us\n"
                        ",r1,,12 March 2021,\n"
                        ",in/z.zip/m.txt,Member,,\n";
    std::replace(table.begin(), table.end(), ',', separator);
    const IngestResult result = read({folder / "in"}, folder.write("t.csv", table));
    EXPECT_TRUE(result.skipped.empty());
    const Corpus& c = result.corpus;
    const DocumentIndex a = find(c, "in/a.txt");
    EXPECT_EQ(c.title(a), "New");
    EXPECT_EQ(c.source(a), "Jane");
    EXPECT_EQ(c.date(a), "2021-03-05");
    EXPECT_EQ(c.language(a), "en-US");
    EXPECT_EQ(c.title_origin(a), Origin::kTable);
    EXPECT_EQ(c.language_origin(a), Origin::kTable);
    const DocumentIndex r1 = find(c, "r1");
    EXPECT_EQ(c.date(r1), "2021-03-12");
    EXPECT_EQ(c.language(r1), "fr");
    EXPECT_EQ(c.language_origin(r1), Origin::kField);
    EXPECT_EQ(c.source(find(c, "r2")), "Old");
    EXPECT_EQ(c.source_origin(find(c, "r2")), Origin::kField);
    EXPECT_EQ(c.source(find(c, "in/z.zip/m.txt")), "Member");
  }
  // A path stands for all records of its file.
  const std::string lines = folder / "in/r.jsonl";
  const IngestResult paths =
      read({folder / "in"},
           folder.write("p.tsv", "path\tsource\n" + lines + "\tBoth\n" + text + "\tOne\n"));
  EXPECT_TRUE(paths.skipped.empty());
  EXPECT_EQ(paths.corpus.source(find(paths.corpus, "r1")), "Both");
  EXPECT_EQ(paths.corpus.source(find(paths.corpus, "r2")), "Both");
  EXPECT_EQ(paths.corpus.source(find(paths.corpus, "in/a.txt")), "One");
}

TEST(MetadataTable, PrefersADateToAYearAndKnowsNamesOfFiles) {
  const TemporaryFolder folder;
  const std::string text = folder.write("1962.txt", "A text.");
  const IngestResult result =
      read({text}, folder.write("t.csv",
                                "year,file_name,Author,date\n1962," + text + ",Jane,1962-12-24\n"));
  EXPECT_EQ(result.corpus.source(0), "Jane");
  EXPECT_EQ(result.corpus.date(0), "1962-12-24");
}

TEST(MetadataTable, ReportsRowsThatSayNothing) {
  const TemporaryFolder folder;
  const std::string text = folder.write("a.txt", "A text.");
  const IngestResult result = read({text}, folder.write("t.csv", "id,date\n"
                                                                 "a.txt,someday\n"
                                                                 "b.txt,2020\n"
                                                                 "a.txt,2021\n"
                                                                 ",2022\n"));
  std::vector<std::string> found;
  for (const Skipped& s : result.skipped) {
    found.push_back(std::to_string(s.position) + ' ' + std::string(name_of(s.reason)));
  }
  EXPECT_THAT(found, testing::ElementsAre("2 broken-record", "3 unknown-id", "4 same-file",
                                          "5 broken-record"));
}

TEST(MetadataTable, WithOtherColumnsIsAnErrorThatNamesThem) {
  const TemporaryFolder folder;
  const std::string text = folder.write("a.txt", "A text.");
  for (const std::string table :
       {"name,when\na,b\n", "id,text\na,b\n", "title,date\na,2020\n", ""}) {
    try {
      (void)read({text}, folder.write("t.csv", table));
      ADD_FAILURE() << table;
    } catch (const InvalidArgument& e) {
      EXPECT_THAT(e.what(), HasSubstr("t.csv: expected a column id or path"));
      EXPECT_THAT(e.what(), testing::Not(HasSubstr("\n")));
    }
  }
  EXPECT_THROW((void)read({text}, folder / "missing.csv"), IoError);
}

} // namespace
} // namespace refrain
