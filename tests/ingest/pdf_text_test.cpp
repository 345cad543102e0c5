// The text of a PDF from the places of its lines.

#include "refrain/ingest/detail/pdf_layout.h"
#include "refrain/text/corpus.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using detail::MarkedText;
using detail::pdf_plain_text;
using detail::pdf_text;
using detail::PdfLayout;
using detail::PdfLine;
using detail::read_pdf_layout;
using testing::ElementsAre;

// Lines of 10 points height in a column of 300; a full line ends at its edge.
class Pages {
public:
  Pages& page() {
    ++layout_.pages;
    return block(100);
  }
  Pages& block(double top, double left = 50) {
    ++block_;
    top_ = top;
    left_ = left;
    return *this;
  }
  Pages& line(const std::string& text, double right = 350, double indent = 0, double step = 12) {
    layout_.lines.push_back(
        {layout_.pages, block_, left_ + indent, top_, left_ - 50 + right, top_ + 10, text});
    top_ += step;
    return *this;
  }
  [[nodiscard]] MarkedText text() const { return pdf_text(layout_); }
  [[nodiscard]] std::string string() const { return text().text; }

private:
  PdfLayout layout_;
  std::uint32_t block_ = 0;
  double top_ = 0;
  double left_ = 0;
};

TEST(PdfLayout, IsReadFromItsMarkup) {
  const PdfLayout layout = read_pdf_layout(
      "<body><page width=\"1\"><flow><block xMin=\"1\"><line xMin=\"72.5\" yMin=\"10\" "
      "xMax=\"200\" yMax=\"20\"><word xMin=\"72.5\" yMin=\"10\" xMax=\"80\" yMax=\"20\">a&lt;b"
      "</word><word xMin=\"83\" yMin=\"10\" xMax=\"90\" yMax=\"20\">&amp;amp;</word>"
      "<word xMin=\"90.1\" yMin=\"10\" xMax=\"91\" yMax=\"20\">,</word></line></block></flow>"
      "</page><page width=\"1\"><line xMin=\"nan\" yMin=\"-1e300\" xMax=\"inf\"><word");
  EXPECT_EQ(layout.pages, 2U);
  ASSERT_EQ(layout.lines.size(), 2U);
  EXPECT_EQ(layout.lines[0].text, "a<b &amp;,");
  EXPECT_EQ(layout.lines[0].left, 72.5);
  EXPECT_EQ(layout.lines[1].top, 0);
}

TEST(PdfLayout, SurvivesEndsWithoutStarts) {
  EXPECT_TRUE(read_pdf_layout("</line></line><word >x</word>").lines.empty());
  EXPECT_EQ(read_pdf_layout("<line ><word >x</word></line></line><line ></line>").lines.size(), 1U);
}

TEST(PdfText, ParagraphsAreWhatTheEyeSees) {
  EXPECT_EQ(Pages()
                .page()
                .line("The first paragraph has two lines and")
                .line("ends here.", 120, 0, 18)
                .line("A wider gap begins the second, which has")
                .line("a full last line, set to the very edge.")
                .line("An indented line begins the third of", 350, 15)
                .line("them all.", 100)
                .line("A short line and a capital begin a fourth.")
                .string(),
            "The first paragraph has two lines and ends here.\n\n"
            "A wider gap begins the second, which has a full last line, set to the very edge.\n\n"
            "An indented line begins the third of them all.\n\n"
            "A short line and a capital begin a fourth.");
}

TEST(PdfText, GoesOnOverColumnsAndPages) {
  const MarkedText text = Pages()
                              .page()
                              .line("The sentence goes on in the next")
                              .block(100, 400)
                              .line("column and over the end of the")
                              .page()
                              .line("page, where it ends.", 200, 0, 30)
                              .line("Another one, of a few lines, so that")
                              .line("one sees how far lines are apart.", 300)
                              .text();
  EXPECT_EQ(text.text, "The sentence goes on in the next column and over the end of the page, "
                       "where it ends.\n\nAnother one, of a few lines, so that one sees how far "
                       "lines are apart.");
  ASSERT_EQ(text.marks.size(), 2U);
  EXPECT_EQ(text.marks[0], (TextMark{{0, 64}, MarkKind::kPage, 1}));
  EXPECT_EQ(text.marks[1],
            (TextMark{{64, static_cast<std::uint32_t>(text.text.size())}, MarkKind::kPage, 2}));
  Corpus corpus;
  Document document;
  document.id = "a";
  document.text = text.text;
  document.marks = text.marks;
  corpus.add(document);
  EXPECT_EQ(corpus.page({0, {10, 80}}), 1U);
  EXPECT_EQ(corpus.page({0, {64, 80}}), 2U);
}

