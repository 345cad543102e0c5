#pragma once
/// @file
/// Arguments, the key points of their topics and labels of pairs, as in the ArgKP data, and the
/// measure of the shared task on it: strict and relaxed mean average precision.
///
///     KeyPointData data = read_key_points(arguments_csv, key_points_csv, labels_csv);
///     KeyPointScore s = score_key_points(data, predictions);
///
/// Source: Friedman et al., "Overview of the 2021 Key Point Analysis Shared Task".

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace refrain::bench {

struct Statement {
  std::string id;
  std::string text;
  std::string topic;
  std::string stance;
};

struct KeyPointData {
  std::vector<Statement> arguments;
  std::vector<Statement> key_points;
  std::map<std::pair<std::string, std::string>, bool> labels; ///< (argument id, key point id)
};

struct Prediction {
  std::string argument;  ///< id
  std::string key_point; ///< id
  double score = 0;
};

struct KeyPointScore {
  double strict = 0;  ///< an unlabelled pair is wrong
  double relaxed = 0; ///< an unlabelled pair is right
  std::size_t groups = 0;
};

/// Records of a CSV file (RFC 4180: quotes doubled, line breaks inside quotes), the header first.
/// @throws std::runtime_error  when the file cannot be read
[[nodiscard]] std::vector<std::vector<std::string>> read_csv(const std::string& path);

/// Columns arg_id, argument, topic, stance; key_point_id, key_point, topic, stance; arg_id,
/// key_point_id, label.
/// @throws std::runtime_error  when a file cannot be read or lacks a column
[[nodiscard]] KeyPointData read_key_points(const std::string& arguments,
                                           const std::string& key_points,
                                           const std::string& labels);

/// For each topic and stance: every argument's best key point of the same topic and stance, the
/// half of the arguments with the highest scores, their average precision (equal scores as one
/// step); then the mean over topics and stances. A half without a right pair scores 0.
///
/// An argument without a prediction has score 0, so it is kept only when fewer than half have one;
/// kept, it is wrong in both senses, and stands at .99, so that it costs more than leaving it out.
[[nodiscard]] KeyPointScore score_key_points(const KeyPointData& data,
                                             const std::vector<Prediction>& predictions);

} // namespace refrain::bench
