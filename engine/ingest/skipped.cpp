#include "refrain/ingest/skipped.h"

namespace refrain {

std::string_view name_of(SkipReason reason) {
  switch (reason) {
  case SkipReason::kUnreadable:
    return "unreadable";
  case SkipReason::kSpecialFile:
    return "special-file";
  case SkipReason::kHidden:
    return "hidden";
  case SkipReason::kSameFile:
    return "same-file";
  case SkipReason::kEmpty:
    return "empty";
  case SkipReason::kBinary:
    return "binary";
  case SkipReason::kUnsupported:
    return "unsupported";
  case SkipReason::kTooLarge:
  case SkipReason::kOverCap:
    return "too-large";
  case SkipReason::kDamaged:
    return "damaged";
  case SkipReason::kBrokenRecord:
    return "broken-record";
  case SkipReason::kInvalidUtf8:
    return "invalid-utf8";
  case SkipReason::kTooDeep:
    return "too-deep";
  case SkipReason::kNoText:
    return "no-text";
  case SkipReason::kTextNotAString:
    return "text-not-a-string";
  case SkipReason::kEncrypted:
    return "encrypted";
  case SkipReason::kUnknownId:
    return "unknown-id";
  case SkipReason::kOutput:
    return "output";
  }
  return "unknown";
}

} // namespace refrain
