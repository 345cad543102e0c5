"""Keeps the map true. Prints every fault and fails when there is one.

- Paths that the pages of documentation name exist, and so do the headings that they link to.
- Includes follow the order of the modules.
- Libraries are named only in the modules that own them, and not in public headers.
- No source file of the engine prints, exits or reads the environment.
- The Python module uses what an installed library offers: no private headers.
- The files that packagers' tools read give the version that CMake has.
- Every build option stands in README.md.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()

MODULES = ["core", "text", "ingest", "shingle", "sketch", "lsh", "verify", "cluster", "tfidf",
           "reuse", "talking_points", "pipeline", "report"]

# Library -> (pattern of its includes, modules that may name it)
OWNERS = {
    "ICU": (r"<unicode/", {"text"}),
    "oneTBB": (r"<(tbb|oneapi)/", {"core"}),
    "xxHash": (r"<xxhash\.h>", {"core"}),
    "Eigen": (r"<Eigen/", {"tfidf"}),
    "Snowball": (r"<libstemmer\.h>", {"text"}),
    "SQLite": (r"<sqlite3\.h>", {"report"}),
    "zlib": (r"<zlib\.h>", {"report", "ingest"}),
    "libarchive": (r"<archive(_entry)?\.h>", {"ingest"}),
    "libxml2": (r"<libxml/", {"ingest"}),
    "simdjson": (r"<simdjson\.h>", {"ingest"}),
    "md4c": (r"<md4c", {"ingest"}),
    "GMime": (r"<gmime/", {"ingest"}),
}

FORBIDDEN = re.compile(
    r"std::(cout|cerr|clog)\b|(?<![\w.:>])(?:std::)?(?:f?printf|puts|abort|exit|_exit|getenv)\s*\(")

faults: list[str] = []


def fault(path: pathlib.Path, line: int, what: str) -> None:
    faults.append(f"{path.relative_to(ROOT)}:{line}: {what}")


def without_comments(text: str) -> str:
    """Comments and string literals blanked, lines kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def check_source(path: pathlib.Path) -> None:
    module = path.relative_to(ROOT / "engine").parts[0]
    if module not in MODULES:
        fault(path, 1, f"module {module} is not in the map")
        return
    text = path.read_text(encoding="utf-8")
    public = path.suffix == ".h" and "detail" not in path.parts
    for number, line in enumerate(text.splitlines(), 1):
        include = re.match(r'\s*#\s*include\s+(["<].*[">])', line)
        if not include:
            continue
        name = include.group(1)
        own = re.match(r'"refrain/(\w+)/', name)
        if own and MODULES.index(own.group(1)) > MODULES.index(module):
            fault(path, number, f"{module} includes {own.group(1)}, a later module")
        if own and "/detail/" in name and own.group(1) != module and own.group(1) != "core":
            fault(path, number, f"{module} includes a private header of {own.group(1)}")
        for library, (pattern, owners) in OWNERS.items():
            if re.match(pattern, name):
                if module not in owners:
                    fault(path, number, f"{library} is named outside {', '.join(owners)}")
                if public:
                    fault(path, number, f"{library} is named in a public header")
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        found = FORBIDDEN.search(line)
        if found:
            fault(path, number, f"the engine must not use {found.group().strip(' (')}")


def headings(page: pathlib.Path) -> set[str]:
    """The names by which links reach the headings of a page."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in found}


def check_page(path: pathlib.Path) -> None:
    text = re.sub(r"^```.*?^```", lambda m: "\n" * m.group().count("\n"),
                  path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for number, line in enumerate(text.splitlines(), 1):
        for target, heading in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", line):
            page = path.parent / target if target else path
            if not page.exists():
                fault(path, number, f"link to {target}, which does not exist")
            elif heading and heading not in headings(page):
                fault(path, number, f"link to {target}#{heading}, a heading that does not exist")
        for code in re.findall(r"`([\w./-]+)`", line):
            looks_like_path = re.fullmatch(
                r"(engine|bench|tests|tools|corpus)/[\w./-]*|[\w.-]+/", code)
            if looks_like_path and not ((ROOT / code).exists() or (path.parent / code).exists()):
                fault(path, number, f"path {code} does not exist")


VERSIONS = {
    "CMakeLists.txt": r"^project\(refrain VERSION ([\d.]+)",
    "vcpkg.json": r'^  "version": "([^"]+)"',
    "tools/python/pyproject.toml": r'^version = "([^"]+)"',
}


def check_versions() -> None:
    expected = None
    for name, pattern in VERSIONS.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        found = re.search(pattern, text, re.MULTILINE)
        version = found.group(1) if found else "no version"
        expected = expected or version
        if version != expected:
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            fault(ROOT / name, line, f"expected version {expected}, as in CMakeLists.txt, found {version}")


def check_options() -> None:
    documented = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("CMakeLists.txt", "tools/python/CMakeLists.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for option in re.finditer(r"\boption\(\s*(REFRAIN_\w+)|\bset\(\s*(REFRAIN_\w+)[^)]*\bCACHE\b", text):
            found = option.group(1) or option.group(2)
            if f"| `{found}` |" not in documented:
                fault(ROOT / name, text.count("\n", 0, option.start()) + 1,
                      f"README.md does not tell of {found}")


check_versions()
check_options()
for source in sorted((ROOT / "engine").rglob("*")):
    if source.suffix in {".h", ".cpp"}:
        check_source(source)
for source in sorted((ROOT / "tools/python").glob("*.*")):
    if source.suffix in {".h", ".cpp"}:
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r'\s*#\s*include\s+"refrain/\w+/detail/', line):
                fault(source, number, "the Python module includes a private header")
for page in sorted(ROOT.rglob("*.md")):
    if not {"build", "node_modules", "sample"} & set(page.relative_to(ROOT).parts):
        check_page(page)

print("\n".join(faults))
if faults:
    sys.exit(f"{len(faults)} faults")
print("the map is true")
