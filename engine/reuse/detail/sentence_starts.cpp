#include "refrain/reuse/detail/sentence_starts.h"

#include "refrain/core/ascii.h"
#include "refrain/text/sentences.h"

#include <algorithm>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kLeastWords = 4;
constexpr std::uint32_t kMostWords = 40;

bool starts_with(std::string_view s, std::size_t at, std::string_view mark) {
  return s.substr(at, mark.size()) == mark;
}

/// The end of the first sentence mark in `between`, or npos.
std::size_t sentence_mark(std::string_view between) {
  // Ideographic and fullwidth stops, danda, Arabic question mark and full stop, ellipsis.
  static constexpr std::string_view kMarks[] = {"\u3002", "\uFF01", "\uFF1F", "\u0964",
                                                "\u0965", "\u061F", "\u06D4", "\u2026"};
  for (std::size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    if (c == '.' || c == '!' || c == '?') {
      return i + 1;
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      for (const std::string_view mark : kMarks) {
        if (starts_with(between, i, mark)) {
          return i + mark.size();
        }
      }
    }
  }
  return std::string_view::npos;
}

bool empty_line(std::string_view between) {
  const std::size_t first = between.find('\n');
  return first != std::string_view::npos &&
         between.find_first_not_of(" \t\r", first + 1) != std::string_view::npos &&
         between[between.find_first_not_of(" \t\r", first + 1)] == '\n';
}

bool ends_sentence(std::string_view between, char next) {
  if (empty_line(between)) {
    return true;
  }
  const std::size_t mark = sentence_mark(between);
  if (mark == std::string_view::npos) {
    return false;
  }
  const bool ascii_mark = static_cast<unsigned char>(between[mark - 1]) < 0x80;
  if (!ascii_mark) {
    return true;
  }
  // "e.g. this" and "3.5" go on: a small letter follows, or no space does.
  return !ascii::is_small(next) &&
         between.find_first_of(" \t\r\n\"')", mark) != std::string_view::npos;
}

} // namespace

bool is_sentence_bound(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view between = text.substr(begin, end - begin);
  const char next = text[end];
  if (between.size() < 2) { // most often a space: nothing is to follow a mark
    return between == "\n" && !ascii::is_small(next);
  }
  if (!ends_sentence(between, next)) {
    return between.find('\n') != std::string_view::npos && !ascii::is_small(next);
  }
  const bool only_stop =
      between[0] == '.' && between.find_first_not_of(" \t", 1) == std::string_view::npos;
  return !only_stop || !is_abbreviation(text, 0, begin, end);
}

void append_sentence_starts(std::string_view text, std::span<const Token> tokens,
                            std::vector<std::uint32_t>& starts) {
  if (tokens.empty()) {
    return;
  }
  starts.push_back(0);
  std::uint32_t begin = 0;
  for (std::uint32_t i = 1; i < tokens.size(); ++i) {
    if (i - begin < kLeastWords) {
      continue;
    }
    const std::string_view between =
        text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    if (i - begin >= kMostWords ||
        (between.size() > 1 && ends_sentence(between, text[tokens[i].begin]))) {
      starts.push_back(i);
      begin = i;
    }
  }
  starts.push_back(static_cast<std::uint32_t>(tokens.size()));
}

void snap_to_sentences(std::span<const Word> words, std::uint32_t out, std::uint32_t in,
                       std::uint32_t& begin, std::uint32_t& end) {
  if (begin >= end) {
    return;
  }
  const std::uint32_t length = end - begin;
  for (std::uint32_t step = 0; step <= std::max(out, in); ++step) {
    if (step <= out && step <= begin && at_bound(words, begin - step)) {
      begin -= step;
      break;
    }
    if (step <= in && step < length / 4 && at_bound(words, begin + step)) {
      begin += step;
      break;
    }
  }
  for (std::uint32_t step = 0; step <= std::max(out, in); ++step) {
    if (step <= out && end + step <= words.size() && at_bound(words, end + step)) {
      end += step;
      break;
    }
    if (step <= in && step < length / 4 && at_bound(words, end - step)) {
      end -= step;
      break;
    }
  }
}

} // namespace refrain::reuse
