#pragma once
/// @file
/// Results for people, on a terminal or in a text file: what was found, best first, with quotes.
///
///     TextReport text(sink, {.color = true, .width = 100, .limit = 20});
///     text.heading("Talking points");
///     for (std::uint64_t i = 0; i < text.shown(total); ++i) text.write(points[i]);
///     text.left_out(total - text.shown(total));
///
/// Quirks: unlike the record writers it does not list all; whoever calls it stops at shown().
/// Offsets are in code points.

#include "refrain/report/records.h"
#include "refrain/report/sink.h"
#include "refrain/report/terminal_text.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace refrain {

struct TextStyle {
  bool color = false;
  std::uint32_t width = 100;
  std::uint64_t limit = 20; ///< records a section; 0 means all
};

/// A stretch of a comparison, in the order of the first document.
struct ComparedBlock {
  const ReuseRecord* span = nullptr; ///< with its differences; or null, and then
  RangeRecord a;                     ///< text that only one of the documents has;
  RangeRecord b;                     ///< the other range is empty
};

class TextReport {
public:
  /// Members of a cluster that are shown beside the representative.
  static constexpr std::size_t kMembersShown = 6;

  TextReport(Sink& sink, const TextStyle& style) : sink_(sink), style_(style) {}

  [[nodiscard]] std::uint64_t shown(std::uint64_t total) const {
    return style_.limit == 0 || total < style_.limit ? total : style_.limit;
  }

  /// Aligned lines of name and value.
  void facts(std::span<const std::pair<std::string, std::string>> lines);
  void heading(std::string_view title);
  void line(std::string_view text);
  /// Says how many records of the section are not shown, and how to see them.
  void left_out(std::uint64_t count);

  /// @param record  may lack members behind the first kMembersShown
  /// @param number  its place in the list; its id goes by the order of the texts, not of the list
  void write(const ClusterRecord& record, std::uint64_t number);
  void write(const ReuseRecord& record, std::uint64_t number);
  void write(const TalkingPointRecord& record);
  void write(const MatchRecord& record);
  void write(const LimitRecord& record);
  /// Two documents, side by side where the width allows it.
  void write(const ComparisonRecord& record, std::span<const ComparedBlock> blocks);

  void finish() { sink_.flush(); }

private:
  enum class Ink : std::uint8_t { kPlain, kStrong, kFaint, kGood, kMiddle, kFar };

  [[nodiscard]] std::string ink(std::string text, Ink color) const;
  [[nodiscard]] static Ink ink_of(Form form);
  [[nodiscard]] std::string place(const RangeRecord& range) const;
  [[nodiscard]] static std::size_t place_columns(const RangeRecord& range);
  /// "  date  source", what is known of it, behind `used` columns of the line.
  [[nodiscard]] std::string known(std::string_view date, std::string_view source, std::size_t used);
  void put(std::string_view text) { sink_.write(text); }
  void wrapped(std::string_view text, std::size_t indent, std::size_t lines, Ink color);
  void side_by_side(std::span<const std::string> left, std::span<const std::string> right);
  [[nodiscard]] std::vector<std::string> column(const RangeRecord& range,
                                                std::span<const ByteRange> marked,
                                                std::size_t columns, Ink mark);

  Sink& sink_;
  TextStyle style_;
  TerminalText fit_;
  std::string last_query_;
};

} // namespace refrain
