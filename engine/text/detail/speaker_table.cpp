#include "refrain/text/detail/speaker_table.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/speaker_name.h"

#include <algorithm>
#include <bitset>
#include <functional>
#include <map>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostLookedFor = 500; ///< names in the text; more have only a crowd

struct ViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};
template <class Value>
using WordMap = std::unordered_map<std::string, Value, ViewHash, std::equal_to<>>;

/// One name, or that there are several.
struct OnlyName {
  std::string name;
  bool several = false;

  void add(std::string_view other) {
    several = several || (!name.empty() && name != other);
    name = other;
  }
  [[nodiscard]] bool is_known() const { return !several && !name.empty(); }
};

/// Notes which words begin with a small letter somewhere in the text: they are no names.
void find_small_words(std::string_view text, WordMap<bool>& words) {
  std::bitset<0x10000> beginnings; // most words of the text are none of these
  const auto beginning = [](std::string_view word) {
    return static_cast<std::size_t>(static_cast<unsigned char>(word[0])) << 8U |
           static_cast<unsigned char>(word.size() > 1 ? word[1] : '\0');
  };
  for (const auto& [word, seen] : words) {
    if (!word.empty()) {
      beginnings.set(beginning(word));
    }
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && ascii::is_letter_byte(text[at])) {
      ++at;
    }
    if (at == begin) {
      ++at;
    } else if (const std::string_view word = text.substr(begin, at - begin);
               !ascii::is_capital(word[0]) && beginnings.test(beginning(word))) {
      if (const auto wanted = words.find(word); wanted != words.end()) {
        wanted->second = true;
      }
    }
  }
}

/// Finds for surnames in small letters the names in full that the text has: a surname with a word
/// before it that has a capital too, is no title and does not open a sentence.
void find_full_names(std::string_view text, WordMap<OnlyName>& surnames) {
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
    const bool name = !ascii::is_small(word.front()) && is_written_as_name(word);
    if (name && !before.empty()) {
      if (const auto wanted = surnames.find(all_small(word)); wanted != surnames.end()) {
        wanted->second.add(std::string(before) + " " + std::string(word));
      }
    }
    const bool first = name && !opens && word.size() > 1 && !is_title(word);
    before = first ? word : std::string_view();
    opens = false;
  }
}

/// The one of the names that begins or ends with this one; none where there are several.
const std::string* longer_name(const std::map<std::string, std::uint32_t>& names,
                               const std::string& name, bool& several) {
  const std::string* longer = nullptr;
  several = false;
  for (const auto& [other, person] : names) {
    if (other.size() > name.size() + 1 &&
        (other.ends_with(" " + name) || other.starts_with(name + " "))) {
      several = longer != nullptr;
      longer = several ? nullptr : &other;
      if (several) {
        break;
      }
    }
  }
  return longer;
}

} // namespace

bool SpeakerTable::add(const SpeakerLabel& label) {
  const auto [it, fresh] = numbers_[label.capitals ? 1 : 0].try_emplace(
      label.name, static_cast<std::uint32_t>(names_.size()));
  if (fresh) {
    if (names_.size() == kMostNames) {
      return false;
    }
    names_.emplace_back();
    names_.back().written = label.name;
    names_.back().capitals = label.capitals;
    names_.back().field = is_field(label.name);
    names_.back().part = is_part(label.name);
    somebody_ = somebody_ || !(names_.back().part || names_.back().field);
  }
  Name& name = names_[it->second];
  name.timed += label.timed ? 1 : 0;
  name.plain += is_plain(label) ? 1 : 0;
  name.others += label.timed || is_plain(label) ? 0 : 1;
  if (name.field) {
    ++fields_;
    return true;
  }
  ++labels_;
  all_round_ = all_round_ && (!label.timed || label.round);
  timed_ += label.timed ? 1 : 0;
  plain_ += is_plain(label) ? 1 : 0;
  if (name.part && label.aside != name.player && label.aside.find(' ') != std::string_view::npos &&
      is_written_as_name(label.aside)) {
    name.several_players = name.several_players || !name.player.empty();
    name.player = label.aside;
    somebody_ = true;
  }
  return true;
}

