#pragma once
/// @file
/// The measure of the PAN text-alignment task: character precision and recall averaged over
/// detections and cases, granularity, and plagdet that joins the three.
///
///     PlagdetCounts counts;
///     counts.add_pair(cases, detections);       // once for each pair of documents
///     Plagdet score = counts.score();
///
/// Source: Potthast, Stein, Barron-Cedeno, Rosso, "An Evaluation Framework for Plagiarism
/// Detection", COLING 2010. Quirk: both sides of a case count, so a detection of a summary must
/// cover the long original as well.

#include <cstdint>
#include <span>

namespace refrain::bench {

/// A case or a detection: [begin, end) in both documents of one pair, in any unit of length.
struct AlignedRange {
  std::uint32_t a_begin = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
};

struct Plagdet {
  double precision = 0;
  double recall = 0;
  double granularity = 1; ///< detections for each detected case, at least 1
  double plagdet = 0;     ///< F1 / log2(1 + granularity)
};

class PlagdetCounts {
public:
  void add_pair(std::span<const AlignedRange> cases, std::span<const AlignedRange> detections);
  void add(const PlagdetCounts& other);

  [[nodiscard]] Plagdet score() const;
  [[nodiscard]] std::uint64_t cases() const { return cases_; }
  [[nodiscard]] std::uint64_t detections() const { return detections_; }
  [[nodiscard]] std::uint64_t detected_cases() const { return detected_cases_; }

private:
  double recall_ = 0;    // sums over cases
  double precision_ = 0; // sums over detections
  std::uint64_t cases_ = 0;
  std::uint64_t detections_ = 0;
  std::uint64_t detected_cases_ = 0;
  std::uint64_t detections_of_cases_ = 0;
};

} // namespace refrain::bench
