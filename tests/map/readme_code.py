"""Prints the one complete C++ program of a Markdown file (the ```cpp block with a main)."""

import re
import sys


def programs(markdown: str) -> list[str]:
    blocks = re.findall(r"^```cpp\n(.*?)^```", markdown, flags=re.MULTILINE | re.DOTALL)
    return [block for block in blocks if "int main(" in block]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        found = programs(file.read())
    if len(found) != 1:
        sys.exit(f"{sys.argv[1]}: expected one complete program, found {len(found)}")
    print(found[0], end="")
