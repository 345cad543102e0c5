#include "refrain/text/escaped_text.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <array>

namespace refrain {
namespace {

// What an escape stands for. No raw bytes: it is none, or cut off.
struct Escape {
  std::size_t raw_size = 0;
  std::size_t size = 0;
  std::array<char, 4> bytes{};
};

constexpr std::uint32_t kNoNumber = UINT32_MAX;

// Of "XXXX".
std::uint32_t hex_number(std::string_view digits) {
  if (digits.size() < 4) {
    return kNoNumber;
  }
  std::uint32_t number = 0;
  for (const char c : digits.substr(0, 4)) {
    const int value = ascii::hex_value(c);
    if (value < 0) {
      return kNoNumber;
    }
    number = number * 16 + static_cast<std::uint32_t>(value);
  }
  return number;
}

Escape of_code_point(std::uint32_t c, std::size_t raw_size) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    return {raw_size, 1, {static_cast<char>(c)}};
  }
  if (c < 0x800) {
    return {raw_size, 2, {static_cast<char>(0xC0 | c >> 6), tail(0)}};
  }
  if (c < 0x10000) {
    return {raw_size, 3, {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)}};
  }
  return {raw_size, 4, {static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)}};
}

// @param raw  begins with a backslash
Escape read_escape(std::string_view raw) {
  if (raw.size() < 2) {
    return {};
  }
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (const std::size_t at = kLetters.find(raw[1]); at != std::string_view::npos) {
    return {2, 1, {kMeanings[at]}};
  }
  if (raw[1] != 'u') {
    return {};
  }
  const std::uint32_t first = hex_number(raw.substr(2));
  if (first == kNoNumber || (first >= 0xDC00 && first < 0xE000)) {
    return {};
  }
  if (first < 0xD800 || first >= 0xE000) {
    return of_code_point(first, 6);
  }
  if (raw.size() < 12 || raw[6] != '\\' || raw[7] != 'u') {
    return {};
  }
  const std::uint32_t second = hex_number(raw.substr(8));
  if (second < 0xDC00 || second >= 0xE000) {
    return {};
  }
  return of_code_point(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 12);
}

} // namespace

bool EscapedText::match(std::string_view raw, std::string_view text) {
  escaped = false;
  steps.clear();
  std::size_t at = 0;   // in raw
  std::size_t done = 0; // of the text
  std::uint32_t next = kTextStep;
  while (done < text.size()) {
    if (at >= raw.size()) {
      return false;
    }
    if (raw[at] == '\\') {
      const Escape escape = read_escape(raw.substr(at));
      if (escape.raw_size == 0 ||
          text.substr(done, escape.size) != std::string_view(escape.bytes.data(), escape.size)) {
        return false;
      }
      escaped = true;
      at += escape.raw_size;
      done += escape.size;
    } else {
      const std::string_view left = raw.substr(at, text.size() - done);
      const std::size_t size = std::min(left.size(), left.find('\\'));
      // The raw string ends at a quotation mark, wherever the bytes agree.
      if (left.substr(0, size) != text.substr(done, size) ||
          left.substr(0, size).find('"') != std::string_view::npos) {
        return false;
      }
      for (; next <= done + size; next += kTextStep) {
        std::size_t place = next;
        while (place < done + size && ascii::is_continuation(text[place])) {
          ++place;
        }
        if (place == done + size) {
          break; // behind the run, which ends between two code points
        }
        steps.push_back(
            {static_cast<std::uint32_t>(at + (place - done)), static_cast<std::uint32_t>(place)});
      }
      at += size;
      done += size;
    }
    for (; next <= done; next += kTextStep) {
      steps.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(done)});
    }
  }
  if (at >= raw.size() || raw[at] != '"') {
    return false;
  }
  if (!escaped) {
    steps.clear();
  }
  return true;
}

bool unescape(std::string_view raw, std::size_t skip, std::span<char> to) {
  std::size_t at = 0;
  std::size_t filled = 0;
  // Takes bytes of the text, the first of which are skipped.
  const auto take = [&](std::string_view bytes) {
    const std::size_t skipped = std::min(skip, bytes.size());
    skip -= skipped;
    bytes.remove_prefix(skipped);
    filled += bytes.copy(to.data() + filled, to.size() - filled);
  };
  while (filled < to.size()) {
    if (at >= raw.size() || raw[at] == '"') {
      return false;
    }
    if (raw[at] == '\\') {
      const Escape escape = read_escape(raw.substr(at));
      if (escape.raw_size == 0) {
        return false;
      }
      take({escape.bytes.data(), escape.size});
      at += escape.raw_size;
    } else {
      const std::string_view left = raw.substr(at, skip + to.size() - filled);
      const std::size_t size = std::min(left.size(), left.find('\\'));
      take(left.substr(0, size));
      at += size;
    }
  }
  return true;
}

} // namespace refrain
