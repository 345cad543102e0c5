#include "refrain/tfidf/detail/bound_kernels.h"

#include "refrain/core/cpu.h"

namespace refrain::detail {

const BoundKernels& bound_kernels(InstructionSet instructions) {
  switch (instructions) {
#if defined(__x86_64__)
  case InstructionSet::kAvx512:
  case InstructionSet::kAvx2:
    return kAvx2BoundKernels;
#endif
  default:
    return kScalarBoundKernels;
  }
}

} // namespace refrain::detail
