#include "refrain/text/detail/number_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include <unicode/locid.h>
#include <unicode/rbnf.h>

namespace refrain::detail {
namespace {

constexpr std::uint64_t kCounts = 99;
constexpr std::array<std::uint64_t, 9> kMultipliers = {
    100,        1'000,       10'000,        100'000,          1'000'000,
    10'000'000, 100'000'000, 1'000'000'000, 1'000'000'000'000};
/// The forms of a multiplier go by the number before it: those of 1, 2, 5, 11 and 21 are all that
/// languages tell apart, and of 3 to 9 those that some write together.
constexpr std::array<std::uint64_t, 11> kBefore = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 21};
/// Numbers whose parts some languages join by a word.
constexpr std::array<std::pair<std::uint64_t, std::uint64_t>, 5> kJoined = {
    {{100, 5}, {100, 25}, {200, 5}, {1000, 5}, {1000, 100}}};

std::set<std::string, std::less<>> languages_of_icu() {
  std::int32_t count = 0;
  const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
  std::set<std::string, std::less<>> languages;
  for (std::int32_t i = 0; i < count; ++i) {
    languages.insert(locales[i].getLanguage());
  }
  return languages;
}

bool holds_digit(std::string_view s) {
  return s.find_first_of("0123456789") != s.npos;
}

} // namespace

/// Asks ICU's rules for the words.
class NumberWordsMaker {
public:
  NumberWordsMaker(std::string_view language, NumberWords& words)
      : words_(words), locale_(std::string(language).c_str()),
        format_(icu::URBNF_SPELLOUT, locale_, status_) {
    // ICU answers for a language that it does not know with the words of another.
    if (U_FAILURE(status_) != 0 || !is_own()) {
      return;
    }
    for (std::int32_t i = 0; i < format_.getNumberOfRuleSetNames(); ++i) {
      const icu::UnicodeString name = format_.getRuleSetName(i);
      if (name.indexOf("ordinal") < 0 && name.indexOf("year") < 0) {
        sets_.push_back(name);
      }
    }
    for (const icu::UnicodeString& set : sets_) {
      add_counts(set);
    }
    for (const icu::UnicodeString& set : sets_) {
      for (const auto& [great, small] : kJoined) {
        add_join(great, small, set);
      }
    }
    for (const std::uint64_t multiplier : kMultipliers) {
      for (const icu::UnicodeString& set : sets_) {
        add_multiplier(multiplier, set);
      }
    }
    for (const auto& [word, meaning] : words_.words_) {
      words_.longest_ = std::max(words_.longest_, word.size());
    }
  }

private:
  [[nodiscard]] bool is_own() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale actual = format_.getLocale(ULOC_ACTUAL_LOCALE, status);
    return U_SUCCESS(status) != 0 &&
           std::string_view(actual.getLanguage()) == locale_.getLanguage();
  }

