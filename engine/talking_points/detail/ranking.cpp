#include "refrain/talking_points/detail/ranking.h"

#include "refrain/talking_points/detail/pairs.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace refrain::points {
namespace {

/// In a handful of documents the surroundings say little: a point may be made in passing.
constexpr std::size_t kManyDocuments = 12;
/// A source that says a thing in so many documents fills in a template, from here on ever more so.
constexpr double kTemplate = 4;
constexpr double kHalfEvidence = 5; ///< shared evidence that is worth half
constexpr double kOneTopic = 0.12;  ///< agreement of topics from which on nothing is taken off

struct LabelShape {
  std::uint32_t tokens = 0;
  std::uint32_t content = 0;
  std::uint32_t stops = 0;
  std::uint32_t numbers = 0;
  std::uint32_t capitals = 0; ///< content words with a capital that a unit's start does not explain
  std::uint32_t lower = 0;    ///< content words without a capital and not a number
};

LabelShape shape_of(const StatementText& text, TokenRange label) {
  LabelShape shape;
  for (TokenIndex t = label.begin; t < label.end; ++t) {
    ++shape.tokens;
    const Surface s = text.surfaces[t];
    if (text.stop[s] != 0) {
      ++shape.stops;
      continue;
    }
    ++shape.content;
    if (text.number[s] != 0) {
      ++shape.numbers;
    } else if ((text.marks[t] & kCapital) != 0) {
      shape.capitals += (text.marks[t] & kUnitStart) == 0 ? 1 : 0;
    } else {
      ++shape.lower;
    }
  }
  return shape;
}

/// 1 for a full statement, near 0 for a bare name, a title, a date line.
double statement_likeness(const LabelShape& shape) {
  double like = 1;
  // Names and titles: hardly a word in lower case. Scripts without case are all "lower".
  const double named = static_cast<double>(shape.lower) / std::max(1U, shape.content);
  like *= named < 0.2 ? 0.15 : std::min(1.0, named / 0.6);
  // A statement takes some function words.
  const double stops = static_cast<double>(shape.stops) / std::max(1U, shape.tokens);
  like *= stops < 0.1 ? 0.5 : 1.0;
  const double length = std::min(1.0, shape.tokens / 10.0);
  like *= 0.3 + 0.7 * length;
  if (shape.numbers * 2 > shape.content) {
    like *= 0.3;
  }
  return like;
}

bool looks_like_address(std::string_view label) {
  return label.find("://") != std::string_view::npos ||
         label.find("www") != std::string_view::npos || label.find('@') != std::string_view::npos ||
         label.find(" > ") != std::string_view::npos;
}

/// Share of the places that lie in the first or last tokens of their document, on the same side.
double at_an_end(const StatementText& text, const LabelledGroup& labelled) {
  std::size_t first = 0;
  std::size_t last = 0;
  for (const Place& place : labelled.places) {
    const TokenIndex begin = text.document_begin[place.document];
    const TokenIndex end = text.document_begin[place.document + 1];
    const std::uint32_t margin = std::min<std::uint32_t>(50, (end - begin) / 7);
    first += place.tokens.begin - begin <= margin ? 1 : 0;
    last += end - place.tokens.end <= margin ? 1 : 0;
  }
  return static_cast<double>(std::max(first, last)) / static_cast<double>(labelled.places.size());
}

/// Of the stems that the documents share, each as far as they do: 0 to 1.
double shared_evidence(const StatementText& text, const Measures& measures, const Group& group) {
  double sum = 0;
  for (const WeightedStem& s : group.core) {
    sum += measures.evidence[s.stem] * s.weight / text.weights[s.stem];
  }
  return sum / (sum + kHalfEvidence);
}

/// How far what is repeated says what the clause around it does: half of 1 at least.
double covered_part(const StatementText& text, TokenRange repeated, TokenRange clause) {
  const float whole = weight_of(text, clause.begin, clause.end);
  const float part = weight_of(text, repeated.begin, repeated.end);
  return whole <= 0 ? 1 : 0.5 + 0.5 * std::min(1.0, static_cast<double>(part) / whole);
}

/// 1 where documents that share a topic say it, less where documents about anything do.
double on_one_topic(const StatementText& text, const Measures& measures,
                    const LabelledGroup& labelled) {
  std::vector<DocumentIndex> documents;
  for (const Place& place : labelled.places) {
    if (documents.empty() || documents.back() != place.document) {
      documents.push_back(place.document);
    }
  }
  if (documents.size() < kManyDocuments) {
    return 1;
  }
  const double agreement = measures.topics.agreement(text, documents, labelled.label);
  return std::clamp(agreement / kOneTopic, 0.3, 1.0);
}

} // namespace

