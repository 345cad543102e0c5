#include "bench/quality/key_points.h"

#include "bench/quality/measures.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <unordered_map>

namespace refrain::bench {
namespace {

/// Where the measure puts an argument without a prediction that it has to keep.
constexpr double kScoreOfNoPrediction = 0.99;

using Record = std::vector<std::string>;

std::size_t column(const Record& header, const std::string& name, const std::string& path) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) {
    throw std::runtime_error(path + ": expected a column " + name);
  }
  return static_cast<std::size_t>(found - header.begin());
}

std::vector<Statement> read_statements(const std::string& path, const std::string& id,
                                       const std::string& text) {
  const std::vector<Record> records = read_csv(path);
  const Record header = records.empty() ? Record() : records[0];
  const std::size_t columns[] = {column(header, id, path), column(header, text, path),
                                 column(header, "topic", path), column(header, "stance", path)};
  std::vector<Statement> statements;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const Record& r = records[i];
    if (r.size() == header.size()) {
      statements.push_back({r[columns[0]], r[columns[1]], r[columns[2]], r[columns[3]]});
    }
  }
  return statements;
}

} // namespace

std::vector<Record> read_csv(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error(path + ": cannot be read");
  }
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::vector<Record> records;
  Record record(1);
  bool quoted = false;
  for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (quoted && i + 1 < text.size() && text[i + 1] == '"') {
        record.back() += text[++i];
      } else {
        quoted = !quoted;
      }
    } else if (c == ',' && !quoted) {
      record.emplace_back();
    } else if (c == '\n' && !quoted) {
      records.push_back(std::exchange(record, Record(1)));
    } else if (c != '\r' || quoted) {
      record.back() += c;
    }
  }
  if (record.size() > 1 || !record[0].empty()) {
    records.push_back(std::move(record));
  }
  return records;
}

KeyPointData read_key_points(const std::string& arguments, const std::string& key_points,
                             const std::string& labels) {
  KeyPointData data;
  data.arguments = read_statements(arguments, "arg_id", "argument");
  data.key_points = read_statements(key_points, "key_point_id", "key_point");
  const std::vector<Record> records = read_csv(labels);
  const Record header = records.empty() ? Record() : records[0];
  const std::size_t a = column(header, "arg_id", labels);
  const std::size_t k = column(header, "key_point_id", labels);
  const std::size_t label = column(header, "label", labels);
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (records[i].size() == header.size()) {
      data.labels[{records[i][a], records[i][k]}] = records[i][label] == "1";
    }
  }
  return data;
}

KeyPointScore score_key_points(const KeyPointData& data,
                               const std::vector<Prediction>& predictions) {
  using Group = std::pair<std::string, std::string>;
  std::unordered_map<std::string, Group> group_of_key_point;
  for (const Statement& k : data.key_points) {
    group_of_key_point[k.id] = {k.topic, k.stance};
  }
  std::unordered_map<std::string, std::vector<const Prediction*>> by_argument;
  for (const Prediction& p : predictions) {
    by_argument[p.argument].push_back(&p);
  }

  struct Judged {
    double score = 0;
    bool predicted = false;
    std::optional<bool> label;
  };
  std::map<Group, std::vector<Judged>> groups;
  for (const Statement& argument : data.arguments) {
    const Group group{argument.topic, argument.stance};
    const Prediction* best = nullptr;
    for (const Prediction* p : by_argument[argument.id]) {
      if (group_of_key_point.at(p->key_point) == group && (!best || p->score > best->score)) {
        best = p;
      }
    }
    Judged judged;
    if (best) {
      judged.score = best->score;
      judged.predicted = true;
      const auto label = data.labels.find({argument.id, best->key_point});
      if (label != data.labels.end()) {
        judged.label = label->second;
      }
    }
    groups[group].push_back(judged);
  }

  KeyPointScore score;
  for (auto& [group, judged] : groups) {
    std::stable_sort(judged.begin(), judged.end(),
                     [](const Judged& a, const Judged& b) { return a.score > b.score; });
    judged.resize(judged.size() / 2);
    std::vector<ScoredLabel> strict;
    std::vector<ScoredLabel> relaxed;
    for (const Judged& j : judged) {
      const double place = j.predicted ? j.score : kScoreOfNoPrediction;
      strict.push_back({place, j.predicted && j.label.value_or(false)});
      relaxed.push_back({place, j.predicted && j.label.value_or(true)});
    }
    score.strict += average_precision(strict);
    score.relaxed += average_precision(relaxed);
    ++score.groups;
  }
  if (score.groups > 0) {
    score.strict /= static_cast<double>(score.groups);
    score.relaxed /= static_cast<double>(score.groups);
  }
  return score;
}

} // namespace refrain::bench
