#include "show.h"
#include "verb.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace refrain::cli {
namespace {

class CompareVerb final : public Verb {
public:
  CompareVerb()
      : options_("compare", "Show two documents side by side, with what they share and differ in",
                 "  refrain compare draft.txt final.txt\n"
                 "  refrain compare --in news.jsonl.zst 4711 4712\n"
                 "  refrain compare a.txt b.txt --format json\n") {
    options_.inputs(&names_, "A B", 2, 2, "Two files, or the ids of two documents in CORPUS");
    options_.paths("--in", &corpus_, "CORPUS",
                   "File or folder that holds the two documents; may be repeated");
    options_.count("--min-chars", &session_.engine_options().reuse.min_chars, "N",
                   "Minimum length of a span in either document, in characters");
    session_.define_writing(options_, 0);
    session_.define_reading(options_);
    session_.define_running(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    for (const std::string& name : names_) {
      if (std::error_code none; corpus_.empty() && std::filesystem::is_directory(name, none)) {
        throw UsageError("compare: expected a file, found the folder " + name + "; --in " + name +
                         " and two ids choose");
      }
    }
    session_.start();
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(corpus_.empty() ? names_ : corpus_));
    const Corpus& corpus = engine.corpus();
    const DocumentIndex a = find(corpus, names_[0]);
    const DocumentIndex b = find(corpus, names_[1]);
    if (a == b) {
      throw UsageError("compare: expected two documents, found one twice: " + names_[0]);
    }
    const Comparison found = engine.compare(a, b);
    const PassageTable& passages = engine.passages();
    const RecordMaker maker(corpus, passages);
    make_records(found, maker);
    Results results;
    results.kinds = {RecordKind::kDocument, RecordKind::kReuse, RecordKind::kComparison};
    results.records = [&](RecordWriter& writer) {
      writer.begin(RecordKind::kDocument);
      for (const DocumentIndex d : {a, b}) {
        writer.write(maker.document(d, engine.document_tokens()[d]));
      }
      writer.begin(RecordKind::kReuse);
      for (const ReuseRecord& span : spans_) {
        writer.write(span);
      }
      writer.begin(RecordKind::kComparison);
      writer.write(record(found, corpus));
    };
    results.text = [&](TextReport& text) {
      text.write(record(found, corpus), blocks(found, corpus, maker));
    };
    session_.write(engine.run_report(), results);
    return found.spans.empty() ? kNothingFound : kFound;
  }

private:
  [[nodiscard]] DocumentIndex find(const Corpus& corpus, const std::string& name) const {
    DocumentIndex found = kNone;
    for (DocumentIndex d = 0; d < corpus.size(); ++d) {
      const std::string_view known = corpus_.empty() ? corpus.path(d) : corpus.id(d);
      if (known == name) {
        if (found != kNone) {
          throw UsageError("compare: expected one document, found several in or named " + name +
                           "; --in CORPUS and two ids choose");
        }
        found = d;
      }
    }
    if (found == kNone) {
      throw UsageError("compare: no document is named '" + name + "'");
    }
    return found;
  }

  [[nodiscard]] static ComparisonRecord record(const Comparison& c, const Corpus& corpus) {
    return {corpus.id(c.a), corpus.id(c.b), c.jaccard, c.containment, c.reused_a, c.reused_b};
  }

  void make_records(const Comparison& found, const RecordMaker& maker) {
    differences_.resize(found.spans.size());
    for (std::size_t i = 0; i < found.spans.size(); ++i) {
      const ComparedSpan& compared = found.spans[i];
      for (const Difference& d : compared.differences) {
        differences_[i].push_back({maker.range({found.a, d.a}), maker.range({found.b, d.b})});
      }
      ReuseRecord span = maker.reuse(compared.span);
      span.compared = true;
      span.differences = differences_[i];
      spans_.push_back(span);
    }
  }

  // Spans in the order of a, the text of a between them, and the text that only b has behind the
  // span that it follows in b.
  [[nodiscard]] std::vector<ComparedBlock> blocks(const Comparison& found, const Corpus& corpus,
                                                  const RecordMaker& maker) const {
    std::vector<std::size_t> by_b(spans_.size());
    for (std::size_t i = 0; i < by_b.size(); ++i) {
      by_b[i] = i;
    }
    std::sort(by_b.begin(), by_b.end(), [&](std::size_t x, std::size_t y) {
      return found.spans[x].span.b < found.spans[y].span.b;
    });
    // gap[i] is what follows span i in b; the last one what comes before all spans.
    std::vector<ByteRange> gap(spans_.size() + 1);
    std::uint32_t covered = 0;
    std::size_t behind = spans_.size();
    for (const std::size_t i : by_b) {
      const ByteRange b = found.spans[i].span.b.bytes;
      gap[behind] = {covered, std::max(covered, b.begin)};
      covered = std::max(covered, b.end);
      behind = i;
    }
    gap[behind] = {covered, std::max(covered, size_of(corpus, found.b))};

    std::vector<ComparedBlock> all;
    std::uint32_t at = 0;
    const auto only_a = [&](std::uint32_t end) {
      if (end > at) {
        add_one_side(all, maker, found.a, {at, end}, true);
      }
    };
    add_one_side(all, maker, found.b, gap.back(), false);
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      only_a(spans_[i].a.bytes.begin);
      at = std::max(at, spans_[i].a.bytes.end);
      ComparedBlock block;
      block.span = &spans_[i];
      all.push_back(block);
      add_one_side(all, maker, found.b, gap[i], false);
    }
    only_a(size_of(corpus, found.a));
    return all;
  }

  [[nodiscard]] static std::uint32_t size_of(const Corpus& corpus, DocumentIndex d) {
    return static_cast<std::uint32_t>(corpus.text(d).size());
  }

  static void add_one_side(std::vector<ComparedBlock>& all, const RecordMaker& maker,
                           DocumentIndex document, ByteRange bytes, bool is_a) {
    ComparedBlock block;
    RangeRecord range = maker.range({document, bytes});
    // White space and a full stop between two spans are no text of their own.
    if (one_line(range.text).size() < 3) {
      return;
    }
    (is_a ? block.a : block.b) = range;
    all.push_back(block);
  }

  OptionSet options_;
  std::vector<std::string> names_;
  std::vector<std::string> corpus_;
  std::vector<ReuseRecord> spans_;
  std::vector<std::vector<DifferenceRecord>> differences_;
};

} // namespace

std::unique_ptr<Verb> make_compare_verb() {
  return std::make_unique<CompareVerb>();
}

} // namespace refrain::cli
