#include "refrain/text/language_guess.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace refrain {
namespace {

constexpr std::size_t kBytesRead = 6000;
// A language must be seen in so many words, and in a share of all of them.
constexpr std::size_t kLeastWords = 3;
constexpr std::size_t kWordsAHit = 12; // in running text every third to fifth word is such a word
constexpr std::size_t kLeastLetters = 20;
constexpr std::size_t kLongestWord = 12;

struct Words {
  std::string_view language;
  std::string_view words; // a space before and behind each
};

// Words of one language alone as far as it goes; those that several share weigh in each.
constexpr std::array kLatin{
    Words{"en",
          " the and of to in is that for was with are not this have from which they were been "
          "will would their has you "},
    Words{"de", " der die und das ist nicht den von mit dem ein eine auf für sich auch wird werden "
                "sind wir ich haben zu im "},
    Words{"fr",
          " le la les et des est que une dans pour qui pas sur du ce avec nous sont cette ont "
          "aux plus au il "},
    Words{"es", " el la los las que de y en es por con una para del se no lo como más pero su al "
                "está son "},
    Words{"pt", " o os as que de e em é não uma para com do da dos das no na por mais como foi ao "
                "são "},
    Words{"it", " il la che di e è non per una un del della sono con gli le nel alla dei delle più "
                "ha anche si "},
    Words{"nl", " de het een en van is dat niet voor op zijn met die aan ook wordt er maar om bij "
                "naar hebben wij ik "},
    Words{"sv", " och att det som en på är av för med den till inte har om ett vi de han var jag "
                "från ska så "},
    Words{"da", " og at det som en på er af for med den til ikke har om et vi de han var jeg fra "
                "skal så "},
    Words{"nb", " og å det som en på er av for med den til ikke har om et vi de han var jeg fra "
                "skal så "},
    Words{"fi", " ja on ei että se oli hän mutta ovat kun myös niin tämä joka olla kuin mitä jos "
                "sen ole he me "},
    Words{"pl", " i w nie na się z że to do jest jak o po co ale dla przez są tak od który przed "
                "było już "},
    Words{"cs", " a v je se na že to s z do pro jsou by ale jako jak byl tak podle které nebo jsem "
                "při ve "},
    Words{"ro", " și de la în că nu cu o un este pe din pentru care mai sunt ca al a fost să ce "
                "lui ale "},
    Words{"hu", " a az és hogy nem is egy van ez meg csak már de volt mint ha el még szerint vagy "
                "azt ezt kell lesz "},
    Words{"tr", " ve bir bu için da de ile çok daha ne gibi olarak olan var kadar ama sonra değil "
                "o en her ki biz ben "},
    Words{"id", " dan yang di untuk dengan tidak ini itu dari akan pada adalah dalam kami kita ke "
                "oleh telah bisa ada juga mereka "},
    Words{"vi", " và của là có không được cho các trong một người những với này để đã từ khi ra "
                "đến về tôi "},
};

enum Script : std::uint8_t {
  kNone,
  kLatinScript,
  kCyrillic,
  kGreek,
  kHebrew,
  kArabic,
  kDevanagari,
  kThai,
  kHangul,
  kKana,
  kHan,
  kScripts,
};

[[nodiscard]] Script script_of(std::uint32_t c) {
  const auto within = [c](std::uint32_t from, std::uint32_t to) { return c >= from && c <= to; };
  if (within('A', 'Z') || within('a', 'z') || within(0xC0, 0x24F) || within(0x1E00, 0x1EFF)) {
    return kLatinScript;
  }
  return within(0x370, 0x3FF)     ? kGreek
         : within(0x400, 0x52F)   ? kCyrillic
         : within(0x5D0, 0x5EA)   ? kHebrew
         : within(0x620, 0x6FF)   ? kArabic
         : within(0x900, 0x97F)   ? kDevanagari
         : within(0xE00, 0xE7F)   ? kThai
         : within(0xAC00, 0xD7A3) ? kHangul
         : within(0x3040, 0x30FF) ? kKana
         : within(0x4E00, 0x9FFF) ? kHan
                                  : kNone;
}

// The code point that begins at `text[i]`, which must be well formed; moves behind it.
[[nodiscard]] std::uint32_t next_code_point(std::string_view text, std::size_t& i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  const std::size_t size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  std::uint32_t c = size == 1 ? byte : byte & (0x7FU >> size);
  for (std::size_t k = 1; k < size && i + k < text.size(); ++k) {
    c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
  }
  i += size;
  return c;
}

// How many of the letters are in the text.
[[nodiscard]] std::size_t count_any(std::string_view text, std::u32string_view letters) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<char32_t>(next_code_point(text, i));
    n += static_cast<std::size_t>(letters.find(c) != std::u32string_view::npos);
  }
  return n;
}

