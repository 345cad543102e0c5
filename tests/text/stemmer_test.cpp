#include "refrain/text/stemmer.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(Stemmer, MakesFormsOfAWordOne) {
  Stemmer stemmer;
  EXPECT_EQ(stemmer.stem("peacekeepers"), "peacekeep");
  EXPECT_EQ(stemmer.stem("peacekeeping"), "peacekeep");
  EXPECT_EQ(std::string(stemmer.stem("книгами")), std::string(stemmer.stem("книга")));
}

TEST(Stemmer, LeavesNumbersMixedScriptsAndUnknownScriptsAlone) {
  Stemmer stemmer;
  EXPECT_EQ(stemmer.stem("2030s"), "2030s");
  EXPECT_EQ(stemmer.stem("和平"), "和平");
  EXPECT_EQ(stemmer.stem("aб"), "aб");
  EXPECT_EQ(stemmer.stem(""), "");
}

} // namespace
} // namespace refrain
