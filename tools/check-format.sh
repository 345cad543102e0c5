#!/usr/bin/env bash
# Fails when a C++ file is not formatted as .clang-format says. --install first installs the tool.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "${1:-}" != --install ] || tools/install.sh --checks
git ls-files '*.h' '*.cpp' | xargs clang-format-14 --dry-run -Werror
