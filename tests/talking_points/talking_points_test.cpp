#include "refrain/core/parallel.h"
#include "refrain/talking_points/talking_points.h"

#include <algorithm>
#include <string>
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
            "On 14 June 1987 the ferry Adelheid sank off Norderwiek with all hands, and the "
            "harbour was closed for a month");
  ASSERT_EQ(point.occurrences.size(), 2U);
  EXPECT_EQ(point.occurrences[0].form, Form::kVerbatim);
  EXPECT_EQ(corpus.text(point.occurrences[1].range),
            "Nobody here has forgotten Norderwiek: the loss of the Adelheid in June 1987 still "
            "fills the church");
  EXPECT_EQ(point.occurrences[1].form, Form::kHeavy);
}

/// Four documents that make three points in other words and share a heading and a last line.
std::vector<Text> letters() {
  return {
      {"a", "", "",
       "Letters to the editor\n\nThe ferry Adelheid sank off Norderwiek in June 1987 with all "
       "hands. The orchard in Lindau was felled for a garage.\n\nWrite to the Harbour Gazette, "
       "Box 12, Norderwiek"},
      {"b", "", "",
       "Letters to the editor\n\nNobody has forgotten Norderwiek, where the Adelheid went down in "
       "June 1987. Plums ripen late.\n\nWrite to the Harbour Gazette, Box 12, Norderwiek"},
      {"c", "", "",
       "Letters to the editor\n\nFor one garage they felled an orchard of forty trees in Lindau. "
       "Seven lanterns on Cooper Street have been dark since Easter.\n\nWrite to the Harbour "
       "Gazette, Box 12, Norderwiek"},
      {"d", "", "",
       "Letters to the editor\n\nThe council promised that the lanterns of Cooper Street would "
       "burn again before Easter. The choir sang twice.\n\nWrite to the Harbour Gazette, Box "
       "12, Norderwiek"},
  };
}

TEST(TalkingPoints, AreNeverMoreThanTheLimit) {
  const Corpus corpus = corpus_of(letters());
  TalkingPointsOptions options;
  const TalkingPointsResult all = points_of(corpus, options);
  ASSERT_GT(all.points.size(), 3U) << print(corpus, all);
  EXPECT_EQ(all.left_out, 0U);
  for (options.max_points = 0; options.max_points <= all.points.size(); ++options.max_points) {
    const TalkingPointsResult result = points_of(corpus, options);
    EXPECT_EQ(result.points.size(), options.max_points) << print(corpus, result);
    EXPECT_EQ(result.left_out > 0, options.max_points < all.points.size());
  }
}

TEST(TalkingPoints, LeaveBoilerplateOutForGood) {
  const Corpus corpus = corpus_of(letters());
  TalkingPointsOptions options;
  std::size_t said = 0;
  for (const TalkingPoint& point : points_of(corpus, options).points) {
    said += point.boilerplate ? 0 : 1;
  }
  options.keep_boilerplate = false;
  const TalkingPointsResult result = points_of(corpus, options);
  EXPECT_EQ(result.points.size(), said) << print(corpus, result);
  for (const TalkingPoint& point : result.points) {
    for (const Occurrence& o : point.occurrences) {
      const std::string_view quote = corpus.text(o.range);
      EXPECT_THAT(quote, Not(testing::HasSubstr("Letters to the editor")));
      EXPECT_THAT(quote, Not(testing::HasSubstr("Gazette")));
    }
  }
}

TEST(TalkingPoints, TakeHeadingsOfFormsForBoilerplate) {
  const std::vector<std::vector<Text>> forms = {
      {{"a", "", "",
        "Present: Alice Brown, Tom Reed\n\n1. Footpath repairs\nThe footpath behind the church is "
        "under water every winter.\n\n2. Any other business\nThe bench at the bus stop needs a "
        "new plank.\n\nClosed at nine."},
       {"b", "", "",
        "Present: Karl Weiss, Dora Lind\n\n1. Tournament\nForty players have signed up, and the "
        "hall holds thirty.\n\n2. Any other business\nThe clocks need batteries, says the "
        "treasurer.\n\nOver by ten."}},
      {{"a", "", "",
        "出席：王明、李华\n一、通过上次会议记录\n二、图书馆屋顶漏水，需要修理。\n三、其他事项\n"
        "门口的灯坏了。\n"},
       {"b", "", "",
        "出席：陈东、赵丽\n一、通过上次会议记录\n二、足球队要买新球衣，预算三千元。\n三、其他事项\n"
        "有人捡到一把伞。\n"}},
      {{"a", "", "",
        "Присутствовали: Иванов, Петров\n1. Крыша школы течёт после бури, нужен ремонт.\n2. "
        "Прочие вопросы\nЛавка у входа сломана."},
       {"b", "", "",
        "Присутствовали: Сидорова, Ким\n1. Хор поедет в Казань весной и ищет автобус.\n2. Прочие "
        "вопросы\nНоты потерялись летом."}}};
  for (const std::vector<Text>& form : forms) {
    const Corpus corpus = corpus_of(form);
    const TalkingPointsResult result = points_of(corpus);
    EXPECT_FALSE(result.points.empty());
    for (const TalkingPoint& point : result.points) {
      EXPECT_TRUE(point.boilerplate) << print(corpus, result);
    }
  }
}

