#include "refrain/ingest/detail/buffered_input.h"

#include <algorithm>

namespace refrain::detail {

bool BufferedInput::fill() {
  constexpr std::size_t kStep = std::size_t{64} << 10;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kStep);
  std::size_t n = 0;
  try {
    n = input_.read(buffer_.data() + size, kStep);
  } catch (const ReadFailed&) {
    buffer_.resize(size);
    throw;
  }
  buffer_.resize(size + n);
  return n > 0;
}

bool BufferedInput::line(std::string_view& out, std::size_t limit) {
  std::size_t searched = at_;
  cut_ = false;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    const std::size_t size = std::min(end, buffer_.size()) - at_;
    if (size > limit) {
      out = std::string_view(buffer_).substr(at_, limit);
      at_ += limit;
      cut_ = true;
      return true;
    }
    if (end != std::string::npos) {
      out = std::string_view(buffer_).substr(at_, size);
      at_ = end + 1;
      return true;
    }
    const std::size_t had = buffer_.size() - at_;
    if (!fill()) {
      out = std::string_view(buffer_).substr(at_);
      at_ = buffer_.size();
      return had > 0;
    }
    searched = had;
  }
}

std::uint64_t BufferedInput::take(std::uint64_t size, std::string* out) {
  std::uint64_t taken = 0;
  while (taken < size) {
    if (at_ == buffer_.size() && !fill()) {
      break;
    }
    const std::size_t n = std::min<std::uint64_t>(size - taken, buffer_.size() - at_);
    if (out != nullptr) {
      out->append(buffer_, at_, n);
    }
    at_ += n;
    taken += n;
  }
  return taken;
}

} // namespace refrain::detail
