#include "refrain/text/char_index.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(CharIndex, CountsCodePointsBeforeEveryByte) {
  const std::string text = "aé水😀z";
  const CharIndex chars(text);
  EXPECT_EQ(chars.at(0), 0U);
  EXPECT_EQ(chars.at(1), 1U);  // é
  EXPECT_EQ(chars.at(3), 2U);  // 水
  EXPECT_EQ(chars.at(6), 3U);  // 😀
  EXPECT_EQ(chars.at(10), 4U); // z
  EXPECT_EQ(chars.at(11), 5U);
}

TEST(CharIndex, OfAsciiIsTheByte) {
  const std::string text(5000, 'x');
  const CharIndex chars(text);
  EXPECT_EQ(chars.at(0), 0U);
  EXPECT_EQ(chars.at(4321), 4321U);
  EXPECT_EQ(chars.at(5000), 5000U);
  EXPECT_EQ(CharIndex(std::string_view()).at(0), 0U);
}

TEST(CharIndex, AgreesWithCountingAroundItsBlocks) {
  std::string text;
  while (text.size() < 2048) {
    text += text.size() % 5 == 0 ? "é" : (text.size() % 7 == 0 ? "水" : "abc");
  }
  for (std::size_t size = 1020; size < 1030; ++size) {
    const std::string cut = text.substr(0, size);
    const CharIndex chars(cut);
    std::uint32_t n = 0;
    for (std::uint32_t byte = 0; byte <= cut.size(); ++byte) {
      const bool starts = byte == cut.size() || (static_cast<unsigned char>(cut[byte]) >> 6) != 2;
      if (starts) {
        ASSERT_EQ(chars.at(byte), n) << byte;
        ++n;
      }
    }
  }
}

} // namespace
} // namespace refrain
