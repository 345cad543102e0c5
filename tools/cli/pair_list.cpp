#include "pair_list.h"

#include "refrain/core/error.h"

#include "option_set.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace refrain::cli {
namespace {

constexpr DocumentIndex kSeveral = kNone - 1;

[[nodiscard]] std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

class Names {
public:
  explicit Names(const Corpus& corpus) {
    for (DocumentIndex d = 0; d < corpus.size(); ++d) {
      add(by_id_, corpus.id(d), d);
      add(by_file_, file_name(corpus.path(d)), d);
    }
  }

  // kNone where there is none, kSeveral where it is not one.
  [[nodiscard]] DocumentIndex find(std::string_view name) const {
    if (const auto it = by_id_.find(name); it != by_id_.end()) {
      return it->second;
    }
    const auto it = by_file_.find(file_name(name));
    return it == by_file_.end() ? kNone : it->second;
  }

private:
  using Index = std::unordered_map<std::string_view, DocumentIndex>;

  static void add(Index& index, std::string_view name, DocumentIndex document) {
    const auto [it, inserted] = index.try_emplace(name, document);
    if (!inserted) {
      it->second = kSeveral;
    }
  }

  Index by_id_;
  Index by_file_;
};

[[nodiscard]] std::vector<std::string_view> split(std::string_view line) {
  const std::string_view between = line.find('\t') != std::string_view::npos ? "\t" : " ";
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(between), line.size());
    if (end != 0) {
      words.push_back(line.substr(0, end));
    }
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

} // namespace

PairList read_pairs(const std::string& path, const Corpus& corpus,
                    std::span<const Skipped> skipped) {
  std::ifstream in(path);
  if (!in) {
    throw IoError(path, "cannot open the list of pairs", errno);
  }
  const Names names(corpus);
  std::unordered_set<std::string_view> unread;
  for (const Skipped& record : skipped) {
    unread.insert(file_name(record.path));
  }
  PairList list;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    const std::string place = path + ":" + std::to_string(number) + ": ";
    const std::vector<std::string_view> words = split(line);
    if (words.empty() || words.front().front() == '#') {
      continue;
    }
    if (words.size() != 2) {
      throw UsageError(place + "expected two names, found " + std::to_string(words.size()));
    }
    bool complete = true;
    const auto find = [&](std::string_view name) {
      const DocumentIndex found = names.find(name);
      if (found == kNone && unread.contains(file_name(name))) {
        if (complete && ++list.skipped == 1) {
          list.first_skipped = place + std::string(name);
        }
        complete = false;
      } else if (found == kNone || found == kSeveral) {
        throw UsageError(
            place +
            (found == kNone ? "no document is named '" : "more than one document is named '") +
            std::string(name) + "'");
      }
      return found;
    };
    const DocumentIndex a = find(words[0]);
    const DocumentIndex b = find(words[1]);
    if (!complete) {
      continue;
    }
    if (a == b) {
      throw UsageError(place + "expected two documents, found one twice: '" +
                       std::string(words[0]) + "'");
    }
    list.pairs.emplace_back(a, b);
  }
  if (in.bad()) {
    throw IoError(path, "cannot read the list of pairs", errno);
  }
  return list;
}

} // namespace refrain::cli
