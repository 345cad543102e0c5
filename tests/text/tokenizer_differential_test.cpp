// Differential tests of Tokenizer against ICU, with every instruction set.

#include "refrain/core/cpu.h"
#include "refrain/text/tokenizer.h"

#include "tests/reference/tokenizer.h"

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

void append_utf8(std::string& s, char32_t c) {
  const auto put = [&s](unsigned byte) { s += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string show(std::string_view text, const std::vector<Token>& tokens) {
  std::ostringstream out;
  for (const Token& t : tokens) {
    out << " [" << t.begin << "," << t.end << ")'" << text.substr(t.begin, t.end - t.begin) << "'"
        << std::hex << t.key << std::dec;
  }
  return out.str();
}

bool same(const std::vector<Token>& a, const std::vector<Token>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Token& x, const Token& y) {
    return x.key == y.key && x.begin == y.begin && x.end == y.end;
  });
}

/// Compares all instruction sets with the oracle, and keys with tokens.
class TokenizerAgainstIcu : public ::testing::Test {
protected:
  TokenizerAgainstIcu() {
    for (const InstructionSet set : available_instruction_sets()) {
      tokenizers_.emplace_back(set);
    }
  }

  /// False at the first failure, so that loops can end.
  bool agrees(std::string_view text) {
    // A copy of exactly this size, so that a sanitizer sees a read past the end.
    const std::vector<char> copy(text.begin(), text.end());
    const std::string_view exact(copy.data(), copy.size());
    const std::vector<Token> expected = oracle_.tokenize(exact);
    for (std::size_t i = 0; i < tokenizers_.size(); ++i) {
      tokenizers_[i].tokenize(exact, tokens_);
      if (!same(tokens_, expected)) {
        ADD_FAILURE() << to_string(available_instruction_sets()[i]) << " on "
                      << ::testing::PrintToString(std::string(text)) << "\n  expected"
                      << show(text, expected) << "\n  found" << show(text, tokens_);
        return false;
      }
      tokenizers_[i].keys(exact, keys_);
      if (!std::equal(keys_.begin(), keys_.end(), expected.begin(), expected.end(),
                      [](TokenKey key, const Token& t) { return key == t.key; })) {
        ADD_FAILURE() << to_string(available_instruction_sets()[i]) << ": keys differ on "
                      << ::testing::PrintToString(std::string(text));
        return false;
      }
    }
    return true;
  }

  reference::Tokenizer oracle_;
  std::vector<Tokenizer> tokenizers_;
  std::vector<Token> tokens_;
  std::vector<TokenKey> keys_;
};

/// Characters of every word-break class, folding kind and script that the tokenizer tells apart.
const std::vector<std::string>& representatives() {
  static const std::vector<std::string> kAll = {
      "a",        "Z",
      "é",        "É",
      "ß",        "я",
      "Ω",        "@",
      "ﬁ",        "İ",
      "ʼ",        "0",
      "٣",        "٫",
      "²",        "Ⅷ",
      "①",        "_",
      "\u203F",   ".",
      ",",        ";",
      ":",        "'",
      "’",        "‘",
      "·",        "․",
      "\"",       "״",
      "א",        "ש",
      " ",        "\u3000",
      "\u00A0",   "\r",
      "\n",       "\u2028",
      "\u0301",   "\u0323",
      "\u00AD",   "\u200C",
      "\u200D",   "\uFE0F",
      "ﾞ",        "😀",
      "❤",        "ℹ",
      "Ⓜ",        "🇩",
      "👍🏽", "ア",
      "ー",       "ｱ",
      "か",       "漢",
      "字",       "々",
      "한",       "글",
      "ᄒ",       "ᅡ",
      "ไ",        "ท",
      "ั",         "ກ",
      "ក",        "မ",
      "ᦀ",        "क",
      "्",         "ा",
      "़",         "ب",
      "َ",         "ّ",
      "！",       "“",
      "—",        "\xFF",
      "\xE2\x80", std::string(1, '\0'),
  };
  return kAll;
}

