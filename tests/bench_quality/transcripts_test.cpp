#include "bench/quality/transcripts.h"

#include <set>

#include <gtest/gtest.h>

namespace refrain::bench {
namespace {

TEST(Transcripts, AreScoredByTheWord) {
  //                       0         10        20        30
  const Transcript talk{"Hello A: one two B: three (hm) four",
                        {{{9, 16}, "Ann"}, {{20, 25}, "Ben"}, {{31, 35}, ""}}};
  ElementList found;
  found.add(9, "Ann");  // one
  found.add(13, "");    // two
  found.add(17, "Ann"); // B: three (hm)
  found.add(31, "");    // four
  const SpeakerScore score = score_speakers(talk, found);
  EXPECT_EQ(score.spoken, 4U);
  EXPECT_EQ(score.right, 2U);   // one, and four, which is nobody's
  EXPECT_EQ(score.nobodys, 1U); // two
  EXPECT_EQ(score.others, 4U);  // Hello, A:, B:, (hm)
  EXPECT_EQ(score.given, 2U);   // B:, (hm)
  EXPECT_DOUBLE_EQ(score.accuracy(), 0.5);
}

TEST(Transcripts, AddUpAndNeedNoWords) {
  SpeakerScore all;
  EXPECT_DOUBLE_EQ(all.accuracy(), 0);
  all.add({4, 2, 1, 4, 2});
  all.add({6, 6, 0, 1, 0});
  EXPECT_EQ(all.spoken, 10U);
  EXPECT_EQ(all.right, 8U);
  EXPECT_EQ(all.nobodys, 1U);
  EXPECT_EQ(all.others, 5U);
  EXPECT_EQ(all.given, 2U);
}

TEST(Transcripts, AreMadeOfLabelsAndSpeeches) {
  for (const auto& [shape, name] : kTranscriptShapes) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const Transcript talk = make_transcript(shape, seed);
      ASSERT_GE(talk.speeches.size(), 12U) << name;
      std::set<std::string> speakers;
      std::uint32_t last = 0;
      for (const Speech& speech : talk.speeches) {
        ASSERT_LE(last, speech.bytes.begin) << name;
        ASSERT_LT(speech.bytes.begin, speech.bytes.end) << name;
        ASSERT_LE(speech.bytes.end, talk.text.size()) << name;
        last = speech.bytes.end;
        speakers.insert(speech.speaker);
      }
      EXPECT_GE(speakers.size(), 2U) << name;
      EXPECT_EQ(talk.text, make_transcript(shape, seed).text) << name;
    }
  }
}

TEST(Transcripts, DoNotDependOnTheMachine) {
  EXPECT_EQ(make_transcript(TranscriptShape::kNicks, 1).text.substr(0, 58),
            "04:08 <sven> The harbour should keep a great deal of money");
  EXPECT_EQ(make_distractor(Distractor::kSchedule, 1).substr(20, 61),
            "09:00 Opening: two more years\n10:00 Workshop: a clear answer\n");
}

} // namespace
} // namespace refrain::bench
