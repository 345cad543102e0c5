#include "refrain/pipeline/engine.h"

#include "refrain/core/error.h"
#include "refrain/pipeline/detail/engine_state.h"
#include "refrain/text/decode.h"
#include "refrain/text/tokenizer.h"

#include <string>
#include <utility>

namespace refrain {

Engine::Engine(EngineOptions options, RunControl control) : state_(std::make_unique<State>()) {
  validate(options);
  state_->options = options;
  state_->control = std::move(control);
}

Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

void Engine::add(const Document& document) {
  if (const std::size_t valid = valid_utf8_prefix(document.text); valid != document.text.size()) {
    throw InvalidArgument("document " + document.id + ": expected UTF-8, found byte " +
                          std::to_string(valid) + " that is none; text/decode.h reads other bytes");
  }
  state_->drop_results();
  state_->corpus.add(document);
  state_->sorted = false;
}

void Engine::add(Corpus&& corpus) {
  state_->drop_results();
  if (state_->corpus.empty()) {
    state_->corpus = std::move(corpus);
  } else {
    state_->corpus.append(std::move(corpus));
  }
  state_->sorted = false;
}

const Corpus& Engine::corpus() {
  State& s = *state_;
  if (!s.sorted) {
    s.corpus.sort();
    s.sorted = true;
  }
  s.run.documents = s.corpus.size();
  s.run.text_bytes = s.corpus.text_bytes();
  return s.corpus;
}

const PassageTable& Engine::passages() {
  State& s = *state_;
  if (!s.passages) {
    const Corpus& all = corpus();
    s.passages =
        s.stage("passages", [&] { return split_corpus(all, s.options.passages, s.control); });
    s.run.passages = s.passages->size();
  }
  return *s.passages;
}

std::span<const std::uint32_t> Engine::document_tokens() {
  State& s = *state_;
  if (!s.tokens) {
    const Corpus& all = corpus();
    s.tokens = s.stage("tokens", [&] {
      std::vector<std::uint32_t> counts(all.size());
      parallel_for(all.size(), 64, [&](std::size_t begin, std::size_t end) {
        s.control.check();
        Tokenizer tokenizer;
        std::vector<TokenKey> keys;
        for (std::size_t d = begin; d < end; ++d) {
          tokenizer.keys(all.text(static_cast<DocumentIndex>(d)), keys);
          counts[d] = static_cast<std::uint32_t>(keys.size());
        }
      });
      return counts;
    });
  }
  return *s.tokens;
}

const DuplicatesResult& Engine::duplicates() {
  State& s = *state_;
  if (!s.duplicates) {
    const PassageTable& table = passages();
    s.duplicates = s.stage("duplicates", [&] {
      return find_duplicates(s.corpus, table, s.options.duplicates, s.control);
    });
    const DuplicatesCounts& counts = s.duplicates->counts;
    s.cap("duplicates", "comparisons within large buckets, summed over bands",
          counts.unexpanded_pairs);
    s.cap("duplicates", "pairs within large groups of equal passages, in clusters but not listed",
          counts.unlisted_copy_pairs);
  }
  return *s.duplicates;
}

const ReuseResult& Engine::reuse() {
  State& s = *state_;
  if (!s.reuse) {
    const Corpus& all = corpus();
    s.reuse = s.stage("reuse", [&] { return find_reuse(all, s.options.reuse, s.control); });
    s.cap("reuse", "seeds in too many documents to be used", s.reuse->counts.capped_seeds);
    s.cap("reuse", "phrases of many documents, where fewer than 50 words of them are shared",
          s.reuse->counts.template_phrases);
  }
  return *s.reuse;
}

ReuseResult Engine::reuse(std::span<const std::pair<DocumentIndex, DocumentIndex>> pairs) {
  State& s = *state_;
  const Corpus& all = corpus();
  for (const auto& [a, b] : pairs) {
    if (a >= all.size() || b >= all.size() || a == b) {
      throw InvalidArgument("pairs: expected two different documents below " +
                            std::to_string(all.size()) + ", found " + std::to_string(a) + " and " +
                            std::to_string(b));
    }
  }
  return s.stage("reuse",
                 [&] { return find_reuse_in_pairs(all, pairs, s.options.reuse, s.control); });
}

std::vector<Match> Engine::match(const Corpus& queries) {
  State& s = *state_;
  const Corpus& all = corpus();
  return s.stage("match", [&] { return refrain::match(queries, all, s.options.match, s.control); });
}

Comparison Engine::compare(DocumentIndex a, DocumentIndex b) {
  State& s = *state_;
  const Corpus& all = corpus();
  return s.stage("compare", [&] {
    return compare_documents(all, a, b, s.options.reuse, s.options.duplicates.shingle_tokens,
                             s.control);
  });
}

const EngineOptions& Engine::options() const {
  return state_->options;
}

const RunReport& Engine::run_report() const {
  return state_->run;
}

} // namespace refrain
