#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

IngestResult read(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, options, {});
}

std::vector<std::string> records(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  std::vector<std::string> found;
  for_each_record(inputs, options, {}, [&](const RawRecord& record) {
    found.push_back(std::to_string(record.position) + ' ' + std::string(record.bytes));
  });
  return found;
}

std::vector<std::string> texts(const IngestResult& result) {
  std::vector<std::string> all;
  for (DocumentIndex i = 0; i < result.corpus.size(); ++i) {
    all.push_back(std::to_string(result.corpus.position(i)) + ' ' +
                  std::string(result.corpus.text(i)));
  }
  return all;
}

TEST(Json, ElementsOfAnArrayAreDocuments) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.json", "\xEF\xBB\xBF [\n"
                                                  "  {\n"
                                                  "    \"title\": \"T\",\n"
                                                  "    \"author\": \"A\",\n"
                                                  "    \"date\": \"1709290800\",\n"
                                                  "    \"body\": \"one ]}, \\\"two\\\\\"\n"
                                                  "  },\n"
                                                  "  {\"id\": \"b\", \"text\": \"three\"},\n"
                                                  "  {\"note\": [{}, {\"text\": \"no\"}]},\n"
                                                  "  7\n"
                                                  "]\n");
  const IngestResult result = read(file);
  ASSERT_EQ(result.corpus.size(), 2U);
  EXPECT_EQ(result.corpus.id(0), "a.json:1");
  EXPECT_EQ(result.corpus.text(0), "one ]}, \"two\\");
  EXPECT_EQ(result.corpus.title(0), "T");
  EXPECT_EQ(result.corpus.source(0), "A");
  EXPECT_EQ(result.corpus.date(0), "2024-03-01T11:00");
  EXPECT_EQ(result.corpus.position(0), 1U);
  EXPECT_EQ(result.corpus.id(1), "b");
  ASSERT_EQ(result.skipped.size(), 2U);
  EXPECT_EQ(result.skipped[0].position, 3U);
  EXPECT_EQ(result.skipped[0].reason, SkipReason::kNoText);
  EXPECT_EQ(result.skipped[1].position, 4U);
  EXPECT_EQ(result.skipped[1].text, "expected a JSON object, found a number");
  EXPECT_EQ(records(file)[1], R"(2 {"id":"b","text":"three"})");
}

TEST(Json, AnObjectIsOneDocumentOrHoldsThem) {
  const TemporaryFolder folder;
  const IngestResult one =
      read(folder.write("one.json", "{\n \"headline\": \"H\",\n \"content\": \"all of it\"\n}\n"));
  ASSERT_EQ(one.corpus.size(), 1U);
  EXPECT_EQ(one.corpus.id(0), "one.json");
  EXPECT_EQ(one.corpus.position(0), 0U);
  EXPECT_EQ(one.corpus.title(0), "H");

  const std::string chat = folder.write(
      "chat.json", R"({"name": "x]", "tags": ["a"], "messages": [{"text": "one"}, {"text": "two"}],
                       "deep": {"messages": [{"text": "not this"}]}, "more": [ {"text":"three"}]})");
  EXPECT_THAT(texts(read(chat)), ElementsAre("1 one", "2 two", "3 three"));
  EXPECT_THAT(records(chat),
              ElementsAre(R"(1 {"text":"one"})", R"(2 {"text":"two"})", R"(3 {"text":"three"})"));

  const IngestResult none = read(folder.write("none.json", "{\n \"a\": [],\n \"b\": [1]\n}"));
  EXPECT_EQ(none.corpus.size(), 0U);
  ASSERT_EQ(none.skipped.size(), 1U);
  EXPECT_EQ(none.skipped[0].reason, SkipReason::kNoText);
}

