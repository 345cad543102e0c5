#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/ingest/ingest.h"
#include "refrain/text/escaped_text.h"

#include "tests/ingest/compress.h"
#include "tests/ingest/summaries.h"
#include "tests/ingest/temporary_folder.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

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

TEST(Ingest, TellsFilesApartWhereThePathOfOneIsTheNameOfAnother) {
  const TemporaryFolder folder;
  folder.write("sub/x.txt", "one");
  folder.write("otherx/x.txt", "two");
  folder.write("other/sub/x.txt", "three");
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const IngestResult result = read({"sub/x.txt", "otherx/x.txt", "other/sub"});
  std::filesystem::current_path(before);
  EXPECT_THAT(ids(result.corpus), ElementsAre("other/sub/x.txt", "otherx/x.txt", "sub/x.txt"));
}

TEST(Ingest, TellsFilesApartWhoseNamesAreNoText) {
  const TemporaryFolder folder;
  folder.write("x/a\xFE.txt", "one");
  folder.write("x/a\xFF.txt", "two");
  const IngestResult result = read({folder / "x"});
  ASSERT_EQ(result.corpus.size(), 2U);
  EXPECT_EQ(result.corpus.path(0), folder / "x/a\\xFE.txt");
  EXPECT_EQ(result.corpus.path(1), folder / "x/a\\xFF.txt");
  EXPECT_NE(result.corpus.id(0), result.corpus.id(1));
}

