#include "refrain/core/parallel.h"

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

std::atomic<int> live_items{0};
std::atomic<int> most_live_items{0};

struct Item {
  Item() {
    const int now = ++live_items;
    int most = most_live_items;
    while (now > most && !most_live_items.compare_exchange_weak(most, now)) {
    }
  }
  ~Item() { --live_items; }
  Item(const Item&) = delete;
  Item& operator=(const Item&) = delete;

  std::size_t number = 0;
  std::size_t square = 0;
  // Long enough to lie in memory of its own, which a lost item would leak.
  std::string text = std::string(1000, 'x');
};

enum class Stage { kNone, kProduce, kWork, kConsume };

// Runs 500 items on four threads; the given stage throws at its item 100. Gives the items consumed.
std::vector<std::size_t> run(std::size_t max_live, Stage throws) {
  const ThreadLimit limit(4);
  std::vector<std::size_t> consumed;
  std::size_t produced = 0;
  const auto maybe_throw = [&](Stage stage, std::size_t number) {
    if (stage == throws && number == 100) {
      throw std::runtime_error("stage failed");
    }
  };
  ordered_pipeline<Item>(
      max_live,
      [&](Item& item) {
        if (produced == 500) {
          return false;
        }
        item.number = produced++;
        maybe_throw(Stage::kProduce, item.number);
        return true;
      },
      [&](Item& item) {
        item.square = item.number * item.number;
        maybe_throw(Stage::kWork, item.number);
      },
      [&](Item& item) {
        EXPECT_EQ(item.square, item.number * item.number);
        maybe_throw(Stage::kConsume, item.number);
        consumed.push_back(item.number);
      });
  return consumed;
}

TEST(OrderedPipeline, ConsumesEveryItemInOrderWithAFewAlive) {
  for (const std::size_t max_live : {1, 2, 3, 8}) {
    most_live_items = 0;
    const std::vector<std::size_t> consumed = run(max_live, Stage::kNone);
    ASSERT_EQ(consumed.size(), 500U);
    for (std::size_t i = 0; i < consumed.size(); ++i) {
      ASSERT_EQ(consumed[i], i);
    }
    EXPECT_EQ(live_items, 0);
    EXPECT_LE(most_live_items, static_cast<int>(max_live));
  }
}

TEST(OrderedPipeline, ThrowsWhatAStageThrewAndLosesNoItem) {
  for (const Stage stage : {Stage::kProduce, Stage::kWork, Stage::kConsume}) {
    for (int round = 0; round < 50; ++round) {
      EXPECT_THROW(run(8, stage), std::runtime_error);
      ASSERT_EQ(live_items, 0);
    }
  }
}

} // namespace
} // namespace refrain
