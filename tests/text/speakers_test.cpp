#include "refrain/text/speakers.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

/// Who says what, one line a speech, as "name| what is said up to the next mark".
std::vector<std::string> speeches(const std::string& text) {
  const ElementList list = find_speakers(text);
  const ElementView view = list;
  std::vector<std::string> result;
  for (std::size_t i = 0; i < list.marks.size(); ++i) {
    const std::size_t end = i + 1 < list.marks.size() ? list.marks[i + 1].begin : text.size();
    std::string said = text.substr(list.marks[i].begin, end - list.marks[i].begin);
    while (!said.empty() && (said.back() == '\n' || said.back() == ' ')) {
      said.pop_back();
    }
    if (const std::string_view name = view.name(list.marks[i].name); !name.empty()) {
      result.push_back(std::string(name) + "| " + said);
    }
  }
  return result;
}

using Speeches = std::vector<std::string>;

TEST(Speakers, AreNamedBeforeAColon) {
  EXPECT_EQ(speeches("SMITH: We will build it.\n\nJONES: With what?\n\nSMITH: With stone.\n\n"
                     "JONES: Whose stone?\n"),
            (Speeches{"Smith| We will build it.", "Jones| With what?", "Smith| With stone.",
                      "Jones| Whose stone?"}));
}

TEST(Speakers, ASpeechMayHaveParagraphs) {
  EXPECT_EQ(speeches("Anna Berg: It began small.\n\nThen it grew.\n\nTom O'Hara: And now?\n\n"
                     "Anna Berg: Now it is here.\n\nTom O'Hara: Thank you.\n"),
            (Speeches{"Anna Berg| It began small.\n\nThen it grew.", "Tom O'Hara| And now?",
                      "Anna Berg| Now it is here.", "Tom O'Hara| Thank you."}));
}

TEST(Speakers, TakeTheFullNameThatTheTextHas) {
  const Speeches found = speeches("Tonight the mayor, Ruth MacLeod, meets the harbour master.\n\n"
                                  "MACLEOD: Good evening.\n\nMr. DRAY: I was early.\n\n"
                                  "MACLEOD: So was Hamish Dray, they say.\n\nDRAY: They do.\n");
  EXPECT_EQ(found,
            (Speeches{"Ruth MacLeod| Good evening.", "Hamish Dray| I was early.",
                      "Ruth MacLeod| So was Hamish Dray, they say.", "Hamish Dray| They do."}));
}

TEST(Speakers, AreNamedInFullOnce) {
  EXPECT_EQ(speeches("RUTH FALK (D-MA): One.\nJOHN FALKNER, HOST: Two.\nFALK: Three.\n"
                     "FALKNER: Four.\n"),
            (Speeches{"Ruth Falk| One.", "John Falkner| Two.", "Ruth Falk| Three.",
                      "John Falkner| Four."}));
}

TEST(Speakers, MayBeCalledAsFieldsOfForms) {
  EXPECT_EQ(speeches("ANNA PRICE, HOST: One.\nHALE: Two.\nPRICE: Three.\nHALE: Four.\n"),
            (Speeches{"Anna Price| One.", "Hale| Two.", "Anna Price| Three.", "Hale| Four."}));
  EXPECT_EQ(speeches("Tonight we hear the engineer Anna Price.\n\nPRICE: One.\nHALE: Two.\n"
                     "PRICE: Three.\nHALE: Four.\n"),
            (Speeches{"Anna Price| One.", "Hale| Two.", "Anna Price| Three.", "Hale| Four."}));
}

TEST(Speakers, AreTheSameWithAnyTitle) {
  EXPECT_EQ(speeches("Mr. SMITH: One.\nSenator Smith: Two.\n[10:15] SMITH: Three.\nJONES: Four.\n"
                     "Smith: Five.\nREP. JONES: Six.\nSen. SMITH: Seven.\n"),
            (Speeches{"Smith| One.", "Smith| Two.", "Smith| Three.", "Jones| Four.", "Smith| Five.",
                      "Jones| Six.", "Smith| Seven."}));
}

TEST(Speakers, TwoOfOneNameAreNotMixedUp) {
  EXPECT_EQ(
      speeches("ANN FALK: One.\nTOM FALK: Two.\nFALK: Three.\nTOM FALK: Four.\nFALK: Five.\n"),
      (Speeches{"Ann Falk| One.", "Tom Falk| Two.", "Falk| Three.", "Tom Falk| Four.",
                "Falk| Five."}));
}

TEST(Speakers, APartIsNobodyUnlessItIsNamed) {
  EXPECT_EQ(speeches("HOST (Ida Roe): Welcome.\nQ: Me too?\nHOST: You too.\nQ: Thanks.\n"),
            (Speeches{"Ida Roe| Welcome.", "Ida Roe| You too."}));
  EXPECT_EQ(speeches("Q: Why?\nA: Because.\nQ: Who?\nA: We.\n"), Speeches());
  EXPECT_EQ(speeches("Speaker 1: Why?\nSpeaker 2: Because.\nSpeaker 1: Who?\nSpeaker 2: We.\n"),
            Speeches());
}

