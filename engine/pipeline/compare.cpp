#include "refrain/pipeline/compare.h"

#include "refrain/core/error.h"
#include "refrain/core/form.h"
#include "refrain/pipeline/detail/token_diff.h"
#include "refrain/shingle/shingle.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace refrain {
namespace {

struct Side {
  std::vector<Token> tokens;
  std::vector<TokenKey> keys;
  std::vector<Shingle> shingles;

  Side(std::string_view text, std::uint32_t w) {
    Tokenizer tokenizer;
    tokenizer.tokenize(text, tokens);
    keys.reserve(tokens.size());
    for (const Token& token : tokens) {
      keys.push_back(token.key);
    }
    shingle(keys, w, shingles);
    make_shingle_set(shingles);
  }

  // Positions of the tokens that lie within the range.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> within(ByteRange range) const {
    const auto first = std::partition_point(tokens.begin(), tokens.end(),
                                            [&](const Token& t) { return t.begin < range.begin; });
    const auto last = std::partition_point(first, tokens.end(),
                                           [&](const Token& t) { return t.end <= range.end; });
    return {static_cast<std::uint32_t>(first - tokens.begin()),
            static_cast<std::uint32_t>(last - tokens.begin())};
  }

  // Bytes of tokens [begin, end); where it is empty, the place behind the token before it.
  [[nodiscard]] ByteRange bytes(std::uint32_t begin, std::uint32_t end, ByteRange span) const {
    if (begin < end) {
      return {tokens[begin].begin, tokens[end - 1].end};
    }
    const bool at_start = begin == 0 || tokens[begin - 1].begin < span.begin;
    const std::uint32_t at = at_start ? span.begin : tokens[begin - 1].end;
    return {at, at};
  }
};

[[nodiscard]] std::vector<Difference> differences(const Side& a, const Side& b,
                                                  const ReuseSpan& span) {
  const auto [a_begin, a_end] = a.within(span.a.bytes);
  const auto [b_begin, b_end] = b.within(span.b.bytes);
  const auto hunks = detail::diff_tokens(std::span(a.keys).subspan(a_begin, a_end - a_begin),
                                         std::span(b.keys).subspan(b_begin, b_end - b_begin));
  std::vector<Difference> result;
  result.reserve(hunks.size());
  for (const detail::DiffHunk& h : hunks) {
    result.push_back({a.bytes(a_begin + h.a_begin, a_begin + h.a_end, span.a.bytes),
                      b.bytes(b_begin + h.b_begin, b_begin + h.b_end, span.b.bytes)});
  }
  return result;
}

// Share of the tokens that lie in one of the ranges, which may overlap.
[[nodiscard]] double covered(const Side& side, std::vector<ByteRange> ranges) {
  if (side.tokens.empty()) {
    return 0;
  }
  std::sort(ranges.begin(), ranges.end());
  std::uint32_t done = 0;
  std::uint64_t count = 0;
  for (const ByteRange& range : ranges) {
    const auto [begin, end] = side.within(range);
    const std::uint32_t from = std::max(begin, done);
    count += end > from ? end - from : 0;
    done = std::max(done, end);
  }
  return static_cast<double>(count) / static_cast<double>(side.tokens.size());
}

// Evidence is asked of a span that stands among other text. A short text that comes back whole, or
// nearly, needs none: the two are laid side by side.
[[nodiscard]] std::vector<ReuseSpan> whole_texts(const Side& a, const Side& b,
                                                 DocumentIndex a_index, DocumentIndex b_index) {
  constexpr std::size_t kShortTokens = 100;
  const std::size_t shorter = std::min(a.keys.size(), b.keys.size());
  if (shorter == 0 || std::max(a.keys.size(), b.keys.size()) > kShortTokens) {
    return {};
  }
  const std::vector<detail::DiffHunk> hunks = detail::diff_tokens(a.keys, b.keys);
  detail::DiffHunk both{0, static_cast<std::uint32_t>(a.keys.size()), 0,
                        static_cast<std::uint32_t>(b.keys.size())};
  std::size_t matched = a.keys.size();
  for (const detail::DiffHunk& h : hunks) {
    matched -= h.a_end - h.a_begin;
  }
  if (static_cast<double>(matched) < kLightRatio * static_cast<double>(shorter)) {
    return {};
  }
  // What only one of them has before and behind belongs to no span.
  if (!hunks.empty() && hunks.front().a_begin == 0 && hunks.front().b_begin == 0) {
    both.a_begin = hunks.front().a_end;
    both.b_begin = hunks.front().b_end;
  }
  if (!hunks.empty() && hunks.back().a_end == both.a_end && hunks.back().b_end == both.b_end) {
    both.a_end = hunks.back().a_begin;
    both.b_end = hunks.back().b_begin;
  }
  const double similarity =
      2.0 * static_cast<double>(matched) / (both.a_end - both.a_begin + both.b_end - both.b_begin);
  if (similarity < kLightRatio) {
    return {};
  }
  ReuseSpan span;
  span.a = {a_index, {a.tokens[both.a_begin].begin, a.tokens[both.a_end - 1].end}};
  span.b = {b_index, {b.tokens[both.b_begin].begin, b.tokens[both.b_end - 1].end}};
  span.similarity = similarity;
  span.form = form_of(similarity);
  return {span};
}

} // namespace

Comparison compare_documents(const Corpus& corpus, DocumentIndex a, DocumentIndex b,
                             const ReuseOptions& options, std::uint32_t shingle_tokens,
                             const RunControl& control) {
  if (a >= corpus.size() || b >= corpus.size() || a == b) {
    throw InvalidArgument("compare: expected two different documents below " +
                          std::to_string(corpus.size()) + ", found " + std::to_string(a) + " and " +
                          std::to_string(b));
  }
  const std::array<std::pair<DocumentIndex, DocumentIndex>, 1> pair{{{a, b}}};
  ReuseResult reuse = find_reuse_in_pairs(corpus, pair, options, control);
  control.check();
  const Side side_a(corpus.text(a), shingle_tokens);
  const Side side_b(corpus.text(b), shingle_tokens);
  if (reuse.spans.empty()) {
    reuse.spans = whole_texts(side_a, side_b, a, b);
  }
  const Overlap shared = overlap(side_a.shingles, side_b.shingles);
  Comparison result;
  result.a = a;
  result.b = b;
  result.shingles_a = shared.size_a;
  result.shingles_b = shared.size_b;
  result.shingles_shared = shared.shared;
  result.jaccard = shared.jaccard();
  result.containment = shared.containment();
  std::vector<ByteRange> in_a;
  std::vector<ByteRange> in_b;
  for (const ReuseSpan& span : reuse.spans) {
    in_a.push_back(span.a.bytes);
    in_b.push_back(span.b.bytes);
    result.spans.push_back({span, differences(side_a, side_b, span)});
    control.check();
  }
  std::sort(result.spans.begin(), result.spans.end(),
            [](const ComparedSpan& x, const ComparedSpan& y) {
              return std::tie(x.span.a, x.span.b) < std::tie(y.span.a, y.span.b);
            });
  result.reused_a = covered(side_a, std::move(in_a));
  result.reused_b = covered(side_b, std::move(in_b));
  return result;
}

} // namespace refrain
