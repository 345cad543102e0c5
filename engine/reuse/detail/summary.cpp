#include "refrain/reuse/detail/summary.h"

#include "refrain/core/portable_math.h"
#include "refrain/reuse/detail/sentence_starts.h"

#include <algorithm>
#include <vector>

namespace refrain::reuse {

std::optional<WordSpan> SummaryFinder::find(DocumentIndex brief, DocumentIndex whole,
                                            std::span<const WordSpan> told) {
  const auto words = prepared_.words(brief);
  const auto partner = prepared_.words(whole);
  if (words.empty() || partner.empty()) {
    return std::nullopt;
  }
  odds_.set_partner(partner, settings_.summary_kept, settings_.summary_chance);
  const Segment segment = odds_.best_segment(words, 0, static_cast<std::uint32_t>(words.size()));
  const double length = segment.end - segment.begin;
  const double ratio = static_cast<double>(partner.size()) / std::max(1.0, length);
  if (segment.score < settings_.summary_score ||
      segment.score < settings_.summary_density * length || ratio < settings_.summary_ratio) {
    return std::nullopt;
  }
  WordSpan span{segment.begin, segment.end, 0, static_cast<std::uint32_t>(partner.size()), 0, 0};
  snap_to_sentences(words, settings_.snap_out, settings_.snap_in, span.a_begin, span.a_end);
  const auto passage = words.subspan(span.a_begin, span.a_end - span.a_begin);
  const auto size = static_cast<std::uint32_t>(passage.size());

  // The place of the other document that holds most of it, and what of the passage that explains.
  std::vector<double> odds(size);
  std::vector<std::uint8_t> explained(size, 0);
  double missing = 0;
  for (std::uint32_t w = 0; w < size; ++w) {
    odds[w] = odds_.odds(passage[w]);
    missing += odds_.holds(passage[w]) ? 0 : 1;
  }
  odds_.set_partner(passage, settings_.local_kept, settings_.local_chance);
  const Segment place = odds_.best_segment(partner, 0, static_cast<std::uint32_t>(partner.size()));
  odds_.set_partner(partner.subspan(place.begin, place.end - place.begin), settings_.local_kept,
                    settings_.local_chance);
  const Segment local = odds_.best_segment(passage, 0, size);
  double rest = 0;
  double rest_words = 0;
  for (std::uint32_t w = 0; w < size; ++w) {
    if (w < local.begin || w >= local.end) {
      rest += odds[w];
      rest_words += 1;
    }
  }
  for (const WordSpan& one : told) {
    for (std::uint32_t w = std::max(one.a_begin, span.a_begin); w < std::min(one.a_end, span.a_end);
         ++w) {
      explained[w - span.a_begin] = 1;
    }
  }
  const auto covered = static_cast<double>(std::count(explained.begin(), explained.end(), 1));

  // What its distinct words say that the rest of its own document does not make likely.
  odds_.set_partner(partner, settings_.summary_kept, settings_.summary_chance);
  own_.count(prepared_, words);
  odds_.set_background(own_, span.a_begin, span.a_end);
  distinct_.clear();
  for (const Word& word : passage) {
    distinct_.emplace_back(prepared_.terms[word.term].stem, odds_.odds(word));
  }
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()), distinct_.end());
  double surprise = 0;
  for (const auto& [stem, said] : distinct_) {
    surprise += said;
  }

  // Logistic regression on the PAN 2013 training pairs; five folds give nearly the same weights.
  // A passage that is its whole document has nothing around it to tell its words from its subject.
  const double evidence = -6.5 + 8.2 * rest / (rest_words + 20) - 8.7 * missing / size -
                          1.0 * std::min(local.score, 100.0) / 30 - 5.6 * covered / size +
                          2.6 * portable_log(std::max(1.0, surprise)) -
                          5.2 * size / static_cast<double>(words.size());
  if (evidence < settings_.summary_evidence) {
    return std::nullopt;
  }
  return span;
}

} // namespace refrain::reuse
