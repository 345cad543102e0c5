#pragma once
/// @file
/// JSON Lines in blocks of whole lines, and the documents of such a block. Blocks are cut one after
/// the other and parsed in parallel.
///
///     LineBlocks blocks(input, file, options);
///     LineBlock block;
///     while (blocks.next(block)) parse_block(block, records, context);

#include "refrain/ingest/detail/byte_source.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/json_record.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// Whole lines, with kJsonPadding readable bytes behind them. Its memory is used again by next().
struct LineBlock {
  std::unique_ptr<char[]> bytes;
  std::size_t capacity = 0;
  std::size_t size = 0;
  std::uint64_t first_line = 1;
  std::uint64_t address = TextPlace::kNowhere; ///< of its first byte (core/source_files.h)
  const char* kept = nullptr;                  ///< the same bytes in a file that is mapped
  std::vector<Skipped> skipped;                ///< lines over the limit, and a failure of the input
};

class LineBlocks {
public:
  static constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

  /// @param address  of the input's first byte, where it can be read again
  /// @param kept     its first byte, where it is mapped
  LineBlocks(Input& input, const InputFile& file, const IngestOptions& options,
             std::uint64_t address = TextPlace::kNowhere, const char* kept = nullptr)
      : input_(input), file_(file), limit_(options.max_record_bytes), address_(address),
        kept_(kept) {}

  /// False when nothing is left. A failure of the input ends it and is in the block's `skipped`.
  /// @throws ReadFailed  when the system cannot read a file that the user named
  bool next(LineBlock& block);

private:
  std::size_t fill(LineBlock& block, std::size_t from, std::size_t size);
  void skip_line(LineBlock& block);

  Input& input_;
  const InputFile& file_;
  std::uint64_t limit_;
  std::uint64_t address_;
  const char* kept_;
  std::string carry_; // the start of a line whose end is not read yet
  std::uint64_t line_ = 1;
  bool started_ = false;
  bool ended_ = false;
};

/// Adds the block's documents to the context.
void parse_block(const LineBlock& block, JsonRecords& records, ReadContext& context);

/// Calls back for each line that is not blank, with its number.
void for_each_line(const LineBlock& block,
                   const std::function<void(std::string_view, std::uint64_t)>& callback);

} // namespace refrain::detail
