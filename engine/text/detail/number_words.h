#pragma once
/// @file
/// The number words of a language, by ICU's spell-out rules. For spelled_numbers.h, which reads
/// texts with them.

#include "refrain/text/tokenizer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace refrain::detail {

/// What one number word, or several without what stands between them, may be.
struct NumberWord {
  std::uint64_t count = 0;      ///< says this much by itself; 0: nothing
  std::uint64_t multiplier = 0; ///< makes the number before it so many times as large; 0: does not
  bool joins = false;           ///< stands between two parts of a number ("and")
};

/// Immutable once made, so that threads can share it.
class NumberWords {
public:
  /// @param language  a primary subtag ("en")
  explicit NumberWords(std::string_view language);

  /// The longest number word that `folded` begins with, and its bytes; 0 bytes where none does.
  struct Match {
    const NumberWord* word = nullptr;
    std::size_t bytes = 0;
  };
  [[nodiscard]] Match longest(std::string_view folded) const;

  /// The meaning of a number word; null for any other.
  [[nodiscard]] const NumberWord* find(std::string_view folded) const;

  /// Whether a number may begin with this token: with a number word, or the first token of one.
  [[nodiscard]] bool may_start(std::string_view folded) const;

  [[nodiscard]] bool empty() const { return words_.empty(); }

  /// The words of a language, made when first asked for and kept while the process runs.
  [[nodiscard]] static std::shared_ptr<const NumberWords> of(std::string_view language);

private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Words = std::unordered_map<std::string, NumberWord, Hash, std::equal_to<>>;
  friend class NumberWordsMaker;

  Words words_;
  std::unordered_set<std::string, Hash, std::equal_to<>> firsts_; ///< first tokens of several
  std::size_t longest_ = 0;
};

} // namespace refrain::detail
