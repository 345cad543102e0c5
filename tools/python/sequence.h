#pragma once
/// @file
/// Results as sequences that make a record when it is asked for, and their numbers as columns.
///
///     struct Pairs { std::size_t size() const; PairItem at(std::size_t) const; ... };
///     sequence_class<Pairs>(module, "Pairs", "...")
///         .def("column", [](const Pairs& p, const std::string& name) { ... });

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>

namespace refrain::python {

namespace py = pybind11;

/// Numbers that a memoryview looks into.
template <class Number> struct Column { std::vector<Number> numbers; };

/// Of get(i) for all i below n; without Python's lock. A copy: O(n).
template <class Get> [[nodiscard]] py::memoryview make_column(std::size_t n, Get get) {
  using Number = decltype(get(std::size_t{0}));
  Column<Number> column;
  {
    const py::gil_scoped_release released;
    column.numbers.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      column.numbers.push_back(get(i));
    }
  }
  return py::memoryview(py::cast(std::move(column)));
}

template <class Number> void bind_column(py::module_& module, const char* name) {
  py::class_<Column<Number>>(module, name, py::buffer_protocol())
      .def_buffer([](Column<Number>& column) {
        constexpr auto kSize = static_cast<py::ssize_t>(sizeof(Number));
        return py::buffer_info(column.numbers.data(), kSize,
                               py::format_descriptor<Number>::format(), 1,
                               {static_cast<py::ssize_t>(column.numbers.size())}, {kSize}, true);
      });
}

/// @throws py::key_error  that tells which names there are
[[noreturn]] inline void refuse_column(const std::string& name, const char* expected) {
  throw py::key_error("column: expected " + std::string(expected) + ", found " + name);
}

template <class Sequence>
py::class_<Sequence> sequence_class(py::module_& module, const char* name, const char* doc) {
  py::class_<Sequence> made(module, name, doc);
  made.def("__len__", &Sequence::size)
      .def("__getitem__",
           [](const Sequence& all, py::ssize_t i) {
             const auto size = static_cast<py::ssize_t>(all.size());
             if (i < -size || i >= size) {
               throw py::index_error("expected an index below " + std::to_string(size) +
                                     ", found " + std::to_string(i));
             }
             return all.at(static_cast<std::size_t>(i < 0 ? i + size : i));
           })
      .def("__getitem__",
           [](const Sequence& all, const py::slice& slice) {
             std::size_t start = 0;
             std::size_t stop = 0;
             std::size_t step = 0;
             std::size_t count = 0;
             if (!slice.compute(all.size(), &start, &stop, &step, &count)) {
               throw py::error_already_set();
             }
             py::list some;
             for (std::size_t k = 0; k < count; ++k, start += step) {
               some.append(all.at(start));
             }
             return some;
           })
      .def("__iter__",
           [](const py::object& all) {
             return py::reinterpret_steal<py::object>(PySeqIter_New(all.ptr()));
           })
      .def("__repr__", [name](const Sequence& all) {
        return "<refrain." + std::string(name) + ": " + std::to_string(all.size()) + ">";
      });
  return made;
}

} // namespace refrain::python
