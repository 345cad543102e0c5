#include "refrain/reuse/detail/templates.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/packed_sort.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kPhraseWords = 4;
constexpr std::size_t kMostDocuments = 16;
constexpr std::size_t kGrain = 64;

std::uint32_t phrase_hash(std::span<const Word> words, std::size_t at) {
  std::uint64_t h = kPhraseWords;
  for (std::uint32_t k = 0; k < kPhraseWords; ++k) {
    h = mix64(h ^ words[at + k].term);
  }
  return static_cast<std::uint32_t>(h >> 32);
}

} // namespace

std::vector<DocumentIndex> find_copies(const PreparedCorpus& prepared, const RunControl& control) {
  struct Digest {
    Hash128 hash;
    DocumentIndex document = 0;
  };
  std::vector<Digest> digests(prepared.size());
  parallel_for(prepared.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    control.check();
    std::vector<std::uint32_t> terms;
    for (std::size_t d = begin; d < end; ++d) {
      const auto document = static_cast<DocumentIndex>(d);
      terms.clear();
      for (const Word& word : prepared.words(document)) {
        terms.push_back(word.term);
      }
      const std::string_view bytes(reinterpret_cast<const char*>(terms.data()),
                                   terms.size() * sizeof(std::uint32_t));
      digests[d] = {hash_bytes_128(bytes), document};
    }
  });
  std::sort(digests.begin(), digests.end(), [](const Digest& x, const Digest& y) {
    return std::tie(x.hash, x.document) < std::tie(y.hash, y.document);
  });
  std::vector<DocumentIndex> first(prepared.size());
  for (std::size_t i = 0; i < digests.size(); ++i) {
    const bool copy = i > 0 && digests[i].hash == digests[i - 1].hash &&
                      !prepared.words(digests[i].document).empty();
    first[digests[i].document] = copy ? first[digests[i - 1].document] : digests[i].document;
  }
  return first;
}

std::uint64_t mark_templates(PreparedCorpus& prepared, const std::vector<DocumentIndex>& first,
                             const RunControl& control) {
  std::vector<std::uint64_t> phrases = collect_packed(
      prepared.size(), control, [&](DocumentIndex d, std::vector<std::uint64_t>& out) {
        if (first[d] != d) {
          return;
        }
        const auto words = prepared.words(d);
        const std::size_t before = out.size();
        for (std::size_t i = 0; i + kPhraseWords <= words.size(); ++i) {
          out.push_back((std::uint64_t{phrase_hash(words, i)} << 32) | d);
        }
        // A document that repeats a phrase counts once.
        const auto begin = out.begin() + static_cast<std::ptrdiff_t>(before);
        std::sort(begin, out.end());
        out.erase(std::unique(begin, out.end()), out.end());
      });
  sort_packed(phrases);
  std::vector<std::uint32_t> common;
  for (std::size_t i = 0; i < phrases.size();) {
    std::size_t j = i + 1;
    while (j < phrases.size() && (phrases[j] >> 32) == (phrases[i] >> 32)) {
      ++j;
    }
    if (j - i > kMostDocuments) {
      common.push_back(static_cast<std::uint32_t>(phrases[i] >> 32));
    }
    i = j;
  }
  phrases = {};
  // A bit for each value of the upper 24 hash bits spares most look-ups.
  std::vector<std::uint8_t> maybe(std::size_t{1} << 24, 0);
  for (const std::uint32_t hash : common) {
    maybe[hash >> 8] = 1;
  }
  parallel_for(prepared.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    control.check();
    for (std::size_t d = begin; d < end; ++d) {
      const std::span<Word> words(prepared.all_words.data() + prepared.first_word[d],
                                  prepared.all_words.data() + prepared.first_word[d + 1]);
      for (std::size_t i = 0; i + kPhraseWords <= words.size(); ++i) {
        const std::uint32_t hash = phrase_hash(words, i);
        if (maybe[hash >> 8] != 0 && std::binary_search(common.begin(), common.end(), hash)) {
          for (std::uint32_t k = 0; k < kPhraseWords; ++k) {
            words[i + k].common = true;
          }
        }
      }
    }
  });
  return common.size();
}

} // namespace refrain::reuse
