#!/usr/bin/env bash
# Runs the tests of one build folder and closes with a line that counts test cases:
#   tools/run-tests.sh build/release [ctest arguments]
set -uo pipefail
build=$1
shift

counts=$build/test-counts
rm -rf "$counts" && mkdir -p "$counts"
GTEST_OUTPUT="xml:$(cd "$counts" && pwd)/" \
  ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
status=$?

# GoogleTest programs write how many cases they ran.
sum() {
  sed -n "s/.*<testsuites tests=\"\([0-9]*\)\" failures=\"\([0-9]*\)\".*/\1 \2/p" "$counts"/*.xml 2>/dev/null |
    awk '{ all += $1; failed += $2 } END { print all - failed, failed + 0 }'
}
read -r passed failed < <(sum)
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  failed=1 # a program that died before it could count
fi
echo "$passed passed, $failed failed"
exit "$status"
