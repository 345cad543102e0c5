#include "refrain/report/detail/json_record.h"
#include "refrain/report/detail/json_text.h"
#include "refrain/report/detail/markdown_text.h"
#include "refrain/report/detail/writers.h"

#include <array>
#include <vector>

namespace refrain::detail {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{64} << 10;

constexpr std::array<std::string_view, kRecordKinds> kTitles{
    "Documents", "Pairs",      "Near-duplicate passages", "Reused spans", "Talking points",
    "Matches",   "Comparison", "Removed records",         "Left out",     "Skipped records"};

// Quotes with their references, for people. A quote is one line: what CommonMark would make of its
// line breaks anyway. Where clusters are asked for, pairs are left to them.
class MarkdownWriter final : public EachRecord<MarkdownWriter> {
public:
  MarkdownWriter(std::span<const RecordKind> kinds, Sink& sink) : sink_(sink) {
    for (const RecordKind kind : kinds) {
      has_clusters_ = has_clusters_ || kind == RecordKind::kCluster;
    }
    out_ = "# Refrain report\n";
  }

  void begin(RecordKind kind) override {
    end_section();
    kind_ = kind;
    number_ = 0;
    last_query_ = {};
    open_ = kind != RecordKind::kDocument && !(kind == RecordKind::kPair && has_clusters_);
    if (open_) {
      out_ += "\n## ";
      out_ += kTitles[static_cast<std::size_t>(kind)];
      out_ += '\n';
    }
  }

  void finish() override {
    end_section();
    put_documents();
    sink_.write(out_);
    out_.clear();
    sink_.flush();
  }

  // Kept for the references, and listed at the end.
  void put(const DocumentRecord& r) { documents_.push_back(r); }

  void put(const PairRecord& r) {
    if (has_clusters_) {
      return;
    }
    heading();
    out_ += "similarity ";
    put_number(r.jaccard);
    out_ += '\n';
    quote(r.a, "");
    quote(r.b, "");
  }

  void put(const ClusterRecord& r) {
    const RangeRecord& first = r.members.front().range;
    if (r.first) {
      heading();
      put_number(r.size);
      out_ += " passages\n";
      quote(first, "");
      in_list_ = false;
    }
    for (const MemberRecord& member : r.members.subspan(1)) {
      std::string alike = "similarity ";
      append_number(alike, member.jaccard);
      if (member.range.text == first.text) {
        out_ += in_list_ ? "- " : "\n- ";
        reference(member.range, alike);
        out_ += '\n';
      } else {
        quote(member.range, alike);
      }
      in_list_ = member.range.text == first.text;
    }
    hand_over();
  }

  void put(const ReuseRecord& r) {
    heading();
    out_ += name_of(r.form);
    out_ += ", similarity ";
    put_number(r.similarity);
    out_ += ", ";
    put_number(std::uint64_t{r.a.end_char - r.a.begin_char});
    out_ += " characters\n";
    quote(r.a, "");
    quote(r.b, "");
  }

  void put(const TalkingPointRecord& r) {
    ++number_;
    out_ += "\n### ";
    put_number(r.rank);
    out_ += ". ";
    append_markdown(out_, r.label);
    out_ += "\n\n";
    append_markdown(out_, name_of(r.kind));
    out_ += r.boilerplate ? ", boilerplate" : "";
    counted(r.documents, " document");
    if (r.sources != 0) {
      counted(r.sources, " source");
    }
    if (!r.first_seen.empty()) {
      out_ += ", since ";
      append_markdown(out_, r.first_seen);
    }
    out_ += '\n';
    for (const OccurrenceRecord& o : r.occurrences) {
      quote(o.range, occurrence_form(o.form), o.source, o.date);
    }
    hand_over();
  }

  void put(const MatchRecord& r) {
    if (++number_ == 1 || r.query != last_query_) {
      last_query_ = r.query;
      out_ += "\n### ";
      append_markdown(out_, r.query);
      out_ += "\n\n";
    }
    put_number(std::uint64_t{r.rank});
    out_ += ". ";
    append_markdown(out_, r.document);
    out_ += " (score ";
    put_number(r.score);
    out_ += ")\n";
    hand_over();
  }

