#!/usr/bin/env bash
# Builds with Clang, warnings as errors, then runs clang-tidy by the allow-list of .clang-tidy.
#   tools/check-tidy.sh [FILE ...]   these sources only
set -euo pipefail
cd "$(dirname "$0")/.."
tools/install.sh --checks
cmake --preset tidy
cmake --build --preset tidy
sources=("$@")
[ ${#sources[@]} -gt 0 ] || mapfile -t sources < <(git ls-files 'engine/*.cpp' 'tools/*.cpp')
# Files that the build left out (other processors' kernels) have no compile command.
known=()
for source in "${sources[@]}"; do
  if grep -q "\"file\": \".*/$source\"" build/tidy/compile_commands.json; then
    known+=("$source")
  fi
done
printf '%s\n' "${known[@]}" | xargs -P "$(nproc)" -n 1 clang-tidy-14 -p build/tidy --quiet
