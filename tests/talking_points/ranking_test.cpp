// The order of points in a few documents: what is said comes before what is merely mentioned.

#include "refrain/talking_points/talking_points.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

std::vector<TalkingPoint> points_of(const std::vector<std::string>& texts) {
  Corpus corpus;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Document d;
    d.id = "d" + std::to_string(i);
    d.text = texts[i];
    corpus.add(d);
  }
  corpus.sort();
  const RunControl control;
  return find_talking_points(corpus, split_corpus(corpus, {}, control), {}, control).points;
}

/// The score of the first point whose label holds the words; 0 where there is none.
double score_of(const std::vector<TalkingPoint>& points, std::string_view words) {
  for (const TalkingPoint& point : points) {
    if (point.label.find(words) != std::string::npos) {
      return point.score;
    }
  }
  return 0;
}

TEST(Ranking, LowersWhatDocumentsMentionOverAndOver) {
  const std::string first = "Rain fell on Monday. The evening ferry will stop for good when the "
                            "lantern on the pier goes out. ";
  const std::string second = "Once the lantern on the pier goes out, the evening ferry will stop "
                             "for good. Apples are red.";
  const double once = score_of(points_of({first, second}), "ferry");
  const double often = score_of(
      points_of({first + "The ferry in the evening stops for good when that lantern on a pier goes "
                         "out. If the lantern on the pier goes out, no evening ferry, it stops for "
                         "good. No lantern on the pier: it goes out, and the evening ferry stops.",
                 second + " The ferry of the evening stops for good with a lantern on the pier "
                          "that goes out."}),
      "ferry");
  EXPECT_GT(often, 0);
  EXPECT_LT(often, once);
}

TEST(Ranking, LowersWhatSharesLittleMoreThanNames) {
  const std::vector<TalkingPoint> points = points_of(
      {"The ferry stops when the lantern goes out. Last week Corin Thorne from Oxwater visited "
       "Ferrydown.",
       "Corin Thorne left Ferrydown for Oxwater. If a lantern goes out on that pier, no ferry "
       "stops."});
  EXPECT_GT(score_of(points, "lantern"), 5 * score_of(points, "Thorne"));
  EXPECT_GT(score_of(points, "Thorne"), 0);
}

TEST(Ranking, LowersALabelThatBreaksOffBeforeItsSentenceEnds) {
  const std::string toll = "The toll on the northern bridge shall fall to a single crown";
  const double whole = score_of(
      points_of({"Rain fell on Monday. " + toll + ".", toll + ". Apples are red."}), "toll");
  const double cut = score_of(
      points_of({"Rain fell on Monday. " + toll +
                     ", which the old mayor of Lindau had called a dream as long as he lived "
                     "there, and for which forty children with paper flags and three brass bands "
                     "stood waiting in the rain.",
                 toll + ", although the last letter of the ministry speaks of two crowns for "
                        "lorries, of free rides for priests and doctors, and of nothing at all for "
                        "those who walk across it in winter. Apples are red."}),
      "toll");
  EXPECT_GT(cut, 0);
  EXPECT_LT(cut, 0.45 * whole);
}

/// Posts that open with one of the words each, then say things of their own.
std::vector<TalkingPoint> points_of_posts(const std::string& opening, bool one_source) {
  Corpus corpus;
  for (int i = 0; i < 40; ++i) {
    const std::string own = std::to_string(1000 + 37 * i);
    Document d;
    d.id = "d" + std::to_string(i);
    d.source = one_source ? "s" + std::to_string(i / 10) : "s" + own;
    d.text = opening + " House " + own + " stands near mile " + own + ", and boat " + own +
             " belongs to it. Tree " + own + " grew behind wall " + own + " until storm " + own +
             ".";
    corpus.add(d);
  }
  corpus.sort();
  const RunControl control;
  return find_talking_points(corpus, split_corpus(corpus, {}, control), {}, control).points;
}

TEST(Ranking, TakesWhatManyOpenAShortTextWithForNoMasthead) {
  const std::string statement = "Please never weaken the lantern rule.";
  const auto boilerplate = [](const std::vector<TalkingPoint>& points) {
    for (const TalkingPoint& point : points) {
      if (point.label.find("lantern") != std::string::npos) {
        return point.boilerplate ? 1 : 0;
      }
    }
    return -1;
  };
  EXPECT_EQ(boilerplate(points_of_posts(statement, false)), 0);
  EXPECT_EQ(boilerplate(points_of_posts(statement, true)), 1);
}

TEST(Ranking, TakesAMentionForNoMailAddress) {
  const auto is_boilerplate = [](const std::string& whom) {
    const std::string line = "The evening ferry stops, so we asked " + whom +
                             " why the lantern on the pier must go out for good.";
    const std::vector<TalkingPoint> points =
        points_of({"Rain fell on Monday. Apples are red. " + line + " Bread is brown.",
                   "Snow fell on Friday. Pears are green. " + line + " Butter is yellow."});
    return points.empty() || points.front().boilerplate;
  };
  EXPECT_FALSE(is_boilerplate("@harbour"));
  EXPECT_FALSE(is_boilerplate(".@harbour"));
  EXPECT_TRUE(is_boilerplate("harbour@lindau.example"));
}

TEST(Ranking, LowersWhatOpensDocumentsAndNotWhatIsAllOfThem) {
  const std::string post = "The evening ferry will stop for good when the lantern goes out.";
  const std::string apples = " Apples are red and bread is brown, and on the hill behind the town "
                             "an old shepherd counts his sheep until it rains.";
  const std::string trains = " Trains run on time, nobody saw the comet, and in the cellar of the "
                             "school painters met for a night and a morning.";
  const double all = score_of(points_of({post, post, apples, trains}), "ferry");
  const double opening = score_of(points_of({post + apples, post + trains}), "ferry");
  EXPECT_GT(opening, 0);
  EXPECT_LT(opening, 0.6 * all);
}

} // namespace
} // namespace refrain
