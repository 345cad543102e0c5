#include "refrain/talking_points/detail/statement_text.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/talking_points/detail/document_languages.h"
#include "refrain/talking_points/detail/stop_words.h"
#include "refrain/talking_points/detail/token_marks.h"
#include "refrain/talking_points/detail/word_weights.h"
#include "refrain/text/sentences.h"
#include "refrain/text/spelled_numbers.h"
#include "refrain/text/stemmer.h"
#include "refrain/text/tokenizer.h"
#include "refrain/text/word_numbers.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>

namespace refrain::points {
namespace {

constexpr std::uint64_t kSmallNumber = 12; ///< up to it a single word stays the word that it is
constexpr std::uint64_t kTellingNumber = 200;
constexpr std::uint64_t kNumberSeed = 2; ///< apart from stems of words

/// A key that stands for tokens that say a number.
struct NumberKey {
  TokenKey key = 0;
  std::uint64_t stem = 0;
  NumberKind kind = NumberKind::kPlain;
  friend bool operator<(const NumberKey& a, const NumberKey& b) { return a.key < b.key; }
  friend bool operator==(const NumberKey& a, const NumberKey& b) { return a.key == b.key; }
};

struct Block {
  std::vector<TokenKey> keys;          // distinct
  std::vector<std::uint32_t> surfaces; // of each token, a place in keys
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> ends;
  std::vector<std::uint8_t> marks;
  std::vector<std::uint32_t> tokens_of_document;
  std::vector<NumberKey> numbers;

