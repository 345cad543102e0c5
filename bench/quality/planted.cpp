#include "bench/quality/planted.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <tuple>

namespace refrain::bench {
namespace {

/// SplitMix64: the same numbers with every standard library.
class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) { return mix64(++state_) % n; }
  template <class T> void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[below(i)]);
    }
  }

private:
  std::uint64_t state_;
};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    words.push_back(word);
  }
  return words;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += text.empty() ? word : ' ' + word;
  }
  return text;
}

/// A place between sentences: after a full stop, or in a gap that lost one.
std::size_t place_for(std::string_view text, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = text.size() / 8; i + 3 < text.size(); ++i) {
    const bool capital = text[i + 2] >= 'A' && text[i + 2] <= 'Z';
    if ((text[i] == '.' && text[i + 1] == ' ' && capital) ||
        (text[i] == ' ' && text[i + 1] == ' ' && capital)) {
      places.push_back(i + 2);
    }
  }
  return places.empty() ? text.size() : places[random.below(places.size())];
}

struct Planting {
  std::uint32_t statement = 0;
  Form form = Form::kVerbatim;
  std::string text;
};

/// What is said of one statement, without where. The first one is the statement itself.
std::vector<Planting> plantings_of(const SharedPoint& point, std::uint32_t statement,
                                   const PlantOptions& options, Random& random) {
  std::vector<std::string> arguments = point.arguments;
  std::erase_if(arguments, [](const std::string& a) {
    const std::size_t words = words_of(a).size();
    return words < 8 || words > 40;
  });
  random.shuffle(arguments);
  std::vector<Planting> result;
  if (arguments.size() < 2) {
    return result;
  }
  const std::string& text = arguments[0];
  result.push_back({statement, Form::kVerbatim, text});
  const auto some = [&] { return 1 + random.below(options.most_of_a_form); };
  for (std::uint64_t i = some(); i > 0; --i) {
    result.push_back({statement, Form::kVerbatim, text});
  }
  for (std::uint64_t i = some(); i > 0; --i) {
    result.push_back({statement, Form::kLight, edit_lightly(text, random.below(1U << 30))});
  }
  const std::uint64_t reworded = std::min<std::uint64_t>(some(), arguments.size() - 1);
  for (std::uint64_t i = 1; i <= reworded; ++i) {
    result.push_back({statement, Form::kHeavy, arguments[i]});
  }
  return result;
}

} // namespace

std::vector<SharedPoint> shared_points(const KeyPointData& data) {
  std::map<std::string, SharedPoint> points;
  for (const Statement& point : data.key_points) {
    points[point.id] = {point.id, point.topic, point.text, {}};
  }
  std::map<std::string, std::vector<std::string>> made_by;
  for (const auto& [pair, made] : data.labels) {
    if (made) {
      made_by[pair.first].push_back(pair.second);
    }
  }
  for (const Statement& argument : data.arguments) {
    const auto it = made_by.find(argument.id);
    if (it != made_by.end() && it->second.size() == 1 && points.contains(it->second[0])) {
      points[it->second[0]].arguments.push_back(argument.text);
    }
  }
  std::vector<SharedPoint> result;
  for (auto& [id, point] : points) {
    result.push_back(std::move(point));
  }
  return result;
}

std::string edit_lightly(const std::string& text, std::uint64_t seed) {
  static constexpr std::array<const char*, 6> kFillers = {"really", "also",   "clearly",
                                                          "often",  "indeed", "simply"};
  Random random(seed);
  std::vector<std::string> words = words_of(text);
  const std::size_t edits = std::max<std::size_t>(1, words.size() / 8);
  for (std::size_t i = 0; i < edits && words.size() > 3; ++i) {
    const std::size_t at = 1 + random.below(words.size() - 2);
    const auto where = words.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random.below(3)) {
    case 0:
      words.erase(where);
      break;
    case 1:
      words.insert(where, kFillers[random.below(kFillers.size())]);
      break;
    default:
      std::swap(words[at], words[at - 1]);
    }
  }
  return join(words);
}

PlantedCorpus plant(const Corpus& background, const std::vector<SharedPoint>& key_points,
                    const PlantOptions& options) {
  Random random(options.seed);
  std::vector<DocumentIndex> chosen(background.size());
  std::iota(chosen.begin(), chosen.end(), 0);
  random.shuffle(chosen);
  std::erase_if(chosen, [&](DocumentIndex d) {
    return background.source(d).empty() || background.date(d).empty() ||
           background.text(d).size() < 600;
  });
  chosen.resize(std::min<std::size_t>(chosen.size(), options.background));

  PlantedCorpus result;
  std::map<DocumentIndex, Planting> plan;
  std::vector<SharedPoint> points = key_points;
  random.shuffle(points);
  std::map<std::string, std::uint32_t> of_topic;
  std::size_t next = 0;
  for (const SharedPoint& point : points) {
    if (of_topic[point.topic] == options.statements_a_topic) {
      continue;
    }
    const auto number = static_cast<std::uint32_t>(result.statements.size());
    std::vector<Planting> plantings = plantings_of(point, number, options, random);
    if (plantings.size() < 4) {
      continue;
    }
    ++of_topic[point.topic];
    if (next + plantings.size() > chosen.size()) {
      throw InvalidArgument("background: expected more texts with source and date than " +
                            std::to_string(chosen.size()));
    }
    // The earliest document says the statement as it stands; who says the rest is left to chance.
    const auto begin = chosen.begin() + static_cast<std::ptrdiff_t>(next);
    const auto end = begin + static_cast<std::ptrdiff_t>(plantings.size());
    next += plantings.size();
    const auto earliest = std::min_element(begin, end, [&](DocumentIndex a, DocumentIndex b) {
      return std::make_tuple(background.date(a), a) < std::make_tuple(background.date(b), b);
    });
    std::swap(*begin, *earliest);
    std::set<std::string_view> sources;
    for (std::size_t i = 0; i < plantings.size(); ++i) {
      const DocumentIndex d = *(begin + static_cast<std::ptrdiff_t>(i));
      sources.insert(background.source(d));
      plan[d] = plantings[i];
    }
    result.statements.push_back({plantings[0].text, point.text,
                                 std::string(background.date(*begin)),
                                 static_cast<std::uint32_t>(sources.size())});
  }

  std::sort(chosen.begin(), chosen.end());
  for (const DocumentIndex d : chosen) {
    Document document;
    document.id = background.id(d);
    document.source = background.source(d);
    document.date = background.date(d);
    document.text = background.text(d);
    if (const auto it = plan.find(d); it != plan.end()) {
      const Planting& planting = it->second;
      const std::size_t at = place_for(document.text, random);
      std::string text = planting.text;
      if (text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
      }
      document.text.insert(at, text + ".  ");
      const auto index = static_cast<DocumentIndex>(result.corpus.size());
      result.places.push_back(
          {{index, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())}},
           planting.form,
           planting.statement});
    }
    result.corpus.add(document);
  }
  // The background is sorted by id, so the corpus is too, and sorting moves nothing.
  result.corpus.sort();
  return result;
}

} // namespace refrain::bench
