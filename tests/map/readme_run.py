"""Runs the commands of a page of documentation and compares what they print with what it says.

    readme_run.py README.md FOLDER_OF_REFRAIN            prints differences and fails on any
    readme_run.py README.md FOLDER_OF_REFRAIN --update   writes what they print into the page

A block that starts with ```console holds one command behind "$ " and its standard output. Commands
run in the folder of the project.
"""

import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
readme, program_folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
environment = os.environ | {"PATH": f"{program_folder}:{os.environ['PATH']}", "COLUMNS": "100",
                            "NO_COLOR": "1"}
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
different = 0


def run(block: re.Match) -> str:
    global different
    done = subprocess.run(block["command"], shell=True, cwd=ROOT, text=True,
                          capture_output=True, env=environment, encoding="utf-8", check=False)
    if done.stdout != block["output"]:
        different += 1
        if "--update" not in sys.argv:
            print(f"$ {block['command']}", done.stderr, *difflib.unified_diff(
                block["output"].splitlines(), done.stdout.splitlines(), readme.name, "now",
                lineterm=""), sep="\n")
    return f"```console\n$ {block['command']}\n{done.stdout}```"


text = readme.read_text(encoding="utf-8")
blocks = len(BLOCK.findall(text))
updated = BLOCK.sub(run, text)
if "--update" in sys.argv:
    readme.write_text(updated, encoding="utf-8")
elif different or not blocks:
    sys.exit(f"{different} of {blocks} commands print something else; see --update")
print(f"{blocks} commands of {readme.name} ran")
