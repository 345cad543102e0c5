#include "refrain/ingest/detail/subtitle_cues.h"
#include "refrain/ingest/detail/subtitle_text.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using detail::begins_subtitles;
using detail::extract_subtitles;
using detail::HtmlOptions;
using detail::SubtitleText;
using test::TemporaryFolder;

std::string text_of(std::string_view subtitles) {
  return extract_subtitles(subtitles, HtmlOptions()).text;
}

TEST(Subtitles, AreSentencesWithoutNumbersTimesAndStyles) {
  EXPECT_EQ(text_of("\xEF\xBB\xBF"
                    "1\r\n00:00:01,000 --> 00:00:02,500\r\nThe <i>bridge</i> will be\r\nopen "
                    "before\r\n\r\n"
                    "2\r\n00:00:02,600 --> 00:00:04,000 X1:10\r\n{\\an8}the first frost.\r\n"
                    "3\r\n00:00:04,100 --> 00:00:05,000\r\nNobody pays &amp; nobody waits: 3 < "
                    "4.\r\n"),
            "The bridge will be open before the first frost. Nobody pays & nobody waits: 3 < 4.");
  EXPECT_EQ(text_of("0:00:00.500,0:00:02.000\nNo toll on\n\n0:00:02.000,0:00:03.000\nthe bridge."),
            "No toll on the bridge.");
  EXPECT_EQ(text_of("WEBVTT\n\n00:01.000 --> 00:02.000\n\xE6\xA1\xA5\xE5\xB0\x86\n"
                    "\xE5\xBC\x80\xE6\x94\xBE"),
            "\xE6\xA1\xA5\xE5\xB0\x86\xE5\xBC\x80\xE6\x94\xBE")
      << "ideographs are not set apart";
}

TEST(Subtitles, LeaveOutHeaderAndCommentsOfWebVtt) {
  const SubtitleText spoken =
      extract_subtitles("WEBVTT - The opening\nKind: captions\nLanguage: en-gb\n\nSTYLE\n"
                        "::cue {}\n\nNOTE\nnot said\nat all\n\nintro\n00:01.000 --> 00:02.000\n"
                        "Said.\n\nNOTE nor this\n\n00:02.100 --> 00:03.000 line:0\nNOTE this is.\n",
                        HtmlOptions());
  EXPECT_EQ(spoken.text, "Said. NOTE this is.");
  EXPECT_EQ(spoken.title, "The opening");
  EXPECT_EQ(spoken.language, "en-GB");
  EXPECT_EQ(text_of("WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\nSaid."), "Said.");
  EXPECT_EQ(text_of("WEBVTT\n00:01.000 --> 00:02.000\nno empty line"), "no empty line");
}

TEST(Subtitles, LoseNoLineThatStandsApart) {
  EXPECT_EQ(text_of("by somebody\n\n1\n00:00:01,000 --> 00:00:02,000\nOne\n\nstill one\n\n1999\n\n"
                    "2\n00:00:02,000 --> 00:00:03,000\n2\n\n3\n00:00:03,000 --> 00:00:04,000\n3."),
            "by somebody One still one 1999 2 3.");
}

TEST(Subtitles, BeginAParagraphWhereAnotherSpeaksOrAPauseIs) {
  EXPECT_EQ(text_of("00:00:01,000 --> 00:00:02,000\n- Open?\n- In winter.\n\n"
                    "00:00:02,000 --> 00:00:03,000\n>> And the\n\n"
                    "00:00:05,500 --> 00:00:06,000\ntoll?\n\n"
                    "00:00:09,000 --> 00:00:10,000\nNone - at all\n\n"
                    "00:00:20,000 --> 00:00:21,000\nNext\nMAYOR QUILL: Yes: all.\n"),
            "Open?\n\nIn winter.\n\nAnd the toll?\n\nNone - at all\n\nNext\n\nMAYOR QUILL: Yes: "
            "all.");
  std::string cues;
  for (int i = 10; i < 60; ++i) {
    cues += "00:" + std::to_string(i) + ".000 --> 00:" + std::to_string(i) + ".900\nSentence " +
            std::to_string(i) + " here is of thirty-nine.\n\n";
  }
  const std::string text = text_of("WEBVTT\n\n" + cues);
  std::size_t begin = 0;
  for (std::size_t end = 0; end != text.npos; begin = end + 2) {
    end = text.find("\n\n", begin);
    EXPECT_LT(std::min(end, text.size()) - begin, 560U);
    EXPECT_GT(std::min(end, text.size()) - begin, 250U);
  }
}

TEST(Subtitles, SayWhoSpeaks) {
  SubtitleText spoken = extract_subtitles(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ada Quill>No toll.</v>\n\n00:02.000 --> "
      "00:03.000\n<v Ada Quill>Never.\n\n00:03.000 --> 00:04.000\n<v Tom>Why?",
      HtmlOptions());
  EXPECT_EQ(spoken.text, "Ada Quill: No toll. Never.\n\nTom: Why?");
  EXPECT_EQ(spoken.speaker, "");
  spoken = extract_subtitles("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Quill>No <c.red>toll",
                             HtmlOptions());
  EXPECT_EQ(spoken.text, "Ada Quill: No toll");
  EXPECT_EQ(spoken.speaker, "Ada Quill");
}