  void clear() {
    for (auto* column : {&surfaces, &begins, &ends, &tokens_of_document}) {
      column->clear();
    }
    keys.clear();
    marks.clear();
    numbers.clear();
  }
};

/// What reading takes; one a thread.
struct Reader {
  SentenceSplitter splitter;
  Tokenizer tokenizer;
  SpelledNumbers numbers;
  BlockWords words;
  std::vector<ByteRange> sentences;
  std::vector<Token> tokens;
  std::vector<SpelledNumber> found;
  Block block; ///< that is being read
};

/// Small numbers meet by chance, and so do years.
NumberKind kind_of(std::uint64_t value) {
  const bool year = value >= 1800 && value <= 2100;
  return value < kTellingNumber || year ? NumberKind::kPlain : NumberKind::kTelling;
}

/// Makes one token of those that say a number together. Its key goes by its words and its stem, so
/// that other words for the number are another surface, but of the same stem. Texts of two
/// languages share numbers as they share names, and mean no more by it, so the stem goes by the
/// language too.
void join_numbers(Reader& reader, std::string_view text, std::string_view language, Block& block) {
  std::vector<Token>& tokens = reader.tokens;
  reader.numbers.find(text, tokens, language, reader.found);
  std::size_t out = 0;
  std::size_t t = 0;
  for (const SpelledNumber& number : reader.found) {
    if (number.tokens == 1 && number.value <= kSmallNumber) {
      continue;
    }
    while (t < number.first) {
      tokens[out++] = tokens[t++];
    }
    const std::uint64_t stem = mix64(number.value ^ hash_bytes(language, kNumberSeed));
    Token joined{stem, tokens[t].begin, tokens[t + number.tokens - 1].end};
    for (const std::size_t end = t + number.tokens; t < end; ++t) {
      joined.key = mix64(joined.key ^ tokens[t].key);
    }
    block.numbers.push_back({joined.key, stem, kind_of(number.value)});
    tokens[out++] = joined;
  }
  while (t < tokens.size()) {
    tokens[out++] = tokens[t++];
  }
  tokens.resize(out);
}

void read_document(std::string_view text, std::string_view language,
                   std::span<const Passage> passages, Reader& reader, Block& block) {
  const std::vector<Token>& tokens = reader.tokens;
  const std::vector<ByteRange>& sentences = reader.sentences;
  const std::size_t first = block.surfaces.size();
  for (const Passage& passage : passages) {
    const std::string_view body = text.substr(passage.bytes.begin, passage.bytes.size());
    reader.splitter.split(body, 0, reader.sentences);
    reader.tokenizer.tokenize(body, reader.tokens);
    join_numbers(reader, body, language, block);
    std::size_t sentence = 0;
    std::size_t address_end = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const std::string_view word = body.substr(token.begin, token.end - token.begin);
      const std::size_t address = address_after(body, token.end);
      bool starts = i == 0 || address != 0 || (address_end != 0 && token.begin >= address_end);
      while (sentence < sentences.size() && sentences[sentence].begin <= token.begin) {
        starts = true;
        ++sentence;
      }
      if (address != 0 || token.begin >= address_end) {
        address_end = address;
      }
      std::uint8_t mark = 0;
      if (starts) {
        mark = kUnitStart | kClauseStart | (is_capital(word) ? kCapital : 0);
      } else {
        const Token& before = tokens[i - 1];
        mark = mark_of(body.substr(before.begin, before.end - before.begin),
                       body.substr(before.end, token.begin - before.end), word);
      }
      block.surfaces.push_back(reader.words.number(token.key));
      block.begins.push_back(passage.bytes.begin + token.begin);
      block.ends.push_back(passage.bytes.begin + token.end);
      block.marks.push_back(mark);
    }
  }
  cut_long_units(block.marks, first);
  block.tokens_of_document.push_back(static_cast<std::uint32_t>(block.surfaces.size() - first));
}

WordNumbers number_words(const std::vector<Block>& blocks) {
  std::vector<TokenKey> all;
  for (const Block& block : blocks) {
    all.insert(all.end(), block.keys.begin(), block.keys.end());
  }
  return WordNumbers(std::move(all));
}

/// Sorted, distinct.
std::vector<NumberKey> number_keys(const std::vector<Block>& blocks) {
  std::vector<NumberKey> all;
  for (const Block& block : blocks) {
    all.insert(all.end(), block.numbers.begin(), block.numbers.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void join_blocks(std::vector<Block>& blocks, const WordNumbers& words, StatementText& text) {
  std::size_t tokens = 0;
  std::vector<std::size_t> first;
  for (const Block& block : blocks) {
    first.push_back(tokens);
    tokens += block.surfaces.size();
  }
  text.surfaces.resize(tokens);
  text.begins.resize(tokens);
  text.ends.resize(tokens);
  text.marks.resize(tokens);
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      Block& block = blocks[b];
      const std::vector<Surface> surface_of = words.of(block.keys);
      for (std::size_t i = 0; i < block.surfaces.size(); ++i) {
        const std::size_t t = first[b] + i;
        text.surfaces[t] = surface_of[block.surfaces[i]];
        text.begins[t] = block.begins[i];
        text.ends[t] = block.ends[i];
        text.marks[t] = block.marks[i];
      }
      // Not by an empty list: that would keep their memory.
      block.surfaces = std::vector<std::uint32_t>();
      block.begins = std::vector<std::uint32_t>();
      block.ends = std::vector<std::uint32_t>();
      block.marks = std::vector<std::uint8_t>();
    }
  });
  text.document_begin.push_back(0);
  for (const Block& block : blocks) {
    for (const std::uint32_t size : block.tokens_of_document) {
      text.document_begin.push_back(text.document_begin.back() + size);
    }
  }
}

void number_units(StatementText& text) {
  text.unit_of.resize(text.surfaces.size());
  for (std::size_t d = 0; d + 1 < text.document_begin.size(); ++d) {
    for (TokenIndex t = text.document_begin[d]; t < text.document_begin[d + 1]; ++t) {
      if (t == text.document_begin[d] || (text.marks[t] & kUnitStart) != 0) {
        text.units.push_back({static_cast<DocumentIndex>(d), t, t});
      }
      text.units.back().end = t + 1;
      text.unit_of[t] = static_cast<UnitIndex>(text.units.size() - 1);
    }
  }
}

void describe_words(const Corpus& corpus, const std::vector<TokenKey>& keys,
                    const std::vector<NumberKey>& numbers, StatementText& text) {
  const std::size_t surfaces = keys.size();
  text.examples.assign(surfaces, {kNone, {}});
  for (const Unit& unit : text.units) {
    for (TokenIndex t = unit.begin; t < unit.end; ++t) {
      TextRange& example = text.examples[text.surfaces[t]];
      if (example.document == kNone) {
        example = text.range(unit.document, t, t + 1);
      }
    }
  }
  std::vector<std::uint64_t> stem_keys(surfaces);
  text.stop.assign(surfaces, 0);
  text.number.assign(surfaces, NumberKind::kNone);
  parallel_for(surfaces, 4096, [&](std::size_t begin, std::size_t end) {
    Tokenizer tokenizer;
    Stemmer stemmer;
    std::string folded;
    for (std::size_t s = begin; s < end; ++s) {
      const auto number = std::lower_bound(numbers.begin(), numbers.end(), NumberKey{keys[s]});
      if (number != numbers.end() && number->key == keys[s]) {
        text.number[s] = number->kind;
        stem_keys[s] = number->stem;
        continue;
      }
      tokenizer.fold(corpus.text(text.examples[s]), folded);
      const bool digit = !folded.empty() && folded[0] >= '0' && folded[0] <= '9';
      text.number[s] = digit ? NumberKind::kPlain : NumberKind::kNone;
      text.stop[s] = is_stop_word(folded) || (folded.size() == 1 && !digit) ? 1 : 0;
      stem_keys[s] = text.stop[s] != 0 ? hash_bytes(folded, 1) : hash_bytes(stemmer.stem(folded));
    }
  });
  std::vector<std::uint64_t> distinct = stem_keys;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  text.stems.resize(surfaces);
  for (std::size_t s = 0; s < surfaces; ++s) {
    text.stems[s] = static_cast<Stem>(
        std::lower_bound(distinct.begin(), distinct.end(), stem_keys[s]) - distinct.begin());
  }
  text.frequencies.assign(distinct.size(), 0);
  std::vector<UnitIndex> last(distinct.size(), kNone);
  for (TokenIndex t = 0; t < text.surfaces.size(); ++t) {
    const Stem stem = text.stem(t);
    if (last[stem] != text.unit_of[t]) {
      last[stem] = text.unit_of[t];
      ++text.frequencies[stem];
    }
  }
  text.weights = word_weights(text);
}

} // namespace

