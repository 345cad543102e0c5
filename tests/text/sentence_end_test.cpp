#include "refrain/text/detail/sentence_end.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain::detail {
namespace {

TEST(LineEnd, IsTheLastMark) {
  for (const char* stop : {"Done.", "Done!", "Done?", "Done…", "完了。", "完了！", "完了？", "تم؟",
                           "تم۔", "पूरा।", "Ավարտ։", "A?!"}) {
    EXPECT_EQ(line_end(stop), LineEnd::kStop) << stop;
  }
  for (const char* colon : {"They are:", "They are;", "それは：", "それは；"}) {
    EXPECT_EQ(line_end(colon), LineEnd::kColon) << colon;
  }
  for (const char* pause :
       {"And then,", "And then -", "And then –", "And then—", "それで、", "それで，", "ثم،"}) {
    EXPECT_EQ(line_end(pause), LineEnd::kPause) << pause;
  }
  for (const char* open :
       {"", "Done", "12", "終わり", "Smith (D-MA)", "“Yes”", "***", "\"", ")", "50 %"}) {
    EXPECT_EQ(line_end(open), LineEnd::kOpen) << open;
  }
}

TEST(LineEnd, StandsBeforeQuotesBracketsAndStress) {
  for (const std::string closer :
       {"\"", "'", ")", "]", "}", "*", "_", "”", "’", "»", "«", "“", "」", "』", "）", "**\")"}) {
    EXPECT_EQ(line_end("Done." + closer), LineEnd::kStop) << closer;
    EXPECT_EQ(line_end("Done:" + closer), LineEnd::kColon) << closer;
    EXPECT_EQ(line_end("Done" + closer), LineEnd::kOpen) << closer;
  }
}

TEST(LineEnd, OfBytesThatAreNoText) {
  EXPECT_EQ(line_end("\x80\x80\x80\x80\x80\x80"), LineEnd::kOpen);
  EXPECT_EQ(line_end("\xE3"), LineEnd::kOpen);
}

} // namespace
} // namespace refrain::detail
