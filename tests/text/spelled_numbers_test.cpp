#include "refrain/text/spelled_numbers.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

/// The numbers of a text, each as its words and what they say.
std::vector<std::pair<std::string, std::uint64_t>> read(const std::string& text,
                                                        std::string_view language) {
  Tokenizer tokenizer;
  std::vector<Token> tokens;
  tokenizer.tokenize(text, tokens);
  SpelledNumbers reader;
  std::vector<SpelledNumber> numbers;
  reader.find(text, tokens, language, numbers);
  std::vector<std::pair<std::string, std::uint64_t>> result;
  for (const SpelledNumber& n : numbers) {
    const std::size_t begin = tokens[n.first].begin;
    result.emplace_back(text.substr(begin, tokens[n.first + n.tokens - 1].end - begin), n.value);
  }
  return result;
}

using Numbers = std::vector<std::pair<std::string, std::uint64_t>>;

TEST(SpelledNumbers, AreWordsDigitsAndBothTogether) {
  EXPECT_EQ(read("Some 9,000 trucks, or nine thousand lorries, cost 12 million.", "en"),
            (Numbers{{"9,000", 9000}, {"nine thousand", 9000}, {"12 million", 12'000'000}}));
  EXPECT_EQ(read("One hundred and forty-six thousand and five, then 1.2 million", "en"),
            (Numbers{{"One hundred and forty-six thousand and five", 146'005},
                     {"1.2 million", 1'200'000}}));
}

TEST(SpelledNumbers, AreReadInTheLanguageThatTheTextIsIn) {
  EXPECT_EQ(read("vuelve once veces", "es-MX"), (Numbers{{"once", 11}}));
  EXPECT_EQ(read("once more", "en"), Numbers{});
  EXPECT_EQ(read("nine thousand", ""), Numbers{});
  EXPECT_EQ(read("nine thousand", "tlh"), Numbers{});
  EXPECT_EQ(read("9,000", "tlh"), (Numbers{{"9,000", 9000}}));
}

TEST(SpelledNumbers, AreFoundInCompoundsAndInScriptsWithoutSpaces) {
  EXPECT_EQ(read("die neuntausend Lastwagen", "de"), (Numbers{{"neuntausend", 9000}}));
  EXPECT_EQ(read("sechsundvierzigtausend Brunnen", "de"),
            (Numbers{{"sechsundvierzigtausend", 46'000}}));
  EXPECT_EQ(read("约有四万六千口", "zh"), (Numbers{{"四万六千", 46'000}}));
  EXPECT_EQ(read("เก้าหมื่นบ่อ", "th"), (Numbers{{"เก้าหมื่น", 90'000}}));
}

TEST(SpelledNumbers, AreReadInEveryCaseOfAWord) {
  EXPECT_EQ(read("Жители тридцати одной деревни", "ru"), (Numbers{{"тридцати одной", 31}}));
  EXPECT_EQ(read("около девяти тысяч машин", "ru"), (Numbers{{"девяти тысяч", 9000}}));
}

TEST(SpelledNumbers, EndWhereAWordEnds) {
  EXPECT_EQ(read("often, the tenth oneself had sixteenths and a network", "en"), Numbers{});
  EXPECT_EQ(read("forty, fifty; twenty thirty", "en"),
            (Numbers{{"forty", 40}, {"fifty", 50}, {"twenty", 20}, {"thirty", 30}}));
}

TEST(SpelledNumbers, AreNoArticlesAndNoMultipliersAlone) {
  EXPECT_EQ(read("one of the 31 in 2023, a hundred or zero", "en"),
            (Numbers{{"31", 31}, {"2023", 2023}}));
  EXPECT_EQ(read("eine von allen", "de"), Numbers{});
}

TEST(SpelledNumbers, TakeSeparatorsOnlyBetweenGroupsOfThree) {
  EXPECT_EQ(read("1,000,000 or 12.500 or 1'234'567", "en"),
            (Numbers{{"1,000,000", 1'000'000}, {"12.500", 12'500}, {"1'234'567", 1'234'567}}));
  EXPECT_EQ(read("3.14 or 1,23,456 or 2023.11.26 or 12345,678 or 2030s", "en"), Numbers{});
  EXPECT_EQ(read("12\xC2\xA0"
                 "345 and 12 000, but in 2019 300 of 5 123",
                 "fr"),
            (Numbers{{"12\xC2\xA0"
                      "345",
                      12'345},
                     {"12 000", 12'000},
                     {"2019", 2019},
                     {"300", 300},
                     {"5", 5},
                     {"123", 123}}));
  EXPECT_EQ(read("٩٬٠٠٠ شاحنة", "ar"), (Numbers{{"٩٬٠٠٠", 9000}}));
}

TEST(SpelledNumbers, StopAtTheLargest) {
  const std::string many(40, '9');
  EXPECT_EQ(read(many + " million", "en"), (Numbers{}));
  EXPECT_EQ(read("999 billion billion billion", "en"), (Numbers{{"999 billion", 999'000'000'000}}));
}

} // namespace
} // namespace refrain
