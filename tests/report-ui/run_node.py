"""python3 run_node.py NODE SCRIPT ARGUMENT...: runs the script, or says why not and exits with 77."""

import os
import pathlib
import shutil
import subprocess
import sys

node = shutil.which(sys.argv[1]) or shutil.which("node")
if node is None:
    print("skipped: no Node found (apt-get install nodejs npm)")
    sys.exit(77)
version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
if int(version.lstrip("v").split(".")[0]) < 18:
    print(f"skipped: Node {version.strip()} is too old, 18 is needed")
    sys.exit(77)
ui = pathlib.Path(sys.argv[3]) / "tools" / "report-ui"
wanted = ("esbuild", "typescript", "playwright-core", "axe-core")
if not all((ui / "node_modules" / name).is_dir() for name in wanted):
    npm = shutil.which("npm")
    if npm is None or subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                                     cwd=ui).returncode != 0:
        print("skipped: npm ci failed in tools/report-ui")
        sys.exit(77)
os.execv(node, [node, *sys.argv[2:]])
