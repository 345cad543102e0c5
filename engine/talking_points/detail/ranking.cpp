#include "refrain/talking_points/detail/ranking.h"

#include "refrain/core/ascii.h"
#include "refrain/core/portable_math.h"
#include "refrain/talking_points/detail/agreement.h"
#include "refrain/talking_points/detail/label_shape.h"
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
constexpr double kHalfAgreement = 2; ///< agreement of a voice that is worth half
constexpr std::uint32_t kPlain = 5;  ///< plain words in common from which on no more are asked for
constexpr double kEachPlain = 0.2;   ///< what each one less takes away, of the logarithm
constexpr double kTerm = 1.5;        ///< places a document from which on a point is rather a term
constexpr double kTermPower = 0.6;   ///< how fast terms lose
constexpr double kCutOff = 0.7;      ///< left of a label that breaks off before its sentence ends
constexpr std::uint32_t kShortDocument = 120; ///< tokens: a comment, a post
constexpr double kOnceAVoice = 1.5; ///< documents a voice up to which it hardly repeats itself
constexpr double kOneTopic = 0.12;  ///< agreement of topics from which on nothing is taken off

/// Whether an @ joins two words. In front of a word it names somebody.
bool holds_mail_address(std::string_view label) {
  const auto is_word = [](char c) {
    return ascii::is_digit(c) || ascii::is_letter(c) || c == '_' || c == '-';
  };
  for (std::size_t at = label.find('@'); at != std::string_view::npos;
       at = label.find('@', at + 1)) {
    if (at > 0 && at + 1 < label.size() && is_word(label[at - 1]) && is_word(label[at + 1])) {
      return true;
    }
  }
  return false;
}

bool looks_like_address(std::string_view label) {
  return label.find("://") != std::string_view::npos ||
         label.find("www") != std::string_view::npos || holds_mail_address(label) ||
         label.find(" > ") != std::string_view::npos;
}

/// Share of the places that lie in the first or last tokens of their document, on the same side. A
/// place that is most of its document neither opens nor closes it. A short document opens with what
/// it has to say; what many voices open one with, each of them once, is no masthead.
double at_an_end(const StatementText& text, const LabelledGroup& labelled, bool once_a_voice) {
  std::size_t first = 0;
  std::size_t last = 0;
  for (const Place& place : labelled.places) {
    const TokenIndex begin = text.document_begin[place.document];
    const TokenIndex end = text.document_begin[place.document + 1];
    if ((place.tokens.end - place.tokens.begin) * 2 > end - begin) {
      continue;
    }
    const std::uint32_t margin = std::min<std::uint32_t>(50, (end - begin) / 7);
    const bool says = once_a_voice && end - begin < kShortDocument;
    first += !says && place.tokens.begin - begin <= margin ? 1 : 0;
    last += end - place.tokens.end <= margin ? 1 : 0;
  }
  return static_cast<double>(std::max(first, last)) / static_cast<double>(labelled.places.size());
}

/// Whether most places are lines of their own in a longer document: headings, parts of a form.
bool are_headings(const Corpus& corpus, const StatementText& text, const LabelledGroup& labelled) {
  std::size_t alone = 0;
  for (const Place& place : labelled.places) {
    const TokenIndex first = text.document_begin[place.document];
    const TokenIndex last = text.document_begin[place.document + 1];
    const auto broken = [&](TokenIndex t) { // a line ends before token t
      return t == first || t == last ||
             corpus.text({place.document, {text.places[t - 1].end, text.places[t].begin}})
                     .find('\n') != std::string_view::npos;
    };
    const bool is_all = place.tokens.begin == first && place.tokens.end == last;
    alone += !is_all && broken(place.tokens.begin) && broken(place.tokens.end) ? 1 : 0;
  }
  return alone * 4 >= labelled.places.size() * 3;
}

