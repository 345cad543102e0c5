#include "refrain/ingest/ingest.h"

#include "tests/ingest/summaries.h"
#include "tests/ingest/temporary_folder.h"
#include "tests/ingest/zip_bytes.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;

const std::string kCore =
    "<?xml version='1.0'?><cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'>"
    "<dc:language>de-ch</dc:language><dc:title>One river</dc:title><dc:creator>Jane "
    "Roe</dc:creator>"
    "<dcterms:created>2016-10-15T08:00:00Z</dcterms:created></cp:coreProperties>";

IngestResult read(const std::string& file) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, {}, {});
}

std::string docx(const std::string& body) {
  return test::zip(
      {{"[Content_Types].xml", "<Types/>"},
       {"word/document.xml", "<?xml version='1.0'?><w:document xmlns:w='w' xmlns:mc='m'><w:body>" +
                                 body + "</w:body></w:document>"},
       {"word/footnotes.xml",
        "<w:footnotes xmlns:w='w'><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"},
       {"docProps/core.xml", kCore}});
}

TEST(Office, ReadsParagraphsOfWordDocuments) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a.docx", docx("<w:p><w:r><w:t>It took </w:t></w:r><w:r><w:t xml:space='preserve'>nineteen "
                     "years &amp; more.</w:t></w:r></w:p>\n<w:p/>"
                     "<w:p><w:r><w:t>Second</w:t><w:br/><w:t>line</w:t><w:tab/><w:t>x</w:t></w:r>"
                     "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>"
                     "<mc:AlternateContent><mc:Fallback><w:p><w:r><w:t>twice</w:t></w:r></w:p>"
                     "</mc:Fallback></mc:AlternateContent>")));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "It took nineteen years & more.\n\nSecond\nline\tx\n\nA note.");
  EXPECT_EQ(result.corpus.title(0), "One river");
  EXPECT_EQ(result.corpus.source(0), "Jane Roe");
  EXPECT_EQ(result.corpus.date(0), "2016-10-15T08:00");
  EXPECT_EQ(result.corpus.date_origin(0), Origin::kMetadata);
  EXPECT_EQ(result.corpus.language(0), "de-CH");
}

TEST(Office, ReadsOpenDocumentTexts) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a", test::zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                      {"content.xml",
                       "<office:document-content xmlns:office='o' xmlns:text='t'><office:text>\n"
                       "<text:h>One river</text:h>\n"
                       "<text:p>It took\n   nineteen<text:s text:c='2'/>years<text:note>"
                       "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note."
                       "</text:p></text:note-body></text:note>.</text:p>"
                       "<text:p>Second<text:line-break/>line</text:p>"
                       "</office:text></office:document-content>"},
                      {"meta.xml", "<m xmlns:dc='d'><dc:title>T</dc:title></m>"}})));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0),
            "One river\n\nIt took nineteen  years.\n\nSecond\nline\n\nA note.");
  EXPECT_EQ(result.corpus.title(0), "T");
}

TEST(Office, ReadsBooksInTheOrderOfTheirSpine) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "book.epub",
      test::zip(
          {{"mimetype", "application/epub+zip"},
           {"META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='OEBPS/c.opf'/></rootfiles></container>"},
           {"OEBPS/c.opf",
            "<package xmlns:dc='d'><metadata><dc:title>Book</dc:title><dc:creator>A</dc:creator>"
            "<dc:publisher>P</dc:publisher><dc:date>2016-10-15</dc:date></metadata><manifest>"
            "<item id='b' href='text/2.xhtml'/><item id='a' href='text/1.xhtml'/></manifest>"
            "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>"},
           {"OEBPS/text/2.xhtml", "<html><body><p>second</p></body></html>"},
           {"OEBPS/text/1.xhtml", "<html><body><p>first</p></body></html>"}})));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "first\n\nsecond");
  EXPECT_EQ(result.corpus.title(0), "Book");
  EXPECT_EQ(result.corpus.source(0), "P");
  EXPECT_EQ(result.corpus.date(0), "2016-10-15");
}

