#include "refrain/report/text_report.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

OccurrenceRecord occurrence(DocumentIndex number, std::string_view date, std::uint32_t begin) {
  OccurrenceRecord record;
  record.range.document = "same-id";
  record.range.number = number;
  record.range.begin_char = begin;
  record.range.end_char = begin + 10;
  record.date = date;
  return record;
}

TEST(TextReport, TellsDocumentsOfOneIdApartWhereAPointWasMade) {
  const std::vector<OccurrenceRecord> occurrences = {
      occurrence(0, "2022", 100), occurrence(0, "2022", 200), occurrence(1, "2021", 300)};
  TalkingPointRecord point;
  point.rank = 1;
  point.label = "pay no toll";
  point.documents = 2;
  point.occurrences = occurrences;
  StringSink sink;
  TextReport report(sink, {});
  report.write(point);
  // The earlier document first, and the first one a second time after both.
  const std::size_t earlier = sink.text().find("[300:310]");
  const std::size_t first = sink.text().find("[100:110]");
  const std::size_t again = sink.text().find("[200:210]");
  ASSERT_NE(again, std::string::npos);
  EXPECT_LT(earlier, first);
  EXPECT_LT(first, again);
}

} // namespace
} // namespace refrain
