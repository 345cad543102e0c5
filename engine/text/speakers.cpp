#include "refrain/text/speakers.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/sentence_end.h"
#include "refrain/text/detail/space.h"
#include "refrain/text/detail/speaker_label.h"
#include "refrain/text/detail/speaker_table.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace refrain {
namespace {

using detail::Person;
using detail::SpeakerLabel;
using detail::SpeakerTable;

constexpr std::size_t kFewestTurns = 4;
constexpr std::size_t kMostBytesATurn = 4000;
constexpr std::size_t kFewestNames = 2; ///< that come back

/// Calls take(label, begin, speech) for each line that begins with what may name a speaker: where
/// the label begins in the text, and what is said. Ends when that returns false.
/// @return  the lines that are not blank
template <class Take> std::size_t for_each_label(std::string_view text, const Take& take) {
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, detail::trim_space(text, begin, end) - begin);
    if (!line.empty()) {
      ++lines;
      const SpeakerLabel label = detail::read_speaker_label(line);
      if (!label.name.empty()) {
        const std::size_t speech =
            label.speech < line.size() ? begin + label.speech : detail::skip_space(text, end);
        if (!take(label, begin + label.begin, speech)) {
          break;
        }
      }
    }
    begin = end + 1;
  }
  return lines;
}

/// Whether that many labels may be those of people who take turns.
bool are_turns(std::size_t labels, std::string_view text) {
  return labels >= kFewestTurns && text.size() / labels <= kMostBytesATurn;
}

/// Whether several come back, and have most of the turns.
bool take_turns(const SpeakerTable& table) {
  std::size_t back = 0;
  std::size_t theirs = 0;
  for (const Person& person : table.people()) {
    back += person.times >= 2 ? 1 : 0;
    theirs += person.times >= 2 ? person.times : 0;
  }
  return back >= kFewestNames && theirs * 2 >= table.labels();
}

/// Whether what is said begins with no number, and ends as sentences do. Speakers are cut short,
/// too.
bool is_sentence(std::string_view text, std::size_t begin, std::size_t end) {
  end = detail::trim_space(text, begin, std::max(begin, end));
  const std::string_view said = text.substr(begin, end - begin);
  return !said.empty() && !ascii::is_digit(said.front()) &&
         detail::line_end(said) != detail::LineEnd::kOpen;
}

/// Marks with names that are kept once each.
class MarkedSpeeches {
public:
  MarkedSpeeches(const SpeakerTable& table, std::size_t text_size) : text_size_(text_size) {
    list_.names = "\n"; // nobody's
    for (const Person& person : table.people()) {
      names_.push_back(person.part ? 0 : static_cast<std::uint32_t>(list_.names.size()));
      if (!person.part) {
        list_.names += person.name;
        list_.names += '\n';
      }
    }
    list_.marks.reserve(2 * table.labels());
  }

  void add(std::uint32_t person, std::size_t label, std::size_t speech) {
    mark(label, 0);
    mark(speech, names_[person]);
  }

  [[nodiscard]] ElementList take() { return std::move(list_); }

private:
  void mark(std::size_t begin, std::uint32_t name) {
    std::vector<ElementMark>& marks = list_.marks;
    if (!marks.empty() && marks.back().begin >= begin) {
      marks.pop_back(); // who said nothing
    }
    if (begin < text_size_ && (marks.empty() ? 0 : marks.back().name) != name) {
      marks.push_back({static_cast<std::uint32_t>(begin), name});
    }
  }

  std::size_t text_size_;
  ElementList list_;
  std::vector<std::uint32_t> names_; ///< of the people, their beginnings in the list
};

} // namespace

ElementList find_speakers(std::string_view text) {
  // Labels are read twice: a list of them would be larger than the text where lines are short.
  SpeakerTable table(text);
  bool room = true;
  const std::size_t lines =
      for_each_label(text, [&](const SpeakerLabel& label, std::size_t, std::size_t) {
        room = table.add(label);
        return room;
      });
  if (!room || !table.names_somebody() || !are_turns(table.labels() + table.fields(), text)) {
    return {};
  }
  table.settle();
  if (!are_turns(table.labels(), text) || !take_turns(table)) {
    return {};
  }
  // Single words before a colon stand in front of every line of an interview, or mean other things.
  const bool timed = table.timed() * 2 > table.labels() && !table.all_round();
  if (!timed && table.plain() * 2 > table.labels() && table.labels() * 2 < lines) {
    return {};
  }
  MarkedSpeeches speeches(table, text.size());
  std::size_t said = 0;
  std::optional<std::size_t> before; ///< where the speech begins that is not ended
  const auto end_speech = [&](std::size_t end) {
    said += before.has_value() && is_sentence(text, *before, end) ? 1 : 0;
  };
  for_each_label(text, [&](const SpeakerLabel& label, std::size_t begin, std::size_t speech) {
    const std::uint32_t person = table.person_of(label);
    if (person == SpeakerTable::kNobody) {
      return true;
    }
    end_speech(begin);
    before = speech;
    // A single word that does not come back may be anything before a colon.
    if (!detail::is_plain(label) || table.people()[person].times >= 2) {
      speeches.add(person, begin, speech);
    }
    return true;
  });
  end_speech(text.size());
  return timed || said * 3 >= table.labels() * 2 ? speeches.take() : ElementList();
}

} // namespace refrain
