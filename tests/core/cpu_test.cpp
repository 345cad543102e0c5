#include "refrain/core/cpu.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(Cpu, ScalarIsAlwaysAvailableAndFirst) {
  ASSERT_FALSE(available_instruction_sets().empty());
  EXPECT_EQ(available_instruction_sets().front(), InstructionSet::kScalar);
}

TEST(Cpu, DetectsTheBestOfTheAvailableSets) {
  const auto sets = available_instruction_sets();
  EXPECT_TRUE(std::is_sorted(sets.begin(), sets.end()));
  EXPECT_EQ(detected_instruction_set(), sets.back());
}

TEST(Cpu, NamesOfInstructionSetsDiffer) {
  EXPECT_EQ(to_string(InstructionSet::kScalar), "scalar");
  EXPECT_EQ(to_string(InstructionSet::kNeon), "neon");
  EXPECT_EQ(to_string(InstructionSet::kAvx2), "avx2");
  EXPECT_EQ(to_string(InstructionSet::kAvx512), "avx512");
}

} // namespace
} // namespace refrain
