// refrain-generate: seeded synthetic corpora as JSON Lines, with truth.

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"

#include "tools/generate/generator.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>

namespace {

using refrain::generate::Generator;
using refrain::generate::GeneratorOptions;

struct Block {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::string records;
  std::string truth;
};

/// A file that is written to, or nothing.
class Output {
public:
  explicit Output(const std::string& path) : path_(path) {
    if (path == "-") {
      file_ = stdout;
    } else if (!path.empty()) {
      file_ = std::fopen(path.c_str(), "wb");
      check(file_ != nullptr);
    }
  }
  void write(const std::string& bytes) {
    if (file_ != nullptr) {
      check(std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size());
    }
  }
  void close() {
    if (file_ != nullptr) {
      check(std::fflush(file_) == 0);
      check(file_ == stdout || std::fclose(file_) == 0);
    }
  }

private:
  void check(bool good) const {
    if (!good) {
      throw refrain::IoError(path_, "write", errno);
    }
  }
  std::string path_;
  std::FILE* file_ = nullptr;
};

void generate(const GeneratorOptions& options, const std::string& output,
              const std::string& truth_path) {
  const Generator generator(options);
  Output records(output);
  Output truth(truth_path);
  std::uint64_t next = 0;
  constexpr std::uint64_t kBlock = 4096;
  refrain::ordered_pipeline<Block>(
      4 * std::size_t{refrain::thread_count()},
      [&](Block& block) {
        block.first = next;
        block.last = next = std::min(options.passages, next + kBlock);
        return block.first < block.last;
      },
      [&](Block& block) {
        for (std::uint64_t i = block.first; i < block.last; ++i) {
          generator.append(i, block.records, block.truth);
        }
      },
      [&](Block& block) {
        records.write(block.records);
        truth.write(block.truth);
      });
  records.close();
  truth.close();
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("Writes a synthetic corpus as JSON Lines: the same bytes for the same options.\n\n"
               "Example: refrain-generate --passages 1000000 --seed 7 --truth truth.jsonl "
               "-o corpus.jsonl",
               "refrain-generate");
  GeneratorOptions options;
  std::string output = "-";
  std::string truth;
  unsigned threads = 0;
  app.add_option("--passages", options.passages, "records to write")->capture_default_str();
  app.add_option("--seed", options.seed, "another seed, another corpus")->capture_default_str();
  app.add_option("--near-duplicates", options.near_duplicates, "share of records")
      ->capture_default_str();
  app.add_option("--similarities", options.similarities,
                 "Jaccard similarities that near-duplicates aim at")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--spans", options.spans, "share of records that hold a span of another one")
      ->capture_default_str();
  app.add_option("--hubs", options.hubs, "share of records that are one of a few hub texts")
      ->capture_default_str();
  app.add_option("--hub-size", options.hub_size, "records that share a hub text, on average")
      ->capture_default_str();
  app.add_option("--boilerplate", options.boilerplate, "share of records that end in boilerplate")
      ->capture_default_str();
  app.add_option("--sources", options.sources, "number of sources")->capture_default_str();
  app.add_option("--vocabulary", options.vocabulary, "number of distinct words")
      ->capture_default_str();
  app.add_option("--accents", options.accents, "share of words with a letter outside ASCII")
      ->capture_default_str();
  app.add_option("--mean-words", options.mean_words, "words a passage")->capture_default_str();
  app.add_option("--shingle-tokens", options.shingle_tokens, "w of the similarities")
      ->capture_default_str();
  app.add_option("-o,--output", output, "file, or - for standard output")->capture_default_str();
  app.add_option("--truth", truth, "file for what was planted, a JSON line each");
  app.add_option("--threads", threads, "0: all processors")->capture_default_str();
  try {
    app.parse(argc, argv);
    const refrain::ThreadLimit limit(threads);
    generate(options, output, truth);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "refrain-generate: %s\n", e.what());
    return 2;
  }
  return 0;
}
