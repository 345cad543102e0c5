#include "refrain/text/dates.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/date_names.h"
#include "refrain/text/detail/small_letters.h"
#include "refrain/text/detail/space.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace refrain {
namespace {

using namespace std::string_view_literals;

// Reads forward over one candidate; copies are cheap, so that a failed try leaves no trace.
struct Cursor {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  bool take(std::string_view s) {
    if (!text.substr(at).starts_with(s)) {
      return false;
    }
    at += s.size();
    return true;
  }
  void skip_spaces() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) {
      ++at;
    }
  }
  // A run of exactly lo to hi digits.
  std::optional<int> number(int lo, int hi) {
    int value = 0;
    int digits = 0;
    while (ascii::is_digit(peek(static_cast<std::size_t>(digits))) && digits <= hi) {
      value = value * 10 + (peek(static_cast<std::size_t>(digits)) - '0');
      ++digits;
    }
    if (digits < lo || digits > hi) {
      return std::nullopt;
    }
    at += static_cast<std::size_t>(digits);
    return value;
  }
  // A run of letters in lower case (ASCII and Cyrillic); empty when there is none or it is long.
  std::string_view word(std::array<char, 24>& to) {
    std::size_t n = 0;
    while (ascii::is_letter_byte(peek(n))) {
      if (n == to.size()) {
        return {};
      }
      to[n] = peek(n);
      ++n;
    }
    at += n;
    detail::make_small({to.data(), n});
    return {to.data(), n};
  }
};

int month_of(std::string_view word) {
  const auto* it = std::find_if(detail::kMonths.begin(), detail::kMonths.end(),
                                [&](const detail::MonthName& m) { return m.name == word; });
  return it == detail::kMonths.end() ? 0 : it->month;
}

bool possible(int year, int month, int day) {
  constexpr std::array kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1000 || year > 2199 || month < 1 || month > 12 || day < 1 ||
      day > kDays[static_cast<std::size_t>(month - 1)]) {
    return false;
  }
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month != 2 || day < 29 || leap;
}