TEST(PdfText, MakesCutWordsWhole) {
  EXPECT_EQ(Pages()
                .page()
                .line("A self-governing state, an admin-")
                .line("istrative matter of self-")
                .line("governing towns, a self-gov-")
                .line("erning body, of the state-of-")
                .line("the-art, Anglo-")
                .line("Saxon in 1914-")
                .line("1918, and a soft\xC2\xAD")
                .line("ened one\xE2\x80\x90")
                .line("ness, or -")
                .line("not.")
                .string(),
            "A self-governing state, an administrative matter of self-governing towns, a "
            "self-governing body, of the state-of-the-art, Anglo-Saxon in 1914-1918, and a "
            "softened oneness, or - not.");
}

TEST(PdfText, MarksWhatEveryPageRepeats) {
  const char* const words[] = {"one", "two", "three", "four"};
  Pages pages;
  for (int i = 1; i <= 4; ++i) {
    pages.page()
        .block(20)
        .line("Annual Report 202" + std::to_string(i), 150)
        .block(100)
        .line(words[i - 1] + std::string(" is a word and it goes on to"))
        .line("the end of page " + std::string(words[i - 1]) + ", then to")
        .block(700)
        .line("- " + std::to_string(i) + " -", 90);
  }
  const MarkedText text = pages.text();
  EXPECT_THAT(text.text,
              testing::HasSubstr("the end of page one, then to two is a word and it goes on"));
  std::vector<std::string> furniture;
  for (const TextMark& mark : text.marks) {
    if (mark.kind == MarkKind::kFurniture) {
      furniture.push_back(text.text.substr(mark.bytes.begin, mark.bytes.size()));
    }
  }
  ASSERT_FALSE(furniture.empty());
  std::string all;
  for (const std::string& f : furniture) {
    all += f + "\n\n";
  }
  for (const char* line : {"Annual Report 2021", "Annual Report 2024", "- 1 -", "- 4 -"}) {
    EXPECT_THAT(all, testing::HasSubstr(line));
  }
  EXPECT_THAT(all, testing::Not(testing::HasSubstr("goes on")));
}

TEST(PdfText, CountsTheHeaderOfAPageToThatPage) {
  const char* const words[] = {"one", "two", "three", "four"};
  Pages pages;
  for (int i = 1; i <= 4; ++i) {
    pages.page()
        .block(20)
        .line("Annual Report, " + std::to_string(i), 150)
        .block(100)
        .line("Page " + std::string(words[i - 1]) + " has a sentence of its own that")
        .line(words[(i + 1) % 4] + std::string(" times it goes on and then it"))
        .line("ends with " + std::string(words[i % 4]) + ".", 120)
        .block(700)
        .line("- " + std::to_string(i) + " -", 90);
  }
  const MarkedText text = pages.text();
  Corpus corpus;
  Document document;
  document.text = text.text;
  document.marks = text.marks;
  corpus.add(document);
  for (std::uint32_t i = 1; i <= 4; ++i) {
    for (const std::string& piece :
         {"Annual Report, " + std::to_string(i), "Page " + std::string(words[i - 1]),
          "- " + std::to_string(i) + " -"}) {
      const std::size_t at = text.text.find(piece);
      ASSERT_NE(at, std::string::npos) << piece;
      const auto begin = static_cast<std::uint32_t>(at);
      EXPECT_EQ(corpus.page({0, {begin, begin + 1}}), i) << piece;
    }
  }
}

TEST(PdfText, CountsTheFooterOfAPageToThatPageWhereAParagraphGoesOnOverIt) {
  const char* const words[] = {"one", "two", "three", "four"};
  Pages pages;
  for (int i = 1; i <= 4; ++i) {
    pages.page()
        .block(20)
        .line("Annual Report, " + std::to_string(i), 150)
        .block(100)
        .line(i == 1 ? "The report begins with a sentence."
                     : std::string(words[i - 1]) + " and there it ends.",
              220)
        .line("A new one begins on page " + std::string(words[i - 1]) + ",", 350, 15)
        .line("of " + std::string(words[i - 1]) + " or more words, and goes on over")
        .block(690)
        .line("Printed for the Board", 150)
        .line("- " + std::to_string(i) + " -", 90);
  }
  const MarkedText text = pages.text();
  EXPECT_THAT(text.text,
              testing::HasSubstr("or more words, and goes on over two and there it ends."));
  Corpus corpus;
  Document document;
  document.text = text.text;
  document.marks = text.marks;
  corpus.add(document);
  const auto place = [&](const std::string& piece) {
    const auto at = static_cast<std::uint32_t>(text.text.find(piece));
    return TextRange{0, {at, at + static_cast<std::uint32_t>(piece.size())}};
  };
  for (std::uint32_t i = 1; i <= 4; ++i) {
    for (const std::string& piece :
         {"Annual Report, " + std::to_string(i), "- " + std::to_string(i) + " -"}) {
      EXPECT_EQ(corpus.text(place(piece)), piece);
      EXPECT_EQ(corpus.page(place(piece)), i) << piece;
      EXPECT_TRUE(corpus.is_furniture(place(piece))) << piece;
    }
    const std::string own = "begins on page " + std::string(words[i - 1]);
    EXPECT_EQ(corpus.page(place(own)), i) << own;
    EXPECT_FALSE(corpus.is_furniture(place(own))) << own;
  }
  EXPECT_EQ(corpus.page(place("two and there")), 2U);
}

