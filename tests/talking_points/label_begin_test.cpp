#include "refrain/talking_points/detail/label_begin.h"

#include <string_view>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

/// The text from where its label begins, read from the first letter or digit on.
std::string_view label_of(std::string_view text, std::size_t begin = 0) {
  return text.substr(label_begin(text, begin));
}

TEST(LabelBegin, LeavesOutNumbersOfLists) {
  EXPECT_EQ(label_of("3. Mend the road"), "Mend the road");
  EXPECT_EQ(label_of("12) Mend the road"), "Mend the road");
  EXPECT_EQ(label_of("We ask: (a) Mend the road", 9), "Mend the road");
  EXPECT_EQ(label_of("Rain fell.\n(iv) Mend the road", 12), "Mend the road");
  EXPECT_EQ(label_of("2. (b) Mend the road"), "Mend the road");
}

TEST(LabelBegin, KeepsWhatIsSaidWithANumberOrALetter) {
  for (const std::string_view text :
       {"3.5 percent were lost", "J. Hale mended it", "2008. They came", "I. A. Reed wrote",
        "12 boats", "3. März war es kalt", "19. Jahrhundert", "I (we) came"}) {
    EXPECT_EQ(label_of(text), text);
  }
  EXPECT_EQ(label_of("in vitamin b) Mend the road", 11), "b) Mend the road");
}

TEST(LabelBegin, LeavesOutWhoIsPassedOn) {
  EXPECT_EQ(label_of("RT @reeds_91: The mill is silent"), "The mill is silent");
  EXPECT_EQ(label_of("RT @a: RT @b: The mill is silent"), "The mill is silent");
  EXPECT_EQ(label_of("RT @reeds The mill"), "RT @reeds The mill");
  EXPECT_EQ(label_of("RT the mill: silent"), "RT the mill: silent");
}

TEST(LabelBegin, LeavesOutWhereas) {
  EXPECT_EQ(label_of("Whereas the ferry is dark"), "the ferry is dark");
  EXPECT_EQ(label_of("WHEREAS, the ferry is dark"), "the ferry is dark");
  EXPECT_EQ(label_of("It is lit, whereas the ferry is dark", 11), "whereas the ferry is dark");
}

TEST(LabelBegin, StaysInsideTheText) {
  for (const std::string_view text :
       {"1.", "1. ", "(a)", "RT @", "Whereas", "Whereas,", "a)", ""}) {
    EXPECT_LE(label_begin(text, 0), text.size());
  }
}

} // namespace
} // namespace refrain::points
