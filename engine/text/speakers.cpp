#include "refrain/text/speakers.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/sentence_end.h"
#include "refrain/text/detail/space.h"
#include "refrain/text/detail/speaker_label.h"
#include "refrain/text/detail/speaker_name.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace refrain {
namespace {

using namespace std::string_view_literals;

using detail::SpeakerLabel;

constexpr std::size_t kFewestTurns = 4;
constexpr std::size_t kMostBytesATurn = 4000;
constexpr std::size_t kFewestNames = 2; ///< that come back
constexpr std::size_t kMostNames = 500; ///< that are looked for in the text; more have only a crowd

struct Turn {
  SpeakerLabel label;
  std::size_t begin = 0;  ///< of the label in the text
  std::size_t speech = 0; ///< where what is said begins
  std::size_t end = 0;
};

/// The words that begin with a small letter somewhere in the text: they are no names.
class CommonWords {
public:
  explicit CommonWords(std::string_view text) : text_(text) {}

  /// Whether all words of the name are such.
  bool hold(std::string_view name) {
    if (!read_) {
      find_all();
      read_ = true;
    }
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      const std::string_view word = name.substr(at, end - at);
      const std::string small = detail::all_small(word);
      if (!words_.contains(small) || (small == word && name.size() == word.size())) {
        return false;
      }
      at = detail::skip_space(name, end);
    }
    return true;
  }

private:
  void find_all() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t begin = at;
      while (at < text_.size() && ascii::is_letter_byte(text_[at])) {
        ++at;
      }
      if (at > begin && !ascii::is_capital(text_[begin])) {
        words_.insert(text_.substr(begin, at - begin));
      }
      at += at == begin ? 1 : 0;
    }
  }

  std::string_view text_;
  bool read_ = false;
  std::unordered_set<std::string_view> words_; ///< those that begin with any letter but A to Z
};

/// Whether a single word that is written as any word before a colon may be: Myth, Anna.
bool is_plain(const SpeakerLabel& label) {
  return label.words == 1 && !label.capitals && !label.timed;
}

/// All lines of the text that begin with what may name a speaker.
std::vector<Turn> find_turns(std::string_view text, std::size_t& lines) {
  CommonWords common(text);
  std::vector<Turn> turns;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, detail::trim_space(text, begin, end) - begin);
    if (!line.empty()) {
      ++lines;
      const SpeakerLabel label = detail::read_speaker_label(line);
      if (!label.name.empty() && !detail::is_field(label.name) &&
          (label.capitals || label.timed || detail::is_part(label.name) ||
           !common.hold(label.name))) {
        if (!turns.empty()) {
          turns.back().end = begin;
        }
        const std::size_t speech =
            label.speech < line.size() ? begin + label.speech : detail::skip_space(text, end);
        turns.push_back({label, begin + label.begin, speech, text.size()});
      }
    }
    begin = end + 1;
  }
  return turns;
}

/// Whether what is said ends as sentences do. Speakers are cut short, too.
bool ends_as_said(std::string_view text, const Turn& turn) {
  const std::size_t end = detail::trim_space(text, turn.speech, std::max(turn.speech, turn.end));
  return detail::line_end(text.substr(turn.speech, end - turn.speech)) != detail::LineEnd::kOpen;
}

std::string shown(const SpeakerLabel& label) {
  return label.capitals ? detail::in_small_letters(label.name) : std::string(label.name);
}

/// For surnames in small letters, the names in full that the text has: a surname with a word before
/// it that has a capital too, is no title and does not open a sentence.
using FullNames = std::map<std::string, std::set<std::string>>;

void find_full_names(std::string_view text, FullNames& names) {
  std::string_view before;
  bool opens = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && (ascii::is_letter_byte(text[at]) ||
                                (at > begin && "'-"sv.find(text[at]) != text.npos))) {
      ++at;
    }
    if (at == begin) {
      opens = opens || ".!?\n\"*"sv.find(text[at]) != std::string_view::npos;
      before = text[at] == ' ' ? before : std::string_view();
      ++at;
      continue;
    }
    const std::string_view word = text.substr(begin, at - begin);
    const bool name = !ascii::is_small(word.front()) && detail::is_written_as_name(word);
    if (name && !before.empty()) {
      if (const auto wanted = names.find(detail::all_small(word)); wanted != names.end()) {
        wanted->second.insert(std::string(before) + " " + std::string(word));
      }
    }
    const bool first = name && !opens && word.size() > 1 && !detail::is_title(word);
    before = first ? word : std::string_view();
    opens = false;
  }
}

