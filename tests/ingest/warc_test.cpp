// Web archives give their pages with what server and crawler say of them.

#include "refrain/ingest/detail/http_message.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/compress.h"
#include "tests/ingest/temporary_folder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace refrain {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

IngestResult read(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, options, {});
}

std::string record(const std::string& type, const std::string& uri, const std::string& block,
                   const std::string& content_type = "application/http; msgtype=response") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + uri +
         "\r\nWARC-Date: 2022-02-03T04:05:06Z\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string response(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n" + body;
}

std::string deflate(const std::string& text, int bits) {
  std::string out(text.size() + 1000, '\0');
  z_stream s{};
  deflateInit2(&s, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
  s.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  s.avail_in = static_cast<uInt>(text.size());
  s.next_out = reinterpret_cast<Bytef*>(out.data());
  s.avail_out = static_cast<uInt>(out.size());
  ::deflate(&s, Z_FINISH);
  out.resize(s.total_out);
  deflateEnd(&s);
  return out;
}

std::vector<std::string> skips(const IngestResult& result) {
  std::vector<std::string> all;
  for (const Skipped& s : result.skipped) {
    all.push_back(std::string(name_of(s.reason)) + ": " + s.text);
  }
  return all;
}

const std::string kHtml = "Content-Type: text/html; charset=windows-1251";

TEST(Warc, GivesPagesByTheirAddress) {
  const TemporaryFolder folder;
  const std::string archive =
      record("warcinfo", "", "software: x\r\n", "application/warc-fields") +
      record("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n") +
      record("response", "<http://www.a.example/p?q=1>",
             response(kHtml, "<html><body><p>\xCC\xE8\xF0</p></body></html>")) +
      record("response", "http://b.example/dated",
             response("Content-Type: text/html", "<html><head><meta name=date content=2019-05-06>"
                                                 "</head><body>Dated.</body></html>")) +
      record("resource", "http://c.example/t", "Plain.", "text/plain") +
      record("conversion", "http://d.example/wet", "Extracted.", "text/plain");
  for (const std::string& file :
       {folder.write("a.warc", archive),
        folder.write("a.warc.gz", test::compress(ARCHIVE_FILTER_GZIP, archive))}) {
    const IngestResult result = read(file);
    EXPECT_THAT(skips(result), ElementsAre());
    const Corpus& c = result.corpus;
    ASSERT_EQ(c.size(), 4U);
    EXPECT_EQ(c.id(0), "http://b.example/dated");
    EXPECT_EQ(c.date(0), "2019-05-06");
    EXPECT_EQ(c.id(1), "http://c.example/t");
    EXPECT_EQ(c.text(1), "Plain.");
    EXPECT_EQ(c.id(3), "http://www.a.example/p?q=1");
    EXPECT_EQ(c.text(3), "Мир");
    EXPECT_EQ(c.date(3), "2022-02-03T04:05");
    EXPECT_EQ(c.date_origin(3), Origin::kMetadata);
    EXPECT_EQ(c.source(3), "a.example");
    EXPECT_EQ(c.path(3), file + "/http://www.a.example/p?q=1");
  }
}

TEST(Warc, OfOneMemberARecordIsReadToItsEnd) {
  const TemporaryFolder folder;
  std::string archive;
  for (int i = 0; i < 50; ++i) {
    archive +=
        test::compress(ARCHIVE_FILTER_GZIP,
                       record("response", "http://a.example/" + std::to_string(i),
                              response("Content-Type: text/plain", "Text " + std::to_string(i))));
  }
  EXPECT_EQ(read(folder.write("m.warc.gz", archive)).corpus.size(), 50U);
}

TEST(Warc, UndoesTransferAndContentEncodings) {
  const TemporaryFolder folder;
  const std::string text = "A text that went through the net.";
  const std::string chunked =
      "a;x=y\r\n" + text.substr(0, 10) + "\r\n17\r\n" + text.substr(10) + "\r\n0\r\n\r\n";
  const std::string type = "content-type: text/plain\r\n";
  const std::vector<std::string> responses{
      response(type + "Transfer-Encoding: chunked", chunked),
      response(type + "Transfer-Encoding: chunked", text), // undone by the crawler
      response(type + "Content-Encoding: gzip", test::compress(ARCHIVE_FILTER_GZIP, text)),
      response(type + "Content-Encoding: gzip", text), // likewise
      response(type + "Content-Encoding: deflate", deflate(text, MAX_WBITS)),
      response(type + "Content-Encoding: deflate", deflate(text, -MAX_WBITS))};
  std::string archive;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    archive += record("response", "http://a.example/" + std::to_string(i), responses[i]);
  }
  const IngestResult result = read(folder.write("e.warc", archive));
  EXPECT_THAT(skips(result), ElementsAre());
  ASSERT_EQ(result.corpus.size(), responses.size());
  for (DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    EXPECT_EQ(result.corpus.text(d), text) << result.corpus.id(d);
  }
}

