#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/summaries.h"
#include "tests/ingest/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::ids;
using test::skips;
using test::TemporaryFolder;
using testing::ElementsAre;

IngestResult read(const std::vector<std::string>& inputs, const IngestOptions& options = {}) {
  return ingest(inputs, options, {});
}

TEST(Ingest, NamesFilesOfAFolderByTheFolderAndTheirPathInIt) {
  const TemporaryFolder folder;
  folder.write("susp/b.txt", "second");
  folder.write("susp/a.txt", "first");
  folder.write("susp/deep/c.md", "third");
  const IngestResult result = read({folder / "susp/"});
  EXPECT_THAT(ids(result.corpus), ElementsAre("susp/a.txt", "susp/b.txt", "susp/deep/c.md"));
  EXPECT_EQ(result.corpus.text(0), "first");
  EXPECT_EQ(result.corpus.path(0), folder / "susp/a.txt");
  EXPECT_EQ(result.counts.files, 3U);
  EXPECT_EQ(result.counts.records, 3U);
  EXPECT_EQ(result.counts.bytes, 16U);
  EXPECT_TRUE(result.skipped.empty());
}

TEST(Ingest, NamesASingleFileByItsName) {
  const TemporaryFolder folder;
  const std::string file = folder.write("x/a.txt", "text");
  EXPECT_THAT(ids(read({file}).corpus), ElementsAre("a.txt"));
}

TEST(Ingest, TellsFilesOfOneNameApartByTheirPaths) {
  const TemporaryFolder folder;
  const std::string one = folder.write("x/a.txt", "one");
  const std::string two = folder.write("y/a.txt", "two");
  EXPECT_THAT(ids(read({two, one}).corpus), ElementsAre(one, two));
}

TEST(Ingest, ReadsFieldsOfJsonLines) {
  const TemporaryFolder folder;
  const std::string file = folder.write(
      "r.jsonl",
      "{\"id\":\"a\",\"text\":\"caf\\u00e9\",\"source\":\"S\",\"date\":\"12 March 2021\","
      "\"title\":\"T\"}\n"
      "\n"
      "{\"body\":\"no id\"}\r\n"
      "{\"id\":7,\"text\":\"number\",\"date\":1615507200}");
  const IngestResult result = read({file});
  ASSERT_THAT(ids(result.corpus), ElementsAre("7", "a", "r.jsonl:3"));
  EXPECT_EQ(result.corpus.text(1), "café");
  EXPECT_EQ(result.corpus.source(1), "S");
  EXPECT_EQ(result.corpus.date(1), "2021-03-12");
  EXPECT_EQ(result.corpus.title(1), "T");
  EXPECT_EQ(result.corpus.date_origin(1), Origin::kField);
  EXPECT_EQ(result.corpus.position(2), 3U);
  EXPECT_EQ(result.corpus.date(0), "2021-03-12T00:00");
}

TEST(Ingest, SkipsBadRecordsWithLineAndReasonAndReadsOn) {
  const TemporaryFolder folder;
  const std::string file = folder.write("r.jsonl", "{\"text\":\"good\"}\n"
                                                   "{\"text\":\"cut\n"
                                                   "[1]\n"
                                                   "{\"title\":\"no text\"}\n"
                                                   "{\"text\":5}\n"
                                                   "{\"text\":\"\xff\"}\n"
                                                   "{\"text\":\" \"}\n"
                                                   "{\"text\":\"good too\"} \n");
  const IngestResult result = read({file});
  EXPECT_THAT(ids(result.corpus), ElementsAre("r.jsonl:1", "r.jsonl:8"));
  EXPECT_THAT(skips(result), ElementsAre("r.jsonl:2 broken-record", "r.jsonl:3 broken-record",
                                         "r.jsonl:4 no-text", "r.jsonl:5 text-not-a-string",
                                         "r.jsonl:6 invalid-utf8", "r.jsonl:7 empty"));
  EXPECT_EQ(result.counts.records, 8U);
}

TEST(Ingest, ThrowsForANamedInputThatDoesNotExist) {
  EXPECT_THROW(static_cast<void>(read({"/nowhere/at/all"})), IoError);
  EXPECT_THROW(static_cast<void>(read({})), InvalidArgument);
}

} // namespace
} // namespace refrain
