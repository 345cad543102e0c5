#include "refrain/talking_points/talking_points.h"

#include "refrain/core/detail/expect.h"
#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/attach.h"
#include "refrain/talking_points/detail/evidence.h"
#include "refrain/talking_points/detail/grouping.h"
#include "refrain/talking_points/detail/label_begin.h"
#include "refrain/talking_points/detail/labels.h"
#include "refrain/talking_points/detail/merge.h"
#include "refrain/talking_points/detail/pairs.h"
#include "refrain/talking_points/detail/quote_marks.h"
#include "refrain/talking_points/detail/ranking.h"
#include "refrain/talking_points/detail/sharpen.h"
#include "refrain/talking_points/detail/statement_index.h"
#include "refrain/talking_points/detail/statement_text.h"
#include "refrain/talking_points/detail/stop_words.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace refrain {
namespace {

using points::Group;
using points::Judgement;
using points::LabelledGroup;
using points::Place;
using points::StatementText;
using points::WeightedStem;

constexpr std::size_t kKeywords = 6;
/// Groups that are looked for, for each point that is kept. The search goes from much repeated text
/// to little: with 4, one statement in forty of few content words was never tried.
constexpr std::uint32_t kGroupsAPoint = 6;
constexpr points::TokenIndex kShortestLabel = 3; ///< words that are left of one
constexpr double kVariant = 0.6; ///< what a point loses that says what a better one says

/// The heaviest stems of the core, each as the word of the label or of the corpus that shows it.
std::vector<std::string> keywords_of(const Corpus& corpus, const StatementText& text,
                                     const Group& group, const LabelledGroup& labelled) {
  std::vector<WeightedStem> stems = group.core;
  std::sort(stems.begin(), stems.end(), [](const WeightedStem& a, const WeightedStem& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.stem < b.stem;
  });
  std::vector<std::string> keywords;
  for (const WeightedStem& s : stems) {
    if (keywords.size() == kKeywords) {
      break;
    }
    for (points::TokenIndex t = labelled.label.begin; t < labelled.label.end; ++t) {
      if (text.stem(t) == s.stem) {
        keywords.emplace_back(corpus.text(text.range(labelled.label_document, t, t + 1)));
        break;
      }
    }
  }
  return keywords;
}

/// The earliest date of a verbatim or light place. A reworded one may be another statement, so it
/// decides only where no two documents use the same words.
std::string_view first_seen(const Corpus& corpus, const std::vector<Place>& places) {
  std::string_view certain;
  std::string_view any;
  DocumentIndex document = kNone;
  bool repeated = false;
  for (const Place& place : places) {
    const std::string_view date = corpus.date(place.document);
    if (place.form != Form::kHeavy) {
      repeated = repeated || (document != kNone && document != place.document);
      document = place.document;
      certain = !date.empty() && (certain.empty() || date < certain) ? date : certain;
    }
    any = !date.empty() && (any.empty() || date < any) ? date : any;
  }
  return repeated && !certain.empty() ? certain : any;
}

/// The range of the tokens as a reader would quote it.
TextRange shown(const Corpus& corpus, const StatementText& text, DocumentIndex document,
                points::TokenIndex begin, points::TokenIndex end) {
  const TextRange range = text.range(document, begin, end);
  return {document, points::with_marks(corpus.text(document), range.bytes)};
}

/// The label as a reader would quote it: without words that tie it to the clause before, and
/// without what numbers or passes it on.
std::string_view quoted(const Corpus& corpus, const StatementText& text,
                        const LabelledGroup& labelled) {
  Tokenizer tokenizer;
  std::string folded;
  points::TokenIndex begin = labelled.label.begin;
  const std::size_t says =
      points::label_begin(corpus.text(labelled.label_document), text.places[begin].begin);
  while (begin + kShortestLabel < labelled.label.end && text.places[begin].begin < says) {
    ++begin;
  }
  const auto ties = [&](points::TokenIndex t) {
    tokenizer.fold(corpus.text(text.range(labelled.label_document, t, t + 1)), folded);
    return points::is_conjunction(folded);
  };
  while (begin + 1 < labelled.label.end && ties(begin)) {
    ++begin;
  }
  points::TokenIndex end = labelled.label.end;
  while (begin + 1 < end && ties(end - 1)) {
    --end;
  }
  return corpus.text(shown(corpus, text, labelled.label_document, begin, end));
}

TalkingPoint make_point(const Corpus& corpus, const StatementText& text,
                        const points::Measures& measures, const Group& group) {
  const LabelledGroup labelled = points::label_group(text, group);
  const Judgement judgement = points::judge(corpus, text, measures, group, labelled);
  TalkingPoint point;
  point.score = judgement.score;
  point.kind = judgement.kind;
  point.boilerplate = judgement.boilerplate;
  point.label = quoted(corpus, text, labelled);
  point.keywords = keywords_of(corpus, text, group, labelled);
  std::vector<std::uint32_t> sources;
  DocumentIndex last = kNone;
  std::size_t furniture = 0;
  for (const Place& place : labelled.places) {
    point.occurrences.push_back(
        {shown(corpus, text, place.document, place.tokens.begin, place.tokens.end), place.form});
    const TextRange& range = point.occurrences.back().range;
    furniture += corpus.is_furniture(range) ? 1 : 0;
    point.documents += place.document != last ? 1 : 0;
    last = place.document;
    if (const std::uint32_t source = corpus.source_number(range); source != 0) {
      sources.push_back(source);
    }
  }
  point.boilerplate = point.boilerplate || furniture * 2 > point.occurrences.size();
  point.first_seen = first_seen(corpus, labelled.places);
  std::sort(sources.begin(), sources.end());
  point.sources =
      static_cast<std::uint32_t>(std::unique(sources.begin(), sources.end()) - sources.begin());
  return point;
}

int shelf_of(const TalkingPoint& point) {
  return point.boilerplate ? 2 : point.kind == PointKind::kStumpLine ? 1 : 0;
}

/// Numbers of the points, best first.
std::vector<std::uint32_t> rank(const std::vector<TalkingPoint>& points) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::uint32_t i, std::uint32_t j) {
    const TalkingPoint& a = points[i];
    const TalkingPoint& b = points[j];
    return std::make_tuple(shelf_of(a), -a.score, a.occurrences.front().range) <
           std::make_tuple(shelf_of(b), -b.score, b.occurrences.front().range);
  });
  return order;
}

