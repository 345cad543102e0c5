#!/usr/bin/env bash
# Builds for arm64 with a cross compiler, runs the modules' tests under qemu, and compares what the
# tool says of the sample corpus with what the release build says:
#   tests/arm64/run.sh
# Needs Debian's packages debootstrap, g++-aarch64-linux-gnu and qemu-user-static, root for
# debootstrap, the release build, 2 GB in build/ and about half an hour on 2 cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=build/arm64-root

for program in debootstrap aarch64-linux-gnu-g++ qemu-aarch64-static; do
  command -v "$program" >/dev/null || { echo "tests/arm64/run.sh: $program is missing" >&2; exit 2; }
done

if [ ! -e "$root/ready" ]; then
  rm -rf "$root"
  libraries=$(grep -E '^(lib|zlib)' tools/debian-packages.txt | paste -sd,)
  debootstrap --arch=arm64 --foreign --variant=minbase \
    --include="$libraries,libstdc++-12-dev" bookworm "$root" >build/arm64-root.log
  for package in "$root"/var/cache/apt/archives/*.deb; do
    dpkg-deb -x "$package" "$root"
  done
  touch "$root/ready"
fi

cmake --preset arm64 >/dev/null
cmake --build build/arm64
tools/run-tests.sh build/arm64 -L 'unit|differential' -LE slow

tool=(qemu-aarch64-static -L "$root" build/arm64/tools/cli/refrain)
for verb in duplicates reuse points; do
  "${tool[@]}" "$verb" corpus/sample --format jsonl >"build/arm64/$verb.jsonl"
  build/release/tools/cli/refrain "$verb" corpus/sample --format jsonl |
    cmp - "build/arm64/$verb.jsonl" || { echo "$verb: other records on arm64"; exit 1; }
  echo "$verb: the same bytes"
done
