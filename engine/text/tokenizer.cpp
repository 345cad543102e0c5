#include "refrain/text/tokenizer.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/text/detail/fold.h"
#include "refrain/text/detail/icu_words.h"
#include "refrain/text/detail/word_pass.h"
#include "refrain/text/detail/word_rules.h"

#include <algorithm>
#include <limits>

#include <unicode/uchar.h>

namespace refrain {

using detail::kComplexBit;
using detail::kWordBit;

struct Tokenizer::Impl {
  detail::WordPassKernel kernel = nullptr;
  detail::WordPass pass;
  std::unique_ptr<detail::IcuWords> icu; ///< made when a dictionary is first needed
  std::string folded;

  template <class Sink> void run(std::string_view text, Sink& sink);

private:
  [[nodiscard]] TokenKey key_of(std::string_view token) {
    detail::fold_token(token, folded);
    return hash_bytes(folded);
  }
  template <class Sink>
  std::size_t follow_rules(std::string_view text, std::size_t position, std::size_t seen,
                           Sink& sink);
  template <class Sink>
  void divide(std::string_view text, std::size_t begin, const detail::Segment& s, Sink& sink);
};

namespace {

struct TokenSink {
  std::vector<Token>& tokens;
  void add_pass(const detail::WordPass& pass, std::size_t position) {
    const std::size_t first = tokens.size();
    tokens.resize(first + pass.count);
    Token* out = tokens.data() + first;
    const auto base = static_cast<std::uint32_t>(position);
    for (std::uint32_t i = 0; i < pass.count; ++i) {
      out[i] = {pass.keys[i], base + pass.edges[2 * i], base + pass.edges[2 * i + 1]};
    }
  }
  void add(TokenKey key, std::size_t begin, std::size_t end) {
    tokens.push_back({key, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
};

struct KeySink {
  std::vector<TokenKey>& keys;
  void add_pass(const detail::WordPass& pass, std::size_t /*position*/) {
    keys.insert(keys.end(), pass.keys, pass.keys + pass.count);
  }
  void add(TokenKey key, std::size_t /*begin*/, std::size_t /*end*/) { keys.push_back(key); }
};

const std::uint8_t* bytes_of(std::string_view s) {
  return reinterpret_cast<const std::uint8_t*>(s.data());
}

bool holds_word(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const detail::Decoded d = detail::decode_utf8(bytes_of(s) + i, s.size() - i);
    if ((detail::code_point_info(d.code_point) & kWordBit) != 0) {
      return true;
    }
    i += d.size;
  }
  return false;
}

/// Whether the word pass is likely to get far from `position`.
bool looks_simple(std::string_view text, std::size_t position) {
  const std::size_t end = std::min(text.size(), position + 16);
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(position),
                     text.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

Tokenizer::Tokenizer() : Tokenizer(detected_instruction_set()) {}

Tokenizer::Tokenizer(InstructionSet set) : impl_(std::make_unique_for_overwrite<Impl>()) {
  const auto sets = available_instruction_sets();
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) {
    throw InvalidArgument("instruction set: expected one that this processor has, found " +
                          std::string(to_string(set)));
  }
  impl_->kernel = detail::word_pass_kernel(set);
  impl_->pass.rules = detail::ascii_rules();
}

Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

/// Adds what the dictionaries of ICU make of a segment of the rules that starts at `begin`.
template <class Sink>
void Tokenizer::Impl::divide(std::string_view text, std::size_t begin, const detail::Segment& s,
                             Sink& sink) {
  if (icu == nullptr) {
    icu = std::make_unique<detail::IcuWords>();
  }
  const std::string_view segment = text.substr(begin, s.end - begin);
  for (const detail::IcuWords::Piece& piece :
       s.cjk ? icu->split_cjk(segment) : icu->split(segment)) {
    const std::string_view token = segment.substr(piece.begin, piece.end - piece.begin);
    if (holds_word(token)) {
      sink.add(key_of(token), begin + piece.begin, begin + piece.end);
    }
  }
}

/// Goes by the rules as written, from one word boundary to another that is past whatever stopped
/// the word pass (at `seen`), and where it can be expected to run for a while.
template <class Sink>
std::size_t Tokenizer::Impl::follow_rules(std::string_view text, std::size_t position,
                                          std::size_t seen, Sink& sink) {
  // Words of Hebrew, say, stand between spaces that the pass could take; it is worth its start
  // only when several segments in a row are simple.
  constexpr int kSimpleRun = 4;
  int simple = 0;
  while (position < text.size()) {
    const detail::Segment s = detail::next_segment(bytes_of(text), text.size(), position);
    if (s.dictionary) {
      divide(text, position, s, sink);
    } else if (s.word) {
      sink.add(key_of(text.substr(position, s.end - position)), position, s.end);
    }
    position = s.end;
    simple = s.complex ? 0 : simple + 1;
    if (position > seen && (simple >= kSimpleRun || looks_simple(text, position))) {
      break;
    }
  }
  return position;
}

template <class Sink> void Tokenizer::Impl::run(std::string_view text, Sink& sink) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw InvalidArgument("text: expected less than 4 GiB, found " + std::to_string(text.size()) +
                          " bytes");
  }
  std::size_t position = 0;
  while (position < text.size()) {
    kernel(pass, bytes_of(text), text.size(), position);
    for (std::uint32_t i = 0; i < pass.irregular_count; ++i) {
      const std::uint32_t t = pass.irregular[i];
      const std::uint32_t begin = pass.edges[2 * t];
      pass.keys[t] = key_of(text.substr(position + begin, pass.edges[2 * t + 1] - begin));
    }
    sink.add_pass(pass, position);
    position = pass.next;
    if (pass.stopped) {
      position = follow_rules(text, position, pass.seen, sink);
    }
  }
}

void Tokenizer::tokenize(std::string_view text, std::vector<Token>& tokens) {
  tokens.clear();
  TokenSink sink{tokens};
  impl_->run(text, sink);
}

void Tokenizer::keys(std::string_view text, std::vector<TokenKey>& keys) {
  keys.clear();
  KeySink sink{keys};
  impl_->run(text, sink);
}

void Tokenizer::fold(std::string_view token, std::string& folded) {
  detail::fold_token(token, folded);
}

std::string unicode_version() {
  return U_UNICODE_VERSION;
}

} // namespace refrain