TEST(Subtitles, ShowOnceWhatRollsThroughSeveralCues) {
  EXPECT_EQ(text_of("WEBVTT\n\n00:00.000 --> 00:02.000 align:start\n \nthe<00:00:00.500><c> "
                    "bridge</c>\n\n00:02.000 --> 00:02.010\nthe bridge\n \n\n"
                    "00:02.010 --> 00:04.000\nthe bridge\nwill<00:02:00.500><c> open</c>\n\n"
                    "00:04.000 --> 00:04.010\nwill open\n \n\n"
                    "00:04.010 --> 00:06.000\nwill open\nwill open\n"),
            "the bridge will open will open");
  EXPECT_EQ(text_of("1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\n"
                    "No.\n\n3\n00:00:03,000 --> 00:00:04,000\nNot yet.\n\n"
                    "4\n00:00:04,000 --> 00:00:05,000\nMaybe.\n"),
            "No. No. Not yet. Maybe.")
      << "said twice";
}

TEST(Subtitles, MarkSoundsAndNameTimes) {
  const std::string subtitles = "WEBVTT\n\n00:01.000 --> 00:02.000\n[Applause]\n\n"
                                "00:02.000 --> 00:03.000\nThank you (all).\n\n"
                                "01:02:03.450 --> 01:02:04.000\nAnd now\n\n"
                                "01:02:04.000 --> 01:02:05.000\nthe bridge.";
  const SubtitleText spoken = extract_subtitles(subtitles, HtmlOptions());
  EXPECT_EQ(spoken.text, "[Applause]\n\nThank you (all).\n\nAnd now the bridge.");
  EXPECT_EQ(spoken.marks, (std::vector{TextMark{{0, 10}, MarkKind::kFurniture, 0}}));
  EXPECT_EQ(spoken.furniture_bytes, 10U);
  const ElementView times = spoken.elements;
  EXPECT_EQ(times.at(0), "00:00:01.000");
  EXPECT_EQ(times.at(12), "00:00:02.000");
  EXPECT_EQ(times.at(30), "01:02:03.450");
  EXPECT_EQ(times.at(static_cast<std::uint32_t>(spoken.text.find("the bridge"))), "01:02:04.000");
  HtmlOptions main_text;
  main_text.main_text_only = true;
  EXPECT_EQ(extract_subtitles(subtitles, main_text).text,
            "Thank you (all).\n\nAnd now the bridge.");
}

TEST(Subtitles, AreToldByTheirContent) {
  EXPECT_TRUE(begins_subtitles("WEBVTT"));
  EXPECT_TRUE(begins_subtitles("\xEF\xBB\xBFWEBVTT - x\n"));
  EXPECT_TRUE(begins_subtitles("\n1\n00:00:01,000 --> 00:00:02,000\n"));
  EXPECT_TRUE(begins_subtitles("00:01 --> 00:02"));
  EXPECT_FALSE(begins_subtitles("WEBVTTS\n"));
  EXPECT_FALSE(begins_subtitles("1\n\n00:00:01,000 and later"));
  EXPECT_FALSE(begins_subtitles("10:30,11:30\n"));
  EXPECT_FALSE(begins_subtitles(""));
  for (const std::string_view nothing : {"", "1", "00:00:01,000 -> 00:00:02,000", "::: --> :::"}) {
    EXPECT_FALSE(extract_subtitles(nothing, HtmlOptions()).any_cue) << nothing;
  }
}

TEST(Subtitles, AreReadAsOneDocument) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs{
      folder.write("2021-03-05 a.txt",
                   "1\n00:00:01,000 --> 00:00:02,000\nNo toll\n\n2\n00:00:02,000"
                   " --> 00:00:03,000\non the bridge.\n"),
      folder.write(
          "b.srt", std::string("\xFF\xFE") +
                       [] {
                         std::string wide;
                         for (const char c :
                              std::string("1\n00:00:01,000 --> 00:00:02,000\nNo toll.\n")) {
                           wide += c;
                           wide += '\0';
                         }
                         return wide;
                       }()),
      folder.write("c.vtt", "No subtitles, whatever the name says.")};
  const IngestResult result = ingest(inputs, {}, {});
  const Corpus& corpus = result.corpus;
  ASSERT_EQ(corpus.size(), 3U);
  EXPECT_EQ(corpus.text(0), "No toll on the bridge.");
  EXPECT_EQ(corpus.elements(0).at(10), "00:00:02.000");
  EXPECT_EQ(corpus.date(0), "2021-03-05");
  EXPECT_EQ(corpus.text(1), "No toll.");
  EXPECT_EQ(corpus.text(2), "No subtitles, whatever the name says.");
}

} // namespace
} // namespace refrain
