#include "refrain/text/sentences.h"

#include "refrain/core/error.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

namespace refrain {

struct SentenceSplitter::Impl {
  std::unique_ptr<icu::BreakIterator> rules;
};

SentenceSplitter::SentenceSplitter() : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  impl_->rules.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status) != 0) {
    throw Error(std::string("ICU sentence rules: ") + u_errorName(status));
  }
}

SentenceSplitter::~SentenceSplitter() = default;
SentenceSplitter::SentenceSplitter(SentenceSplitter&&) noexcept = default;
SentenceSplitter& SentenceSplitter::operator=(SentenceSplitter&&) noexcept = default;

void SentenceSplitter::split(std::string_view text, std::uint32_t offset,
                             std::vector<ByteRange>& sentences) {
  sentences.clear();
  UErrorCode status = U_ZERO_ERROR;
  UText* utext =
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  impl_->rules->setText(utext, status);
  std::int32_t begin = impl_->rules->first();
  for (std::int32_t end = impl_->rules->next(); end != icu::BreakIterator::DONE;
       begin = end, end = impl_->rules->next()) {
    auto b = static_cast<std::uint32_t>(begin);
    auto e = static_cast<std::uint32_t>(end);
    while (e > b && static_cast<unsigned char>(text[e - 1]) <= ' ') {
      --e;
    }
    while (b < e && static_cast<unsigned char>(text[b]) <= ' ') {
      ++b;
    }
    if (b < e) {
      sentences.push_back({b + offset, e + offset});
    }
  }
  utext_close(utext);
}

} // namespace refrain
