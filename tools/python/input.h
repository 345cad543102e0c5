#pragma once
/// @file
/// Documents from Python's objects: strings, mappings, and documents of another engine.
///
///     DocumentInput input(first_number);
///     for (const py::handle item : items) input.add(item, corpus);

#include "refrain/text/corpus.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <pybind11/pybind11.h>

namespace refrain::python {

namespace py = pybind11;

/// The UTF-8 of a str, without making the str keep a copy of it.
class Utf8 {
public:
  /// @throws py::error_already_set  UnicodeEncodeError, when it holds a half of a surrogate pair
  explicit Utf8(const py::str& text);
  [[nodiscard]] std::string_view view() const { return view_; }

private:
  py::object kept_;
  std::string_view view_;
};

/// The iterator of `items`. A str is refused: its characters are hardly meant.
/// @throws py::type_error
[[nodiscard]] py::iterator iterate(const py::object& items, const char* name);

/// Lets Ctrl-C end a loop over Python's objects; cheap.
void check_signals(std::uint64_t step);

/// The fields of a document as a caller gave them; None where they are not known.
struct Fields {
  py::object id;
  py::object text;
  py::object title;
  py::object source;
  py::object date;
  py::object language;
};

/// @param position  kept with the document (Corpus::position)
/// @throws py::type_error, py::value_error  that name the document and the field
void add_fields(const Fields& fields, std::uint64_t position, Corpus& corpus);

/// Adds a str, whose id is `number`, a mapping, whose id is that too where it has none, or a
/// Document.
/// @throws  as add_fields()
void add_item(const py::handle& item, std::uint64_t number, std::uint64_t position, Corpus& corpus);

} // namespace refrain::python
