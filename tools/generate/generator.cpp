#include "tools/generate/generator.h"

#include "refrain/core/error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace refrain::generate {
namespace {

constexpr std::uint64_t kKindStream = 0x6b696e64ULL << 32;
constexpr std::uint64_t kTextStream = 0x74657874ULL << 32;
constexpr std::uint64_t kEditStream = 0x65646974ULL << 32;
constexpr std::uint64_t kHubStream = 0x68756273ULL << 32;
constexpr std::uint64_t kNoteStream = 0x6e6f7465ULL << 32;

void require_share(double value, const char* name) {
  if (!(value >= 0 && value <= 1)) {
    throw InvalidArgument(std::string(name) + ": expected 0 to 1, found " + std::to_string(value));
  }
}

/// Two uniform numbers to one normal one. Source: Box, Muller 1958.
double normal(Random& random) {
  const double u = 1 - random.unit();
  return std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * random.unit());
}

std::vector<std::uint64_t> shingles(const std::vector<WordId>& words, std::uint32_t w) {
  std::vector<std::uint64_t> result;
  const std::size_t width = std::min<std::size_t>(w, words.size());
  for (std::size_t i = 0; width > 0 && i + width <= words.size(); ++i) {
    std::uint64_t h = width;
    for (std::size_t j = 0; j < width; ++j) {
      h = mix64(h + words[i + j]);
    }
    result.push_back(h);
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

void append_number(double value, std::string& out) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.4f", value);
  out += buffer;
}

} // namespace

Generator::Generator(GeneratorOptions options)
    : options_(std::move(options)),
      vocabulary_(options_.vocabulary, options_.accents, options_.seed) {
  require_share(options_.near_duplicates, "near duplicates");
  require_share(options_.spans, "spans");
  require_share(options_.hubs, "hubs");
  require_share(options_.boilerplate, "boilerplate");
  require_share(options_.accents, "accents");
  require_share(options_.near_duplicates + options_.spans + options_.hubs,
                "near duplicates + spans + hubs");
  for (const double s : options_.similarities) {
    require_share(s, "similarity");
  }
  if (options_.similarities.empty() || options_.hub_size == 0 || options_.sources == 0 ||
      options_.shingle_tokens == 0 || options_.mean_words < 5) {
    throw InvalidArgument("generator: expected at least one similarity, record a hub, source and "
                          "shingle token, and 5 words a passage");
  }
}

std::string Generator::id(std::uint64_t i) const {
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, "p%010llu", static_cast<unsigned long long>(i));
  return buffer;
}

Generator::Kind Generator::kind(std::uint64_t i) const {
  if (i < 16) {
    return Kind::kOriginal;
  }
  Random random(options_.seed, kKindStream + i);
  double u = random.unit();
  if ((u -= options_.near_duplicates) < 0) {
    return Kind::kNearDuplicate;
  }
  if ((u -= options_.spans) < 0) {
    return Kind::kSpan;
  }
  return u < options_.hubs ? Kind::kHub : Kind::kOriginal;
}

std::uint64_t Generator::base_of(std::uint64_t i, Random& random) const {
  // Record 0 is an original, so the walk down ends.
  std::uint64_t base = random.below(i);
  while (kind(base) != Kind::kOriginal) {
    --base;
  }
  return base;
}

std::vector<WordId> Generator::original(std::uint64_t i) const {
  Random random(options_.seed, kTextStream + i);
  constexpr double kSigma = 0.5;
  const double length =
      std::exp(std::log(options_.mean_words) - kSigma * kSigma / 2 + kSigma * normal(random));
  std::vector<WordId> words(static_cast<std::size_t>(std::clamp(length, 5.0, 2000.0)));
  for (WordId& word : words) {
    word = vocabulary_.draw(random);
  }
  return words;
}

double Generator::jaccard(const std::vector<WordId>& a, const std::vector<WordId>& b) const {
  const std::vector<std::uint64_t> x = shingles(a, options_.shingle_tokens);
  const std::vector<std::uint64_t> y = shingles(b, options_.shingle_tokens);
  std::vector<std::uint64_t> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(x.size() + y.size() - both.size());
}

std::vector<WordId> Generator::edited(const std::vector<WordId>& base, double target,
                                      Random& random) const {
  // With n shingles of which d are broken, J = (n - d) / (n + d). A replaced word breaks w of them,
  // an inserted or removed one w - 1 on one side, and edits that come close share some.
  const double w = options_.shingle_tokens;
  const double broken = std::max(1.0, w - 0.4);
  const double n = std::max(1.0, static_cast<double>(base.size()) - w + 1);
  const double edits = n * (1 - target) / (1 + target) / broken;
  const auto count = static_cast<std::size_t>(edits + random.unit());
  std::vector<WordId> words = base;
  for (std::size_t e = 0; e < count; ++e) {
    // Spread over the passage, a little off the even places.
    const double place = (static_cast<double>(e) + random.unit()) / static_cast<double>(count);
    const auto at = std::min(words.size() - 1,
                             static_cast<std::size_t>(place * static_cast<double>(words.size())));
    const auto position = words.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random.below(4)) {
    case 0:
      words.insert(position, vocabulary_.draw(random));
      break;
    case 1:
      if (words.size() > 5) {
        words.erase(position);
        break;
      }
      [[fallthrough]];
    default:
      *position = vocabulary_.draw(random);
    }
  }
  return words;
}

