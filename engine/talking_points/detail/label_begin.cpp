#include "refrain/talking_points/detail/label_begin.h"

#include "refrain/core/ascii.h"
#include "refrain/text/sentences.h"

namespace refrain::points {
namespace {

constexpr std::size_t kLongestName = 40;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && static_cast<unsigned char>(text[at]) <= ' ') {
    ++at;
  }
  return at;
}

/// Whether letters or digits stand directly before.
bool inside_word(std::string_view text, std::size_t at) {
  return at > 0 && (ascii::is_letter_byte(text[at - 1]) || ascii::is_digit(text[at - 1]));
}

/// Whether nothing but blanks and what sets a list apart stands between the word and the end of
/// what was said before it.
bool opens(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '(')) {
    --at;
  }
  constexpr std::string_view kEnds = "\n\r\t.!?:;-*\"";
  return at == 0 || kEnds.find(text[at - 1]) != std::string_view::npos ||
         static_cast<unsigned char>(text[at - 1]) >= 0x80;
}

/// Whether the number before `at` belongs to the word there: 3. März, 19. Jahrhundert.
bool goes_on(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && ascii::is_letter_byte(text[end])) {
    ++end;
  }
  return follows_ordinal(text.substr(at, end - at));
}

/// Behind a number of a list: 12. or 3) or (a) or iv), but neither 3.5 nor J.; else `begin`.
std::size_t behind_number(std::string_view text, std::size_t begin) {
  const std::size_t at = begin < text.size() && text[begin] == '(' ? begin + 1 : begin;
  std::size_t end = at;
  while (end < text.size() && end - at < 3 && ascii::is_digit(text[end])) {
    ++end;
  }
  const bool digits = end > at;
  if (!digits) {
    constexpr std::string_view kRoman = "ivx";
    while (end < text.size() && end - at < 4 &&
           kRoman.find(ascii::small(text[end])) != std::string_view::npos) {
      ++end;
    }
    const bool letter = at < text.size() && ascii::is_letter(text[at]);
    end = end == at && letter ? at + 1 : end;
  }
  const bool closed =
      end > at && end + 1 < text.size() && (text[end] == ')' || (digits && text[end] == '.'));
  const std::size_t next = closed ? skip_blanks(text, end + 1) : begin;
  return closed && next > end + 1 && opens(text, at) && !goes_on(text, next) ? next : begin;
}

/// Behind RT @name: at `at`; else `at`.
std::size_t behind_repeat(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestName);
  if (!rest.starts_with("RT @") && !rest.starts_with("MT @")) {
    return at;
  }
  std::size_t end = 4;
  while (end < rest.size() && static_cast<unsigned char>(rest[end]) > ' ' && rest[end] != ':') {
    ++end;
  }
  return end < rest.size() && rest[end] == ':' ? skip_blanks(text, at + end + 1) : at;
}

/// Behind Whereas at `at`; else `at`.
std::size_t behind_whereas(std::string_view text, std::size_t at) {
  constexpr std::string_view kWord = "whereas";
  if (!ascii::starts_with_ignoring_case(text.substr(at), kWord) || !opens(text, at)) {
    return at;
  }
  std::size_t end = at + kWord.size();
  end += end < text.size() && (text[end] == ',' || text[end] == ':') ? 1 : 0;
  const std::size_t next = skip_blanks(text, end);
  return next > end ? next : at;
}

} // namespace

std::size_t label_begin(std::string_view text, std::size_t begin) {
  if (inside_word(text, begin)) {
    return begin;
  }
  for (std::size_t at = begin;; begin = at) {
    at = behind_whereas(text, behind_repeat(text, behind_number(text, at)));
    if (at == begin) {
      return begin;
    }
  }
}

} // namespace refrain::points
