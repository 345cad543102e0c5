#pragma once
/// @file
/// The oracle of Tokenizer: ICU's word iterator over the whole text, then ICU's normaliser on every
/// word. Slow and obvious.
///
/// Quirk: ICU loads the engines of its dictionary scripts when it first meets them, and until then
/// leaves a common character such as U+30FC (the Japanese length mark) to no engine. What it finds
/// in a text therefore depends on the texts before it. Both tokenizers take ICU as it behaves with
/// all its engines loaded, so the oracle shows it a line of each script first.

#include "refrain/core/hash.h"
#include "refrain/text/tokenizer.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace refrain::reference {

class Tokenizer {
public:
  Tokenizer() {
    UErrorCode status = U_ZERO_ERROR;
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check(status);
    boundaries("漢字かなカナ ภาษาไทย ພາສາລາວ ភាសាខ្មែរ မြန်မာ 한국어");
  }

  /// All word boundaries of ICU's root rules, 0 and the size included; none in an empty text.
  std::vector<std::int32_t> boundaries(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    UText* utext =
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    words_->setText(utext, status);
    check(status);
    std::vector<std::int32_t> result;
    for (std::int32_t i = words_->first(); i != icu::BreakIterator::DONE; i = words_->next()) {
      result.push_back(i);
    }
    utext_close(utext);
    return result;
  }

  std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> tokens;
    const std::vector<std::int32_t> bounds = boundaries(text);
    for (std::size_t i = 1; i < bounds.size(); ++i) {
      const auto begin = static_cast<std::uint32_t>(bounds[i - 1]);
      const auto end = static_cast<std::uint32_t>(bounds[i]);
      const std::string_view segment = text.substr(begin, end - begin);
      if (holds_word(segment)) {
        tokens.push_back({hash_bytes(fold(segment)), begin, end});
      }
    }
    return tokens;
  }

  std::string fold(std::string_view token) {
    icu::UnicodeString in = icu::UnicodeString::fromUTF8(
        icu::StringPiece(token.data(), static_cast<std::int32_t>(token.size())));
    for (std::int32_t i = 0; i < in.length(); ++i) {
      const char16_t c = in.charAt(i);
      if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07) {
        in.setCharAt(i, u'\'');
      }
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString out = casefold_->normalize(in, status);
    check(status);
    std::string folded;
    out.toUTF8String(folded);
    return folded;
  }

private:
  static void check(UErrorCode status) {
    if (U_FAILURE(status) != 0) {
      throw std::runtime_error(u_errorName(status));
    }
  }

  static bool holds_word(std::string_view s) {
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

  std::unique_ptr<icu::BreakIterator> words_;
  const icu::Normalizer2* casefold_ = nullptr;
};

} // namespace refrain::reference