TEST(Speakers, OfParliamentsArePrintedBeforeAFullStop) {
  EXPECT_EQ(
      speeches("Mr. SMITH of Texas. Mr. Speaker, I rise.\nIt is late.\n"
               "Mrs. O'NEIL. I object. It is not.\n"
               "The PRESIDING OFFICER. Without objection.\nMr. SMITH of Texas. I yield.\n"
               "Mrs. O'NEIL. I thank him.\n"),
      (Speeches{"Smith of Texas| Mr. Speaker, I rise.\nIt is late.", "O'Neil| I object. It is not.",
                "Smith of Texas| I yield.", "O'Neil| I thank him."}));
}

TEST(Speakers, OfChatsStandBehindATime) {
  EXPECT_EQ(speeches("[12/03/2021, 10:15:32] anna k: who brings the boat\n"
                     "[12/03/2021, 10:16:01] Tom: not me\nand not you\n"
                     "[12/03/2021, 10:16:40] anna k: then we swim\n"
                     "[12/03/2021, 10:17:02] Tom: fine\n"),
            (Speeches{"anna k| who brings the boat", "Tom| not me\nand not you",
                      "anna k| then we swim", "Tom| fine"}));
  EXPECT_EQ(speeches("12/03/21, 10:15 - anna k: one\n12/03/21, 10:15 - Tom: two\n"
                     "12/03/21, 10:17 - anna k: three\n12/03/21, 10:18 - Tom: four\n"),
            (Speeches{"anna k| one", "Tom| two", "anna k| three", "Tom| four"}));
  EXPECT_EQ(speeches("10:15 <ak> one\n10:15 <@tom> two\n10:16 <ak> three\n10:17 <@tom> four\n"),
            (Speeches{"ak| one", "tom| two", "ak| three", "tom| four"}));
}

TEST(Speakers, MayStandOnALineOfTheirOwn) {
  EXPECT_EQ(speeches("Anna Berg  0:00\nIt began small.\n\nTom Hale  0:15\nAnd now?\n\n"
                     "Anna Berg  0:21\nHere.\n\nTom Hale  0:40\nThanks.\n"),
            (Speeches{"Anna Berg| It began small.", "Tom Hale| And now?", "Anna Berg| Here.",
                      "Tom Hale| Thanks."}));
  EXPECT_EQ(speeches("BERG:\nIt began small.\n\nHALE:\nAnd now?\n\nBERG:\nHere.\n\nHALE:\nOh.\n"),
            (Speeches{"Berg| It began small.", "Hale| And now?", "Berg| Here.", "Hale| Oh."}));
}

TEST(Speakers, OfOtherScripts) {
  EXPECT_EQ(
      speeches(
          "王小明：我们应该修桥。\n李华：钱从哪里来？\n王小明：从税里来。\n李华：我不同意。\n"),
      (Speeches{"王小明| 我们应该修桥。", "李华| 钱从哪里来？", "王小明| 从税里来。",
                "李华| 我不同意。"}));
  EXPECT_EQ(speeches("ИВАНОВА: Мост нужен.\nПЕТРОВ: Кому?\nИВАНОВА: Всем.\nПЕТРОВ: Нет.\n"),
            (Speeches{"Иванова| Мост нужен.", "Петров| Кому?", "Иванова| Всем.", "Петров| Нет."}));
}

TEST(Speakers, WrittenInMarkdown) {
  EXPECT_EQ(speeches("**Anna Berg:** It began small.\n\n**Tom Hale:** And now?\n\n"
                     "**Anna Berg**: Here.\n\n**Tom Hale**: Oh.\n"),
            (Speeches{"Anna Berg| It began small.", "Tom Hale| And now?", "Anna Berg| Here.",
                      "Tom Hale| Oh."}));
}

