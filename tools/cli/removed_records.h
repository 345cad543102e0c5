#pragma once
/// @file
/// What dedup removed, as its writers ask for it: from a corpus in memory or on disk.

#include "refrain/pipeline/disk_duplicates.h"
#include "refrain/pipeline/removals.h"
#include "refrain/report/records.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace refrain::cli {

class RemovedRecords {
public:
  RemovedRecords() = default;
  RemovedRecords(const RemovedRecords&) = delete;
  RemovedRecords& operator=(const RemovedRecords&) = delete;
  virtual ~RemovedRecords() = default;

  /// Whether the record at a place was removed. Fast where positions of a path come in order.
  [[nodiscard]] virtual bool contains(std::string_view path, std::uint64_t position) = 0;
  /// In canonical order.
  virtual void for_each(const std::function<void(const RemovedRecord&)>& use) = 0;
  /// All documents that were read, removed or not, in canonical order.
  virtual void for_each_document(
      const std::function<void(std::string_view path, std::uint64_t position)>& use) = 0;
};

/// Both arguments must live as long as what is made.
[[nodiscard]] std::unique_ptr<RemovedRecords>
make_removed_records(const Corpus& corpus, std::span<const Removal> removals);
/// @param search  after run()
[[nodiscard]] std::unique_ptr<RemovedRecords> make_removed_records(DiskDuplicates& search);

} // namespace refrain::cli
