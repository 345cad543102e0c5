#include "refrain/text/char_index.h"

#include <algorithm>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kBlock = 512;

// Every byte but the second to fourth of a character. Plain enough for the compiler to vectorise.
std::uint32_t code_points(std::string_view text) {
  std::uint32_t n = 0;
  for (const char c : text) {
    n += static_cast<signed char>(c) > static_cast<signed char>(0xBF) ? 1U : 0U;
  }
  return n;
}

} // namespace

CharIndex::CharIndex(std::string_view text) : text_(text) {
  std::uint32_t total = 0;
  std::vector<std::uint32_t> before;
  before.reserve(text.size() / kBlock + 1);
  for (std::size_t i = 0; i < text.size(); i += kBlock) {
    before.push_back(total);
    total += code_points(text.substr(i, kBlock));
  }
  if (total != text.size()) {
    before_ = std::move(before);
  }
}

std::uint32_t CharIndex::at(std::uint32_t byte) const {
  if (before_.empty()) {
    return byte;
  }
  // The end of the text may lie behind the last block.
  const std::size_t block = std::min(byte / kBlock, before_.size() - 1);
  return before_[block] + code_points(text_.substr(block * kBlock, byte - block * kBlock));
}

} // namespace refrain
