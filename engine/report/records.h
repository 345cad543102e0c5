#pragma once
/// @file
/// The records of Refrain's output, one struct a type, as views into a corpus and its results.
/// Built by record_maker.h, written by record_writer.h; field names in the files are these names.
///
/// Quirk: an empty title, source or date means "not known" and is written as null.

#include "refrain/core/types.h"
#include "refrain/talking_points/talking_points.h"
#include "refrain/text/document.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

/// The schema that JSON output names; a change of meaning or a removed field changes it.
inline constexpr std::string_view kRecordSchema = "refrain/1";

/// In the order in which a file holds them.
enum class RecordKind : std::uint8_t {
  kDocument,
  kPair,
  kCluster,
  kReuse,
  kTalkingPoint,
  kMatch,
  kComparison,
  kRemoved,
  kLimit,
  kSkipped,
};
inline constexpr std::size_t kRecordKinds = 10;

/// "pair", the value of a record's "type".
[[nodiscard]] std::string_view name_of(RecordKind kind);
/// "pairs", the name of its array.
[[nodiscard]] std::string_view plural_of(RecordKind kind);
/// "verbatim", "light", "heavy".
[[nodiscard]] std::string_view name_of(Form form);
/// "phrase", "statement", "stump_line".
[[nodiscard]] std::string_view name_of(PointKind kind);
/// "unknown", "field", "metadata", "file_name", "text", "table".
[[nodiscard]] std::string_view name_of(Origin origin);

struct RangeRecord {
  std::string_view document;
  ByteRange bytes;
  std::uint32_t begin_char = 0;
  std::uint32_t end_char = 0;
  std::string_view text;
  DocumentIndex number = 0;      ///< of the document in the corpus: ids need not be unique
  std::uint32_t page = 0;        ///< on which it begins; 0 where not known
  bool furniture = false;        ///< of the page around a text, rather than of the text
  std::string_view element = {}; ///< in which it begins, as text/element_list.h says; may be empty
};

struct DocumentRecord {
  std::string_view id;
  std::string_view title;
  std::string_view source;
  std::string_view date;
  Origin title_origin = Origin::kUnknown;
  Origin source_origin = Origin::kUnknown;
  Origin date_origin = Origin::kUnknown;
  std::string_view language;
  Origin language_origin = Origin::kUnknown;
  std::string_view path;
  std::uint64_t bytes = 0;
  std::uint64_t passages = 0;
  std::uint64_t tokens = 0;
  std::vector<std::string_view> speakers = {}; ///< of a transcript, in the order of names
};

struct PairRecord {
  RangeRecord a;
  RangeRecord b;
  double jaccard = 0;
  double containment = 0;
};

struct MemberRecord {
  RangeRecord range;
  double jaccard = 0;
  std::string_view source; ///< in text and SQLite, as is the date
  std::string_view date;
};

/// A cluster, or one of the parts in which a very large one is written, each after the other.
struct ClusterRecord {
  std::uint64_t id = 0;   ///< from 1, in the order of representatives
  std::uint64_t size = 0; ///< members of the whole cluster, the representative among them
  /// The representative first with Jaccard 1, in every part; then the members of this part.
  std::span<const MemberRecord> members;
  bool first = true; ///< the first part
  bool last = true;  ///< the last part
};

/// A stretch on which the two sides of a span differ; one of them may be empty.
struct DifferenceRecord {
  RangeRecord a;
  RangeRecord b;
};

struct ReuseRecord {
  RangeRecord a;
  RangeRecord b;
  Form form = Form::kVerbatim;
  double similarity = 0;
  bool compared = false; ///< `differences` is known: only where two documents are compared
  std::span<const DifferenceRecord> differences;
};

struct OccurrenceRecord {
  RangeRecord range;
  std::string_view source;
  std::string_view date;
  Form form = Form::kVerbatim; ///< kHeavy is written "reworded"
};

struct TalkingPointRecord {
  std::uint64_t rank = 0;
  double score = 0;
  std::string_view label;
  PointKind kind = PointKind::kStatement;
  bool boilerplate = false;
  std::uint32_t documents = 0;
  std::uint32_t sources = 0;
  std::string_view first_seen;
  std::span<const std::string> keywords;
  std::span<const OccurrenceRecord> occurrences;
};

struct MatchRecord {
  std::string_view query;
  std::string_view document;
  std::uint32_t rank = 0;
  double score = 0;
  std::string_view query_text; ///< shown by the terminal only
  std::string_view document_text;
};

/// Two documents as wholes.
struct ComparisonRecord {
  std::string_view a;
  std::string_view b;
  double jaccard = 0;     ///< of the shingle sets of the whole documents
  double containment = 0; ///< shared shingles / shingles of the smaller
  double a_reused = 0;    ///< share of a's tokens that lie in a span
  double b_reused = 0;
};

/// A record that dedup left out of its output, and the record kept in its place.
struct RemovedRecord {
  std::string_view document;
  std::string_view path;
  std::uint64_t position = 0;
  std::string_view kept;
  std::string_view kept_path;
  std::uint64_t kept_position = 0;
  double jaccard = 0; ///< the smallest over its passages, each against its representative
};

/// A cap that took effect: what was left out, and how much of it.
struct LimitRecord {
  std::string_view stage;
  std::string_view what;
  std::uint64_t count = 0;
};

struct SkippedRecord {
  std::string_view path;
  std::uint64_t position = 0; ///< line or record from 1; 0 means the whole file
  std::string_view reason;    ///< one fixed word
  std::string_view detail;    ///< the reason in words
};

} // namespace refrain
