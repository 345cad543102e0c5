# The Python module, where REFRAIN_PYTHON wants it: ON requires what it needs, AUTO goes without. It
# is for the interpreter that CMake finds here; the tests use the same one.

if(NOT REFRAIN_PYTHON)
  return()
endif()

set(without "")
if(CMAKE_CROSSCOMPILING OR REFRAIN_SANITIZE OR NOT TARGET refrain_ingest)
  set(without "this build has sanitizers, another processor or no readers of files")
else()
  find_package(Python3 3.9 QUIET COMPONENTS Interpreter Development.Module)
  # pybind11 would look for a Python of its own.
  set(PYBIND11_NOPYTHON ON)
  find_package(pybind11 2.10 QUIET CONFIG)
  if(NOT Python3_Development.Module_FOUND)
    set(without "no development files of Python 3.9 or later")
  elseif(NOT pybind11_FOUND)
    set(without "no pybind11 2.10 or later")
  endif()
endif()
if(NOT without)
  add_subdirectory(tools/python)
elseif(REFRAIN_PYTHON STREQUAL "AUTO")
  message(STATUS "refrain: without the Python module: ${without}")
else()
  message(FATAL_ERROR "refrain: REFRAIN_PYTHON=${REFRAIN_PYTHON}, but ${without}")
endif()
