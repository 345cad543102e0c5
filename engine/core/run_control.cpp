#include "refrain/core/run_control.h"

#include "refrain/core/error.h"

#include <mutex>

namespace refrain {

void RunControl::check() const {
  if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
    throw Cancelled();
  }
}

void RunControl::report(std::string_view stage, std::uint64_t done, std::uint64_t total) const {
  if (!on_progress) {
    return;
  }
  static std::mutex one_call_at_a_time;
  const std::lock_guard lock(one_call_at_a_time);
  on_progress({stage, done, total});
}

} // namespace refrain
