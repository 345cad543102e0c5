#include "refrain/report/detail/json_record.h"
#include "refrain/report/detail/json_text.h"
#include "refrain/report/detail/text_writer.h"
#include "refrain/text/decode.h"

#include <array>
#include <vector>

namespace refrain::detail {
namespace {

// Every column that a table may have, in order. A table has the columns of its kinds of record.
enum Column : std::uint8_t {
  kType,
  kRank,
  kScore,
  kId,
  kLabel,
  kKind,
  kBoilerplate,
  kDocuments,
  kSources,
  kFirstSeen,
  kKeywords,
  kSize,
  kADocument,
  kABegin,
  kAEnd,
  kABeginChar,
  kAEndChar,
  kAText,
  kBDocument,
  kBBegin,
  kBEnd,
  kBBeginChar,
  kBEndChar,
  kBText,
  kQuery,
  kDocument,
  kBegin,
  kEnd,
  kBeginChar,
  kEndChar,
  kText,
  kKept,
  kForm,
  kSimilarity,
  kJaccard,
  kContainment,
  kAReused,
  kBReused,
  kTitle,
  kSource,
  kDate,
  kPath,
  kPosition,
  kKeptPath,
  kKeptPosition,
  kBytes,
  kPassages,
  kTokens,
  kReason,
  kDetail,
  kStage,
  kWhat,
  kCount,
  kAPage,
  kAFurniture,
  kAElement,
  kBPage,
  kBFurniture,
  kBElement,
  kPage,
  kFurniture,
  kElement,
  kTitleOrigin,
  kSourceOrigin,
  kDateOrigin,
  kLanguage,
  kLanguageOrigin,
  kSpeakers,
  kColumns,
};

// clang-format off
constexpr std::array<std::string_view, kColumns> kNames{
    "type",          "rank",         "score",          "id",
    "label",         "kind",         "boilerplate",    "documents",
    "sources",       "first_seen",   "keywords",       "size",
    "a_document",    "a_begin",      "a_end",          "a_begin_char",
    "a_end_char",    "a_text",       "b_document",     "b_begin",
    "b_end",         "b_begin_char", "b_end_char",     "b_text",
    "query",         "document",     "begin",          "end",
    "begin_char",    "end_char",     "text",           "kept",
    "form",          "similarity",   "jaccard",        "containment",
    "a_reused",      "b_reused",     "title",          "source",
    "date",          "path",         "position",       "kept_path",
    "kept_position", "bytes",        "passages",       "tokens",
    "reason",        "detail",       "stage",          "what",
    "count",         "a_page",       "a_furniture",    "a_element",
    "b_page",        "b_furniture",  "b_element",      "page",
    "furniture",     "element",      "title_origin",   "source_origin",
    "date_origin",   "language",     "language_origin", "speakers"};
// clang-format on

[[nodiscard]] std::vector<Column> columns_of(RecordKind kind) {
  const std::vector<Column> sides{kADocument, kABegin,     kAEnd,    kABeginChar, kAEndChar,
                                  kAText,     kBDocument,  kBBegin,  kBEnd,       kBBeginChar,
                                  kBEndChar,  kBText,      kAPage,   kAFurniture, kAElement,
                                  kBPage,     kBFurniture, kBElement};
  const auto with_sides = [&](std::initializer_list<Column> more) {
    std::vector<Column> all = sides;
    all.insert(all.end(), more);
    return all;
  };
  switch (kind) {
  case RecordKind::kDocument:
    return {kId,         kTitle,    kSource,         kDate,        kPath,
            kBytes,      kPassages, kTokens,         kTitleOrigin, kSourceOrigin,
            kDateOrigin, kLanguage, kLanguageOrigin, kSpeakers};
  case RecordKind::kPair:
    return with_sides({kJaccard, kContainment});
  case RecordKind::kCluster:
    return with_sides({kId, kSize, kJaccard});
  case RecordKind::kReuse:
    return with_sides({kForm, kSimilarity});
  case RecordKind::kTalkingPoint:
    return {kRank,      kScore,    kLabel,    kKind,  kBoilerplate, kDocuments, kSources,
            kFirstSeen, kKeywords, kDocument, kBegin, kEnd,         kBeginChar, kEndChar,
            kText,      kForm,     kSource,   kDate,  kPage,        kFurniture, kElement};
  case RecordKind::kMatch:
    return {kQuery, kDocument, kRank, kScore};
  case RecordKind::kComparison:
    return {kADocument, kBDocument, kJaccard, kContainment, kAReused, kBReused};
  case RecordKind::kRemoved:
    return {kDocument, kPath, kPosition, kKept, kKeptPath, kKeptPosition, kJaccard};
  case RecordKind::kLimit:
    return {kStage, kWhat, kCount};
  case RecordKind::kSkipped:
    break;
  }
  return {kPath, kPosition, kReason, kDetail};
}

// RFC 4180 with line feeds. Quotes of documents stay as they are, so a cell that begins with "="
// stays one too: what a spreadsheet makes of it is for its import dialogue.
class CsvWriter final : public TextWriter<CsvWriter> {
public:
  CsvWriter(std::span<const RecordKind> kinds, Sink& sink) : CsvWriter({}, &sink) {
    used_[kType] = true;
    for (const RecordKind kind : kinds) {
      for (const Column column : columns_of(kind)) {
        used_[column] = true;
      }
    }
    for (std::size_t i = 0; i < kColumns; ++i) {
      cells_[i] = kNames[i];
    }
    end_row();
  }

