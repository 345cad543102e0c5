#pragma once
/// @file
/// What all records have in common in Python: as_dict(), repr and equality.

#include "as_dict.h"

#include <string>

#include <pybind11/pybind11.h>

namespace refrain::python {

namespace py = pybind11;

/// "Pair(a={...}, b={...}, jaccard=0.9)"
[[nodiscard]] inline std::string repr_of(const char* name, const py::dict& fields) {
  std::string text = std::string(name) + "(";
  const char* between = "";
  for (const auto& [key, value] : fields) {
    if (const std::string field = py::str(key); field != "type") {
      text += between + field + "=" + std::string(py::repr(value));
      between = ", ";
    }
  }
  return text + ")";
}

/// A class with them. @param doc  what a record of it is
template <class Record, class... Bases>
py::class_<Record, Bases...> record_class(py::module_& module, const char* name, const char* doc) {
  py::class_<Record, Bases...> made(module, name, doc);
  made.def(
          "as_dict", [](const Record& record) { return as_dict(record); },
          "The record with all its fields, as the tool's JSON has it.")
      .def("__repr__", [name](const Record& record) { return repr_of(name, as_dict(record)); })
      .def("__eq__", [](const Record& record, const py::object& other) -> py::object {
        if (!py::isinstance<Record>(other)) {
          return py::reinterpret_borrow<py::object>(Py_NotImplemented);
        }
        return py::bool_(as_dict(record).equal(as_dict(other.cast<const Record&>())));
      });
  return made;
}

} // namespace refrain::python
