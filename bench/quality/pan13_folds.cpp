/// @file
/// Cross-validates the settings of reuse detection on the PAN 2013 text-alignment corpus.
///
///     pan13_folds FOLDER [THREADS]
///
/// For each setting, with the others as they are: plagdet of all pairs and detections on pairs
/// without reuse at each of a few values (* is the built-in one); then, for each of five folds of
/// the suspicious documents, the value that is best on the other four and what it scores on the one
/// held out. A setting fits single cases when the folds choose far apart or the held-out mean lies
/// below that of the built-in value.

#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/pair_aligner.h"

#include "bench/quality/pan13_score.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace refrain;

struct Setting {
  const char* name;
  double reuse::AlignSettings::*member;
  std::array<double, 4> others; ///< tried beside the built-in value
};

constexpr Setting kSettings[] = {
    {"exact_weight", &reuse::AlignSettings::exact_weight, {16, 20, 28, 32}},
    {"seed_cosine", &reuse::AlignSettings::seed_cosine, {0.18, 0.27, 0.32, 0.37}},
    {"kept", &reuse::AlignSettings::kept, {0.3, 0.35, 0.5, 0.6}},
    {"least_chance", &reuse::AlignSettings::least_chance, {0.05, 0.07, 0.15, 0.2}},
    {"gap_words", &reuse::AlignSettings::gap_words, {30, 45, 90, 120}},
    {"reworded_evidence", &reuse::AlignSettings::reworded_evidence, {-1, -0.5, 0.5, 1}},
    {"exact_words", &reuse::AlignSettings::exact_words, {15, 20, 40, 50}},
    {"summary_evidence", &reuse::AlignSettings::summary_evidence, {-2, -1.4, -0.2, 0.4}},
};

class Runs {
public:
  explicit Runs(const std::string& folder)
      : pan_(bench::read_pan13(folder)), prepared_(reuse::prepare(pan_.corpus, {}, {})) {}

  struct Score {
    std::vector<bench::PlagdetCounts> folds;
    bench::PlagdetCounts all;
    std::uint64_t false_detections = 0; ///< on pairs without reuse
  };

  [[nodiscard]] Score score(const reuse::AlignSettings& settings) const {
    std::vector<std::vector<ReuseSpan>> found(pan_.pairs.size());
    parallel_for(found.size(), 64, [&](std::size_t begin, std::size_t end) {
      reuse::PairAligner aligner(prepared_, pan_.corpus, {}, settings);
      for (std::size_t i = begin; i < end; ++i) {
        aligner.align(pan_.pairs[i].a, pan_.pairs[i].b, reuse::Depth::kSummaries, found[i]);
      }
    });
    std::vector<ReuseSpan> spans;
    for (const std::vector<ReuseSpan>& pair : found) {
      spans.insert(spans.end(), pair.begin(), pair.end());
    }
    const std::vector<bench::PlagdetCounts> counts = bench::score_pairs(pan_, spans);
    Score result;
    result.folds.resize(bench::kFolds);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      result.folds[bench::fold_of(pan_.pairs[i])].add(counts[i]);
      result.all.add(counts[i]);
      result.false_detections +=
          pan_.pairs[i].folder == "01-no-plagiarism" ? counts[i].detections() : 0;
    }
    return result;
  }

private:
  bench::Pan13 pan_;
  reuse::PreparedCorpus prepared_;
};

double plagdet_without(const Runs::Score& score, std::size_t fold) {
  bench::PlagdetCounts others;
  for (std::size_t f = 0; f < score.folds.size(); ++f) {
    if (f != fold) {
      others.add(score.folds[f]);
    }
  }
  return others.score().plagdet;
}

void print_folds(const char* what, const std::vector<double>& scores) {
  const bench::MeanSpread s = bench::mean_spread(scores);
  std::printf("  %-34s %.4f +- %.4f\n", what, s.mean, s.spread);
}

void sweep(const Runs& runs, const Setting& setting, const Runs::Score& built_in) {
  std::vector<double> values = {reuse::AlignSettings().*setting.member};
  std::vector<Runs::Score> scores = {built_in};
  std::printf("%s\n  %8g %.4f, %llu*\n", setting.name, values[0], built_in.all.score().plagdet,
              static_cast<unsigned long long>(built_in.false_detections));
  for (const double value : setting.others) {
    reuse::AlignSettings settings;
    settings.*setting.member = value;
    values.push_back(value);
    scores.push_back(runs.score(settings));
    std::printf("  %8g %.4f, %llu\n", value, scores.back().all.score().plagdet,
                static_cast<unsigned long long>(scores.back().false_detections));
  }
  std::vector<double> held_out;
  std::vector<double> as_built;
  std::printf("  chosen by the folds:");
  for (std::size_t fold = 0; fold < bench::kFolds; ++fold) {
    std::size_t best = 0;
    for (std::size_t v = 1; v < values.size(); ++v) {
      if (plagdet_without(scores[v], fold) > plagdet_without(scores[best], fold)) {
        best = v;
      }
    }
    std::printf(" %g", values[best]);
    held_out.push_back(scores[best].folds[fold].score().plagdet);
    as_built.push_back(built_in.folds[fold].score().plagdet);
  }
  std::printf("\n");
  print_folds("held out, with the chosen value:", held_out);
  print_folds("with the built-in value:", as_built);
  std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: pan13_folds FOLDER [THREADS]\n");
    return 2;
  }
  try {
    const ThreadLimit limit(argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 0);
    const Runs runs(argv[1]);
    const Runs::Score built_in = runs.score({});
    std::printf("setting: value plagdet, detections without reuse\n");
    for (const Setting& setting : kSettings) {
      sweep(runs, setting, built_in);
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pan13_folds: %s\n", error.what());
    return 2;
  }
}
