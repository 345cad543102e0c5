#include "refrain/core/detail/system_reason.h"

#include <cerrno>
#include <system_error>

namespace refrain::detail {

std::string system_reason(int error_number) {
  return std::error_code(error_number, std::generic_category()).message();
}

bool is_shortage(int error_number) {
  return error_number == EMFILE || error_number == ENFILE || error_number == ENOMEM;
}

} // namespace refrain::detail
