#include "refrain/core/error.h"

#include "session.h"

#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl.h>

namespace refrain::python {
namespace {

[[nodiscard]] EngineOptions options_of(unsigned threads, double threshold, double recall,
                                       std::uint32_t shingle_tokens, std::uint32_t max_words,
                                       std::uint32_t min_chars, std::uint32_t min_documents,
                                       std::uint32_t max_points) {
  EngineOptions options;
  options.threads = threads;
  options.duplicates.threshold = threshold;
  options.duplicates.recall = recall;
  options.duplicates.shingle_tokens = shingle_tokens;
  options.passages.max_words = max_words;
  options.reuse.min_chars = min_chars;
  options.talking_points.min_documents = min_documents;
  options.talking_points.max_points = max_points;
  return options;
}

[[nodiscard]] std::string path_of(const py::handle& path) {
  return py::module_::import("os").attr("fsencode")(path).cast<std::string>();
}

// Standard input is Python's own: a read from it could not be cancelled.
[[nodiscard]] std::vector<std::string> inputs_of(const py::args& paths) {
  std::vector<std::string> inputs;
  for (const py::handle path : paths) {
    inputs.push_back(path_of(path));
    if (inputs.back() == "-") {
      throw InvalidArgument("read: expected files and folders, found -");
    }
  }
  return inputs;
}

[[nodiscard]] MatchScheme scheme_of(const std::string& scheme) {
  if (scheme != "reworded" && scheme != "tfidf") {
    throw InvalidArgument("scheme: expected reworded or tfidf, found " + scheme);
  }
  return scheme == "tfidf" ? MatchScheme::kTfIdf : MatchScheme::kReworded;
}

constexpr const char* kEngineDoc =
    R"(Documents, and what is found about them.

threads: at most; 0 means all processors.
threshold, recall, shingle_tokens: for duplicates(). The least Jaccard similarity of the sets of
    shingles (runs of shingle_tokens words), and the share of pairs at the threshold to be found.
max_words: a longer paragraph is cut at sentence ends.
min_chars: for reuse() and compare(). The shortest side of a span, in characters.
min_documents, max_points: for talking_points(). How many documents must make a point (0: two, or
    three from a hundred documents on), and how many points are kept.
progress: a function of (stage, done, total), called a few times a second while a search runs; what
    it raises ends the search.

Every result is the same for any number of threads and any order of adding. A search runs when its
result is asked for, once; results stay valid when documents are added or the Engine is gone.)";

constexpr const char* kReadDoc =
    R"(Reads files and folders in any format and encoding that the tool reads; returns how many documents
there were. What could not be read is in `skipped`.

text_field, ...: names of the fields of records; without one, the usual names are tried.
metadata: a CSV file whose rows say title, source, date or language of documents by id or path.
main_text_only: leaves navigation and the like out of web pages; keep_furniture takes it as text;
    else it is marked.
ignore_speakers: does not look who speaks in transcripts; otherwise speakers are sources.)";

