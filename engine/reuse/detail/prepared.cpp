#include "refrain/reuse/detail/prepared.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/reuse/detail/sentence_starts.h"
#include "refrain/reuse/detail/templates.h"
#include "refrain/text/stemmer.h"
#include "refrain/text/tokenizer.h"
#include "refrain/text/word_numbers.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace refrain::reuse {
namespace {

constexpr std::size_t kGrain = 64; // documents a task

struct Block {
  std::vector<TokenKey> keys;        // distinct
  std::vector<Word> words;           // their terms are places in keys
  std::vector<std::uint32_t> counts; // words of each document
  std::vector<std::uint32_t> starts;
  std::vector<std::uint32_t> start_counts;
};

/// What reading takes; one a thread.
struct Reader {
  Tokenizer tokenizer;
  BlockWords words;
  std::vector<Token> tokens;
};

void read_block(const Corpus& corpus, std::span<const std::uint8_t> wanted, std::size_t begin,
                std::size_t end, Reader& reader, Block& block) {
  for (std::size_t d = begin; d < end; ++d) {
    const std::size_t before = block.starts.size();
    reader.tokens.clear();
    if (wanted.empty() || wanted[d] != 0) {
      const std::string_view text = corpus.text(static_cast<DocumentIndex>(d));
      reader.tokenizer.tokenize(text, reader.tokens);
      append_sentence_starts(text, reader.tokens, block.starts);
      std::uint32_t last = 0; // where the token before ends
      for (const Token& token : reader.tokens) {
        const bool bound =
            is_sentence_bound(text.substr(last, token.begin - last), text[token.begin]);
        block.words.push_back(
            {reader.words.number(token.key), token.begin, token.end, false, bound});
        last = token.end;
      }
    }
    block.counts.push_back(static_cast<std::uint32_t>(reader.tokens.size()));
    block.start_counts.push_back(static_cast<std::uint32_t>(block.starts.size() - before));
  }
  block.keys = reader.words.take();
}

/// Sentences that the weights are given in advance, so that two short documents do not decide on
/// their own which words are common; forgotten in a corpus of any size.
constexpr double kPriorSentences = 1000;

/// The share of sentences expected to hold a word of so many letters: short words are the common
/// ones in every language (Zipf's law of abbreviation).
double prior_share(std::uint32_t letters) {
  static constexpr double kShares[] = {0.2, 0.2, 0.2, 0.08, 0.02, 0.01, 0.005};
  return letters < std::size(kShares) ? kShares[letters] : 0.002;
}

/// Letters of a word; an ideograph says as much as two.
std::uint8_t count_letters(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    letters += byte >= 0xE3 ? 2 : (byte & 0xC0U) != 0x80U ? 1 : 0;
  }
  return static_cast<std::uint8_t>(std::min(letters, 255U));
}

/// Fills the stems of all terms; returns the letters of each term.
std::vector<std::uint8_t> find_stems(const Corpus& corpus, PreparedCorpus& prepared,
                                     std::size_t count, const RunControl& control) {
  std::vector<TextRange> places(count); // one occurrence of each term
  for (std::size_t d = 0; d < prepared.size(); ++d) {
    const auto document = static_cast<DocumentIndex>(d);
    for (const Word& word : prepared.words(document)) {
      if (places[word.term].bytes.empty()) {
        places[word.term] = {document, {word.begin, word.end}};
      }
    }
  }
  std::vector<std::uint8_t> lengths(count, 0);
  std::vector<std::uint64_t> hashes(count, 0);
  parallel_for(count, 4096, [&](std::size_t begin, std::size_t end) {
    control.check();
    Tokenizer tokenizer;
    Stemmer stemmer;
    std::string folded;
    for (std::size_t i = begin; i < end; ++i) {
      tokenizer.fold(corpus.text(places[i]), folded);
      lengths[i] = count_letters(folded);
      hashes[i] = hash_bytes(stemmer.stem(folded));
    }
  });
  std::vector<std::uint64_t> stems = hashes;
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  prepared.terms.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    prepared.terms[i].stem = static_cast<std::uint32_t>(
        std::lower_bound(stems.begin(), stems.end(), hashes[i]) - stems.begin());
  }
  prepared.stem_count = static_cast<std::uint32_t>(stems.size());
  return lengths;
}

