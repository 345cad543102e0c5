#include "refrain/core/cpu.h"
#include "refrain/tfidf/detail/bound_kernels.h"

#include "tests/reference/bounds.h"

#include <random>
#include <string>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using detail::Candidate;
using reference::RowBound;

std::vector<std::uint16_t> random_words(std::size_t n, std::uint32_t most, std::mt19937& random) {
  std::vector<std::uint16_t> words(n);
  for (std::uint16_t& word : words) {
    word = random() % 8 == 0 ? static_cast<std::uint16_t>(most)
                             : static_cast<std::uint16_t>(random() % (most + 1));
  }
  return words;
}

std::vector<RowBound> pairs(const std::vector<Candidate>& candidates, std::size_t n) {
  std::vector<RowBound> result;
  for (std::size_t i = 0; i < n; ++i) {
    result.emplace_back(candidates[i].row, candidates[i].bound);
  }
  return result;
}

class BoundKernels : public ::testing::TestWithParam<InstructionSet> {
protected:
  const detail::BoundKernels& kernels_ = detail::bound_kernels(GetParam());
};

TEST_P(BoundKernels, SelectLikeTheReferenceAroundVectorWidths) {
  std::mt19937 random(1);
  for (const std::size_t n : {0U, 1U, 15U, 16U, 17U, 31U, 33U, 500U, 8192U}) {
    for (const std::uint32_t most : {3U, 65535U}) {
      const auto sums = random_words(n, most, random);
      std::vector<Candidate> candidates(n);
      for (const std::size_t room : {std::size_t{0}, n / 3, n}) {
        const auto least = static_cast<std::uint16_t>(most / 2 + 1);
        const std::size_t found = kernels_.select(sums.data(), n, least, candidates.data(), room);
        EXPECT_EQ(pairs(candidates, found), reference::select(sums, least, room)) << n;
      }
    }
  }
}

TEST_P(BoundKernels, CollectLikeTheReferenceAndLeaveNoSum) {
  std::mt19937 random(2);
  for (const std::size_t n : {0U, 1U, 15U, 16U, 17U, 31U, 33U, 500U, 8192U}) {
    const auto norms = random_words(n, 65535, random);
    for (const std::uint32_t most : {0U, 5U, 32768U, 65535U}) {
      for (const std::uint16_t norm : {0, 1, 9000, 32769}) {
        for (const std::uint16_t least : {1, 2, 4000, 32767, 65535}) {
          auto sums = random_words(n, most, random);
          const auto expected = reference::collect(sums, norms, norm, least);
          std::vector<Candidate> candidates(n);
          const std::size_t found =
              kernels_.collect(sums.data(), norms.data(), n, norm, least, candidates.data());
          EXPECT_EQ(pairs(candidates, found), expected) << n << ' ' << norm << ' ' << least;
          EXPECT_EQ(sums, std::vector<std::uint16_t>(n));
        }
      }
    }
  }
}

TEST_P(BoundKernels, RefineLikeTheReferenceWithTheLargestBytesToo) {
  std::mt19937 random(3);
  constexpr std::size_t kRows = 300;
  for (const std::size_t width : {32U, 64U, 96U, 256U}) {
    for (const std::uint32_t most : {1U, 127U}) {
      std::vector<std::uint8_t> bytes(kRows * width);
      std::vector<std::int8_t> query(width);
      for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(random() % 2 == 0 ? most : random() % 2);
      }
      for (std::int8_t& byte : query) {
        byte = static_cast<std::int8_t>(random() % 2 == 0 ? most : 0);
      }
      std::fill_n(bytes.begin(), width, std::uint8_t{0});
      std::vector<float> scales(kRows);
      for (float& scale : scales) {
        scale = static_cast<float>(random() % 1000) * 1e-5F;
      }
      const detail::CommonWeights common{bytes.data(), width, scales.data()};
      for (const float scale : {1e-30F, 3.0F, 200.0F}) {
        std::vector<RowBound> sums;
        std::vector<Candidate> candidates;
        for (std::uint32_t r = 0; r < kRows; r += 1 + random() % 3) {
          const auto sum = static_cast<std::uint16_t>(random() % 40'000);
          sums.emplace_back(r, sum);
          candidates.push_back({static_cast<std::uint16_t>(r), sum});
        }
        for (const std::uint16_t least : {1, 20'000, 65'535}) {
          auto list = candidates;
          const std::size_t kept =
              kernels_.refine(list.data(), list.size(), common, {query.data(), scale}, least);
          EXPECT_EQ(pairs(list, kept),
                    reference::refine(sums, common, {query.data(), scale}, least))
              << width << ' ' << scale << ' ' << least;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, BoundKernels,
                         ::testing::ValuesIn(available_instruction_sets().begin(),
                                             available_instruction_sets().end()),
                         [](const auto& set) { return std::string(to_string(set.param)); });

} // namespace
} // namespace refrain
