#pragma once
/// @file
/// Records as dicts, with the fields of the tool's JSON records, and small conversions.

#include "refrain/report/records.h"

#include "records.h"

#include <string_view>

#include <pybind11/pybind11.h>

namespace refrain::python {

[[nodiscard]] inline py::str text(std::string_view value) {
  return {value.data(), value.size()};
}

[[nodiscard]] inline py::object text_or_none(std::string_view value) {
  return value.empty() ? py::object(py::none()) : py::object(text(value));
}

/// As records write the form of an occurrence.
[[nodiscard]] inline std::string_view occurrence_form(Form form) {
  return form == Form::kHeavy ? "reworded" : name_of(form);
}

// Of a Document all but the counts of its passages and tokens.
[[nodiscard]] py::dict as_dict(const DocumentItem& record);
[[nodiscard]] py::dict as_dict(const RangeItem& record);
[[nodiscard]] py::dict as_dict(const PairItem& record);
[[nodiscard]] py::dict as_dict(const MemberItem& record);
[[nodiscard]] py::dict as_dict(const ClusterItem& record);
[[nodiscard]] py::dict as_dict(const RemovalItem& record);
[[nodiscard]] py::dict as_dict(const DifferenceItem& record);
[[nodiscard]] py::dict as_dict(const SpanItem& record);
[[nodiscard]] py::dict as_dict(const OccurrenceItem& record);
[[nodiscard]] py::dict as_dict(const TalkingPointItem& record);
[[nodiscard]] py::dict as_dict(const MatchItem& record);
[[nodiscard]] py::dict as_dict(const ComparisonItem& record);
[[nodiscard]] py::dict as_dict(const Skipped& record);
[[nodiscard]] py::dict as_dict(const LimitItem& record);

} // namespace refrain::python
