#include "bench/quality/pan13_score.h"

#include <charconv>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace refrain::bench {
namespace {

/// Byte offsets of a document to code points.
class CodePoints {
public:
  explicit CodePoints(std::string_view text) : at_(text.size() + 1) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      at_[i] = count;
      count += (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U ? 1 : 0;
    }
    at_[text.size()] = count;
  }
  [[nodiscard]] std::uint32_t operator[](std::uint32_t byte) const { return at_[byte]; }

private:
  std::vector<std::uint32_t> at_;
};

} // namespace

std::uint32_t fold_of(const Pan13Pair& pair) {
  // suspicious-document00017.txt
  const std::string& name = pair.suspicious;
  const std::size_t digits = name.find_first_of("0123456789");
  std::uint32_t number = 0;
  if (digits != std::string::npos) {
    std::from_chars(name.data() + digits, name.data() + name.size(), number);
  }
  return number % kFolds;
}

std::vector<PlagdetCounts> score_pairs(const Pan13& pan, std::span<const ReuseSpan> spans) {
  std::map<std::pair<DocumentIndex, DocumentIndex>, std::vector<AlignedRange>> found;
  std::map<DocumentIndex, CodePoints> points;
  const auto code_points = [&](DocumentIndex d) -> const CodePoints& {
    return points.try_emplace(d, pan.corpus.text(d)).first->second;
  };
  for (const ReuseSpan& span : spans) {
    const CodePoints& a = code_points(span.a.document);
    const CodePoints& b = code_points(span.b.document);
    found[{span.a.document, span.b.document}].push_back(
        {a[span.a.bytes.begin], a[span.a.bytes.end], b[span.b.bytes.begin], b[span.b.bytes.end]});
  }
  std::vector<PlagdetCounts> counts(pan.pairs.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i].add_pair(pan.pairs[i].cases, found[{pan.pairs[i].a, pan.pairs[i].b}]);
  }
  return counts;
}

MeanSpread mean_spread(std::span<const double> values) {
  MeanSpread result;
  for (const double value : values) {
    result.mean += value / static_cast<double>(values.size());
  }
  double squares = 0;
  for (const double value : values) {
    squares += (value - result.mean) * (value - result.mean);
  }
  result.spread =
      values.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(values.size() - 1));
  return result;
}

} // namespace refrain::bench
