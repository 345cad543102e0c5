#include "refrain/text/passages.h"

#include "refrain/core/index_limit.h"
#include "refrain/core/parallel.h"
#include "refrain/text/detail/layout.h"
#include "refrain/text/detail/passage_limit.h"
#include "refrain/text/detail/sentence_end.h"
#include "refrain/text/detail/space.h"

#include <algorithm>
#include <utility>

namespace refrain {
namespace {

// Lengths in words are counted in tenths: text without spaces has words of a known mean length.
constexpr std::uint32_t kWord = 10;

// What a character adds whose first byte this is, in tenths of a word; 0 for scripts that set words
// apart by spaces. Means: 1.7 ideographs or kana a word, 4.5 letters of Thai, Lao, Khmer, Burmese
// and their relatives, 3 letters a syllable of Tibetan.
std::uint32_t weight_at(std::string_view text, std::size_t i) {
  constexpr std::uint32_t kIdeograph = 6;
  constexpr std::uint32_t kSouthEastAsian = 2;
  constexpr std::uint32_t kTibetan = 3;
  const auto lead = static_cast<unsigned char>(text[i]);
  if (lead >= 0xE3 && lead <= 0xE9) {
    return kIdeograph;
  }
  if (i + 1 >= text.size()) {
    return 0;
  }
  const auto second = static_cast<unsigned char>(text[i + 1]);
  switch (lead) {
  case 0xE0: // Thai, Lao; Tibetan
    return second >= 0xBC ? kTibetan : second >= 0xB8 ? kSouthEastAsian : 0;
  case 0xE1: // Burmese; Khmer; Tai Le, New Tai Lue, Buginese, Tai Tham; Balinese
    return second <= 0x81 || second == 0x9E || second == 0x9F ||
                   (second >= 0xA5 && second <= 0xAA) || second == 0xAC || second == 0xAD
               ? kSouthEastAsian
               : 0;
  case 0xEA: // Javanese, more Burmese letters; Tai Viet
    return second == 0xA6 || second == 0xA7 || second == 0xA9 || second == 0xAA ? kSouthEastAsian
                                                                                : 0;
  case 0xF0: // ideographs beyond the basic plane
    return second >= 0xA0 && second <= 0xB3 ? kIdeograph : 0;
  default:
    return 0;
  }
}

// At most so many tenths of a word: every space ends one, every character of three or four bytes
// is one of a script without spaces. Written so that compilers vectorise it: counters of a byte,
// blocks that cannot overflow them.
std::uint64_t length_bound(std::string_view text) {
  constexpr std::size_t kBlock = 255;
  std::uint64_t spaces = 1;
  std::uint64_t wide = 0;
  for (std::size_t i = 0; i < text.size(); i += kBlock) {
    const std::string_view block = text.substr(i, kBlock);
    std::uint8_t s = 0;
    std::uint8_t w = 0;
    for (const char c : block) {
      const auto byte = static_cast<unsigned char>(c);
      s = static_cast<std::uint8_t>(s + (byte <= ' ' ? 1 : 0));
      w = static_cast<std::uint8_t>(w + (byte >= 0xE0 ? 1 : 0));
    }
    spaces += s;
    wide += w;
  }
  return spaces * kWord + wide * 6;
}

// The length of [begin, end) in tenths of a word; stops early when it is over `limit`.
std::uint32_t length_in_words(std::string_view text, std::size_t begin, std::size_t end,
                              std::uint32_t limit) {
  std::uint32_t length = 0;
  bool inside = false;
  for (std::size_t i = begin; i < end && length <= limit; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= ' ') {
      inside = false;
      continue;
    }
    if (byte >= 0xE0) {
      const std::uint32_t weight = weight_at(text, i);
      length += weight;
      inside = inside || weight != 0;
    }
    if (!inside) {
      length += kWord;
      inside = true;
    }
  }
  return length;
}

// A place near which a sentence that is longer than a passage can be cut: the last wide space, else
// the last space, else the last character before the limit.
std::size_t cut_inside(std::string_view text, std::size_t begin, std::size_t end,
                       std::uint32_t limit) {
  std::size_t space = 0;
  std::size_t wide = 0;
  std::uint32_t length = 0;
  std::size_t i = begin;
  bool inside = false;
  for (; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) {
      continue;
    }
    std::uint32_t step = 0;
    if (byte <= ' ') {
      space = i;
      const bool twice = i > begin && detail::is_ascii_space(text[i - 1]);
      wide = twice && length * 2 > limit ? i : wide;
      inside = false;
    } else {
      const std::uint32_t weight = byte < 0xE0 ? 0 : weight_at(text, i);
      step = weight != 0 ? weight : (inside ? 0 : kWord);
      inside = true;
    }
    if (length + step > limit && i > begin) {
      break;
    }
    length += step;
  }
  if (i >= end) {
    return end;
  }
  return wide > begin ? wide : (space > begin ? space : i);
}

