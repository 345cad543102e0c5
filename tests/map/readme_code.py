"""Prints a complete C++ program of a Markdown file (a ```cpp block with a main).

    readme_code.py PAGE.md          the one that it has
    readme_code.py PAGE.md NUMBER   one of several, from 1
"""

import re
import sys


def programs(markdown: str) -> list[str]:
    blocks = re.findall(r"^```cpp\n(.*?)^```", markdown, flags=re.MULTILINE | re.DOTALL)
    return [block for block in blocks if "int main(" in block]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        found = programs(file.read())
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if number > len(found) or (len(sys.argv) == 2 and len(found) > 1):
        sys.exit(f"{sys.argv[1]}: expected program {number}, found {len(found)}")
    print(found[number - 1], end="")
