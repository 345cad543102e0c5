#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/text/tokenizer.h"

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> words(std::string_view text) {
  Tokenizer tokenizer;
  std::vector<Token> tokens;
  tokenizer.tokenize(text, tokens);
  std::vector<std::string> result;
  for (const Token& t : tokens) {
    result.emplace_back(text.substr(t.begin, t.end - t.begin));
  }
  return result;
}

std::string fold(std::string_view token) {
  Tokenizer tokenizer;
  std::string folded;
  tokenizer.fold(token, folded);
  return folded;
}

TEST(Tokenizer, FindsWordsAndNumbersButNoPunctuation) {
  EXPECT_THAT(words("Don't panic: it costs $3.14 (or 1,000)!"),
              ElementsAre("Don't", "panic", "it", "costs", "3.14", "or", "1,000"));
}

TEST(Tokenizer, KeepsTypographicApostrophesInsideWords) {
  EXPECT_THAT(words("“It’s the boys’ turn,” l’été dit"),
              ElementsAre("It’s", "the", "boys", "turn", "l’été", "dit"));
}

TEST(Tokenizer, FindsNoTokenInTextWithoutLettersAndNumbers) {
  EXPECT_THAT(words(""), IsEmpty());
  EXPECT_THAT(words("  \t\r\n -- ... @ __ ' “” 😀 🇩🇪"), IsEmpty());
}

TEST(Tokenizer, DividesScriptsWithoutSpacesByDictionary) {
  EXPECT_THAT(words("中文分词测试"), ElementsAre("中文", "分词", "测试"));
  EXPECT_THAT(words("ภาษาไทย"), ElementsAre("ภาษา", "ไทย"));
}

TEST(Tokenizer, KeepsRussianArabicHindiAndKoreanWordsWhole) {
  EXPECT_THAT(words("Цены вырастут"), ElementsAre("Цены", "вырастут"));
  EXPECT_THAT(words("قال الوزير"), ElementsAre("قال", "الوزير"));
  EXPECT_THAT(words("मुख्यमंत्री ने"), ElementsAre("मुख्यमंत्री", "ने"));
  EXPECT_THAT(words("정부는 내년"), ElementsAre("정부는", "내년"));
}

TEST(Tokenizer, KeepsHebrewQuotesInsideWords) {
  EXPECT_THAT(words("צה\"ל ג'ורג' \"כן\""), ElementsAre("צה\"ל", "ג'ורג'", "כן"));
}

TEST(Tokenizer, CountsInvalidBytesAsSymbols) {
  EXPECT_THAT(words("ab\xFF"
                    "cd \xC3 \xE2\x80"),
              ElementsAre("ab", "cd"));
}

TEST(Tokenizer, FoldsCaseWidthAndApostrophes) {
  EXPECT_EQ(fold("DON’T"), "don't");
  EXPECT_EQ(fold("Straße"), "strasse");
  EXPECT_EQ(fold("ÉLÈVE"), "élève");
  EXPECT_EQ(fold("e\u0301"), "é");
  EXPECT_EQ(fold("ＡＢＣ１"), "abc1");
  EXPECT_EQ(fold("ﬁn"), "fin");
  EXPECT_EQ(fold("so\u00ADft"), "soft");
  EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
}

TEST(Tokenizer, HashesTheFoldedToken) {
  Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  tokenizer.keys("The CAT’S internationalization deoxyribonucleic-acid", keys);
  EXPECT_THAT(keys, ElementsAre(hash_bytes("the"), hash_bytes("cat's"),
                                hash_bytes("internationalization"), hash_bytes("deoxyribonucleic"),
                                hash_bytes("acid")));
}

TEST(Tokenizer, KeepsItsGoldenKeys) {
  std::ifstream in(REFRAIN_GOLDEN "/token_keys.tsv");
  ASSERT_TRUE(in);
  Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  int rows = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) {
      continue;
    }
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    tokenizer.keys(line.substr(0, tab), keys);
    EXPECT_THAT(keys, ElementsAre(std::stoull(line.substr(tab + 1), nullptr, 16))) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 12);
}

TEST(Tokenizer, ReplacesWhatTheOutputHeld) {
  Tokenizer tokenizer;
  std::vector<Token> tokens(5);
  std::vector<TokenKey> keys(5);
  tokenizer.tokenize("", tokens);
  tokenizer.keys("one", keys);
  EXPECT_THAT(tokens, IsEmpty());
  EXPECT_EQ(keys.size(), 1U);
}

TEST(Tokenizer, RefusesAnInstructionSetThatTheProcessorLacks) {
#if defined(__x86_64__)
  EXPECT_THROW(Tokenizer{InstructionSet::kNeon}, InvalidArgument);
#else
  EXPECT_THROW(Tokenizer{InstructionSet::kAvx2}, InvalidArgument);
#endif
}

TEST(Tokenizer, TakesLinearTimeOverLongGapsAndWords) {
  // Four megabytes of each within the seconds of a unit test; quadratic work would take hours.
  for (const char* unit : {"-", " ", "—", "a", "@", "’", "\u0301", "א", "1,", "a'"}) {
    std::string text = "one ";
    while (text.size() < (std::size_t{4} << 20)) {
      text += unit;
    }
    text += " two";
    std::vector<TokenKey> keys;
    Tokenizer().keys(text, keys);
    ASSERT_FALSE(keys.empty());
    EXPECT_EQ(keys.back(), hash_bytes("two")) << unit;
  }
}

TEST(Tokenizer, GivesTheSameKeysFromManyThreads) {
  // Scripts that no other test uses, so that the threads fill the tables of properties together.
  const std::string text = "ქართული ენა հայերեն ᏣᎳᎩ తెలుగు தமிழ் አማርኛ 中文分词 ภาษาไทย don’t stop";
  std::vector<std::vector<TokenKey>> found(8);
  std::vector<std::thread> threads;
  for (auto& keys : found) {
    threads.emplace_back([&] { Tokenizer().keys(text, keys); });
  }
  for (std::thread& t : threads) {
    t.join();
  }
  std::vector<TokenKey> expected;
  Tokenizer().keys(text, expected);
  EXPECT_THAT(found, ::testing::Each(expected));
}

} // namespace
} // namespace refrain
