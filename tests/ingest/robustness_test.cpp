// What goes wrong with files goes wrong for one record at a time, with its place and reason.

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/compress.h"
#include "tests/ingest/summaries.h"
#include "tests/ingest/temporary_folder.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain {
namespace {

using namespace std::string_view_literals;
using test::ids;
using test::skips;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

IngestResult read(const std::vector<std::string>& inputs, const IngestOptions& options = {}) {
  return ingest(inputs, options, {});
}

std::string lines(std::size_t n, std::size_t text_bytes) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) {
    all += "{\"id\":\"" + std::to_string(100000 + i) + "\",\"text\":\"" +
           std::string(text_bytes, static_cast<char>('a' + i % 26)) + "\"}\n";
  }
  return all;
}

TEST(Robustness, ReadsEveryCompressionOfTextAndOfLines) {
  const TemporaryFolder folder;
  const std::pair<const char*, int> filters[] = {{"gz", ARCHIVE_FILTER_GZIP},
                                                 {"zst", ARCHIVE_FILTER_ZSTD},
                                                 {"xz", ARCHIVE_FILTER_XZ},
                                                 {"bz2", ARCHIVE_FILTER_BZIP2}};
  for (const auto& [suffix, filter] : filters) {
    const std::string text = folder.write(std::string("a.txt.") + suffix,
                                          test::compress(filter, "A text, compressed.\n"));
    const std::string records =
        folder.write(std::string("r.jsonl.") + suffix, test::compress(filter, lines(50, 40000)));
    const std::string empty =
        folder.write(std::string("e.txt.") + suffix, test::compress(filter, ""));
    const IngestResult one = read({text});
    ASSERT_EQ(one.corpus.size(), 1U) << suffix;
    EXPECT_EQ(one.corpus.text(0), "A text, compressed.\n");
    EXPECT_EQ(one.corpus.id(0), std::string("a.txt.") + suffix);
    const IngestResult many = read({records});
    EXPECT_EQ(many.corpus.size(), 50U) << suffix;
    EXPECT_EQ(many.corpus.text(3), std::string(40000, 'd'));
    EXPECT_THAT(skips(read({empty})), ElementsAre(HasSubstr("empty"))) << suffix;
  }
}

TEST(Robustness, KeepsWhatComesBeforeTheEndOfATruncatedStream) {
  const TemporaryFolder folder;
  for (const int filter :
       {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_BZIP2}) {
    std::string bytes;
    std::uint64_t state = 1;
    for (std::size_t i = 0; i < 20000; ++i) { // hard to compress, so that a cut takes little
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      bytes += "{\"text\":\"" + std::to_string(state) + std::to_string(state / 3) + "\"}\n";
    }
    std::string packed = test::compress(filter, bytes);
    packed.resize(packed.size() * 9 / 10);
    const IngestResult result = read({folder.write("r.jsonl", packed)});
    if (filter != ARCHIVE_FILTER_BZIP2) { // which has blocks of 900 kB
      EXPECT_GT(result.corpus.size(), 10000U) << filter;
    }
    EXPECT_LT(result.corpus.size(), 20000U) << filter;
    ASSERT_FALSE(result.skipped.empty()) << filter;
    EXPECT_EQ(result.skipped.front().reason, SkipReason::kDamaged) << filter;
  }
}

TEST(Robustness, SkipsALineOverTheLimitAndReadsOn) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.max_record_bytes = 3 << 20;
  const std::string good = "{\"text\":\"good\"}\n";
  for (const std::size_t size : {std::size_t{3} << 20, std::size_t{10} << 20}) {
    const std::string file =
        folder.write("r.jsonl", good + "{\"text\":\"" + std::string(size, 'x') + "\"}\n" + good);
    const IngestResult result = read({file}, options);
    EXPECT_THAT(ids(result.corpus), ElementsAre("r.jsonl:1", "r.jsonl:3"));
    EXPECT_THAT(skips(result), ElementsAre("r.jsonl:2 too-large"));
  }
  const std::string endless = folder.write("e.jsonl", good + std::string(10 << 20, 'x'));
  EXPECT_THAT(skips(read({endless}, options)), ElementsAre("e.jsonl:2 too-large"));
  EXPECT_THAT(skips(read({folder.write("big.txt", std::string(4 << 20, 'x'))}, options)),
              ElementsAre("big.txt:0 too-large"));
}

