#include "refrain/text/detail/code_points.h"

#include "refrain/core/error.h"
#include "refrain/text/detail/icu_words.h"

#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace refrain::detail {

const CodePointPage* code_point_pages[kPageCount];

namespace {

const icu::Normalizer2& casefold() {
  return IcuWords::casefold();
}

bool segments_as_one(std::string_view text) {
  IcuWords words;
  const std::span<const IcuWords::Piece> pieces = words.split(text);
  return pieces.size() == 1;
}

struct RootRules {
  AsciiRules ascii;
  bool splits_hangul;
};

const RootRules& root_rules() {
  static const RootRules kRules{{static_cast<std::uint8_t>(segments_as_one("a@b") ? '@' : 'a'),
                                 static_cast<std::uint8_t>(segments_as_one("a:b") ? ':' : '.')},
                                !segments_as_one("대한민국사람들은학교에갑니다")};
  return kRules;
}

BreakClass class_of(UChar32 c) {
  const UScriptCode script = [&] {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status);
  }();
  const auto word_break = static_cast<UWordBreakValues>(u_getIntPropertyValue(c, UCHAR_WORD_BREAK));
  switch (word_break) {
  case U_WB_CR:
    return BreakClass::kCr;
  case U_WB_LF:
    return BreakClass::kLf;
  case U_WB_NEWLINE:
    return BreakClass::kNewline;
  case U_WB_ZWJ:
    return BreakClass::kZwj;
  case U_WB_FORMAT:
    return BreakClass::kExtend;
  case U_WB_EXTEND:
    return script == USCRIPT_HAN ? BreakClass::kHan : BreakClass::kExtend;
  case U_WB_REGIONAL_INDICATOR:
    return BreakClass::kRegional;
  case U_WB_KATAKANA:
    return BreakClass::kKatakana;
  default:
    break;
  }
  if (c >= 0xAC00 && c <= 0xD7A3) {
    return BreakClass::kHangul;
  }
  if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA) {
    return BreakClass::kHan;
  }
  const bool picture = u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
  const bool complex_letter =
      u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT &&
      u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) != U_GCB_CONTROL;
  if (word_break == U_WB_ALETTER || complex_letter ||
      (c == '@' && root_rules().ascii.letter == '@')) {
    return picture ? BreakClass::kLetterPicture : BreakClass::kLetter;
  }
  const bool colon = c == ':' || c == 0xFE55 || c == 0xFF1A;
  switch (word_break) {
  case U_WB_HEBREW_LETTER:
    return BreakClass::kHebrew;
  case U_WB_SINGLE_QUOTE:
    return BreakClass::kSingleQuote;
  case U_WB_DOUBLE_QUOTE:
    return BreakClass::kDoubleQuote;
  case U_WB_MIDNUMLET:
    return BreakClass::kMidNumLet;
  case U_WB_MIDLETTER:
    return colon && root_rules().ascii.mid_letter != ':' ? BreakClass::kOther
                                                         : BreakClass::kMidLetter;
  case U_WB_MIDNUM:
    return BreakClass::kMidNum;
  case U_WB_NUMERIC:
    return BreakClass::kNumeric;
  case U_WB_EXTENDNUMLET:
    return BreakClass::kExtendNumLet;
  case U_WB_WSEGSPACE:
    return BreakClass::kSpace;
  default:
    return picture ? BreakClass::kPicture : BreakClass::kOther;
  }
}

