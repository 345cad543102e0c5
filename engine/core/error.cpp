#include "refrain/core/error.h"

#include "refrain/core/detail/system_reason.h"

namespace refrain {

IoError::IoError(const std::string& path, const std::string& what_failed, int error_number)
    : Error(path + ": " + what_failed +
            (error_number == 0 ? "" : ": " + detail::system_reason(error_number))),
      path_(path), error_number_(error_number) {}

} // namespace refrain
