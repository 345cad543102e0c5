#!/usr/bin/env bash
# Installs what is missing (Debian 12), builds the release and runs the tests:
#   tools/test.sh          the default suite: all but the label slow
#   tools/test.sh --all    the slow tests too
#   tools/test.sh ARG ...  the tests that ctest picks by these arguments, e.g. -L unit -R text
set -euo pipefail
cd "$(dirname "$0")/.."

pick=(-LE slow)
if [ "${1:-}" = --all ]; then
  pick=()
elif [ $# -gt 0 ]; then
  pick=("$@")
fi

tools/install.sh
# As tools/run.sh, so that neither builds anew what the other built; CI is strict.
cmake --preset release -DREFRAIN_WERROR="$([ -n "${CI:-}" ] && echo ON || echo OFF)" -DREFRAIN_PYTHON=ON
cmake --build --preset release
tools/run-tests.sh build/release "${pick[@]}"
