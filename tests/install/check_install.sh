#!/usr/bin/env bash
# check_install.sh SOURCE_DIR BUILD_DIR COMPILER SANITIZE
# Fails unless the programs of the READMEs build and run against the installed tree.
set -euo pipefail
source_dir=$1 build_dir=$2 compiler=$3 sanitize=$4

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/prefix

cmake --install "$build_dir" --prefix "$prefix" >"$scratch/install.log"
if find "$prefix/include" -path '*/detail/*' | grep -q .; then
  echo "private headers were installed" >&2
  exit 1
fi
grep -rhoE '^#include "refrain/[^"]+"' "$prefix/include" | sort -u | cut -d'"' -f2 |
  while read -r header; do
    [ -f "$prefix/include/$header" ] || { echo "$header is included, but not installed" >&2; exit 1; }
  done

cp -r "$source_dir/tests/install/consumer" "$scratch/consumer"
python3 "$source_dir/tests/map/readme_code.py" "$source_dir/README.md" >"$scratch/consumer/main.cpp"
python3 "$source_dir/tests/map/readme_code.py" "$source_dir/engine/README.md" 1 \
  >"$scratch/consumer/talking_points.cpp"
python3 "$source_dir/tests/map/readme_code.py" "$source_dir/engine/README.md" 2 \
  >"$scratch/consumer/signatures.cpp"

flags=()
[ -z "$sanitize" ] || flags=("-DCMAKE_CXX_FLAGS=-fsanitize=$sanitize")
cmake -S "$scratch/consumer" -B "$scratch/by-package" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$compiler" "${flags[@]}" >"$scratch/configure.log"
cmake --build "$scratch/by-package" >"$scratch/build.log" || { cat "$scratch/build.log"; exit 1; }
"$scratch/by-package/consumer" | tee "$scratch/by-package.out"
grep -q . "$scratch/by-package.out"
[ "$("$scratch/by-package/signatures")" = "0 and 2: 0.769231" ]
"$scratch/by-package/talking_points" "$source_dir/corpus/example.jsonl" |
  grep -q '^3 documents: The new bridge will be open '
[ "$("$scratch/by-package/reads_files" "$source_dir/corpus/sample/hi")" = 3 ]

# As a folder of another project: the libraries, and none of the tools, tests and benchmarks.
cmake -S "$scratch/consumer" -B "$scratch/as-folder" -G Ninja -DREFRAIN_SOURCE="$source_dir" \
  -DCMAKE_CXX_COMPILER="$compiler" >"$scratch/folder.log" || { cat "$scratch/folder.log"; exit 1; }
made=$(ninja -C "$scratch/as-folder" -t targets all | sed -nE 's/.*_LINKER__([a-z_]+)_$/\1/p' | sort | xargs)
if [ "$made" != "consumer reads_files refrain_engine refrain_ingest signatures talking_points" ]; then
  echo "as a folder of another project it makes: $made" >&2
  exit 1
fi

# Without find_package, by the flags of pkg-config: one program compiled, the other one linked only.
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name refrain.pc)")
mapfile -t engine < <(pkg-config --cflags --libs refrain | xargs -n 1)
mapfile -t ingest < <(pkg-config --libs refrain-ingest | xargs -n 1)
"$compiler" -std=c++20 ${sanitize:+-fsanitize=$sanitize} "$scratch/consumer/main.cpp" \
  -o "$scratch/by-pkg-config" "${engine[@]}"
"$scratch/by-pkg-config" | cmp - "$scratch/by-package.out"
"$compiler" ${sanitize:+-fsanitize=$sanitize} \
  "$scratch/by-package/CMakeFiles/reads_files.dir/reads_files.cpp.o" -o "$scratch/reads_files" "${ingest[@]}"
[ "$("$scratch/reads_files" "$source_dir/corpus/sample/hi")" = 3 ]
echo "found by CMake, as a folder and by pkg-config"
