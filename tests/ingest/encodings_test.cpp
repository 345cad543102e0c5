#include "refrain/ingest/ingest.h"

#include "tests/ingest/compress.h"
#include "tests/ingest/temporary_folder.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;

/// Characters of one unit in UTF-16 or UTF-32, behind the mark.
std::string wide(std::u16string_view text, unsigned bytes, bool little) {
  std::string out;
  const std::u16string marked = u'\xFEFF' + std::u16string(text);
  for (const char16_t unit : marked) {
    for (unsigned i = 0; i < bytes; ++i) {
      const unsigned shift = 8 * (little ? i : bytes - 1 - i);
      out += shift > 8 ? '\0' : static_cast<char>(static_cast<unsigned>(unit) >> shift & 0xFFU);
    }
  }
  return out;
}

IngestResult read(const std::string& file) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, {}, {});
}

struct Case {
  std::string name;
  std::u16string content;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"a.txt", u"Мост, 桥"},
      {"a.md", u"*Мост*, 桥"},
      {"a.csv", u"id,text\r\n1,\"Мост, 桥\"\r\n2,x\r\n"},
      {"a.tsv", u"id\ttext\n1\tМост, 桥\n2\tx\n"},
      {"a.jsonl", u"{\"id\":\"1\",\"text\":\"Мост, 桥\"}\n{\"id\":\"2\",\"text\":\"x\"}\n"},
      {"a.json", u"[{\"id\":\"1\",\"text\":\"Мост, 桥\"},{\"id\":\"2\",\"text\":\"x\"}]"},
      {"b.json", u"{\"id\":\"1\",\"text\":\"Мост, 桥\"}"},
      {"a.html", u"<html><meta charset=\"utf-16\"><body><p>Мост, 桥</p></body></html>"},
      {"a.srt", u"1\n00:00:01,000 --> 00:00:02,000\nМост, 桥\n"}};
  return all;
}

TEST(Encodings, UnicodeOfAnyWidthIsReadInEveryFormat) {
  const TemporaryFolder folder;
  for (const Case& c : cases()) {
    for (const unsigned bytes : {2U, 4U}) {
      for (const bool little : {true, false}) {
        const std::string content = wide(c.content, bytes, little);
        for (const bool compressed : {false, true}) {
          const IngestResult result = read(folder.write(
              c.name, compressed ? test::compress(ARCHIVE_FILTER_GZIP, content) : content));
          ASSERT_GE(result.corpus.size(), 1U) << c.name << ' ' << bytes << little << compressed;
          EXPECT_EQ(result.corpus.text(0), "Мост, 桥") << c.name << ' ' << bytes << little;
          EXPECT_EQ(result.counts.replaced_bytes, 0U);
          EXPECT_TRUE(result.skipped.empty());
        }
      }
    }
  }
}

TEST(Encodings, LongFilesAreDecodedAsTheyCome) {
  const TemporaryFolder folder;
  std::u16string rows = u"text\n";
  for (int i = 0; i < 20'000; ++i) {
    rows += u"Мост через реку\n";
  }
  const IngestResult result = read(folder.write("a.csv", wide(rows, 2, true)));
  ASSERT_EQ(result.corpus.size(), 20'000U);
  for (DocumentIndex d = 0; d < 20'000; d += 999) {
    EXPECT_EQ(result.corpus.text(d), "Мост через реку");
  }
}

TEST(Encodings, WhatIsNoCharacterIsCounted) {
  const TemporaryFolder folder;
  std::u16string broken = u"{\"text\":\"one ? two\"}\n";
  broken[broken.find(u'?')] = 0xD83D; // half of a pair
  std::string content = wide(broken, 2, true);
  IngestResult result = read(folder.write("a.jsonl", content));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "one \xEF\xBF\xBD two");
  EXPECT_EQ(result.counts.replaced_bytes, 2U);

  content = wide(u"one", 2, true);
  content.pop_back(); // half of a character
  result = read(folder.write("a.txt", content));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "on\xEF\xBF\xBD");
  EXPECT_EQ(result.counts.replaced_bytes, 1U);
}

TEST(Encodings, RecordsAreGivenBackAsUtf8) {
  const TemporaryFolder folder;
  const std::vector<std::string> inputs{folder.write("a.csv", wide(u"text\nМост\n", 2, false))};
  std::string all;
  for_each_record(inputs, {}, {},
                  [&](const RawRecord& record) { all.append(record.bytes) += '|'; });
  EXPECT_EQ(all, "text|Мост|");
}

} // namespace
} // namespace refrain
