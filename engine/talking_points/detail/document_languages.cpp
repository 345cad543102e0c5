#include "refrain/talking_points/detail/document_languages.h"

#include "refrain/core/ascii.h"
#include "refrain/core/parallel.h"
#include "refrain/text/language_guess.h"

#include <cstddef>
#include <map>
#include <string_view>

namespace refrain::points {
namespace {

std::string language_of(const Corpus& corpus, DocumentIndex document) {
  const std::string_view stated = corpus.language(document);
  return ascii::small(stated.empty() ? std::string_view(guess_language(corpus.text(document)))
                                     : stated.substr(0, stated.find_first_of("-_")));
}

} // namespace

DocumentLanguages document_languages(const Corpus& corpus, const RunControl& control) {
  std::vector<std::string> tag_of(corpus.size());
  parallel_for(corpus.size(), 256, [&](std::size_t begin, std::size_t end) {
    control.check();
    for (std::size_t d = begin; d < end; ++d) {
      tag_of[d] = language_of(corpus, static_cast<DocumentIndex>(d));
    }
  });
  struct Tag {
    std::uint32_t documents = 0;
    std::uint32_t number = 0;
  };
  std::map<std::string_view, Tag> known;
  for (const std::string& tag : tag_of) {
    ++known[tag].documents;
  }
  DocumentLanguages result;
  std::uint32_t most = 0;
  std::uint32_t common = 0;
  for (auto& [name, tag] : known) {
    tag.number = static_cast<std::uint32_t>(result.tags.size());
    if (!name.empty() && tag.documents > most) {
      most = tag.documents;
      common = tag.number;
    }
    result.tags.emplace_back(name);
  }
  for (const std::string& tag : tag_of) {
    result.of.push_back(tag.empty() ? common : known[tag].number);
  }
  return result;
}

} // namespace refrain::points
