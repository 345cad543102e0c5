#include "refrain/core/error.h"
#include "refrain/core/index_limit.h"

#include <cstdint>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(IndexLimit, TakesWhatIndexesBelowNoneName) {
  check_count("passages", 0);
  check_count("passages", kNone); // the last index is one below
  EXPECT_THROW(check_count("passages", std::uint64_t{kNone} + 1), InvalidArgument);
  EXPECT_THROW(check_count("passages", std::numeric_limits<std::uint64_t>::max()), InvalidArgument);
}

TEST(IndexLimit, SaysWhatAndHowMany) {
  EXPECT_THAT([] { check_count("documents", 9, 8); },
              testing::ThrowsMessage<InvalidArgument>("documents: expected at most 8, found 9"));
}

} // namespace
} // namespace refrain
