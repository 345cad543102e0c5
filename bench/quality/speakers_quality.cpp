/// @file
/// Tells how well transcripts and their speakers are told (text/speakers.h).
///
///     speakers_quality [SEEDS]            transcripts and other texts made from the seeds 1 to
///     SEEDS speakers_quality --of FOLDER...     which texts of folders are taken for transcripts
///
/// The first prints for each shape of transcripts how many are taken for such, and of the words of
/// all speeches how many have their speaker, nobody and somebody else, of all other words how many
/// are given to somebody; and for each kind of texts that are none how many are taken for such. The
/// second prints the ids of the documents and the names of who speaks in them.

#include "refrain/ingest/ingest.h"
#include "refrain/text/speakers.h"

#include "bench/quality/transcripts.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace refrain;

double share(std::uint64_t part, std::uint64_t of) {
  return of == 0 ? 0 : static_cast<double>(part) / static_cast<double>(of);
}

void score_made(std::uint64_t seeds) {
  std::printf("%-12s %11s %9s %9s %9s %9s %9s\n", "shape", "transcripts", "words", "right",
              "nobody", "another", "others");
  bench::SpeakerScore all;
  std::uint64_t all_found = 0;
  const auto print = [](std::string_view name, std::uint64_t found, std::uint64_t of,
                        const bench::SpeakerScore& s) {
    std::printf("%-12.*s %5llu/%-5llu %9llu %9.4f %9.4f %9.4f %9.4f\n",
                static_cast<int>(name.size()), name.data(), static_cast<unsigned long long>(found),
                static_cast<unsigned long long>(of), static_cast<unsigned long long>(s.spoken),
                s.accuracy(), share(s.nobodys, s.spoken),
                share(s.spoken - s.right - s.nobodys, s.spoken), share(s.given, s.others));
  };
  for (const auto& [shape, name] : bench::kTranscriptShapes) {
    bench::SpeakerScore score;
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const bench::Transcript talk = bench::make_transcript(shape, seed);
      const ElementList list = find_speakers(talk.text);
      found += list.marks.empty() ? 0 : 1;
      score.add(bench::score_speakers(talk, list));
    }
    print(name, found, seeds, score);
    all.add(score);
    all_found += found;
  }
  print("all", all_found, seeds * bench::kTranscriptShapes.size(), all);
  std::printf("%-12s %11s\n", "no", "transcripts");
  for (const auto& [kind, name] : bench::kDistractors) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      found += find_speakers(bench::make_distractor(kind, seed)).marks.empty() ? 0 : 1;
    }
    std::printf("%-12.*s %5llu/%-5llu\n", static_cast<int>(name.size()), name.data(),
                static_cast<unsigned long long>(found), static_cast<unsigned long long>(seeds));
  }
}

void tell_folders(const std::vector<std::string>& folders) {
  const Corpus corpus = ingest(folders, {}, {}).corpus;
  std::size_t found = 0;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    if (corpus.speakers(d).marks.empty()) {
      continue;
    }
    ++found;
    std::printf("%s:", std::string(corpus.id(d)).c_str());
    const char* between = " ";
    for (const std::string_view name : corpus.speaker_names(d)) {
      std::printf("%s%s", between, std::string(name).c_str());
      between = ", ";
    }
    std::printf("\n");
  }
  std::printf("%zu of %zu texts are taken for transcripts\n", found, corpus.size());
}

} // namespace

int main(int argc, char** argv) {
  try {
    if (argc > 2 && std::string_view(argv[1]) == "--of") {
      tell_folders({argv + 2, argv + argc});
      return 0;
    }
    const long seeds = argc < 2 ? 200 : argc == 2 ? std::atol(argv[1]) : 0;
    if (seeds < 1) {
      std::fprintf(stderr,
                   "usage: speakers_quality [SEEDS]\n       speakers_quality --of FOLDER...\n");
      return 2;
    }
    score_made(static_cast<std::uint64_t>(seeds));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "speakers_quality: %s\n", error.what());
    return 2;
  }
  return 0;
}