void put(IsoDate& date, int value, int digits) {
  for (int i = digits - 1; i >= 0; --i) {
    date.chars[date.size + static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  date.size = static_cast<std::uint8_t>(date.size + digits);
}

void put(IsoDate& date, char c) {
  date.chars[date.size++] = c;
}

// day 0 and month 0 mean "not said".
IsoDate make_date(int year, int month, int day) {
  IsoDate date;
  if (!possible(year, month == 0 ? 1 : month, day == 0 ? 1 : day)) {
    return date;
  }
  put(date, year, 4);
  if (month != 0) {
    put(date, '-');
    put(date, month, 2);
  }
  if (day != 0) {
    put(date, '-');
    put(date, day, 2);
  }
  return date;
}

// "PM", "p.m.", "am": true for the afternoon.
std::optional<bool> take_half_of_day(Cursor& c) {
  Cursor t = c;
  t.skip_spaces();
  const char first = ascii::small(t.peek());
  const bool dots = t.peek(1) == '.';
  if ((first != 'a' && first != 'p') || ascii::small(t.peek(dots ? 2 : 1)) != 'm' ||
      ascii::is_letter_byte(t.peek(dots ? 3 : 2))) {
    return std::nullopt;
  }
  t.at += dots ? 3 : 2;
  t.take(".");
  c = t;
  return first == 'p';
}

// "T10:30:00.123+02:00", " 10:30", " 10:30 PM": appends hours and minutes.
void take_time(Cursor& c, IsoDate& date) {
  if (date.size != 10) {
    return;
  }
  Cursor t = c;
  if (t.peek() == 'T' || t.peek() == 't') {
    ++t.at;
  } else {
    t.take(",");
    t.skip_spaces();
    t.take("at ");
    t.take("um ");
  }
  const auto hour = t.number(1, 2);
  if (t.at == c.at || !hour || *hour > 23 || !t.take(":")) {
    return;
  }
  const auto minute = t.number(2, 2);
  if (!minute || *minute > 59) {
    return;
  }
  if (t.take(":")) {
    const auto second = t.number(2, 2);
    if (!second || *second > 60) {
      return;
    }
    if (t.peek() == '.' && ascii::is_digit(t.peek(1))) {
      ++t.at;
      while (ascii::is_digit(t.peek())) {
        ++t.at;
      }
    }
  }
  int h = *hour;
  if (const std::optional<bool> afternoon =
          h >= 1 && h <= 12 ? take_half_of_day(t) : std::nullopt) {
    h = h % 12 + (*afternoon ? 12 : 0);
  } else if (!t.take("Z") && !t.take("z") && !t.take(" GMT") && !t.take(" UTC")) {
    Cursor zone = t;
    zone.skip_spaces();
    if ((zone.take("+") || zone.take("-")) && zone.number(2, 4)) {
      t = zone;
      t.take(":00") || t.take(":30") || t.take(":45");
    }
  }
  put(date, 'T');
  put(date, h, 2);
  put(date, ':');
  put(date, *minute, 2);
  c = t;
}

DateAt finish(Cursor c, IsoDate date) {
  if (date.empty() || ascii::is_digit(c.peek())) {
    return {};
  }
  take_time(c, date);
  return {date, c.at};
}

// 2021-3-5, 2021/03/05, 2021.03.05, 2021_03_05, 20210305, 2021-03, 2021年3月5日
DateAt year_first(Cursor c) {
  if (const auto eight = c.number(8, 8)) {
    const DateAt d = finish(c, make_date(*eight / 10000, *eight / 100 % 100, *eight % 100));
    if (d.size != 0 && *eight / 100 % 100 != 0 && *eight % 100 != 0) {
      return d;
    }
    return {};
  }
  const auto year = c.number(4, 4);
  if (!year) {
    return {};
  }
  Cursor cjk = c;
  cjk.skip_spaces();
  if (cjk.take("年")) {
    cjk.skip_spaces();
    const auto month = cjk.number(1, 2);
    cjk.skip_spaces();
    if (!month || *month == 0 || !cjk.take("月")) {
      return {};
    }
    Cursor with_day = cjk;
    with_day.skip_spaces();
    const auto day = with_day.number(1, 2);
    with_day.skip_spaces();
    if (day && *day != 0 && (with_day.take("日") || with_day.take("号"))) {
      return finish(with_day, make_date(*year, *month, *day));
    }
    return finish(cjk, make_date(*year, *month, 0));
  }
  const char separator = c.peek();
  if (separator != '-' && separator != '/' && separator != '.' && separator != '_') {
    return {};
  }
  ++c.at;
  const auto month = c.number(1, 2);
  if (!month || *month == 0) {
    return {};
  }
  Cursor with_day = c;
  if (with_day.peek() == separator) {
    ++with_day.at;
    const auto day = with_day.number(1, 2);
    if (day && *day != 0) {
      return finish(with_day, make_date(*year, *month, *day));
    }
  }
  const bool iso_month = separator != '.' && separator != '/' && c.peek() != separator;
  return iso_month ? finish(c, make_date(*year, *month, 0)) : DateAt{};
}

// What stands between a month and a year: ", ", ". ", " de ", " '".
std::optional<int> take_year(Cursor& c) {
  const std::size_t before = c.at;
  c.take(".");
  c.take(",");
  c.take("-") || c.take("/");
  c.skip_spaces();
  c.take("de ") || c.take("del ") || c.take("of ");
  c.skip_spaces();
  return c.at == before ? std::nullopt : c.number(4, 4);
}

// 12 March 2021, 5. März 2021, 1er mars 2021, 5 de marzo de 2021, 12-Mar-2021, 3.4.2021, 25/12/2021
DateAt day_first(Cursor c) {
  const auto first = c.number(1, 2);
  if (!first || *first == 0) {
    return {};
  }
  if ((c.peek() == '.' || c.peek() == '/' || c.peek() == '-') && ascii::is_digit(c.peek(1))) {
    const char separator = c.peek();
    ++c.at;
    const auto second = c.number(1, 2);
    if (!second || c.peek() != separator) {
      return {};
    }
    ++c.at;
    const auto year = c.number(4, 4);
    if (!year) {
      return {};
    }
    int day = *first;
    int month = *second;
    if (separator != '.' && day <= 12 && month <= 12 && day != month) {
      return {};
    }
    if (separator != '.' && month > 12) {
      std::swap(day, month);
    }
    return month == 0 ? DateAt{} : finish(c, make_date(*year, month, day));
  }
  for (const std::string_view ordinal : {"st"sv, "nd"sv, "rd"sv, "th"sv, "er"sv, "º"sv}) {
    if (c.take(ordinal)) {
      break;
    }
  }
  c.take(".");
  c.take("-") || c.take("/");
  c.skip_spaces();
  c.take("of ") || c.take("de ");
  std::array<char, 24> letters{};
  const int month = month_of(c.word(letters));
  const auto year = month == 0 ? std::nullopt : take_year(c);
  return year ? finish(c, make_date(*year, month, *first)) : DateAt{};
}

// March 23, 2013; Mar. 23rd 2013; March 2013
DateAt month_first(Cursor c) {
  std::array<char, 24> letters{};
  const int month = month_of(c.word(letters));
  if (month == 0) {
    return {};
  }
  Cursor only_month = c;
  c.take(".");
  c.skip_spaces();
  if (const auto day = c.number(1, 2); day && *day != 0) {
    for (const std::string_view ordinal : {"st"sv, "nd"sv, "rd"sv, "th"sv}) {
      if (c.take(ordinal)) {
        break;
      }
    }
    const auto year = take_year(c);
    return year ? finish(c, make_date(*year, month, *day)) : DateAt{};
  }
  const auto year = take_year(only_month);
  return year ? finish(only_month, make_date(*year, month, 0)) : DateAt{};
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && detail::is_ascii_space(s.front())) {
    s.remove_prefix(1);
  }
  while (!s.empty() && detail::is_ascii_space(s.back())) {
    s.remove_suffix(1);
  }
  return s;
}

} // namespace

