#include "refrain/core/detail/expect.h"
#include "refrain/pipeline/detail/passage_sketcher.h"
#include "refrain/pipeline/engine.h"

namespace refrain {

void detail::check_options(const DuplicatesOptions& options) {
  expect("threshold", options.threshold, {.above = true, .low = 0, .high = 1});
  expect("recall", options.recall, {.above = true, .low = 0, .high = 1, .below = true});
  expect("shingle_tokens", options.shingle_tokens, {.low = 1, .high = 64});
  expect("slots", options.slots, {.low = 8, .high = 4096});
}

void validate(const EngineOptions& options) {
  using detail::expect;
  detail::check_options(options.duplicates);
  expect("max_words", options.passages.max_words, {.low = 1, .high = 1e6});
  expect("min_chars", options.reuse.min_chars, {.low = 1, .high = 1e6});
  expect("top", options.match.top, {.low = 1, .high = 1e6});
  expect("match threshold", options.match.threshold, {.low = 0, .high = 1});
  expect("max_points", options.talking_points.max_points, {.low = 1, .high = 1e6});
  expect("threads", options.threads, {.low = 0, .high = 1024});
}

} // namespace refrain