TEST(Ingest, TakesNoYearFromANumberThatCountsFiles) {
  const TemporaryFolder folder;
  for (const char* name : {"x/1899.txt", "x/1900.txt", "x/page-7.txt", "x/page-2001.txt",
                           "x/letter-2017.txt", "x/letter-2018.txt", "x/2018-03-04.txt", "x/03.txt",
                           "y/1999.txt", "y/2000.txt", "y/20010203.txt"}) {
    folder.write(name, "text");
  }
  std::map<std::string, std::string> dates;
  const IngestResult result = read({folder / "x", folder / "y"});
  for (DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    if (!result.corpus.date(d).empty()) {
      dates.emplace(result.corpus.id(d), result.corpus.date(d));
    }
  }
  EXPECT_THAT(dates, ElementsAre(std::pair("x/2018-03-04.txt", "2018-03-04"),
                                 std::pair("x/letter-2017.txt", "2017"),
                                 std::pair("x/letter-2018.txt", "2018"),
                                 std::pair("y/1999.txt", "1999"), std::pair("y/2000.txt", "2000"),
                                 std::pair("y/20010203.txt", "2001-02-03")));
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

TEST(Ingest, ReadsFieldsHoweverTheirNamesAreWritten) {
  const TemporaryFolder folder;
  const IngestResult result = read({folder.write(
      "r.jsonl",
      "{\"ID\":\"a\",\"Full Text\":\"one\",\"Speaker\":\"S\",\"publishedAt\":\"2021-03-12\"}\n"
      "{\"Id\":\"b\",\"speech\":\"two\",\"Text\":\"three\",\"year\":2020,\"date\":\"2020-01-02\"}\n"
      "{\"id\":\"c\",\"Text\":\"no\",\"text\":\"four\",\"TEXT\":\"no\"}\n")});
  ASSERT_THAT(ids(result.corpus), ElementsAre("a", "b", "c"));
  EXPECT_EQ(result.corpus.text(0), "one");
  EXPECT_EQ(result.corpus.source(0), "S");
  EXPECT_EQ(result.corpus.date(0), "2021-03-12");
  EXPECT_EQ(result.corpus.text(1), "three"); // preferred to a speech
  EXPECT_EQ(result.corpus.date(1), "2020-01-02");
  EXPECT_EQ(result.corpus.text(2), "four"); // the known spelling counts
}

TEST(Ingest, ReadsFieldsInAnyOrderFromRecordToRecord) {
  const TemporaryFolder folder;
  std::string many = "{";
  for (int i = 0; i < 100; ++i) {
    many += "\"field " + std::to_string(i) + "\":1,";
  }
  const IngestResult result =
      read({folder.write("r.jsonl", "{\"id\":\"a\",\"text\":\"one\",\"source\":\"S\"}\n"
                                    "{\"text\":\"two\",\"source\":\"T\",\"id\":\"b\"}\n"
                                    "{\"note\":\"x\",\"id\":\"c\",\"text\":\"three\"}\n" +
                                        many + "\"id\":\"d\",\"text\":\"four\",\"" +
                                        std::string(100, 'n') + "\":1}\n")});
  ASSERT_THAT(ids(result.corpus), ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(result.corpus.text(1), "two");
  EXPECT_EQ(result.corpus.source(1), "T");
  EXPECT_EQ(result.corpus.text(2), "three");
  EXPECT_EQ(result.corpus.source(2), "");
  EXPECT_EQ(result.corpus.text(3), "four");
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

// Ids that count up, texts with and without escapes, blank and broken lines between them.
std::string many_records() {
  std::string lines = "\xEF\xBB\xBF";
  std::mt19937 random(3); // so that compressed they are large, too
  for (int i = 0; i < 9000; ++i) {
    const std::string number = std::to_string(100000 + i);
    lines += R"({"title":"\"T\"","id":"r)" + number + R"(","text":")";
    lines += i % 3 == 0 ? R"(one\n\n\"two\" \u00e9\ud83d\ude00 )" : "caf\u00e9 ";
    for (int c = 0; c < i % 700; ++c) {
      lines += "0123456789abcdef"[random() % 16];
    }
    lines += number + "\"}\n";
    lines += i % 100 == 0 ? "\n{ broken\n" : "";
  }
  return lines;
}

TEST(Ingest, SaysWhereTextsOfLargeFilesOfLinesCanBeReadAgain) {
  const TemporaryFolder folder;
  const std::string file = folder.write("large.jsonl", many_records());
  std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() -
                                             std::chrono::hours(1));
  ASSERT_GT(std::filesystem::file_size(file), 3U << 20);
  const std::string small = folder.write("small.jsonl", R"({"id":"a","text":"small"})");
  SourceFiles sources;
  IngestOptions options;
  options.source_files = &sources;
  const IngestResult result = read({small, file}, options);
  ASSERT_EQ(result.corpus.size(), 9001U);
  EXPECT_TRUE(result.corpus.document(0).text == "small" && !result.corpus.place(0).known());
  for (DocumentIndex d = 1; d < result.corpus.size(); ++d) {
    const TextPlace place = result.corpus.place(d);
    const std::string_view text = result.corpus.text(d);
    ASSERT_TRUE(place.known()) << d;
    ASSERT_EQ(place.escaped, (d - 1) % 3 == 0);
    std::string again(text.size(), '\0');
    if (place.escaped) {
      std::string raw(2 * text.size() + 100, '\0');
      raw.resize(sources.read(place.address, raw.data(), raw.size()));
      ASSERT_TRUE(unescape(raw, 0, again));
    } else {
      ASSERT_EQ(sources.read(place.address, again.data(), again.size()), again.size());
    }
    ASSERT_EQ(again, text);
  }
}

TEST(Ingest, RefersToTextsOfMappedFilesInsteadOfCopyingThem) {
  const TemporaryFolder folder;
  std::string lines = many_records();
  // The text in the middle; what looks like it before it; equal texts; one that ends the file.
  lines += R"({"note":"same","id":"s1","text":"same","source":"x"})"
           "\n"
           R"({"id":"s2","title":"same","text":"same"})"
           "\n"
           R"({"id":"s3","text":"the last one"})";
  const std::string file = folder.write("large.jsonl", lines);
  std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() -
                                             std::chrono::hours(1));
  const IngestResult copied = read({file});
  SourceFiles sources;
  IngestOptions options;
  options.source_files = &sources;
  options.map_texts = true;
  const IngestResult mapped = read({file}, options);
  ASSERT_EQ(mapped.corpus.size(), copied.corpus.size());
  EXPECT_EQ(mapped.skipped.size(), copied.skipped.size());
  std::size_t kept = 0;
  for (DocumentIndex d = 0; d < mapped.corpus.size(); ++d) {
    const DocumentView a = mapped.corpus.document(d);
    const DocumentView b = copied.corpus.document(d);
    ASSERT_EQ(std::tie(a.id, a.title, a.source, a.date, a.path, a.text, a.position),
              std::tie(b.id, b.title, b.source, b.date, b.path, b.text, b.position));
    ASSERT_EQ(b.kept_text, nullptr);
    kept += a.kept_text != nullptr ? 1 : 0;
  }
  EXPECT_EQ(kept, 6000U + 3U); // two in three have nothing to escape
  mapped.corpus.forget_texts(0, static_cast<DocumentIndex>(mapped.corpus.size()));
  EXPECT_EQ(mapped.corpus.text(mapped.corpus.size() - 1), "the last one");
  sources.check();
}

TEST(Ingest, SaysNoPlaceInWhatIsCompressedOrPiped) {
  const TemporaryFolder folder;
  const std::string packed =
      folder.write("large.jsonl.gz", test::compress(ARCHIVE_FILTER_GZIP, many_records()));
  ASSERT_GT(std::filesystem::file_size(packed), 1U << 20);
  std::filesystem::last_write_time(packed, std::filesystem::file_time_type::clock::now() -
                                               std::chrono::hours(1));
  SourceFiles sources;
  IngestOptions options;
  options.source_files = &sources;
  EXPECT_FALSE(read({packed}, options).corpus.place(5).known());
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  std::thread writer([&] {
    const std::string bytes = many_records();
    EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
  });
  options.stdin_fd = ends[0];
  EXPECT_FALSE(read({"-"}, options).corpus.place(5).known());
  writer.join();
  ::close(ends[0]);
  EXPECT_TRUE(sources.empty());
}

} // namespace
} // namespace refrain
