# Install rules: the libraries with their public headers (all but the detail/ folders), the CMake
# package with its components, and a pkg-config file for each.

include(CMakePackageConfigHelpers)

set(refrain_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/refrain")

function(refrain_install_component component)
  refrain_install_rpath(refrain_${component} "${CMAKE_INSTALL_LIBDIR}")
  install(TARGETS refrain_${component} EXPORT refrain-${component}
          ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
          LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(EXPORT refrain-${component} NAMESPACE refrain:: DESTINATION "${refrain_package_dir}"
          FILE refrain-${component}-targets.cmake)
endfunction()

refrain_install_component(engine)
set(header_exclude PATTERN "detail" EXCLUDE)
if(TARGET refrain_ingest)
  refrain_install_component(ingest)
else()
  list(APPEND header_exclude PATTERN "ingest" EXCLUDE)
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/engine/"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/refrain"
        FILES_MATCHING PATTERN "*.h" ${header_exclude})

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/refrain-config.cmake.in"
  "${PROJECT_BINARY_DIR}/refrain-config.cmake" INSTALL_DESTINATION "${refrain_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/refrain-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/refrain-config.cmake"
              "${PROJECT_BINARY_DIR}/refrain-config-version.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindRefrainStemmer.cmake"
        DESTINATION "${refrain_package_dir}")

# The prefix by the place of the pkg-config files: cmake --install --prefix may name another one than
# was configured. A folder that is named absolutely stays where it is (APPEND replaces).
set(refrain_pc_prefix "${CMAKE_INSTALL_PREFIX}")
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
             BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig"
             OUTPUT_VARIABLE refrain_pc_up)
  set(refrain_pc_prefix "\${pcfiledir}/${refrain_pc_up}")
endif()
cmake_path(APPEND refrain_pc_libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND refrain_pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
# Where the linker looks without being told, the folder's name would only be in the way.
cmake_path(GET REFRAIN_STEMMER_LIBRARY PARENT_PATH refrain_pc_stemmer_dir)
set(refrain_pc_stemmer "-lstemmer")
if(NOT refrain_pc_stemmer_dir IN_LIST CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES)
  set(refrain_pc_stemmer "-L${refrain_pc_stemmer_dir} -lstemmer")
endif()

# refrain_install_pc(<name> <public requirements> <libraries> <private requirements> <their libraries>)
# An archive does not bring along what it uses. What is private is public for it, so that nobody needs
# pkg-config --static, which asks for the libraries below those libraries too.
function(refrain_install_pc refrain_pc_name refrain_pc_requires refrain_pc_libs
         refrain_pc_requires_private refrain_pc_libs_private)
  if(NOT BUILD_SHARED_LIBS)
    string(APPEND refrain_pc_requires " ${refrain_pc_requires_private}")
    string(APPEND refrain_pc_libs " ${refrain_pc_libs_private}")
    set(refrain_pc_requires_private "")
    set(refrain_pc_libs_private "")
  endif()
  set(file "${PROJECT_BINARY_DIR}/${refrain_pc_name}.pc")
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/refrain.pc.in" "${file}" @ONLY)
  install(FILES "${file}" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endfunction()

refrain_install_pc(refrain "" "-lrefrain_engine"
  "icu-i18n icu-uc sqlite3 >= 3.35 tbb zlib" "${refrain_pc_stemmer} -pthread")
if(TARGET refrain_ingest)
  set(refrain_pc_mail "")
  if(GMIME_FOUND)
    set(refrain_pc_mail "gmime-3.0")
  endif()
  refrain_install_pc(refrain-ingest "refrain = ${PROJECT_VERSION}" "-lrefrain_ingest"
    "libarchive libxml-2.0 simdjson md4c zlib ${refrain_pc_mail}" "")
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