StatementText read_statements(const Corpus& corpus, const PassageTable& passages,
                              const RunControl& control) {
  constexpr std::size_t kGrain = 256;
  const DocumentLanguages languages = document_languages(corpus);
  std::vector<Block> blocks((corpus.size() + kGrain - 1) / kGrain);
  ScratchPool<Reader> readers([] { return std::make_unique<Reader>(); });
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    const auto lent = readers.borrow();
    Reader& reader = *lent;
    for (std::size_t b = begin; b < end; ++b) {
      control.check();
      reader.block.clear();
      const std::size_t last = std::min(corpus.size(), (b + 1) * kGrain);
      for (std::size_t d = b * kGrain; d < last; ++d) {
        const std::span<const Passage> all(passages.passages);
        const auto document = static_cast<DocumentIndex>(d);
        read_document(corpus.text(document), languages.tags[languages.of[d]],
                      all.subspan(passages.first[d], passages.first[d + 1] - passages.first[d]),
                      reader, reader.block);
      }
      reader.block.keys = reader.words.take();
      blocks[b] = reader.block; // a copy is no longer than it has to be
    }
  });
  StatementText text;
  const WordNumbers words = number_words(blocks);
  join_blocks(blocks, words, text);
  number_units(text);
  describe_words(corpus, words.keys(), number_keys(blocks), text);
  text.languages = languages.of;
  text.voices.resize(corpus.size());
  for (std::size_t d = 0; d < corpus.size(); ++d) {
    const std::uint32_t source = corpus.source_number(static_cast<DocumentIndex>(d));
    text.voices[d] = source != 0 ? source : static_cast<std::uint32_t>(corpus.source_count() + d);
  }
  return text;
}

} // namespace refrain::points
