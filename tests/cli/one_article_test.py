"""One article, written in seven formats from one source, gives the same passages and finds itself.

The PDF is set by groff, justified and hyphenated, so that lines and words are cut as print cuts them.
"""

import html
import itertools
import json
import shutil
import subprocess
import unittest
import zipfile

from support import Case, main, of_type, run

TITLE = "Five states, one river"
# kind and text; items stand in one list
ARTICLE = [
    ("h", TITLE),
    ("p", "It took nineteen years, three mediators and one celebrated walk-out, but on a wet Saturday in "
          "October the five states of the basin finally signed an agreement on the administration of the "
          "water that runs through all of them, from the glaciers to the salt marshes."),
    ("p", "“A river doesn’t read our constitutions,” said the chairwoman of the commission, who had kept "
          "the negotiations alive through two changes of government; “it only knows whether we’ve left "
          "enough in it for the next town downstream.”"),
    ("h", "What the agreement says"),
    ("p", "Under the compact the states may together take no more than 2.4 billion cubic metres in any "
          "calendar year. The shares were fixed by a self-governing tribunal whose representatives had "
          "considered meteorological, agricultural and demographic circumstances in extraordinary detail."),
    ("i", "Every withdrawal above one thousand cubic metres has to be measured and published monthly."),
    ("i", "A municipality that exceeds its allowance compensates the municipalities further downstream."),
    ("i", "Disputes are settled by arbitration; the self-governing tribunal has the last word."),
    ("p", "Environmental organisations called the compromise disappointing, arguing that the precipitation "
          "statistics on which it rests are systematically overoptimistic & that a < b is no policy. Farmers’ "
          "associations, by contrast, complained about disproportionate responsibilities and about the "
          "well-known unpredictability of the monitoring instruments."),
    ("h", "And what it leaves open"),
    ("p", "Nobody could say on Saturday who would pay for the infrastructure. The interdepartmental working "
          "group is expected to present its recommendations before the first frost, naïve as that may sound, "
          "and the parliaments of all five states would then have to ratify them unanimously."),
    ("p", "Until then the provisional arrangements of the preceding decade continue to apply, including the "
          "controversial exemption for hydroelectric installations that were commissioned before the war."),
]


def plain():
    return "\n\n".join(text for _, text in ARTICLE) + "\n"


def markdown():
    marks = {"h": "## ", "p": "", "i": "- "}
    lines = []
    for n, (kind, text) in enumerate(ARTICLE):
        lines.append(("# " if n == 0 else marks[kind]) + text.replace("<", "\\<"))
    return "\n\n".join(lines) + "\n"


def body():
    out = []
    for inside, group in itertools.groupby(ARTICLE, key=lambda part: part[0] == "i"):
        items = [(k, html.escape(t, quote=False)) for k, t in group]
        if inside:
            out.append("<ul>" + "".join(f"<li>{t}</li>\n" for _, t in items) + "</ul>")
        else:
            out += [f"<h2>{t}</h2>" if k == "h" else f"<p>{t}</p>" for k, t in items]
    return "\n".join(out)


def page():
    return f"<!DOCTYPE html><html lang='en'><head><title>{TITLE}</title></head><body>{body()}</body></html>"


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)


def docx(path):
    paragraphs = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{html.escape(t, quote=False)}</w:t></w:r></w:p>"
                         for _, t in ARTICLE)
    zipped(path, [("[Content_Types].xml", "<Types/>"),
                  ("word/document.xml", "<w:document xmlns:w='w'><w:body>" + paragraphs +
                   "</w:body></w:document>")])


def odt(path):
    names = {"h": "text:h", "p": "text:p", "i": "text:p"}
    parts = "".join(f"<{names[k]}>{html.escape(t, quote=False)}</{names[k]}>" for k, t in ARTICLE)
    zipped(path, [("mimetype", "application/vnd.oasis.opendocument.text"),
                  ("content.xml", "<office:document-content xmlns:office='o' xmlns:text='t'><office:body>"
                   "<office:text>" + parts + "</office:text></office:body></office:document-content>")])


