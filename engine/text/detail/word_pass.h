#pragma once
/// @file
/// One pass over a chunk of text: word bounds by bit algebra, folding, keys. The hot path of the
/// tokenizer, with one kernel for each instruction set; all give the same bits.
///
///     const WordPassKernel kernel = word_pass_kernel(detected_instruction_set());
///     kernel(pass, text, size, position);     // position must be a word boundary
///     // pass.count keys; go on at pass.next, or with word_rules.h first when pass.stopped
///
/// How: 64 bytes give 64-bit masks of letters, digits, joiners ('_') and the punctuation that UAX
/// #29 allows inside words; a character of several bytes sets the bits of all of them. A word is
/// then a run of
///
///     letter | digit | joiner | (mid_letter between letters) | (mid_number between digits)
///
/// (rules WB5 to WB13b). Combining marks take the bits of the byte before them (WB4). A character
/// that needs more (a dictionary, Hebrew quotes, joined emoji) stops the pass; what is not certain
/// before it is left to the rules as written. Folding is byte for byte; the few tokens where it is
/// not are listed as irregular.

#include "refrain/core/cpu.h"
#include "refrain/text/detail/code_points.h"

#include <cstddef>
#include <cstdint>

namespace refrain::detail {

/// Bytes a pass looks at. With all its scratch a pass stays in the second-level cache, and the part
/// of it that English text touches in the first.
inline constexpr std::size_t kChunk = 4096;
inline constexpr std::size_t kChunkWords = kChunk / 64;

struct WordPass {
  AsciiRules rules{};

  // Results. Token i is [edges[2i], edges[2i+1]) from the position that the pass began at.
  std::uint32_t count = 0;
  std::uint32_t irregular_count = 0;
  std::size_t next = 0; ///< a word boundary: the end of what was settled
  bool stopped = false; ///< the rules as written must go on from `next`,
  std::size_t seen = 0; ///< and up to here at least, or the pass would see the same bytes again
  alignas(64) std::uint16_t edges[kChunk + 128];
  alignas(64) std::uint64_t keys[kChunk / 2 + 64];
  std::uint16_t irregular[kChunk / 2]; ///< tokens whose key is not set: fold them by table

  // Scratch. The masks have a word more than the chunk, for characters that cross.
  alignas(64) std::uint8_t folded[kChunk + 64];
  std::uint64_t letter[kChunkWords + 2];
  std::uint64_t digit[kChunkWords + 2];
  std::uint64_t joiner[kChunkWords + 2];
  std::uint64_t mid_letter[kChunkWords + 2];
  std::uint64_t mid_number[kChunkWords + 2];
  std::uint64_t word[kChunkWords + 2]; ///< letters and numbers by general category
  std::uint16_t odd_folds[kChunk / 2]; ///< where the folding is not byte for byte
  struct Mid {
    std::uint16_t at;
    std::uint8_t size;
    std::uint8_t between; ///< 1: letters, 2: digits, 3: either
  } mids[kChunk / 2];
  std::uint16_t by_length[4][kChunk / 2 + 64]; ///< tokens of 1-3, 4-8, 9-16 and more bytes
};

/// @param position  a word boundary, less than `size`
/// Reads no byte outside [text, text + size). `pass.next` is past `position` or `pass.stopped`.
using WordPassKernel = void (*)(WordPass& pass, const std::uint8_t* text, std::size_t size,
                                std::size_t position);

/// The kernel for `set`; the scalar one where this build has none for it.
[[nodiscard]] WordPassKernel word_pass_kernel(InstructionSet set);

void word_pass_scalar(WordPass&, const std::uint8_t*, std::size_t, std::size_t);
void word_pass_neon(WordPass&, const std::uint8_t*, std::size_t, std::size_t);
void word_pass_avx2(WordPass&, const std::uint8_t*, std::size_t, std::size_t);
void word_pass_avx512(WordPass&, const std::uint8_t*, std::size_t, std::size_t);

} // namespace refrain::detail
