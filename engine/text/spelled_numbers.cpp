#include "refrain/text/spelled_numbers.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/number_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace refrain {
namespace {

using detail::NumberWord;
using detail::NumberWords;

constexpr std::size_t kMostTokens = 16;
constexpr std::uint64_t kLargest = 1'000'000'000'000'000;

/// Digits of a token: all of them, and where a separator stood.
struct Digits {
  std::uint64_t value = 0;
  std::uint64_t scale = 1; ///< value / scale is the number, where separators are a decimal point
  std::uint32_t digits = 0;
  bool grouped =
      false; ///< every separator stands before three digits, the first after one to three
  bool decimal = false; ///< one separator, not so
};

/// @return nothing when the token holds anything but digits and separators between them
std::optional<Digits> read_digits(std::string_view token) {
  Digits result;
  std::uint32_t in_group = 0;
  std::uint32_t separators = 0;
  bool whole_groups = true;
  const auto size = static_cast<std::int32_t>(token.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(token.data(), i, size, c);
    const std::int32_t digit = c < 0 ? -1 : u_charDigitValue(c);
    if (digit >= 0) {
      if (result.digits == 15) {
        return std::nullopt;
      }
      result.value = result.value * 10 + static_cast<std::uint64_t>(digit);
      result.scale *= separators > 0 ? 10 : 1;
      ++result.digits;
      ++in_group;
      continue;
    }
    // Comma, full stop, apostrophes, and the Arabic separators.
    const bool separator =
        c == ',' || c == '.' || c == '\'' || c == 0x2019 || c == 0x66B || c == 0x66C;
    if (!separator || in_group == 0) {
      return std::nullopt;
    }
    whole_groups = whole_groups && (separators == 0 ? in_group <= 3 : in_group == 3);
    ++separators;
    in_group = 0;
  }
  if (in_group == 0) {
    return std::nullopt;
  }
  result.grouped = separators > 0 && whole_groups && in_group == 3;
  result.decimal = separators == 1 && !result.grouped;
  if (separators > 1 && !result.grouped) {
    return std::nullopt;
  }
  return result;
}

/// Adds up number words in the order of the text: parts, each less than what the last one leaves
/// room for.
class Sum {
public:
  Sum() = default;
  explicit Sum(std::uint64_t value) { parts_[size_++] = {value, 1}; }

  /// @return whether the word goes on with the number
  bool add(const NumberWord& word) {
    return (word.multiplier != 0 && multiply(word.multiplier)) ||
           (word.count != 0 && add_count(word.count));
  }

  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      sum += parts_[i].value;
    }
    return sum;
  }

private:
  struct Part {
    std::uint64_t value = 0;
    std::uint64_t room = 0; ///< a part that follows is less
  };

  /// Multiplies the parts at the end that are less: "three hundred thousand", 三千万.
  bool multiply(std::uint64_t by) {
    std::uint64_t group = 0;
    std::size_t left = size_;
    while (left > 0 && parts_[left - 1].value < by) {
      group += parts_[--left].value;
    }
    if (group == 0 || group > kLargest / by || (left > 0 && group * by >= parts_[left - 1].room)) {
      return false;
    }
    size_ = left;
    parts_[size_++] = {group * by, by};
    return true;
  }

  bool add_count(std::uint64_t count) {
    if (size_ == parts_.size() || (size_ > 0 && count >= parts_[size_ - 1].room)) {
      return false;
    }
    std::uint64_t room = 1;
    while (room < count && count % (room * 10) == 0) {
      room *= 10;
    }
    parts_[size_++] = {count, room};
    return true;
  }

  std::array<Part, 16> parts_;
  std::size_t size_ = 0;
};

/// Whether a number may begin with a token, kept for the keys met last: most words are of few
/// kinds.
class StartCache {
public:
  StartCache() : entries_(kEntries) {
    for (std::size_t i = 0; i < kEntries; ++i) {
      entries_[i] = i ^ 2; // no key of this place
    }
  }

