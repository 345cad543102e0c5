#pragma once
/// @file
/// Dates in the many ways people write them, as ISO 8601. Used by the readers of ingest/ and by
/// text/metadata.
///
///     parse_date("12 March 2021").view() == "2021-03-12"
///
/// Knows ISO 8601 and its loose forms, day-month-year and month-day-year with English, German,
/// French, Spanish, Italian, Portuguese and Russian month names, RFC 2822, and Chinese and Japanese
/// dates. Years 1000 to 2199; impossible days are no dates.
///
/// Quirks: a time keeps its minutes and loses its zone. 03/04/2021 is no date: nobody knows which
/// is the month. With full stops the day comes first (3.4.2021), as where that is the custom.

#include <array>
#include <cstdint>
#include <string_view>

namespace refrain {

/// YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM; empty for "no date". Allocates nothing.
struct IsoDate {
  std::array<char, 16> chars{};
  std::uint8_t size = 0;

  [[nodiscard]] std::string_view view() const { return {chars.data(), size}; }
  [[nodiscard]] bool empty() const { return size == 0; }
};

/// The date that the whole text is, with a weekday and white space around it or not; empty when it
/// is none.
[[nodiscard]] IsoDate parse_date(std::string_view text);

/// A number in a date field: a year, YYYYMMDD, or seconds or milliseconds since 1970.
[[nodiscard]] IsoDate date_of_number(std::int64_t number);

/// A field that holds a date, or a number as date_of_number() takes it.
[[nodiscard]] IsoDate parse_date_field(std::string_view text);

/// The date that starts at text[0], and where it ends; size 0 when none starts there. A year alone
/// is none: too many numbers look like one.
struct DateAt {
  IsoDate date;
  std::size_t size = 0;
};
[[nodiscard]] DateAt date_at_start(std::string_view text);

/// Length of a weekday at the start of the text with the comma and space behind it, or 0.
[[nodiscard]] std::size_t weekday_at_start(std::string_view text);

} // namespace refrain
