#include "refrain/core/index_limit.h"

#include "refrain/core/error.h"

#include <string>

namespace refrain {

void check_count(const char* what, std::uint64_t count, std::uint64_t most) {
  if (count > most) {
    throw InvalidArgument(std::string(what) + ": expected at most " + std::to_string(most) +
                          ", found " + std::to_string(count));
  }
}

} // namespace refrain