  template <class Find> bool get(TokenKey key, Find find) {
    // The place says the lowest bits of a key, so that one of them is free for the answer.
    std::uint64_t& entry = entries_[key % kEntries];
    if ((entry & ~kAnswer) != (key & ~kAnswer)) {
      entry = (key & ~kAnswer) | (find() ? kAnswer : 0);
    }
    return (entry & kAnswer) != 0;
  }

private:
  static constexpr std::uint64_t kAnswer = 1;
  static constexpr std::size_t kEntries = std::size_t{1} << 14;

  std::vector<std::uint64_t> entries_;
};

} // namespace

struct SpelledNumbers::Impl {
  struct Language {
    std::shared_ptr<const NumberWords> words;
    StartCache starts;
  };

  Tokenizer tokenizer;
  std::unordered_map<std::string, Language> languages;
  std::string folded;
  std::string together;          ///< tokens that may make a number
  std::vector<std::size_t> ends; ///< of each of them
  std::vector<std::size_t> gaps; ///< the ends with something between them and the next

  Language& language(std::string_view tag) {
    const std::string subtag = ascii::small(tag.substr(0, tag.find_first_of("-_")));
    Language& result = languages[subtag];
    if (result.words == nullptr) {
      result.words = NumberWords::of(subtag);
    }
    return result;
  }

  bool starts(std::string_view text, const Token& token, Language& language) {
    return language.starts.get(token.key, [&] {
      tokenizer.fold(text.substr(token.begin, token.end - token.begin), folded);
      return language.words->may_start(folded);
    });
  }

  /// Gathers the folded tokens from `first` on that touch, or stand apart by spaces and hyphens, as
  /// one string.
  void gather(std::string_view text, std::span<const Token> tokens, std::size_t first) {
    together.clear();
    ends.clear();
    gaps.clear();
    for (std::size_t t = first; t < tokens.size() && ends.size() < kMostTokens; ++t) {
      if (t > first) {
        const std::string_view gap =
            text.substr(tokens[t - 1].end, tokens[t].begin - tokens[t - 1].end);
        if (!joins(gap)) {
          break;
        }
        if (!gap.empty()) {
          gaps.push_back(together.size());
        }
      }
      tokenizer.fold(text.substr(tokens[t].begin, tokens[t].end - tokens[t].begin), folded);
      together += folded;
      ends.push_back(together.size());
    }
    gaps.push_back(together.size());
  }

  /// The number word at a byte of `together`: the longest that ends at a gap ("cent soixante"
  /// holds no "cents"), else the longest.
  [[nodiscard]] NumberWords::Match word_at(std::size_t at, const NumberWords& words) const {
    const std::string_view rest = std::string_view(together).substr(at);
    for (auto end = gaps.rbegin(); end != gaps.rend() && *end > at; ++end) {
      if (const NumberWord* const word = words.find(rest.substr(0, *end - at))) {
        return {word, *end - at};
      }
    }
    return words.longest(rest);
  }

  /// Reads words at tokens[first, ...) on top of what `sum` holds.
  /// @return the tokens read, 0 for none
  std::uint32_t read_words(std::string_view text, std::span<const Token> tokens, std::size_t first,
                           const NumberWords& words, Sum sum, std::uint64_t& value) {
    gather(text, tokens, first);
    std::uint32_t read = 0;
    bool joined = false; // the last word joins, so that another must follow
    for (std::size_t at = 0; at < together.size();) {
      const NumberWords::Match match = word_at(at, words);
      if (match.word == nullptr) {
        break;
      }
      const bool added = sum.add(*match.word);
      if (!added && (at == 0 || joined || !match.word->joins)) {
        break;
      }
      joined = !added;
      at += match.bytes;
      const auto end = std::find(ends.begin(), ends.end(), at);
      if (!joined && end != ends.end()) {
        read = static_cast<std::uint32_t>(end - ends.begin()) + 1;
        value = sum.value();
      }
    }
    return read;
  }

