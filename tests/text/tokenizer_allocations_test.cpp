// Counts allocations; a program of its own, because it replaces operator new.

#include "refrain/text/tokenizer.h"

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {
std::atomic<std::size_t> allocations{0};
} // namespace

// Inlined, GCC 12 takes the pair of malloc and delete for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size)) {
    return p;
  }
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept {
  std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::size_t /*size*/) noexcept {
  std::free(p);
}

namespace refrain {
namespace {

TEST(TokenizerAllocations, AreNoneOnceTheBuffersHaveGrown) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += "The cat’s “naïve” Größe, e.g. 3.14 — Привет मुख्यमंत्री עברית 한국어 إنَ so\u00ADft. ";
  }
  Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  std::vector<Token> tokens;
  tokenizer.keys(text, keys);
  tokenizer.tokenize(text, tokens);
  const std::size_t before = allocations;
  tokenizer.keys(text, keys);
  tokenizer.tokenize(text, tokens);
  EXPECT_EQ(allocations - before, 0U);
}

} // namespace
} // namespace refrain
