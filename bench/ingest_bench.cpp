// Reading: JSON Lines to a corpus, and what the text module does to every document before tokens.

#include "refrain/ingest/ingest.h"
#include "refrain/text/decode.h"
#include "refrain/text/passages.h"
#include "refrain/text/sentences.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

// Words of two to nine letters from a fixed seed, a full stop after every twelfth.
std::string words(std::size_t bytes, std::uint64_t seed, const char* space, const char* stop) {
  std::string text;
  std::uint64_t state = seed;
  for (std::size_t n = 1; text.size() < bytes; ++n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::size_t letters = 2 + (state >> 60) % 8;
    for (std::size_t i = 0; i < letters; ++i) {
      const auto letter = static_cast<char>('a' + (state >> (8 + 5 * i)) % 26);
      text += i == 0 && n % 12 == 1 ? static_cast<char>(letter - 32) : letter;
    }
    text += n % 12 == 0 ? stop : space;
  }
  return text;
}

std::string wrapped(std::size_t bytes) {
  std::string text = words(bytes, 3, " ", ". ");
  for (std::size_t column = 0, i = 0; i < text.size(); ++i, ++column) {
    if (text[i] == ' ' && column > 65) {
      text[i] = '\n';
      column = 0;
    }
  }
  return text;
}

void IngestJsonLines(benchmark::State& state) {
  constexpr std::size_t kRecords = 100'000;
  std::string bytes;
  for (std::size_t i = 0; i < kRecords; ++i) {
    bytes += "{\"id\":\"p" + std::to_string(1'000'000 + i) + "\",\"source\":\"outlet-" +
             std::to_string(i % 40) + "\",\"date\":\"2014-01-01\",\"text\":\"" +
             words(600, i, " ", ". ") + "\"}\n";
  }
  const int file = ::memfd_create("bench", 0);
  if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    state.SkipWithError("cannot write the input");
    return;
  }
  refrain::IngestOptions options;
  options.stdin_fd = file;
  const std::vector<std::string> inputs{"-"};
  if (refrain::ingest(inputs, options, {}).corpus.size() != kRecords) {
    state.SkipWithError("expected every record");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(refrain::ingest(inputs, options, {}).corpus.size());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRecords));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
  ::close(file);
}
BENCHMARK(IngestJsonLines)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void split(benchmark::State& state, const std::string& text, std::size_t expected) {
  std::vector<refrain::ByteRange> passages;
  refrain::split_passages(text, {}, passages);
  if (passages.size() != expected) {
    state.SkipWithError("expected another number of passages");
    return;
  }
  for (auto _ : state) {
    refrain::split_passages(text, {}, passages);
    benchmark::DoNotOptimize(passages.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void PassagesOneLine(benchmark::State& state) {
  split(state, words(600, 1, " ", ". "), 1);
}
BENCHMARK(PassagesOneLine);

void PassagesHardWrapped(benchmark::State& state) {
  split(state, wrapped(2000) + "\n\n" + wrapped(2000), 2);
}
BENCHMARK(PassagesHardWrapped);

void PassagesCutAtSentences(benchmark::State& state) {
  split(state, words(26'000, 1, " ", ". "), 10);
}
BENCHMARK(PassagesCutAtSentences);

void Sentences(benchmark::State& state) {
  const std::string text = words(100'000, 1, " ", ". ");
  std::vector<refrain::ByteRange> sentences;
  for (auto _ : state) {
    refrain::SentenceSplitter().split(text, 0, sentences);
    benchmark::DoNotOptimize(sentences.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sentences.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(Sentences);

void ValidUtf8(benchmark::State& state) {
  const std::string text = words(100'000, 1, state.range(0) == 0 ? " " : "é", ". ");
  if (!refrain::is_valid_utf8(text)) {
    state.SkipWithError("expected valid text");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(refrain::is_valid_utf8(text));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(ValidUtf8)->ArgName("accents")->Arg(0)->Arg(1);

} // namespace