[[nodiscard]] std::string_view cyrillic(std::string_view text, std::size_t letters) {
  const auto often = [&](std::u32string_view which, std::size_t one_in) {
    return count_any(text, which) * one_in > letters;
  };
  if (often(U"ўЎ", 200)) {
    return "be";
  }
  if (often(U"їЇєЄґҐ", 150)) {
    return "uk";
  }
  if (often(U"ђћџљњјЂЋЏЉЊЈ", 60)) {
    return "sr";
  }
  const bool russian = often(U"ыэЫЭ", 200);
  return russian ? "ru" : often(U"ъЪ", 100) ? "bg" : "";
}

[[nodiscard]] std::string_view arabic(std::string_view text, std::size_t letters) {
  if (count_any(text, U"ٹڈڑںے") * 60 > letters) {
    return "ur";
  }
  return count_any(text, U"پچژگ") * 60 > letters ? "fa" : "ar";
}

// The languages of kLatin that have the word, a bit each.
using LanguageSet = std::uint32_t;
static_assert(kLatin.size() <= 32);

[[nodiscard]] LanguageSet languages_with(std::string_view word) {
  static const std::unordered_map<std::string_view, LanguageSet> sets = [] {
    std::unordered_map<std::string_view, LanguageSet> all;
    for (std::size_t l = 0; l < kLatin.size(); ++l) {
      const std::string_view words = kLatin[l].words;
      for (std::size_t begin = 1; begin < words.size();) {
        const std::size_t end = words.find(' ', begin);
        all[words.substr(begin, end - begin)] |= LanguageSet{1} << l;
        begin = end + 1;
      }
    }
    return all;
  }();
  const auto found = sets.find(word);
  return found == sets.end() ? 0 : found->second;
}

// Words are compared in lower case: of ASCII and of the letters of Latin-1.
[[nodiscard]] std::string_view latin(std::string_view text) {
  std::array<std::size_t, kLatin.size()> hits{};
  std::array<char, kLongestWord> word{};
  std::size_t words = 0;
  std::size_t size = 0;
  const auto end_word = [&] {
    words += size > 0 ? 1 : 0;
    if (size > 0 && size <= kLongestWord) {
      for (LanguageSet set = languages_with({word.data(), size}); set != 0; set &= set - 1) {
        ++hits[static_cast<std::size_t>(std::countr_zero(set))];
      }
    }
    size = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    const std::uint32_t c = next_code_point(text, i);
    if (script_of(c) != kLatinScript) {
      end_word();
      continue;
    }
    for (std::size_t k = from; k < std::min(i, text.size()); ++k) {
      const bool ascii_capital = ascii::is_capital(text[k]);
      const bool capital = c >= 0xC0 && c <= 0xDE && k == from + 1;
      if (size < kLongestWord) {
        word[size] = static_cast<char>(text[k] + (ascii_capital || capital ? 0x20 : 0));
      }
      size = std::min(size + 1, kLongestWord + 1);
    }
  }
  end_word();
  const auto best =
      static_cast<std::size_t>(std::max_element(hits.begin(), hits.end()) - hits.begin());
  const std::size_t most = hits[best];
  const bool twice = std::count(hits.begin(), hits.end(), most) > 1;
  return most >= kLeastWords && most * kWordsAHit >= words && !twice ? kLatin[best].language : "";
}

} // namespace

std::string_view guess_language(std::string_view text) {
  // Cut where a code point begins.
  std::size_t bytes = std::min(text.size(), kBytesRead);
  while (bytes > 0 && bytes < text.size() &&
         (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
    --bytes;
  }
  text = text.substr(0, bytes);
  std::array<std::size_t, kScripts> letters{};
  std::size_t all = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Script script = script_of(next_code_point(text, i));
    ++letters[script];
    all += static_cast<std::size_t>(script != kNone);
  }
  // A character of these stands for a syllable or a word.
  const std::size_t cjk = letters[kHan] + letters[kKana] + letters[kHangul];
  if (all < kLeastLetters) {
    return "";
  }
  if (cjk * 3 > all) {
    return letters[kHangul] * 2 > cjk ? "ko" : letters[kKana] * 10 > cjk ? "ja" : "zh";
  }
  letters[kNone] = 0;
  const auto most = std::max_element(letters.begin(), letters.end());
  switch (static_cast<Script>(most - letters.begin())) {
  case kLatinScript:
    return latin(text);
  case kCyrillic:
    return cyrillic(text, *most);
  case kArabic:
    return arabic(text, *most);
  case kGreek:
    return "el";
  case kHebrew:
    return "he";
  case kDevanagari:
    return "hi";
  case kThai:
    return "th";
  default:
    break;
  }
  return "";
}

} // namespace refrain
