#include "refrain/report/detail/json_text.h"
#include "refrain/text/decode.h"

#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace refrain::detail {
namespace {

std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string json(double x) {
  std::string out;
  append_number(out, x);
  return out;
}

// The slow twin: a character at a time, by the grammar of RFC 8259.
std::string reference(std::string_view text) {
  std::string valid;
  append_repaired_utf8(text, valid);
  std::string out = "\"";
  for (const char c : valid) {
    const auto u = static_cast<unsigned char>(c);
    const std::string_view named = "\"\\\n\t\r\b\f";
    const std::string_view letters = "\"\\ntrbf";
    if (const std::size_t i = named.find(c); i != std::string_view::npos) {
      out += '\\';
      out += letters[i];
    } else if (u < 0x20) {
      out += "\\u00";
      out += "01"[u >> 4U];
      out += "0123456789abcdef"[u & 15U];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

TEST(JsonText, EscapesWhatJsonForbidsAndNothingElse) {
  EXPECT_EQ(json("plain"), R"("plain")");
  EXPECT_EQ(json("a\"b\\c/\n\t\r\b\f"), R"("a\"b\\c/\n\t\r\b\f")");
  EXPECT_EQ(json(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(json("é漢😀"), "\"é漢😀\"");
}

TEST(JsonText, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(json("a\xFFz"), "\"a\uFFFDz\"");
  EXPECT_EQ(json("\xC3"), "\"\uFFFD\"");
}

TEST(JsonText, AgreesWithACharacterAtATimeAroundBlockSizes) {
  std::mt19937 random(7);
  const std::string_view pieces[] = {"a", "\"", "\\", "\n",    "\x01",
                                     "é", "漢", "😀",  " word", "\x7f"};
  for (int round = 0; round < 4000; ++round) {
    std::string text(random() % 40, 'x');
    const std::size_t more = random() % 12;
    for (std::size_t i = 0; i < more; ++i) {
      text += pieces[random() % std::size(pieces)];
      text.append(random() % 3 == 0 ? random() % 20 : 0, 'y');
    }
    ASSERT_EQ(json(text), reference(text));
  }
}

TEST(JsonText, IsAlwaysValidUtf8WhateverComesIn) {
  std::mt19937 random(11);
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const std::size_t size = random() % 30;
    for (std::size_t i = 0; i < size; ++i) {
      text += static_cast<char>(random() % 4 == 0 ? 'a' : 0x80 + random() % 128);
    }
    ASSERT_TRUE(is_valid_utf8(json(text)));
  }
}

TEST(JsonText, SequencesAreThoseOfTheUnicodeTable) {
  EXPECT_EQ(utf8_sequence_length("a"), 1U);
  EXPECT_EQ(utf8_sequence_length("\u00e9"), 2U);
  EXPECT_EQ(utf8_sequence_length("\u6f22"), 3U);
  EXPECT_EQ(utf8_sequence_length("\U0001F600"), 4U);
  EXPECT_EQ(utf8_sequence_length("\xC0\x80"), 0U);         // overlong
  EXPECT_EQ(utf8_sequence_length("\xE0\x80\x80"), 0U);     // overlong
  EXPECT_EQ(utf8_sequence_length("\xED\xA0\x80"), 0U);     // surrogate
  EXPECT_EQ(utf8_sequence_length("\xF4\x90\x80\x80"), 0U); // beyond U+10FFFF
  EXPECT_EQ(utf8_sequence_length("\xE6\xBC"), 0U);         // cut short
  EXPECT_EQ(utf8_sequence_length(""), 0U);
}

TEST(JsonText, NumbersAreShortestAndExact) {
  EXPECT_EQ(json(1.0), "1");
  EXPECT_EQ(json(0.1), "0.1");
  EXPECT_EQ(json(2.0 / 3), "0.6666666666666666");
  EXPECT_EQ(json(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(json(std::numeric_limits<double>::infinity()), "null");
  std::string out;
  append_number(out, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(out, "18446744073709551615");
}

} // namespace
} // namespace refrain::detail