Measures::Measures(const StatementText& text) : topics(text), evidence(evidence_of_names(text)) {}

Judgement judge(const Corpus& corpus, const StatementText& text, const Measures& measures,
                const Group& group, const LabelledGroup& labelled) {
  Judgement result;
  // In few documents the label may be the clause around a repeated phrase, and is judged as such.
  const bool few = text.units.size() < kManyUnits;
  const TokenRange judged = few ? labelled.label : group.label;
  const LabelShape shape = shape_of(text, judged);
  double mass = 0;
  double label_weight = 0;
  for (const WeightedStem& s : group.core) {
    mass += s.weight;
    label_weight += text.weights[s.stem];
  }
  // Words that all of the corpus uses make formulas: the bill goes to the president, we look
  // forward.
  const double rarest = std::log(static_cast<double>(text.units.size()) + 1);
  // In few sentences idf is coarse, and how many say a thing tells more than how rare its words
  // are.
  const double telling = label_weight /
                         static_cast<double>(std::max<std::size_t>(1, group.core.size())) /
                         std::min(7.0, rarest);
  // A voice counts as far as it says what the label says: mentions of a name make no point.
  std::map<std::uint32_t, float> voices;
  for (const Window& window : group.windows) {
    float& best = voices[text.voices[text.units[window.unit].document]];
    best = std::max(best, window.similarity);
  }
  const double covered = few ? covered_part(text, group.label, judged) : 1;
  double agreeing = 0;
  for (const auto& [voice, similarity] : voices) {
    // Squared in few documents: what agrees loosely there is often another statement.
    agreeing += few ? similarity * similarity * covered : similarity;
  }
  const double each = static_cast<double>(group.documents) / group.voices;
  const double spread = std::pow(std::log2(1 + agreeing), few ? 1.6 : 1.0) *
                        (1 + 0.1 * std::log2(each)) * std::min(1.0, std::sqrt(kTemplate / each));
  const double cohesion = agreeing / static_cast<double>(voices.size());
  const double edge = at_an_end(text, labelled);
  // What documents open or close with is more often a formula than a point.
  const double placed = 1 - 0.8 * std::max(0.0, edge - 0.3);
  const double substance =
      few ? shared_evidence(text, measures, group) : telling * mass / (mass + 20);
  result.score = placed * substance * completeness(text, judged) * spread *
                 statement_likeness(shape) * (few ? 1 : 0.3 + 0.7 * cohesion) *
                 on_one_topic(text, measures, labelled);

  bool sources_known = false;
  for (const Place& place : labelled.places) {
    sources_known = sources_known || corpus.source_number(place.document) != 0;
  }
  if (sources_known && group.voices == 1) {
    result.kind = PointKind::kStumpLine;
  } else if (shape.content < 4 || shape.tokens < 6) {
    result.kind = PointKind::kPhrase;
    result.score *= 0.7; // a phrase is named less often as a point than a statement
  }
  const std::string_view label =
      corpus.text(text.range(labelled.label_document, labelled.label.begin, labelled.label.end));
  result.boilerplate = looks_like_address(label) || shape.lower == 0 ||
                       (edge >= 0.75 && (shape.content < 6 || group.voices * 4 < group.documents));
  return result;
}

} // namespace refrain::points