bool in_dictionary(UChar32 c, BreakClass cls) {
  if (cls == BreakClass::kHangul) {
    return root_rules().splits_hangul;
  }
  return cls == BreakClass::kHan || cls == BreakClass::kKatakana ||
         u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

/// The classes that the bit algebra knows, and that cannot form a token by themselves unless they
/// are letters or digits.
bool is_complex(BreakClass cls, bool word, bool dictionary) {
  switch (cls) {
  case BreakClass::kLetter:
  case BreakClass::kLetterPicture:
  case BreakClass::kNumeric:
  case BreakClass::kExtendNumLet:
    return dictionary;
  case BreakClass::kZwj:
  case BreakClass::kKatakana:
  case BreakClass::kHan:
  case BreakClass::kHangul:
  case BreakClass::kHebrew:
    return true;
  default:
    return dictionary || word;
  }
}

std::uint32_t utf8_size(std::uint32_t c) {
  return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

std::uint32_t fold_bits(FoldKind kind, std::uint32_t value) {
  return static_cast<std::uint32_t>(kind) << kFoldShift | value;
}

std::uint32_t fold_of(UChar32 c) {
  const auto same = static_cast<std::uint32_t>(c);
  if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07) {
    return fold_bits(FoldKind::kOther, '\'');
  }
  const icu::Normalizer2& fold = casefold();
  if (fold.isInert(c) != 0) {
    return fold_bits(FoldKind::kSame, same);
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = fold.normalize(icu::UnicodeString(c), status);
  if (out.isEmpty()) {
    return fold_bits(FoldKind::kRemoved, 0);
  }
  const UChar32 first = out.char32At(0);
  const bool single = out.countChar32() == 1;
  if (fold.hasBoundaryBefore(c) == 0) {
    const bool plain_mark = single && first == c && u_getCombiningClass(c) != 0 &&
                            u_getIntPropertyValue(c, UCHAR_NFKC_QUICK_CHECK) == UNORM_YES;
    return fold_bits(plain_mark ? FoldKind::kMark : FoldKind::kIcu, plain_mark ? same : 0);
  }
  if (single && u_getCombiningClass(first) == 0) {
    const auto value = static_cast<std::uint32_t>(first);
    const FoldKind kind = first == c                            ? FoldKind::kSame
                          : utf8_size(value) == utf8_size(same) ? FoldKind::kInPlace
                                                                : FoldKind::kOther;
    return fold_bits(kind, value);
  }
  std::uint32_t ascii = 0;
  for (std::int32_t i = 0; i < out.length(); ++i) {
    if (out.length() > 3 || out[i] >= 0x80 || out[i] == 0) {
      return fold_bits(FoldKind::kIcu, 0);
    }
    ascii |= static_cast<std::uint32_t>(out[i]) << (7 * i);
  }
  return fold_bits(FoldKind::kAscii, ascii);
}

std::uint32_t info_of(UChar32 c) {
  const BreakClass cls = class_of(c);
  const bool word = (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
  const bool dictionary = in_dictionary(c, cls);
  return fold_of(c) | static_cast<std::uint32_t>(cls) << kClassShift | (word ? kWordBit : 0) |
         (dictionary ? kDictionaryBit : 0) | (is_complex(cls, word, dictionary) ? kComplexBit : 0);
}

void add_to_leaf(CodePointLeaf& leaf, std::uint32_t info, std::uint64_t bit) {
  if ((info & kComplexBit) != 0) {
    return;
  }
  const FoldKind fold = fold_kind_of(info);
  switch (break_class_of(info)) {
  case BreakClass::kLetter:
  case BreakClass::kLetterPicture:
    if (fold == FoldKind::kSame && (info & kWordBit) != 0) {
      leaf.letters |= bit;
    }
    return;
  case BreakClass::kExtend:
    if (fold == FoldKind::kSame || fold == FoldKind::kMark) {
      leaf.extends |= bit;
      leaf.marks |= fold == FoldKind::kMark ? bit : 0;
    }
    return;
  case BreakClass::kNumeric:
  case BreakClass::kExtendNumLet:
  case BreakClass::kMidNumLet:
  case BreakClass::kMidLetter:
  case BreakClass::kMidNum:
  case BreakClass::kSingleQuote:
    return;
  default:
    leaf.ignored |= bit;
  }
}

} // namespace

const AsciiRules& ascii_rules() {
  return root_rules().ascii;
}

const CodePointPage* fill_code_point_page(std::uint32_t page) {
  auto fresh = std::make_unique<CodePointPage>();
  for (std::uint32_t i = 0; i < 256; ++i) {
    const std::uint32_t info = info_of(static_cast<UChar32>(page << 8 | i));
    fresh->infos[i] = info;
    add_to_leaf(fresh->leaves[i >> 6], info, std::uint64_t{1} << (i & 63));
  }
  const CodePointPage* expected = nullptr;
  if (__atomic_compare_exchange_n(&code_point_pages[page], &expected,
                                  static_cast<const CodePointPage*>(fresh.get()), false,
                                  __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    return fresh.release();
  }
  return expected; // another thread was first, with the same content
}

} // namespace refrain::detail
