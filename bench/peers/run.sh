#!/usr/bin/env bash
# Other tools and Refrain on the same files for the same job, text in, pairs out:
#   bench/peers/run.sh duplicates CORPUS.jsonl [PEER ...]
#   bench/peers/run.sh match QUERIES.jsonl CORPUS.jsonl [PEER ...]
# Makes a virtual environment with the pinned peers in build/peers. Needs the release build, its
# Python module among it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/build/peers

if [ ! -e "$venv/ready" ] || ! cmp -s "$here/requirements.txt" "$venv/ready"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/ready"
fi
job=$1
shift
case $job in
duplicates | match) ;;
*)
  echo "bench/peers/run.sh: expected duplicates or match, found $job" >&2
  exit 2
  ;;
esac
export PYTHONPATH=$root/build/release/tools/python
REFRAIN=${REFRAIN:-$root/build/release/tools/cli/refrain} exec "$venv/bin/python" "$here/$job.py" "$@"