  void put(const ComparisonRecord& r) {
    ++number_;
    out_ += '\n';
    append_markdown(out_, r.a);
    out_ += " and ";
    append_markdown(out_, r.b);
    out_ += ": similarity ";
    put_number(r.jaccard);
    out_ += ", containment ";
    put_number(r.containment);
    out_ += ", reused ";
    put_number(r.a_reused);
    out_ += " of the first and ";
    put_number(r.b_reused);
    out_ += " of the second\n";
  }

  void put(const RemovedRecord& r) {
    item();
    append_markdown(out_, r.document);
    out_ += " for ";
    append_markdown(out_, r.kept);
    out_ += ", similarity ";
    put_number(r.jaccard);
    out_ += '\n';
    hand_over();
  }

  void put(const LimitRecord& r) {
    item();
    put_number(r.count);
    out_ += ' ';
    append_markdown(out_, r.what);
    out_ += '\n';
  }

  void put(const SkippedRecord& r) {
    item();
    append_markdown(out_, r.path);
    if (r.position != 0) {
      out_ += ':';
      put_number(r.position);
    }
    out_ += ": ";
    append_markdown(out_, r.detail.empty() ? r.reason : r.detail);
    out_ += '\n';
    hand_over();
  }

private:
  template <class Number> void put_number(Number n) { append_number(out_, n); }

  void counted(std::uint64_t n, std::string_view what) {
    out_ += ", ";
    put_number(n);
    out_ += what;
    out_ += n == 1 ? "" : "s";
  }

  void heading() {
    out_ += "\n### ";
    put_number(++number_);
    out_ += ". ";
  }

  void item() { out_ += ++number_ == 1 ? "\n- " : "- "; }

  // An empty section says that nothing was found, a missing one that nobody looked.
  void end_section() {
    if (open_ && number_ == 0) {
      out_ += kind_ >= RecordKind::kLimit ? "\nNothing.\n" : "\nNothing was found.\n";
    }
    open_ = false;
  }

  void quote(const RangeRecord& range, std::string_view how, std::string_view source = {},
             std::string_view date = {}) {
    out_ += "\n> ";
    append_markdown(out_, range.text);
    out_ += "\n>\n> — ";
    reference(range, how, source, date);
    out_ += '\n';
    hand_over();
  }

  // Title, source and date where they are known, then the place.
  void reference(const RangeRecord& range, std::string_view how, std::string_view source = {},
                 std::string_view date = {}) {
    std::string_view title;
    if (range.number < documents_.size()) {
      const DocumentRecord& document = documents_[range.number];
      title = document.title;
      source = document.source;
      date = document.date;
    }
    for (const std::string_view part : {title, source, date}) {
      if (!part.empty()) {
        append_markdown(out_, part);
        out_ += ", ";
      }
    }
    append_markdown(out_, range.document);
    if (range.page != 0) {
      out_ += ", page ";
      put_number(std::uint64_t{range.page});
    }
    if (!range.element.empty()) {
      out_ += ", ";
      append_markdown(out_, range.element);
    }
    out_ += ", characters ";
    put_number(std::uint64_t{range.begin_char});
    out_ += "–";
    put_number(std::uint64_t{range.end_char});
    if (!how.empty()) {
      out_ += ", ";
      out_ += how;
    }
  }

  void put_documents() {
    if (documents_.empty()) {
      return;
    }
    out_ +=
        "\n## Documents\n\n| document | title | source | date | words |\n|---|---|---|---|---|\n";
    for (const DocumentRecord& r : documents_) {
      for (const std::string_view part : {r.id, r.title, r.source, r.date}) {
        out_ += "| ";
        append_markdown(out_, part);
        out_ += ' ';
      }
      out_ += "| ";
      put_number(r.tokens);
      out_ += " |\n";
      hand_over();
    }
  }

  void hand_over() {
    if (out_.size() >= kBatchBytes) {
      sink_.write(out_);
      out_.clear();
    }
  }

  Sink& sink_;
  std::vector<DocumentRecord> documents_; // by number
  std::string_view last_query_;
  RecordKind kind_ = RecordKind::kDocument;
  std::uint64_t number_ = 0; // records of this section
  bool has_clusters_ = false;
  bool in_list_ = false; // the last member of the cluster repeats its representative
  bool open_ = false;
  std::string out_;
};

} // namespace

std::unique_ptr<RecordWriter> make_markdown_writer(std::span<const RecordKind> kinds, Sink& sink) {
  return std::make_unique<MarkdownWriter>(kinds, sink);
}

} // namespace refrain::detail
