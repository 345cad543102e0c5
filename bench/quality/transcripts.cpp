#include "bench/quality/transcripts.h"

#include "refrain/core/ascii.h"

#include <initializer_list>
#include <random>
#include <span>

namespace refrain::bench {
namespace {

using namespace std::string_view_literals;

constexpr std::array kGiven{"Ruth"sv,  "Anna"sv,  "Tom"sv,  "Hamish"sv, "Ida"sv,   "Jo"sv,
                            "Nils"sv,  "Mara"sv,  "Owen"sv, "Clara"sv,  "Piotr"sv, "Leila"sv,
                            "Akira"sv, "Élise"sv, "Sven"sv, "Grace"sv};
constexpr std::array kSurnames{"Falk"sv,   "Berg"sv,   "Hale"sv,     "Dray"sv,
                               "O'Hara"sv, "McLeod"sv, "Lund"sv,     "Roe"sv,
                               "Ortega"sv, "Vance"sv,  "Whitcomb"sv, "Nakamura"sv,
                               "Müller"sv, "Price"sv,  "Sand"sv,     "Smith-Kerr"sv};
constexpr std::array kStates{"Texas"sv, "Ohio"sv, "Maine"sv, "New York"sv};
constexpr std::array kSubjects{"The harbour"sv, "Our council"sv,  "This bridge"sv, "The bill"sv,
                               "It"sv,          "Nobody"sv,       "The budget"sv,  "Everyone"sv,
                               "The river"sv,   "My neighbour"sv, "A new pier"sv,  "The school"sv,
                               "We"sv,          "They"sv,         "That plan"sv};
constexpr std::array kVerbs{"needs"sv,      "will change"sv,  "has taken"sv,  "should keep"sv,
                            "cannot pay"sv, "may lose"sv,     "brought"sv,    "asked for"sv,
                            "never saw"sv,  "would repair"sv, "must answer"sv};
constexpr std::array kObjects{
    "a great deal of money"sv, "the old road"sv,     "two more years"sv, "what was promised"sv,
    "every boat in the bay"sv, "the people here"sv,  "a clear answer"sv, "the ferry at nine"sv,
    "more than 300 houses"sv,  "its own history"sv,  "the vote"sv,       "a roof and a wall"sv,
    "all that we had"sv,       "the work of years"sv};
constexpr std::array kItems{"Opening"sv, "Coffee"sv,   "Panel"sv,  "Keynote"sv, "Lunch"sv,
                            "Walk"sv,    "Workshop"sv, "Dinner"sv, "Closing"sv};
constexpr std::array kTails{""sv,
                            ""sv,
                            ""sv,
                            ", and that is that"sv,
                            " before the winter"sv,
                            ", as far as I know"sv,
                            " because the law says so"sv,
                            ": the figures are plain"sv};

class Maker {
public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }
  bool in(std::size_t n) { return below(n) == 0; } ///< once in n
  template <std::size_t Size> std::string_view of(const std::array<std::string_view, Size>& list) {
    return list[below(Size)];
  }

  std::string sentence() {
    std::string result(of(kSubjects));
    result += ' ';
    result += of(kVerbs);
    result += ' ';
    result += of(kObjects);
    result += of(kTails);
    return result + (in(6) ? '?' : in(12) ? '!' : '.');
  }

  std::string sentences(std::size_t most) {
    std::string result = sentence();
    for (std::size_t more = below(most); more > 0; --more) {
      result += ' ' + sentence();
    }
    return result;
  }

  std::string number(std::size_t below_this) { return std::to_string(below(below_this)); }

private:
  std::mt19937_64 random_;
};

std::string capitals(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool accent = static_cast<unsigned char>(name[i]) == 0xC3 && i + 1 < name.size();
    if (accent) { // of Latin-1, as all here
      result += name[i++];
      result += static_cast<char>(static_cast<unsigned char>(name[i]) & ~0x20U);
    } else {
      result += ascii::is_small(name[i]) ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
    }
  }
  return result;
}

