#include "refrain/report/char_offsets.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(CharOffsets, AgreesWithCountingOnePlaceAfterAnother) {
  std::mt19937 random(3);
  const std::string_view pieces[] = {"a", "é", "漢", "😀", "word ", "\n"};
  Corpus corpus;
  std::vector<std::string> texts;
  for (const std::size_t size : {0, 1, 100, 2047, 2048, 2049, 9000}) {
    std::string text;
    while (text.size() < size) {
      text += pieces[random() % std::size(pieces)];
    }
    Document d;
    d.id = std::to_string(texts.size());
    d.text = text;
    corpus.add(d);
    texts.push_back(text);
  }
  corpus.sort();
  const CharOffsets chars(corpus);
  for (DocumentIndex d = 0; d < texts.size(); ++d) {
    std::uint32_t expected = 0;
    for (std::uint32_t i = 0; i <= texts[d].size(); ++i) {
      const bool boundary =
          i == texts[d].size() || (static_cast<unsigned char>(texts[d][i]) & 0xC0U) != 0x80U;
      if (boundary) {
        ASSERT_EQ(chars.at(d, i), expected) << "document " << d << ", byte " << i;
        ++expected;
      }
    }
  }
}

} // namespace
} // namespace refrain
