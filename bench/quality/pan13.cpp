/// @file
/// Scores find_reuse_in_pairs on the PAN 2013 text-alignment corpus.
///
///     pan13 FOLDER [THREADS]
///
/// Prints, overall and for each kind of obfuscation, plagdet, precision, recall, granularity, the
/// number of cases, found cases and detections, and the same for the halves of the pairs by even
/// and odd number of the suspicious document: settings fitted to one half must hold on the other.

#include "refrain/core/parallel.h"
#include "refrain/reuse/reuse.h"

#include "bench/quality/pan13_corpus.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace refrain;
using bench::AlignedRange;

/// Byte offsets of a document to code points.
class CodePoints {
public:
  explicit CodePoints(std::string_view text) : at_(text.size() + 1) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      at_[i] = count;
      count += (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U ? 1 : 0;
    }
    at_[text.size()] = count;
  }
  [[nodiscard]] std::uint32_t operator[](std::uint32_t byte) const { return at_[byte]; }

private:
  std::vector<std::uint32_t> at_;
};

void print(const std::string& name, const bench::PlagdetCounts& counts) {
  const bench::Plagdet s = counts.score();
  std::printf("%-30s %.4f  %.4f  %.4f  %.4f  %6llu %6llu %6llu\n", name.c_str(), s.plagdet,
              s.precision, s.recall, s.granularity, static_cast<unsigned long long>(counts.cases()),
              static_cast<unsigned long long>(counts.detected_cases()),
              static_cast<unsigned long long>(counts.detections()));
}

int run(const std::string& folder, unsigned threads) {
  const bench::Pan13 pan = bench::read_pan13(folder);
  std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs;
  for (const bench::Pan13Pair& pair : pan.pairs) {
    pairs.emplace_back(pair.a, pair.b);
  }
  const ThreadLimit limit(threads);
  const auto start = std::chrono::steady_clock::now();
  const ReuseResult result = find_reuse_in_pairs(pan.corpus, pairs, {}, {});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

  std::map<std::pair<DocumentIndex, DocumentIndex>, std::vector<AlignedRange>> found;
  std::map<DocumentIndex, CodePoints> points;
  const auto code_points = [&](DocumentIndex d) -> const CodePoints& {
    return points.try_emplace(d, pan.corpus.text(d)).first->second;
  };
  for (const ReuseSpan& span : result.spans) {
    const CodePoints& a = code_points(span.a.document);
    const CodePoints& b = code_points(span.b.document);
    found[{span.a.document, span.b.document}].push_back(
        {a[span.a.bytes.begin], a[span.a.bytes.end], b[span.b.bytes.begin], b[span.b.bytes.end]});
  }

  std::map<std::string, bench::PlagdetCounts> kinds;
  bench::PlagdetCounts halves[2];
  bench::PlagdetCounts all;
  for (const bench::Pan13Pair& pair : pan.pairs) {
    bench::PlagdetCounts one;
    one.add_pair(pair.cases, found[{pair.a, pair.b}]);
    // suspicious-document00017.txt: the last digit before the suffix
    const char digit = pair.suspicious[pair.suspicious.size() - 5];
    const int half = (digit - '0') % 2;
    kinds[pair.folder].add(one);
    kinds[pair.folder + (half == 0 ? " even" : " odd")].add(one);
    halves[half].add(one);
    all.add(one);
  }
  std::printf("%-30s %s\n", "kind",
              "plagdet precision recall granularity  cases  found  detections");
  for (const auto& [name, counts] : kinds) {
    print(name, counts);
  }
  print("even", halves[0]);
  print("odd", halves[1]);
  print("all", all);
  std::printf("%zu pairs, %.2f s on %u threads, reading not counted\n", pairs.size(),
              seconds.count(), thread_count());
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: pan13 FOLDER [THREADS]\n");
    return 2;
  }
  try {
    return run(argv[1], argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 0);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pan13: %s\n", error.what());
    return 2;
  }
}
