#include "refrain/text/detail/word_pass.h"

namespace refrain::detail {

WordPassKernel word_pass_kernel(InstructionSet set) {
  switch (set) {
#if defined(__x86_64__)
  case InstructionSet::kAvx512:
    return word_pass_avx512;
  case InstructionSet::kAvx2:
    return word_pass_avx2;
#elif defined(__aarch64__)
  case InstructionSet::kNeon:
    return word_pass_neon;
#endif
  default:
    return word_pass_scalar;
  }
}

} // namespace refrain::detail
