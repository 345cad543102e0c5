#include "refrain/report/detail/sqlite_schema.h"

#include <algorithm>
#include <array>

namespace refrain::detail {
namespace {

struct Table {
  SqliteTable table;
  RecordKind kind;
  std::string_view name;
  std::string_view columns; // R stands for a range, A and B for the two sides of a pair
  std::string_view indexes; // columns of each, a line each
};

constexpr std::array<Table, kSqliteTables> kTables{{
    {SqliteTable::kDocuments, RecordKind::kDocument, "documents",
     "number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT, source TEXT, date TEXT, path TEXT, "
     "bytes INTEGER, passages INTEGER, tokens INTEGER, title_origin TEXT, source_origin TEXT, "
     "date_origin TEXT, language TEXT, language_origin TEXT",
     "id\nsource, date\ndate"},
    {SqliteTable::kSpeakers, RecordKind::kDocument, "speakers",
     "document_number INTEGER NOT NULL, document TEXT NOT NULL, speaker TEXT NOT NULL",
     "document_number\nspeaker"},
    {SqliteTable::kPairs, RecordKind::kPair, "pairs", "A, B, jaccard REAL, containment REAL",
     "a_document_number, b_document_number\nb_document_number\njaccard"},
    {SqliteTable::kClusters, RecordKind::kCluster, "clusters",
     "id INTEGER PRIMARY KEY, size INTEGER NOT NULL, R", "size\ndocument_number"},
    {SqliteTable::kClusterMembers, RecordKind::kCluster, "cluster_members",
     "cluster INTEGER NOT NULL, R, jaccard REAL, source TEXT, date TEXT",
     "cluster\ndocument_number\nsource, date"},
    {SqliteTable::kReuse, RecordKind::kReuse, "reuse", "A, B, form TEXT, similarity REAL",
     "a_document_number, b_document_number\nb_document_number\nform, similarity"},
    {SqliteTable::kTalkingPoints, RecordKind::kTalkingPoint, "talking_points",
     "rank INTEGER PRIMARY KEY, score REAL, label TEXT NOT NULL, kind TEXT, boilerplate INTEGER, "
     "documents INTEGER, sources INTEGER, first_seen TEXT, keywords TEXT",
     "first_seen\nkind"},
    {SqliteTable::kOccurrences, RecordKind::kTalkingPoint, "occurrences",
     "rank INTEGER NOT NULL, R, source TEXT, date TEXT, form TEXT",
     "rank\ndocument_number\nsource, date"},
    {SqliteTable::kMatches, RecordKind::kMatch, "matches",
     "query TEXT NOT NULL, document TEXT NOT NULL, rank INTEGER, score REAL", "query\ndocument"},
    {SqliteTable::kComparisons, RecordKind::kComparison, "comparisons",
     "a TEXT NOT NULL, b TEXT NOT NULL, jaccard REAL, containment REAL, a_reused REAL, "
     "b_reused REAL",
     ""},
    {SqliteTable::kRemoved, RecordKind::kRemoved, "removed",
     "document TEXT NOT NULL, path TEXT, position INTEGER, kept TEXT NOT NULL, kept_path TEXT, "
     "kept_position INTEGER, jaccard REAL",
     "document\nkept"},
    {SqliteTable::kLimits, RecordKind::kLimit, "limits", "stage TEXT, what TEXT, count INTEGER",
     ""},
    {SqliteTable::kSkipped, RecordKind::kSkipped, "skipped",
     "path TEXT, position INTEGER, reason TEXT, detail TEXT", ""},
}};

constexpr std::string_view kPointViews = R"sql(
CREATE VIEW what_is_repeated AS
SELECT p.rank, p.label, p.kind, p.documents, p.sources, p.first_seen, max(o.date) AS last_seen,
       count(*) AS occurrences, sum(o.form = 'verbatim') AS verbatim, sum(o.form = 'light') AS light,
       sum(o.form = 'reworded') AS reworded
FROM talking_points AS p JOIN occurrences AS o ON o.rank = p.rank
WHERE NOT p.boilerplate GROUP BY p.rank ORDER BY p.rank;
CREATE VIEW by_whom AS
SELECT p.rank, p.label, o.source, count(DISTINCT o.document_number) AS documents,
       count(*) AS occurrences, min(o.date) AS first_seen, max(o.date) AS last_seen
FROM talking_points AS p JOIN occurrences AS o ON o.rank = p.rank
WHERE NOT p.boilerplate GROUP BY p.rank, o.source ORDER BY p.rank, documents DESC, o.source;
CREATE VIEW since_when AS
SELECT rank, label, first_seen, source, document, begin_char, end_char, text FROM (
  SELECT p.rank, p.label, p.first_seen, o.source, o.document, o.begin_char, o.end_char, o.text,
         row_number() OVER (PARTITION BY p.rank
                            ORDER BY o.date IS NOT p.first_seen, o.form = 'reworded',
                                     o.document_number, o."begin") AS place
  FROM talking_points AS p JOIN occurrences AS o ON o.rank = p.rank WHERE NOT p.boilerplate)
WHERE place = 1 ORDER BY first_seen IS NULL, first_seen, rank;
)sql";

constexpr std::string_view kClusterViews = R"sql(
CREATE VIEW near_duplicate_clusters AS
SELECT c.id, c.size, count(DISTINCT m.document_number) AS documents,
       count(DISTINCT m.source) AS sources, min(m.date) AS first_date, max(m.date) AS last_date,
       min(m.jaccard) AS least_jaccard, c.document, c.text
FROM clusters AS c JOIN cluster_members AS m ON m.cluster = c.id
GROUP BY c.id ORDER BY c.size DESC, c.id;
CREATE VIEW near_duplicates AS
SELECT m.cluster, m.jaccard, m.document, m.source, m.date, m.begin_char, m.end_char, m.text,
       c.document AS representative, c.text AS representative_text
FROM cluster_members AS m JOIN clusters AS c ON c.id = m.cluster
WHERE NOT (m.document_number = c.document_number AND m."begin" = c."begin")
ORDER BY m.cluster, m.jaccard DESC, m.document_number, m."begin";
)sql";