std::string two_digits(std::size_t n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

struct Cast {
  std::string given;
  std::string surname;
  [[nodiscard]] std::string full() const { return given + ' ' + surname; }
};

std::vector<Cast> make_cast(Maker& make, std::size_t size) {
  std::vector<Cast> cast;
  const std::size_t first = make.below(kGiven.size());
  const std::size_t last = make.below(kSurnames.size());
  for (std::size_t i = 0; i < size; ++i) {
    cast.push_back({std::string(kGiven[(first + 3 * i) % kGiven.size()]),
                    std::string(kSurnames[(last + 5 * i) % kSurnames.size()])});
  }
  return cast;
}

/// Puts labels and speeches together.
class Stage {
public:
  Stage(TranscriptShape shape, std::uint64_t seed)
      : shape_(shape), make_(seed), cast_(make_cast(make_, 2 + make_.below(4))), met_(cast_.size()),
        minutes_(make_.below(600)) {}

  Transcript play() {
    open();
    const std::size_t turns = 12 + make_.below(40);
    std::size_t who = 0;
    for (std::size_t t = 0; t < turns; ++t) {
      // The first turns go round, so that everybody is met.
      const std::size_t step = 1 + make_.below(cast_.size() - 1);
      who = t < 2 * cast_.size() ? t % cast_.size() : (who + step) % cast_.size();
      const std::string speaker = label(who);
      speak(speaker);
    }
    return std::move(result_);
  }

private:
  [[nodiscard]] bool is(TranscriptShape shape) const { return shape_ == shape; }
  [[nodiscard]] bool is_chat() const {
    return is(TranscriptShape::kChat) || is(TranscriptShape::kNicks);
  }

  void open() {
    if (is(TranscriptShape::kIntroduced)) {
      result_.text += "The harbour and its money. Tonight we hear";
      for (const Cast& one : cast_) {
        result_.text += " the engineer " + one.full() + ",";
      }
      result_.text += " and they hear each other.\n\n";
    } else if (!is_chat() && make_.in(2)) {
      result_.text += "A talk in the town hall\n\n" + make_.sentences(3) + "\n\n";
    }
  }

  /// Writes the label of a turn.
  /// @return  who speaks
  std::string label(std::size_t who) {
    const Cast& one = cast_[who];
    const bool first = !met_[who];
    met_[who] = true;
    std::string& text = result_.text;
    minutes_ += make_.below(3);
    const std::string hour = two_digits(minutes_ / 60 % 24) + ":" + two_digits(minutes_ % 60);
    switch (shape_) {
    case TranscriptShape::kSurnames:
      text += first ? capitals(one.full()) + (make_.in(2) ? ", HOST: " : " (D-OH): ")
                    : capitals(one.surname) + ": ";
      return one.full();
    case TranscriptShape::kIntroduced:
      text += (make_.in(4) ? "Ms. " : "") + capitals(one.surname) + ": ";
      return one.full();
    case TranscriptShape::kFullNames:
    case TranscriptShape::kWrapped:
      text += one.full() + ": ";
      return one.full();
    case TranscriptShape::kMarkdown:
      text += make_.in(2) ? "**" + one.full() + ":** " : "**" + one.full() + "**: ";
      return one.full();
    case TranscriptShape::kParts:
      if (who == 1) {
        text += "Q: ";
        return {};
      }
      text += who == 0 ? first ? "MODERATOR (" + one.full() + "): " : "MODERATOR: "
                       : capitals(one.full()) + ": ";
      return one.full();
    case TranscriptShape::kChat:
      text += "[12/03/2021, " + hour + ":" + two_digits(make_.below(60)) + "] " + nick(one) + " " +
              one.surname.substr(0, 1) + ": ";
      return nick(one) + " " + one.surname.substr(0, 1);
    case TranscriptShape::kNicks:
      text += hour + " <" + nick(one) + "> ";
      return nick(one);
    case TranscriptShape::kOwnLines:
      text += one.full() + "  " + std::to_string(minutes_ / 60) + ":" + two_digits(minutes_ % 60) +
              "\n";
      return one.full();
    case TranscriptShape::kPrinted: {
      const std::string state(kStates[who % kStates.size()]);
      if (who == 0) {
        text += "The PRESIDING OFFICER. ";
        return {};
      }
      text += "Mr. " + capitals(one.surname) + " of " + state + ". ";
      return one.surname + " of " + state;
    }
    }
    return {};
  }

  static std::string nick(const Cast& one) {
    std::string name = one.given;
    if (ascii::is_capital(name.front())) {
      name.front() = ascii::small(name.front());
    }
    return name;
  }

  void say(const std::string& words, const std::string& speaker) {
    const std::size_t begin = result_.text.size();
    std::size_t column = begin - (result_.text.rfind('\n') + 1);
    for (const char c : words) {
      const bool wrap = is(TranscriptShape::kWrapped) && c == ' ' && column >= 62;
      result_.text += wrap ? '\n' : c;
      column = wrap ? 0 : column + 1;
    }
    result_.speeches.push_back(
        {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(result_.text.size())},
         speaker});
  }

  void speak(const std::string& speaker) {
    if (is_chat()) {
      std::string words = make_.sentence();
      words.pop_back(); // without a full stop
      say(words, speaker);
      result_.text += '\n';
      return;
    }
    say(make_.sentences(5), speaker);
    result_.text += "\n\n";
    while (make_.in(4)) {
      const std::string_view opening = make_.in(5) ? "One thing: " : "";
      say(std::string(opening) + make_.sentences(4), speaker);
      result_.text += "\n\n";
    }
    if (make_.in(12)) {
      result_.text += "(Applause)\n\n";
    }
  }

  TranscriptShape shape_;
  Maker make_;
  std::vector<Cast> cast_;
  std::vector<bool> met_;
  std::size_t minutes_;
  Transcript result_;
};

} // namespace

