# Finds Snowball's libstemmer, which brings no CMake package, as refrain::stemmer. Installed beside
# refrain-config.cmake, which looks for it in the same way.

find_library(REFRAIN_STEMMER_LIBRARY NAMES stemmer libstemmer)
find_path(REFRAIN_STEMMER_INCLUDE_DIR libstemmer.h)
mark_as_advanced(REFRAIN_STEMMER_LIBRARY REFRAIN_STEMMER_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(RefrainStemmer
  REQUIRED_VARS REFRAIN_STEMMER_LIBRARY REFRAIN_STEMMER_INCLUDE_DIR)

if(RefrainStemmer_FOUND AND NOT TARGET refrain::stemmer)
  add_library(refrain::stemmer UNKNOWN IMPORTED)
  set_target_properties(refrain::stemmer PROPERTIES
    IMPORTED_LOCATION "${REFRAIN_STEMMER_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${REFRAIN_STEMMER_INCLUDE_DIR}")
endif()