TEST(Json, AnEnvelopeWithATextOfItsOwnHoldsRecords) {
  const TemporaryFolder folder;
  const auto read_texts = [&](const std::string& json, const std::string& field = {}) {
    IngestOptions options;
    options.fields.text = field;
    return texts(read(folder.write("e.json", json), options));
  };
  // The answer of a service, a feed with one short item, a data set of short texts.
  EXPECT_THAT(read_texts(R"({"status": "ok", "message": "Success", "total": [1, 2],
                             "articles": [{"text": "one text"}, {"text": "two texts"}]})"),
              ElementsAre("1 one text", "2 two texts"));
  EXPECT_THAT(read_texts(R"({"description": "news", "items": [{"text": "one text"}]})"),
              ElementsAre("1 one text"));
  EXPECT_THAT(read_texts(R"({"Description": "A long word about the set", "message": [],
                             "tweets": [{"x": 1}, {"text": "one"}, {"text": "two"}]})"),
              ElementsAre("2 one", "3 two"));
  EXPECT_THAT(read_texts(R"({"content": "short", "items": [{"text": "longer text"}]})"),
              ElementsAre("1 longer text"));
  EXPECT_THAT(read_texts(R"({"message": "", "items": [{"text": "a"}]})"), ElementsAre("1 a"));
  EXPECT_THAT(read_texts(R"({"content": [{"text": "a"}, {"text": "b"}]})"),
              ElementsAre("1 a", "2 b"));

  // An article with comments, pictures and places.
  const std::string article = R"({"text": "The whole of an article", "comments":
      [{"text": "a comment"}, {"text": "another"}], "images": [{"url": "x"}, {"url": "y"}],
      "user": {"urls": [{"description": "Much more than is in the article"}]}})";
  EXPECT_THAT(read_texts(article), ElementsAre("0 The whole of an article"));
  EXPECT_THAT(read_texts(R"({"description": "A short one", "images": [{"description": "I"}]})"),
              ElementsAre("0 A short one"));
  EXPECT_THAT(read_texts(R"({"description": "A short one", "images": [{"url": "I"}]})"),
              ElementsAre("0 A short one"));
  // A field that the user names is the text, whatever it is called.
  EXPECT_THAT(read_texts(R"({"message": "The whole letter",
                             "replies": [{"message": "one"}, {"message": "two"}]})",
                         "message"),
              ElementsAre("0 The whole letter"));
}

TEST(Json, RecordsDeeperInAnEnvelopeAreFound) {
  const TemporaryFolder folder;
  const std::string deep = folder.write(
      "d.json", R"({"message": "OK", "facets": [{"count": 3}], "response": {"start": 0, "docs":
                    [{"text": "one"}, {"text": "two"}], "more": [{"n": 1}]}})");
  const IngestResult result = read(deep);
  EXPECT_THAT(texts(result), ElementsAre("1 one", "2 two"));
  EXPECT_THAT(result.skipped, IsEmpty());
  EXPECT_THAT(records(deep), ElementsAre(R"(1 {"text":"one"})", R"(2 {"text":"two"})"));
  EXPECT_THAT(texts(read(folder.write("e.json",
                                      R"({"a": {"b": {"c": {"d": [{"text": "three deep"}]}}}})"))),
              ElementsAre("1 three deep"));
  const IngestResult none = read(folder.write("n.json", R"({"a": [{"b": 1}], "c": {"d": 1}})"));
  ASSERT_EQ(none.skipped.size(), 1U);
  EXPECT_EQ(none.skipped[0].position, 1U);
  EXPECT_EQ(none.skipped[0].reason, SkipReason::kNoText);
}

// What the records of a service are read as: id, source, date and text.
TEST(Json, ReadsTheExportsThatPeopleHave) {
  const TemporaryFolder folder;
  const auto fields = [&](const std::string& record) {
    const IngestResult result = read(folder.write("a.jsonl", record));
    if (result.corpus.size() != 1) {
      return result.skipped.empty() ? std::string() : result.skipped.front().text;
    }
    const Corpus& c = result.corpus;
    return std::string(c.id(0)) + " | " + std::string(c.source(0)) + " | " +
           std::string(c.date(0)) + " | " + std::string(c.text(0));
  };
  EXPECT_EQ(fields(R"({"id_str":"17","created_at":"Wed Oct 10 20:19:24 +0000 2018",)"
                   R"("full_text":"a tweet","user":{"name":"Joe B","screen_name":"joe"}})"),
            "17 | joe | 2018-10-10T20:19 | a tweet");
  EXPECT_EQ(fields(R"({"id":"b","created_at":"Sat Feb  2 03:04:05 2019","text":"c"})"),
            "b |  | 2019-02-02T03:04 | c");
  EXPECT_EQ(fields(R"({"id":"r","author":"ann","created_utc":1609459200,"selftext":"a post"})"),
            "r | ann | 2021-01-01T00:00 | a post");
  EXPECT_EQ(fields(R"({"id":"r","author":"ann","created_utc":"1609459200","body":"said"})"),
            "r | ann | 2021-01-01T00:00 | said");
  EXPECT_EQ(fields(R"({"id":"n","source":{"id":"cnn","name":"CNN"},"author":"J","content":"t"})"),
            "n | CNN |  | t");
  EXPECT_EQ(fields(R"({"id":5,"from":"Eve","date":"2020-05-06T07:08:09","text":)"
                   R"(["See ",{"type":"link","text":"http://x.org"}," and come."]})"),
            "5 | Eve | 2020-05-06T07:08 | See http://x.org and come.");
  EXPECT_EQ(fields(R"({"id":"p","authors":[{"name":"A"},"B",{"name":""}],"text":["one","two"]})"),
            "p | A, B |  | one\n\ntwo");
}

TEST(Json, AnEmptyOrUnreadableFieldLeavesItsRoleToTheNextName) {
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write(
      "a.jsonl", R"({"description":"no","text":" ","body":[1],"content":"yes","id":"","_id":{},)"
                 R"("url":"u","source":{"id":null,"name":null},"outlet":"O","date":"soon",)"
                 R"("year":2001,"title":[],"headline":"H","language":"?","lang":"de"})"));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "yes");
  EXPECT_EQ(result.corpus.id(0), "u");
  EXPECT_EQ(result.corpus.source(0), "O");
  EXPECT_EQ(result.corpus.date(0), "2001");
  EXPECT_EQ(result.corpus.title(0), "H");
  EXPECT_EQ(result.corpus.language(0), "de");
  EXPECT_EQ(result.counts.unread_dates, 0U);

  // The reason is that of the first name; a date that none of the fields is, is counted.
  const IngestResult none = read(folder.write(
      "b.jsonl", R"({"text":[{"x":1}],"body":""})"
                 "\n"
                 R"({"text":"","body":7})"
                 "\n"
                 R"({"text":"t","date":"soon","created_at":"Wed Oct 40 20:19:24 +0000 2018"})"));
  ASSERT_EQ(none.skipped.size(), 2U);
  EXPECT_EQ(none.skipped[0].text, "expected a string as text, found an array");
  EXPECT_EQ(none.skipped[1].text, "its text is empty");
  EXPECT_EQ(none.corpus.size(), 1U);
  EXPECT_EQ(none.counts.unread_dates, 1U);
}

