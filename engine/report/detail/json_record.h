#pragma once
/// @file
/// One record as one line of JSON, shared by the JSON and the JSON Lines writer.

#include "refrain/report/records.h"

#include <string>

namespace refrain::detail {

/// Appends the record as a JSON object without a line feed.
void append_json(std::string& out, const DocumentRecord& record);
void append_json(std::string& out, const PairRecord& record);
void append_json(std::string& out, const ClusterRecord& record);
void append_json(std::string& out, const ReuseRecord& record);
void append_json(std::string& out, const TalkingPointRecord& record);
void append_json(std::string& out, const MatchRecord& record);
void append_json(std::string& out, const ComparisonRecord& record);
void append_json(std::string& out, const RemovedRecord& record);
void append_json(std::string& out, const LimitRecord& record);
void append_json(std::string& out, const SkippedRecord& record);

/// What the form of an occurrence is called: "verbatim", "light", "reworded".
[[nodiscard]] inline std::string_view occurrence_form(Form form) {
  return form == Form::kHeavy ? "reworded" : name_of(form);
}

} // namespace refrain::detail
