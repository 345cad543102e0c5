/// @file
/// Tokens: words, folding and keys a second, against ICU, by language and instruction set.
///
///     build/release/bench/tokenize_bench
///     build/release/bench/tokenize_bench --text=senate:releases.txt --benchmark_filter=senate
///
/// Run from the top of the tree. Without --text the texts are the words of the sample corpus in
/// random order, 4 MB a language; `mixed` has one in ten letters outside ASCII. A benchmark first
/// holds its kernel against ICU. The counter `wide` is the share of letters outside ASCII.
/// `Threads` runs PassageShingles on one thread and on several in turn, each on a whole text; its
/// counter `ratio` is the median of work a second against one thread, `control` that of a loop of
/// arithmetic in registers: what the machine gives to any program.

#include "refrain/core/cpu.h"
#include "refrain/shingle/shingle.h"
#include "refrain/text/tokenizer.h"

#include "tests/reference/tokenizer.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

namespace refrain {
namespace {

constexpr std::size_t kTextSize = std::size_t{4} << 20;
constexpr std::size_t kPassageSize = 600;

using Units = std::vector<std::string>;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_utf8(std::string_view s) {
  const auto size = static_cast<std::int32_t>(s.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(s.data(), i, size, c);
    if (c < 0) {
      return false;
    }
  }
  return true;
}

/// Pieces of the sample texts of a language, each up to a space or an ideographic full stop.
Units sample_units(const std::string& language) {
  const std::filesystem::path root = std::filesystem::path("corpus") / "sample" / language;
  Units units;
  if (!std::filesystem::is_directory(root)) {
    return units;
  }
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() != ".txt") {
      continue;
    }
    const std::string text = read_file(entry.path());
    if (!is_utf8(text)) {
      continue; // a sample of an older encoding, for the decoder
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool stop = text.compare(i, 3, "。") == 0;
      if (stop || text[i] == ' ' || text[i] == '\n') {
        i += stop ? 2 : 0;
        units.push_back(text.substr(begin, i + 1 - begin));
        begin = i + 1;
      }
    }
  }
  std::sort(units.begin(), units.end()); // directories are in no certain order
  return units;
}

/// Units in random order, so that no branch predictor learns the text by heart.
std::string shuffled(const std::vector<std::pair<const Units*, double>>& parts) {
  std::mt19937_64 random(1);
  std::string text;
  while (text.size() < kTextSize) {
    double at = std::uniform_real_distribution<>(0, 1)(random);
    for (const auto& [units, share] : parts) {
      at -= share;
      if (at < 0) {
        text += (*units)[random() % units->size()];
        break;
      }
    }
  }
  return text;
}

double wide_share(std::string_view text) {
  std::size_t wide = 0;
  std::size_t narrow = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    wide += byte >= 0xC3 ? 1U : 0U; // leads of letters; punctuation of Latin texts starts with E2
    wide -= byte == 0xE2 ? 1U : 0U;
    narrow += (byte | 0x20U) - 'a' < 26U ? 1U : 0U;
  }
  return static_cast<double>(wide) / static_cast<double>(std::max<std::size_t>(1, wide + narrow));
}

bool agrees_with_icu(std::string_view text, InstructionSet set) {
  text = text.substr(0, 100000);
  std::vector<Token> found;
  Tokenizer(set).tokenize(text, found);
  const std::vector<Token> expected = reference::Tokenizer().tokenize(text);
  return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                    [](const Token& a, const Token& b) {
                      return a.key == b.key && a.begin == b.begin && a.end == b.end;
                    });
}

void finish(benchmark::State& state, std::string_view text, std::size_t tokens) {
  const auto rounds = static_cast<double>(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(rounds * static_cast<double>(text.size())));
  state.SetItemsProcessed(static_cast<std::int64_t>(rounds * static_cast<double>(tokens)));
  state.counters["wide"] = wide_share(text);
}

/// Passages of about 600 bytes, as the pipeline hands them in.
template <class Body> void for_each_passage(std::string_view text, Body body) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t space = text.find(' ', std::min(begin + kPassageSize, text.size() - 1));
    const std::size_t end =
        std::min(text.size(), space == std::string_view::npos ? begin + kPassageSize : space + 1);
    body(text.substr(begin, end - begin));
    begin = end;
  }
}

void keys(benchmark::State& state, const std::string& text, InstructionSet set) {
  if (!agrees_with_icu(text, set)) {
    state.SkipWithError("differs from ICU");
    return;
  }
  Tokenizer tokenizer(set);
  std::vector<TokenKey> found;
  for (auto _ : state) {
    tokenizer.keys(text, found);
    benchmark::DoNotOptimize(found.data());
  }
  finish(state, text, found.size());
}

