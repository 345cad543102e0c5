#include "refrain/text/escaped_text.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace refrain {
namespace {

std::string unescaped(std::string_view raw, std::size_t skip, std::size_t size) {
  std::string text(size, '#');
  return unescape(raw, skip, text) ? text : "none";
}

TEST(EscapedText, MatchesARawStringUpToItsQuotationMark) {
  EscapedText place;
  EXPECT_TRUE(place.match("plain text\",\"more\":1}", "plain text"));
  EXPECT_FALSE(place.escaped);
  EXPECT_TRUE(place.match(R"(a\nb\t\"c\" \u00e9\u4E2D \ud83d\ude00\/\\")",
                          "a\nb\t\"c\" \u00e9\u4e2d \U0001F600/\\"));
  EXPECT_TRUE(place.escaped);
  EXPECT_FALSE(place.match("plain text", "plain text"));
  EXPECT_FALSE(place.match("plain texts\"", "plain text"));
  EXPECT_FALSE(place.match("plain\"", "plain text"));
  EXPECT_FALSE(place.match(R"(a\nb")", "a\tb"));
  // A text that goes on behind the end of its string.
  EXPECT_FALSE(place.match(R"(a","b\n")", "a\",\"b\n"));
  // Halves of a pair, escapes that are none, and such as are cut off.
  for (const char* raw : {R"(\ud83d")", R"(\ude00")", R"(\ud83d\u0041")", R"(\x")", R"(\u12)",
                          R"(\u00g0")", "\\", R"(\ud83d\ude)"}) {
    EXPECT_FALSE(place.match(raw, "\U0001F600")) << raw;
    EXPECT_EQ(unescaped(raw, 0, 1), "none") << raw;
  }
}

TEST(EscapedText, IsReadFromAnyPlace) {
  const std::string raw = R"(a\nb \u00e9\ud83d\ude00 end")";
  const std::string text = "a\nb \u00e9\U0001F600 end";
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t size = 0; begin + size <= text.size(); ++size) {
      EXPECT_EQ(unescaped(raw, begin, size), text.substr(begin, size));
    }
  }
  EXPECT_EQ(unescaped(raw, 3, text.size()), "none");
}

// As writers of JSON do: Python's, which leaves ASCII alone, PHP's, and one that escapes little.
std::string written(const std::u32string& text, int writer, std::string& utf8) {
  std::string raw;
  for (const char32_t c : text) {
    std::string bytes;
    if (c < 0x80) {
      bytes = static_cast<char>(c);
    } else if (c < 0x800) {
      bytes = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    } else {
      bytes = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
               static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
    utf8 += bytes;
    char escaped[16];
    if (c == '"' || c == '\\') {
      raw += '\\' + bytes;
    } else if (c == '/' && writer == 1) {
      raw += "\\/";
    } else if (c == '\n' && writer != 2) {
      raw += "\\n";
    } else if (c < 0x20 || (c >= 0x80 && c < 0x10000 && writer != 2)) {
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      raw += escaped;
    } else if (c >= 0x10000 && writer != 2) {
      std::snprintf(escaped, sizeof escaped, "\\u%04X\\u%04X",
                    static_cast<unsigned>(0xD800 + ((c - 0x10000) >> 10)),
                    static_cast<unsigned>(0xDC00 + (c & 0x3FF)));
      raw += escaped;
    } else {
      raw += bytes;
    }
  }
  return raw + '"';
}

TEST(EscapedText, StepsLeadToEveryPlaceInLongTexts) {
  std::mt19937 random(5);
  for (int round = 0; round < 60; ++round) {
    // From a few escapes to nothing else.
    const unsigned plain = 1U << random() % 10;
    std::u32string text;
    for (std::uint32_t size = random() % 6000; text.size() < size;) {
      constexpr char32_t kSpecial[] = {'"', '\\', '/', '\n', 1, 0x7F, 0xE9, 0x424, 0x1F600};
      text += random() % plain == 0 ? kSpecial[random() % 9] : U'x';
    }
    std::string utf8;
    const std::string raw = written(text, round % 3, utf8);
    EscapedText place;
    ASSERT_TRUE(place.match(raw, utf8)) << round;
    if (!place.escaped) {
      EXPECT_EQ(raw, utf8 + '"');
      continue;
    }
    ASSERT_EQ(place.steps.size(), utf8.size() / kTextStep);
    for (std::size_t begin = 0; begin < utf8.size(); begin += 1 + random() % 50) {
      if ((utf8[begin] & 0xC0) == 0x80) {
        continue; // a passage begins with a code point
      }
      const TextStep step = begin < kTextStep ? TextStep() : place.steps[begin / kTextStep - 1];
      ASSERT_LE(step.text, begin);
      ASSERT_LT(begin - step.text, kTextStep);
      const std::size_t size = std::min<std::size_t>(utf8.size() - begin, random() % 2000);
      ASSERT_EQ(unescaped(std::string_view(raw).substr(step.raw), begin - step.text, size),
                utf8.substr(begin, size))
          << round << " at " << begin;
    }
  }
}

TEST(EscapedText, OfBytesThatAreNoneIsNone) {
  std::mt19937 random(6);
  constexpr char kBytes[] = {'\\', 'u', 'd', '8', '0', '"', 'n', '\xE9', '\0'};
  for (int round = 0; round < 20000; ++round) {
    std::string raw;
    for (std::uint32_t size = random() % 40; raw.size() < size;) {
      raw += kBytes[random() % sizeof kBytes];
    }
    std::string text(random() % 40, '#');
    if (unescape(raw, random() % 8, text)) {
      EXPECT_LE(text.size(), raw.size());
    }
  }
}

} // namespace
} // namespace refrain
