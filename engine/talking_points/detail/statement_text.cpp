#include "refrain/talking_points/detail/statement_text.h"

#include "refrain/core/ascii.h"
#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/document_languages.h"
#include "refrain/talking_points/detail/read_tokens.h"
#include "refrain/talking_points/detail/stop_words.h"
#include "refrain/talking_points/detail/token_marks.h"
#include "refrain/talking_points/detail/word_weights.h"
#include "refrain/text/stemmer.h"
#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <string>

namespace refrain::points {
namespace {

void number_units(StatementText& text) {
  const auto starts = [](std::uint8_t mark) { return (mark & kUnitStart) != 0; };
  text.unit_starts.reserve(text.marks.size());
  text.units.reserve(
      static_cast<std::size_t>(std::count_if(text.marks.begin(), text.marks.end(), starts)));
  for (std::size_t d = 0; d + 1 < text.document_begin.size(); ++d) {
    for (TokenIndex t = text.document_begin[d]; t < text.document_begin[d + 1]; ++t) {
      const bool start = starts(text.marks[t]); // that of a document's first token is set
      if (start) {
        text.units.push_back({static_cast<DocumentIndex>(d), t, t});
      }
      text.unit_starts.push_back(start);
      text.units.back().end = t + 1;
    }
  }
}

void describe_words(const Corpus& corpus, const std::vector<TokenKey>& keys,
                    const std::vector<NumberKey>& numbers, StatementText& text) {
  const std::size_t surfaces = keys.size();
  std::vector<TextRange> examples(surfaces, {kNone, {}}); // the first places
  for (const Unit& unit : text.units) {
    for (TokenIndex t = unit.begin; t < unit.end; ++t) {
      TextRange& example = examples[text.surfaces[t]];
      if (example.document == kNone) {
        example = text.range(unit.document, t, t + 1);
      }
    }
  }
  std::vector<std::uint64_t> stem_keys(surfaces);
  text.stop.assign(surfaces, 0);
  text.number.assign(surfaces, NumberKind::kNone);
  parallel_for(surfaces, 4096, [&](std::size_t begin, std::size_t end) {
    Tokenizer tokenizer;
    Stemmer stemmer;
    std::string folded;
    for (std::size_t s = begin; s < end; ++s) {
      const auto number = std::lower_bound(numbers.begin(), numbers.end(), NumberKey{keys[s]});
      if (number != numbers.end() && number->key == keys[s]) {
        text.number[s] = number->kind;
        stem_keys[s] = number->stem;
        continue;
      }
      tokenizer.fold(corpus.text(examples[s]), folded);
      const bool digit = !folded.empty() && ascii::is_digit(folded[0]);
      text.number[s] = digit ? NumberKind::kPlain : NumberKind::kNone;
      text.stop[s] = is_stop_word(folded) || (folded.size() == 1 && !digit) ? 1 : 0;
      stem_keys[s] = text.stop[s] != 0 ? hash_bytes(folded, 1) : hash_bytes(stemmer.stem(folded));
    }
  });
  std::vector<std::uint64_t> distinct = stem_keys;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  text.stems.resize(surfaces);
  for (std::size_t s = 0; s < surfaces; ++s) {
    text.stems[s] = static_cast<Stem>(
        std::lower_bound(distinct.begin(), distinct.end(), stem_keys[s]) - distinct.begin());
  }
  text.frequencies.assign(distinct.size(), 0);
  std::vector<UnitIndex> last(distinct.size(), kNone);
  for (UnitIndex unit = 0; unit < text.units.size(); ++unit) {
    for (TokenIndex t = text.units[unit].begin; t < text.units[unit].end; ++t) {
      const Stem stem = text.stem(t);
      if (last[stem] != unit) {
        last[stem] = unit;
        ++text.frequencies[stem];
      }
    }
  }
  text.weights = word_weights(text);
}

void find_voices(const Corpus& corpus, StatementText& text) {
  text.voices.resize(corpus.size());
  bool transcripts = false;
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    const auto d = static_cast<DocumentIndex>(i);
    const bool transcript = !corpus.speakers(d).marks.empty();
    transcripts = transcripts || transcript;
    const std::uint32_t source = transcript ? 0 : corpus.source_number(d);
    text.voices[i] = source != 0 ? source : static_cast<std::uint32_t>(corpus.source_count() + i);
  }
  if (!transcripts) {
    return;
  }
  text.unit_sources.resize(text.units.size());
  for (std::size_t u = 0; u < text.units.size(); ++u) {
    const Unit& unit = text.units[u];
    if (!corpus.speakers(unit.document).marks.empty()) {
      text.unit_sources[u] =
          corpus.source_number(text.range(unit.document, unit.begin, unit.begin + 1));
    }
  }
}

} // namespace

StatementText read_statements(const Corpus& corpus, const PassageTable& passages,
                              const RunControl& control) {
  const DocumentLanguages languages = document_languages(corpus, control);
  StatementText text;
  const ReadWords read = read_tokens(corpus, passages, languages, control, text);
  number_units(text);
  describe_words(corpus, read.words.keys(), read.numbers, text);
  text.languages = languages.of;
  find_voices(corpus, text);
  return text;
}

} // namespace refrain::points
