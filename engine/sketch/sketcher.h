#pragma once
/// @file
/// Signatures of shingle sets, whose share of equal slots estimates Jaccard similarity. After
/// shingle/, before lsh/.
///
///     tokenizer.keys(text, keys);                              // text/tokenizer.h
///     shingle(keys, 3, shingles);                              // shingle/shingle.h
///     const Sketcher sketcher(128, seed);
///     std::vector<Slot> signature(sketcher.slots());
///     sketcher.sketch(shingles, signature);
///     estimate_jaccard(signature, another);
///
/// Quirks: repeated shingles change nothing, so sets need not be made first. The signature of no
/// shingles is all ones, so two texts without tokens seem equal: leave them out. Every instruction
/// set gives the same bits. Signatures can be compared when slots, seed and kind are the same, and
/// they carry none of them: who stores some notes these, the version of the library and that of
/// Unicode (unicode_version() of text/tokenizer.h) beside them.

#include "refrain/core/cpu.h"
#include "refrain/core/types.h"

#include <cstdint>
#include <memory>
#include <span>

namespace refrain {

enum class SketchKind : std::uint8_t {
  /// Slot j is the minimum of a_j * x + b_j mod 2^32 over the upper halves x of the shingles, a_j
  /// odd: classic MinHash, slots independent. Vector kernels keep all minima in registers.
  kMinHash,
  /// Fast similarity sketching: about half the variance at equal slots, but dependent slots, and
  /// no vector kernel. Lost against kMinHash on the whole job; see bench/README.md.
  kBucketRounds,
};

class Sketcher {
public:
  /// @throws InvalidArgument  when slots is 0 or above 65536, or the machine lacks the
  ///                          instruction set
  Sketcher(std::uint32_t slots, std::uint64_t seed, SketchKind kind = SketchKind::kMinHash,
           InstructionSet instructions = detected_instruction_set());
  ~Sketcher();
  Sketcher(Sketcher&&) noexcept;
  Sketcher& operator=(Sketcher&&) noexcept;

  [[nodiscard]] std::uint32_t slots() const { return slots_; }

  /// @param signature  slots() slots, overwritten
  /// @throws InvalidArgument  when it has another number of slots
  /// O(slots * shingles) for kMinHash, allocates nothing, thread-safe.
  void sketch(std::span<const Shingle> shingles, std::span<Slot> signature) const;

private:
  struct MinHash;
  std::uint32_t slots_;
  std::uint64_t seed_;
  SketchKind kind_;
  std::unique_ptr<MinHash> minhash_;
};

/// Estimates the Jaccard similarity of two shingle sets from their signatures.
///
/// The share of equal slots; its standard error is about sqrt(J(1-J)/k): 0.035 at J = 0.8, k = 128.
/// @throws InvalidArgument  when the lengths differ or are 0
[[nodiscard]] double estimate_jaccard(std::span<const Slot> a, std::span<const Slot> b);

} // namespace refrain