  void begin(RecordKind) override {}

  [[nodiscard]] CsvWriter part() const { return CsvWriter(used_, nullptr); }

  void put(const DocumentRecord& r) {
    type(RecordKind::kDocument);
    cells_[kId] = r.id;
    cells_[kTitle] = r.title;
    cells_[kSource] = r.source;
    cells_[kDate] = r.date;
    cells_[kPath] = r.path;
    number(kBytes, r.bytes);
    number(kPassages, r.passages);
    number(kTokens, r.tokens);
    cells_[kTitleOrigin] = name_of(r.title_origin);
    cells_[kSourceOrigin] = name_of(r.source_origin);
    cells_[kDateOrigin] = name_of(r.date_origin);
    cells_[kLanguage] = r.language;
    cells_[kLanguageOrigin] = name_of(r.language_origin);
    list(kSpeakers, r.speakers);
    end_row();
  }

  void put(const PairRecord& r) {
    type(RecordKind::kPair);
    range(kADocument, kAPage, r.a);
    range(kBDocument, kBPage, r.b);
    number(kJaccard, r.jaccard);
    number(kContainment, r.containment);
    end_row();
  }

  // A row a member: a is the representative, b the member.
  void put(const ClusterRecord& r) {
    for (const MemberRecord& member : r.members.subspan(1)) {
      type(RecordKind::kCluster);
      number(kId, r.id);
      number(kSize, r.size);
      range(kADocument, kAPage, r.members.front().range);
      range(kBDocument, kBPage, member.range);
      number(kJaccard, member.jaccard);
      end_row();
    }
  }

  void put(const ReuseRecord& r) {
    type(RecordKind::kReuse);
    range(kADocument, kAPage, r.a);
    range(kBDocument, kBPage, r.b);
    cells_[kForm] = name_of(r.form);
    number(kSimilarity, r.similarity);
    end_row();
  }

  // A row an occurrence, with the point's own columns repeated.
  void put(const TalkingPointRecord& r) {
    for (const OccurrenceRecord& o : r.occurrences) {
      type(RecordKind::kTalkingPoint);
      number(kRank, r.rank);
      number(kScore, r.score);
      cells_[kLabel] = r.label;
      cells_[kKind] = name_of(r.kind);
      cells_[kBoilerplate] = r.boilerplate ? "true" : "false";
      number(kDocuments, std::uint64_t{r.documents});
      number(kSources, std::uint64_t{r.sources});
      cells_[kFirstSeen] = r.first_seen;
      list(kKeywords, r.keywords);
      range(kDocument, kPage, o.range);
      cells_[kForm] = occurrence_form(o.form);
      cells_[kSource] = o.source;
      cells_[kDate] = o.date;
      end_row();
    }
  }

  void put(const MatchRecord& r) {
    type(RecordKind::kMatch);
    cells_[kQuery] = r.query;
    cells_[kDocument] = r.document;
    number(kRank, std::uint64_t{r.rank});
    number(kScore, r.score);
    end_row();
  }

