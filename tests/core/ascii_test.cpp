#include "refrain/core/ascii.h"

#include <cctype>
#include <string>

#include <gtest/gtest.h>

namespace refrain::ascii {
namespace {

TEST(Ascii, ClassesAreThoseOfTheCLocaleForEachByte) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_EQ(is_digit(c), std::isdigit(byte) != 0) << byte;
    EXPECT_EQ(is_small(c), std::islower(byte) != 0) << byte;
    EXPECT_EQ(is_capital(c), std::isupper(byte) != 0) << byte;
    EXPECT_EQ(is_letter(c), std::isalpha(byte) != 0) << byte;
    EXPECT_EQ(is_letter_byte(c), std::isalpha(byte) != 0 || byte >= 128) << byte;
    EXPECT_EQ(is_continuation(c), byte >= 0x80 && byte <= 0xBF) << byte;
    EXPECT_EQ(small(c), static_cast<char>(std::tolower(byte))) << byte;
    const int value = std::isxdigit(byte) != 0 ? std::stoi(std::string(1, c), nullptr, 16) : -1;
    EXPECT_EQ(hex_value(c), value) << byte;
  }
}

TEST(Ascii, MakesOnlyItsOwnLettersSmall) {
  EXPECT_EQ(small("Das ÄRGERNIS, 1. Teil"), "das Ärgernis, 1. teil");
  std::string text = "X-Ray";
  make_small(text);
  EXPECT_EQ(text, "x-ray");
}

TEST(Ascii, ComparesStartsWithoutCase) {
  EXPECT_TRUE(starts_with_ignoring_case("<!DOCTYPE Html>", "<!doctype html"));
  EXPECT_TRUE(starts_with_ignoring_case("a", ""));
  EXPECT_FALSE(starts_with_ignoring_case("<htm", "<html"));
  EXPECT_FALSE(starts_with_ignoring_case("Älter", "älter"));
}

TEST(Ascii, TrimsBothEndsAndKeepsTheMiddle) {
  EXPECT_EQ(trimmed(" \ta b\t ", " \t"), "a b");
  EXPECT_EQ(trimmed("a", " "), "a");
  EXPECT_EQ(trimmed("", " "), "");
  const std::string_view blank = "   ";
  EXPECT_EQ(trimmed(blank, " "), "");
  EXPECT_EQ(trimmed(blank, " ").data(), blank.data());
}

} // namespace
} // namespace refrain::ascii