// What stands twice on a side is counted once: a range counts from where those before it end.
constexpr std::string_view kSharedViews = R"sql(
CREATE VIEW documents_that_share AS
WITH pieces AS (
  SELECT *, max(a_end_char) OVER (PARTITION BY a, b ORDER BY a_begin_char, a_end_char
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS a_done,
         max(b_end_char) OVER (PARTITION BY a, b ORDER BY b_begin_char, b_end_char
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS b_done
  FROM shared_ranges)
SELECT a_document, b_document,
       min(sum(max(0, a_end_char - max(a_begin_char, coalesce(a_done, 0)))),
           sum(max(0, b_end_char - max(b_begin_char, coalesce(b_done, 0))))) AS characters,
       sum(near_duplicate = 0) AS spans, sum(near_duplicate) AS near_duplicates,
       max(similarity) AS similarity, a AS a_document_number, b AS b_document_number
FROM pieces GROUP BY a, b ORDER BY characters DESC, a, b;
)sql";

constexpr std::string_view kSourceViews = R"sql(
CREATE VIEW who_shares_with_whom AS
SELECT min(x.source, y.source) AS a_source, max(x.source, y.source) AS b_source,
       count(*) AS document_pairs, sum(s.characters) AS characters, sum(s.spans) AS spans,
       sum(s.near_duplicates) AS near_duplicates, max(s.similarity) AS similarity
FROM documents_that_share AS s
JOIN documents AS x ON x.number = s.a_document_number
JOIN documents AS y ON y.number = s.b_document_number
WHERE x.source IS NOT NULL AND y.source IS NOT NULL
GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2;
)sql";

void append_range(std::string& out, std::string_view prefix) {
  const auto column = [&](std::string_view name, std::string_view type, std::string_view behind) {
    out += '"';
    out += prefix;
    out += name;
    out += "\" ";
    out += type;
    out += behind;
  };
  column("document", "TEXT NOT NULL", ", ");
  column("document_number", "INTEGER NOT NULL", ", ");
  column("begin", "INTEGER NOT NULL", ", ");
  column("end", "INTEGER NOT NULL", ", ");
  column("begin_char", "INTEGER NOT NULL", ", ");
  column("end_char", "INTEGER NOT NULL", ", ");
  column("text", "TEXT NOT NULL", ", ");
  column("page", "INTEGER", ", ");
  column("furniture", "INTEGER NOT NULL", ", ");
  column("element", "TEXT", "");
}

