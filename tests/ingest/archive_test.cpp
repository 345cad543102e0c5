// Archives give their members as files, and nothing that is in one does harm.

#include "refrain/ingest/ingest.h"

#include "tests/ingest/archive_bytes.h"
#include "tests/ingest/compress.h"
#include "tests/ingest/summaries.h"
#include "tests/ingest/temporary_folder.h"
#include "tests/ingest/zip_bytes.h"

#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace refrain {
namespace {

using test::Entry;
using test::ids;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

IngestResult read(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, options, {});
}

// "a.zip/b.txt too-large", without the folder of the test.
std::vector<std::string> skips(const IngestResult& result, const TemporaryFolder& folder) {
  std::vector<std::string> all;
  for (const Skipped& s : result.skipped) {
    EXPECT_TRUE(s.path.starts_with(folder.path())) << s.path;
    all.push_back(s.path.substr(folder.path().size() + 1) + ' ' + std::string(name_of(s.reason)));
  }
  return all;
}

const std::vector<Entry> kMembers{
    {"dir/", "", AE_IFDIR},
    {"dir/a.txt", "One text."},
    {"dir/page.html", "<html><body><p>A page.</p></body></html>"},
    {"r.jsonl", "{\"text\":\"first\"}\n{\"id\":\"own\",\"text\":\"second\"}\n"},
    {"t.csv", "id,text\nrow,cell\n"},
    {"текст.txt", "Третий текст."}};

TEST(Archives, GiveTheirMembersAsFiles) {
  const TemporaryFolder folder;
  for (const std::string& file :
       {folder.write("all.zip", test::zip_of(kMembers)),
        folder.write("all.tar", test::tar_of(kMembers)),
        folder.write("all.tar.gz", test::tar_of(kMembers, ARCHIVE_FILTER_GZIP)),
        folder.write("all.tzst", test::tar_of(kMembers, ARCHIVE_FILTER_ZSTD)),
        folder.write("all.tar.xz", test::tar_of(kMembers, ARCHIVE_FILTER_XZ)),
        folder.write("all.tbz2", test::tar_of(kMembers, ARCHIVE_FILTER_BZIP2)),
        folder.write("all.zip.gz", test::compress(ARCHIVE_FILTER_GZIP, test::zip_of(kMembers))),
        folder.write("all-by-content", test::zip_of(kMembers)),
        folder.write("all-old", test::pack(ARCHIVE_FORMAT_TAR_GNUTAR, kMembers))}) {
    const IngestResult result = read(file);
    const std::string name = std::filesystem::path(file).filename().string();
    EXPECT_THAT(skips(result, folder), ElementsAre()) << name;
    EXPECT_THAT(ids(result.corpus),
                ElementsAre(name + "/dir/a.txt", name + "/dir/page.html", name + "/r.jsonl:1",
                            name + "/текст.txt", "own", "row"))
        << name;
    EXPECT_EQ(result.corpus.text(0), "One text.");
    EXPECT_EQ(result.corpus.path(0), file + "/dir/a.txt");
    EXPECT_EQ(result.corpus.text(3), "Третий текст.");
  }
}

TEST(Archives, AreReadFromPipesToo) {
  for (const std::string& bytes : {test::zip_of(kMembers), test::tar_of(kMembers)}) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    ASSERT_EQ(::write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
    IngestOptions options;
    options.stdin_fd = ends[0];
    options.stdin_name = "in";
    EXPECT_EQ(read("-", options).corpus.size(), 6U);
    ::close(ends[0]);
  }
}

TEST(Archives, HoldArchivesAndCompressedFiles) {
  const TemporaryFolder folder;
  const std::string inner = test::zip_of({{"deep.txt", "Deep down."}});
  const std::string tar = test::tar_of(
      {{"inner.zip", inner}, {"z.txt.gz", test::compress(ARCHIVE_FILTER_GZIP, "Packed.")}});
  const IngestResult result = read(folder.write("outer.zip", test::zip_of({{"mid.tar", tar}})));
  EXPECT_THAT(ids(result.corpus),
              ElementsAre("outer.zip/mid.tar/inner.zip/deep.txt", "outer.zip/mid.tar/z.txt.gz"));
  EXPECT_EQ(result.corpus.text(0), "Deep down.");
}

