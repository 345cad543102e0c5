"""Fails when tools/report-ui/dist/report.html was not built from what stands in tools/report-ui.

Needs no Node: the page names the digest of its sources, made as tools/report-ui/build.mjs makes it.
"""

import hashlib
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1]) / "tools" / "report-ui"
names = [path.relative_to(folder).as_posix() for path in (folder / "src").rglob("*") if path.is_file()]
names += ["build.mjs", "package-lock.json"]
digest = hashlib.sha256()
for name in sorted(names):
    digest.update(name.encode() + b"\n")
    digest.update((folder / name).read_bytes())

page = (folder / "dist" / "report.html").read_text(encoding="utf-8")
named = re.search(r"page built from (\w+)", page)
if not named or named.group(1) != digest.hexdigest():
    sys.exit("dist/report.html is out of date: run npm ci && npm run build in tools/report-ui")
if len(re.findall(r"<script>", page)) != 1 or "<!--results-->" not in page or "<!--texts-->" not in page:
    sys.exit("dist/report.html has not one script and its two places for data")
print("dist/report.html is current")
