#include "refrain/talking_points/detail/statement_text.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/stop_words.h"
#include "refrain/text/sentences.h"
#include "refrain/text/stemmer.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace refrain::points {
namespace {

constexpr std::uint32_t kLongestUnit = 64; ///< tokens; longer ones are cut at a clause
constexpr float kLargestWeight = 7.0F;     ///< a word said twice is no better than a rare one
constexpr std::size_t kFewestUnits = 200;  ///< in a few sentences every word would look common

struct Block {
  std::vector<TokenKey> keys;
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> ends;
  std::vector<std::uint8_t> marks;
  std::vector<std::uint32_t> tokens_of_document;
};

/// Thai, Lao, Burmese and Khmer write words without spaces: a space there ends a phrase.
bool spaces_end_phrases(std::string_view token) {
  if (token.size() < 3) {
    return false;
  }
  const auto a = static_cast<unsigned char>(token[0]);
  const auto b = static_cast<unsigned char>(token[1]);
  return (a == 0xE0 && b >= 0xB8 && b <= 0xBB) ||
         (a == 0xE1 && (b <= 0x82 || b == 0x9E || b == 0x9F));
}

/// Upper case by the bytes of Latin, Greek and Cyrillic; other scripts have none.
bool is_capital(std::string_view token) {
  const auto a = static_cast<unsigned char>(token[0]);
  if (a < 0x80) {
    return a >= 'A' && a <= 'Z';
  }
  if (token.size() < 2) {
    return false;
  }
  const auto b = static_cast<unsigned char>(token[1]);
  return (a == 0xC3 && b >= 0x80 && b <= 0x9E) || (a == 0xCE && b >= 0x86 && b <= 0xAB) ||
         (a == 0xD0 && b >= 0x80 && b <= 0xAF);
}

struct Gap {
  std::uint32_t spaces = 0;
  bool punctuation = false;
};

Gap read_gap(std::string_view gap) {
  Gap result;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    const auto c = static_cast<unsigned char>(gap[i]);
    if (c <= ' ') {
      ++result.spaces;
    } else if (c >= 0x80) {
      // No-break space, and hyphens and apostrophes of General Punctuation, join words.
      const std::string_view rest = gap.substr(i);
      if (rest.starts_with("\xC2\xA0")) {
        ++result.spaces;
        ++i;
      } else if (rest.starts_with("\xE2\x80\x90") || rest.starts_with("\xE2\x80\x91") ||
                 rest.starts_with("\xE2\x80\x99")) {
        i += 2;
      } else {
        result.punctuation = true;
      }
    } else if (c != '-' && c != '\'' && c != '/' && c != '&' && c != '$' && c != '%' && c != '.' &&
               c != '#' && c != '*') {
      result.punctuation = true;
    }
  }
  return result;
}

/// The mark of a token by what stands between it and the token before it in the same sentence.
std::uint8_t mark_of(std::string_view before, std::string_view gap_text, std::string_view token) {
  const Gap gap = read_gap(gap_text);
  std::uint8_t mark = is_capital(token) ? kCapital : 0;
  if (gap.punctuation) {
    return mark | kClauseStart;
  }
  if (gap.spaces == 1) {
    return spaces_end_phrases(before) ? mark | kClauseStart : mark;
  }
  if (gap.spaces < 2 || gap_text.find('\n') != std::string_view::npos) {
    return mark;
  }
  // Two spaces where a mark of punctuation was lost. It may have been a comma, a full stop, a
  // quote, a currency sign, an apostrophe, or the point of an abbreviation.
  const bool digit = token[0] >= '0' && token[0] <= '9';
  const bool short_name = before.size() <= 3 && is_capital(before);
  if (gap.spaces == 2 && (digit || token.size() == 1 || (short_name && (mark & kCapital) != 0))) {
    return mark;
  }
  mark |= kClauseStart;
  if ((mark & kCapital) != 0 && !short_name) {
    mark |= kUnitStart;
  }
  return mark;
}

/// Units longer than kLongestUnit are cut at the last clause in reach, or where they are.
void cut_long_units(std::vector<std::uint8_t>& marks, std::size_t first) {
  std::size_t start = first;
  std::size_t clause = first;
  for (std::size_t i = first; i < marks.size(); ++i) {
    if ((marks[i] & kUnitStart) != 0) {
      start = clause = i;
    } else if ((marks[i] & kClauseStart) != 0) {
      clause = i;
    }
    if (i - start >= kLongestUnit) {
      const std::size_t cut = clause > start + 8 ? clause : i;
      marks[cut] |= kUnitStart | kClauseStart;
      start = cut;
    }
  }
}

void read_document(std::string_view text, std::span<const Passage> passages,
                   SentenceSplitter& splitter, Tokenizer& tokenizer, Block& block) {
  std::vector<ByteRange> sentences;
  std::vector<Token> tokens;
  const std::size_t first = block.keys.size();
  for (const Passage& passage : passages) {
    const std::string_view body = text.substr(passage.bytes.begin, passage.bytes.size());
    splitter.split(body, 0, sentences);
    tokenizer.tokenize(body, tokens);
    std::size_t sentence = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      const std::string_view word = body.substr(token.begin, token.end - token.begin);
      bool starts = i == 0;
      while (sentence < sentences.size() && sentences[sentence].begin <= token.begin) {
        starts = true;
        ++sentence;
      }
      std::uint8_t mark = 0;
      if (starts) {
        mark = kUnitStart | kClauseStart | (is_capital(word) ? kCapital : 0);
      } else {
        const Token& before = tokens[i - 1];
        mark = mark_of(body.substr(before.begin, before.end - before.begin),
                       body.substr(before.end, token.begin - before.end), word);
      }
      block.keys.push_back(token.key);
      block.begins.push_back(passage.bytes.begin + token.begin);
      block.ends.push_back(passage.bytes.begin + token.end);
      block.marks.push_back(mark);
    }
  }
  cut_long_units(block.marks, first);
  block.tokens_of_document.push_back(static_cast<std::uint32_t>(block.keys.size() - first));
}