TEST(Robustness, ReadsLinesLongerThanABlock) {
  const TemporaryFolder folder;
  const IngestResult result = read({folder.write("r.jsonl", lines(6, 3'000'000) + lines(3, 10))});
  ASSERT_EQ(result.corpus.size(), 9U);
  EXPECT_TRUE(result.skipped.empty());
  EXPECT_EQ(result.corpus.text_bytes(), 6 * 3'000'000U + 3 * 10U);
  EXPECT_EQ(result.counts.bytes, std::filesystem::file_size(folder / "r.jsonl"));
}

TEST(Robustness, NumbersLinesAcrossBlocks) {
  const TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 60000; ++i) {
    bytes +=
        i % 7 == 0 ? "\n" : "{\"text\":\"" + std::to_string(i + 1) + "-----------------\"}\r\n";
  }
  const IngestResult result = read({folder.write("r.jsonl", bytes)});
  ASSERT_EQ(result.corpus.size(), 60000U - 60000 / 7 - 1);
  for (DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    ASSERT_EQ(result.corpus.text(d).substr(0, result.corpus.text(d).find('-')),
              std::to_string(result.corpus.position(d)));
  }
}

TEST(Robustness, SkipsWhatIsNoText) {
  const TemporaryFolder folder;
  folder.write("d/nul.txt", "no text: \xFF\xFE\x93\0 in it"sv);
  folder.write("d/controls.bin", std::string(100, '\x01'));
  folder.write("d/empty.txt", "");
  folder.write("d/blank.txt", " \n\n \t");
  folder.write("d/image.txt", "\x89PNG\r\n\x1A\n...."sv);
  folder.write("d/late-nul.txt", std::string(200000, 'x') + "\xFF\xFE\x93" + std::string(3, '\0'));
  folder.write("d/good.txt", "good");
  folder.write("d/.hidden", "secret");
  const IngestResult result = read({folder / "d"});
  EXPECT_THAT(ids(result.corpus), ElementsAre("d/good.txt"));
  EXPECT_THAT(skips(result),
              ElementsAre(".hidden:0 hidden", "blank.txt:0 empty", "controls.bin:0 binary",
                          "empty.txt:0 empty", "image.txt:0 unsupported", "late-nul.txt:0 binary",
                          "nul.txt:0 binary"));
  IngestOptions options;
  options.include_hidden = true;
  EXPECT_EQ(read({folder / "d"}, options).corpus.size(), 2U);
}

TEST(Robustness, ReadsTextInWhichAConversionLeftControlCharacters) {
  const TemporaryFolder folder;
  const std::string garbled("The senator\x19s bill, \x13 he said \x14, \0 passed \x01\x02\x03."sv);
  folder.write("d/a.txt", garbled);
  folder.write("d/late.txt", std::string(200000, 'x') + garbled);
  folder.write("d/utf-16.txt", "w\0i\0t\0h\0o\0u\0t\0 \0m\0a\0r\0k\0"sv);
  const IngestResult result = read({folder / "d"});
  ASSERT_EQ(result.corpus.size(), 2U);
  EXPECT_EQ(result.corpus.text(0), garbled);
  EXPECT_THAT(skips(result), ElementsAre("utf-16.txt:0 binary"));
}

TEST(Robustness, CountsReplacedBytesOfText) {
  const TemporaryFolder folder;
  const IngestResult result = read({folder.write("a.txt", "éééééééé, \xFF.")});
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "éééééééé, \uFFFD.");
  EXPECT_EQ(result.counts.replaced_bytes, 1U);
}

TEST(Robustness, WalksLinksOnceAndSkipsSpecialFiles) {
  const TemporaryFolder folder;
  folder.write("d/sub/a.txt", "text");
  std::filesystem::create_directory_symlink("..", folder / "d/sub/loop");
  std::filesystem::create_symlink("nowhere", folder / "d/broken");
  std::filesystem::create_symlink("sub/a.txt", folder / "d/again.txt");
  ASSERT_EQ(::mkfifo((folder / "d/pipe").c_str(), 0600), 0);
  const IngestResult result = read({folder / "d"});
  EXPECT_THAT(ids(result.corpus), ElementsAre("d/again.txt"));
  EXPECT_THAT(skips(result), ElementsAre("broken:0 unreadable", "pipe:0 special-file",
                                         "a.txt:0 same-file", "loop:0 same-file"));
}

