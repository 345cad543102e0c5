#!/usr/bin/env bash
# Installs what is missing (Debian 12), builds the release and runs the main job:
#   tools/run.sh                     reports on corpus/sample, and ends with the path of an HTML report
#   tools/run.sh report FOLDER ...   runs refrain with these arguments instead
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/tools/install.sh" >&2
(
  cd "$root"
  cmake --preset release -DREFRAIN_WERROR=OFF
  cmake --build --preset release --target refrain
) >&2
refrain=$root/build/release/tools/cli/refrain

if [ $# -gt 0 ]; then
  exec "$refrain" "$@"
fi
echo "refrain report corpus/sample -o build/report.html" >&2
cd "$root"
"$refrain" report corpus/sample -o build/report.html
echo
echo "The same to look at, in a browser: $root/build/report.html"