std::string epub(const std::string& items, const std::string& spine,
                 const std::vector<std::pair<std::string, std::string>>& chapters) {
  std::vector<std::pair<std::string, std::string>> files{
      {"mimetype", "application/epub+zip"},
      {"META-INF/container.xml",
       "<container><rootfiles><rootfile full-path='O/c.opf'/></rootfiles></container>"},
      {"O/c.opf",
       "<package><manifest>" + items + "</manifest><spine>" + spine + "</spine></package>"}};
  files.insert(files.end(), chapters.begin(), chapters.end());
  return test::zip(files);
}

TEST(Office, FindsChaptersByTheirUrls) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "book.epub", epub("<item id='a' href='ch%201.xhtml'/><item id='b' href='5%25%zz.xhtml'/>",
                        "<itemref idref='a'/><itemref idref='b'/>",
                        {{"O/ch 1.xhtml", "<html><body><p>first</p></body></html>"},
                         {"O/5%%zz.xhtml", "<html><body><p>second</p></body></html>"}})));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "first\n\nsecond");
  EXPECT_TRUE(result.skipped.empty());
}

TEST(Office, TellsWhatOfABookIsMissing) {
  const TemporaryFolder folder;
  std::string deep;
  for (int i = 0; i < 5000; ++i) {
    deep += "<div>";
  }
  const IngestResult result = read(
      folder.write("book.epub", epub("<item id='a' href='1.xhtml'/><item id='b' href='2.xhtml'/>",
                                     "<itemref idref='a'/><itemref idref='b'/>",
                                     {{"O/1.xhtml", "<html><body><p>first</p>" + deep + "gone"}})));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "first");
  EXPECT_THAT(test::skips(result),
              testing::UnorderedElementsAre("book.epub:0 too-deep", "book.epub:0 damaged"));
}

TEST(Office, MarksTheFurnitureOfBooks) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "book.epub",
      epub("<item id='a' href='1.xhtml'/>", "<itemref idref='a'/>",
           {{"O/1.xhtml", "<html><body><nav><a href='2.xhtml'>The next chapter</a></nav><p>It was "
                          "the best of times, it was the worst of times, it was the age of wisdom."
                          "</p></body></html>"}})));
  ASSERT_EQ(result.corpus.size(), 1U);
  const DocumentView book = result.corpus.document(0);
  ASSERT_EQ(book.marks.size(), 1U);
  EXPECT_EQ(book.marks[0].kind, MarkKind::kFurniture);
  EXPECT_EQ(book.text.substr(book.marks[0].bytes.begin,
                             book.marks[0].bytes.end - book.marks[0].bytes.begin),
            "The next chapter");
  EXPECT_EQ(result.counts.furniture_bytes, 16U);
}

TEST(Office, TellsThatXmlIsDamaged) {
  const TemporaryFolder folder;
  std::string paragraphs;
  for (int i = 0; i < 500; ++i) {
    paragraphs += "<w:p><w:r><w:t>one of many</w:t></w:r></w:p>";
  }
  const IngestResult result = read(
      folder.write("a.docx", docx(paragraphs + "<w:p><w:r><w:t>this & that</w:t></w:r></w:p>")));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_TRUE(result.corpus.text(0).starts_with("one of many\n\none of many"));
  EXPECT_THAT(test::skips(result), testing::ElementsAre("a.docx:0 damaged"));
}

TEST(Office, TellsThatAChecksumIsAnother) {
  const TemporaryFolder folder;
  std::string bytes = test::zip({{"word/document.xml", "<w:document xmlns:w='w'><w:p><w:t>The text."
                                                       "</w:t></w:p></w:document>"}});
  constexpr std::size_t kSumAt = 16; // in the record of a member, at the end of the file
  const std::string packed = bytes.substr(bytes.find("PK\x01\x02") + kSumAt, 4);
  int found = 0;
  for (std::size_t at = bytes.find(packed); at != std::string::npos; at = bytes.find(packed, at)) {
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    ++found;
  }
  ASSERT_GT(found, 0);
  const IngestResult result = read(folder.write("a.docx", bytes));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "The text.");
  EXPECT_THAT(test::skips(result), testing::ElementsAre("a.docx:0 damaged"));
}

