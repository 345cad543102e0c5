# Install rules: the libraries with their public headers (all but the detail/ folders), the CMake
# package with its components, and a pkg-config file.

include(CMakePackageConfigHelpers)

set(refrain_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/refrain")

function(refrain_install_component component)
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

configure_file("${CMAKE_CURRENT_LIST_DIR}/refrain.pc.in" "${PROJECT_BINARY_DIR}/refrain.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/refrain.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