TEST(Archives, AreNotTakenForTheDocumentsInThem) {
  const TemporaryFolder folder;
  const std::string docx = test::zip(
      {{"[Content_Types].xml", "<Types/>"},
       {"word/document.xml", "<w:d xmlns:w='w'><w:p><w:r><w:t>In Word.</w:t></w:r></w:p></w:d>"}});
  const std::string odt =
      test::zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                 {"content.xml", "<o:d xmlns:o='o' xmlns:t='t'><t:p>In Writer.</t:p></o:d>"}});
  const std::string sheet =
      test::zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<x/>"}});
  const IngestResult result = read(folder.write(
      "office.tar", test::tar_of({{"a", docx}, {"b", odt}, {"c.xlsx", sheet}, {"d", sheet}})));
  EXPECT_THAT(ids(result.corpus), ElementsAre("office.tar/a", "office.tar/b"));
  EXPECT_THAT(skips(result, folder),
              ElementsAre("office.tar/c.xlsx unsupported", "office.tar/d unsupported"));
  // Stored, so that the bytes of the documents begin the archive.
  const IngestResult zipped = read(folder.write("office.zip", test::zip({{"mimetype", docx}})));
  EXPECT_THAT(ids(zipped.corpus), ElementsAre("office.zip/mimetype"));
}

TEST(HostileArchives, StayInsideTheirOwnNames) {
  const TemporaryFolder folder;
  const std::vector<Entry> entries{{"../../up.txt", "Up."},
                                   {"/etc/absolute.txt", "Absolute."},
                                   {"a/./b//../c.txt", "Middle."},
                                   {"..\\windows\\w.txt", "Backslashes."}};
  for (const std::string& file : {folder.write("h.zip", test::zip_of(entries)),
                                  folder.write("h.tar", test::tar_of(entries))}) {
    const std::string name = std::filesystem::path(file).filename().string();
    EXPECT_THAT(ids(read(file).corpus), ElementsAre(name + "/a/b/c.txt", name + "/etc/absolute.txt",
                                                    name + "/up.txt", name + "/windows/w.txt"));
  }
}

TEST(HostileArchives, DoNotFollowLinks) {
  const TemporaryFolder folder;
  const std::vector<Entry> entries{
      {"real.txt", "Real."}, {"soft.txt", "", AE_IFLNK, "/etc/passwd"}, {"pipe", "", AE_IFIFO}};
  const IngestResult tar = read(folder.write("l.tar", test::tar_of(entries)));
  EXPECT_THAT(ids(tar.corpus), ElementsAre("l.tar/real.txt"));
  EXPECT_THAT(skips(tar, folder),
              ElementsAre("l.tar/pipe special-file", "l.tar/soft.txt special-file"));
  const IngestResult zip =
      read(folder.write("l.zip", test::zip_of({entries.begin(), entries.begin() + 2})));
  EXPECT_THAT(ids(zip.corpus), ElementsAre("l.zip/real.txt"));
  EXPECT_THAT(skips(zip, folder), ElementsAre("l.zip/soft.txt special-file"));
  const IngestResult hard = read(folder.write(
      "h.tar", test::tar_of({{"real.txt", "Real."}, {"hard.txt", "", AE_IFREG, "", "real.txt"}})));
  EXPECT_THAT(skips(hard, folder), ElementsAre("h.tar/hard.txt special-file"));
}

TEST(HostileArchives, GiveEqualNamesANumber) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "d.tar", test::tar_of({{"a", "1st"}, {"a", "2nd"}, {"a#2", "3rd"}, {"../a", "4th"}})));
  EXPECT_THAT(ids(result.corpus), ElementsAre("d.tar/a", "d.tar/a#2", "d.tar/a#2#2", "d.tar/a#3"));
  EXPECT_EQ(result.corpus.text(1), "2nd");
}

TEST(HostileArchives, ReportEncryptedAndHiddenMembers) {
  const TemporaryFolder folder;
  const std::string locked =
      test::pack(ARCHIVE_FORMAT_ZIP, {{"a.txt", "secret"}}, ARCHIVE_FILTER_NONE, true);
  EXPECT_THAT(skips(read(folder.write("e.zip", locked)), folder),
              ElementsAre("e.zip/a.txt encrypted"));
  const IngestResult hidden = read(folder.write(
      "m.zip", test::zip_of({{"a.txt", "A"}, {"__MACOSX/._a.txt", "x"}, {".git/HEAD", "x"}})));
  EXPECT_THAT(ids(hidden.corpus), ElementsAre("m.zip/a.txt"));
  EXPECT_THAT(skips(hidden, folder),
              ElementsAre("m.zip/.git/HEAD hidden", "m.zip/__MACOSX/._a.txt hidden"));
}

