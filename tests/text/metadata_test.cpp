#include "refrain/text/metadata.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain {
namespace {

const std::string kBody =
    "The five governments of the basin today approved the route, the cost and the calendar of the "
    "line, on which no diesel engine will ever run. Work is to begin in the spring, and nobody was "
    "willing to say on January 18, 2017 which spring that would be.\n";

TEST(Metadata, DateLineAndHeadlineUnderAMasthead) {
  const GuessedMetadata g = guess_metadata(
      "Commentary RESEARCH\n\nOne Line for All\n\n\n2023-06-09 01:30\n\n\n" + kBody, "a.txt");
  EXPECT_EQ(g.date.view(), "2023-06-09T01:30");
  EXPECT_EQ(g.date_origin, Origin::kText);
  EXPECT_EQ(g.title, "One Line for All");
  EXPECT_EQ(g.title_origin, Origin::kText);
  EXPECT_EQ(g.source, "");
  EXPECT_EQ(g.source_origin, Origin::kUnknown);
}

TEST(Metadata, BreadcrumbAndLabelledLine) {
  const GuessedMetadata g =
      guess_metadata("Home > Think Tank > A Line Shared\n\nOf Trains: A Line Shared\n\n"
                     "Updated:2018-1-12 10:10:32    Source:www.example-group.comViews:1397\n\n" +
                         kBody,
                     "");
  EXPECT_EQ(g.date.view(), "2018-01-12T10:10");
  EXPECT_EQ(g.source, "www.example-group.com");
  EXPECT_EQ(g.source_origin, Origin::kText);
  EXPECT_EQ(g.title, "Of Trains: A Line Shared");
}

TEST(Metadata, DateAndHeadlineOnOneLine) {
  const GuessedMetadata g =
      guess_metadata(" date 2024-01-11 Building a line: A glorious banner\n\n" + kBody, "");
  EXPECT_EQ(g.date.view(), "2024-01-11");
  EXPECT_EQ(g.title, "Building a line: A glorious banner");
}

TEST(Metadata, BylineIsASource) {
  const GuessedMetadata g = guess_metadata("Five states, one river\n\nBy Annika Bellwether, in "
                                           "Ferrydown\n15 October 2016\n\n" +
                                               kBody,
                                           "");
  EXPECT_EQ(g.source, "Annika Bellwether");
  EXPECT_EQ(g.date.view(), "2016-10-15");
  EXPECT_EQ(g.title, "Five states, one river");
  EXPECT_EQ(guess_metadata("Heading of it\n\nBy our own staff and friends\n\n" + kBody, "").source,
            "");
}

TEST(Metadata, DatesInRunningTextAreNone) {
  EXPECT_TRUE(guess_metadata(kBody, "a.txt").date.empty());
  EXPECT_TRUE(guess_metadata("March 23, 2013, Institute of International Relations. Deeply "
                             "grasping the general trend of the times, the speaker put forward for "
                             "the first time the important idea.\n" +
                                 kBody,
                             "")
                  .date.empty());
  EXPECT_EQ(guess_metadata(kBody, "").title, "");
}

TEST(Metadata, MarkupIsNoTitle) {
  EXPECT_EQ(guess_metadata("<?xml version=\"1.0\"?>\n<article lang=\"en\">\n\n" + kBody, "").title,
            "");
  EXPECT_EQ(guess_metadata("<!-- made by hand -->\n\n5 March 2021\n\n" + kBody, "").title, "");
  EXPECT_EQ(guess_metadata("</head>\n\nOne river for five\n\n5 March 2021\n\n" + kBody, "").title,
            "One river for five");
  EXPECT_EQ(guess_metadata("<5 degrees is enough for five>\n\n" + kBody, "").title,
            "<5 degrees is enough for five>");
}

TEST(Metadata, DatelineOfAnAgency) {
  const GuessedMetadata g =
      guess_metadata("Council adopts the plan\n\nGENEVA, March 5, 2021 (Agency) — " + kBody, "");
  EXPECT_EQ(g.date.view(), "2021-03-05");
  EXPECT_EQ(g.title, "Council adopts the plan");
}

TEST(Metadata, FileNamesGiveDates) {
  const auto date = [](const char* path) {
    return std::string(guess_metadata(kBody, path).date.view());
  };
  EXPECT_EQ(date("x/2021-03-05-foo.txt"), "2021-03-05");
  EXPECT_EQ(date("foo_20210305.txt"), "2021-03-05");
  EXPECT_EQ(date("bulletin-2018-03.txt"), "2018-03");
  EXPECT_EQ(date("letter-2017.txt"), "2017");
  EXPECT_EQ(date("2021-13-45.txt"), "2021");
  EXPECT_EQ(date("TulsaJun20_2020.txt"), "2020-06-20");
  EXPECT_EQ(date("Rally_Dec_19_2019.txt"), "2019-12-19");
  EXPECT_EQ(date("19-Dec-2019 rally.txt"), "2019-12-19");
  EXPECT_EQ(date("lamar-2019.txt"), "2019"); // no word ends with its month
  EXPECT_EQ(date("Abigail Thorne 1861.txt"), "1861");
  EXPECT_EQ(date("minutes 1650.txt"), "");
  EXPECT_EQ(date("000_514a20c90fdb257e.txt"), "");
  EXPECT_EQ(date("2021-03-05/foo.txt"), "");
  EXPECT_EQ(guess_metadata(kBody, "2021-03-05-foo.txt").date_origin, Origin::kFileName);
}

TEST(Metadata, DateLinesWinOverFileNames) {
  EXPECT_EQ(guess_metadata("Bulletin No. 15\nIssued 3 April 2018\n\n" + kBody, "b-2018-03.txt")
                .date.view(),
            "2018-04-03");
}

TEST(Metadata, FrontMatterIsMetadata) {
  const GuessedMetadata g = guess_metadata(
      "---\ntitle: \"A plain title\"\ndate: 2021-03-05\nauthor: Jane Roe\n---\n\n# Other\n\n" +
          kBody,
      "");
  EXPECT_EQ(g.title, "A plain title");
  EXPECT_EQ(g.date.view(), "2021-03-05");
  EXPECT_EQ(g.source, "Jane Roe");
  EXPECT_EQ(g.date_origin, Origin::kMetadata);
}

TEST(Metadata, OtherLanguages) {
  EXPECT_EQ(guess_metadata("共同的铁路\n\n发布时间：2021年3月5日 来源：新河日报\n\n" + kBody, "")
                .date.view(),
            "2021-03-05");
  EXPECT_EQ(
      guess_metadata("共同的铁路\n\n发布时间：2021年3月5日 来源：新河日报\n\n" + kBody, "").source,
      "新河日报");
  EXPECT_EQ(guess_metadata("Одна река на пятерых\n3 мая 2021\n\n" + kBody, "").date.view(),
            "2021-05-03");
  EXPECT_EQ(guess_metadata("Одна река на пятерых\n3 мая 2021\n\n" + kBody, "").title,
            "Одна река на пятерых");
}

TEST(Metadata, BylinesOfOtherLanguagesAreSourcesAndNoTitles) {
  struct Case {
    const char* text;
    const char* title;
    const char* source;
  };
  for (const Case& c : {
           Case{"Menu · A · B · C\n\nSchlange stehen für die Schiene\n\nVon Hedwig Brandauer\n"
                "08.02.2020, 05:00 Uhr\n\n",
                "Schlange stehen für die Schiene", "Hedwig Brandauer"},
           Case{"El tren que beberá viento\n\nPor Benita Arregui\n12 de febrero de 2019\n\n",
                "El tren que beberá viento", "Benita Arregui"},
           Case{"Колышки нашего луга\n20 июня 2020, 11:05. Автор: Роман Тихвин\n\n",
                "Колышки нашего луга", "Роман Тихвин"},
           Case{"Von der Quelle bis zur Mündung\n8. Februar 2020\n\n",
                "Von der Quelle bis zur Mündung", ""},
       }) {
    const GuessedMetadata guess = guess_metadata(c.text, "a.txt");
    EXPECT_EQ(guess.title, c.title);
    EXPECT_EQ(guess.source, c.source);
  }
}

TEST(Metadata, LanguageTagsHaveOneForm) {
  EXPECT_EQ(language_tag("EN"), "en");
  EXPECT_EQ(language_tag(" pt_br "), "pt-BR");
  EXPECT_EQ(language_tag("zh-hant-TW"), "zh-hant-TW");
  for (const char* none : {"", "english", "e", "en-", "-en", "en--us", "x y", "\xd1\x80\xd1\x83"}) {
    EXPECT_EQ(language_tag(none), "") << none;
  }
}

} // namespace
} // namespace refrain
