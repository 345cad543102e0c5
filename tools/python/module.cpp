/// @file
/// The module refrain._refrain. The package refrain is what users import.

#include "refrain/core/error.h"

#include "session.h"
#include "texts.h"

#include <exception>
#include <string>
#include <utility>

namespace refrain::python {
namespace {

// FileNotFoundError and the like, as Python itself raises them.
void set_os_error(const IoError& error) {
  std::string what = error.what();
  if (const std::string path = error.path() + ": "; what.starts_with(path)) {
    what.erase(0, path.size());
  }
  const py::object os_error = py::reinterpret_borrow<py::object>(PyExc_OSError);
  const py::object path = py::module_::import("os").attr("fsdecode")(py::bytes(error.path()));
  const py::object raised = os_error(error.error_number(), what, path);
  PyErr_SetObject(py::type::handle_of(raised).ptr(), raised.ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) {
      std::rethrow_exception(std::move(thrown));
    }
  } catch (const InvalidArgument& error) {
    PyErr_SetString(PyExc_ValueError, error.what());
  } catch (const IoError& error) {
    set_os_error(error);
  } catch (const Error& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
}

} // namespace
} // namespace refrain::python

PYBIND11_MODULE(_refrain, module) {
  using namespace refrain::python;
  module.doc() = "The engine of the package refrain.";
  module.attr("__version__") = REFRAIN_VERSION;
  py::register_exception_translator(&translate);
  bind_records(module);
  bind_results(module);
  bind_engine(module);
  bind_texts(module);
}