/// Weights from the number of sentences, copies aside, that hold the stem: what a word says depends
/// on how often people need it, and sentences give that even when the corpus is two documents.
void weigh(PreparedCorpus& prepared, const std::vector<std::uint8_t>& lengths) {
  constexpr std::size_t kChunks = 8;
  const std::size_t documents = prepared.size();
  std::vector<std::vector<std::uint32_t>> counts(kChunks);
  std::vector<std::uint64_t> sentences(kChunks, 0);
  parallel_for(kChunks, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t chunk = begin; chunk < end; ++chunk) {
      std::vector<std::uint32_t>& count = counts[chunk];
      std::vector<std::uint32_t> last_seen(prepared.stem_count, kNone);
      count.assign(prepared.stem_count, 0);
      std::uint32_t sentence = 0;
      for (std::size_t d = documents * chunk / kChunks; d < documents * (chunk + 1) / kChunks;
           ++d) {
        if (prepared.first_copies[d] != d) {
          continue;
        }
        const auto words = prepared.words(static_cast<DocumentIndex>(d));
        const auto starts = prepared.sentences(static_cast<DocumentIndex>(d));
        for (std::size_t s = 0; s + 1 < starts.size(); ++s, ++sentence) {
          for (std::uint32_t w = starts[s]; w < starts[s + 1]; ++w) {
            const std::uint32_t stem = prepared.terms[words[w].term].stem;
            if (last_seen[stem] != sentence) {
              last_seen[stem] = sentence;
              ++count[stem];
            }
          }
        }
      }
      sentences[chunk] = sentence;
    }
  });
  std::uint64_t all = 0;
  for (std::size_t chunk = 0; chunk < kChunks; ++chunk) {
    all += sentences[chunk];
    for (std::size_t stem = 0; chunk > 0 && stem < counts[0].size(); ++stem) {
      counts[0][stem] += counts[chunk][stem];
    }
  }
  prepared.stem_weights.assign(prepared.stem_count, 0);
  const double total = static_cast<double>(all) + kPriorSentences;
  for (std::size_t i = 0; i < prepared.terms.size(); ++i) {
    Term& term = prepared.terms[i];
    const double holding =
        static_cast<double>(counts[0][term.stem]) + kPriorSentences * prior_share(lengths[i]);
    term.weight = static_cast<float>(std::log(total / holding));
    float& stem_weight = prepared.stem_weights[term.stem];
    stem_weight = stem_weight == 0 ? term.weight : std::min(stem_weight, term.weight);
  }
  // Forms of one word weigh the same.
  for (Term& term : prepared.terms) {
    term.weight = prepared.stem_weights[term.stem];
  }
}

} // namespace

PreparedCorpus prepare(const Corpus& corpus, std::span<const std::uint8_t> wanted,
                       const RunControl& control) {
  const std::size_t documents = corpus.size();
  std::vector<Block> blocks((documents + kGrain - 1) / kGrain);
  ScratchPool<Reader> readers([] { return std::make_unique<Reader>(); });
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    const auto reader = readers.borrow();
    for (std::size_t b = begin; b < end; ++b) {
      control.check();
      read_block(corpus, wanted, b * kGrain, std::min(documents, (b + 1) * kGrain), *reader,
                 blocks[b]);
    }
  });

  std::vector<TokenKey> keys;
  for (const Block& block : blocks) {
    keys.insert(keys.end(), block.keys.begin(), block.keys.end());
  }
  const WordNumbers numbers(std::move(keys));

  PreparedCorpus prepared;
  prepared.first_word.reserve(documents + 1);
  prepared.first_word.push_back(0);
  prepared.first_sentence.reserve(documents + 1);
  prepared.first_sentence.push_back(0);
  for (const Block& block : blocks) {
    for (std::size_t d = 0; d < block.counts.size(); ++d) {
      prepared.first_word.push_back(prepared.first_word.back() + block.counts[d]);
      prepared.first_sentence.push_back(prepared.first_sentence.back() + block.start_counts[d]);
    }
  }
  prepared.all_words.resize(prepared.first_word.back());
  prepared.all_sentences.resize(prepared.first_sentence.back());
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      Word* word = prepared.all_words.data() + prepared.first_word[b * kGrain];
      const std::vector<std::uint32_t> term_of = numbers.of(blocks[b].keys);
      for (const Word& read : blocks[b].words) {
        *word = read;
        word++->term = term_of[read.term];
      }
      std::copy(blocks[b].starts.begin(), blocks[b].starts.end(),
                prepared.all_sentences.begin() +
                    static_cast<std::ptrdiff_t>(prepared.first_sentence[b * kGrain]));
      blocks[b] = {};
    }
  });
  const std::vector<std::uint8_t> lengths =
      find_stems(corpus, prepared, numbers.keys().size(), control);
  prepared.first_copies = find_copies(prepared, control);
  weigh(prepared, lengths);
  return prepared;
}

} // namespace refrain::reuse
