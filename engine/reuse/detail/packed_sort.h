#pragma once
/// @file
/// Packed (hash, document) words of a whole corpus: collected and sorted in parallel, in an order
/// that does not depend on the threads.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace refrain::reuse {

/// Appends what `of` gives for each document, in the order of documents.
[[nodiscard]] std::vector<std::uint64_t>
collect_packed(std::size_t documents, const RunControl& control,
               const std::function<void(DocumentIndex, std::vector<std::uint64_t>&)>& of);

/// Sorts by all 64 bits. The upper bits should be spread like those of a hash, since they decide
/// which task sorts a word. O(n log n), needs a second array of the same size.
void sort_packed(std::vector<std::uint64_t>& words);

} // namespace refrain::reuse