TEST(Warc, SkipsWhatIsNoPageWithItsReason) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "s.warc", record("response", "u1", "HTTP/1.1 404 Not Found\r\n\r\nno") +
                    record("response", "u2", response("Content-Type: image/png", "x")) +
                    record("response", "u3",
                           response("Content-Type: text/html\r\nContent-Encoding: br", "x")) +
                    record("response", "u4", "no status") + record("revisit", "u5", "") +
                    record("response", "u6", response("Content-Type: text/html", "")) +
                    record("response", "u7", response("Content-Type: text/plain", "Good.")) +
                    record("response", "u7", response("Content-Type: text/plain", "Again.")) +
                    "garbage\n"));
  EXPECT_THAT(skips(result),
              testing::UnorderedElementsAre(
                  HasSubstr("HTTP status 404"), HasSubstr("content type image/png"),
                  HasSubstr("content encoding br"), HasSubstr("empty"),
                  HasSubstr("expected an HTTP status line"), HasSubstr("a revisit"),
                  HasSubstr("holds no text"), HasSubstr("expected the start of a record")));
  ASSERT_EQ(result.corpus.size(), 2U);
  EXPECT_EQ(result.corpus.id(0), "u7");
  EXPECT_EQ(result.corpus.id(1), "u7 2022-02-03T04:05:06Z");
}

TEST(Warc, ReportsDamageAndLimits) {
  const TemporaryFolder folder;
  const std::string good = record("response", "u", response("Content-Type: text/plain", "Good."));
  const IngestResult cut = read(folder.write("c.warc", good + good.substr(0, good.size() - 6)));
  EXPECT_EQ(cut.corpus.size(), 2U);
  EXPECT_THAT(skips(cut), ElementsAre(HasSubstr("damaged: expected")));
  const IngestResult endless = read(folder.write(
      "l.warc", good + "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1x\r\n\r\nabc"));
  EXPECT_THAT(skips(endless), ElementsAre(HasSubstr("does not say its length")));
  IngestOptions options;
  options.max_record_bytes = 1000;
  const std::string large =
      record("response", "v", response("Content-Type: text/plain", std::string(2000, 'x')));
  const IngestResult over = read(folder.write("o.warc", large + good), options);
  EXPECT_EQ(over.corpus.size(), 1U);
  EXPECT_THAT(skips(over), ElementsAre(HasSubstr("too-large")));
  const std::string bomb = record("response", "b",
                                  response("Content-Type: text/plain\r\nContent-Encoding: deflate",
                                           deflate(std::string(100'000, 'x'), MAX_WBITS)));
  EXPECT_THAT(skips(read(folder.write("b.warc", bomb), options)),
              testing::Contains(HasSubstr("expected at most 1000 bytes")));
}

TEST(Warc, TakesNoBytesThatAreNoCharacters) {
  const TemporaryFolder folder;
  const std::string page = response("Content-Type: text/plain", "Text.");
  const IngestResult result =
      read(folder.write("n.warc", record("response", "http://a\xFF/", page)));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.id(0), "http://a\uFFFD/");
  EXPECT_EQ(result.corpus.source(0), "a\uFFFD");
}

TEST(Warc, GivesBackItsPages) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs{folder.write(
      "r.warc", record("request", "u", "GET") +
                    record("response", "http://a/", response("Content-Type: text/plain", "One.")))};
  std::vector<std::string> found;
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) {
    found.push_back(std::string(r.path.substr(inputs[0].size())) + ' ' + std::string(r.bytes));
  });
  EXPECT_THAT(found, ElementsAre("/http://a/ One."));
}

} // namespace
} // namespace refrain
