#include "refrain/talking_points/detail/read_tokens.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/core/plain_array.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/talking_points/detail/token_marks.h"
#include "refrain/text/sentences.h"
#include "refrain/text/spelled_numbers.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace refrain::points {
namespace {

constexpr std::size_t kBlockDocuments = 256;
constexpr std::uint64_t kSmallNumber = 12; ///< up to it a single word stays the word that it is
constexpr std::uint64_t kTellingNumber = 200;
constexpr std::uint64_t kNumberSeed = 2; ///< apart from stems of words

/// Some documents that are read together.
struct Block {
  std::size_t index = 0;
  std::vector<TokenKey> keys;          // distinct
  std::vector<std::uint32_t> surfaces; // of each token, a place in keys
  std::vector<ByteRange> places;
  std::vector<std::uint8_t> marks;
  std::vector<std::uint32_t> tokens_of_document;
  std::vector<NumberKey> numbers;
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

/// @param speakers  a speech begins a unit
void read_document(std::string_view text, std::string_view language,
                   std::span<const Passage> passages, const ElementView& speakers, Reader& reader,
                   Block& block) {
  const std::vector<Token>& tokens = reader.tokens;
  const std::vector<ByteRange>& sentences = reader.sentences;
  const std::size_t first = block.surfaces.size();
  std::size_t speech = 0;
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
      while (speech < speakers.marks.size() &&
             speakers.marks[speech].begin <= passage.bytes.begin + token.begin) {
        starts = true;
        ++speech;
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
      block.places.push_back({passage.bytes.begin + token.begin, passage.bytes.begin + token.end});
      block.marks.push_back(mark);
    }
  }
  cut_long_units(block.marks, first);
  block.tokens_of_document.push_back(static_cast<std::uint32_t>(block.surfaces.size() - first));
}

/// Ascending and distinct.
void sort_numbers(std::vector<NumberKey>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Blocks one after the other. Surfaces are places in the keys of their block until all keys of the
/// corpus are known.
class Columns {
public:
  explicit Columns(StatementText& text) : text_(text) { text_.document_begin.push_back(0); }

  void append(const Block& block) {
    if (block.surfaces.size() > kNone - text_.surfaces.size()) {
      throw Error(
          "talking points: the documents have more than 4,294,967,295 words; search in parts "
          "of them");
    }
    begins_.push_back({text_.surfaces.size(), keys_.size()});
    text_.surfaces.append(block.surfaces);
    text_.marks.append(block.marks);
    for (const ByteRange& place : block.places) {
      text_.places.push_back(place);
    }
    for (const std::uint32_t size : block.tokens_of_document) {
      text_.document_begin.push_back(text_.document_begin.back() + size);
    }
    keys_.append(block.keys);
    numbers_.insert(numbers_.end(), block.numbers.begin(), block.numbers.end());
  }

  /// Makes surfaces numbers of the corpus.
  [[nodiscard]] ReadWords finish() {
    sort_numbers(numbers_);
    ReadWords read{WordNumbers({keys_.begin(), keys_.end()}), std::move(numbers_)};
    begins_.push_back({text_.surfaces.size(), keys_.size()});
    parallel_for(begins_.size() - 1, 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t b = begin; b < end; ++b) {
        const std::span<const TokenKey> keys(keys_.begin() + begins_[b].key,
                                             keys_.begin() + begins_[b + 1].key);
        const std::vector<Surface> surface_of = read.words.of(keys);
        for (std::size_t t = begins_[b].token; t < begins_[b + 1].token; ++t) {
          text_.surfaces[t] = surface_of[text_.surfaces[t]];
        }
      }
    });
    return read;
  }

private:
  struct Begin { // of a block
    std::size_t token = 0;
    std::size_t key = 0;
  };

  StatementText& text_;
  std::vector<Begin> begins_;
  PlainArray<TokenKey> keys_; ///< of all blocks
  std::vector<NumberKey> numbers_;
};

} // namespace

ReadWords read_tokens(const Corpus& corpus, const PassageTable& passages,
                      const DocumentLanguages& languages, const RunControl& control,
                      StatementText& text) {
  const std::size_t blocks = (corpus.size() + kBlockDocuments - 1) / kBlockDocuments;
  const std::span<const Passage> all(passages.passages);
  std::size_t next = 0;
  Columns columns(text);
  ScratchPool<Reader> readers([] { return std::make_unique<Reader>(); });
  ordered_pipeline<Block>(
      std::size_t{3} * thread_count(),
      [&](Block& block) {
        block.index = next;
        return next++ < blocks;
      },
      [&](Block& block) {
        control.check();
        const auto lent = readers.borrow();
        Reader& reader = *lent;
        const std::size_t first = block.index * kBlockDocuments;
        const std::size_t last = std::min(corpus.size(), first + kBlockDocuments);
        for (std::size_t d = first; d < last; ++d) {
          const std::size_t count = passages.first[d + 1] - passages.first[d];
          const auto document = static_cast<DocumentIndex>(d);
          read_document(corpus.text(document), languages.tags[languages.of[d]],
                        all.subspan(passages.first[d], count), corpus.speakers(document), reader,
                        block);
        }
        block.keys = reader.words.take();
        sort_numbers(block.numbers);
      },
      [&](const Block& block) { columns.append(block); });
  return columns.finish();
}

} // namespace refrain::points