// Adds [begin, end), cut at sentence ends where it is longer than `limit` tenths of a word.
void add_passage(std::string_view text, std::size_t begin, std::size_t end, std::uint32_t max_words,
                 std::vector<ByteRange>& passages) {
  // A word takes two bytes at least, with its space.
  const bool short_enough = (end - begin) / 2 < max_words;
  const std::uint64_t wide_limit = std::uint64_t{max_words} * kWord;
  const auto limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(wide_limit, 0x7fffffff));
  if (short_enough || length_bound(text.substr(begin, end - begin)) <= limit ||
      length_in_words(text, begin, end, limit) <= limit) {
    passages.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    return;
  }
  const std::string_view whole = text.substr(0, end);
  std::size_t first = begin; // of the passage
  std::size_t last = begin;  // end of its last sentence
  std::uint32_t length = 0;
  const auto close = [&](std::size_t at) {
    const std::size_t trimmed = detail::trim_space(whole, first, at);
    if (trimmed > first) {
      passages.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(trimmed)});
    }
    first = detail::skip_space(whole, at);
    last = first;
    length = 0;
  };
  std::size_t stop = begin; // kept over cuts inside a sentence: each is searched for once
  while (last < end) {
    const std::size_t start = detail::skip_space(whole, last);
    stop = start < stop ? stop : detail::sentence_end(whole, start);
    const std::uint32_t words = length_in_words(whole, start, stop, limit);
    if (length != 0 && length + words > limit) {
      close(last);
      continue;
    }
    if (words > limit) {
      close(cut_inside(whole, start, stop, limit));
      continue;
    }
    length += words;
    last = stop;
  }
  close(end);
}

} // namespace

void split_passages(std::string_view text, const PassageOptions& options,
                    std::vector<ByteRange>& passages) {
  passages.clear();
  char separator = '\n';
  if (text.find('\n') == std::string_view::npos) {
    separator = '\r';
    if (text.find('\r') == std::string_view::npos) {
      const std::size_t begin = detail::skip_space(text, 0);
      const std::size_t end = detail::trim_space(text, begin, text.size());
      if (begin < end) {
        add_passage(text, begin, end, options.max_words, passages);
      }
      return;
    }
  }
  std::vector<detail::Line> lines;
  detail::find_lines(text, separator, lines);
  const detail::Layout layout = detail::layout_of(lines);
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i + 1;
    while (end < lines.size() && detail::continues(lines[end - 1], lines[end], layout)) {
      ++end;
    }
    add_passage(text, lines[i].bytes.begin, lines[end - 1].bytes.end, options.max_words, passages);
    i = end;
  }
}

PassageTable split_corpus(const Corpus& corpus, const PassageOptions& options,
                          const RunControl& control) {
  return detail::split_at_most(corpus, options, control, kMaxItems);
}

// A wave of blocks at a time, so that passages lie twice in memory for one wave only.
PassageTable detail::split_at_most(const Corpus& corpus, const PassageOptions& options,
                                   const RunControl& control, std::uint64_t most) {
  constexpr std::size_t kGrain = 1024; // documents in a block
  constexpr std::size_t kWave = 64;    // blocks
  PassageTable table;
  table.first.resize(corpus.size() + 1);
  std::vector<std::vector<Passage>> found(kWave);
  for (std::size_t begin = 0; begin < corpus.size(); begin += kWave * kGrain) {
    const std::size_t end = std::min(corpus.size(), begin + kWave * kGrain);
    const std::size_t blocks = (end - begin + kGrain - 1) / kGrain;
    const auto documents_of = [&](std::size_t block) {
      const std::size_t first = begin + block * kGrain;
      return std::pair(first, std::min(end, first + kGrain));
    };
    parallel_for(blocks, 1, [&](std::size_t first_block, std::size_t last_block) {
      std::vector<ByteRange> ranges;
      for (std::size_t block = first_block; block < last_block; ++block) {
        control.check();
        found[block].clear();
        const auto [first, last] = documents_of(block);
        for (std::size_t d = first; d < last; ++d) {
          const auto document = static_cast<DocumentIndex>(d);
          split_passages(corpus.text(document), options, ranges);
          table.first[d] = static_cast<PassageIndex>(found[block].size());
          for (const ByteRange& range : ranges) {
            found[block].push_back({document, range});
          }
        }
      }
    });
    std::vector<std::size_t> places(blocks + 1, table.passages.size());
    for (std::size_t block = 0; block < blocks; ++block) {
      places[block + 1] = places[block] + found[block].size();
    }
    check_count("passages", places.back(), most);
    if (places.back() > table.passages.capacity()) {
      // As if all documents were like those so far, for a table that fits.
      const double share = static_cast<double>(corpus.size()) / static_cast<double>(end);
      table.passages.reserve(static_cast<std::size_t>(static_cast<double>(places.back()) * share));
    }
    table.passages.resize(places.back());
    parallel_for(blocks, 1, [&](std::size_t first_block, std::size_t last_block) {
      for (std::size_t block = first_block; block < last_block; ++block) {
        const auto [first, last] = documents_of(block);
        for (std::size_t d = first; d < last; ++d) {
          table.first[d] += static_cast<PassageIndex>(places[block]);
        }
        std::copy(found[block].begin(), found[block].end(),
                  table.passages.begin() + static_cast<std::ptrdiff_t>(places[block]));
      }
    });
  }
  table.first.back() = static_cast<PassageIndex>(table.passages.size());
  return table;
}

} // namespace refrain
