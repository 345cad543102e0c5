#include "refrain/reuse/detail/templates.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/hash_counts.h"
#include "refrain/reuse/detail/packed_sort.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kPhraseWords = 4;
constexpr std::uint8_t kMostDocuments = 16;
constexpr std::size_t kGrain = 64;
constexpr std::uint64_t kMostCounterBytes = std::uint64_t{1} << 28;

/// One for each phrase of a document, in order.
void hash_phrases(std::span<const Word> words, std::vector<std::uint32_t>& hashes) {
  hashes.clear();
  hashes.reserve(words.size());
  for (std::size_t at = 0; at + kPhraseWords <= words.size(); ++at) {
    std::uint64_t h = kPhraseWords;
    for (std::uint32_t k = 0; k < kPhraseWords; ++k) {
      h = mix64(h ^ words[at + k].term);
    }
    hashes.push_back(static_cast<std::uint32_t>(h >> 32));
  }
}

/// How often phrases occur, at most.
HashCounts count_phrases(const PreparedCorpus& prepared, const std::vector<DocumentIndex>& first,
                         const RunControl& control) {
  HashCounts counts(prepared.all_words.size(), kMostCounterBytes);
  parallel_for(prepared.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    control.check();
    std::vector<std::uint32_t> hashes;
    for (std::size_t d = begin; d < end; ++d) {
      if (first[d] == d) {
        hash_phrases(prepared.words(static_cast<DocumentIndex>(d)), hashes);
        counts.add(hashes);
      }
    }
  });
  return counts;
}

/// The templates, and which documents hold one.
struct Templates {
  std::vector<std::uint32_t> phrases; ///< hashes, ascending
  std::vector<std::uint8_t> holds;    ///< a document: 1 where it holds one
};

Templates find_templates(const PreparedCorpus& prepared, const std::vector<DocumentIndex>& first,
                         const HashCounts& counts, const RunControl& control) {
  std::vector<std::uint64_t> phrases = collect_packed(
      prepared.size(), control, [&](DocumentIndex d, std::vector<std::uint64_t>& out) {
        if (first[d] != d) {
          return;
        }
        std::vector<std::uint32_t> hashes;
        hash_phrases(prepared.words(d), hashes);
        const std::size_t before = out.size();
        counts.for_each_exceeding(hashes, kMostDocuments, [&](std::size_t at) {
          out.push_back(std::uint64_t{hashes[at]} << 32 | d);
        });
        // A document that repeats a phrase counts once.
        const auto begin = out.begin() + static_cast<std::ptrdiff_t>(before);
        std::sort(begin, out.end());
        out.erase(std::unique(begin, out.end()), out.end());
      });
  sort_packed(phrases);
  Templates templates;
  templates.holds.assign(prepared.size(), 0);
  for (std::size_t i = 0; i < phrases.size();) {
    std::size_t j = i + 1;
    while (j < phrases.size() && (phrases[j] >> 32) == (phrases[i] >> 32)) {
      ++j;
    }
    if (j - i > kMostDocuments) {
      templates.phrases.push_back(static_cast<std::uint32_t>(phrases[i] >> 32));
      for (; i < j; ++i) {
        templates.holds[phrases[i] & 0xffffffffU] = 1;
      }
    }
    i = j;
  }
  return templates;
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
  parallel_sort(digests, [](const Digest& x, const Digest& y) {
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
  const HashCounts counts = count_phrases(prepared, first, control);
  const Templates templates = find_templates(prepared, first, counts, control);
  parallel_for(prepared.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    control.check();
    std::vector<std::uint32_t> hashes;
    for (std::size_t d = begin; d < end; ++d) {
      if (templates.holds[first[d]] == 0) {
        continue;
      }
      hash_phrases(prepared.words(static_cast<DocumentIndex>(d)), hashes);
      Word* words = prepared.all_words.data() + prepared.first_word[d];
      counts.for_each_exceeding(hashes, kMostDocuments, [&](std::size_t at) {
        if (std::binary_search(templates.phrases.begin(), templates.phrases.end(), hashes[at])) {
          for (std::uint32_t k = 0; k < kPhraseWords; ++k) {
            words[at + k].common = true;
          }
        }
      });
    }
  });
  return templates.phrases.size();
}

} // namespace refrain::reuse
