#include "texts.h"

#include "refrain/core/parallel.h"
#include "refrain/pipeline/engine.h"
#include "refrain/pipeline/removals.h"

#include "input.h"
#include "results.h"
#include "sequence.h"
#include "work.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

namespace refrain::python {
namespace {

// Pairs of texts; texts are passages of their own, in the caller's order.
struct TextPairs {
  std::shared_ptr<const DuplicatesResult> found;
  [[nodiscard]] std::size_t size() const { return found->pairs.size(); }
  [[nodiscard]] py::tuple at(std::size_t i) const {
    const Pair& pair = found->pairs[i];
    return py::make_tuple(pair.a, pair.b, pair.jaccard);
  }
};

// A number whose order as text is its order.
class OrderedId {
public:
  explicit OrderedId(std::size_t number) {
    digits_.fill('0');
    for (auto at = digits_.rbegin(); number != 0; ++at, number /= 10) {
      *at = static_cast<char>('0' + number % 10);
    }
  }
  [[nodiscard]] std::string_view view() const { return {digits_.data(), digits_.size()}; }

private:
  std::array<char, 10> digits_{}; // there are fewer than 2^32 documents
};

[[nodiscard]] Corpus corpus_of(const py::object& texts) {
  Corpus corpus;
  for (const py::handle text : iterate(texts, "texts")) {
    const std::size_t number = corpus.size();
    check_signals(number);
    if (!py::isinstance<py::str>(text)) {
      throw py::type_error("text " + std::to_string(number) + ": expected a str, found " +
                           Py_TYPE(text.ptr())->tp_name);
    }
    const Utf8 utf8(py::reinterpret_borrow<py::str>(text));
    const OrderedId id(number);
    DocumentView view;
    view.id = id.view();
    view.text = utf8.view();
    corpus.add(view);
  }
  return corpus;
}

// Each document as one passage.
[[nodiscard]] PassageTable whole_documents(const Corpus& corpus) {
  PassageTable table;
  table.passages.reserve(corpus.size());
  table.first.reserve(corpus.size() + 1);
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    table.first.push_back(d);
    table.passages.push_back({d, {0, static_cast<std::uint32_t>(corpus.text(d).size())}});
  }
  table.first.push_back(static_cast<PassageIndex>(corpus.size()));
  return table;
}

struct TextOptions {
  unsigned threads = 0;
  DuplicatesOptions duplicates;
};

// Calls body(corpus, passages, result) where the search ran.
template <class Body>
void search_texts(const py::object& texts, const TextOptions& options, const py::object& progress,
                  Body body) {
  EngineOptions all;
  all.threads = options.threads;
  all.duplicates = options.duplicates;
  validate(all);
  Work work(progress);
  Corpus corpus = corpus_of(texts);
  work.run([&] {
    const ThreadLimit limit(options.threads);
    corpus.sort();
    const PassageTable passages = whole_documents(corpus);
    body(corpus, passages, find_duplicates(corpus, passages, options.duplicates, work.control()));
  });
}

[[nodiscard]] TextOptions options_of(double threshold, double recall, std::uint32_t shingle_tokens,
                                     unsigned threads) {
  TextOptions options;
  options.threads = threads;
  options.duplicates.threshold = threshold;
  options.duplicates.recall = recall;
  options.duplicates.shingle_tokens = shingle_tokens;
  return options;
}

[[nodiscard]] TextPairs near_duplicates(const py::object& texts, double threshold, double recall,
                                        std::uint32_t shingle_tokens, unsigned threads,
                                        const py::object& progress) {
  TextPairs pairs;
  search_texts(texts, options_of(threshold, recall, shingle_tokens, threads), progress,
               [&](const Corpus&, const PassageTable&, DuplicatesResult&& found) {
                 pairs.found = std::make_shared<const DuplicatesResult>(std::move(found));
               });
  return pairs;
}

[[nodiscard]] std::vector<std::uint32_t> deduplicate(const py::object& texts, double threshold,
                                                     double recall, std::uint32_t shingle_tokens,
                                                     unsigned threads, const py::object& progress) {
  std::vector<std::uint32_t> kept;
  search_texts(
      texts, options_of(threshold, recall, shingle_tokens, threads), progress,
      [&](const Corpus& corpus, const PassageTable& passages, const DuplicatesResult& found) {
        const std::vector<Removal> removals = find_removals(corpus, passages, found);
        auto removal = removals.begin();
        for (DocumentIndex d = 0; d < corpus.size(); ++d) {
          if (removal != removals.end() && removal->document == d) {
            ++removal;
          } else {
            kept.push_back(d);
          }
        }
      });
  return kept;
}

[[nodiscard]] py::object text_column(const TextPairs& all, const std::string& name) {
  const std::vector<Pair>& pairs = all.found->pairs;
  if (name == "i") {
    return make_column(pairs.size(), [&](std::size_t k) { return pairs[k].a; });
  }
  if (name == "j") {
    return make_column(pairs.size(), [&](std::size_t k) { return pairs[k].b; });
  }
  if (name == "jaccard") {
    return make_column(pairs.size(), [&](std::size_t k) { return pairs[k].jaccard; });
  }
  if (name == "containment") {
    return make_column(pairs.size(), [&](std::size_t k) { return pairs[k].containment; });
  }
  refuse_column(name, "i, j, jaccard or containment");
}

} // namespace

void bind_texts(py::module_& module) {
  sequence_class<TextPairs>(
      module, "TextPairs",
      "Tuples (i, j, jaccard) of near-duplicates, i < j, in order: places in the list of texts.")
      .def("column", &text_column, py::arg("name"),
           "The numbers i, j, jaccard or containment of all pairs, as a memoryview.")
      .def_property_readonly(
          "counts", [](const TextPairs& all) { return as_dict(all.found->counts); },
          "Where the work went, and what limits left out.");
  const DuplicatesOptions normal;
  module.def("near_duplicates", &near_duplicates, py::arg("texts"), py::kw_only(),
             py::arg("threshold") = normal.threshold, py::arg("recall") = normal.recall,
             py::arg("shingle_tokens") = normal.shingle_tokens, py::arg("threads") = 0,
             py::arg("progress") = py::none(),
             R"(Near-duplicates among strings, each as a whole: a sequence of (i, j, jaccard).

A pair is reported when the exact Jaccard similarity of its sets of shingles, runs of
shingle_tokens words, is at least threshold. At the threshold a share of `recall` of the pairs is
found, above it nearly all.)");
  module.def("deduplicate", &deduplicate, py::arg("texts"), py::kw_only(),
             py::arg("threshold") = normal.threshold, py::arg("recall") = normal.recall,
             py::arg("shingle_tokens") = normal.shingle_tokens, py::arg("threads") = 0,
             py::arg("progress") = py::none(),
             R"(The places of the strings to keep: of near-duplicates the first.

Each string that is left out is similar to a kept one by at least threshold; the options are those
of near_duplicates().)");
}

} // namespace refrain::python