TEST(Json, LinesOfObjectsStayLinesAndTextStaysText) {
  const TemporaryFolder folder;
  const IngestResult lines =
      read(folder.write("l.json", "{\"text\": \"one\"}\n{\"text\": \"two\"}\n"));
  EXPECT_THAT(texts(lines), ElementsAre("1 one", "2 two"));
  const std::string long_text(100'000, 'x');
  const IngestResult long_lines = read(
      folder.write("m.json", "{\"text\": \"" + long_text + "\"}\n{\"text\": \"two words\"}\n"));
  EXPECT_EQ(long_lines.corpus.size(), 2U);
  EXPECT_THAT(texts(read(folder.write("n.md", "[{x}] is no JSON"))),
              ElementsAre("0 [{x}] is no JSON"));
}

TEST(Json, WhatIsBrokenEndsTheFileAndIsTold) {
  const TemporaryFolder folder;
  const auto problem = [&](const std::string& content) {
    const IngestResult result = read(folder.write("b.json", content));
    EXPECT_EQ(result.corpus.size(), 1U) << content;
    return result.skipped.empty() ? std::string() : result.skipped.front().text;
  };
  EXPECT_THAT(problem(R"([{"text":"a"})"), HasSubstr("ends inside its array"));
  EXPECT_THAT(problem(R"([{"text":"a"},)"), HasSubstr("ends inside its array"));
  EXPECT_THAT(problem(R"([{"text":"a"},{"text":"b)"), HasSubstr("ends inside a record"));
  EXPECT_THAT(problem(R"([{"text":"a"},])"), HasSubstr("expected a record"));
  EXPECT_THAT(problem(R"([{"text":"a"} {"text":"b"}])"), HasSubstr("expected a comma"));
  EXPECT_THAT(problem(R"([{"text":"a"}] x)"), HasSubstr("end of the file"));
  EXPECT_THAT(problem(R"([{"text":"a"}])"), IsEmpty());
}

TEST(Json, EscapesOfHalfACharacterAreReplacedAndCounted) {
  const TemporaryFolder folder;
  const std::string record =
      R"({"text":"cut \ud83d \\ud83d \ude00\ud83d\ude00\ud83d","a":"\uDE00"})";
  const std::string expected = "cut \xEF\xBF\xBD \\ud83d \xEF\xBF\xBD\xF0\x9F\x98\x80\xEF\xBF\xBD";
  for (const char* const name : {"a.jsonl", "a.json"}) {
    const IngestResult result = read(folder.write(name, record));
    ASSERT_EQ(result.corpus.size(), 1U) << name;
    EXPECT_EQ(result.corpus.text(0), expected) << name;
    EXPECT_EQ(result.counts.replaced_bytes, 24U);
  }
  const IngestResult result =
      read(folder.write("b.jsonl", record + "\n" + R"({"text":"\ud83"})" + "\n" +
                                       R"({"text":"\x \ud83d"})" + "\n" + R"({"text":"whole"})"));
  ASSERT_EQ(result.corpus.size(), 2U);
  EXPECT_EQ(result.corpus.text(1), "whole");
  EXPECT_EQ(result.skipped.size(), 2U);
}

// As other systems write ids and hashes; a number is no reason to lose a text.
TEST(Json, NumbersThatNoTypeHoldsAreReadAsTheirDigits) {
  const TemporaryFolder folder;
  const auto line = [](const std::string& id, const std::string& more) {
    return "{\"id\":" + id + ",\"n\":[" + more + "],\"text\":\"it is \\\"99999999999999999999\"}\n";
  };
  const std::vector<std::string> ids = {"18446744073709551615", "18446744073709551616",
                                        "-9223372036854775808", "-9223372036854775809",
                                        "123456789012345678901234567890"};
  std::string lines;
  for (const std::string& id : ids) {
    lines += line(id, "1");
  }
  lines += line("\"a\"", "1e400,-1.5E+999,99999999999999999999.5") +
           line("\"b\"", "99999999999999999999, 0.1, \"\\ud800 88888888888888888888\"");
  const IngestResult result = read(folder.write("a.jsonl", lines));
  ASSERT_EQ(result.corpus.size(), ids.size() + 2);
  std::vector<std::string> found;
  for (DocumentIndex i = 0; i < result.corpus.size(); ++i) {
    found.emplace_back(result.corpus.id(i));
    EXPECT_EQ(result.corpus.text(i), "it is \"99999999999999999999");
  }
  EXPECT_THAT(found, testing::IsSupersetOf(ids));
  EXPECT_EQ(result.counts.replaced_bytes, 6U);
  // What is no number stays broken.
  std::string broken;
  for (const char* const more :
       {"099999999999999999999", "+99999999999999999999", "--99999999999999999999",
        "99999999999999999999x", "99999999999999999999 99999999999999999999",
        "\"a\"99999999999999999999", "99999999999999999999.", "99999999999999999999e",
        "99999999999999999999,01"}) {
    broken += line("1", more);
  }
  const IngestResult none = read(folder.write("b.jsonl", broken));
  EXPECT_EQ(none.corpus.size(), 0U);
  EXPECT_EQ(none.skipped.size(), 9U);
}

// Without a name that says what it is, the first record does.
TEST(Json, ARecordThatNeedsRepairTellsThatLinesAreRecords) {
  const TemporaryFolder folder;
  for (const char* const first :
       {R"({"id":99999999999999999999,"text":"a"})",
        R"({"text":"\ud83d","n":-99999999999999999999})", R"({"text":"\ud83d"})"}) {
    const std::string lines = std::string(first) + "\n{\"text\":\"b\"}\n";
    EXPECT_EQ(read(folder.write("unnamed", lines)).corpus.size(), 2U) << first;
  }
}

TEST(Json, ARecordOverTheLimitIsSkippedAlone) {
  const TemporaryFolder folder;
  IngestOptions options;
  options.max_record_bytes = 1000;
  const std::string file =
      folder.write("big.json", R"([{"text":"one"},{"text":")" + std::string(200'000, 'x') +
                                   R"("},{"text":"three"}])");
  const IngestResult result = read(file, options);
  EXPECT_THAT(texts(result), ElementsAre("1 one", "3 three"));
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_EQ(result.skipped[0].position, 2U);
  EXPECT_EQ(result.skipped[0].reason, SkipReason::kTooLarge);
  EXPECT_THAT(records(file, options), ElementsAre(R"(1 {"text":"one"})", R"(3 {"text":"three"})"));
}

