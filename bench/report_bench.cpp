// Writing of results: records made of pairs of passages and formatted, into memory that is thrown
// away. Checked before it is timed: JSON Lines has a line a pair.

#include "refrain/report/record_maker.h"
#include "refrain/report/record_writer.h"

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>

namespace refrain {
namespace {

constexpr std::size_t kDocuments = 20000;
constexpr std::size_t kPairs = 200000;

class CountingSink final : public Sink {
public:
  void write(std::string_view bytes) override {
    bytes_ += bytes.size();
    if (counts_lines) {
      lines_ += static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    }
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t lines() const { return lines_; }
  bool counts_lines = false;

private:
  std::size_t bytes_ = 0;
  std::size_t lines_ = 0;
};

struct Data {
  Corpus corpus;
  PassageTable passages;
  std::vector<Pair> pairs;

  explicit Data(bool ascii) {
    std::mt19937 random(1);
    for (std::size_t d = 0; d < kDocuments; ++d) {
      Document document;
      document.id = "document-" + std::to_string(100000 + d);
      while (document.text.size() < 600) {
        const std::size_t letters = 2 + random() % 9;
        for (std::size_t i = 0; i < letters; ++i) {
          document.text += ascii || random() % 10 != 0
                               ? std::string(1, static_cast<char>('a' + random() % 26))
                               : std::string("\u00e9");
        }
        document.text += random() % 12 == 0 ? ". " : " ";
      }
      corpus.add(document);
    }
    corpus.sort();
    passages.first.push_back(0);
    for (DocumentIndex d = 0; d < kDocuments; ++d) {
      passages.passages.push_back({d, {0, static_cast<std::uint32_t>(corpus.text(d).size())}});
      passages.first.push_back(d + 1);
    }
    for (std::size_t p = 0; p < kPairs; ++p) {
      const auto a = static_cast<PassageIndex>(random() % (kDocuments - 1));
      pairs.push_back({a, a + 1, static_cast<double>(random() % 1000) / 999, 1});
    }
  }
};

const Data& data(bool ascii) {
  static const Data plain(true);
  static const Data mixed(false);
  return ascii ? plain : mixed;
}

void write_pairs(const Data& all, RecordFormat format, Sink& sink) {
  constexpr std::array kinds{RecordKind::kPair};
  const RecordMaker maker(all.corpus, all.passages);
  const auto writer = make_record_writer(format, kinds, sink);
  writer->begin(RecordKind::kPair);
  for (const Pair& pair : all.pairs) {
    writer->write(maker.pair(pair));
  }
  writer->finish();
}

void BM_WritePairs(benchmark::State& state, RecordFormat format, bool ascii) {
  const Data& all = data(ascii);
  CountingSink lines;
  lines.counts_lines = true;
  write_pairs(all, RecordFormat::kJsonLines, lines);
  if (lines.lines() != kPairs) {
    throw std::runtime_error("expected a line a pair");
  }
  std::size_t bytes = 0;
  for (auto _ : state) {
    CountingSink sink;
    write_pairs(all, format, sink);
    bytes = sink.bytes();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes * state.iterations()));
  state.SetItemsProcessed(static_cast<std::int64_t>(kPairs * state.iterations()));
}

BENCHMARK_CAPTURE(BM_WritePairs, format
                  : jsonl / text
                  : ascii, RecordFormat::kJsonLines, true)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_WritePairs, format
                  : jsonl / text
                  : mixed, RecordFormat::kJsonLines, false)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_WritePairs, format
                  : csv / text
                  : ascii, RecordFormat::kCsv, true)
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace refrain