TEST(Office, SkipsBombsAndDamageWithTheirReason) {
  const TemporaryFolder folder;
  std::string text = "<w:p><w:r><w:t>";
  text.append(40'000'000, 'x');
  const IngestResult bomb = read(folder.write("bomb.docx", docx(text + "</w:t></w:r></w:p>")));
  EXPECT_EQ(bomb.corpus.size(), 0U);
  ASSERT_EQ(bomb.skipped.size(), 1U);
  EXPECT_EQ(bomb.skipped[0].reason, SkipReason::kOverCap);
  std::string cut = docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
  const IngestResult damaged = read(folder.write("cut.docx", cut.substr(0, 60)));
  EXPECT_EQ(damaged.corpus.size(), 0U);
  EXPECT_FALSE(damaged.skipped.empty());
}

TEST(Office, SkipsPackagesOfOtherKindsAsAWhole) {
  const TemporaryFolder folder;
  for (const char* name : {"a.xlsx", "a.pptx", "a.pages", "a.numbers", "a.key", "a.sxw"}) {
    const IngestResult result = read(
        folder.write(name, test::zip({{"index.xml", "<?xml version='1.0'?><a>No text.</a>"}})));
    EXPECT_EQ(result.corpus.size(), 0U) << name;
    ASSERT_EQ(result.skipped.size(), 1U) << name;
    EXPECT_EQ(result.skipped[0].reason, SkipReason::kUnsupported) << name;
  }
}

TEST(Office, TakesNoStopOfATabForATab) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a.docx", docx("<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/><w:tab w:val='clear'/>"
                     "</w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>")));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "a\tb\n\nA note.");
}

/// Entities of which each is ten of the one before: the last is of 10^levels letters.
std::string bomb(int levels) {
  std::string declared = "<!ENTITY e0 'a'>";
  for (int level = 1; level <= levels; ++level) {
    declared += "<!ENTITY e" + std::to_string(level) + " '";
    for (int i = 0; i < 10; ++i) {
      declared += "&e" + std::to_string(level - 1) + ";";
    }
    declared += "'>";
  }
  return "<!DOCTYPE d [" + declared + "]>";
}

TEST(Office, TakesNoDocumentThatDeclaresEntities) {
  const std::string text = "<w:document xmlns:w='w'><w:p w:x='&e9;'><w:r><w:t>x</w:t></w:r></w:p>"
                           "</w:document>";
  std::string wide = "\xFF\xFE"; // the same in UTF-16
  for (const char c : bomb(9) + text) {
    wide += {c, '\0'};
  }
  const TemporaryFolder folder;
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& document : std::vector<std::string>{
           bomb(9) + text, wide,
           "<?xml version='1.0'?>\n<!-- " + std::string(5000, '-') + "-->" + bomb(9) + text,
           "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><w:document "
           "xmlns:w='w'><w:p><w:r>"
           "<w:t>safe &x;</w:t></w:r></w:p></w:document>"}) {
    const IngestResult result =
        read(folder.write("a.docx", test::zip({{"word/document.xml", document}})));
    EXPECT_EQ(result.corpus.size(), 0U);
    ASSERT_FALSE(result.skipped.empty());
    EXPECT_EQ(result.skipped.back().reason, SkipReason::kDamaged);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Office, TakesADocumentTypeWithoutEntities) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a.docx",
      test::zip({{"word/document.xml",
                  "<!DOCTYPE d SYSTEM 'd.dtd' [<!ELEMENT d ANY>]><w:document xmlns:w='w'><w:p>"
                  "<w:r><w:t>safe &amp; sound</w:t></w:r></w:p></w:document>"}})));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "safe & sound");
}

} // namespace
} // namespace refrain
