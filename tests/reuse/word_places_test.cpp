#include "refrain/core/error.h"
#include "refrain/reuse/detail/word_places.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

TEST(WordPlaces, SayWhereWordsStandWhicheverDocumentsAreAskedFor) {
  const std::vector<std::vector<std::string>> documents = {
      {"One", "small", "sentence"}, {"\u4E16\u754C", "peace"}, {"caf\u00E9", "na\u00EFve", "2024"}};
  Corpus corpus;
  for (const std::vector<std::string>& words : documents) {
    Document document;
    document.id = std::to_string(corpus.size());
    for (const std::string& word : words) {
      document.text += word + ", ";
    }
    corpus.add(document);
  }
  corpus.sort();
  WordPlaces places(corpus);
  for (const DocumentIndex d : {0U, 1U, 0U, 2U, 1U, 2U, 2U, 0U}) {
    const std::vector<std::string>& words = documents[d];
    for (std::uint32_t first = 0; first < words.size(); ++first) {
      std::string expected = words[first];
      for (std::uint32_t end = first + 1; end <= words.size(); ++end) {
        const ByteRange bytes = places.bytes(d, first, end);
        EXPECT_EQ(corpus.text(d).substr(bytes.begin, bytes.size()), expected);
        expected += end < words.size() ? ", " + words[end] : "";
      }
    }
  }
}

TEST(WordPlaces, RefuseWordsThatTheTextDoesNotHave) {
  Corpus corpus;
  corpus.add({.id = "a", .text = "Two words"});
  corpus.sort();
  WordPlaces places(corpus);
  EXPECT_EQ(places.bytes(0, 0, 2).end, 9U);
  EXPECT_THROW(static_cast<void>(places.bytes(0, 1, 3)), Error);
}

} // namespace
} // namespace refrain::reuse
