"""The package as a whole: its examples, its types, and what is installed."""

import contextlib
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import refrain
from refrain import _refrain

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Package(unittest.TestCase):
    def test_examples_print_what_stands_below_them(self):
        count = 0
        for readme in (ROOT / "README.md", ROOT / "tools/python/README.md"):
            blocks = re.findall(r"^```python\n(.*?)^```\n+```text\n(.*?)^```$",
                                readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
            for code, expected in blocks:
                with self.subTest(readme), contextlib.redirect_stdout(io.StringIO()) as printed:
                    exec(compile(code, str(readme), "exec"), {})
                    self.assertEqual(printed.getvalue(), expected)
                count += 1
        self.assertEqual(count, 2)

    def test_the_types_name_what_there_is(self):
        stub = (pathlib.Path(refrain.__file__).parent / "_refrain.pyi").read_text(encoding="utf-8")
        typed = set(re.findall(r"^(?:class|def) ([A-Za-z]\w*)", stub, re.MULTILINE))
        self.assertEqual(typed, {n for n in dir(_refrain) if not n.startswith("_")})
        self.assertEqual(typed | {"compare", "__version__"}, set(refrain.__all__))
        for name in typed:
            made = getattr(_refrain, name)
            self.assertTrue(made.__doc__, name)
            if isinstance(made, type):
                self.assertEqual(made.__module__, "refrain")
                body = re.search(rf"^class {name}\b.*?(?=^\S|\Z)", stub, re.MULTILINE | re.DOTALL).group()
                members = set(re.findall(r"^    def ([a-z]\w*)", body, re.MULTILINE))
                own = {m for m in vars(made) if not m.startswith("_")} - {"as_dict"}
                self.assertEqual(members, own, name)

    def test_the_version_is_that_of_the_project(self):
        self.assertIn(f'version = "{refrain.__version__}"\n',
                      (ROOT / "tools/python/pyproject.toml").read_text(encoding="utf-8"))

    @unittest.skipUnless("BUILD" in os.environ, "built without install rules")
    def test_the_installed_component_is_the_package_alone(self):
        with tempfile.TemporaryDirectory(prefix="refrain-python-") as prefix:
            subprocess.run([os.environ["CMAKE"], "--install", os.environ["BUILD"], "--component",
                            "python", "--prefix", prefix], check=True, capture_output=True)
            files = [p for p in pathlib.Path(prefix).rglob("*") if p.is_file()]
            package, = {p.parent for p in files}
            self.assertEqual(sorted(p.name.split(".")[0] for p in files),
                             ["__init__", "_refrain", "_refrain", "py"])
            self.assertIn(package.parent.name, ("site-packages", "dist-packages"))
            program = "import refrain; print(refrain.__file__, len(refrain.near_duplicates(['a b'] * 3)))"
            done = subprocess.run([sys.executable, "-B", "-c", program], check=True, text=True,
                                  capture_output=True, env={"PYTHONPATH": str(package.parent)})
            self.assertEqual(done.stdout, f"{package / '__init__.py'} 3\n")


if __name__ == "__main__":
    unittest.main()
