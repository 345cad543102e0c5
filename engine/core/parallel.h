#pragma once
/// @file
/// Parallel loops and pipelines; the only place that names oneTBB.
///
///     ThreadLimit limit(options.threads);
///     parallel_for(n, 256, [&](std::size_t begin, std::size_t end) { ... });
///
/// Quirks: a body must write only to places that its own indexes name, so that results do not
/// depend on scheduling. An exception in a body ends the loop and is thrown to the caller.

#include <cstddef>
#include <functional>
#include <memory>

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