TEST(TalkingPoints, AreNoneWhereTwoTextsHaveNothingInCommon) {
  const Corpus corpus = corpus_of(
      {{"a", "", "",
        "A storm closed the port of Harlow on Tuesday and left two thousand homes without power. "
        "Crews worked through the night to restore electricity. The mayor said that schools would "
        "open again on Thursday. Farmers in the valley reported losses of fruit, and the railway "
        "ran buses in place of trains."},
       {"b", "", "",
        "The national orchestra opened its season on Tuesday with a new work by a young composer. "
        "Two thousand people filled the hall. Critics praised the strings, and the mayor gave the "
        "conductor flowers. The next concert is on Thursday, and tickets are sold out."}});
  const TalkingPointsResult result = points_of(corpus);
  EXPECT_TRUE(result.points.empty()) << print(corpus, result);
}

TEST(TalkingPoints, PairStatementsThatWriteANumberInWordsAndInDigits) {
  std::vector<Text> texts = bridge_documents();
  texts.push_back(
      {"g", "Hill", "2021-09-01",
       "Snow fell early in the hills. The tunnel will take some twelve thousand lorries "
       "off the coast road. Bees were counted in spring."});
  texts.push_back(
      {"h", "Vale", "2021-09-02",
       "The orchestra played without a conductor. By the figures of the ministry 12,000 "
       "trucks fewer will use the coast. A whale was seen."});
  const TalkingPointsResult result = points_of(corpus_of(texts));
  const auto both = std::find_if(result.points.begin(), result.points.end(), [](const auto& point) {
    return point.label.find("twelve thousand") != std::string::npos ||
           point.label.find("12,000") != std::string::npos;
  });
  ASSERT_NE(both, result.points.end());
  EXPECT_EQ(both->documents, 2U);
}

TEST(TalkingPoints, PairNoStatementsOfTwoLanguages) {
  const Corpus corpus = corpus_of(
      {{"de", "Nord", "2021-03-01",
        "Der Tunnel nimmt der Straße bei Ferrydown und Oxwater 12.000 Wagen ab, sagt das Amt."},
       {"en", "East", "2021-03-02",
        "They told us in Ferrydown that the lake at Oxwater has 12,000 ducks, and this is that."}});
  EXPECT_THAT(points_of(corpus).points, testing::IsEmpty());
}

TEST(TalkingPoints, DoNotDependOnThreadCountOrInputOrder) {
  std::vector<Text> texts = bridge_documents();
  const Corpus corpus = corpus_of(texts);
  const TalkingPointsResult points = points_of(corpus);
  ASSERT_FALSE(points.points.empty());
  const std::string expected = print(corpus, points);
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

TEST(TalkingPoints, AreMadeByALetterThatNearlyAllDocumentsCopy) {
  for (const bool changed : {false, true}) {
    std::vector<Text> texts;
    for (int i = 0; i < 600; ++i) {
      const std::string n = std::to_string(1000 + i);
      const std::string town = changed ? " of Town" + n : "";
      texts.push_back({"c" + n, "source" + n, "",
                       i % 20 == 0
                           ? "Word" + n + " met thing" + n + " at noon" + n + "."
                           : "Do not close the harbour library" + town +
                                 ", because children of poor families depend on its books."});
    }
    const Corpus corpus = corpus_of(texts);
    const TalkingPointsResult result = points_of(corpus);
    ASSERT_FALSE(result.points.empty()) << changed;
    EXPECT_EQ(result.points[0].documents, 570U) << changed;
    EXPECT_FALSE(result.points[0].boilerplate) << changed;
    EXPECT_THAT(result.points[0].label, testing::HasSubstr("children of poor families depend"));
  }
}

TEST(TalkingPoints, OfPostsAreQuotedWithoutTheAddressesBehindThem) {
  const std::string post = "The mill on the river must stay open until a buyer is found";
  std::vector<Text> texts = bridge_documents();
  texts.push_back({"x", "Ada", "2021-03-01", post + " https://t.example/Xa1b2"});
  texts.push_back({"y", "Ben", "2021-03-01", post + " https://t.example/Qz9y8"});
  texts.push_back({"z", "Cem", "2021-03-01", post + ": https://t.example/Vk4j7"});
  const TalkingPointsResult result = points_of(corpus_of(texts));
  const auto of_mill =
      std::find_if(result.points.begin(), result.points.end(), [](const TalkingPoint& point) {
        return point.label.find("mill") != std::string::npos;
      });
  ASSERT_NE(of_mill, result.points.end());
  EXPECT_EQ(of_mill->label, post);
  EXPECT_EQ(of_mill->documents, 3U);
  EXPECT_FALSE(of_mill->boilerplate);
}

TEST(TalkingPoints, LeaveListNumbersAndClosingConjunctionsOutOfLabels) {
  const std::string demand = "Mend the long road to the northern harbour before winter begins";
  std::vector<Text> texts = bridge_documents();
  texts.push_back({"x", "Ada", "2021-03-01", "Hats are red.\n1. " + demand + "; and"});
  texts.push_back({"y", "Ben", "2021-03-02", "Boats sink.\n1. " + demand + "; and"});
  const Corpus corpus = corpus_of(texts);
  const TalkingPointsResult result = points_of(corpus);
  const auto of_road =
      std::find_if(result.points.begin(), result.points.end(), [](const TalkingPoint& point) {
        return point.label.find("road") != std::string::npos;
      });
  ASSERT_NE(of_road, result.points.end());
  EXPECT_EQ(of_road->label, demand);
  // The places are what they were: the label is a part of one.
  const std::string_view place = corpus.text(of_road->occurrences.front().range);
  EXPECT_NE(place.find(demand), std::string_view::npos);
}

TEST(TalkingPoints, CountWhatTheyLeaveOut) {
  TalkingPointsOptions options;
  options.max_points = 0;
  const TalkingPointsResult result = points_of(corpus_of(bridge_documents()), options);
  EXPECT_TRUE(result.points.empty());
}

} // namespace
} // namespace refrain
