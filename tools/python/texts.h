#pragma once
/// @file
/// Near-duplicates among strings as wholes, by their places in the caller's list.

#include <pybind11/pybind11.h>

namespace refrain::python {

void bind_texts(pybind11::module_& module);

} // namespace refrain::python
