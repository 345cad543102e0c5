# Install rules: libraries, public headers (all but the detail/ folders), package and pkg-config files.

include(CMakePackageConfigHelpers)