TEST(HostileArchives, KeepWhatComesBeforeTheEndOfATruncatedOne) {
  const TemporaryFolder folder;
  std::string noise;
  for (std::uint64_t i = 0, state = 1; i < 20000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    noise += std::to_string(state) + ' ';
  }
  const std::vector<Entry> entries{{"a.txt", "Whole."}, {"b.txt", noise}};
  for (const std::string& whole :
       {test::zip_of(entries), test::tar_of(entries), test::tar_of(entries, ARCHIVE_FILTER_GZIP)}) {
    const IngestResult result = read(folder.write("t.bin", whole.substr(0, whole.size() / 2)));
    ASSERT_GE(result.corpus.size(), 1U);
    EXPECT_EQ(result.corpus.text(0), "Whole.");
    ASSERT_FALSE(result.skipped.empty());
    for (const Skipped& s : result.skipped) {
      EXPECT_EQ(s.reason, SkipReason::kDamaged) << s.text;
    }
  }
}

TEST(HostileArchives, SayWhenSizesAndSumsLie) {
  const TemporaryFolder folder;
  const std::string good = test::zip_of({{"a.txt", std::string(5000, 'a')}, {"b.txt", "Good."}});
  for (const std::uint32_t lie : {0U, 7U, 0x7fffffffU}) {
    std::string bad = good;
    test::patch(bad, "PK\x01\x02", 24, lie); // the size in the table of contents
    test::patch(bad, std::string("PK\x03\x04"), 22, lie);
    const IngestResult result = read(folder.write("lie.zip", bad));
    EXPECT_FALSE(result.skipped.empty()) << lie;
  }
  std::string sum = good;
  test::patch(sum, "PK\x01\x02", 16, 0x12345678);
  const IngestResult result = read(folder.write("sum.zip", sum));
  EXPECT_THAT(skips(result, folder), ElementsAre("sum.zip/a.txt damaged", "sum.zip/b.txt damaged"));
  EXPECT_EQ(result.corpus.size(), 2U) << "what could be read stays";
  // A tar whose member claims eight gigabytes.
  std::string tar = test::pack(ARCHIVE_FORMAT_TAR_USTAR, {{"a.txt", "Small."}});
  tar.replace(124, 11, "77777777777");
  tar.replace(148, 8, "        ");
  unsigned total = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    total += static_cast<unsigned char>(tar[i]);
  }
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06o", total);
  tar.replace(148, 7, digits, 7);
  EXPECT_THAT(skips(read(folder.write("lie.tar", tar)), folder),
              testing::Contains(HasSubstr("damaged")));
}

TEST(HostileArchives, OfABombGiveTheReasonAndTheOtherMembers) {
  const TemporaryFolder folder;
  const std::string zeros(100'000'000, '0');
  const IngestResult zip = read(folder.write(
      "bomb.zip", test::zip_of({{"a.txt", "Before."}, {"bomb.txt", zeros}, {"c.txt", "After."}})));
  EXPECT_THAT(ids(zip.corpus), ElementsAre("bomb.zip/a.txt", "bomb.zip/c.txt"));
  EXPECT_THAT(skips(zip, folder), ElementsAre("bomb.zip/bomb.txt too-large"));
  EXPECT_THAT(zip.skipped[0].text, HasSubstr("500 times"));
  // A bomb of lines, which would be read in blocks without end.
  const IngestResult lines =
      read(folder.write("lines.zip", test::zip_of({{"bomb.jsonl", zeros}, {"c.txt", "After."}})));
  EXPECT_THAT(ids(lines.corpus), ElementsAre("lines.zip/c.txt"));
  EXPECT_THAT(skips(lines, folder), testing::Contains("lines.zip/bomb.jsonl too-large"));
  // Behind the compression of a whole tar, also where its members are passed over.
  IngestOptions options;
  options.archives.ratio = 50;
  const IngestResult tar =
      read(folder.write("bomb.tar.bz2", test::tar_of({{"a.txt", "Before."}, {".hidden", zeros}},
                                                     ARCHIVE_FILTER_BZIP2)),
           options);
  EXPECT_THAT(ids(tar.corpus), ElementsAre("bomb.tar.bz2/a.txt"));
  EXPECT_THAT(skips(tar, folder),
              ElementsAre("bomb.tar.bz2 too-large", "bomb.tar.bz2/.hidden hidden"));
}

