// What small corpora are judged by: agreement of clauses, likeness to a statement, groups made
// sharp.

#include "refrain/talking_points/detail/agreement.h"
#include "refrain/talking_points/detail/label_shape.h"
#include "refrain/talking_points/detail/pairs.h"
#include "refrain/talking_points/detail/sharpen.h"
#include "refrain/talking_points/detail/statement_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace refrain::points {
namespace {

/// One document a text, one sentence a document.
class Sentences {
public:
  explicit Sentences(const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Document d;
      d.id = "d" + std::to_string(100 + i);
      d.text = texts[i];
      corpus_.add(d);
    }
    corpus_.sort();
    text_ = read_statements(corpus_, split_corpus(corpus_, {}, {}), {});
    evidence_ = evidence_of_names(text_);
  }

  [[nodiscard]] TokenRange range(std::size_t u) const {
    return {text_.units[u].begin, text_.units[u].end};
  }
  [[nodiscard]] double agreement(std::size_t a, std::size_t b) const {
    return agreement_of(text_, OutsideEvidence(text_, evidence_, {}), range(a), range(b));
  }
  [[nodiscard]] double likeness(std::size_t u) const {
    return statement_likeness(shape_of(text_, range(u)));
  }
  [[nodiscard]] Group group(const std::vector<UnitIndex>& units) const {
    Group g;
    for (const UnitIndex u : units) {
      g.windows.push_back({u, range(u).begin, range(u).end, 1, 3});
    }
    g.label = range(units.front());
    g.label_unit = units.front();
    count_voices(text_, g);
    return g;
  }
  [[nodiscard]] std::vector<UnitIndex> units_of(const Group& g) const {
    std::vector<UnitIndex> units;
    for (const Window& w : g.windows) {
      units.push_back(w.unit);
    }
    return units;
  }

  Corpus corpus_;
  StatementText text_;
  std::vector<float> evidence_;
};

TEST(Agreement, GrowsWithWhatTwoClausesShare) {
  const Sentences s({"The harbour tunnel will never carry a single lorry.",
                     "The harbour tunnel will never carry a single lorry.",
                     "Not one lorry will ever drive through the tunnel under the harbour.",
                     "The tunnel opened late.", "Pancakes with plums need a hot pan."});
  EXPECT_GT(s.agreement(0, 1), s.agreement(0, 2));
  EXPECT_GT(s.agreement(0, 2), s.agreement(0, 3));
  EXPECT_GT(s.agreement(0, 3), 0);
  EXPECT_EQ(s.agreement(0, 4), 0);
  EXPECT_NEAR(s.agreement(0, 2), s.agreement(2, 0), 1e-9);
  EXPECT_GT(s.agreement(0, 2), least_agreement(s.text_));
}

TEST(Agreement, CountsATermOfTwoWordsLittleMoreThanOne) {
  const Sentences s({"The council praised the keynote speech at length.",
                     "Students left before the keynote speech had ended.",
                     "The council rented seventy grey bicycles yesterday.",
                     "Seventy farmers repaired old bicycles for free."});
  EXPECT_LT(s.agreement(0, 1), s.agreement(2, 3));
}

TEST(Agreement, CountsNamesAloneAndOtherFiguresLess) {
  const Sentences names({"Yesterday visitors from Dunmarra met Corin Thorne.",
                         "Later people near Dunmarra heard Corin Thorne.",
                         "Yesterday visitors from the valley met the old miller.",
                         "Later people near the valley heard the old miller."});
  EXPECT_LT(names.agreement(0, 1), names.agreement(2, 3));
  const Sentences figures({"The line will cost 310 million crowns.",
                           "The line will cost 310 million crowns, he said.",
                           "The line will cost 475 million crowns, he said."});
  EXPECT_GT(figures.agreement(0, 1), figures.agreement(0, 2) * 1.3);
}

TEST(Agreement, DoesNotTakeAWordForCommonBecauseTheStatementIsCopied) {
  std::vector<std::string> texts(9, "The copper ferry needs a sturdy harbour.");
  texts.emplace_back("Our copper ferry would be lost.");
  texts.emplace_back("Pancakes with plums need a hot pan.");
  const Sentences s(texts);
  const std::vector<UnitIndex> units{0, 1, 2, 3, 4, 5, 6, 7, 8};
  const OutsideEvidence evidence(s.text_, s.evidence_, s.group(units).windows);
  EXPECT_GT(agreement_of(s.text_, evidence, s.range(0), s.range(9)), s.agreement(0, 9) * 3);
  const Stem own = s.text_.stem(s.range(9).end - 1); // "lost": no copy holds it
  EXPECT_EQ(evidence[own], s.evidence_[own]);
}

TEST(Agreement, CountsDistinctWordsThatAreMoreThanANameInBoth) {
  const Sentences s({"Yesterday Corin Thorne opened the harbour tunnel, a tunnel for lorries.",
                     "Lorries may use the Harbour Tunnel, said Corin Thorne.",
                     "Corin Thorne likes plums."});
  EXPECT_EQ(plain_words_in_both(s.text_, s.range(0), s.range(1)), 3U); // harbour, tunnel, lorries
  EXPECT_EQ(plain_words_in_both(s.text_, s.range(1), s.range(2)), 0U);
}

TEST(LabelShape, TellsAStatementFromANameATitleAndADate) {
  const Sentences s({"The shares of the river were fixed by a committee and nobody asked us.",
                     "Senator Corin Thorne.", "12 May 2019, 14:30."});
  EXPECT_GT(s.likeness(0), 3 * s.likeness(1));
  EXPECT_GT(s.likeness(0), 3 * s.likeness(2));
}

TEST(Sharpen, DropsPlacesThatDisagreeAndGroupsLeftToOneVoice) {
  const Sentences s({"The harbour tunnel will never carry a single lorry.",
                     "Not one lorry will ever drive through the harbour tunnel.",
                     "Pancakes with plums need a hot pan.", "Rain fell on the old orchard."});
  std::vector<Group> groups{s.group({0, 1, 2}), s.group({2, 3})};
  sharpen_groups(s.text_, s.evidence_, 2, groups, {});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_THAT(s.units_of(groups[0]), testing::ElementsAre(0, 1));
  EXPECT_EQ(groups[0].documents, 2U);
}

TEST(Sharpen, DropsGroupsThatAreLeftInTooFewDocuments) {
  const Sentences s({"The harbour tunnel will never carry a single lorry.",
                     "Not one lorry will ever drive through the harbour tunnel.",
                     "Pancakes with plums need a hot pan."});
  std::vector<Group> groups{s.group({0, 1, 2})};
  sharpen_groups(s.text_, s.evidence_, 3, groups, {});
  EXPECT_TRUE(groups.empty());
}

TEST(Sharpen, JoinsPointsThatAreFoundInTheSameSentences) {
  const Sentences s({"The harbour tunnel will never carry a single lorry.",
                     "Not one lorry will ever drive through the harbour tunnel."});
  std::vector<Group> groups{s.group({0, 1}), s.group({0, 1})};
  sharpen_groups(s.text_, s.evidence_, 2, groups, {});
  EXPECT_EQ(groups.size(), 1U);
}

TEST(Quotable, ReadsAShortSentenceWhole) {
  const Sentences s({"In the villages, the wells of the lake failed in July, said the miller."});
  const TokenRange whole = s.range(0);
  const TokenRange quoted = quotable(s.text_, {whole.begin + 4, whole.begin + 6});
  EXPECT_EQ(quoted.begin, whole.begin);
  EXPECT_EQ(quoted.end, whole.end);
}

} // namespace
} // namespace refrain::points
