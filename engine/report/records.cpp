#include "refrain/report/records.h"

#include <array>

namespace refrain {
namespace {

struct Names {
  std::string_view one;
  std::string_view many;
};

constexpr std::array<Names, kRecordKinds> kNames{{
    {"document", "documents"},
    {"pair", "pairs"},
    {"cluster", "clusters"},
    {"reuse", "reuse"},
    {"talking_point", "talking_points"},
    {"match", "matches"},
    {"comparison", "comparisons"},
    {"removed", "removed"},
    {"limit", "limits"},
    {"skipped", "skipped"},
}};

} // namespace

std::string_view name_of(RecordKind kind) {
  return kNames[static_cast<std::size_t>(kind)].one;
}

std::string_view plural_of(RecordKind kind) {
  return kNames[static_cast<std::size_t>(kind)].many;
}

std::string_view name_of(Form form) {
  switch (form) {
  case Form::kVerbatim:
    return "verbatim";
  case Form::kLight:
    return "light";
  case Form::kHeavy:
    break;
  }
  return "heavy";
}

std::string_view name_of(PointKind kind) {
  switch (kind) {
  case PointKind::kPhrase:
    return "phrase";
  case PointKind::kStumpLine:
    return "stump_line";
  case PointKind::kStatement:
    break;
  }
  return "statement";
}

std::string_view name_of(Origin origin) {
  switch (origin) {
  case Origin::kField:
    return "field";
  case Origin::kMetadata:
    return "metadata";
  case Origin::kFileName:
    return "file_name";
  case Origin::kTable:
    return "table";
  case Origin::kText:
    return "text";
  case Origin::kUnknown:
    break;
  }
  return "unknown";
}

} // namespace refrain