  /// Whether two tokens may be parts of one number by what stands between them.
  static bool joins(std::string_view gap) {
    return gap.size() <= 3 && (gap.empty() || gap == " " || gap == "-" || gap == "\n" ||
                               gap == "\xC2\xA0" || gap == "\xC2\xAD" || gap == "\xE2\x80\x8B" ||
                               gap == "\xE2\x80\x90" || gap == "\xE2\x80\x91");
  }

  /// The tokens of digits that go on with groups of three after a space: all of them after a
  /// no-break or thin space; after a space only "000", as any others may be a number of their own.
  static std::uint32_t read_groups(std::string_view text, std::span<const Token> tokens,
                                   std::size_t first, Digits& digits) {
    std::uint32_t read = 1;
    for (std::size_t t = first + 1; t < tokens.size() && digits.digits <= 12; ++t, ++read) {
      const std::string_view gap =
          text.substr(tokens[t - 1].end, tokens[t].begin - tokens[t - 1].end);
      const std::string_view group = text.substr(tokens[t].begin, tokens[t].end - tokens[t].begin);
      const bool wide = gap == "\xC2\xA0" || gap == "\xE2\x80\xAF" || gap == "\xE2\x80\x89";
      const bool three =
          group.size() == 3 && std::all_of(group.begin(), group.end(), ascii::is_digit);
      if (!three || !(wide || (gap == " " && group == "000"))) {
        break;
      }
      digits.value = digits.value * 1000 +
                     static_cast<std::uint64_t>((group[0] - '0') * 100 + (group[1] - '0') * 10 +
                                                (group[2] - '0'));
      digits.digits += 3;
    }
    return read;
  }

  SpelledNumber read_number(std::string_view text, std::span<const Token> tokens, std::size_t first,
                            Digits digits, const NumberWords& words) {
    std::uint32_t read = 1;
    if (!digits.grouped && !digits.decimal && digits.digits <= 3 && digits.value != 0) {
      read = read_groups(text, tokens, first, digits);
    }
    SpelledNumber number{static_cast<std::uint32_t>(first), read, digits.value};
    const std::size_t next = first + read;
    const std::uint64_t scale = digits.decimal ? digits.scale : 1;
    if (next < tokens.size() && digits.value != 0 &&
        joins(text.substr(tokens[next - 1].end, tokens[next].begin - tokens[next - 1].end))) {
      std::uint64_t value = 0;
      const std::uint32_t more = read_words(text, tokens, next, words, Sum(digits.value), value);
      if (more > 0 && value % scale == 0) {
        return {number.first, read + more, value / scale};
      }
    }
    return digits.decimal ? SpelledNumber{} : number;
  }
};

SpelledNumbers::SpelledNumbers() : impl_(std::make_unique<Impl>()) {}
SpelledNumbers::~SpelledNumbers() = default;
SpelledNumbers::SpelledNumbers(SpelledNumbers&&) noexcept = default;
SpelledNumbers& SpelledNumbers::operator=(SpelledNumbers&&) noexcept = default;

void SpelledNumbers::find(std::string_view text, std::span<const Token> tokens,
                          std::string_view language, std::vector<SpelledNumber>& found) {
  found.clear();
  Impl& impl = *impl_;
  Impl::Language& spoken = impl.language(language);
  for (std::size_t t = 0; t < tokens.size();) {
    const std::string_view token = text.substr(tokens[t].begin, tokens[t].end - tokens[t].begin);
    SpelledNumber number;
    const auto c = static_cast<unsigned char>(token[0]);
    if ((c >= '0' && c <= '9') || c >= 0xD9) {
      if (const std::optional<Digits> digits = read_digits(token)) {
        number = impl.read_number(text, tokens, t, *digits, *spoken.words);
      }
    }
    if (number.tokens == 0 && impl.starts(text, tokens[t], spoken)) {
      std::uint64_t value = 0;
      const std::uint32_t read = impl.read_words(text, tokens, t, *spoken.words, {}, value);
      if (read > 1 || value > 1) {
        number = {static_cast<std::uint32_t>(t), read, value};
      }
    }
    if (number.tokens > 0) {
      found.push_back(number);
    }
    t += std::max(1U, number.tokens);
  }
}

} // namespace refrain
