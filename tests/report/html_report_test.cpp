#include "refrain/report/detail/html_data.h"
#include "refrain/report/detail/packed_block.h"
#include "refrain/report/html_report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace refrain {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kSentence =
    "The harbour master keeps two ledgers, one for the tide and one for the truth.";

std::string report_of(unsigned threads) {
  EngineOptions options;
  options.threads = threads;
  Engine engine(options);
  for (int i = 0; i < 40; ++i) {
    Document document;
    document.id = "d" + std::to_string(i);
    document.title = "</script><b>bold</b>";
    document.text = std::string(kSentence) + " Note " + std::to_string(i) + ".\n\n" +
                    std::string(40'000, static_cast<char>('a' + i % 26));
    engine.add(document);
  }
  StringSink sink;
  const SkippedRecord skipped{"x.pdf", 0, "unsupported", "<script>"};
  write_html_report(engine.report(), {&skipped, 1}, {"ledgers", "1.2"}, sink);
  return sink.text();
}

std::string inflated(const std::string& packed, std::size_t size) {
  std::string out(size, '\0');
  uLongf length = size;
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(out.data()), &length,
                       reinterpret_cast<const Bytef*>(packed.data()), packed.size()),
            Z_OK);
  out.resize(length);
  return out;
}

std::size_t count_of(const std::string& text, std::string_view wanted) {
  std::size_t n = 0;
  for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    ++n;
  }
  return n;
}

TEST(PackedBlock, GivesTheBase64OfRfc4648) {
  EXPECT_EQ(detail::base64(""), "");
  EXPECT_EQ(detail::base64("f"), "Zg==");
  EXPECT_EQ(detail::base64("fo"), "Zm8=");
  EXPECT_EQ(detail::base64("foo"), "Zm9v");
  EXPECT_EQ(detail::base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(detail::base64("\xff\xfe\xfd"), "//79");
}

TEST(PackedBlock, UnpacksToTheSameBytes) {
  for (const std::string& text : {std::string(), std::string("</script>"),
                                  std::string(100'000, 'x'), std::string("\0\xff", 2)}) {
    EXPECT_EQ(inflated(detail::deflated(text), text.size() + 1), text);
  }
}

TEST(HtmlReport, HoldsEveryBlockAndNoByteOfADocumentAsMarkup) {
  const std::string page = report_of(1);
  for (const std::string_view block : {"run", "documents", "points", "reuse", "duplicates"}) {
    EXPECT_EQ(count_of(page, "id=\"" + std::string(block) + "\""), 1U) << block;
  }
  EXPECT_GT(count_of(page, "id=\"texts-"), 1U);
  EXPECT_THAT(page, Not(HasSubstr("harbour")));
  EXPECT_THAT(page, Not(HasSubstr("<b>bold")));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_EQ(count_of(page, "<script>"), 1U);
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST(HtmlReport, HandsPagesFurnitureAndOriginsToThePage) {
  Engine engine;
  Document document;
  document.id = "a";
  document.title = "T";
  document.title_origin = Origin::kMetadata;
  document.date = "2022";
  document.date_origin = Origin::kFileName;
  document.language = "pt-BR";
  document.language_origin = Origin::kTable;
  document.text = "Home\n\n" + std::string(kSentence);
  document.marks = {{{0, 4}, MarkKind::kFurniture, 0},
                    {{0, 6}, MarkKind::kPage, 1},
                    {{6, 83}, MarkKind::kPage, 2}};
  engine.add(document);
  document.id = "b";
  document.language.clear();
  document.language_origin = Origin::kUnknown;
  document.marks.clear();
  document.elements.add(0, "#a</script>");
  document.elements.add(6, "p[1]");
  document.elements.add(9, "#a</script>");
  engine.add(document);
  const std::string json = detail::documents_json(engine.report());
  EXPECT_THAT(json, HasSubstr(R"("origins":{"title":[2,2],"source":[0,0],"date":[3,3],)"
                              R"("language":[5,4]})"));
  EXPECT_THAT(json, HasSubstr(R"("furniture":{"document":[0],"begin":[0],"end":[4]})"));
  EXPECT_THAT(json, HasSubstr(R"("pages":{"document":[0,0],"begin":[0,6],"end":[6,83],)"
                              R"("number":[1,2]})"));
  EXPECT_THAT(json, HasSubstr(R"("elements":{"names":["#a</script>","p[1]"],)"
                              R"("document":[1,1,1],"begin":[0,6,9],"name":[0,1,0]})"));
}

TEST(HtmlReport, IsTheSameForAnyNumberOfThreads) {
  EXPECT_EQ(report_of(1), report_of(4));
}

TEST(HtmlReport, IsWrittenForNoDocumentsToo) {
  Engine engine;
  StringSink sink;
  write_html_report(engine.report(), {}, {}, sink);
  EXPECT_THAT(sink.text(), HasSubstr("id=\"duplicates\""));
  EXPECT_THAT(sink.text(), Not(HasSubstr("id=\"texts-0\"")));
}

} // namespace
} // namespace refrain
