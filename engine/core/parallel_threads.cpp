// The loops of parallel.h on plain threads, for builds with the thread sanitizer: it does not see
// how the system's oneTBB, which is built without it, hands work from thread to thread.

#include "refrain/core/parallel.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>

namespace refrain {
namespace {

std::atomic<unsigned> limit{0}; // 0: none

unsigned all_processors() {
  return std::max(2U, std::thread::hardware_concurrency());
}

/// Runs `loop` on several threads and throws what the first of them threw.
void on_threads(std::size_t threads, const std::function<void(std::atomic<bool>& failed)>& loop) {
  std::atomic<bool> failed{false};
  std::exception_ptr error;
  std::mutex error_mutex;
  const auto guarded = [&] {
    try {
      loop(failed);
    } catch (...) {
      const std::lock_guard lock(error_mutex);
      if (!error) {
        error = std::current_exception();
      }
      failed = true;
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 1; i < threads; ++i) {
    workers.emplace_back(guarded);
  }
  guarded();
  for (std::thread& worker : workers) {
    worker.join();
  }
  if (error) {
    std::rethrow_exception(error);
  }
}

} // namespace

struct ThreadLimit::Impl {
  unsigned before = 0;
};

ThreadLimit::ThreadLimit(unsigned threads) : impl_(std::make_unique<Impl>()) {
  impl_->before = limit.load();
  const unsigned wished = threads == 0 ? all_processors() : threads;
  limit = impl_->before == 0 ? wished : std::min(wished, impl_->before);
}

ThreadLimit::~ThreadLimit() {
  limit = impl_->before;
}

unsigned thread_count() {
  const unsigned allowed = limit.load();
  return allowed == 0 ? all_processors() : allowed;
}

void parallel_for(std::size_t n, std::size_t grain,
                  const std::function<void(std::size_t, std::size_t)>& body) {
  const std::size_t step = std::max<std::size_t>(grain, 1);
  const std::size_t chunks = (n + step - 1) / step;
  std::atomic<std::size_t> next{0};
  on_threads(std::min<std::size_t>(chunks, thread_count()), [&](std::atomic<bool>& failed) {
    for (std::size_t chunk = next++; chunk < chunks && !failed; chunk = next++) {
      body(chunk * step, std::min(n, (chunk + 1) * step));
    }
  });
}

namespace detail {

void run_pipeline(std::size_t max_live, const std::function<std::shared_ptr<void>()>& produce,
                  const std::function<void(void*)>& work,
                  const std::function<void(void*)>& consume) {
  std::mutex produce_mutex;
  std::uint64_t produced = 0;
  bool ended = false;
  std::mutex consume_mutex;
  std::condition_variable turn;
  std::uint64_t consumed = 0;
  const std::size_t threads =
      std::clamp<std::size_t>(max_live, 1, std::max<std::size_t>(1, thread_count()));
  on_threads(threads, [&](std::atomic<bool>& failed) {
    try {
      while (!failed) {
        std::shared_ptr<void> item;
        std::uint64_t number = 0;
        {
          const std::lock_guard lock(produce_mutex);
          item = ended ? nullptr : produce();
          if (!item) {
            ended = true;
            return;
          }
          number = produced++;
        }
        work(item.get());
        std::unique_lock lock(consume_mutex);
        turn.wait(lock, [&] { return consumed == number || failed; });
        if (failed) {
          return;
        }
        consume(item.get());
        ++consumed;
        turn.notify_all();
      }
    } catch (...) {
      {
        const std::lock_guard lock(consume_mutex);
        failed = true;
      }
      turn.notify_all();
      throw;
    }
  });
}

} // namespace detail
} // namespace refrain
