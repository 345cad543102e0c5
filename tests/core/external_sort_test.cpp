#include "refrain/core/external_sort.h"
#include "refrain/core/repeat_filter.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

struct Item {
  std::uint32_t key = 0;
  std::uint32_t value = 0;
  friend auto operator<=>(const Item&, const Item&) = default;
};
using Sorter = ExternalSorter<Item, std::less<>>;

std::string temp_path() {
  return std::filesystem::temp_directory_path().string();
}

std::vector<Item> random_items(std::size_t count, std::uint32_t keys) {
  std::mt19937 random(static_cast<std::uint32_t>(count));
  std::vector<Item> items(count);
  for (Item& item : items) {
    item.key = static_cast<std::uint32_t>(random() % keys);
    item.value = static_cast<std::uint32_t>(random() % 3);
  }
  return items;
}

std::vector<Item> drain(Sorter& sorter) {
  std::vector<Item> items;
  for (Item item; sorter.next(item);) {
    items.push_back(item);
  }
  return items;
}

TEST(ExternalSorter, AgreesWithSortInMemoryForAnyNumberOfRunsAndThreads) {
  TempFolder folder(temp_path());
  for (const std::size_t count : {0U, 1U, 2047U, 2048U, 2049U, 9000U, 200'000U}) {
    const std::vector<Item> items = random_items(count, 50'000);
    std::vector<Item> expected = items;
    std::sort(expected.begin(), expected.end());
    for (const unsigned threads : {1U, 3U}) {
      for (const std::uint64_t bytes : {Sorter::kLeastBytes, std::uint64_t{1} << 20}) {
        Sorter sorter(folder, bytes, threads);
        sorter.add(items);
        sorter.sort();
        EXPECT_EQ(drain(sorter), expected) << count << " items, " << bytes << " bytes";
        // 2048 items fill the least memory; more than four runs take more than one pass.
        EXPECT_EQ(sorter.runs() > 0, count * sizeof(Item) > bytes);
      }
    }
  }
}

TEST(ExternalSorter, GivesEqualRecordsOnceWhereAsked) {
  TempFolder folder(temp_path());
  const std::vector<Item> items = random_items(100'000, 500);
  std::vector<Item> expected = items;
  std::sort(expected.begin(), expected.end());
  expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
  for (const std::uint64_t bytes : {Sorter::kLeastBytes, std::uint64_t{4} << 20}) {
    Sorter sorter(folder, bytes, 2, Repeats::kDistinct);
    sorter.add(items);
    sorter.sort();
    EXPECT_EQ(drain(sorter), expected);
  }
}

TEST(ExternalSorter, RestartsForOtherRecordsWhereverItStood) {
  TempFolder folder(temp_path());
  Sorter sorter(folder, Sorter::kLeastBytes, 1, Repeats::kDistinct);
  for (const std::size_t count : {9000U, 100U, 0U, 30'000U, 2048U}) {
    sorter.add(random_items(500, 7)); // given up, half read
    sorter.sort();
    Item item;
    EXPECT_TRUE(sorter.next(item));
    sorter.restart();
    std::vector<Item> expected = random_items(count, 50'000);
    sorter.add(expected);
    sorter.sort();
    std::sort(expected.begin(), expected.end());
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    EXPECT_EQ(drain(sorter), expected) << count;
    sorter.restart();
  }
}

TEST(RecordFile, CursorsReadInOrderAndSkip) {
  TempFolder folder(temp_path());
  RecordFile<std::uint64_t> file(folder);
  constexpr std::uint64_t kCount = 50'000;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    file.add(i * i);
  }
  file.finish();
  ASSERT_EQ(file.size(), kCount);
  RecordCursor<std::uint64_t> all(file);
  std::uint64_t seen = 0;
  for (std::uint64_t value = 0; all.next(value); ++seen) {
    ASSERT_EQ(value, seen * seen);
  }
  EXPECT_EQ(seen, kCount);
  for (const std::size_t buffer_bytes : {1U, 64U, 4096U}) {
    RecordCursor<std::uint64_t> skipping(file, 0, kCount, buffer_bytes);
    for (std::uint64_t i = 3; i < kCount; i += 1 + i / 7) {
      ASSERT_EQ(skipping.at(i), i * i);
    }
  }
  RecordCursor<std::uint64_t> part(file, 10, 12);
  EXPECT_EQ(*part.next(), 100U);
  EXPECT_EQ(*part.next(), 121U);
  EXPECT_EQ(part.next(), nullptr);
}

TEST(TempFile, LeavesNoNameBehind) {
  const std::filesystem::path path = std::filesystem::path(temp_path()) / "refrain-temp-file-test";
  std::filesystem::create_directories(path);
  {
    TempFolder folder(path.string());
    TempFile file(folder);
    file.append("abc", 3);
    char back[2];
    file.read(1, back, 2);
    EXPECT_EQ(std::string(back, 2), "bc");
    EXPECT_EQ(folder.written(), 3U);
    EXPECT_TRUE(std::filesystem::is_empty(path));
    EXPECT_THROW(file.read(2, back, 2), IoError);
  }
  std::filesystem::remove(path);
  EXPECT_THROW(TempFolder("/nonexistent"), IoError);
}

TEST(RepeatFilter, MissesNoRepeatedHashAndDropsMostOthers) {
  std::mt19937_64 random(5);
  std::vector<std::uint64_t> once(100'000);
  std::vector<std::uint64_t> twice(10'000);
  for (auto* hashes : {&once, &twice}) {
    for (std::uint64_t& hash : *hashes) {
      hash = random() & 0xffffffffU; // keys of bands have 32 bits
    }
  }
  const auto note = [](RepeatFilter& filter, const std::vector<std::uint64_t>& hashes) {
    filter.note(
        hashes.size(), [](std::size_t) { return true; }, [&](std::size_t i) { return hashes[i]; });
  };
  const auto repeated = [](RepeatFilter& filter, const std::vector<std::uint64_t>& hashes) {
    std::vector<std::size_t> found;
    filter.for_each_repeated(
        hashes.size(), [](std::size_t) { return true; }, [&](std::size_t i) { return hashes[i]; },
        [&](std::size_t i) { found.push_back(i); });
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
    return found;
  };
  for (const std::uint64_t bytes : {std::uint64_t{1}, std::uint64_t{1} << 20}) {
    RepeatFilter filter(once.size() + 2 * twice.size(), bytes);
    note(filter, once);
    note(filter, twice);
    note(filter, twice);
    EXPECT_EQ(repeated(filter, twice).size(), twice.size());
    if (bytes > 1) {
      // About 110,000 hashes in 2^20 cells: one in ten meets another.
      EXPECT_LT(repeated(filter, once).size(), 15'000U);
    }
    filter.clear();
    EXPECT_TRUE(repeated(filter, twice).empty());
    note(filter, {twice.front()});
    EXPECT_TRUE(repeated(filter, twice).empty());
    note(filter, {twice.front()});
    EXPECT_EQ(repeated(filter, twice).front(), 0U);
  }
}

TEST(RepeatFilter, AsksOnlyForWhatIsChosen) {
  const std::vector<std::uint64_t> hashes{7, 8, 7, 8, 9, 8};
  const auto hash_of = [&](std::size_t i) { return hashes.at(i); };
  RepeatFilter filter(hashes.size(), 1024);
  filter.note(
      hashes.size(), [](std::size_t i) { return i != 2; }, hash_of);
  filter.note(
      0, [](std::size_t) { return true; }, hash_of);
  std::vector<std::size_t> found;
  filter.for_each_repeated(
      hashes.size(), [](std::size_t i) { return i != 3; }, hash_of,
      [&](std::size_t i) { found.push_back(i); });
  EXPECT_EQ(found, (std::vector<std::size_t>{1, 5}));
}

} // namespace
} // namespace refrain