TEST(Robustness, SkipsUnreadableFilesOfAFolderButThrowsForANamedOne) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root reads everything";
  }
  const TemporaryFolder folder;
  const std::string file = folder.write("d/locked.txt", "text");
  folder.write("d/open.txt", "text");
  ASSERT_EQ(::chmod(file.c_str(), 0), 0);
  EXPECT_THAT(skips(read({folder / "d"})), ElementsAre("locked.txt:0 unreadable"));
  EXPECT_THROW(static_cast<void>(read({file})), IoError);
}

TEST(Robustness, SkipsDeepNesting) {
  const TemporaryFolder folder;
  const std::string deep =
      "{\"text\":\"x\",\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}\n";
  const IngestResult result = read({folder.write("r.jsonl", "{\"text\":\"good\"}\n" + deep)});
  EXPECT_EQ(result.corpus.size(), 1U);
  EXPECT_THAT(skips(result), ElementsAre("r.jsonl:2 too-deep"));
}

TEST(Robustness, TakesTheLastOfEqualKeysAndTheFirstKnownName) {
  const TemporaryFolder folder;
  const IngestResult result = read({folder.write(
      "r.jsonl", "{\"text\":\"old\",\"text\":\"new\",\"id\":\"1\"}\n"
                 "{\"description\":\"d\",\"content\":\"c\",\"body\":null,\"_id\":2}\n"
                 "{\"text\":\"t\",\"id\":\"3\",\"author\":[\"A\",\"B\"],\"date\":\"someday\"}\n")});
  ASSERT_THAT(ids(result.corpus), ElementsAre("1", "2", "3"));
  EXPECT_EQ(result.corpus.text(0), "new");
  EXPECT_EQ(result.corpus.text(1), "c");
  EXPECT_EQ(result.corpus.source(2), "A, B");
  EXPECT_EQ(result.corpus.date(2), "");
  EXPECT_EQ(result.counts.unread_dates, 1U);
}

TEST(Robustness, ReadsDatesThatAreNumbersInQuotes) {
  const TemporaryFolder folder;
  const IngestResult result =
      read({folder.write("r.jsonl", "{\"text\":\"a\",\"id\":\"1\",\"date\":\"1614902400\"}\n"
                                    "{\"text\":\"b\",\"id\":\"2\",\"date\":\"1614902400000\"}\n")});
  ASSERT_THAT(ids(result.corpus), ElementsAre("1", "2"));
  EXPECT_EQ(result.corpus.date(0), "2021-03-05T00:00");
  EXPECT_EQ(result.corpus.date(1), "2021-03-05T00:00");
  EXPECT_EQ(result.counts.unread_dates, 0U);
}

TEST(Robustness, TakesChosenFieldNamesAlone) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.fields = {"t", "k", "who", "when", "head"};
  const IngestResult result = read(
      {folder.write("r.jsonl",
                    "{\"t\":\"x\",\"k\":\"K\",\"who\":\"W\",\"when\":20210305,\"head\":\"H\"}\n"
                    "{\"text\":\"not this\"}\n")},
      options);
  ASSERT_THAT(ids(result.corpus), ElementsAre("K"));
  EXPECT_EQ(result.corpus.source(0), "W");
  EXPECT_EQ(result.corpus.date(0), "2021-03-05");
  EXPECT_EQ(result.corpus.title(0), "H");
  EXPECT_THAT(skips(result), ElementsAre("r.jsonl:2 no-text"));
}

TEST(Robustness, KnowsJsonLinesByContentAndText) {
  const TemporaryFolder folder;
  EXPECT_EQ(
      read({folder.write("a", "\xEF\xBB\xBF{\"text\":\"x\"}\n{\"text\":\"y\"}")}).corpus.size(),
      2U);
  EXPECT_EQ(read({folder.write("b.txt", "{curly} text\n{\"text\": is no JSON")}).corpus.text(0),
            "{curly} text\n{\"text\": is no JSON");
  EXPECT_EQ(read({folder.write("c.NDJSON", "broken\n{\"text\":\"y\"}")}).corpus.size(), 1U);
}

