#include "refrain/ingest/detail/site_furniture.h"

#include "refrain/core/hash.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/input_list.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/text/speakers.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace refrain::detail {
namespace {

constexpr std::size_t kLeastPages = 5;
constexpr std::size_t kLongestBlock = 2000; // bytes; a longer one is an article

std::vector<ByteRange> blocks_of(std::string_view text) {
  std::vector<ByteRange> blocks;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    if (end > begin) {
      blocks.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = end + 2;
  }
  return blocks;
}

std::uint64_t hash_of(std::string_view text, const ByteRange& block) {
  return hash_bytes(text.substr(block.begin, block.size()));
}

// How many pages have a block.
using Counts = std::unordered_map<std::uint64_t, std::uint32_t>;

std::vector<TextMark> furniture_of(const Corpus& corpus, DocumentIndex page, const Counts& counts,
                                   std::size_t least) {
  const std::string_view text = corpus.text(page);
  MarkedText marked;
  std::uint64_t size = 0;
  for (const ByteRange& block : blocks_of(text)) {
    const bool repeated = block.size() <= kLongestBlock && counts.at(hash_of(text, block)) >= least;
    if (repeated || corpus.is_furniture({page, block})) {
      marked.mark_furniture(block.begin, block.end);
      size += block.size();
    }
  }
  if ((text.size() - size) * 10 < text.size()) {
    return {};
  }
  return std::move(marked.marks);
}

std::uint64_t bytes_of(std::span<const TextMark> marks) {
  std::uint64_t bytes = 0;
  for (const TextMark& mark : marks) {
    bytes += mark.bytes.size();
  }
  return bytes;
}

// A corpus with other texts for some documents.
Corpus with_texts(const Corpus& corpus, const std::map<DocumentIndex, MarkedText>& texts) {
  Corpus result;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    DocumentView view = corpus.document(d);
    ElementList speakers;
    if (const auto it = texts.find(d); it != texts.end()) {
      view.text = it->second.text;
      view.marks = it->second.marks;
      view.elements = it->second.elements;
      speakers = view.speakers.marks.empty() ? ElementList() : find_speakers(view.text);
      view.speakers = speakers;
    }
    result.add(view);
  }
  return result;
}

} // namespace

std::string site_of(const InputFile& file, const HtmlText& page) {
  if (const std::size_t scheme = file.id.find("://"); scheme != std::string::npos) {
    const std::size_t host = scheme + 3;
    return "host " + file.id.substr(host, file.id.find_first_of("/?#", host) - host);
  }
  if (!page.site.empty()) {
    return "site " + page.site;
  }
  const std::size_t slash = file.path.rfind('/');
  return "folder " + (slash == std::string::npos ? std::string() : file.path.substr(0, slash));
}

void mark_site_furniture(const std::vector<WebPage>& pages, const IngestOptions& options,
                         Corpus& corpus, IngestCounts& counts) {
  if (options.keep_furniture) {
    return;
  }
  std::map<std::string_view, std::vector<DocumentIndex>> sites;
  for (const WebPage& page : pages) {
    sites[page.site].push_back(page.document);
  }
  std::map<DocumentIndex, MarkedText> shortened;
  for (const auto& [site, documents] : sites) {
    if (documents.size() < kLeastPages) {
      continue;
    }
    Counts blocks;
    std::vector<std::uint64_t> hashes;
    for (const DocumentIndex d : documents) {
      hashes.clear();
      const std::string_view text = corpus.text(d);
      for (const ByteRange& block : blocks_of(text)) {
        hashes.push_back(hash_of(text, block));
      }
      std::sort(hashes.begin(), hashes.end());
      hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
      for (const std::uint64_t hash : hashes) {
        ++blocks[hash];
      }
    }
    const std::size_t least = std::max(kLeastPages, (documents.size() + 1) / 2);
    for (const DocumentIndex d : documents) {
      const std::vector<TextMark> marks = furniture_of(corpus, d, blocks, least);
      const std::uint64_t before = bytes_of(corpus.marks(d));
      const std::uint64_t now = bytes_of(marks);
      if (now <= before) {
        continue;
      }
      counts.furniture_bytes += now - before;
      if (options.main_text_only) {
        shortened.emplace(d,
                          MarkedText::without_furniture(corpus.text(d), marks, corpus.elements(d)));
      } else {
        corpus.set_marks(d, marks);
      }
    }
  }
  if (!shortened.empty()) {
    corpus = with_texts(corpus, shortened);
  }
}

} // namespace refrain::detail