TEST_F(TokenizerAgainstIcu, AgreesOnAllPairsOfClasses) {
  for (const std::string& a : representatives()) {
    for (const std::string& b : representatives()) {
      ASSERT_TRUE(agrees(a + b) && agrees("x" + a + b + "y") && agrees(a + a + b + b));
    }
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnAllTriplesOfClasses) {
  // One character a class, where pairs take several.
  const std::vector<std::string> classes = {
      "a", "É",  "@", "0", "²",  "_",  ".",       ",",      ":",      "'",
      "’", "\"", "א", " ", "\r", "\n", "\u2028",  "\u0301", "\u00AD", "\u200D",
      "ﾞ", "😀",  "ℹ", "🇩", "ア", "ー", "か",      "漢",     "한",     "ไ",
      "ั",  "မ",  "ᦀ", "क", "्",   "—",  "\xE2\x80"};
  for (const std::string& a : classes) {
    for (const std::string& b : classes) {
      for (const std::string& c : classes) {
        ASSERT_TRUE(agrees(a + b + c));
      }
    }
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnRandomStringsOfMixedScripts) {
  std::mt19937_64 random(20240607);
  const auto& all = representatives();
  for (int i = 0; i < 60000; ++i) {
    std::string s;
    // Few kinds at a time, so that each meets itself and its neighbours in long runs.
    std::vector<std::string> kinds;
    for (std::uint64_t k = 1 + random() % 6; k > 0; --k) {
      kinds.push_back(all[random() % all.size()]);
    }
    for (std::uint64_t n = random() % 40; n > 0; --n) {
      s += kinds[random() % kinds.size()];
    }
    ASSERT_TRUE(agrees(s)) << "seed 20240607, string " << i;
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnRandomLettersAndMarksOfSeveralBlocks) {
  const std::vector<std::string> all = {
      "क", "म", "्",  "ा",      "़",       "ि",  "ب",      "ل",      "َ",       "ّ",  "ِ",  "é",
      "É", "я", "Я", "e",      "a",      "Z",  "\u0301", "\u0323", "\u200C", "’", "‘", "«",
      "—", ".", "'", ",",      " ",      " ",  "1",      "٣",      "_",      "@", "ß", "ﬁ",
      "ệ", "Ệ", "ħ", "\u0D4D", "\u0DCA", "\n", "ﾞ",      "א",      "漢"};
  std::mt19937_64 random(5);
  for (int i = 0; i < 12000; ++i) {
    std::vector<std::string> kinds;
    for (std::uint64_t k = 2 + random() % 8; k > 0; --k) {
      // The last ones send the text to the rules as written.
      kinds.push_back(all[random() % (i % 4 == 0 ? all.size() : all.size() - 3)]);
    }
    std::string s;
    const std::size_t size = random() % 300;
    while (s.size() < size) {
      s += kinds[random() % kinds.size()];
    }
    ASSERT_TRUE(agrees(s)) << "seed 5, string " << i;
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnRandomCodePoints) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string s;
    const auto base = static_cast<char32_t>(random() % 0x110000);
    for (std::uint64_t n = random() % 30; n > 0; --n) {
      switch (random() % 4) {
      case 0:
        s += static_cast<char>(random() % 128);
        break;
      case 1:
        append_utf8(s, static_cast<char32_t>(random() % 0x3000));
        break;
      case 2:
        append_utf8(s, static_cast<char32_t>((base + random() % 64) % 0x110000));
        break;
      default:
        s += "a";
      }
    }
    ASSERT_TRUE(agrees(s)) << "seed 7, string " << i;
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnRandomBytes) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 20000; ++i) {
    std::string s;
    for (std::uint64_t n = random() % 100; n > 0; --n) {
      s += static_cast<char>(random() % 3 == 0 ? random() : 'a' + random() % 4);
    }
    ASSERT_TRUE(agrees(s)) << "seed 11, string " << i;
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnEveryCodePointInContext) {
  std::string s;
  for (char32_t c = 0; c < 0x110000; c += c < 0x3400 || c >= 0x1F000 ? 1 : 13) {
    if (c >= 0x20000 && c % 4099 != 0 && c < 0xE0000) {
      continue;
    }
    for (const std::string_view frame : {"a\1b ", "1\1\1", "\1 x'\1"}) {
      for (const char f : frame) {
        f == '\1' ? append_utf8(s, c) : s.push_back(f);
      }
    }
    if (s.size() > 2000) {
      ASSERT_TRUE(agrees(s)) << "near code point " << static_cast<unsigned>(c);
      s.clear();
    }
  }
  EXPECT_TRUE(agrees(s));
}

const std::vector<std::string>& mixed_texts() {
  static const std::vector<std::string> kTexts = {
      "The ministry’s “second” plan—e.g. for U.S. exports—costs $1,234.56; don't ask why_not "
      "or write to info@example.org.",
      "L’été dernier, aujourd’hui et jusqu’à la fin : c’est l’œuvre d’un élève naïf à Genève.",
      "Größe, Straße und Übermaß: die Fußgängerzone öffnete am 3.10.1990 um 9:30 Uhr.",
      "Правительство объявило: «цены вырастут на 3,5 %» — так сказал министр.",
      "قال الوزير إنَّ الأسعار ارتفعت بنسبة ٣٫٥٪ في عام ٢٠٢٣، وأضاف: لا تعليق.",
      "सरकार ने कहा कि कीमतें बढ़ेंगी; मुख्यमंत्री ने इसे ज़रूरी बताया।",
      "הממשלה הודיעה כי צה\"ל וארה\"ב הסכימו; ג'ורג' אמר \"כן\".",
      "政府宣布，明年将提高标准ABC，并在2024年实施。記者はカタカナとひらがなのテスト、ー長音。",
      "รัฐบาลประกาศว่าราคาจะเพิ่มขึ้นในปี 2567 ABCไทย และกทม.",
      "정부는 내년부터 기준을 올리겠다고 발표했다. 한국어test 123개",
      "👩‍👩‍👧 family 🇩🇪🇫🇷🇮 flags ℹ️ 1️⃣ a‍😀 "
      "e\u0301te\u0301 "
      "ﬁn",
      "ລັດຖະບານປະກາດ រដ្ឋាភិបាល အစိုးရက ကြေညာ",
      "line one\r\n\r\nline\u2028two\u0085three\tfour \u0301five\n\u0301six",
  };
  return kTexts;
}

TEST_F(TokenizerAgainstIcu, AgreesOnEveryPrefixAndSuffixOfMixedScripts) {
  for (const std::string& text : mixed_texts()) {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      ASSERT_TRUE(agrees(text.substr(0, i)) && agrees(text.substr(i)));
    }
  }
}

TEST_F(TokenizerAgainstIcu, AgreesAroundTheBordersOf64Bytes) {
  for (const std::string_view filler : {"a", " ", "1", "é", "ab, "}) {
    for (std::size_t pad = 0; pad < 70; ++pad) {
      std::string s;
      while (s.size() < 60 + pad) {
        s += filler;
      }
      for (const std::string_view tail : {"don't", "1.5", "a_b", "x’y É", "a.", "'", "@ _", "ﾞ",
                                          "漢字", "\u200D😀 ok", "Éé", "e\u0301\u0323"}) {
        ASSERT_TRUE(agrees(s + std::string(tail)) &&
                    agrees(s + std::string(tail) + " and more words follow here"));
      }
    }
  }
}

// Marks that reorder, joining punctuation and letters of one to four bytes, across the border.
TEST_F(TokenizerAgainstIcu, AgreesOnAllQuadruplesAcrossTheBorderOf64Bytes) {
  const std::string_view pieces[] = {"a",      "1",      ".",      "\u0301", "\u0658",
                                     "\u064B", "\u2019", "\u0436", "\u094D", "\U0001D400"};
  for (std::size_t pad = 54; pad < 65; ++pad) {
    const std::string spaces(pad, ' ');
    for (const std::string_view a : pieces) {
      for (const std::string_view b : pieces) {
        for (const std::string_view c : pieces) {
          for (const std::string_view d : pieces) {
            std::string text = spaces;
            text.append(a).append(b).append(c).append(d).append(" and so on");
            ASSERT_TRUE(agrees(text));
          }
        }
      }
    }
  }
}

TEST_F(TokenizerAgainstIcu, AgreesAroundTheBordersOfChunks) {
  std::string all;
  for (const std::string& text : mixed_texts()) {
    all += text;
  }
  for (const std::size_t size : {4096, 8192}) {
    for (std::size_t shift = 0; shift < 48; ++shift) {
      std::string words;
      while (words.size() < size - shift) {
        words += "word and ";
      }
      words.resize(size - shift);
      ASSERT_TRUE(agrees(words + "’s naïve ‘it’ 3,5" + all));
    }
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnWordsAndGapsLongerThanAChunk) {
  for (const std::string_view unit :
       {"a", " ", "é", "'", "1,", "@", "_", "漢", "א", "\u0301", "a’"}) {
    std::string s = "start ";
    while (s.size() < 13000) {
      s += unit;
    }
    ASSERT_TRUE(agrees(s) && agrees(s + "ﾞ end") && agrees(s + " end"));
  }
}

TEST_F(TokenizerAgainstIcu, AgreesOnLongRandomTexts) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 40; ++i) {
    std::string s;
    while (s.size() < 20000) {
      const std::string& text = mixed_texts()[random() % (i % 2 == 0 ? 4 : mixed_texts().size())];
      const std::size_t begin = random() % text.size();
      s += text.substr(begin, random() % 100); // may cut a character in two: that too must agree
      s += random() % 5 == 0 ? "\n" : " ";
    }
    ASSERT_TRUE(agrees(s)) << "seed 3, text " << i;
  }
}

} // namespace
} // namespace refrain
