#pragma once
/// @file
/// The names that labels of a text have, how often each, and whose they are. Used by text/speakers,
/// which reads all labels into it and then asks for each who that is.
///
///     SpeakerTable table(text);
///     while (...) table.add(label);
///     table.settle();
///     table.people()[table.person_of(label)].name;
///
/// Holds no label: its memory grows with the names, of which it takes kMostNames.

#include "refrain/text/detail/speaker_label.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace refrain::detail {

/// Somebody, or a part that nobody is named for.
struct Person {
  std::string name;
  bool part = false;
  std::size_t times = 0; ///< that they speak
};

class SpeakerTable {
public:
  static constexpr std::size_t kMostNames = 50'000;
  static constexpr std::uint32_t kNobody = 0xffffffffU;

  /// @param text  that labels are of; must outlive the table
  explicit SpeakerTable(std::string_view text) : text_(text) {}

  /// Counts a label; fields of forms are none.
  /// @return  whether there is room for its name
  [[nodiscard]] bool add(const SpeakerLabel& label);

  [[nodiscard]] std::size_t labels() const { return labels_; } ///< without those dropped
  [[nodiscard]] std::size_t fields() const { return fields_; } ///< labels of forms
  [[nodiscard]] std::size_t timed() const { return timed_; }
  [[nodiscard]] bool all_round() const { return all_round_; }     ///< no time but of a timetable
  [[nodiscard]] std::size_t plain() const { return plain_; }      ///< is_plain()
  [[nodiscard]] bool names_somebody() const { return somebody_; } ///< not only parts

  /// Drops the labels that are common words of the text, and gives each name its person: a surname
  /// the full name that the labels or the text have for it, a part the name beside it. Once, when
  /// all labels are added. A field in capitals, PRICE, stays where it has such a full name.
  /// O(text).
  void settle();

  [[nodiscard]] const std::vector<Person>& people() const { return people_; }
  /// Of a label that was added, when all is settled: an index of people(), or kNobody where it is
  /// dropped or a field.
  [[nodiscard]] std::uint32_t person_of(const SpeakerLabel& label) const;

private:
  struct Name {
    std::string_view written;
    bool capitals = false;
    bool field = false; ///< of a form: its labels are dropped, unless it is a surname, too
    bool part = false;
    bool common = false; ///< labels without a time are dropped
    bool several_players = false;
    std::string_view player; ///< of a part, the name beside it
    std::size_t timed = 0;
    std::size_t plain = 0;
    std::size_t others = 0;
    std::uint32_t person = kNobody;

    [[nodiscard]] std::size_t times() const { return timed + plain + others; }
  };

  void drop_common();
  void find_people();

  std::string_view text_;
  std::vector<Name> names_;
  std::array<std::unordered_map<std::string_view, std::uint32_t>, 2> numbers_; ///< [capitals]
  std::vector<Person> people_;
  std::size_t labels_ = 0;
  std::size_t fields_ = 0;
  std::size_t timed_ = 0;
  std::size_t plain_ = 0;
  bool somebody_ = false;
  bool all_round_ = true;
};

/// Whether a single word that is written as any word before a colon may be: Myth, Anna.
[[nodiscard]] inline bool is_plain(const SpeakerLabel& label) {
  return label.words == 1 && !label.capitals && !label.timed;
}

} // namespace refrain::detail
