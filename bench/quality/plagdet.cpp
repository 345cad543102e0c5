#include "bench/quality/plagdet.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace refrain::bench {
namespace {

using Interval = std::pair<std::uint32_t, std::uint32_t>;

bool overlap(const AlignedRange& x, const AlignedRange& y) {
  return x.a_begin < y.a_end && y.a_begin < x.a_end && x.b_begin < y.b_end && y.b_begin < x.b_end;
}

std::uint64_t covered(std::vector<Interval>& intervals) {
  std::sort(intervals.begin(), intervals.end());
  std::uint64_t sum = 0;
  std::uint32_t reached = 0;
  for (const auto& [begin, end] : intervals) {
    const std::uint32_t from = std::max(begin, reached);
    if (end > from) {
      sum += end - from;
      reached = end;
    }
  }
  return sum;
}

/// The share of `range`, both sides together, that the overlapping ones of `others` cover; and how
/// many overlap.
std::pair<double, std::uint64_t> share(const AlignedRange& range,
                                       std::span<const AlignedRange> others) {
  std::vector<Interval> a;
  std::vector<Interval> b;
  for (const AlignedRange& other : others) {
    if (overlap(range, other)) {
      a.emplace_back(std::max(range.a_begin, other.a_begin), std::min(range.a_end, other.a_end));
      b.emplace_back(std::max(range.b_begin, other.b_begin), std::min(range.b_end, other.b_end));
    }
  }
  const std::uint64_t length =
      std::uint64_t{range.a_end} - range.a_begin + range.b_end - range.b_begin;
  const std::uint64_t found = a.size();
  return {static_cast<double>(covered(a) + covered(b)) / static_cast<double>(length), found};
}

} // namespace

void PlagdetCounts::add_pair(std::span<const AlignedRange> cases,
                             std::span<const AlignedRange> detections) {
  for (const AlignedRange& one : cases) {
    const auto [part, found] = share(one, detections);
    recall_ += part;
    ++cases_;
    detected_cases_ += found > 0 ? 1 : 0;
    detections_of_cases_ += found;
  }
  for (const AlignedRange& one : detections) {
    precision_ += share(one, cases).first;
    ++detections_;
  }
}

void PlagdetCounts::add(const PlagdetCounts& other) {
  recall_ += other.recall_;
  precision_ += other.precision_;
  cases_ += other.cases_;
  detections_ += other.detections_;
  detected_cases_ += other.detected_cases_;
  detections_of_cases_ += other.detections_of_cases_;
}

Plagdet PlagdetCounts::score() const {
  Plagdet result;
  result.recall = cases_ == 0 ? 0 : recall_ / static_cast<double>(cases_);
  result.precision = detections_ == 0 ? 0 : precision_ / static_cast<double>(detections_);
  if (detected_cases_ > 0) {
    result.granularity =
        static_cast<double>(detections_of_cases_) / static_cast<double>(detected_cases_);
  }
  if (result.precision + result.recall > 0) {
    result.plagdet = 2 * result.precision * result.recall / (result.precision + result.recall) /
                     std::log2(1 + result.granularity);
  }
  return result;
}

} // namespace refrain::bench