/// Takes from the score of a point what better ones say already: the first screen should not say
/// one thing in three ways.
/// @param order  numbers of the points, best first
void lower_variants(const StatementText& text, const points::Measures& measures,
                    const std::vector<Group>& groups, const std::vector<std::uint32_t>& order,
                    std::vector<TalkingPoint>& points) {
  std::unordered_map<points::Stem, std::vector<std::uint32_t>> with_stem;
  std::vector<float> totals(groups.size());
  std::map<std::uint32_t, float> shared;
  for (const std::uint32_t i : order) {
    shared.clear();
    for (const WeightedStem& s :
         points::statement_of(text, groups[i].label.begin, groups[i].label.end)) {
      const float evidence = measures.evidence[s.stem];
      totals[i] += evidence;
      std::vector<std::uint32_t>& better = with_stem[s.stem];
      for (const std::uint32_t j : better) {
        shared[j] += evidence;
      }
      better.push_back(i);
    }
    float most = 0;
    for (const auto& [j, evidence] : shared) {
      most = std::max(most, 2 * evidence / (totals[i] + totals[j]));
    }
    points[i].score *= 1 - kVariant * most;
  }
}

} // namespace

TalkingPointsResult find_talking_points(const Corpus& corpus, const PassageTable& passages,
                                        const TalkingPointsOptions& options,
                                        const RunControl& control) {
  detail::expect("max_points", options.max_points, {.low = 0, .high = 1e6});
  TalkingPointsResult result;
  if (corpus.size() < 2) {
    return result;
  }
  points::GroupingOptions grouping;
  grouping.min_documents = options.min_documents != 0 ? options.min_documents
                           : corpus.size() < 100      ? 2
                                                      : 3;
  grouping.max_groups = options.max_points * kGroupsAPoint;
  const StatementText text = points::read_statements(corpus, passages, control);
  const std::vector<points::Seed> seeds =
      points::find_seeds(text, points::repeated_evidence(text, grouping.min_documents, control));
  const points::StatementIndex index(text);
  std::vector<Group> groups = points::group_statements(index, seeds, grouping, control);
  points::pair_reworded(index, grouping, {}, groups, control);
  const points::Measures measures(text);
  std::vector<TalkingPoint> points(groups.size());
  const auto make_points = [&] {
    parallel_for(groups.size(), 16, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        control.check();
        points[i] = make_point(corpus, text, measures, groups[i]);
      }
    });
  };
  // Numbers of the groups to keep, best first; what is beyond the limit is counted.
  const auto keep = [&] {
    std::vector<std::uint32_t> order = rank(points);
    if (!options.keep_boilerplate) {
      std::erase_if(order, [&](std::uint32_t i) { return points[i].boilerplate; });
    }
    if (order.size() > options.max_points) {
      result.left_out += order.size() - options.max_points;
      order.resize(options.max_points);
    }
    return order;
  };
  make_points();
  // Ranked twice: what is left out of the result must not draw reworded statements to itself.
  std::vector<Group> best;
  for (const std::uint32_t i : keep()) {
    best.push_back(std::move(groups[i]));
  }
  std::erase_if(groups, [](const Group& group) { return group.windows.empty(); });
  const std::vector<Group> dropped = std::exchange(groups, std::move(best));
  points::merge_groups(text, groups, control);
  points::attach_reworded(index, groups, control);
  points::sharpen_groups(text, measures.evidence, grouping.min_documents, groups, control);
  if (groups.size() < options.max_points) {
    // What was taken for a group and does not agree with it is free to pair with what does.
    points::pair_reworded(index, grouping, dropped, groups, control);
    points::sharpen_groups(text, measures.evidence, grouping.min_documents, groups, control);
  }
  points.assign(groups.size(), {});
  make_points();
  lower_variants(text, measures, groups, rank(points), points);
  for (const std::uint32_t i : keep()) {
    result.points.push_back(std::move(points[i]));
  }
  return result;
}

} // namespace refrain
