#include "refrain/tfidf/text_features.h"

#include "refrain/core/ascii.h"
#include "refrain/core/hash.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/text/stemmer.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace refrain {
namespace {

std::uint32_t letters(std::string_view utf8) {
  return static_cast<std::uint32_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !ascii::is_continuation(c); }));
}

bool holds_digit(std::string_view s) {
  return std::any_of(s.begin(), s.end(), ascii::is_digit);
}

/// See the header.
float length_weight(std::string_view stem, std::size_t texts) {
  const std::uint32_t length =
      holds_digit(stem) ? kFullWeightLetters : std::min(letters(stem), kFullWeightLetters);
  const double missing = 1 - static_cast<double>(length) / kFullWeightLetters;
  const double trust = 1 + static_cast<double>(texts) / kHalfWayTexts;
  return static_cast<float>(1 - missing / trust);
}

/// Token key -> feature, by open addressing: a text's words repeat, stemming is slow.
class StemCache {
public:
  /// The place of a key; its feature has count 0 when the key is new.
  Feature& find(TokenKey key) {
    if (used_ * 2 >= slots_.size()) {
      grow();
    }
    Slot& slot = probe(key);
    if (slot.feature.count == 0) {
      slot.token = key;
      ++used_;
    }
    return slot.feature;
  }

private:
  struct Slot {
    TokenKey token = 0;
    Feature feature{0, 0, 0};
  };

  Slot& probe(TokenKey key) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = static_cast<std::size_t>(key) & mask;
    while (slots_[i].feature.count != 0 && slots_[i].token != key) {
      i = (i + 1) & mask;
    }
    return slots_[i];
  }

  void grow() {
    std::vector<Slot> old(std::max<std::size_t>(slots_.size() * 2, 4096));
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.feature.count != 0) {
        probe(slot.token) = slot;
      }
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

} // namespace

struct FeatureExtractor::Impl {
  TextFeatureOptions options;
  Tokenizer tokenizer;
  Stemmer stemmer;
  StemCache cache;
  std::vector<Token> tokens;
  std::vector<TokenKey> keys;
  std::string folded;
};

FeatureExtractor::FeatureExtractor(const TextFeatureOptions& options)
    : impl_(std::make_unique<Impl>()) {
  impl_->options = options;
}

FeatureExtractor::~FeatureExtractor() = default;
FeatureExtractor::FeatureExtractor(FeatureExtractor&&) noexcept = default;
FeatureExtractor& FeatureExtractor::operator=(FeatureExtractor&&) noexcept = default;

void FeatureExtractor::append(std::string_view text, FeatureTable& table) {
  Impl& impl = *impl_;
  if (impl.options.kind == FeatureKind::kTokens) {
    impl.tokenizer.keys(text, impl.keys);
    for (const TokenKey key : impl.keys) {
      table.features.push_back({key});
    }
  } else {
    impl.tokenizer.tokenize(text, impl.tokens);
    for (const Token& token : impl.tokens) {
      Feature& feature = impl.cache.find(token.key);
      if (feature.count == 0) {
        impl.tokenizer.fold(text.substr(token.begin, token.end - token.begin), impl.folded);
        const std::string_view stem = impl.stemmer.stem(impl.folded);
        feature = {hash_bytes(stem), 1, length_weight(stem, impl.options.texts)};
      }
      table.features.push_back(feature);
    }
  }
  table.close_row();
}

FeatureSource text_features(std::vector<const Corpus*> corpora, const TextFeatureOptions& options) {
  auto extractors = std::make_shared<ScratchPool<FeatureExtractor>>(
      [options] { return std::make_unique<FeatureExtractor>(options); });
  return [corpora = std::move(corpora), extractors](std::size_t begin, std::size_t end,
                                                    FeatureTable& table) {
    const auto extractor = extractors->borrow();
    std::size_t start = 0;
    for (const Corpus* corpus : corpora) {
      const std::size_t stop = start + corpus->size();
      for (std::size_t d = std::max(begin, start); d < std::min(end, stop); ++d) {
        (*extractor).append(corpus->text(static_cast<DocumentIndex>(d - start)), table);
      }
      start = stop;
    }
  };
}

} // namespace refrain
