#include "refrain/reuse/detail/span_refiner.h"

#include "refrain/reuse/detail/sentence_starts.h"

#include <algorithm>

namespace refrain::reuse {

bool SpanRefiner::refine_side(const StemCounts& own, std::uint32_t& begin, std::uint32_t& end,
                              std::span<const Word> partner) {
  const std::span<const Word> words = own.words();
  const auto margin = static_cast<std::uint32_t>(settings_.margin_words);
  const std::uint32_t from = begin > margin ? begin - margin : 0;
  const std::uint32_t to = std::min(static_cast<std::uint32_t>(words.size()), end + margin);
  odds_.set_partner(partner, settings_.kept, settings_.least_chance);
  odds_.set_background(own, begin, end);
  const Segment best = odds_.best_segment(words, from, to);
  const bool changed = begin != best.begin || end != best.end;
  begin = best.begin;
  end = best.end;
  return changed;
}

void SpanRefiner::refine(const StemCounts& a_counts, const StemCounts& b_counts, WordSpan& span) {
  const std::span<const Word> a = a_counts.words();
  const std::span<const Word> b = b_counts.words();
  for (int round = 0; round < 3; ++round) {
    bool changed = refine_side(a_counts, span.a_begin, span.a_end,
                               b.subspan(span.b_begin, span.b_end - span.b_begin));
    changed = refine_side(b_counts, span.b_begin, span.b_end,
                          a.subspan(span.a_begin, span.a_end - span.a_begin)) ||
              changed;
    if (!changed) {
      break;
    }
  }
  snap_to_sentences(a, settings_.snap_out, settings_.snap_in, span.a_begin, span.a_end);
  snap_to_sentences(b, settings_.snap_out, settings_.snap_in, span.b_begin, span.b_end);
  for (int round = 0; round < 2 && span.a_begin < span.a_end; ++round) {
    bool changed = fit_.fit(b_counts, span.b_begin, span.b_end,
                            a.subspan(span.a_begin, span.a_end - span.a_begin));
    if (span.b_begin >= span.b_end) {
      break;
    }
    changed = fit_.fit(a_counts, span.a_begin, span.a_end,
                       b.subspan(span.b_begin, span.b_end - span.b_begin)) ||
              changed;
    if (!changed) {
      break;
    }
  }
}

} // namespace refrain::reuse
