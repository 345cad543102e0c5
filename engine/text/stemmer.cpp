#include "refrain/text/stemmer.h"

#include "refrain/core/error.h"

#include <array>

#include <libstemmer.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace refrain {
namespace {

struct Language {
  UScriptCode script;
  const char* algorithm;
};

constexpr std::array<Language, 7> kLanguages = {{{USCRIPT_LATIN, "english"},
                                                 {USCRIPT_CYRILLIC, "russian"},
                                                 {USCRIPT_ARABIC, "arabic"},
                                                 {USCRIPT_DEVANAGARI, "hindi"},
                                                 {USCRIPT_GREEK, "greek"},
                                                 {USCRIPT_TAMIL, "tamil"},
                                                 {USCRIPT_ARMENIAN, "armenian"}}};

struct Delete {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// The script of the letters, or USCRIPT_INVALID_CODE when there are several or a digit.
UScriptCode script_of(std::string_view token) {
  UScriptCode script = USCRIPT_INVALID_CODE;
  const auto size = static_cast<std::int32_t>(token.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(token.data(), i, size, c);
    if (u_isdigit(c) != 0) {
      return USCRIPT_INVALID_CODE;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode one = uscript_getScript(c, &status);
    if (one == USCRIPT_COMMON || one == USCRIPT_INHERITED) {
      continue;
    }
    if (script != USCRIPT_INVALID_CODE && one != script) {
      return USCRIPT_INVALID_CODE;
    }
    script = one;
  }
  return script;
}

} // namespace

struct Stemmer::Impl {
  std::array<std::unique_ptr<sb_stemmer, Delete>, kLanguages.size()> stemmers;
};

Stemmer::Stemmer() : impl_(std::make_unique<Impl>()) {
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    impl_->stemmers[i].reset(sb_stemmer_new(kLanguages[i].algorithm, "UTF_8"));
    // An older Snowball lacks some languages; their tokens then stay as they are. English is the
    // one that every version has.
    if (i == 0 && impl_->stemmers[i] == nullptr) {
      throw Error("Snowball: expected the English stemmer, found none");
    }
  }
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string_view Stemmer::stem(std::string_view folded) {
  const UScriptCode script = script_of(folded);
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    sb_stemmer* stemmer = impl_->stemmers[i].get();
    if (kLanguages[i].script != script || stemmer == nullptr) {
      continue;
    }
    const sb_symbol* result =
        sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(folded.data()),
                        static_cast<int>(folded.size()));
    const int length = sb_stemmer_length(stemmer);
    if (result == nullptr || length <= 0) {
      return folded;
    }
    return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
  }
  return folded;
}

} // namespace refrain
