#!/usr/bin/env bash
# Fuzzes with libFuzzer and both sanitizers, one target after the other, from well-formed inputs:
#   tests/fuzz/run.sh SECONDS [TARGET]...     html, mail, ...; without one, all of them
# Ends at the first finding; the input that found it is in build/fuzz/found/TARGET.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=$1
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || for source in tests/fuzz/*_fuzz.cpp; do
  stem=${source##*/}
  targets+=("${stem%_fuzz.cpp}")
done

cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target "${targets[@]/%/_fuzz}" >/dev/null
python3 tests/fuzz/make_seeds.py build/fuzz/seeds
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target
  found=build/fuzz/found/$target
  mkdir -p "$corpus" "$found" "build/fuzz/seeds/$target"
  log=build/fuzz/found/$target.log
  program=$(find build/fuzz -type f -name "${target}_fuzz" -perm -u+x)
  "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$found/" "$corpus" "build/fuzz/seeds/$target" >"$log" 2>&1 ||
    { tail -n 40 "$log"; echo "$target: a finding, $log"; exit 1; }
  echo "$target: $seconds s, $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, no finding"
done
