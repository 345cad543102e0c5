#include "refrain/report/sqlite_writer.h"

#include "refrain/core/error.h"
#include "refrain/report/detail/json_record.h"
#include "refrain/report/detail/json_text.h"
#include "refrain/report/detail/sqlite_schema.h"
#include "refrain/report/detail/writers.h"
#include "refrain/text/decode.h"

#include <array>
#include <cerrno>
#include <new>
#include <utility>
#include <vector>

#include <sqlite3.h>

namespace refrain {
namespace {

using detail::SqliteTable;

// One file of one writer: no journal, no locks by page; whoever fails leaves no database.
constexpr std::string_view kSettings = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                                       "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -8192;"
                                       "PRAGMA user_version = 1;";

class Database {
public:
  Database(const std::string& path, std::string named) : named_(std::move(named)) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
      close();
      throw IoError(named_, "cannot create the database", errno == 0 ? EIO : errno);
    }
    sqlite3_extended_result_codes(handle_, 1);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { close(); }

  void close() noexcept {
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
  }

  void run(std::string_view sql) {
    check(sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr));
  }

  [[nodiscard]] sqlite3_stmt* prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(handle_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr));
    return statement;
  }

  /// @throws IoError, std::bad_alloc  where the result is none of success
  void check(int result) const {
    switch (result & 0xFF) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
      return;
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    case SQLITE_FULL:
      throw IoError(named_, "cannot write", ENOSPC);
    case SQLITE_TOOBIG:
      throw IoError(named_, "cannot write a text as long as this into a database", EFBIG);
    default:
      break;
    }
    int error = 0;
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
    throw IoError(named_, "cannot write", error == 0 ? EIO : error);
  }

private:
  std::string named_;
  sqlite3* handle_ = nullptr;
};

// An INSERT whose values are bound in the order of the columns.
class Insert {
public:
  Insert(Database& database, SqliteTable table)
      : database_(database), statement_(database.prepared(detail::insert_statement(table))) {}
  Insert(Insert&& other) noexcept
      : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}
  Insert(const Insert&) = delete;
  ~Insert() { sqlite3_finalize(statement_); }

  Insert& number(std::uint64_t n) {
    database_.check(sqlite3_bind_int64(statement_, ++column_, static_cast<sqlite3_int64>(n)));
    return *this;
  }

  Insert& number(double x) {
    database_.check(sqlite3_bind_double(statement_, ++column_, x));
    return *this;
  }

  Insert& text(std::string_view text) {
    if (is_valid_utf8(text)) {
      // What the view shows outlives the step below; a null pointer would be NULL.
      const char* data = text.data() == nullptr ? "" : text.data();
      database_.check(sqlite3_bind_text64(statement_, ++column_, data, text.size(), SQLITE_STATIC,
                                          SQLITE_UTF8));
    } else {
      std::string repaired;
      append_repaired_utf8(text, repaired);
      database_.check(sqlite3_bind_text64(statement_, ++column_, repaired.data(), repaired.size(),
                                          SQLITE_TRANSIENT, SQLITE_UTF8));
    }
    return *this;
  }

  Insert& known(std::string_view value) {
    if (!value.empty()) {
      return text(value);
    }
    database_.check(sqlite3_bind_null(statement_, ++column_));
    return *this;
  }

  Insert& range(const RangeRecord& r) {
    text(r.document).number(std::uint64_t{r.number});
    number(std::uint64_t{r.bytes.begin}).number(std::uint64_t{r.bytes.end});
    number(std::uint64_t{r.begin_char}).number(std::uint64_t{r.end_char});
    text(r.text);
    if (r.page == 0) {
      known("");
    } else {
      number(std::uint64_t{r.page});
    }
    return number(std::uint64_t{r.furniture}).known(r.element);
  }

  void row() {
    database_.check(sqlite3_step(statement_));
    database_.check(sqlite3_reset(statement_));
    column_ = 0;
  }

private:
  Database& database_;
  sqlite3_stmt* statement_;
  int column_ = 0;
};

class SqliteWriter final : public detail::EachRecord<SqliteWriter> {
public:
  SqliteWriter(std::span<const RecordKind> kinds, const std::string& path, const std::string& named)
      : kinds_(kinds.begin(), kinds.end()), database_(path, named) {
    inserts_.reserve(detail::kSqliteTables); // so that none moves
    database_.run(kSettings);
    database_.run("BEGIN");
    database_.run(detail::create_tables(kinds_));
  }