  void put(const ComparisonRecord& r) {
    type(RecordKind::kComparison);
    cells_[kADocument] = r.a;
    cells_[kBDocument] = r.b;
    number(kJaccard, r.jaccard);
    number(kContainment, r.containment);
    number(kAReused, r.a_reused);
    number(kBReused, r.b_reused);
    end_row();
  }

  void put(const RemovedRecord& r) {
    type(RecordKind::kRemoved);
    cells_[kDocument] = r.document;
    cells_[kPath] = r.path;
    number(kPosition, r.position);
    cells_[kKept] = r.kept;
    cells_[kKeptPath] = r.kept_path;
    number(kKeptPosition, r.kept_position);
    number(kJaccard, r.jaccard);
    end_row();
  }

  void put(const LimitRecord& r) {
    type(RecordKind::kLimit);
    cells_[kStage] = r.stage;
    cells_[kWhat] = r.what;
    number(kCount, r.count);
    end_row();
  }

  void put(const SkippedRecord& r) {
    type(RecordKind::kSkipped);
    cells_[kPath] = r.path;
    number(kPosition, r.position);
    cells_[kReason] = r.reason;
    cells_[kDetail] = r.detail;
    end_row();
  }

private:
  using Used = std::array<bool, kColumns>;

  CsvWriter(const Used& used, Sink* sink) : TextWriter(sink), used_(used) {
    numbers_.reserve(kColumns * 32);
  }

  void type(RecordKind kind) { cells_[kType] = name_of(kind); }

  template <class Number> void number(Column column, Number n) {
    const std::size_t from = numbers_.size();
    append_number(numbers_, n);
    cells_[column] = std::string_view(numbers_).substr(from);
  }

  template <class Texts> void list(Column column, const Texts& texts) {
    list_.clear();
    for (const std::string_view text : texts) {
      list_ += list_.empty() ? "" : "; ";
      list_ += text;
    }
    cells_[column] = list_;
  }

  // The six columns of a range's place follow each other from `first` on, those of what it is from
  // `page` on.
  void range(Column first, Column page, const RangeRecord& r) {
    const auto column = [&](int offset) { return static_cast<Column>(first + offset); };
    cells_[first] = r.document;
    number(column(1), std::uint64_t{r.bytes.begin});
    number(column(2), std::uint64_t{r.bytes.end});
    number(column(3), std::uint64_t{r.begin_char});
    number(column(4), std::uint64_t{r.end_char});
    cells_[column(5)] = r.text;
    if (r.page != 0) {
      number(page, std::uint64_t{r.page});
    }
    cells_[page + 1] = r.furniture ? "true" : "false";
    cells_[page + 2] = r.element;
  }

  void end_row() {
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (used_[i]) {
        if (i != 0) {
          text_ += ',';
        }
        append_cell(cells_[i]);
        cells_[i] = {};
      }
    }
    numbers_.clear();
    text_ += '\n';
    end_record();
  }

  void append_cell(std::string_view cell) {
    // Without branches, so that compilers look at many bytes at once.
    unsigned quotes = 0;
    unsigned separators = 0;
    unsigned high_bits = 0;
    for (const char c : cell) {
      quotes |= static_cast<unsigned>(c == '"');
      separators |= static_cast<unsigned>(c == ',') | static_cast<unsigned>(c == '\n') |
                    static_cast<unsigned>(c == '\r');
      high_bits |= static_cast<unsigned char>(c);
    }
    if (high_bits >= 0x80 && !is_valid_utf8(cell)) {
      repaired_.clear();
      append_repaired_utf8(cell, repaired_);
      cell = repaired_;
    }
    if ((quotes | separators) == 0) {
      text_ += cell;
      return;
    }
    text_ += '"';
    for (;;) {
      const std::size_t quote = quotes == 0 ? std::string_view::npos : cell.find('"');
      text_ += cell.substr(0, quote);
      if (quote == std::string_view::npos) {
        break;
      }
      text_ += "\"\"";
      cell.remove_prefix(quote + 1);
    }
    text_ += '"';
  }

  Used used_{};
  std::array<std::string_view, kColumns> cells_;
  std::string numbers_; // of one row; its capacity never grows, for cells_ are views of it
  std::string list_;    // of one row, which has one at most
  std::string repaired_;
};

} // namespace

std::unique_ptr<RecordWriter> make_csv_writer(std::span<const RecordKind> kinds, Sink& sink) {
  return std::make_unique<CsvWriter>(kinds, sink);
}

} // namespace refrain::detail
