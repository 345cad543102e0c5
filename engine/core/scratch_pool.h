#pragma once
/// @file
/// Scratch objects that outlive one piece of a parallel loop: made once a thread, then lent again.
///
///     ScratchPool<Searcher> pool([&] { return std::make_unique<Searcher>(rows); });
///     const auto loan = pool.borrow();  (*loan).search(...);

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace refrain {

template <class Scratch> class ScratchPool {
public:
  explicit ScratchPool(std::function<std::unique_ptr<Scratch>()> make) : make_(std::move(make)) {}

  class Loan {
  public:
    Loan(ScratchPool& pool, std::unique_ptr<Scratch> scratch)
        : pool_(pool), scratch_(std::move(scratch)) {}
    ~Loan() {
      const std::lock_guard lock(pool_.mutex_);
      pool_.free_.push_back(std::move(scratch_));
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    [[nodiscard]] Scratch& operator*() const { return *scratch_; }

  private:
    ScratchPool& pool_;
    std::unique_ptr<Scratch> scratch_;
  };

  [[nodiscard]] Loan borrow() {
    std::unique_ptr<Scratch> scratch;
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        scratch = std::move(free_.back());
        free_.pop_back();
      }
    }
    return Loan(*this, scratch ? std::move(scratch) : make_());
  }

  /// All that were made, when none is lent.
  [[nodiscard]] std::vector<std::unique_ptr<Scratch>> take_all() {
    const std::lock_guard lock(mutex_);
    return std::move(free_);
  }

private:
  std::function<std::unique_ptr<Scratch>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Scratch>> free_;
};

} // namespace refrain