  void begin(RecordKind) override {}

  void finish() override {
    database_.run(detail::create_indexes_and_views(kinds_));
    database_.run("COMMIT");
    inserts_.clear();
    database_.close();
  }

  void put(const DocumentRecord& r) {
    for (const std::string_view speaker : r.speakers) {
      into(SqliteTable::kSpeakers).number(documents_).text(r.id).text(speaker).row();
    }
    Insert& to = into(SqliteTable::kDocuments);
    to.number(documents_++).text(r.id).known(r.title).known(r.source).known(r.date).known(r.path);
    to.number(r.bytes).number(r.passages).number(r.tokens);
    to.text(name_of(r.title_origin)).text(name_of(r.source_origin)).text(name_of(r.date_origin));
    to.known(r.language).text(name_of(r.language_origin)).row();
  }

  void put(const PairRecord& r) {
    into(SqliteTable::kPairs).range(r.a).range(r.b).number(r.jaccard).number(r.containment).row();
  }

  void put(const ClusterRecord& r) {
    if (r.first) {
      into(SqliteTable::kClusters).number(r.id).number(r.size).range(r.members.front().range).row();
    }
    for (const MemberRecord& m : r.members.subspan(r.first ? 0 : 1)) {
      Insert& to = into(SqliteTable::kClusterMembers);
      to.number(r.id).range(m.range).number(m.jaccard).known(m.source).known(m.date).row();
    }
  }

  void put(const ReuseRecord& r) {
    Insert& to = into(SqliteTable::kReuse);
    to.range(r.a).range(r.b).text(name_of(r.form)).number(r.similarity).row();
  }

  void put(const TalkingPointRecord& r) {
    std::string keywords = "[";
    for (const std::string& keyword : r.keywords) {
      keywords += keywords.size() == 1 ? "" : ",";
      detail::append_json_string(keywords, keyword);
    }
    keywords += ']';
    Insert& to = into(SqliteTable::kTalkingPoints);
    to.number(r.rank).number(r.score).text(r.label).text(name_of(r.kind));
    to.number(std::uint64_t{r.boilerplate}).number(std::uint64_t{r.documents});
    to.number(std::uint64_t{r.sources}).known(r.first_seen).text(keywords).row();
    for (const OccurrenceRecord& o : r.occurrences) {
      Insert& place = into(SqliteTable::kOccurrences);
      place.number(r.rank).range(o.range).known(o.source).known(o.date);
      place.text(detail::occurrence_form(o.form)).row();
    }
  }

  void put(const MatchRecord& r) {
    Insert& to = into(SqliteTable::kMatches);
    to.text(r.query).text(r.document).number(std::uint64_t{r.rank}).number(r.score).row();
  }

  void put(const ComparisonRecord& r) {
    Insert& to = into(SqliteTable::kComparisons);
    to.text(r.a).text(r.b).number(r.jaccard).number(r.containment);
    to.number(r.a_reused).number(r.b_reused).row();
  }

  void put(const RemovedRecord& r) {
    Insert& to = into(SqliteTable::kRemoved);
    to.text(r.document).known(r.path).number(r.position);
    to.text(r.kept).known(r.kept_path).number(r.kept_position).number(r.jaccard).row();
  }

  void put(const LimitRecord& r) {
    into(SqliteTable::kLimits).text(r.stage).text(r.what).number(r.count).row();
  }

  void put(const SkippedRecord& r) {
    Insert& to = into(SqliteTable::kSkipped);
    to.text(r.path).number(r.position).text(r.reason).known(r.detail).row();
  }

private:
  [[nodiscard]] Insert& into(SqliteTable table) {
    const auto at = static_cast<std::size_t>(table);
    if (place_[at] == 0) {
      inserts_.emplace_back(database_, table);
      place_[at] = inserts_.size();
    }
    return inserts_[place_[at] - 1];
  }

  std::vector<RecordKind> kinds_;
  Database database_;
  std::array<std::size_t, detail::kSqliteTables> place_{}; // in inserts_, from 1; 0: not yet
  std::vector<Insert> inserts_;
  std::uint64_t documents_ = 0;
};

} // namespace

std::unique_ptr<RecordWriter> make_sqlite_writer(std::span<const RecordKind> kinds,
                                                 const std::string& path,
                                                 const std::string& named) {
  return std::make_unique<SqliteWriter>(kinds, path, named);
}

} // namespace refrain
