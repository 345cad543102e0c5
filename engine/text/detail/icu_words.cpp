#include "refrain/text/detail/icu_words.h"

#include "refrain/core/ascii.h"
#include "refrain/core/error.h"
#include "refrain/text/detail/code_points.h"

#include <algorithm>
#include <limits>

#include <unicode/unistr.h>

namespace refrain::detail {
namespace {

constexpr std::size_t kMaxUnits = std::size_t{1} << 28;

/// The start of the character at or before `i`, so that a cut at `i` does not halve it.
std::size_t character_start(std::string_view s, std::size_t i) {
  for (int back = 0; back < 3 && i < s.size() && ascii::is_continuation(s[i]); ++back) {
    --i;
  }
  return i;
}

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status) != 0) {
    throw Error(std::string(what) + ": " + u_errorName(status));
  }
}

} // namespace

IcuWords::IcuWords() {
  UErrorCode status = U_ZERO_ERROR;
  words_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  check(status, "ICU word rules");
  split("漢字かなカナ ภาษาไทย ພາສາລາວ ភាសាខ្មែរ မြန်မာ 한국어");
}

IcuWords::~IcuWords() {
  utext_close(&text_);
}

const icu::Normalizer2& IcuWords::casefold() {
  static const icu::Normalizer2* const kInstance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check(status, "ICU normaliser");
    return instance;
  }();
  return *kInstance;
}

void IcuWords::split_units(std::uint32_t end_offset) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUChars(&text_, units_.data(), static_cast<std::int64_t>(units_.size()), &status);
  words_->setText(&text_, status);
  check(status, "ICU word rules");
  offsets_.push_back(end_offset);
  std::int32_t begin = words_->first();
  for (std::int32_t end = words_->next(); end != icu::BreakIterator::DONE;
       begin = end, end = words_->next()) {
    pieces_.push_back(
        {offsets_[static_cast<std::size_t>(begin)], offsets_[static_cast<std::size_t>(end)]});
  }
  units_.clear();
  offsets_.clear();
}

std::span<const IcuWords::Piece> IcuWords::split(std::string_view segment) {
  pieces_.clear();
  for (std::size_t base = 0; base < segment.size();) {
    const std::size_t end = character_start(segment, std::min(segment.size(), base + kMaxUnits));
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, segment.data() + base, static_cast<std::int64_t>(end - base), &status);
    words_->setText(&text_, status);
    check(status, "ICU word rules");
    auto begin = static_cast<std::uint32_t>(base);
    words_->first();
    for (std::int32_t i = words_->next(); i != icu::BreakIterator::DONE; i = words_->next()) {
      const auto at = static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(i);
      pieces_.push_back({begin, at});
      begin = at;
    }
    base = end;
  }
  return pieces_;
}

std::span<const IcuWords::Piece> IcuWords::split_cjk(std::string_view segment) {
  pieces_.clear();
  units_.clear();
  offsets_.clear();
  const auto* p = reinterpret_cast<const std::uint8_t*>(segment.data());
  for (std::size_t i = 0; i < segment.size();) {
    const Decoded d = decode_utf8(p + i, segment.size() - i);
    const auto offset = static_cast<std::uint32_t>(i);
    if (d.code_point < 0x10000) {
      units_.push_back(static_cast<char16_t>(d.code_point));
    } else {
      units_.push_back(static_cast<char16_t>(0xD7C0 + (d.code_point >> 10)));
      units_.push_back(static_cast<char16_t>(0xDC00 | (d.code_point & 0x3FF)));
      offsets_.push_back(offset);
    }
    offsets_.push_back(offset);
    i += d.size;
    if (units_.size() >= kMaxUnits) {
      split_units(static_cast<std::uint32_t>(i));
    }
  }
  if (!units_.empty()) {
    split_units(static_cast<std::uint32_t>(segment.size()));
  }
  return pieces_;
}

void fold_with_icu(std::string_view token, std::string& folded) {
  if (token.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw InvalidArgument("token: expected less than 2^31 bytes, found " +
                          std::to_string(token.size()));
  }
  icu::UnicodeString in = icu::UnicodeString::fromUTF8(
      icu::StringPiece(token.data(), static_cast<std::int32_t>(token.size())));
  for (std::int32_t i = 0; i < in.length(); ++i) {
    const char16_t c = in.charAt(i);
    if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07) {
      in.setCharAt(i, u'\'');
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = IcuWords::casefold().normalize(in, status);
  check(status, "ICU normaliser");
  folded.clear();
  out.toUTF8String(folded);
}

} // namespace refrain::detail