def epub(path):
    zipped(path, [("mimetype", "application/epub+zip"),
                  ("META-INF/container.xml",
                   "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"),
                  ("c.opf", f"<package xmlns:dc='d'><metadata><dc:title>{TITLE}</dc:title></metadata><manifest>"
                   "<item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>"),
                  ("a.xhtml", page())])


def pdf(path, size):
    macros = {"h": ".SH\n", "p": ".LP\n", "i": ".LP\n"}
    source = f".nr PS {size}\n.nr VS {size + 2}\n.nr PD 0.8v\n" + "".join(
        macros[k] + t.replace("\\", "\\e").replace("’", "\\[cq]") + "\n" for k, t in ARTICLE)
    done = subprocess.run(["groff", "-Kutf8", "-Tpdf", "-ms"], input=source.encode(), capture_output=True, check=True)
    path.write_bytes(done.stdout)


@unittest.skipUnless(shutil.which("gropdf") and shutil.which("pdftotext"), "needs groff and poppler-utils")
class Formats(Case):
    def test_give_the_same_passages_and_find_each_other(self):
        folder = self.at / "a"
        self.write("a/article.txt", plain())
        self.write("a/article.md", markdown())
        self.write("a/article.html", page())
        docx(folder / "article.docx")
        odt(folder / "article.odt")
        epub(folder / "article.epub")
        pdf(folder / "article.pdf", 10)
        pdf(folder / "large.pdf", 18)  # over several pages, with their numbers
        names = sorted(p.name for p in folder.iterdir())
        self.assertEqual(len(names), 8)
        done = run("report", folder, "--main-text-only", "--format", "jsonl")
        self.assert_exit(done, 0)
        documents = {d["id"]: d for d in of_type(done.stdout, "document")}
        wanted = documents["a/article.txt"]
        for name in names:
            got = documents["a/" + name]
            self.assertEqual(got["passages"], wanted["passages"], name)
            self.assertEqual(got["tokens"], wanted["tokens"], name)
        # Every passage is found in every other format.
        pairs = {}
        for pair in of_type(done.stdout, "pair"):
            a, b = pair["a"], pair["b"]
            for x, y in ((a, b), (b, a)):
                if x["document"] == "a/article.txt":
                    key = (x["begin"], y["document"])
                    pairs[key] = max(pairs.get(key, 0), pair["jaccard"])
        text = plain()
        for _, part in ARTICLE:
            begin = len(text[:text.index(part)].encode())
            for name in names:
                if name != "article.txt":
                    self.assertGreaterEqual(pairs.get((begin, "a/" + name), 0), 0.98, (name, part[:40]))
        # And every document is a duplicate of every other.
        for name in set(names) - {"article.txt"}:
            compared = run("compare", folder / "article.txt", folder / name, "--format", "jsonl")
            self.assert_exit(compared, 0)
            (whole,) = of_type(compared.stdout, "comparison")
            self.assertGreaterEqual(whole["jaccard"], 0.98, name)

    def test_ranges_of_a_pdf_say_their_page(self):
        folder = self.at / "b"
        self.write("b/article.txt", plain())
        pdf(folder / "large.pdf", 18)
        done = run("duplicates", folder, "--format", "jsonl")
        self.assert_exit(done, 0)
        pages = [r["page"] for p in of_type(done.stdout, "pair") for r in (p["a"], p["b"])
                 if r["document"] == "b/large.pdf"]
        self.assertEqual(pages, sorted(pages))
        self.assertEqual(pages[0], 1)
        self.assertGreater(pages[-1], 1)
        self.assertNotIn("page", json.dumps([p["a"] for p in of_type(done.stdout, "pair")]))


if __name__ == "__main__":
    main()