std::size_t shingle_passages(std::string_view text, Tokenizer& tokenizer,
                             std::vector<TokenKey>& found, std::vector<Shingle>& shingles) {
  std::size_t tokens = 0;
  for_each_passage(text, [&](std::string_view passage) {
    tokenizer.keys(passage, found);
    shingle(found, 3, shingles);
    tokens += found.size();
    benchmark::DoNotOptimize(shingles.data());
  });
  return tokens;
}

void passages(benchmark::State& state, const std::string& text, InstructionSet set) {
  Tokenizer tokenizer(set);
  std::vector<TokenKey> found;
  std::vector<Shingle> shingles;
  std::size_t tokens = 0;
  for (auto _ : state) {
    tokens = shingle_passages(text, tokenizer, found, shingles);
  }
  finish(state, text, tokens);
}

/// Seconds from the start of the first to the end of the last of `count` threads that do the same
/// work, each with what make_work() gave it. The thread that asks sleeps meanwhile: were it to wait
/// at a barrier it would take turns with one of them.
template <class MakeWork> double seconds_of(std::size_t count, MakeWork make_work) {
  using Clock = std::chrono::steady_clock;
  std::barrier together(static_cast<std::ptrdiff_t>(count));
  std::vector<std::pair<Clock::time_point, Clock::time_point>> times(count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      auto work = make_work();
      together.arrive_and_wait();
      times[i].first = Clock::now();
      work();
      times[i].second = Clock::now();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  Clock::time_point first = times[0].first;
  Clock::time_point last = times[0].second;
  for (const auto& [start, end] : times) {
    first = std::min(first, start);
    last = std::max(last, end);
  }
  return std::chrono::duration<double>(last - first).count();
}

/// The median and the best of the work a second of several threads against one.
class Scaling {
public:
  explicit Scaling(std::size_t count) : count_(static_cast<double>(count)) {}

  void add(double one, double several) {
    ratios_.push_back(count_ * one / several);
    best_one_ = std::min(best_one_, one);
    best_several_ = std::min(best_several_, several);
  }
  [[nodiscard]] double median() {
    std::sort(ratios_.begin(), ratios_.end());
    return ratios_[ratios_.size() / 2];
  }
  [[nodiscard]] double of_best() const { return count_ * best_one_ / best_several_; }

private:
  double count_;
  std::vector<double> ratios_;
  double best_one_ = std::numeric_limits<double>::max();
  double best_several_ = std::numeric_limits<double>::max();
};

void in_threads(benchmark::State& state, const std::string& text, std::size_t count) {
  // Long enough that the system's moving of a thread to a free processor, which takes it some
  // milliseconds, does not count.
  constexpr std::size_t kBytes = std::size_t{64} << 20;
  constexpr std::uint64_t kMultiplications = 100'000'000;
  const std::size_t passes = std::max<std::size_t>(1, kBytes / text.size());
  std::atomic<std::size_t> tokens{0};
  const auto make_text_work = [&] {
    return [&, tokenizer = std::make_unique<Tokenizer>(), found = std::vector<TokenKey>(),
            shingles = std::vector<Shingle>()]() mutable {
      for (std::size_t pass = 0; pass < passes; ++pass) {
        tokens += shingle_passages(text, *tokenizer, found, shingles);
      }
    };
  };
  // What the machine itself gives: arithmetic in registers, each step waiting for the last one.
  const auto make_control_work = [] {
    return [] {
      std::uint64_t x = 1;
      for (std::uint64_t i = 0; i < kMultiplications; ++i) {
        x = x * 6364136223846793005ULL + 1;
        benchmark::DoNotOptimize(x);
      }
    };
  };
  Scaling scaling(count);
  Scaling control(count);
  std::size_t passes_done = 0;
  for (auto _ : state) {
    const double one = seconds_of(1, make_text_work);
    const double several = seconds_of(count, make_text_work);
    scaling.add(one, several);
    control.add(seconds_of(1, make_control_work), seconds_of(count, make_control_work));
    passes_done += passes * (1 + count);
    state.SetIterationTime(several);
  }
  Tokenizer tokenizer;
  std::vector<TokenKey> found;
  std::vector<Shingle> shingles;
  if (tokens != passes_done * shingle_passages(text, tokenizer, found, shingles)) {
    state.SkipWithError("the threads found different tokens");
    return;
  }
  state.counters["ratio"] = scaling.median();
  state.counters["of_best"] = scaling.of_best();
  state.counters["control"] = control.median();
  state.counters["control_of_best"] = control.of_best();
}

void ranges(benchmark::State& state, const std::string& text, InstructionSet set) {
  Tokenizer tokenizer(set);
  std::vector<Token> found;
  for (auto _ : state) {
    tokenizer.tokenize(text, found);
    benchmark::DoNotOptimize(found.data());
  }
  finish(state, text, found.size());
}

void icu(benchmark::State& state, const std::string& text) {
  const std::string_view head = std::string_view(text).substr(0, text.size() / 8);
  reference::Tokenizer tokenizer;
  std::size_t tokens = 0;
  for (auto _ : state) {
    tokens = tokenizer.tokenize(head).size();
  }
  finish(state, head, tokens);
}

void icu_bounds(benchmark::State& state, const std::string& text) {
  const std::string_view head = std::string_view(text).substr(0, text.size() / 8);
  reference::Tokenizer tokenizer;
  std::size_t bounds = 0;
  for (auto _ : state) {
    bounds = tokenizer.boundaries(head).size();
  }
  finish(state, head, bounds);
}

void construct(benchmark::State& state) {
  for (auto _ : state) {
    Tokenizer tokenizer;
    benchmark::DoNotOptimize(&tokenizer);
  }
}

using Texts = std::vector<std::pair<std::string, std::shared_ptr<const std::string>>>;

Texts default_texts() {
  Texts texts;
  const Units en = sample_units("en");
  const Units fr = sample_units("fr");
  const Units de = sample_units("de");
  const Units ru = sample_units("ru");
  const auto add = [&texts](const std::string& name,
                            const std::vector<std::pair<const Units*, double>>& parts) {
    if (std::none_of(parts.begin(), parts.end(), [](const auto& p) { return p.first->empty(); })) {
      texts.emplace_back(name, std::make_shared<const std::string>(shuffled(parts)));
    }
  };
  add("en", {{&en, 1}});
  add("mixed", {{&fr, 0.3}, {&de, 0.3}, {&ru, 0.075}, {&en, 1}});
  add("fr", {{&fr, 1}});
  add("ru", {{&ru, 1}});
  for (const char* language : {"ar", "hi", "zh", "th"}) {
    const Units units = sample_units(language);
    add(language, {{&units, 1}});
  }
  return texts;
}

void add_benchmarks(const Texts& texts) {
  benchmark::RegisterBenchmark("Construct", construct);
  const std::size_t processors = std::max(2U, std::thread::hardware_concurrency());
  for (const auto& entry : texts) {
    const auto text = entry.second;
    const std::string tail = "/text:" + entry.first;
    benchmark::RegisterBenchmark(("Icu" + tail).c_str(),
                                 [text](benchmark::State& s) { icu(s, *text); });
    benchmark::RegisterBenchmark(("IcuBounds" + tail).c_str(),
                                 [text](benchmark::State& s) { icu_bounds(s, *text); });
    benchmark::RegisterBenchmark(
        ("Threads" + tail + "/threads:" + std::to_string(processors)).c_str(),
        [text, processors](benchmark::State& s) { in_threads(s, *text, processors); })
        ->UseManualTime();
    for (const InstructionSet set : available_instruction_sets()) {
      const std::string by = tail + "/level:" + std::string(to_string(set));
      benchmark::RegisterBenchmark(("Keys" + by).c_str(),
                                   [text, set](benchmark::State& s) { keys(s, *text, set); });
      benchmark::RegisterBenchmark(("PassageShingles" + by).c_str(),
                                   [text, set](benchmark::State& s) { passages(s, *text, set); });
      benchmark::RegisterBenchmark(("Ranges" + by).c_str(),
                                   [text, set](benchmark::State& s) { ranges(s, *text, set); });
    }
  }
}

} // namespace
} // namespace refrain

int main(int argc, char** argv) {
  refrain::Texts texts;
  std::vector<char*> rest;
  for (int i = 0; i < argc; ++i) {
    const std::string_view arg(argv[i]);
    const std::size_t colon = arg.find(':');
    if (arg.starts_with("--text=") && colon != std::string_view::npos) {
      texts.emplace_back(arg.substr(7, colon - 7),
                         std::make_shared<const std::string>(
                             refrain::read_file(std::string(arg.substr(colon + 1)))));
    } else {
      rest.push_back(argv[i]);
    }
  }
  if (texts.empty()) {
    texts = refrain::default_texts();
  }
  if (texts.empty()) {
    std::fputs("tokenize_bench: expected corpus/sample in this folder, or --text=NAME:FILE\n",
               stderr);
    return 2;
  }
  refrain::add_benchmarks(texts);
  int count = static_cast<int>(rest.size());
  benchmark::Initialize(&count, rest.data());
  if (benchmark::ReportUnrecognizedArguments(count, rest.data())) {
    return 1;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
