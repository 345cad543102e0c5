#pragma once
/// @file
/// ICU's word iterator and normaliser, for what the tokenizer does not decide itself: how a
/// dictionary divides a run of Chinese or Thai, and how combining marks compose.
///
///     IcuWords words;
///     for (const IcuWords::Piece& piece : words.split("中文分词")) { ... }
///
/// Quirk: ICU loads the engine of a script when it first meets one of its letters, and until then
/// leaves common characters such as U+30FC to no engine, so what it finds would depend on what it
/// saw before. The constructor shows it a line of each script.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>

namespace refrain::detail {

class IcuWords {
public:
  struct Piece {
    std::uint32_t begin = 0; ///< bytes from the start of the segment
    std::uint32_t end = 0;
  };

  IcuWords();
  ~IcuWords();
  IcuWords(const IcuWords&) = delete;
  IcuWords& operator=(const IcuWords&) = delete;

  /// The pieces between ICU's word boundaries in `segment`, in order, without gaps. Valid until the
  /// next call. Beyond 2^28 characters the segment is cut, so that ICU's 32-bit indexes hold.
  std::span<const Piece> split(std::string_view segment);

  /// The same for Han, Hiragana and Katakana alone, through UTF-16, which ICU reads faster. Other
  /// dictionary scripts must not take this way: ICU leaves runs whole that are shorter than four
  /// units of the encoding, not four characters.
  std::span<const Piece> split_cjk(std::string_view segment);

  /// NFKC_Casefold, shared by all threads.
  static const icu::Normalizer2& casefold();

private:
  void split_units(std::uint32_t end_offset);

  std::unique_ptr<icu::BreakIterator> words_;
  UText text_ = UTEXT_INITIALIZER;
  std::vector<char16_t> units_;
  std::vector<std::uint32_t> offsets_; ///< byte offset of each UTF-16 unit's character
  std::vector<Piece> pieces_;
};

/// Folds `token` (all apostrophes made one, then NFKC_Casefold) with ICU alone.
void fold_with_icu(std::string_view token, std::string& folded);

} // namespace refrain::detail
