#include "refrain/core/parallel.h"
#include "refrain/talking_points/talking_points.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

struct Text {
  std::string id;
  std::string source;
  std::string date;
  std::string text;
};

/// Six short documents; three of them make one point about a bridge, each in its own words.
std::vector<Text> bridge_documents() {
  return {
      {"a", "North", "2021-03-01",
       "The harvest was late this year. The old bridge carries 40,000 commuters every day and must "
       "be repaired before winter. Swimmers enjoyed the lake."},
      {"b", "South", "2020-05-09",
       "Our library opens on Sunday. We say it again: the old bridge carries 40,000 commuters "
       "every "
       "day and must be repaired before winter. The choir sang twice."},
      {"c", "East", "2022-01-30",
       "A market sells apples and pears. Before winter comes, repair the old bridge that 40,000 "
       "commuters cross every day! Children like the circus."},
      {"d", "West", "2021-07-14",
       "The train was on time again. A football match ended without goals. Nobody saw the comet."},
      {"e", "North", "2021-08-02",
       "Rain filled the cellar of the school. The baker retired after thirty years of bread."},
      {"f", "South", "2021-08-03",
       "Painters met in the museum. The forest burned for a night and a morning."},
  };
}

Corpus corpus_of(const std::vector<Text>& texts) {
  Corpus corpus;
  for (const Text& t : texts) {
    Document d;
    d.id = t.id;
    d.source = t.source;
    d.date = t.date;
    d.text = t.text;
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

TalkingPointsResult points_of(const Corpus& corpus, const TalkingPointsOptions& options = {}) {
  const RunControl control;
  return find_talking_points(corpus, split_corpus(corpus, {}, control), options, control);
}

/// All that a result says, in one string.
std::string print(const Corpus& corpus, const TalkingPointsResult& result) {
  std::string out = std::to_string(result.left_out) + "\n";
  for (const TalkingPoint& p : result.points) {
    out += std::to_string(p.score) + "|" + p.label + "|" +
           std::to_string(static_cast<int>(p.kind)) + "|" + p.first_seen + "|" +
           std::to_string(p.documents) + "|" + std::to_string(p.sources);
    for (const std::string& word : p.keywords) {
      out += "|" + word;
    }
    for (const Occurrence& o : p.occurrences) {
      out += "\n  " + std::string(corpus.id(o.range.document)) + " " +
             std::to_string(static_cast<int>(o.form)) + " " + std::string(corpus.text(o.range));
    }
    out += "\n";
  }
  return out;
}

TEST(TalkingPoints, FindAStatementThatIsRepeatedAndReworded) {
  const Corpus corpus = corpus_of(bridge_documents());
  const TalkingPointsResult result = points_of(corpus);
  ASSERT_EQ(result.points.size(), 1U) << print(corpus, result);
  const TalkingPoint& point = result.points[0];
  EXPECT_EQ(point.label,
            "The old bridge carries 40,000 commuters every day and must be repaired before winter");
  EXPECT_EQ(point.kind, PointKind::kStatement);
  EXPECT_EQ(point.documents, 3U);
  EXPECT_EQ(point.sources, 3U);
  EXPECT_EQ(point.first_seen, "2020-05-09");
  EXPECT_FALSE(point.boilerplate);
  ASSERT_EQ(point.occurrences.size(), 3U);
  EXPECT_EQ(point.occurrences[0].form, Form::kVerbatim);
  EXPECT_EQ(corpus.text(point.occurrences[1].range),
            "the old bridge carries 40,000 commuters every day and must be repaired before winter");
  EXPECT_EQ(point.occurrences[1].form, Form::kVerbatim);
  EXPECT_EQ(point.occurrences[2].form, Form::kHeavy);
}

TEST(TalkingPoints, FindWhatTwoShortDocumentsBothSay) {
  const std::string said = "The mayor said that every child in the city will have a library card "
                           "before the end of the school year, whatever it costs.";
  const Corpus corpus = corpus_of({{"a", "", "", "Rain is expected on Thursday. " + said},
                                   {"b", "", "", said + " Shops close at nine."}});
  const PassageTable passages = split_corpus(corpus, {}, {});
  const TalkingPointsResult result = find_talking_points(corpus, passages, {}, {});
  ASSERT_EQ(result.points.size(), 1U);
  EXPECT_EQ(result.points[0].documents, 2U);
  EXPECT_THAT(result.points[0].label, ::testing::HasSubstr("every child in the city"));
}

TEST(TalkingPoints, LeaveOutOfLabelsWhatTiesAClauseToTheOneBefore) {
  const std::string said =
      "And every child in the city will have a library card before the end of the school year";
  const Corpus corpus = corpus_of({{"a", "", "", "Rain is expected. " + said + "."},
                                   {"b", "", "", said + ". Shops close at nine."}});
  const TalkingPointsResult result = points_of(corpus);
  ASSERT_EQ(result.points.size(), 1U) << print(corpus, result);
  EXPECT_EQ(result.points[0].label, said.substr(4));
}

TEST(TalkingPoints, CallASingleSourceRepeatingItselfAStumpLine) {
  std::vector<Text> texts = bridge_documents();
  for (Text& t : texts) {
    t.source = "North";
  }
  const TalkingPointsResult result = points_of(corpus_of(texts));
  ASSERT_EQ(result.points.size(), 1U);
  EXPECT_EQ(result.points[0].kind, PointKind::kStumpLine);
  EXPECT_EQ(result.points[0].sources, 1U);
}

TEST(TalkingPoints, CountEveryDocumentAsAVoiceWhereNoSourceIsKnown) {
  std::vector<Text> texts = bridge_documents();
  for (Text& t : texts) {
    t.source.clear();
  }
  const TalkingPointsResult result = points_of(corpus_of(texts));
  ASSERT_EQ(result.points.size(), 1U);
  EXPECT_EQ(result.points[0].kind, PointKind::kStatement);
  EXPECT_EQ(result.points[0].sources, 0U);
}

TEST(TalkingPoints, AreFirstSeenWhereTheirWordsAreNotWhereOthersSayTheLike) {
  std::vector<Text> texts = bridge_documents();
  texts[2].date = "2019-01-30"; // reworded, and earlier than both copies
  const TalkingPointsResult repeated = points_of(corpus_of(texts));
  ASSERT_EQ(repeated.points.size(), 1U);
  EXPECT_EQ(repeated.points[0].first_seen, "2020-05-09");
  texts[1].text =
      texts[5].text; // one copy is left: nothing tells which of the two is the statement
  const TalkingPointsResult reworded = points_of(corpus_of(texts));
  ASSERT_FALSE(reworded.points.empty());
  EXPECT_EQ(reworded.points[0].first_seen, "2019-01-30");
}

TEST(TalkingPoints, FindWhatTwoDocumentsSayInOtherWordsAndQuoteWholeClauses) {
  std::vector<Text> texts = bridge_documents();
  texts[1].text =
      "The choir sang twice. On 14 June 1987 the ferry Adelheid sank off Norderwiek with "
      "all hands, and the harbour was closed for a month.";
  texts[2].text = "Children like the circus. Nobody here has forgotten Norderwiek: the loss of the "
                  "Adelheid in June 1987 still fills the church. Pears are cheap.";
  const Corpus corpus = corpus_of(texts);
  const TalkingPointsResult result = points_of(corpus);
  ASSERT_EQ(result.points.size(), 1U) << print(corpus, result);
  const TalkingPoint& point = result.points[0];
  EXPECT_EQ(point.documents, 2U);
  EXPECT_EQ(point.label,
            "Nobody here has forgotten Norderwiek: the loss of the Adelheid in June 1987 "
            "still fills the church");
  ASSERT_EQ(point.occurrences.size(), 2U);
  EXPECT_EQ(
      corpus.text(point.occurrences[0].range),
      "On 14 June 1987 the ferry Adelheid sank off Norderwiek with all hands, and the harbour "
      "was closed for a month");
  EXPECT_EQ(point.occurrences[0].form, Form::kHeavy);
}

TEST(TalkingPoints, DoNotDependOnThreadCountOrInputOrder) {
  std::vector<Text> texts = bridge_documents();
  const Corpus corpus = corpus_of(texts);
  const std::string expected = print(corpus, points_of(corpus));
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::next_permutation(texts.begin(), texts.end(),
                          [](const Text& a, const Text& b) { return a.id < b.id; });
    const ThreadLimit limit(threads);
    const Corpus shuffled = corpus_of(texts);
    EXPECT_EQ(print(shuffled, points_of(shuffled)), expected);
  }
}

TEST(TalkingPoints, AreNoneWhereNothingIsRepeated) {
  EXPECT_TRUE(points_of(Corpus()).points.empty());
  EXPECT_TRUE(points_of(corpus_of({{"a", "", "", "One text only."}})).points.empty());
  EXPECT_TRUE(points_of(corpus_of({{"a", "", "", "Alpha beta gamma."},
                                   {"b", "", "", "Delta."},
                                   {"c", "", "", ""}}))
                  .points.empty());
}

TEST(TalkingPoints, TakeARewordedPlaceHoweverOftenTheStatementIsRepeated) {
  const std::string statement = "The copper ferry needs a sturdy harbour before the winter storms.";
  const std::string reworded = "Our copper ferry would be lost.";
  for (const int repeated : {4, 60}) {
    std::vector<Text> texts;
    for (int i = 0; i < 300; ++i) {
      const std::string n = std::to_string(1000 + i);
      texts.push_back({"b" + n, "source" + n, "",
                       "Word" + n + " met thing" + n + " at noon" + n + ". " +
                           (i < repeated ? statement : "")});
    }
    texts.push_back({"reworded", "another", "", "Rain fell. " + reworded});
    const Corpus corpus = corpus_of(texts);
    const TalkingPointsResult result = points_of(corpus);
    ASSERT_FALSE(result.points.empty());
    EXPECT_EQ(result.points[0].documents, static_cast<std::uint32_t>(repeated + 1))
        << print(corpus, result);
  }
}

TEST(TalkingPoints, CountWhatTheyLeaveOut) {
  TalkingPointsOptions options;
  options.max_points = 0;
  const TalkingPointsResult result = points_of(corpus_of(bridge_documents()), options);
  EXPECT_TRUE(result.points.empty());
}

} // namespace
} // namespace refrain