TEST(Robustness, ReadsStandardInputFromAPipeAndAFile) {
  const TemporaryFolder folder;
  int pipe[2] = {};
  ASSERT_EQ(::pipe(pipe), 0);
  const std::string bytes = lines(3, 10);
  ASSERT_EQ(::write(pipe[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  ::close(pipe[1]);
  IngestOptions options;
  options.stdin_fd = pipe[0];
  EXPECT_EQ(read({"-"}, options).corpus.size(), 3U);
  ::close(pipe[0]);

  options.stdin_fd = ::open(folder.write("a.txt", "plain").c_str(), O_RDONLY);
  for (int again = 0; again < 2; ++again) {
    const IngestResult result = read({"-"}, options);
    ASSERT_THAT(ids(result.corpus), ElementsAre("-"));
    EXPECT_EQ(result.corpus.text(0), "plain");
  }
  ::close(options.stdin_fd);

  // The part that was read before belongs to who read it.
  options.stdin_fd = ::open(folder.write("b.txt", "a heading\nthe rest").c_str(), O_RDONLY);
  ASSERT_EQ(::lseek(options.stdin_fd, 10, SEEK_SET), 10);
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(read({"-"}, options).corpus.text(0), "the rest");
  }
  ASSERT_EQ(::lseek(options.stdin_fd, 100, SEEK_SET), 100);
  EXPECT_THAT(skips(read({"-"}, options)), ElementsAre("-:0 empty"));
  ::close(options.stdin_fd);
}

/// Leaves the process with so many more descriptors that can be opened, while it lives.
class FewDescriptors {
public:
  explicit FewDescriptors(rlim_t more) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest = ::dup(0); // descriptors are given out from the lowest free one on
    ::close(lowest);
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(lowest) + more;
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

private:
  rlimit before_{};
};

TEST(Robustness, ListsFoldersDeeperThanDescriptorsReach) {
  const TemporaryFolder folder;
  std::string deep = "d";
  for (int level = 0; level < 40; ++level) {
    deep += "/d";
  }
  folder.write(deep + "/a.txt", "text");
  const FewDescriptors few(20);
  EXPECT_EQ(read({folder / "d"}).corpus.size(), 1U);
}

TEST(Robustness, StopsWhenDescriptorsRunOut) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need descriptors of their own";
#endif
  const TemporaryFolder folder;
  folder.write("d/a.txt", "text");
  const FewDescriptors none(0);
  EXPECT_THROW(static_cast<void>(read({folder / "d"})), IoError);
  EXPECT_THROW(static_cast<void>(read({folder / "d/a.txt"})), IoError);
}

TEST(Robustness, DoesNotDependOnThreadsOrOrderOfInputs) {
  const TemporaryFolder folder;
  std::vector<std::string> inputs;
  for (int i = 0; i < 200; ++i) {
    folder.write("d/" + std::to_string(i) + ".txt", "text " + std::to_string(i % 10));
  }
  inputs.push_back(folder / "d");
  inputs.push_back(folder.write("r.jsonl", lines(20000, 200) + "broken\n"));
  inputs.push_back(folder.write("s.jsonl", "{\"text\":5}\n" + lines(3, 5)));
  const auto all = [](const IngestResult& r) {
    std::string s;
    for (DocumentIndex d = 0; d < r.corpus.size(); ++d) {
      s.append(r.corpus.id(d)).append("\t").append(r.corpus.path(d)).append("\t");
      s.append(r.corpus.text(d)).append("\n");
    }
    for (const Skipped& k : r.skipped) {
      s += k.path + std::to_string(k.position) + k.text;
    }
    return s;
  };
  const std::string expected = all(read(inputs));
  for (const unsigned threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    std::next_permutation(inputs.begin(), inputs.end());
    EXPECT_EQ(all(read(inputs)), expected) << threads;
  }
}

TEST(Robustness, CanBeCancelledAndReportsProgress) {
  const TemporaryFolder folder;
  const std::string file = folder.write("r.jsonl", lines(20000, 200));
  std::atomic<bool> cancel{true};
  RunControl control;
  control.cancel = &cancel;
  const std::vector<std::string> inputs{file};
  EXPECT_THROW(static_cast<void>(ingest(inputs, {}, control)), Cancelled);
  cancel = false;
  std::uint64_t done = 0;
  control.on_progress = [&](const Progress& p) {
    EXPECT_GE(p.done, done);
    done = p.done;
    EXPECT_EQ(p.total, std::filesystem::file_size(file));
  };
  static_cast<void>(ingest(inputs, {}, control));
  EXPECT_EQ(done, std::filesystem::file_size(file));
}

TEST(ForEachRecord, GivesBackEveryRecordByteForByte) {
  const TemporaryFolder folder;
  folder.write("d/a.txt", "whole\nfile\n");
  folder.write("d/r.jsonl.gz", test::compress(ARCHIVE_FILTER_GZIP,
                                              "{\"id\":1, \"text\":\"x\"} \r\n\nbroken\n[last]"));
  std::vector<std::string> records;
  const std::vector<std::string> inputs{folder / "d"};
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) {
    records.push_back(std::filesystem::path(r.path).filename().string() + ':' +
                      std::to_string(r.position) + ' ' + std::string(r.bytes));
  });
  EXPECT_THAT(records,
              ElementsAre("a.txt:0 whole\nfile\n", "r.jsonl.gz:1 {\"id\":1, \"text\":\"x\"} \r",
                          "r.jsonl.gz:3 broken", "r.jsonl.gz:4 [last]"));
  const IngestResult result = read(inputs);
  EXPECT_EQ(result.corpus.path(0), folder / "d/r.jsonl.gz");
  EXPECT_EQ(result.corpus.position(0), 1U);
}

