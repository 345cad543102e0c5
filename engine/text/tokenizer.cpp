#include "refrain/text/tokenizer.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"

#include <algorithm>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace refrain {
namespace {

bool is_apostrophe(UChar32 c) {
  return c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07;
}

bool holds_word(std::string_view s) {
  const auto size = static_cast<std::int32_t>(s.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(s.data(), i, size, c);
    if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0) {
      return true;
    }
  }
  return false;
}

} // namespace

struct Tokenizer::Impl {
  std::unique_ptr<icu::BreakIterator> words;
  const icu::Normalizer2* casefold = nullptr;
  std::string folded;
  std::vector<Token> tokens;
};

Tokenizer::Tokenizer() : Tokenizer(detected_instruction_set()) {}

Tokenizer::Tokenizer(InstructionSet set) : impl_(std::make_unique<Impl>()) {
  const auto sets = available_instruction_sets();
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) {
    throw InvalidArgument("instruction set: expected one that this processor has, found " +
                          std::string(to_string(set)));
  }
  UErrorCode status = U_ZERO_ERROR;
  impl_->words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  impl_->casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status) != 0) {
    throw Error(std::string("ICU word rules: ") + u_errorName(status));
  }
}

Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::fold(std::string_view token, std::string& folded) {
  icu::UnicodeString in = icu::UnicodeString::fromUTF8(
      icu::StringPiece(token.data(), static_cast<std::int32_t>(token.size())));
  for (std::int32_t i = 0; i < in.length(); ++i) {
    if (is_apostrophe(in.charAt(i))) {
      in.setCharAt(i, u'\'');
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = impl_->casefold->normalize(in, status);
  folded.clear();
  out.toUTF8String(folded);
}

void Tokenizer::tokenize(std::string_view text, std::vector<Token>& tokens) {
  tokens.clear();
  UErrorCode status = U_ZERO_ERROR;
  UText* utext =
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  impl_->words->setText(utext, status);
  if (U_FAILURE(status) != 0) {
    utext_close(utext);
    throw Error(std::string("ICU word rules: ") + u_errorName(status));
  }
  std::int32_t begin = impl_->words->first();
  for (std::int32_t end = impl_->words->next(); end != icu::BreakIterator::DONE;
       begin = end, end = impl_->words->next()) {
    const std::string_view segment =
        text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    if (holds_word(segment)) {
      fold(segment, impl_->folded);
      tokens.push_back({hash_bytes(impl_->folded), static_cast<std::uint32_t>(begin),
                        static_cast<std::uint32_t>(end)});
    }
  }
  utext_close(utext);
}

void Tokenizer::keys(std::string_view text, std::vector<TokenKey>& keys) {
  tokenize(text, impl_->tokens);
  keys.clear();
  for (const Token& token : impl_->tokens) {
    keys.push_back(token.key);
  }
}

std::string unicode_version() {
  return U_UNICODE_VERSION;
}

} // namespace refrain
