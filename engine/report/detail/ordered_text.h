#pragma once
/// @file
/// Pieces of an output made as text by several threads, and put one after the other. Used by the
/// writers of text formats.

#include <cstddef>
#include <functional>
#include <string>

namespace refrain::detail {

/// Calls make(piece, text) for the pieces [0, pieces), in parallel, each with an empty string, and
/// put(text) in their order, one at a time. At most two pieces a thread wait for their turn; their
/// strings are used again.
void put_in_order(std::size_t pieces,
                  const std::function<void(std::size_t piece, std::string& text)>& make,
                  const std::function<void(std::string& text)>& put);

} // namespace refrain::detail