TEST(ForEachRecord, EndsWhereAFileIsNotWhatWasRead) {
  const auto write = [](const TemporaryFolder& folder) {
    folder.write("d/a.txt", "whole\nfile\n");
    folder.write("d/b.jsonl", "{\"text\":\"x\"}\n");
    folder.write("d/c.bin", "\0\1\2"sv);
  };
  const auto nothing = [](const TemporaryFolder&, std::vector<InputStamp>&) {};
  using Change = std::function<void(const TemporaryFolder&, std::vector<InputStamp>&)>;
  const std::pair<const char*, Change> changes[] = {
      {"", nothing},
      {"a.txt: has changed",
       [](const TemporaryFolder& folder, auto&) { folder.write("d/a.txt", "whole\nfile\nand"); }},
      {"b.jsonl: has changed",
       [](const TemporaryFolder& folder, auto&) {
         std::filesystem::last_write_time(folder / "d/b.jsonl", {});
       }},
      {"a.txt: has changed", // replaced by one of its size and time
       [](const TemporaryFolder& folder, auto&) {
         const auto time = std::filesystem::last_write_time(folder / "d/a.txt");
         folder.write("other", "whole\nFILE\n");
         std::filesystem::last_write_time(folder / "other", time);
         std::filesystem::rename(folder / "other", folder / "d/a.txt");
       }},
      {"b.jsonl: is gone",
       [](const TemporaryFolder& folder, auto&) { std::filesystem::remove(folder / "d/b.jsonl"); }},
      {"z.txt: is new",
       [](const TemporaryFolder& folder, auto&) { folder.write("d/z.txt", "text"); }},
      {"0.txt: is new",
       [](const TemporaryFolder& folder, auto&) { folder.write("d/0.txt", "text"); }},
      {"b.jsonl: can be read, unlike before",
       [](const TemporaryFolder&, auto& stamps) { stamps[1].read = false; }},
  };
  for (const auto& [expected, change] : changes) {
    SCOPED_TRACE(expected);
    const TemporaryFolder folder;
    write(folder);
    std::vector<InputStamp> stamps;
    IngestOptions options;
    options.stamps = &stamps;
    const std::vector<std::string> inputs{folder / "d"};
    EXPECT_EQ(read(inputs, options).corpus.size(), 2U);
    change(folder, stamps);
    std::string error;
    std::size_t records = 0;
    try {
      for_each_record(inputs, options, {}, [&](const RawRecord&) { ++records; });
    } catch (const IoError& e) {
      error = e.what();
    }
    EXPECT_THAT(error, HasSubstr(expected));
    EXPECT_EQ(error.empty(), *expected == '\0') << error;
    EXPECT_TRUE(records == 3 || !error.empty());
  }
}

TEST(ForEachRecord, EndsWhereAFileChangesWhileItIsReadAgain) {
  const TemporaryFolder folder;
  folder.write("d/a.txt", "first");
  folder.write("d/b.txt", "second");
  std::vector<InputStamp> stamps;
  IngestOptions options;
  options.stamps = &stamps;
  const std::vector<std::string> inputs{folder / "d"};
  EXPECT_EQ(read(inputs, options).corpus.size(), 2U);
  EXPECT_THROW(for_each_record(inputs, options, {},
                               [&](const RawRecord&) { folder.write("d/b.txt", "another"); }),
               IoError);
}

TEST(ForEachRecord, TakesNoPipeThatWouldBeReadTwice) {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::vector<InputStamp> stamps;
  IngestOptions options;
  options.stamps = &stamps;
  const std::vector<std::string> inputs{pipe};
  EXPECT_THROW((void)read(inputs, options), InvalidArgument); // and does not wait for it
}

} // namespace
} // namespace refrain
