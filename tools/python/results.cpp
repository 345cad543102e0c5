#include "results.h"

#include "refrain/core/error.h"

#include <cstdint>
#include <string>

namespace refrain::python {
namespace {

constexpr const char* kRangeColumns =
    "a_document, a_begin, a_end, b_document, b_begin or b_end (of bytes)";

// A column of two ranges; none of that name: not called. range(i, side) gives a TextRange.
template <class RangeOf>
[[nodiscard]] py::object range_column(std::size_t n, const std::string& name, RangeOf range) {
  if (name.size() > 2 && (name[0] == 'a' || name[0] == 'b') && name[1] == '_') {
    const bool is_a = name[0] == 'a';
    const std::string field = name.substr(2);
    if (field == "document") {
      return make_column(n, [&](std::size_t i) { return range(i, is_a).document; });
    }
    if (field == "begin") {
      return make_column(n, [&](std::size_t i) { return range(i, is_a).bytes.begin; });
    }
    if (field == "end") {
      return make_column(n, [&](std::size_t i) { return range(i, is_a).bytes.end; });
    }
  }
  return py::none();
}

[[nodiscard]] py::object pair_column(const Pairs& all, const std::string& name) {
  const std::vector<Pair>& pairs = all.found->pairs;
  if (name == "jaccard") {
    return make_column(pairs.size(), [&](std::size_t i) { return pairs[i].jaccard; });
  }
  if (name == "containment") {
    return make_column(pairs.size(), [&](std::size_t i) { return pairs[i].containment; });
  }
  py::object column = range_column(pairs.size(), name, [&](std::size_t i, bool is_a) {
    const Passage& p = (*all.passages)[is_a ? pairs[i].a : pairs[i].b];
    return TextRange{p.document, p.bytes};
  });
  if (column.is_none()) {
    refuse_column(name, (std::string(kRangeColumns) + ", jaccard or containment").c_str());
  }
  return column;
}

[[nodiscard]] py::object removal_column(const Removals& all, const std::string& name) {
  const std::vector<Removal>& found = *all.found;
  if (name == "document") {
    return make_column(found.size(), [&](std::size_t i) { return found[i].document; });
  }
  if (name == "kept") {
    return make_column(found.size(), [&](std::size_t i) { return found[i].kept; });
  }
  if (name == "jaccard") {
    return make_column(found.size(), [&](std::size_t i) { return found[i].jaccard; });
  }
  refuse_column(name, "document, kept or jaccard");
}

[[nodiscard]] py::object span_column(const Spans& all, const std::string& name) {
  const std::vector<ReuseSpan>& spans = all.found->spans;
  if (name == "similarity") {
    return make_column(spans.size(), [&](std::size_t i) { return spans[i].similarity; });
  }
  py::object column = range_column(
      spans.size(), name, [&](std::size_t i, bool is_a) { return is_a ? spans[i].a : spans[i].b; });
  if (column.is_none()) {
    refuse_column(name, (std::string(kRangeColumns) + " or similarity").c_str());
  }
  return column;
}

[[nodiscard]] py::object match_column(const Matches& matches, const std::string& name) {
  const std::size_t n = matches.size();
  const auto& found = matches.all->found;
  if (name == "query") {
    return make_column(
        n, [&](std::size_t i) { return static_cast<std::uint32_t>(matches.at(i).query_index()); });
  }
  if (name == "document") {
    return make_column(n, [&](std::size_t i) { return found[i].document; });
  }
  if (name == "rank") {
    return make_column(n, [&](std::size_t i) { return found[i].rank; });
  }
  if (name == "score") {
    return make_column(n, [&](std::size_t i) { return found[i].score; });
  }
  refuse_column(name, "query, document, rank or score");
}

[[nodiscard]] DocumentItem document_of(const Documents& all, const std::string& id) {
  const Core::Found found = all.core->find(id);
  if (found.first == found.last) {
    throw py::key_error(id);
  }
  return all.at(found.first);
}

constexpr const char* kColumnDoc =
    "The numbers of one field of all records, as a memoryview that numpy and others take as it is.";

} // namespace

PairItem Pairs::at(std::size_t i) const {
  const Pair& pair = found->pairs[i];
  const auto range = [this](PassageIndex p) {
    return RangeItem{core, {(*passages)[p].document, (*passages)[p].bytes}};
  };
  return {range(pair.a), range(pair.b), pair.jaccard, pair.containment};
}

py::dict as_dict(const DuplicatesCounts& counts) {
  py::dict r;
  r["passages"] = counts.passages;
  r["tokens"] = counts.tokens;
  r["passages_without_tokens"] = counts.passages_without_tokens;
  r["exact_copies"] = counts.exact_copies;
  r["candidates"] = counts.candidates;
  r["unexpanded_pairs"] = counts.unexpanded_pairs;
  r["unlisted_copy_pairs"] = counts.unlisted_copy_pairs;
  return r;
}

void bind_results(py::module_& module) {
  bind_column<std::uint32_t>(module, "_WholeNumbers");
  bind_column<double>(module, "_Numbers");
  sequence_class<Documents>(module, "Documents", "Documents in the order of their ids.")
      .def("__getitem__", &document_of, "The first document of that id.");
  sequence_class<Pairs>(module, "Pairs", "Near-duplicate passages, in the order of the documents.")
      .def("column", &pair_column, py::arg("name"), kColumnDoc);
  sequence_class<Clusters>(module, "Clusters", "Clusters in the order of their representatives.");
  sequence_class<Removals>(module, "Removals", "Documents to remove, in the order of their ids.")
      .def("column", &removal_column, py::arg("name"), kColumnDoc);
  sequence_class<Spans>(module, "Spans", "Shared text, in the order of the documents.")
      .def("column", &span_column, py::arg("name"), kColumnDoc);
  sequence_class<TalkingPoints>(module, "TalkingPoints",
                                "Talking points, the best first, boilerplate last.")
      .def_property_readonly(
          "left_out", [](const TalkingPoints& all) { return all.found->left_out; },
          "How many there are below the best max_points.");
  sequence_class<Matches>(module, "Matches", "Matches of each query in turn, the best first.")
      .def("column", &match_column, py::arg("name"), kColumnDoc);
  py::class_<Duplicates>(module, "Duplicates", "What Engine.duplicates() found.")
      .def_property_readonly("pairs", [](const Duplicates& d) { return Pairs{d}; })
      .def_property_readonly("clusters", [](const Duplicates& d) { return Clusters{d}; })
      .def_property_readonly(
          "documents", [](const Duplicates& d) { return Documents{d.core}; },
          "The documents that were searched.")
      .def_property_readonly(
          "counts", [](const Duplicates& d) { return as_dict(d.found->counts); },
          "Where the work went, and what limits left out.")
      .def("__repr__", [](const Duplicates& d) {
        return "<refrain.Duplicates: " + std::to_string(d.found->pairs.size()) + " pairs in " +
               std::to_string(d.found->clusters.size()) + " clusters>";
      });
}

} // namespace refrain::python