// The same objects as lines are the judge; white space and block ends fall anywhere.
TEST(Json, AnArrayGivesWhatItsElementsGiveAsLines) {
  const TemporaryFolder folder;
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"word ", "\\\"", "\\\\", "[",        "]", "{",
                                        "}",     ",",    "\\n",  "\xC3\xA9", ":", "\\u00e9"};
  const std::vector<std::string> spaces{"", " ", "\n", "\r\n\t"};
  const auto any = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
  std::string lines;
  std::string array = "[";
  for (int i = 0; i < 3000; ++i) {
    std::string text = "t";
    for (std::size_t n = random() % 40; n > 0; --n) {
      text += any(pieces);
    }
    const std::string id = std::to_string(100'000 + i);
    lines += "{\"id\":\"" + id + "\",\"x\":[[1,{}],\"]\"],\"text\":\"" + text + "\"}\n";
    array += (i == 0 ? "" : ",") + any(spaces) + "{" + any(spaces) + "\"id\":" + any(spaces) +
             "\"" + id + "\"," + any(spaces) + "\"x\":[[1,{}]," + any(spaces) + "\"]\"]" +
             any(spaces) + ",\"text\":\"" + text + "\"" + any(spaces) + "}" + any(spaces);
  }
  const std::string of_lines = folder.write("a.jsonl", lines);
  const std::string of_array = folder.write("b.json", array + "]");
  EXPECT_EQ(texts(read(of_array)), texts(read(of_lines)));
  EXPECT_EQ(records(of_array), records(of_lines));
}

} // namespace
} // namespace refrain
