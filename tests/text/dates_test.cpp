#include "refrain/text/dates.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace refrain {
namespace {

std::string iso(std::string_view text) {
  return std::string(parse_date(text).view());
}

TEST(Dates, ReadTheWaysPeopleWriteThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"2021-03-05", "2021-03-05"},
      {" 2021-3-5 ", "2021-03-05"},
      {"2021/03/05", "2021-03-05"},
      {"2021.03.05", "2021-03-05"},
      {"20210305", "2021-03-05"},
      {"2021-03", "2021-03"},
      {"2021", "2021"},
      {"12 March 2021", "2021-03-12"},
      {"12th of March, 2021", "2021-03-12"},
      {"12-Mar-2021", "2021-03-12"},
      {"March 23, 2013", "2013-03-23"},
      {"MARCH 23 2013", "2013-03-23"},
      {"Sept. 3, 2013", "2013-09-03"},
      {"March 2013", "2013-03"},
      {"Friday, 12 March 2021", "2021-03-12"},
      {"5. März 2021", "2021-03-05"},
      {"3.4.2021", "2021-04-03"},
      {"1er août 2021", "2021-08-01"},
      {"5 de marzo de 2021", "2021-03-05"},
      {"3 мая 2021", "2021-05-03"},
      {"Среда, 3 Мая 2021", "2021-05-03"},
      {"3 Мая 2021", "2021-05-03"},
      {"2021年3月5日", "2021-03-05"},
      {"2021 年 3 月", "2021-03"},
      {"25/12/2021", "2021-12-25"},
      {"12/25/2021", "2021-12-25"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(iso(text), expected) << text;
  }
}

TEST(Dates, KeepHoursAndMinutes) {
  EXPECT_EQ(iso("2023-06-09 01:30"), "2023-06-09T01:30");
  EXPECT_EQ(iso("2018-1-12 10:10:32"), "2018-01-12T10:10");
  EXPECT_EQ(iso("2021-03-05T10:00:00.123Z"), "2021-03-05T10:00");
  EXPECT_EQ(iso("2021-03-05T10:00:00+02:00"), "2021-03-05T10:00");
  EXPECT_EQ(iso("Fri, 12 Mar 2021 08:05:00 +0000"), "2021-03-12T08:05");
  EXPECT_EQ(iso("Fri, 12 Mar 2021 08:05:00 GMT"), "2021-03-12T08:05");
  EXPECT_EQ(iso("March 5, 2021, 4:05 p.m."), "2021-03-05T16:05");
  EXPECT_EQ(iso("March 5, 2021 12:05 AM"), "2021-03-05T00:05");
}

TEST(Dates, RefuseWhatIsImpossibleOrAmbiguousOrMore) {
  for (const char* text :
       {"", "hello", "2021-13-05", "2021-02-29", "31 April 2021", "03/04/2021", "99999999",
        "2021-03-05 and later", "in March 2021", "12", "3021-01-01", "0000-00-00", "2021-00",
        "2021-03-055", "192.168.20.21", "1.2.3", "March 32, 2021", "20210305123"}) {
    EXPECT_EQ(iso(text), "") << text;
  }
}

TEST(Dates, KnowLeapYears) {
  EXPECT_EQ(iso("2020-02-29"), "2020-02-29");
  EXPECT_EQ(iso("2000-02-29"), "2000-02-29");
  EXPECT_EQ(iso("1900-02-29"), "");
}

TEST(Dates, OfNumbers) {
  const auto of = [](std::int64_t n) { return std::string(date_of_number(n).view()); };
  EXPECT_EQ(of(2021), "2021");
  EXPECT_EQ(of(20210305), "2021-03-05");
  EXPECT_EQ(of(1614938400), "2021-03-05T10:00");
  EXPECT_EQ(of(1614938400123), "2021-03-05T10:00");
  EXPECT_EQ(of(951782400), "2000-02-29T00:00");
  EXPECT_EQ(of(20210001), "");
  EXPECT_EQ(of(-5), "");
  EXPECT_EQ(of(7), "");
  EXPECT_EQ(of(INT64_MAX), "");
}

TEST(Dates, SayWhereTheyEnd) {
  EXPECT_EQ(date_at_start("2021-03-05-foo.txt").size, 10U);
  EXPECT_EQ(date_at_start("March 23, 2013, Moscow").size, 14U);
  EXPECT_EQ(date_at_start("2021 was a year").size, 0U);
}

} // namespace
} // namespace refrain
