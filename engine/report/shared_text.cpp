#include "refrain/report/detail/shared_text.h"

#include "refrain/report/char_offsets.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace refrain::detail {
namespace {

struct Piece {
  DocumentIndex a = 0;
  DocumentIndex b = 0;
  ByteRange in_a;
  ByteRange in_b;
  bool near_duplicate = false;
  double similarity = 0;
};

[[nodiscard]] Piece piece_of(const TextRange& x, const TextRange& y, bool near_duplicate,
                             double similarity) {
  const bool in_order = x.document <= y.document;
  const TextRange& a = in_order ? x : y;
  const TextRange& b = in_order ? y : x;
  return {a.document, b.document, a.bytes, b.bytes, near_duplicate, similarity};
}

// Code points of the document that lie in one of the ranges; sorts them.
[[nodiscard]] std::uint64_t covered(const CharOffsets& chars, DocumentIndex document,
                                    std::vector<ByteRange>& ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const ByteRange& x, const ByteRange& y) {
    return std::tie(x.begin, x.end) < std::tie(y.begin, y.end);
  });
  std::uint64_t sum = 0;
  std::uint32_t end = 0;
  for (const ByteRange& range : ranges) {
    const std::uint32_t begin = std::max(range.begin, end);
    if (begin < range.end) {
      sum += chars.at(document, range.end) - chars.at(document, begin);
      end = range.end;
    }
  }
  return sum;
}

} // namespace

void each_shared_text(const Report& report, const std::function<void(const SharedText&)>& use) {
  std::vector<Piece> pieces;
  pieces.reserve(report.reuse.spans.size() + report.duplicates.pairs.size());
  for (const ReuseSpan& span : report.reuse.spans) {
    pieces.push_back(piece_of(span.a, span.b, false, span.similarity));
  }
  const auto passage = [&](PassageIndex p) {
    return TextRange{report.passages[p].document, report.passages[p].bytes};
  };
  for (const Pair& pair : report.duplicates.pairs) {
    const Piece piece = piece_of(passage(pair.a), passage(pair.b), true, pair.jaccard);
    if (piece.a != piece.b) {
      pieces.push_back(piece);
    }
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& x, const Piece& y) {
    return std::tie(x.a, x.b, x.in_a.begin, x.in_b.begin) <
           std::tie(y.a, y.b, y.in_a.begin, y.in_b.begin);
  });

  const CharOffsets chars(report.corpus);
  std::vector<ByteRange> in_a;
  std::vector<ByteRange> in_b;
  for (std::size_t i = 0; i < pieces.size();) {
    SharedText both;
    both.a = pieces[i].a;
    both.b = pieces[i].b;
    in_a.clear();
    in_b.clear();
    for (; i < pieces.size() && pieces[i].a == both.a && pieces[i].b == both.b; ++i) {
      in_a.push_back(pieces[i].in_a);
      in_b.push_back(pieces[i].in_b);
      ++(pieces[i].near_duplicate ? both.near_duplicates : both.spans);
      both.similarity = std::max(both.similarity, pieces[i].similarity);
    }
    both.characters = std::min(covered(chars, both.a, in_a), covered(chars, both.b, in_b));
    use(both);
  }
}

} // namespace refrain::detail