Transcript make_transcript(TranscriptShape shape, std::uint64_t seed) {
  return Stage(shape, seed).play();
}

std::string make_distractor(Distractor kind, std::uint64_t seed) {
  Maker make(seed);
  const std::vector<Cast> cast = make_cast(make, 4);
  std::string text = "What the town says\n\n";
  // What stands in braces is made from the left to the right.
  const auto put = [&](std::initializer_list<std::string> parts) {
    for (const std::string& part : parts) {
      text += part;
    }
  };
  const std::size_t entries = 4 + make.below(12);
  for (std::size_t i = 0; i < entries; ++i) {
    const Cast& one = cast[i % cast.size()];
    switch (kind) {
    case Distractor::kArticle:
      put({make.sentences(6), "\n\n"});
      if (make.in(3)) {
        put({make.in(2) ? "The Background: " : "Key Figures: ", make.sentences(4), "\n\n"});
      }
      if (i == 3) {
        put({one.full(), ": ", make.sentence(), "\n", cast[0].full(), ": ", make.sentence(),
             "\n\n"});
      }
      break;
    case Distractor::kForm:
      put({"Date: ", make.number(28), " May\nPlace: The town hall.\nDetails: ", make.sentence(),
           "\nContact: ", one.full(), "\n\n"});
      break;
    case Distractor::kGlossary:
      put({std::string(kSubjects[i % kSubjects.size()]), ": ", make.sentence(), "\n"});
      break;
    case Distractor::kLog:
      put({"2021-03-04 10:15:", two_digits(i), make.in(2) ? " INFO" : " ERROR",
           make.in(2) ? " Server: " : " Reader: ", make.sentence(), "\n"});
      break;
    case Distractor::kForum:
      put({"Posts: ", make.number(3000), "\nMy Mood: Happy.\nJoined: May ", make.number(20), "\n",
           make.sentences(4), "\n\n"});
      break;
    case Distractor::kSchedule:
      put({two_digits(9 + i % 12), ":00 ", std::string(make.of(kItems)), ": ",
           std::string(make.of(kObjects)), "\n"});
      break;
    case Distractor::kQuestions:
      put({"Q: ", make.sentence(), "\nA: ", make.sentences(3), "\n\n"});
      break;
    case Distractor::kReviews:
      put({one.full(), "\nPros: ", make.sentence(), "\nCons: ", make.sentence(),
           "\nOverall: ", make.sentences(3), "\n\n"});
      break;
    case Distractor::kVersions:
      put({"English: ", make.sentence(), "\nLatin: ", make.sentence(), "\n\n"});
      break;
    case Distractor::kScores:
      put({one.full(), ": ", make.number(90), "\n"});
      break;
    }
  }
  return text;
}

void SpeakerScore::add(const SpeakerScore& more) {
  spoken += more.spoken;
  right += more.right;
  nobodys += more.nobodys;
  others += more.others;
  given += more.given;
}

double SpeakerScore::accuracy() const {
  return spoken == 0 ? 0 : static_cast<double>(right) / static_cast<double>(spoken);
}

SpeakerScore score_speakers(const Transcript& truth, const ElementView& found) {
  SpeakerScore score;
  std::size_t speech = 0;
  bool inside = false; // of a word
  for (std::size_t i = 0; i < truth.text.size(); ++i) {
    const bool space = static_cast<unsigned char>(truth.text[i]) <= ' ';
    const bool begins = !space && !inside;
    inside = !space;
    if (!begins) {
      continue;
    }
    while (speech < truth.speeches.size() && truth.speeches[speech].bytes.end <= i) {
      ++speech;
    }
    const std::string_view told = found.at(static_cast<std::uint32_t>(i));
    if (speech == truth.speeches.size() || i < truth.speeches[speech].bytes.begin) {
      ++score.others;
      score.given += told.empty() ? 0 : 1;
      continue;
    }
    const bool right = told == truth.speeches[speech].speaker;
    ++score.spoken;
    score.right += right ? 1 : 0;
    score.nobodys += !right && told.empty() ? 1 : 0;
  }
  return score;
}

} // namespace refrain::bench
