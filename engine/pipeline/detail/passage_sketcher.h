#pragma once
/// @file
/// What the search for near-duplicates keeps of a passage: the hash that tells copies, a digest and
/// the keys of its bands. Shared by the search in memory and the search on disk.

#include "refrain/core/hash.h"
#include "refrain/lsh/bands.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/shingle/shingle.h"
#include "refrain/sketch/digest.h"
#include "refrain/sketch/sketcher.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// @throws InvalidArgument
void check_options(const DuplicatesOptions& options);

[[nodiscard]] inline Sketcher make_sketcher(const BandScheme& scheme,
                                            const DuplicatesOptions& options) {
  return Sketcher(std::max(scheme.slots(), kDigestSlots), options.seed);
}

/// One a thread.
class PassageSketcher {
public:
  PassageSketcher(const Sketcher& sketcher, const BandScheme& scheme, std::uint32_t shingle_tokens)
      : sketcher_(sketcher), scheme_(scheme), shingle_tokens_(shingle_tokens),
        signature_(sketcher.slots()) {}

  /// @param text       followed by kTextPadding readable bytes
  /// @param hash       all zeros for a text without tokens, whose digest and keys stay as they are
  /// @param band_keys_out  as many as the scheme has bands
  /// @return           tokens of the text
  std::size_t sketch(std::string_view text, Hash128& hash, Digest& digest,
                     std::span<std::uint32_t> band_keys_out) {
    tokenizer_.keys(text, keys_);
    if (keys_.empty()) {
      hash = {};
      return 0;
    }
    hash = hash_token_sequence(keys_);
    shingle(keys_, shingle_tokens_, shingles_);
    sketcher_.sketch(shingles_, signature_);
    digest = make_digest(signature_);
    band_keys(signature_, scheme_, band_keys_out);
    return keys_.size();
  }

private:
  const Sketcher& sketcher_;
  const BandScheme& scheme_;
  std::uint32_t shingle_tokens_;
  Tokenizer tokenizer_;
  std::vector<TokenKey> keys_;
  std::vector<Shingle> shingles_;
  std::vector<Slot> signature_;
};

} // namespace refrain::detail
