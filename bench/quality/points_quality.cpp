/// @file
/// Scores find_talking_points on statements planted in real texts.
///
///     points_quality BACKGROUND KEY_POINTS [train|dev] [SEEDS] [A_TOPIC] [BACKGROUND_SIZE]
///     [THREADS] [-v]
///
/// BACKGROUND is a file or folder of documents with sources and dates, KEY_POINTS the folder of the
/// ArgKP data. Prints a line for each seed and the mean: recall by form, B-cubed, nDCG@50, first
/// seen. Then what B-cubed loses: places with each fault by form, and the F1 that mending this one
/// alone would give. With -v also every statement of the first seed with what became of it.

#include "refrain/core/parallel.h"
#include "refrain/ingest/ingest.h"
#include "refrain/talking_points/talking_points.h"
#include "refrain/text/passages.h"

#include "bench/quality/points_score.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace refrain;

struct Total {
  double verbatim = 0;
  double light = 0;
  double reworded = 0;
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  double ndcg_all = 0;
  double ndcg_planted = 0;
  double first_seen = 0;
  double forms = 0;
  double seconds = 0;

  void add(const Total& o) {
    verbatim += o.verbatim;
    light += o.light;
    reworded += o.reworded;
    precision += o.precision;
    recall += o.recall;
    f1 += o.f1;
    ndcg_all += o.ndcg_all;
    ndcg_planted += o.ndcg_planted;
    first_seen += o.first_seen;
    forms += o.forms;
    seconds += o.seconds;
  }
  void print(const std::string& name, double runs) const {
    std::printf("%-6s %.3f    %.3f %.3f     %.3f %.3f %.3f   %.3f    %.3f        %.3f      %.3f "
                "%6.2f\n",
                name.c_str(), verbatim / runs, light / runs, reworded / runs, precision / runs,
                recall / runs, f1 / runs, ndcg_all / runs, ndcg_planted / runs, first_seen / runs,
                forms / runs, seconds / runs);
  }
};

/// What B-cubed loses, over all seeds.
struct Losses {
  std::array<std::array<std::uint32_t, 3>, bench::kPointsFaults> faults{};
  std::array<double, bench::kPointsFaults> f1{};

  void add(const bench::PointsScore& s) {
    for (std::size_t fault = 0; fault < faults.size(); ++fault) {
      f1[fault] += s.f1_without[fault];
      for (std::size_t form = 0; form < 3; ++form) {
        faults[fault][form] += s.faults[fault][form];
      }
    }
  }
  void print(double runs) const {
    static constexpr std::array<const char*, bench::kPointsFaults> kNames = {
        "in no point", "in another point", "foreign", "in another's point"};
    std::printf("\nplaces              verbatim light reworded  F1 without\n");
    for (std::size_t fault = 0; fault < faults.size(); ++fault) {
      std::printf("%-19s %8u %5u %8u  %.3f\n", kNames[fault], faults[fault][0], faults[fault][1],
                  faults[fault][2], f1[fault] / runs);
    }
  }
};

double share(std::uint32_t part, std::uint32_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / all;
}

void show(const bench::PlantedCorpus& planted, const TalkingPointsResult& result) {
  for (std::size_t s = 0; s < planted.statements.size(); ++s) {
    std::printf("== %s\n", planted.statements[s].text.c_str());
    for (const bench::PlantedPlace& place : planted.places) {
      if (place.statement != s) {
        continue;
      }
      std::string in;
      for (std::size_t p = 0; p < result.points.size(); ++p) {
        for (const Occurrence& o : result.points[p].occurrences) {
          if (o.range.document == place.range.document &&
              o.range.bytes.begin < place.range.bytes.end &&
              o.range.bytes.end > place.range.bytes.begin) {
            in += ' ';
            in += std::to_string(p + 1);
            in += '(';
            in += std::to_string(result.points[p].occurrences.size());
            in += ')';
          }
        }
      }
      std::printf("   %c %-12s %s\n", "vlr"[static_cast<int>(place.form)], in.c_str(),
                  std::string(planted.corpus.text(place.range)).c_str());
    }
  }
}

int run(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool verbose = !arguments.empty() && arguments.back() == "-v";
  if (verbose) {
    arguments.pop_back();
  }
  if (arguments.size() < 2) {
    std::fprintf(stderr,
                 "usage: points_quality BACKGROUND KEY_POINTS [train|dev] [SEEDS] [A_TOPIC] "
                 "[BACKGROUND_SIZE] [THREADS] [-v]\n");
    return 2;
  }
  arguments.resize(7);
  const auto number = [&](std::size_t i, unsigned fallback) {
    return arguments[i].empty() ? fallback : static_cast<unsigned>(std::stoul(arguments[i]));
  };
  const ThreadLimit limit(number(6, 0));
  const IngestResult background = ingest(std::vector{arguments[0]}, {}, {});
  const std::string part = arguments[2].empty() ? "train" : arguments[2];
  const auto file = [&](const char* name) {
    return arguments[1] + "/" + name + "_" + part + ".csv";
  };
  const std::vector<bench::SharedPoint> key_points = bench::shared_points(
      bench::read_key_points(file("arguments"), file("key_points"), file("labels")));
  bench::PlantOptions options;
  options.statements_a_topic = number(4, options.statements_a_topic);
  options.background = number(5, options.background);
  const unsigned seeds = number(3, 3);
  std::printf("seed   verbatim light reworded  B3 P  B3 R  B3 F1   nDCG@50  of planted  first seen "
              "forms  seconds\n");
  Total total;
  Losses losses;
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    options.seed = seed;
    const bench::PlantedCorpus planted = bench::plant(background.corpus, key_points, options);
    const auto start = std::chrono::steady_clock::now();
    const TalkingPointsResult result =
        find_talking_points(planted.corpus, split_corpus(planted.corpus, {}, {}), {}, {});
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const bench::PointsScore s = bench::score_points(planted, result.points);
    const Total one{share(s.found[0], s.planted[0]),
                    share(s.found[1], s.planted[1]),
                    share(s.found[2], s.planted[2]),
                    s.b_cubed.precision,
                    s.b_cubed.recall,
                    s.b_cubed.f1,
                    s.ndcg_all,
                    s.ndcg_planted,
                    share(s.first_seen_exact, s.statements_found),
                    share(s.form_exact, s.found[0] + s.found[1] + s.found[2]),
                    seconds.count()};
    one.print(std::to_string(seed), 1);
    total.add(one);
    losses.add(s);
    if (verbose && seed == 1) {
      show(planted, result);
    }
  }
  total.print("mean", seeds);
  losses.print(seeds);
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "points_quality: %s\n", error.what());
    return 2;
  }
}
