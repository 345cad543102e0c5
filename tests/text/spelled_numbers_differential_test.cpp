#include "refrain/text/spelled_numbers.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unicode/locid.h>
#include <unicode/rbnf.h>

namespace refrain {
namespace {

/// The number that the whole of a text says, 0 for none.
std::uint64_t read_whole(const std::string& text, std::string_view language) {
  Tokenizer tokenizer;
  std::vector<Token> tokens;
  tokenizer.tokenize(text, tokens);
  SpelledNumbers reader;
  std::vector<SpelledNumber> numbers;
  reader.find(text, tokens, language, numbers);
  return numbers.size() == 1 && numbers[0].tokens == tokens.size() ? numbers[0].value : 0;
}

// The oracle: what ICU's rules say for a number reads as that number again.
TEST(SpelledNumbers, ReadBackWhatIcuSpells) {
  const std::vector<std::uint64_t> values = {
      2,       7,       13,      21,      46,       99,        101,          131,    200,
      570,     999,     1000,    1001,    2023,     9000,      12'345,       46'000, 90'000,
      400'000, 999'999, 1000000, 3000000, 41000000, 212500000, 3'000'000'000};
  std::map<std::string, std::string> wrong;
  for (const std::string language :
       {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "cs", "ru", "uk",
        "ar", "he", "hi", "th", "zh", "ja", "ko", "tr", "fi", "hu", "id", "el", "ro"}) {
    UErrorCode status = U_ZERO_ERROR;
    icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(language.c_str()), status);
    ASSERT_TRUE(U_SUCCESS(status)) << language;
    for (const std::uint64_t value : values) {
      icu::UnicodeString said;
      format.format(static_cast<std::int64_t>(value), said);
      std::string utf8;
      said.toUTF8String(utf8);
      if (read_whole(utf8, language) != value) {
        wrong[language] += utf8 + " ";
      }
    }
  }
  EXPECT_EQ(wrong, (std::map<std::string, std::string>{}));
}

} // namespace
} // namespace refrain