IsoDate parse_date_field(std::string_view text) {
  const IsoDate date = parse_date(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return date.empty() && whole ? date_of_number(number) : date;
}

DateAt date_at_start(std::string_view text) {
  const Cursor c{text.substr(0, 80)};
  if (ascii::is_digit(c.peek())) {
    const DateAt d = year_first(c);
    return d.size != 0 ? d : day_first(c);
  }
  return ascii::is_letter_byte(c.peek()) ? month_first(c) : DateAt{};
}

std::size_t weekday_at_start(std::string_view text) {
  Cursor c{text.substr(0, 40)};
  std::array<char, 24> letters{};
  const std::string_view word = c.word(letters);
  if (std::find(detail::kWeekdays.begin(), detail::kWeekdays.end(), word) ==
      detail::kWeekdays.end()) {
    return 0;
  }
  c.take(".");
  c.take(",");
  c.skip_spaces();
  c.take("the ") || c.take("den ");
  return c.at;
}

IsoDate parse_date(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && !ascii::is_digit(text.front())) {
    text.remove_prefix(weekday_at_start(text));
  }
  const DateAt d = date_at_start(text);
  if (d.size != 0) {
    return trimmed(text.substr(d.size)).empty() ? d.date : IsoDate{};
  }
  Cursor c{text};
  const auto year = c.number(4, 4);
  return year && c.at == text.size() ? make_date(*year, 0, 0) : IsoDate{};
}

IsoDate date_of_number(std::int64_t number) {
  if (number >= 1000 && number <= 2199) {
    return make_date(static_cast<int>(number), 0, 0);
  }
  if (number >= 10000101 && number <= 21991231) {
    const auto n = static_cast<int>(number);
    return n / 100 % 100 == 0 || n % 100 == 0 ? IsoDate{}
                                              : make_date(n / 10000, n / 100 % 100, n % 100);
  }
  constexpr std::int64_t kSecondsOf2199 = 7258118400;
  if (number < 100000000 || number > kSecondsOf2199 * 1000) {
    return {};
  }
  const std::int64_t seconds = number > kSecondsOf2199 ? number / 1000 : number;
  // Days since 1970 to a civil date. Source: Hinnant, "chrono-compatible low-level date
  // algorithms".
  const std::int64_t z = seconds / 86400 + 719468;
  const std::int64_t era = z / 146097;
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  const auto year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  IsoDate date = make_date(year, month, day);
  if (!date.empty()) {
    put(date, 'T');
    put(date, static_cast<int>(seconds / 3600 % 24), 2);
    put(date, ':');
    put(date, static_cast<int>(seconds / 60 % 60), 2);
  }
  return date;
}

} // namespace refrain
