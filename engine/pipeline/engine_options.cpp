#include "refrain/core/error.h"
#include "refrain/pipeline/engine.h"

#include <charconv>
#include <cmath>
#include <string>

namespace refrain {
namespace {

[[nodiscard]] std::string text_of(double x) {
  char digits[32];
  // Whole numbers as people write them: 1000000 rather than 1e+06.
  const bool whole = std::abs(x) < 1e15 && x == std::trunc(x);
  char* end = digits + sizeof digits;
  const auto result = whole ? std::to_chars(digits, end, x, std::chars_format::fixed)
                            : std::to_chars(digits, end, x);
  return {digits, result.ptr};
}

[[noreturn]] void refuse(const std::string& option, const std::string& expected, double found) {
  throw InvalidArgument(option + ": expected " + expected + ", found " + text_of(found));
}

// Written so that NaN is refused.
void expect_in(const std::string& option, double x, double low, bool low_allowed, double high,
               bool high_allowed) {
  const bool fits = (low_allowed ? x >= low : x > low) && (high_allowed ? x <= high : x < high);
  if (!fits) {
    refuse(option,
           "a number " + std::string(low_allowed ? "from " : "above ") + text_of(low) +
               (high_allowed ? " to " : " to below ") + text_of(high),
           x);
  }
}

} // namespace

void validate(const EngineOptions& options) {
  expect_in("threshold", options.duplicates.threshold, 0, false, 1, true);
  expect_in("recall", options.duplicates.recall, 0, false, 1, false);
  expect_in("shingle_tokens", options.duplicates.shingle_tokens, 1, true, 64, true);
  expect_in("slots", options.duplicates.slots, 8, true, 4096, true);
  expect_in("max_words", options.passages.max_words, 1, true, 1e6, true);
  expect_in("min_chars", options.reuse.min_chars, 1, true, 1e6, true);
  expect_in("top", options.match.top, 1, true, 1e6, true);
  expect_in("match threshold", options.match.threshold, 0, true, 1, true);
  expect_in("max_points", options.talking_points.max_points, 1, true, 1e6, true);
  expect_in("threads", options.threads, 0, true, 1024, true);
}

} // namespace refrain
