#include "refrain/pipeline/duplicates.h"

#include "refrain/core/parallel.h"
#include "refrain/lsh/bands.h"
#include "refrain/lsh/buckets.h"
#include "refrain/pipeline/detail/passage_sketcher.h"
#include "refrain/shingle/shingle.h"
#include "refrain/sketch/digest.h"
#include "refrain/sketch/sketcher.h"
#include "refrain/text/tokenizer.h"
#include "refrain/verify/copies.h"
#include "refrain/verify/verify.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <span>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kBatch = 1024;
/// Mapped texts of one batch in so many are given back once they are sketched. What stays is looked
/// at again without a fault, and is less than what grouping and verification differ by, so that the
/// peak is that of verification all the same.
constexpr std::size_t kForgottenBatches = 4;

// What is kept of every passage between sketching and grouping: 4 * bands + 32 bytes.
struct PassageState {
  PassageState(std::uint32_t bands, std::size_t passages)
      : keys(bands, passages), digests(std::make_unique_for_overwrite<Digest[]>(passages)),
        hashes(std::make_unique_for_overwrite<Hash128[]>(passages)) {}
  BandTable keys;
  std::unique_ptr<Digest[]> digests;
  std::unique_ptr<Hash128[]> hashes; // all zeros for a passage without tokens
};

class Finder {
public:
  Finder(const Corpus& corpus, const PassageTable& passages, const DuplicatesOptions& options,
         const RunControl& control)
      : corpus_(corpus), passages_(passages), options_(options), control_(control),
        scheme_(choose_bands(options.threshold, options.recall, options.slots)) {}

  DuplicatesResult run() {
    PassageState state(scheme_.bands, passages_.size());
    sketch_all(state);
    const CopyGroups copies = group_copies({state.hashes.get(), passages_.size()}, control_);
    const std::vector<PassageIndex> texts =
        distinct_texts({state.hashes.get(), passages_.size()}, copies);
    state.hashes.reset();
    CandidateList list = find_candidates(state.keys, texts, {state.digests.get(), passages_.size()},
                                         DigestFilter(options_.threshold), {}, control_);
    state = PassageState(0, 0);
    DuplicatesCounts& counts = result_.counts;
    counts.passages = passages_.size();
    counts.exact_copies = copies.members.size() - copies.size();
    counts.candidates = list.candidates.size();
    counts.filtered_pairs = list.filtered_pairs;
    counts.capped_buckets = list.capped_buckets;
    counts.unexpanded_pairs = list.unexpanded_pairs;
    counts.bands = scheme_.bands;
    counts.rows = scheme_.rows;
    std::vector<Pair> pairs = verify_candidates(
        std::move(list.candidates), options_.threshold, [this] { return make_reader(); }, control_);
    result_.clusters = gather_clusters(
        pairs, copies, [this](PassageIndex p) { return corpus_.date(passages_[p].document); });
    result_.pairs = expand_copies(std::move(pairs), copies, {}, counts.unlisted_copy_pairs);
    return std::move(result_);
  }

private:
  [[nodiscard]] std::string_view text_of(PassageIndex i) const {
    const Passage& passage = passages_[i];
    return corpus_.text({passage.document, passage.bytes});
  }

  void sketch_all(PassageState& state) {
    const std::size_t n = passages_.size();
    const Sketcher sketcher = detail::make_sketcher(scheme_, options_);
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> tokens{0};
    std::atomic<std::uint64_t> without_tokens{0};
    parallel_for((n + kBatch - 1) / kBatch, 1, [&](std::size_t first, std::size_t last) {
      detail::PassageSketcher passage_sketcher(sketcher, scheme_, options_.shingle_tokens);
      for (std::size_t batch = first; batch < last; ++batch) {
        control_.check();
        const std::size_t begin = batch * kBatch;
        const std::size_t end = std::min(n, begin + kBatch);
        std::vector<std::uint32_t> rows((end - begin) * scheme_.bands);
        std::uint64_t batch_tokens = 0;
        for (std::size_t i = begin; i < end; ++i) {
          const std::size_t passage_tokens = passage_sketcher.sketch(
              text_of(static_cast<PassageIndex>(i)), state.hashes[i], state.digests[i],
              std::span(rows).subspan((i - begin) * scheme_.bands, scheme_.bands));
          batch_tokens += passage_tokens;
          if (passage_tokens == 0) {
            ++without_tokens;
          }
        }
        state.keys.set_rows(static_cast<PassageIndex>(begin), rows);
        if (batch % kForgottenBatches == 0) {
          corpus_.forget_texts(passages_[begin].document, passages_[end - 1].document);
        }
        tokens += batch_tokens;
        control_.report("sketch", done += end - begin, n);
      }
    });
    result_.counts.tokens = tokens;
    result_.counts.passages_without_tokens = without_tokens;
  }

  // Passages with tokens, without those that copy an earlier one.
  [[nodiscard]] static std::vector<PassageIndex> distinct_texts(std::span<const Hash128> hashes,
                                                                const CopyGroups& copies) {
    std::vector<bool> copy(hashes.size());
    for (std::size_t g = 0; g < copies.size(); ++g) {
      for (const PassageIndex member : copies[g].subspan(1)) {
        copy[member] = true;
      }
    }
    std::vector<PassageIndex> texts;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      if (hashes[i] != Hash128{} && !copy[i]) {
        texts.push_back(static_cast<PassageIndex>(i));
      }
    }
    return texts;
  }

  class Reader : public ShingleReader {
  public:
    explicit Reader(const Finder& finder) : finder_(finder) {}

    void read(PassageIndex passage, std::vector<Shingle>& shingles) override {
      tokenizer_.keys(finder_.text_of(passage), keys_);
      shingle(keys_, finder_.options_.shingle_tokens, shingles);
    }
    void prefetch(PassageIndex passage) override {
      const std::string_view text = finder_.text_of(passage);
      constexpr std::size_t kLine = 64;
      constexpr std::size_t kLines = 4; // the processor itself fetches the rest of a run
      for (std::size_t i = 0; i < kLines && i * kLine < text.size(); ++i) {
        __builtin_prefetch(text.data() + i * kLine);
      }
    }

  private:
    const Finder& finder_;
    Tokenizer tokenizer_;
    std::vector<TokenKey> keys_;
  };

  [[nodiscard]] std::unique_ptr<ShingleReader> make_reader() const {
    return std::make_unique<Reader>(*this);
  }

  const Corpus& corpus_;
  const PassageTable& passages_;
  const DuplicatesOptions& options_;
  const RunControl& control_;
  BandScheme scheme_;
  DuplicatesResult result_;
};

} // namespace

DuplicatesResult find_duplicates(const Corpus& corpus, const PassageTable& passages,
                                 const DuplicatesOptions& options, const RunControl& control) {
  detail::check_options(options);
  return Finder(corpus, passages, options, control).run();
}

} // namespace refrain