/// Gives each way of naming somebody the fullest name.
class Names {
public:
  Names(std::string_view text, const std::vector<Turn>& turns) {
    FullNames in_text;
    for (const Turn& turn : turns) {
      const std::string name = shown(turn.label);
      if (detail::is_part(name)) {
        const std::string_view aside = turn.label.aside;
        if (aside.find(' ') != std::string_view::npos && detail::is_written_as_name(aside)) {
          players_[name].insert(std::string(aside));
        }
        parts_.insert(name);
      } else if (all_.insert(name).second && name.find(' ') == std::string::npos) {
        in_text[detail::all_small(name)];
      }
    }
    if (all_.size() <= kMostNames) {
      find_full_names(text, in_text);
    }
    for (const std::string& name : all_) {
      full_[name] = all_.size() <= kMostNames ? full(name, in_text) : name;
    }
    for (const Turn& turn : turns) {
      ++times_[of(turn.label)];
    }
  }

  /// Of a part that nobody is named for, the part.
  [[nodiscard]] const std::string& of(const SpeakerLabel& label) const {
    const std::string name = shown(label);
    if (const auto full = full_.find(name); full != full_.end()) {
      return full->second;
    }
    const auto players = players_.find(name);
    const bool one = players != players_.end() && players->second.size() == 1;
    return one ? *players->second.begin() : *parts_.find(name);
  }
  [[nodiscard]] bool is_somebody(const std::string& name) const { return !parts_.contains(name); }
  /// How often each speaks.
  [[nodiscard]] const std::map<std::string, std::size_t>& times() const { return times_; }

private:
  [[nodiscard]] std::string full(const std::string& name, const FullNames& in_text) const {
    if (name.find(' ') != std::string::npos) {
      return name;
    }
    const std::string* longer = nullptr;
    for (const std::string& other : all_) {
      const bool same = other.size() > name.size() + 1 &&
                        (other.ends_with(" " + name) || other.starts_with(name + " "));
      if (same && longer != nullptr) {
        return name; // two people of one name
      }
      longer = same ? &other : longer;
    }
    const std::set<std::string>& told = in_text.find(detail::all_small(name))->second;
    return longer != nullptr ? *longer : told.size() == 1 ? *told.begin() : name;
  }

  std::set<std::string> all_; ///< as labels have them
  std::set<std::string> parts_;
  std::map<std::string, std::set<std::string>> players_; ///< of parts
  std::map<std::string, std::string> full_;
  std::map<std::string, std::size_t> times_;
};

/// Whether the text is one of people who take turns.
bool is_transcript(std::string_view text, const std::vector<Turn>& turns, const Names& names,
                   std::size_t lines) {
  std::size_t back = 0; // names that come back
  std::size_t theirs = 0;
  for (const auto& [name, count] : names.times()) {
    back += count >= 2 ? 1 : 0;
    theirs += count >= 2 ? count : 0;
  }
  if (back < kFewestNames || theirs * 2 < turns.size()) {
    return false;
  }
  std::size_t said = 0;
  std::size_t timed = 0;
  std::size_t plain = 0;
  for (const Turn& turn : turns) {
    said += ends_as_said(text, turn) ? 1 : 0;
    timed += turn.label.timed ? 1 : 0;
    plain += is_plain(turn.label) ? 1 : 0;
  }
  if (timed * 2 > turns.size()) {
    return true;
  }
  // Single words before a colon stand in front of every line of an interview, or mean other things.
  return said * 3 >= turns.size() * 2 && (plain * 2 <= turns.size() || turns.size() * 2 >= lines);
}

} // namespace

ElementList find_speakers(std::string_view text) {
  std::size_t lines = 0;
  const std::vector<Turn> turns = find_turns(text, lines);
  if (turns.size() < kFewestTurns || text.size() / turns.size() > kMostBytesATurn) {
    return {};
  }
  const Names names(text, turns);
  if (!is_transcript(text, turns, names, lines)) {
    return {};
  }
  ElementList speakers;
  for (const Turn& turn : turns) {
    const std::string& name = names.of(turn.label);
    // A single word that does not come back may be anything before a colon.
    if (is_plain(turn.label) && names.times().find(name)->second < 2) {
      continue;
    }
    speakers.add(static_cast<std::uint32_t>(turn.begin), {});
    speakers.add(static_cast<std::uint32_t>(turn.speech),
                 names.is_somebody(name) ? name : std::string());
  }
  return speakers;
}

} // namespace refrain
