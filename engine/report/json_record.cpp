#include "refrain/report/detail/json_record.h"

#include "refrain/report/detail/json_text.h"

namespace refrain::detail {
namespace {

// Keys carry their comma, colon and quotes, so that a field costs one append.
void field(std::string& out, std::string_view key, std::string_view value) {
  out += key;
  append_json_string(out, value);
}

void nullable(std::string& out, std::string_view key, std::string_view value) {
  out += key;
  append_json_string_or_null(out, value);
}

void field(std::string& out, std::string_view key, std::uint64_t value) {
  out += key;
  append_number(out, value);
}

void field(std::string& out, std::string_view key, double value) {
  out += key;
  append_number(out, value);
}

// Without the closing brace, so that a caller can add fields.
void append_open_range(std::string& out, const RangeRecord& range) {
  field(out, R"({"document":)", range.document);
  field(out, R"(,"begin":)", std::uint64_t{range.bytes.begin});
  field(out, R"(,"end":)", std::uint64_t{range.bytes.end});
  field(out, R"(,"begin_char":)", std::uint64_t{range.begin_char});
  field(out, R"(,"end_char":)", std::uint64_t{range.end_char});
  field(out, R"(,"text":)", range.text);
  if (range.page != 0) {
    field(out, R"(,"page":)", std::uint64_t{range.page});
  }
  if (range.furniture) {
    out += R"(,"furniture":true)";
  }
  if (!range.element.empty()) {
    field(out, R"(,"element":)", range.element);
  }
}

void append_range(std::string& out, std::string_view key, const RangeRecord& range) {
  out += key;
  append_open_range(out, range);
  out += '}';
}

template <class Items, class Append>
void append_array(std::string& out, std::string_view key, const Items& items, Append append) {
  out += key;
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) {
      out += ',';
    }
    first = false;
    append(item);
  }
  out += ']';
}

} // namespace

void append_json(std::string& out, const DocumentRecord& r) {
  field(out, R"({"type":"document","id":)", r.id);
  nullable(out, R"(,"title":)", r.title);
  nullable(out, R"(,"source":)", r.source);
  nullable(out, R"(,"date":)", r.date);
  nullable(out, R"(,"path":)", r.path);
  field(out, R"(,"bytes":)", r.bytes);
  field(out, R"(,"passages":)", r.passages);
  field(out, R"(,"tokens":)", r.tokens);
  field(out, R"(,"title_origin":)", name_of(r.title_origin));
  field(out, R"(,"source_origin":)", name_of(r.source_origin));
  field(out, R"(,"date_origin":)", name_of(r.date_origin));
  nullable(out, R"(,"language":)", r.language);
  field(out, R"(,"language_origin":)", name_of(r.language_origin));
  if (!r.speakers.empty()) {
    append_array(out, R"(,"speakers":)", r.speakers,
                 [&](std::string_view name) { append_json_string(out, name); });
  }
  out += '}';
}

void append_json(std::string& out, const PairRecord& r) {
  append_range(out, R"({"type":"pair","a":)", r.a);
  append_range(out, R"(,"b":)", r.b);
  field(out, R"(,"jaccard":)", r.jaccard);
  field(out, R"(,"containment":)", r.containment);
  out += '}';
}

void append_json(std::string& out, const ClusterRecord& r) {
  std::span<const MemberRecord> members = r.members;
  if (r.first) {
    field(out, R"({"type":"cluster","id":)", r.id);
    field(out, R"(,"size":)", r.size);
    append_range(out, R"(,"representative":)", members.front().range);
    out += R"(,"members":[)";
  } else {
    members = members.subspan(1);
  }
  bool first = r.first;
  for (const MemberRecord& member : members) {
    out += first ? "" : ",";
    first = false;
    append_open_range(out, member.range);
    field(out, R"(,"jaccard":)", member.jaccard);
    out += '}';
  }
  if (r.last) {
    out += "]}";
  }
}

void append_json(std::string& out, const ReuseRecord& r) {
  append_range(out, R"({"type":"reuse","a":)", r.a);
  append_range(out, R"(,"b":)", r.b);
  field(out, R"(,"form":)", name_of(r.form));
  field(out, R"(,"similarity":)", r.similarity);
  if (r.compared) {
    append_array(out, R"(,"differences":)", r.differences, [&](const DifferenceRecord& d) {
      append_range(out, R"({"a":)", d.a);
      append_range(out, R"(,"b":)", d.b);
      out += '}';
    });
  }
  out += '}';
}

void append_json(std::string& out, const TalkingPointRecord& r) {
  field(out, R"({"type":"talking_point","rank":)", r.rank);
  field(out, R"(,"score":)", r.score);
  field(out, R"(,"label":)", r.label);
  field(out, R"(,"kind":)", name_of(r.kind));
  out += r.boilerplate ? R"(,"boilerplate":true)" : R"(,"boilerplate":false)";
  field(out, R"(,"documents":)", std::uint64_t{r.documents});
  field(out, R"(,"sources":)", std::uint64_t{r.sources});
  nullable(out, R"(,"first_seen":)", r.first_seen);
  append_array(out, R"(,"keywords":)", r.keywords,
               [&](const std::string& keyword) { append_json_string(out, keyword); });
  append_array(out, R"(,"occurrences":)", r.occurrences, [&](const OccurrenceRecord& o) {
    append_open_range(out, o.range);
    nullable(out, R"(,"source":)", o.source);
    nullable(out, R"(,"date":)", o.date);
    field(out, R"(,"form":)", occurrence_form(o.form));
    out += '}';
  });
  out += '}';
}

void append_json(std::string& out, const MatchRecord& r) {
  field(out, R"({"type":"match","query":)", r.query);
  field(out, R"(,"document":)", r.document);
  field(out, R"(,"rank":)", std::uint64_t{r.rank});
  field(out, R"(,"score":)", r.score);
  out += '}';
}

void append_json(std::string& out, const ComparisonRecord& r) {
  field(out, R"({"type":"comparison","a":)", r.a);
  field(out, R"(,"b":)", r.b);
  field(out, R"(,"jaccard":)", r.jaccard);
  field(out, R"(,"containment":)", r.containment);
  field(out, R"(,"a_reused":)", r.a_reused);
  field(out, R"(,"b_reused":)", r.b_reused);
  out += '}';
}

void append_json(std::string& out, const RemovedRecord& r) {
  field(out, R"({"type":"removed","document":)", r.document);
  field(out, R"(,"path":)", r.path);
  field(out, R"(,"position":)", r.position);
  field(out, R"(,"kept":)", r.kept);
  field(out, R"(,"kept_path":)", r.kept_path);
  field(out, R"(,"kept_position":)", r.kept_position);
  field(out, R"(,"jaccard":)", r.jaccard);
  out += '}';
}

void append_json(std::string& out, const LimitRecord& r) {
  field(out, R"({"type":"limit","stage":)", r.stage);
  field(out, R"(,"what":)", r.what);
  field(out, R"(,"count":)", r.count);
  out += '}';
}

void append_json(std::string& out, const SkippedRecord& r) {
  field(out, R"({"type":"skipped","path":)", r.path);
  field(out, R"(,"position":)", r.position);
  field(out, R"(,"reason":)", r.reason);
  field(out, R"(,"detail":)", r.detail);
  out += '}';
}

} // namespace refrain::detail
