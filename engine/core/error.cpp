#include "refrain/core/error.h"

#include <system_error>

namespace refrain {

IoError::IoError(const std::string& path, const std::string& what_failed, int error_number)
    : Error(path + ": " + what_failed + ": " +
            std::error_code(error_number, std::generic_category()).message()),
      path_(path), error_number_(error_number) {}

} // namespace refrain
