#include "refrain/text/passages.h"

#include "refrain/core/parallel.h"

namespace refrain {
namespace {

bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

} // namespace

void split_passages(std::string_view text, const PassageOptions& /*options*/,
                    std::vector<ByteRange>& passages) {
  passages.clear();
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = text.find('\n', i);
    end = end == std::string_view::npos ? text.size() : end;
    std::size_t b = i;
    std::size_t e = end;
    while (b < e && is_space(text[b])) {
      ++b;
    }
    while (e > b && is_space(text[e - 1])) {
      --e;
    }
    if (b < e) {
      passages.push_back({static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(e)});
    }
    i = end + 1;
  }
}

PassageTable split_corpus(const Corpus& corpus, const PassageOptions& options,
                          const RunControl& control) {
  constexpr std::size_t kGrain = 1024;
  const std::size_t blocks = (corpus.size() + kGrain - 1) / kGrain;
  std::vector<std::vector<Passage>> found(blocks);
  parallel_for(blocks, 1, [&](std::size_t begin, std::size_t end) {
    std::vector<ByteRange> ranges;
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(corpus.size(), (block + 1) * kGrain);
      for (std::size_t d = block * kGrain; d < last; ++d) {
        const auto document = static_cast<DocumentIndex>(d);
        split_passages(corpus.text(document), options, ranges);
        for (const ByteRange& range : ranges) {
          found[block].push_back({document, range});
        }
      }
    }
  });
  PassageTable table;
  table.first.reserve(corpus.size() + 1);
  table.first.push_back(0);
  for (std::vector<Passage>& block : found) {
    for (const Passage& passage : block) {
      while (table.first.size() <= passage.document) {
        table.first.push_back(static_cast<PassageIndex>(table.passages.size()));
      }
      table.passages.push_back(passage);
    }
    block = {};
  }
  while (table.first.size() <= corpus.size()) {
    table.first.push_back(static_cast<PassageIndex>(table.passages.size()));
  }
  return table;
}

} // namespace refrain