TEST(Speakers, AreNoneWhereListsAndFormsHaveColons) {
  for (const std::string text : {
           // Fields that come back with every entry.
           "When: Monday at nine.\nWhere: The hall.\nWhen: Tuesday.\nWhere: The barn.\n"
           "When: Friday.\nWhere: The pier.\n",
           // Words of the language, which the text writes small as well.
           "Myths: The myths say so.\nTruths: The truths are plain.\n"
           "Myths: No.\nTruths: Yes.\nMyths: Again.\nTruths: Never.\n",
           "Key Points: The key is small, the points are few.\nNext Steps: The next steps follow.\n"
           "Key Points: None.\nNext Steps: None.\n",
           // No sentences.
           "Lake Ansel: 12\nTern Pass: 15\nLake Ansel: 13\nTern Pass: 14\nLake Ansel: 9\n",
           // Names that do not come back.
           "Adams: One.\nBaker: Two.\nClark: Three.\nDavis: Four.\nEvans: Five.\n",
           // One voice.
           "SMITH: One.\n\nSMITH: Two.\n\nSMITH: Three.\n\nSMITH: Four.\n",
           // A short exchange that a long article quotes.
           "SMITH: One.\nJONES: Two.\n",
           // A timetable.
           "10:00 Opening: Speech.\n10:30 Lunch: Soup.\n11:00 Walk: Shoes.\n12:00 Closing: Tea.\n",
           // Where entries come back.
           "10:00 Opening: The hall.\n10:30 Coffee: In the barn.\n11:00 Opening: The pier\n"
           "11:45 Coffee: the bay\n12:15 Opening: all\n",
           // Profiles: no name is somebody's, and no sentence begins with a number.
           "Posts: 12 in all.\nMy Mood: Happy.\nPosts: 7 in all.\nMy Mood: Tired.\nPosts: 3.\n",
           "Goals Anna: 12 so far.\nGoals Tom: 15 so far.\nGoals Anna: 13 in all.\n"
           "Goals Tom: 16 in all.\n",
           // A text in two languages.
           "English: The pier is new.\nLatin: Moles nova est.\nEnglish: It is long.\n"
           "Latin: Longa est.\n",
           // Logs.
           "2021-03-04 10:15:01 INFO Reader: Ready.\n2021-03-04 10:15:02 WARN Writer: Slow.\n"
           "2021-03-04 10:15:03 INFO Reader: Done.\n2021-03-04 10:15:04 WARN Writer: Slow.\n",
           "10:15:01 - root - INFO - Ready: a.\n10:15:02 - root - WARN - Slow: b.\n"
           "10:15:03 - root - INFO - Ready: c.\n10:15:04 - root - WARN - Slow: d.\n",
           "[10:15:01] [main/INFO]: One.\n[10:15:02] [main/WARN]: Two.\n"
           "[10:15:03] [main/INFO]: Three.\n[10:15:04] [main/WARN]: Four.\n",
           "ERROR: No file.\nINFO: Ready.\nERROR: No file.\nINFO: Done.\n",
           // Prices.
           "ITEM: Boats.\nPRICE: High.\nITEM: Oars.\nPRICE: Low.\n",
           // Tags.
           "<li>One.\n<td>Two.\n<li>Three.\n<td>Four.\n",
           // Addresses and times.
           "http://a.example/b\nhttp://a.example/c\n10:30:20\n10:30:21\n",
       }) {
    EXPECT_EQ(speeches(text), Speeches()) << text;
  }
}

TEST(Speakers, ALabelThatDoesNotComeBackMayBeAnything) {
  const Speeches found = speeches("BERG: It began small.\nNobody: that was clear.\nHALE: And now?\n"
                                  "BERG: Here.\nHALE: Oh.\n");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], "Berg| It began small.\nNobody: that was clear.");
}

TEST(Speakers, HaveTheirNamesOnceInTheList) {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "ANNA BERG: It began small.\nTOM HALE: And now?\n";
  }
  const ElementList list = find_speakers(text);
  EXPECT_EQ(list.marks.size(), 4000U - 1); // nobody needs no mark at the beginning
  EXPECT_EQ(list.names, "\nAnna Berg\nTom Hale\n");
  EXPECT_LE(list.marks.capacity(), 4000U);
}

TEST(Speakers, WhoSaysNothingIsNotMarked) {
  EXPECT_EQ(speeches("BERG: One.\nHALE:\nBERG: Two.\nHALE: Three.\nBERG: Four.\nHALE:"),
            (Speeches{"Berg| One.", "Berg| Two.", "Hale| Three.", "Berg| Four."}));
}

TEST(Speakers, OfFiftyThousandNamesAreNone) {
  const auto talk = [](int names) {
    std::string text;
    for (int turn = 0; turn < 2; ++turn) {
      for (int i = 0; i < names; ++i) {
        for (const int letter : {i / 26 / 26 / 26, i / 26 / 26 % 26, i / 26 % 26, i % 26}) {
          text += static_cast<char>('A' + letter);
        }
        text += " BERG: It is so.\n";
      }
    }
    return find_speakers(text).marks.size();
  };
  EXPECT_GT(talk(1'000), 3'000U);
  EXPECT_EQ(talk(50'001), 0U);
}

TEST(Speakers, NeedNoText) {
  for (const std::string_view text : {"", "\n", ":", ": :\n:\n", "A:", "**", "[12:", "<>", "Mr. ",
                                      "(", "A (b: c", "：", "The", "Mr. SMITH"}) {
    EXPECT_TRUE(find_speakers(text).marks.empty()) << text;
  }
}

} // namespace
} // namespace refrain