// The columns with their ranges written out.
[[nodiscard]] std::string columns_of(const Table& table) {
  std::string out;
  std::string_view rest = table.columns;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(", "), rest.size());
    const std::string_view column = rest.substr(0, comma);
    out += out.empty() ? "" : ", ";
    if (column == "A" || column == "B") {
      append_range(out, column == "A" ? "a_" : "b_");
    } else if (column == "R") {
      append_range(out, "");
    } else {
      out += column;
    }
    rest.remove_prefix(std::min(comma + 2, rest.size()));
  }
  return out;
}

[[nodiscard]] bool has(std::span<const RecordKind> kinds, RecordKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// The sides in order of document, whatever the order of the record.
void append_sides(std::string& out, std::string_view table, std::string_view similarity,
                  bool near_duplicate) {
  constexpr std::array<std::string_view, 4> kinds{"document_number", "document", "begin_char",
                                                  "end_char"};
  constexpr std::array<std::string_view, 4> names{"", "_document", "_begin_char", "_end_char"};
  out += "SELECT ";
  for (const char side : {'a', 'b'}) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      out += "iif(a_document_number <= b_document_number, ";
      out += side;
      out += '_';
      out += kinds[i];
      out += ", ";
      out += side == 'a' ? 'b' : 'a';
      out += '_';
      out += kinds[i];
      out += ") AS ";
      out += side;
      out += names[i];
      out += ", ";
    }
  }
  out += similarity;
  out += near_duplicate ? " AS similarity, 1" : " AS similarity, 0";
  out += " AS near_duplicate FROM ";
  out += table;
  out += " WHERE a_document_number <> b_document_number";
}

void append_shared_views(std::string& out, std::span<const RecordKind> kinds) {
  const bool reuse = has(kinds, RecordKind::kReuse);
  const bool pairs = has(kinds, RecordKind::kPair);
  if (!reuse && !pairs) {
    return;
  }
  out += "CREATE VIEW shared_ranges AS ";
  if (reuse) {
    append_sides(out, "reuse", "similarity", false);
  }
  out += reuse && pairs ? " UNION ALL " : "";
  if (pairs) {
    append_sides(out, "pairs", "jaccard", true);
  }
  out += ";\n";
  out += kSharedViews;
  if (has(kinds, RecordKind::kDocument)) {
    out += kSourceViews;
  }
}

} // namespace

std::string insert_statement(SqliteTable table) {
  const Table& wanted = kTables[static_cast<std::size_t>(table)];
  const std::string columns = columns_of(wanted);
  std::string out = "INSERT INTO ";
  out += wanted.name;
  out += " VALUES (?";
  for (const char c : columns) {
    out += c == ',' ? ", ?" : "";
  }
  return out + ")";
}

std::string create_tables(std::span<const RecordKind> kinds) {
  std::string out = "CREATE TABLE refrain (schema TEXT NOT NULL);\nINSERT INTO refrain VALUES ('";
  out += kRecordSchema;
  out += "');\n";
  for (const Table& table : kTables) {
    if (has(kinds, table.kind)) {
      out += "CREATE TABLE ";
      out += table.name;
      out += " (";
      out += columns_of(table);
      out += ");\n";
    }
  }
  return out;
}

std::string create_indexes_and_views(std::span<const RecordKind> kinds) {
  std::string out;
  for (const Table& table : kTables) {
    if (!has(kinds, table.kind) || table.indexes.empty()) {
      continue;
    }
    std::string_view rest = table.indexes;
    for (int i = 1; !rest.empty(); ++i) {
      const std::size_t line = std::min(rest.find('\n'), rest.size());
      out += "CREATE INDEX ";
      out += table.name;
      out += '_';
      out += std::to_string(i);
      out += " ON ";
      out += table.name;
      out += " (";
      out += rest.substr(0, line);
      out += ");\n";
      rest.remove_prefix(std::min(line + 1, rest.size()));
    }
  }
  if (has(kinds, RecordKind::kTalkingPoint)) {
    out += kPointViews;
  }
  if (has(kinds, RecordKind::kCluster)) {
    out += kClusterViews;
  }
  append_shared_views(out, kinds);
  return out;
}

} // namespace refrain::detail
