#pragma once
/// @file
/// Parallel loops and pipelines; the only place that names oneTBB.
///
///     ThreadLimit limit(options.threads);
///     parallel_for(n, 256, [&](std::size_t begin, std::size_t end) { ... });
///
/// Quirks: a body must write only to places that its own indexes name, so that results do not
/// depend on scheduling. An exception in a body ends the loop and is thrown to the caller.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace refrain {

/// Limits the worker threads of all parallel work while it lives. 0 means all processors.
class ThreadLimit {
public:
  explicit ThreadLimit(unsigned threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Threads that parallel work may use right now.
[[nodiscard]] unsigned thread_count();

/// Calls body(begin, end) on disjoint ranges that cover [0, n), each of at most `grain` items.
void parallel_for(std::size_t n, std::size_t grain,
                  const std::function<void(std::size_t, std::size_t)>& body);

/// Sorts by `less`, a total order or one whose ties are equal in every respect, so that the result
/// does not depend on the number of threads. O(n log n), in place but for the merge buffers.
template <class Item, class Less> void parallel_sort(std::vector<Item>& items, Less less) {
  constexpr std::size_t kSerial = std::size_t{1} << 15;
  if (items.size() <= kSerial || thread_count() == 1) {
    std::sort(items.begin(), items.end(), less);
    return;
  }
  const std::size_t parts = std::bit_ceil(std::size_t{thread_count()}) * 2;
  const auto bound = [&](std::size_t part) {
    return items.begin() + static_cast<std::ptrdiff_t>(items.size() * part / parts);
  };
  parallel_for(parts, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t part = begin; part < end; ++part) {
      std::sort(bound(part), bound(part + 1), less);
    }
  });
  for (std::size_t width = 1; width < parts; width *= 2) {
    parallel_for(parts / (2 * width), 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t first = 2 * width * i;
        std::inplace_merge(bound(first), bound(first + width), bound(first + 2 * width), less);
      }
    });
  }
}

namespace detail {
void run_pipeline(std::size_t max_live, const std::function<std::shared_ptr<void>()>& produce,
                  const std::function<void(void*)>& work,
                  const std::function<void(void*)>& consume);
} // namespace detail

/// A three-stage pipeline with at most `max_live` items between its ends: `produce` serially (false
/// ends), `work` in parallel, `consume` serially in the order of production.
template <class Item, class Produce, class Work, class Consume>
void ordered_pipeline(std::size_t max_live, Produce produce, Work work, Consume consume) {
  detail::run_pipeline(
      max_live,
      [&]() -> std::shared_ptr<void> {
        auto item = std::make_shared<Item>();
        return produce(*item) ? std::shared_ptr<void>(item) : nullptr;
      },
      [&](void* item) { work(*static_cast<Item*>(item)); },
      [&](void* item) { consume(*static_cast<Item*>(item)); });
}

} // namespace refrain