/// Sorted distinct keys of all blocks.
std::vector<TokenKey> distinct_keys(const std::vector<Block>& blocks) {
  std::vector<std::vector<TokenKey>> parts(blocks.size());
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      parts[b] = blocks[b].keys;
      std::sort(parts[b].begin(), parts[b].end());
      parts[b].erase(std::unique(parts[b].begin(), parts[b].end()), parts[b].end());
    }
  });
  std::vector<TokenKey> all;
  for (const std::vector<TokenKey>& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Finds the number of a key: its position among the sorted keys, by interpolation of hashes.
class KeyNumbers {
public:
  explicit KeyNumbers(const std::vector<TokenKey>& keys) : keys_(keys), starts_((1U << kBits) + 1) {
    std::size_t i = 0;
    for (std::size_t bucket = 0; bucket <= (1U << kBits); ++bucket) {
      while (i < keys.size() && (keys[i] >> (64 - kBits)) < bucket) {
        ++i;
      }
      starts_[bucket] = static_cast<std::uint32_t>(i);
    }
  }
  [[nodiscard]] Surface operator()(TokenKey key) const {
    const std::size_t bucket = key >> (64 - kBits);
    std::uint32_t i = starts_[bucket];
    while (keys_[i] != key) {
      ++i;
    }
    return i;
  }

private:
  static constexpr unsigned kBits = 18;
  const std::vector<TokenKey>& keys_;
  std::vector<std::uint32_t> starts_;
};

void join_blocks(std::vector<Block>& blocks, const std::vector<TokenKey>& keys,
                 StatementText& text) {
  std::size_t tokens = 0;
  std::vector<std::size_t> first;
  for (const Block& block : blocks) {
    first.push_back(tokens);
    tokens += block.keys.size();
  }
  text.surfaces.resize(tokens);
  text.begins.resize(tokens);
  text.ends.resize(tokens);
  text.marks.resize(tokens);
  const KeyNumbers number(keys);
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      Block& block = blocks[b];
      for (std::size_t i = 0; i < block.keys.size(); ++i) {
        const std::size_t t = first[b] + i;
        text.surfaces[t] = number(block.keys[i]);
        text.begins[t] = block.begins[i];
        text.ends[t] = block.ends[i];
        text.marks[t] = block.marks[i];
      }
      block.keys = {};
      block.begins = {};
      block.ends = {};
      block.marks = {};
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

void describe_words(const Corpus& corpus, std::size_t surfaces, StatementText& text) {
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
  text.number.assign(surfaces, 0);
  parallel_for(surfaces, 4096, [&](std::size_t begin, std::size_t end) {
    Tokenizer tokenizer;
    Stemmer stemmer;
    std::string folded;
    for (std::size_t s = begin; s < end; ++s) {
      tokenizer.fold(corpus.text(text.examples[s]), folded);
      text.number[s] = !folded.empty() && folded[0] >= '0' && folded[0] <= '9' ? 1 : 0;
      text.stop[s] = is_stop_word(folded) || (folded.size() == 1 && text.number[s] == 0) ? 1 : 0;
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
  text.weights.assign(distinct.size(), 0);
  const auto units = static_cast<double>(std::max(text.units.size(), kFewestUnits));
  for (std::size_t s = 0; s < surfaces; ++s) {
    if (text.stop[s] == 0) {
      const double idf = std::log((units + 1) / (text.frequencies[text.stems[s]] + 1.0));
      text.weights[text.stems[s]] = std::clamp(static_cast<float>(idf), 0.3F, kLargestWeight);
    }
  }
}

} // namespace

StatementText read_statements(const Corpus& corpus, const PassageTable& passages,
                              const RunControl& control) {
  constexpr std::size_t kGrain = 256;
  std::vector<Block> blocks((corpus.size() + kGrain - 1) / kGrain);
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    SentenceSplitter splitter;
    Tokenizer tokenizer;
    for (std::size_t b = begin; b < end; ++b) {
      control.check();
      const std::size_t last = std::min(corpus.size(), (b + 1) * kGrain);
      for (std::size_t d = b * kGrain; d < last; ++d) {
        const std::span<const Passage> all(passages.passages);
        read_document(corpus.text(static_cast<DocumentIndex>(d)),
                      all.subspan(passages.first[d], passages.first[d + 1] - passages.first[d]),
                      splitter, tokenizer, blocks[b]);
      }
    }
  });
  StatementText text;
  const std::vector<TokenKey> keys = distinct_keys(blocks);
  join_blocks(blocks, keys, text);
  number_units(text);
  describe_words(corpus, keys.size(), text);
  text.voices.resize(corpus.size());
  for (std::size_t d = 0; d < corpus.size(); ++d) {
    const std::uint32_t source = corpus.source_number(static_cast<DocumentIndex>(d));
    text.voices[d] = source != 0 ? source : static_cast<std::uint32_t>(corpus.source_count() + d);
  }
  return text;
}

} // namespace refrain::points