TEST(PdfText, CountsWhatStandsAroundAPageThatOneParagraphFillsToThatPage) {
  const char* const words[] = {"one", "two", "three", "four"};
  Pages pages;
  for (int i = 1; i <= 4; ++i) {
    const std::string word = words[i - 1];
    pages.page()
        .block(20)
        .line("Annual Report, " + std::to_string(i), 150)
        .block(100)
        .line(i == 1 ? "A paragraph begins on page one, and it"
                     : "and so on page " + word + " it goes on")
        .line("has " + word + " or more words on this page,")
        .line(i == 4 ? "and ends." : "to the last line of page " + word + ",", i == 4 ? 90 : 350)
        .block(700)
        .line("- " + std::to_string(i) + " -", 90);
  }
  const MarkedText text = pages.text();
  EXPECT_THAT(text.text, testing::HasSubstr("line of page two, and so on page three it goes on"));
  Corpus corpus;
  Document document;
  document.text = text.text;
  document.marks = text.marks;
  corpus.add(document);
  for (std::uint32_t i = 1; i <= 4; ++i) {
    const std::string own = "has " + std::string(words[i - 1]) + " or more";
    for (const std::string& piece :
         {"Annual Report, " + std::to_string(i), "- " + std::to_string(i) + " -", own}) {
      const auto at = static_cast<std::uint32_t>(text.text.find(piece));
      const TextRange range{0, {at, at + static_cast<std::uint32_t>(piece.size())}};
      ASSERT_EQ(corpus.text(range), piece);
      EXPECT_EQ(corpus.page(range), i) << piece;
      EXPECT_EQ(corpus.is_furniture(range), piece != own) << piece;
    }
  }
}

TEST(PdfText, JoinsLinesOfIdeographsWithoutSpace) {
  EXPECT_EQ(Pages().page().line("共同的").line("铁路。").string(), "共同的铁路。");
}

TEST(PdfText, OfPlainOutputHasPagesToo) {
  const MarkedText text = pdf_plain_text("one\n\ftwo\n\f\fthree\n");
  EXPECT_EQ(text.text, "one\n\ntwo\n\nthree");
  EXPECT_THAT(text.marks, ElementsAre(TextMark{{0, 5}, MarkKind::kPage, 1},
                                      TextMark{{5, 10}, MarkKind::kPage, 2},
                                      TextMark{{10, 15}, MarkKind::kPage, 4}));
}

TEST(PdfText, OfRightToLeftScriptsIsToldByItsLetters) {
  EXPECT_TRUE(read_pdf_layout("<page ><line ><word >مرحبا</word></line>").right_to_left);
  EXPECT_TRUE(read_pdf_layout("<page ><line ><word >שלום</word></line>").right_to_left);
  EXPECT_FALSE(read_pdf_layout("<page ><line ><word >Привет</word></line>").right_to_left);
}

TEST(PdfText, KeepsMarksWithinATextThatLosesItsEnd) {
  // A line of controls, the start of a page, is no text: the mark of the page stays behind it.
  for (const char* const last : {"\x01 \x02", "-", "\xC2\xAD\xC2\xAD", "\xE2\x80\x90"}) {
    const MarkedText text =
        Pages().page().line("and so it went on").page().line(last).line(last).line(last).text();
    std::uint32_t before = 0;
    for (const TextMark& mark : text.marks) {
      EXPECT_LE(before, mark.bytes.begin);
      EXPECT_LE(mark.bytes.begin, mark.bytes.end);
      EXPECT_LE(mark.bytes.end, text.text.size()) << text.text;
      before = mark.bytes.begin;
    }
  }
}

} // namespace
} // namespace refrain