  /// The words for a number, folded together; empty where the rules give digits.
  [[nodiscard]] std::string say(std::uint64_t number, const icu::UnicodeString& set) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString said;
    icu::FieldPosition position;
    format_.format(static_cast<std::int64_t>(number), set, said, position, status);
    if (U_FAILURE(status) != 0) {
      return {};
    }
    std::string utf8;
    said.toUTF8String(utf8);
    std::vector<Token> tokens;
    tokenizer_.tokenize(utf8, tokens);
    std::string all;
    std::string folded;
    for (const Token& token : tokens) {
      tokenizer_.fold(utf8.substr(token.begin, token.end - token.begin), folded);
      if (all.empty() && tokens.size() > 1) {
        words_.firsts_.insert(folded);
      }
      all += folded;
    }
    return holds_digit(all) ? std::string() : all;
  }

  void add_counts(const icu::UnicodeString& set) {
    for (std::uint64_t n = 1; n <= kCounts; ++n) {
      add_count(say(n, set), n);
    }
    for (std::uint64_t n = 200; n <= 900; n += 100) {
      add_count(say(n, set), n);
    }
  }

  void add_count(const std::string& word, std::uint64_t count) {
    if (!word.empty() && !is_made_of_parts(word) && words_.words_[word].count == 0) {
      words_.words_[word].count = count;
    }
  }

  /// Whether a word is several number words, the last one a multiplier: it needs no entry then, and
  /// one would hide its parts ("hundred thousand" in "two hundred thousand", 百万 in 四千一百万).
  [[nodiscard]] bool is_made_of_parts(std::string_view word) const {
    bool multiplied = false;
    std::size_t at = 0;
    while (at < word.size()) {
      const std::string_view rest = word.substr(at);
      std::size_t bytes = at == 0 ? rest.size() - 1 : rest.size();
      for (; bytes > 0; --bytes) {
        const auto it = words_.words_.find(rest.substr(0, bytes));
        if (it != words_.words_.end() && (it->second.count != 0 || it->second.multiplier != 0)) {
          multiplied = it->second.multiplier != 0;
          break;
        }
      }
      if (bytes == 0) {
        return false;
      }
      at += bytes;
    }
    return multiplied;
  }

  /// What follows the words for n in those for n times the multiplier; and its own words, with what
  /// else is said for it before a small number ("cento", not "cem").
  void add_multiplier(std::uint64_t multiplier, const icu::UnicodeString& set) {
    for (const std::uint64_t n : kBefore) {
      const std::string whole = say(n * multiplier, set);
      for (const icu::UnicodeString& other : sets_) {
        const std::string before = say(n, other);
        if (before.empty() || whole.size() <= before.size() || !whole.starts_with(before)) {
          continue;
        }
        const std::string rest = whole.substr(before.size());
        if (is_made_of_parts(rest)) {
          continue;
        }
        NumberWord& word = words_.words_[rest];
        if (word.multiplier == 0 && (word.count == 0 || word.count == multiplier)) {
          word.multiplier = multiplier;
        }
      }
    }
    for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{2}}) {
      add_whole(say(n * multiplier, set), n * multiplier);
      for (const std::uint64_t small : {std::uint64_t{1}, std::uint64_t{25}}) {
        const std::string after = say(small, set);
        std::string whole = say(n * multiplier + small, set);
        if (after.empty() || !whole.ends_with(after)) {
          continue;
        }
        whole.resize(whole.size() - after.size());
        for (const std::string& join : joins_) {
          if (whole.size() > join.size() && whole.ends_with(join)) {
            whole.resize(whole.size() - join.size());
            break;
          }
        }
        add_whole(whole, n * multiplier);
      }
    }
  }

  void add_whole(const std::string& word, std::uint64_t number) {
    if (word.empty() || is_made_of_parts(word)) {
      return;
    }
    add_count(word, number);
    NumberWord& entry = words_.words_[word];
    if (entry.count == number && entry.multiplier == 0 &&
        std::find(kMultipliers.begin(), kMultipliers.end(), number) != kMultipliers.end()) {
      entry.multiplier = number;
    }
  }

  /// What stands between the words for a great number and those for a small one added to it.
  void add_join(std::uint64_t great, std::uint64_t small, const icu::UnicodeString& set) {
    const std::string whole = say(great + small, set);
    const std::string before = say(great, set);
    const std::string after = say(small, set);
    if (before.empty() || after.empty() || whole.size() <= before.size() + after.size() ||
        !whole.starts_with(before) || !whole.ends_with(after)) {
      return;
    }
    const std::string join =
        whole.substr(before.size(), whole.size() - before.size() - after.size());
    NumberWord& word = words_.words_[join];
    word.joins = word.count == 0 && word.multiplier == 0;
    if (word.joins) {
      joins_.insert(join);
    }
  }

  NumberWords& words_;
  icu::Locale locale_;
  UErrorCode status_ = U_ZERO_ERROR;
  icu::RuleBasedNumberFormat format_;
  Tokenizer tokenizer_;
  std::vector<icu::UnicodeString> sets_;
  std::set<std::string> joins_;
};

NumberWords::NumberWords(std::string_view language) {
  NumberWordsMaker(language, *this);
}

NumberWords::Match NumberWords::longest(std::string_view folded) const {
  for (std::size_t bytes = std::min(folded.size(), longest_); bytes > 0; --bytes) {
    if (const NumberWord* const word = find(folded.substr(0, bytes))) {
      return {word, bytes};
    }
  }
  return {};
}

const NumberWord* NumberWords::find(std::string_view folded) const {
  const auto it = words_.find(folded);
  return it == words_.end() ? nullptr : &it->second;
}

bool NumberWords::may_start(std::string_view folded) const {
  const NumberWord* const word = longest(folded).word;
  return (word != nullptr && word->count != 0) || firsts_.contains(folded);
}

std::shared_ptr<const NumberWords> NumberWords::of(std::string_view language) {
  static const std::set<std::string, std::less<>> languages = languages_of_icu();
  if (!languages.contains(language)) {
    language = {}; // documents may name any language: what is kept does not grow with them
  }
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const NumberWords>, std::less<>> known;
  const std::scoped_lock lock(mutex);
  const auto it = known.find(language);
  if (it != known.end()) {
    return it->second;
  }
  auto words = std::make_shared<const NumberWords>(language);
  known.emplace(language, words);
  return words;
}

} // namespace refrain::detail
