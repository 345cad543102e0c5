#include "refrain/core/form.h"

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(Form, GoesByTheRatioWithBothBordersInTheCloserForm) {
  EXPECT_EQ(form_of(1), Form::kVerbatim);
  EXPECT_EQ(form_of(0.95), Form::kVerbatim);
  EXPECT_EQ(form_of(0.9499), Form::kLight);
  EXPECT_EQ(form_of(0.6), Form::kLight);
  EXPECT_EQ(form_of(0.5999), Form::kHeavy);
  EXPECT_EQ(form_of(0), Form::kHeavy);
}

} // namespace
} // namespace refrain
