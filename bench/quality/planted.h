#pragma once
/// @file
/// A corpus with talking points whose truth is known: real texts as background, statements planted
/// in them under known sources and dates.
///
///     PlantedCorpus planted = plant(background, shared_points(data), {.seed = 1});
///
/// Each statement is an argument from the key-point data. It is said first, in the earliest of the
/// chosen documents, as it stands; later again verbatim, edited by rule, and reworded: by another
/// argument that people labelled as making the same key point. One statement a document.

#include "refrain/text/corpus.h"

#include "bench/quality/key_points.h"

#include <cstdint>
#include <string>
#include <vector>

namespace refrain::bench {

/// A key point and what was written to make it.
struct SharedPoint {
  std::string id;
  std::string topic;
  std::string text;
  std::vector<std::string> arguments; ///< labelled with this key point and no other
};

/// Ordered by id.
[[nodiscard]] std::vector<SharedPoint> shared_points(const KeyPointData& data);

struct PlantOptions {
  std::uint64_t seed = 1;
  std::uint32_t background = 3000; ///< texts drawn from the background
  std::uint32_t statements_a_topic = 2;
  std::uint32_t most_of_a_form = 4; ///< of each form one to so many places
};

struct PlantedPlace {
  TextRange range; ///< in the planted corpus
  Form form = Form::kVerbatim;
  std::uint32_t statement = 0;
};

struct PlantedStatement {
  std::string text;
  std::string key_point;
  std::string first_seen;
  std::uint32_t sources = 0;
};

struct PlantedCorpus {
  Corpus corpus;
  std::vector<PlantedStatement> statements;
  std::vector<PlantedPlace> places; ///< by range
};

/// @param background  with sources and dates
[[nodiscard]] PlantedCorpus plant(const Corpus& background,
                                  const std::vector<SharedPoint>& key_points,
                                  const PlantOptions& options);

/// The light edit: of every eight words one is dropped, doubled with a filler or swapped with its
/// neighbour; at least one edit.
[[nodiscard]] std::string edit_lightly(const std::string& text, std::uint64_t seed);

} // namespace refrain::bench