void Generator::write_text(const std::vector<WordId>& words, std::uint64_t style,
                           std::string& out) const {
  Random random(options_.seed, kNoteStream + style);
  std::uint64_t sentence = 8 + random.below(18);
  bool start = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) {
      out += ' ';
    }
    const std::string_view word = vocabulary_.word(words[i]);
    const std::size_t at = out.size();
    out += word;
    if (start) {
      out[at] = static_cast<char>(out[at] - 'a' + 'A'); // onsets are ASCII letters
      start = false;
    }
    if (--sentence == 0 || i + 1 == words.size()) {
      out += '.';
      sentence = 8 + random.below(18);
      start = true;
    } else if ((random.next() & 15) == 0) {
      out += ',';
    }
  }
}

void Generator::append(std::uint64_t i, std::string& record, std::string& truth) const {
  Random random(options_.seed, kEditStream + i);
  const Kind what = kind(i);
  const std::uint64_t source = random.below(options_.sources);
  std::vector<WordId> words;
  std::uint64_t style = i;
  std::string hub_number;
  if (what == Kind::kOriginal) {
    words = original(i);
  } else if (what == Kind::kNearDuplicate) {
    const std::uint64_t base = base_of(i, random);
    const double target = options_.similarities[random.below(options_.similarities.size())];
    const std::vector<WordId> from = original(base);
    words = edited(from, target, random);
    style = base;
    truth +=
        R"({"kind":"near_duplicate","a":")" + id(base) + R"(","b":")" + id(i) + R"(","jaccard":)";
    append_number(jaccard(from, words), truth);
    truth += R"(,"target":)";
    append_number(target, truth);
    truth += "}\n";
  } else if (what == Kind::kSpan) {
    const std::uint64_t base = base_of(i, random);
    const std::vector<WordId> from = original(base);
    const std::size_t length = std::min<std::size_t>(from.size(), 20 + random.below(20));
    const std::size_t at = random.below(from.size() - length + 1);
    words = original(i);
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(random.below(words.size() + 1)),
                 from.begin() + static_cast<std::ptrdiff_t>(at),
                 from.begin() + static_cast<std::ptrdiff_t>(at + length));
    truth += R"({"kind":"span","a":")" + id(base) + R"(","b":")" + id(i) + R"(","words":)" +
             std::to_string(length) + R"(,"text":")";
    for (std::size_t k = 0; k < length; ++k) {
      truth += k == 0 ? "" : " ";
      truth += vocabulary_.word(from[at + k]);
    }
    truth += "\"}\n";
  } else {
    const double hub_records = options_.hubs * static_cast<double>(options_.passages);
    const auto hub_texts =
        static_cast<std::uint64_t>(std::ceil(hub_records / static_cast<double>(options_.hub_size)));
    const std::uint64_t hub = random.below(std::max<std::uint64_t>(hub_texts, 1));
    Random hub_random(options_.seed, kHubStream + hub);
    words.resize(60);
    for (WordId& word : words) {
      word = vocabulary_.draw(hub_random);
    }
    style = kHubStream + hub;
    hub_number = " Number " + std::to_string(random.below(1000000)) + ".";
    truth += R"({"kind":"hub","hub":)" + std::to_string(hub) + R"(,"id":")" + id(i) + "\"}\n";
  }

  char head[96];
  const std::uint64_t day = i * 3650 / std::max<std::uint64_t>(options_.passages, 1);
  std::snprintf(
      head, sizeof head,
      R"({"id":"p%010llu","source":"outlet-%02llu","date":"%04llu-%02llu-%02llu","text":")",
      static_cast<unsigned long long>(i), static_cast<unsigned long long>(source),
      static_cast<unsigned long long>(2014 + day / 365),
      static_cast<unsigned long long>(1 + day % 365 / 31),
      static_cast<unsigned long long>(1 + day % 365 % 31 % 28));
  record += head;
  write_text(words, style, record);
  record += hub_number;
  if (random.unit() < options_.boilerplate) {
    record += " For all releases of outlet " + std::to_string(source) +
              " write to the desk or call the newsroom before noon.";
    truth += R"({"kind":"boilerplate","source":"outlet-)" + std::to_string(source) + R"(","id":")" +
             id(i) + "\"}\n";
  }
  record += "\"}\n";
}

} // namespace refrain::generate