TEST(HostileArchives, EndWhereTheirMembersShareTheirBytes) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.archives.ratio = 2;
  std::vector<Entry> entries;
  for (int i = 0; i < 40; ++i) {
    entries.push_back({std::to_string(100 + i) + ".txt", std::string(100'000, 'x')});
  }
  const IngestResult result = read(folder.write("shared.zip", test::zip_of(entries)), options);
  EXPECT_GT(result.corpus.size(), 10U);
  EXPECT_LT(result.corpus.size(), 30U);
  EXPECT_THAT(skips(result, folder), testing::Contains("shared.zip too-large"));
}

TEST(HostileArchives, AreCappedInDepthMembersAndSizes) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.archives.depth = 2;
  std::string nested = test::zip_of({{"x.txt", "At the bottom."}});
  for (int i = 0; i < 2; ++i) {
    nested = test::zip_of({{"n.zip", nested}, {"t" + std::to_string(i), "Beside."}});
  }
  const IngestResult deep = read(folder.write("deep.zip", nested), options);
  EXPECT_THAT(ids(deep.corpus), ElementsAre("deep.zip/n.zip/t0", "deep.zip/t1"));
  EXPECT_THAT(skips(deep, folder), ElementsAre("deep.zip/n.zip/n.zip too-deep"));

  options = {};
  options.archives.members = 3;
  const std::vector<Entry> five{{"1", "a"}, {"2", "b"}, {"3", "c"}, {"4", "d"}, {"5", "e"}};
  const IngestResult many = read(folder.write("many.tar", test::tar_of(five)), options);
  EXPECT_EQ(many.corpus.size(), 3U);
  EXPECT_THAT(skips(many, folder), ElementsAre("many.tar too-large"));

  options = {};
  options.archives.member_bytes = 1000;
  const std::vector<Entry> sizes{{"1", std::string(1001, 'x')}, {"2", "small"}};
  const IngestResult large = read(folder.write("large.zip", test::zip_of(sizes)), options);
  EXPECT_THAT(ids(large.corpus), ElementsAre("large.zip/2"));
  EXPECT_THAT(skips(large, folder), ElementsAre("large.zip/1 too-large"));

  options = {};
  options.archives.total_bytes = 100'000;
  const std::vector<Entry> sum{
      {"1", std::string(60'000, 'x')}, {"2", std::string(60'000, 'y')}, {"3", "never reached"}};
  const IngestResult total = read(folder.write("total.zip", test::zip_of(sum)), options);
  EXPECT_THAT(ids(total.corpus), ElementsAre("total.zip/1"));
  EXPECT_THAT(skips(total, folder), ElementsAre("total.zip too-large", "total.zip/2 too-large"));

  options = {};
  options.max_record_bytes = 5'000;
  std::string noise;
  for (std::uint64_t i = 0, state = 1; i < 2000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    noise += std::to_string(state);
  }
  const std::string inner = test::zip_of({{"n.txt", noise}});
  const IngestResult held =
      read(folder.write("held.zip", test::zip_of({{"i.zip", inner}})), options);
  EXPECT_THAT(skips(held, folder), ElementsAre("held.zip/i.zip too-large"));
}

TEST(HostileArchives, WithAHundredThousandMembersAreReadWhole) {
  const TemporaryFolder folder;
  std::vector<Entry> entries;
  for (int i = 0; i < 100'000; ++i) {
    entries.push_back({"d/" + std::to_string(i), "t" + std::to_string(i)});
  }
  EXPECT_EQ(
      read(folder.write("m.tar.gz", test::tar_of(entries, ARCHIVE_FILTER_GZIP))).corpus.size(),
      100'000U);
  EXPECT_EQ(read(folder.write("m.zip", test::zip_of(entries))).corpus.size(), 100'000U);
}

TEST(Archives, GiveBackTheRecordsThatWereRead) {
  const TemporaryFolder folder;
  const std::string inner = test::zip_of({{"deep.txt", "Deep."}});
  const std::vector<Entry> entries{
      {"a.txt", "A."}, {"r.jsonl", "{\"text\":\"1\"}\n{\"text\":\"2\"}\n"}, {"i.zip", inner}};
  const std::vector<std::string> inputs{folder.write("all.tar", test::tar_of(entries))};
  std::vector<std::string> found;
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) {
    found.push_back(std::string(r.path.substr(inputs[0].size())) + ':' +
                    std::to_string(r.position) + ' ' + std::string(r.bytes));
  });
  EXPECT_THAT(found, ElementsAre("/a.txt:0 A.", "/r.jsonl:1 {\"text\":\"1\"}",
                                 "/r.jsonl:2 {\"text\":\"2\"}", "/i.zip/deep.txt:0 Deep."));
}

TEST(Archives, WithoutFilesAreEmpty) {
  const TemporaryFolder folder;
  EXPECT_THAT(skips(read(folder.write("e.zip", test::zip_of({}))), folder),
              ElementsAre("e.zip empty"));
  EXPECT_THAT(skips(read(folder.write("e.tar", test::tar_of({{"d/", "", AE_IFDIR}}))), folder),
              ElementsAre("e.tar empty"));
}

} // namespace
} // namespace refrain
