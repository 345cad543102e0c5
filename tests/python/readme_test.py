"""The examples of the READMEs print what the READMEs say."""

import contextlib
import io
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Readme(unittest.TestCase):
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

    def test_the_types_name_what_the_package_has(self):
        import refrain
        from refrain import _refrain
        stub = (pathlib.Path(refrain.__file__).parent / "_refrain.pyi").read_text(encoding="utf-8")
        typed = set(re.findall(r"^(?:class|def) ([A-Za-z]\w*)", stub, re.MULTILINE))
        self.assertEqual(typed, {n for n in dir(_refrain) if not n.startswith("_")})
        for name in typed:
            made = getattr(_refrain, name)
            self.assertTrue(made.__doc__, name)
            if isinstance(made, type):
                body = re.search(rf"^class {name}\b.*?(?=^\S|\Z)", stub, re.MULTILINE | re.DOTALL).group()
                members = set(re.findall(r"^    def ([a-z]\w*)", body, re.MULTILINE))
                own = {m for m in vars(made) if not m.startswith("_")} - {"as_dict"}
                self.assertEqual(members, own, name)


if __name__ == "__main__":
    unittest.main()
