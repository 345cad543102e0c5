#include "refrain/core/error.h"
#include "refrain/talking_points/detail/document_languages.h"

#include <atomic>
#include <string>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

Corpus corpus_of_languages() {
  Corpus corpus;
  corpus.add({.id = "a", .text = "...", .language = "pt-BR"});
  corpus.add({.id = "b", .text = "The minister said that it was not for the house to decide."});
  corpus.add({.id = "c", .text = "Der Minister hat gesagt, dass es nicht an dem Haus ist."});
  corpus.add(
      {.id = "d", .text = "What the people of the town want is a bridge, and they have said so."});
  corpus.add({.id = "e", .text = "1234"});
  corpus.sort();
  return corpus;
}

TEST(DocumentLanguages, AreStatedOrGuessedOrThoseOfMost) {
  const DocumentLanguages languages = document_languages(corpus_of_languages(), {});
  std::string all;
  for (const std::uint32_t number : languages.of) {
    all += languages.tags[number] + " ";
  }
  EXPECT_EQ(all, "pt en de en en ");
}

// Guessing reads the texts, which takes long where they are many.
TEST(DocumentLanguages, StopWhereTheRunIsCancelled) {
  const std::atomic<bool> cancel{true};
  RunControl control;
  control.cancel = &cancel;
  EXPECT_THROW((void)document_languages(corpus_of_languages(), control), Cancelled);
}

} // namespace
} // namespace refrain::points