/// In few documents: how far the other voices agree with the label, how much of that is more than
/// names, and whether it is said, which is done once or twice in a document, or just mentioned.
double worth_in_few(const StatementText& text, const Measures& measures, const Group& group,
                    const LabelledGroup& labelled) {
  const OutsideEvidence evidence(text, measures.evidence, {});
  const TokenRange label = whole_clause(text, group.label);
  const std::uint32_t own = text.voice(group.label_unit);
  std::map<std::uint32_t, double> voices;
  double most = -1;
  std::uint32_t plain = 0;
  for (const Window& window : group.windows) {
    const std::uint32_t voice = text.voice(window.unit);
    if (window.unit == group.label_unit || (voice == own && group.voices > 1)) {
      continue;
    }
    const TokenRange clause = whole_clause(text, {window.begin, window.end});
    const double agreement = agreement_of(text, evidence, label, clause);
    double& best = voices[voice];
    best = std::max(best, agreement);
    if (agreement > most) {
      most = agreement;
      plain = plain_words_in_both(text, label, clause);
    }
  }
  double sum = 0;
  for (const auto& [voice, agreement] : voices) {
    sum += agreement / (agreement + kHalfAgreement);
  }
  const double said = kTerm * group.documents / static_cast<double>(labelled.places.size());
  const bool ends = labelled.label.end == text.units[text.unit_of(labelled.label.begin)].end;
  return portable_log2(1 + sum) *
         portable_exp(kEachPlain * (std::min(plain, kPlain) - double{kPlain})) *
         portable_pow(std::min(1.0, said), kTermPower) * (ends ? 1 : kCutOff);
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

/// In many documents: how telling the words are, and how many voices agree.
double worth_in_many(const StatementText& text, const Group& group) {
  double mass = 0;
  double weights = 0;
  for (const WeightedStem& s : group.core) {
    mass += s.weight;
    weights += text.weights[s.stem];
  }
  // Words that all of the corpus uses make formulas: the bill goes to the president, we look
  // forward.
  const double rarest = portable_log(static_cast<double>(text.units.size()) + 1);
  const double telling = weights /
                         static_cast<double>(std::max<std::size_t>(1, group.core.size())) /
                         std::min(7.0, rarest);
  // A voice counts as far as it says what the label says: mentions of a name make no point.
  std::map<std::uint32_t, float> voices;
  for (const Window& window : group.windows) {
    float& best = voices[text.voice(window.unit)];
    best = std::max(best, window.similarity);
  }
  double agreeing = 0;
  for (const auto& [voice, similarity] : voices) {
    agreeing += similarity;
  }
  const double cohesion = agreeing / static_cast<double>(voices.size());
  return telling * mass / (mass + 20) * portable_log2(1 + agreeing) * (0.3 + 0.7 * cohesion);
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
  const double each = static_cast<double>(group.documents) / group.voices;
  const double repeats =
      (1 + 0.1 * portable_log2(each)) * std::min(1.0, std::sqrt(kTemplate / each));
  const double edge =
      at_an_end(text, labelled, group.documents >= kManyDocuments && each < kOnceAVoice);
  // What documents open or close with is more often a formula than a point.
  const double placed = 1 - 0.8 * std::max(0.0, edge - 0.3);
  const double worth =
      few ? worth_in_few(text, measures, group, labelled) : worth_in_many(text, group);
  result.score = worth * repeats * placed * completeness(text, judged) * statement_likeness(shape) *
                 on_one_topic(text, measures, labelled);

  const bool is_phrase = shape.content < 4 || shape.tokens < 6;
  bool sources_known = false;
  for (const Place& place : labelled.places) {
    sources_known =
        sources_known ||
        corpus.source_number(text.range(place.document, place.tokens.begin, place.tokens.end)) != 0;
  }
  if (sources_known && group.voices == 1) {
    result.kind = PointKind::kStumpLine;
  } else if (is_phrase) {
    result.kind = PointKind::kPhrase;
    result.score *= 0.7; // a phrase is named less often as a point than a statement
  }
  const std::string_view label =
      corpus.text(text.range(labelled.label_document, labelled.label.begin, labelled.label.end));
  result.boilerplate = looks_like_address(label) || shape.lower == 0 ||
                       (is_phrase && are_headings(corpus, text, labelled)) ||
                       (edge >= 0.75 && (shape.content < 6 || group.voices * 4 < group.documents));
  return result;
}

} // namespace refrain::points