void SpeakerTable::drop_common() {
  WordMap<bool> words;
  const auto for_each_word = [](std::string_view name, const auto& take) {
    for (std::size_t at = 0; at < name.size();) {
      const std::string_view word = word_at(name, at, at);
      if (!take(word, all_small(word))) {
        return false;
      }
    }
    return true;
  };
  const auto is_doubtful = [](const Name& name) {
    return !name.capitals && !name.part && !name.field && name.plain + name.others > 0;
  };
  for (const Name& name : names_) {
    if (is_doubtful(name)) {
      for_each_word(name.written, [&](std::string_view, const std::string& small) {
        words.try_emplace(small, false);
        return true;
      });
    }
  }
  if (words.empty()) {
    return;
  }
  find_small_words(text_, words);
  for (Name& name : names_) {
    name.common = is_doubtful(name) &&
                  for_each_word(name.written, [&](std::string_view word, const std::string& small) {
                    // Of a script without capitals.
                    const bool alone = small == word && name.written.size() == word.size();
                    return words.find(small)->second && !alone;
                  });
    if (name.common) {
      labels_ -= name.plain + name.others;
      plain_ -= name.plain;
      name.plain = name.others = 0;
    }
  }
}

void SpeakerTable::find_people() {
  std::map<std::string, std::uint32_t> all; // as labels have them
  std::map<std::string, OnlyName> parts;    // and who plays them
  std::vector<std::string> shown(names_.size());
  WordMap<OnlyName> in_text; // surnames
  for (std::size_t n = 0; n < names_.size(); ++n) {
    const Name& name = names_[n];
    if (name.times() == 0) {
      continue;
    }
    shown[n] = name.capitals ? in_small_letters(name.written) : std::string(name.written);
    const bool surname = shown[n].find(' ') == std::string::npos;
    if (name.field) {
      if (name.capitals && surname) {
        in_text[all_small(shown[n])];
      }
    } else if (name.part) {
      OnlyName& player = parts[shown[n]];
      if (!name.player.empty()) {
        player.add(name.player);
        player.several = player.several || name.several_players;
      }
    } else if (all.try_emplace(shown[n], 0).second && surname) {
      in_text[all_small(shown[n])];
    }
  }
  const bool few = all.size() <= kMostLookedFor;
  if (few) {
    find_full_names(text_, in_text);
  }
  const auto full_name = [&](const std::string& name) -> std::string {
    if (!few || name.find(' ') != std::string::npos) {
      return name;
    }
    bool several = false; // people of one name
    const std::string* longer = longer_name(all, name, several);
    const auto told = in_text.find(all_small(name));
    return several                                            ? name
           : longer != nullptr                                ? *longer
           : told != in_text.end() && told->second.is_known() ? told->second.name
                                                              : name;
  };
  std::map<std::string, std::uint32_t> numbers;
  const auto person_named = [&](const std::string& name, bool part) {
    const auto [it, fresh] = numbers.try_emplace(name, static_cast<std::uint32_t>(people_.size()));
    if (fresh) {
      people_.push_back({name, part});
    }
    return it->second;
  };
  for (auto& [name, person] : all) {
    person = person_named(full_name(name), false);
  }
  for (std::size_t n = 0; n < names_.size(); ++n) {
    Name& name = names_[n];
    if (shown[n].empty()) {
      continue;
    }
    if (name.field) {
      const std::string full = name.capitals ? full_name(shown[n]) : shown[n];
      if (full == shown[n]) {
        continue;
      }
      name.person = person_named(full, false); // Anna Price, whom labels call PRICE
      labels_ += name.times();
      timed_ += name.timed;
    } else if (name.part) {
      const OnlyName& player = parts.find(shown[n])->second;
      name.person =
          player.is_known() ? person_named(player.name, false) : person_named(shown[n], true);
    } else {
      name.person = all.find(shown[n])->second;
    }
    people_[name.person].times += name.times();
  }
}

void SpeakerTable::settle() {
  drop_common();
  find_people();
}

std::uint32_t SpeakerTable::person_of(const SpeakerLabel& label) const {
  const auto& numbers = numbers_[label.capitals ? 1 : 0];
  const Name& name = names_[numbers.find(label.name)->second];
  return name.common && !label.timed ? kNobody : name.person;
}

} // namespace refrain::detail
