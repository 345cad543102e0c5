#!/usr/bin/env bash
# Installs the Debian packages that the build and the tests need, those that are missing only.
#   tools/install.sh            what tools/run.sh and tools/test.sh need
#   tools/install.sh --checks   besides, what clang-format, clang-tidy, the fuzzers and the browser need
set -euo pipefail
cd "$(dirname "$0")"

lists=(debian-packages.txt)
[ "${1:-}" != --checks ] || lists+=(debian-packages-checks.txt)

if ! command -v dpkg-query >/dev/null; then
  echo "tools/install.sh: no Debian here; install what stands in tools/${lists[0]} (or use vcpkg.json)" >&2
  exit 0
fi

missing=()
while read -r package; do
  # Node may come from elsewhere, and then brings npm along.
  case $package in
    nodejs) if command -v node >/dev/null; then continue; fi ;;
    npm) if command -v npm >/dev/null; then continue; fi ;;
  esac
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done < <(cat "${lists[@]}")
[ ${#missing[@]} -gt 0 ] || exit 0

echo "installing: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "tools/install.sh: needs root to install: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -q -y --no-install-recommends "${missing[@]}"
