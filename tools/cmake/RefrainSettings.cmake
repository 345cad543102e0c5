# Compiler settings that every target of the project shares, and the helpers that the folders use.

include(GNUInstallDirs)

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
  find_program(REFRAIN_CCACHE ccache)
  if(REFRAIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${REFRAIN_CCACHE}")
  endif()
endif()

# Of shared libraries: below 1.0 a minor version may change the interface.
set(REFRAIN_SOVERSION "${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}")

add_library(refrain_settings INTERFACE)
target_compile_features(refrain_settings INTERFACE cxx_std_20)
# Contraction would make sums differ between instruction sets; results must be the same bytes.
target_compile_options(refrain_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlapping copies in std::string's operator+ where there are none (bug 105651).
  target_compile_options(refrain_settings INTERFACE -Wno-restrict)
endif()
if(REFRAIN_WERROR)
  target_compile_options(refrain_settings INTERFACE -Werror)
endif()
if(REFRAIN_SANITIZE)
  target_compile_options(refrain_settings INTERFACE
    -fsanitize=${REFRAIN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(refrain_settings INTERFACE -fsanitize=${REFRAIN_SANITIZE})
endif()
if(REFRAIN_FUZZ)
  target_compile_options(refrain_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Headers are included as "refrain/<module>/<file>.h", in the tree as after an install.
set(REFRAIN_INCLUDE_DIR "${PROJECT_BINARY_DIR}/include")
file(MAKE_DIRECTORY "${REFRAIN_INCLUDE_DIR}")
file(CREATE_LINK "${PROJECT_SOURCE_DIR}/engine" "${REFRAIN_INCLUDE_DIR}/refrain"
     COPY_ON_ERROR SYMBOLIC)

# refrain_install_rpath(<target> <folder>): where the libraries are shared, the target, installed to
# that folder, finds them, wherever the prefix is.
function(refrain_install_rpath target folder)
  if(BUILD_SHARED_LIBS)
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}")
    cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY "${folder}"
               OUTPUT_VARIABLE from_there)
    set_property(TARGET ${target} PROPERTY INSTALL_RPATH "$ORIGIN/${from_there}")
  endif()
endfunction()
