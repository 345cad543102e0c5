"""Holds the fields of the tool's records against the table in tools/cli/OUTPUTS.md.

    record_fields.py ROOT REFRAIN   prints what is missing on one of the two sides, and fails
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

root, refrain = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sample = root / "corpus/sample"
page = (root / "tools/cli/OUTPUTS.md").read_text(encoding="utf-8")
documented = {name: set(re.findall(r"`(\w+)`", meaning))
              for names, meaning in re.findall(r"^\| (`.*?`) \| (.*) \|$", page, flags=re.MULTILINE)
              for name in re.findall(r"`(\w+)`", names)}
printed: dict[str, set[str]] = {}


def fields(value: object) -> set[str]:
    """Names at all levels below a record."""
    if isinstance(value, list):
        return {name for item in value for name in fields(item)}
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in fields(item)}
    return set()


def take(lines: str) -> None:
    for line in lines.splitlines():
        record = json.loads(line)
        printed.setdefault(record["type"], set()).update(fields(record) - {"type"})


def run(*arguments: object) -> None:
    take(subprocess.run([refrain, *map(str, arguments), "--format", "jsonl"], check=False,
                        capture_output=True, text=True, encoding="utf-8").stdout)


with tempfile.TemporaryDirectory() as folder:
    scratch = pathlib.Path(folder)
    (scratch / "empty.txt").touch()
    run("report", sample, scratch)
    run("match", sample / "releases.jsonl", "--against", sample / "en")
    run("compare", sample / "en/thorne-rally-2019.txt", sample / "en/thorne-townhall-2022.txt")
    record = '{"id": "%s", "text": "The ferry leaves at dawn, whatever the wind may say."}\n'
    (scratch / "two.jsonl").write_text(record % "a" + record % "b", encoding="utf-8")
    kept = scratch / "kept.jsonl"
    subprocess.run([refrain, "dedup", scratch / "two.jsonl", "-o", kept], check=False,
                   capture_output=True)
    take((scratch / "kept.jsonl.removed.jsonl").read_text(encoding="utf-8"))

of_ranges = {"document", "begin", "end", "begin_char", "end_char", "text", "page", "element",
             "furniture"}
faults = [f"{name} is not in the table" for name in sorted(of_ranges - documented.keys())]
for kind in sorted(printed):
    if kind not in documented:
        faults.append(f"records of type {kind} are not in the table")
        continue
    known = documented[kind] | {"type"}
    ranges = {"a", "b", "representative", "members", "occurrences"} & printed[kind]
    missing = printed[kind] - known - (of_ranges if ranges else set())
    faults += [f"{kind}: {name} is printed, not in the table" for name in sorted(missing)]
for kind in ("document", "pair", "cluster", "reuse", "talking_point", "match", "comparison",
             "removed", "skipped"):
    if kind not in printed:
        faults.append(f"no record of type {kind} was printed")
print("\n".join(faults))
if faults:
    sys.exit(f"{len(faults)} faults")
print(f"the fields of {len(printed)} types of records are in the table")
