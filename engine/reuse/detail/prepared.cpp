#include "refrain/reuse/detail/prepared.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/core/portable_math.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/reuse/detail/sentence_starts.h"
#include "refrain/reuse/detail/templates.h"
#include "refrain/text/stemmer.h"
#include "refrain/text/tokenizer.h"
#include "refrain/text/word_numbers.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace refrain::reuse {
namespace {

/// Bytes of text that a task reads, and a document more. The larger, the fewer words are listed
/// twice; the smaller, the more threads have something to do.
constexpr std::size_t kLeastText = std::size_t{1} << 16;
constexpr std::size_t kMostText = std::size_t{1} << 20;
constexpr std::size_t kTasksAThread = 16;

/// Documents [begin, end), read.
struct Block {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<TokenKey> keys;        // distinct
  std::vector<TextRange> examples;   // of each key, its first place
  std::vector<Word> words;           // their terms are places in keys
  std::vector<std::uint32_t> counts; // words of each document
  std::vector<std::uint32_t> starts;
  std::vector<std::uint32_t> start_counts;
};

/// What stays of a block until all words of the run are known.
struct BlockWordList {
  std::size_t begin = 0; ///< in all_words
  std::size_t end = 0;
  std::vector<TokenKey> keys;
  std::vector<TextRange> examples;
};

/// What reading takes; one a thread.
struct Reader {
  Tokenizer tokenizer;
  BlockWords words;
  std::vector<Token> tokens;
};

/// Cuts the documents into blocks, one after the other.
class BlockCutter {
public:
  explicit BlockCutter(const Corpus& corpus) : corpus_(corpus) {
    std::size_t bytes = 0;
    for (std::size_t d = 0; d < corpus.size(); ++d) {
      bytes += corpus.text(static_cast<DocumentIndex>(d)).size();
    }
    most_ = std::clamp(bytes / (kTasksAThread * thread_count()), kLeastText, kMostText);
  }

  [[nodiscard]] bool next(Block& block) {
    block.begin = next_;
    for (std::size_t bytes = 0; next_ < corpus_.size() && bytes < most_; ++next_) {
      bytes += corpus_.text(static_cast<DocumentIndex>(next_)).size() + 1;
    }
    block.end = next_;
    return block.begin < block.end;
  }

private:
  const Corpus& corpus_;
  std::size_t most_;
  std::size_t next_ = 0;
};

void read_block(const Corpus& corpus, std::span<const std::uint8_t> wanted, Reader& reader,
                Block& block) {
  for (std::size_t d = block.begin; d < block.end; ++d) {
    const std::size_t before = block.starts.size();
    reader.tokens.clear();
    if (wanted.empty() || wanted[d] != 0) {
      const auto document = static_cast<DocumentIndex>(d);
      const std::string_view text = corpus.text(document);
      reader.tokenizer.tokenize(text, reader.tokens);
      append_sentence_starts(text, reader.tokens, block.starts);
      std::uint32_t last = 0; // where the token before ends
      for (const Token& token : reader.tokens) {
        const bool bound = is_sentence_bound(text, last, token.begin);
        const std::uint32_t number = reader.words.number(token.key);
        if (number == block.examples.size()) {
          block.examples.push_back({document, {token.begin, token.end}});
        }
        block.words.push_back({number, false, bound});
        last = token.end;
      }
    }
    block.counts.push_back(static_cast<std::uint32_t>(reader.tokens.size()));
    block.start_counts.push_back(static_cast<std::uint32_t>(block.starts.size() - before));
  }
  block.keys = reader.words.take();
}

/// Appends the rows of a block to those of the corpus.
void append(const Block& block, PreparedCorpus& prepared) {
  for (std::size_t d = 0; d < block.counts.size(); ++d) {
    prepared.first_word.push_back(prepared.first_word.back() + block.counts[d]);
    prepared.first_sentence.push_back(prepared.first_sentence.back() + block.start_counts[d]);
  }
  prepared.all_words.append(block.words);
  prepared.all_sentences.append(block.starts);
}

/// The documents as rows; terms are still numbers in the list of their block.
std::vector<BlockWordList> read_all(const Corpus& corpus, std::span<const std::uint8_t> wanted,
                                    const RunControl& control, PreparedCorpus& prepared) {
  std::vector<BlockWordList> lists;
  BlockCutter cutter(corpus);
  ScratchPool<Reader> readers([] { return std::make_unique<Reader>(); });
  ordered_pipeline<Block>(
      std::size_t{2} * thread_count(), [&](Block& block) { return cutter.next(block); },
      [&](Block& block) {
        control.check();
        const auto reader = readers.borrow();
        read_block(corpus, wanted, *reader, block);
      },
      [&](Block& block) {
        const std::size_t begin = prepared.all_words.size();
        append(block, prepared);
        lists.push_back(
            {begin, prepared.all_words.size(), std::move(block.keys), std::move(block.examples)});
        lists.back().examples.shrink_to_fit();
      });
  return lists;
}

/// Numbers all words of the run.
/// @return  one occurrence of each term, the first
std::vector<TextRange> number_terms(std::vector<BlockWordList>& lists, PreparedCorpus& prepared) {
  std::vector<TokenKey> keys;
  for (const BlockWordList& list : lists) {
    keys.insert(keys.end(), list.keys.begin(), list.keys.end());
  }
  const WordNumbers numbers(std::move(keys));
  const std::size_t count = numbers.keys().size();
  if (count > std::size_t{1} << kTermBits) {
    throw InvalidArgument("reuse: the corpus has " + std::to_string(count) +
                          " different words; at most 2^30 can be told apart");
  }
  std::vector<std::vector<std::uint32_t>> terms(lists.size());
  parallel_for(lists.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      terms[b] = numbers.of(lists[b].keys);
      lists[b].keys = std::vector<TokenKey>(); // not by an empty list: that would keep the memory
      for (std::size_t w = lists[b].begin; w < lists[b].end; ++w) {
        Word& word = prepared.all_words[w];
        word.term = terms[b][word.term];
      }
    }
  });
  std::vector<TextRange> places(count, {kNone, {}});
  for (std::size_t b = 0; b < lists.size(); ++b) {
    for (std::size_t i = 0; i < terms[b].size(); ++i) {
      if (places[terms[b][i]].document == kNone) {
        places[terms[b][i]] = lists[b].examples[i];
      }
    }
    terms[b] = std::vector<std::uint32_t>();
    lists[b].examples = std::vector<TextRange>();
  }
  return places;
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
/// @param places  one occurrence of each term
std::vector<std::uint8_t> find_stems(const Corpus& corpus, const std::vector<TextRange>& places,
                                     PreparedCorpus& prepared, const RunControl& control) {
  const std::size_t count = places.size();
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
    term.weight = static_cast<float>(portable_log(total / holding));
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
  PreparedCorpus prepared;
  prepared.first_word.reserve(corpus.size() + 1);
  prepared.first_word.push_back(0);
  prepared.first_sentence.reserve(corpus.size() + 1);
  prepared.first_sentence.push_back(0);
  std::vector<BlockWordList> lists = read_all(corpus, wanted, control, prepared);
  const std::vector<TextRange> places = number_terms(lists, prepared);
  const std::vector<std::uint8_t> lengths = find_stems(corpus, places, prepared, control);
  prepared.first_copies = find_copies(prepared, control);
  weigh(prepared, lengths);
  return prepared;
}

} // namespace refrain::reuse