void bind_adding(py::class_<Session>& engine) {
  engine
      .def(
          "add",
          [](Session& session, const py::object& id, const py::object& text,
             const py::object& title, const py::object& source, const py::object& date,
             const py::object& language) {
            session.add({id, text, title, source, date, language});
          },
          py::arg("id"), py::arg("text"), py::arg("title") = py::none(),
          py::arg("source") = py::none(), py::arg("date") = py::none(),
          py::arg("language") = py::none(),
          "Adds a document. The date may be a str such as '2021-03-05', a date or a datetime.")
      .def("add_documents", &Session::add_documents, py::arg("documents"),
           "Adds documents and returns how many: a str each (its id is its number, from 0), a dict "
           "with the\narguments of add(), or a Document. Adds none when it raises.")
      .def(
          "read",
          [](Session& session, const py::args& paths, const std::string& text_field,
             const std::string& id_field, const std::string& source_field,
             const std::string& date_field, const std::string& title_field,
             const py::object& metadata, bool main_text_only, bool keep_furniture,
             bool ignore_speakers) {
            IngestOptions options;
            options.fields = {text_field, id_field, source_field, date_field, title_field};
            options.metadata = metadata.is_none() ? "" : path_of(metadata);
            options.main_text_only = main_text_only;
            options.keep_furniture = keep_furniture;
            options.ignore_speakers = ignore_speakers;
            return session.read(inputs_of(paths), options);
          },
          py::kw_only(), py::arg("text_field") = "", py::arg("id_field") = "",
          py::arg("source_field") = "", py::arg("date_field") = "", py::arg("title_field") = "",
          py::arg("metadata") = py::none(), py::arg("main_text_only") = false,
          py::arg("keep_furniture") = false, py::arg("ignore_speakers") = false, kReadDoc)
      .def("__len__", &Session::size)
      .def("__repr__",
           [](const Session& session) {
             return "<refrain.Engine: " + std::to_string(session.size()) + " documents>";
           })
      .def_property_readonly(
          "skipped", [](const Session& session) { return std::vector<Skipped>(session.skipped()); },
          "What read() could not use, and why.")
      .def_property_readonly("limits", &Session::limits,
                             "What limits left out of what was read and searched so far.")
      .def_property_readonly("documents", &Session::documents,
                             "The documents in the order of their ids.");
}

void bind_searches(py::class_<Session>& engine) {
  engine
      .def("duplicates", &Session::duplicates,
           "Near-duplicate passages: pairs, and clusters around representatives.")
      .def("removals", &Session::removals,
           "The documents that the others can do without: every passage is a near-duplicate of one "
           "that is kept.")
      .def(
          "reuse",
          [](Session& session, const py::object& pairs) {
            return pairs.is_none() ? session.reuse() : session.reuse(pairs);
          },
          py::arg("pairs") = py::none(),
          "Text that documents share. With pairs, of ids or numbers of documents, between those "
          "only.")
      .def("talking_points", &Session::talking_points,
           "Statements that several documents make, word for word or reworded.")
      .def(
          "match",
          [](Session& session, const py::object& queries, std::uint32_t top, double threshold,
             const std::string& scheme) {
            MatchOptions options;
            options.top = top;
            options.threshold = threshold;
            options.scheme = scheme_of(scheme);
            return session.match(queries, options);
          },
          py::arg("queries"), py::kw_only(), py::arg("top") = MatchOptions().top,
          py::arg("threshold") = 0.0, py::arg("scheme") = "reworded",
          "For each query, as add_documents() takes them, the `top` most similar documents that "
          "score at\nleast `threshold`. A score depends on the other queries and documents. Scheme "
          "'tfidf' is the plain\ncosine of words.")
      .def("compare", &Session::compare, py::arg("a"), py::arg("b"),
           "Two documents side by side, by id or number.");
}

} // namespace

void bind_engine(py::module_& module) {
  const EngineOptions normal;
  py::class_<Session> engine(module, "Engine", kEngineDoc);
  engine.def(
      py::init([](unsigned threads, double threshold, double recall, std::uint32_t shingle_tokens,
                  std::uint32_t max_words, std::uint32_t min_chars, std::uint32_t min_documents,
                  std::uint32_t max_points, py::object progress) {
        return std::make_unique<Session>(options_of(threads, threshold, recall, shingle_tokens,
                                                    max_words, min_chars, min_documents,
                                                    max_points),
                                         std::move(progress));
      }),
      py::kw_only(), py::arg("threads") = normal.threads,
      py::arg("threshold") = normal.duplicates.threshold,
      py::arg("recall") = normal.duplicates.recall,
      py::arg("shingle_tokens") = normal.duplicates.shingle_tokens,
      py::arg("max_words") = normal.passages.max_words,
      py::arg("min_chars") = normal.reuse.min_chars,
      py::arg("min_documents") = normal.talking_points.min_documents,
      py::arg("max_points") = normal.talking_points.max_points, py::arg("progress") = py::none());
  bind_adding(engine);
  bind_searches(engine);
}

} // namespace refrain::python
