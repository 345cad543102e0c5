#include "refrain/ingest/detail/json_items.h"

#include "refrain/ingest/detail/json_record.h"
#include "refrain/text/decode.h"

#include <algorithm>

namespace refrain::detail {

std::size_t json_space(std::string_view text) {
  return std::min(text.find_first_not_of(" \t\r\n"), text.size());
}

std::size_t JsonValueEnd::feed(std::string_view part) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
        complete_ = depth_ == 0;
      }
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (depth_ == 0 && (c == '}' || c == ']' || c == ',' || json_space({&c, 1}) == 1)) {
      complete_ = begun_; // a number or a word ends before what follows it
      return i;
    } else if (c == '}' || c == ']') {
      complete_ = --depth_ == 0;
    }
    begun_ = true;
    if (complete_) {
      return i + 1;
    }
  }
  return part.size();
}

bool JsonItems::fill() {
  constexpr std::size_t kStep = std::size_t{64} << 10;
  buffer_.resize(kStep);
  buffer_.resize(input_.read(buffer_.data(), kStep));
  at_ = 0;
  if (!begun_) {
    at_ = byte_order_mark(buffer_).size;
    begun_ = true;
  }
  return !buffer_.empty();
}

char JsonItems::peek() {
  do {
    at_ += json_space(std::string_view(buffer_).substr(at_));
  } while (at_ == buffer_.size() && fill());
  return at_ < buffer_.size() ? buffer_[at_] : '\0';
}

JsonItems::Found JsonItems::broken(std::string problem) {
  ended_ = true;
  problem_ = std::move(problem);
  return Found::kBroken;
}

JsonItems::Found JsonItems::next() {
  size_ = 0;
  if (ended_) {
    return Found::kEnd;
  }
  char c = peek();
  if (first_ && c != '[') {
    return broken("expected an array");
  }
  if (first_ || c == ',') {
    ++at_;
    c = peek();
    if (c == '\0') {
      return broken("the file ends inside its array");
    }
    if (c == ',' || c == '}' || (c == ']' && !first_)) {
      return broken("expected a record in the array, found '" + std::string(1, c) + "'");
    }
  } else if (c != ']') {
    return broken(c == '\0' ? "the file ends inside its array"
                            : "expected a comma or the end of the array behind a record");
  }
  first_ = false;
  if (c == ']') {
    ++at_;
    if (peek() != '\0') {
      return broken("expected the end of the file behind its array");
    }
    ended_ = true;
    return Found::kEnd;
  }
  JsonValueEnd end;
  item_.clear();
  bool too_large = false;
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const std::size_t n = end.feed(rest);
    too_large = too_large || item_.size() + n > limit_;
    if (!too_large) {
      item_.append(rest.substr(0, n));
    }
    at_ += n;
    if (end.complete()) {
      break;
    }
    if (!fill()) {
      return broken("the file ends inside a record");
    }
  }
  if (too_large) {
    item_ = {};
    return Found::kTooLarge;
  }
  size_ = item_.size();
  item_.append(kJsonPadding, '\0');
  return Found::kItem;
}

} // namespace refrain::detail
