#!/usr/bin/env python3
"""Writes small well-formed inputs for the fuzz targets of the readers: make_seeds.py FOLDER."""

import bz2
import gzip
import io
import lzma
import pathlib
import sys
import tarfile
import zipfile

HTML = ("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>T</title><meta name='date' "
        "content='2020-01-02'><script type='application/ld+json'>{\"headline\":\"H\"}</script></head><body>"
        "<nav><a href='/'>Home</a></nav><article><h1>H</h1><p>One &amp; <b>two</b></p><pre> x\n y</pre>"
        "<table><tr><td>a<td>b</tr></table></article><footer class='main-nav'>F</footer></body></html>")
ANCHORS = ("<html><body><nav id=n><h2 id=m>M</h2></nav><div id=c><h2 id='a b'>A</h2><h2 id=h>H</h2><p>one<sup id=r>1</sup>"
           "<p id=h>two<p><a name=x></a>three<div><h3><span id='\"><b>'>S</span></h3>[e]</div><p>four</div></body></html>")
MARKDOWN = ("---\ntitle: \"T\"\nauthors:\n  - A\ndate: 2020-01-02\n---\n# H\n\nA *b* **c** [d](e) &amp; `f`\nmore\n\n"
            "- one\n- [x] two\n  1986. three\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n<div>html</div>\n\n"
            "![i](j) ~~k~~ <br> \\* www.example.org\n\n> q\n\n---\n\n<a name=x></a>\n## l <b id='y'>m</b>\n\n"
            "<div id=z><p>n\n\n- o <i id=w>p</i>\n")
MAIL = ("From: =?utf-8?Q?J=C3=A4ne?= <j@example.org>\r\nSubject: =?koi8-r?B?7cnS?=\r\nDate: Sat, 15 Oct 2016 08:09:10 "
        "+0200\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; format=flowed; "
        "delsp=yes\r\n\r\nA line \r\n>From on.\r\n-- \r\nsig\r\n--c\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>A =C3=A4</p>\r\n--c--\r\n--b\r\nContent-Type: text/csv; "
        "name=t.csv\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\naWQsdGV4dAoxLGEK\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: k@example.org\r\n\r\ninner\r\n--b--\r\n")
LAYOUT = ("<body><page width=\"595\" height=\"842\"><flow><block xMin=\"72\" yMin=\"100\" xMax=\"500\" yMax=\"130\">"
          "<line xMin=\"72\" yMin=\"100\" xMax=\"500\" yMax=\"110\"><word xMin=\"72\" yMin=\"100\" xMax=\"90\" "
          "yMax=\"110\">well-</word></line><line xMin=\"72\" yMin=\"112\" xMax=\"300\" yMax=\"122\"><word xMin=\"72\" "
          "yMin=\"112\" xMax=\"99\" yMax=\"122\">known.</word></line></block></flow></page><page><line xMin=\"72\" "
          "yMin=\"20\" xMax=\"99\" yMax=\"30\"><word xMin=\"72\">2</word></line></page>")


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            stored = name == "mimetype" or name.endswith(".zip")
            archive.writestr(name, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members, kind):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def zstd(content):
    """A frame with one block that is not compressed."""
    return b"\x28\xb5\x2f\xfd\x20" + bytes([len(content)]) + (len(content) << 3 | 1).to_bytes(3, "little") + content


def warc(kind, uri, block, content_type="application/http; msgtype=response"):
    return (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2022-02-03T04:05:06Z\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


def seeds():
    members = [("d/a.txt", b"text"), ("../b.html", HTML.encode()), ("r.jsonl", b'{"text":"t","id":"i"}\n'),
               ("t.csv.gz", gzip.compress(b"id,text\n1,a\n"))]
    inner = zipped(members)
    docx = zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml",
                   "<w:d xmlns:w='w'><w:p><w:r><w:t>a</w:t><w:tab/><w:br/></w:r></w:p></w:d>")])
    odt = zipped([("mimetype", "application/vnd.oasis.opendocument.text"),
                  ("content.xml", "<o xmlns:t='t'><t:h>h</t:h><t:p>a<t:s t:c='3'/><t:note><t:p>n</t:p></t:note></t:p></o>"),
                  ("meta.xml", "<m xmlns:dc='d'><dc:title>T</dc:title><dc:date>2020-01-02</dc:date></m>")])
    epub = zipped([("mimetype", "application/epub+zip"),
                   ("META-INF/container.xml", "<c><rootfile full-path='a/c.opf'/></c>"),
                   ("a/c.opf", "<p><item id='a' href='x.html'/><itemref idref='a'/></p>"), ("a/x.html", HTML)])
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    archive = (warc("warcinfo", "", b"a: b\r\n", "application/warc-fields") +
               warc("response", "http://a/", page + b"\r\n" + HTML.encode()) +
               warc("response", "http://b/", page + b"Transfer-Encoding: chunked\r\n\r\n4;x\r\n<p>a\r\n0\r\n\r\n") +
               warc("response", "http://c/", page + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>z")) +
               warc("resource", "d", b"plain", "text/plain"))
    return {
        "zip": [inner, zipped([("n.zip", inner), ("a.docx", docx)])],
        "tar": [tarred(members + [("n.zip", inner)], kind) for kind in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT)] +
               [gzip.compress(tarred(members, tarfile.USTAR_FORMAT))],
        "warc": [archive, gzip.compress(archive)],
        "compressed": [pack(b"Some text, some text, some text.\n") for pack in (gzip.compress, bz2.compress, lzma.compress, zstd)],
        "mail": [MAIL.encode()],
        "mbox": [b"From x 2016\n" + MAIL.encode() + b"\nFrom y 2016\nFrom: a@b\n\ntext\n"],
        "ingest": [bytes([n]) + content for n, content in enumerate((b"text", b'{"text":"t"}\n', HTML.encode(), b"id,text\n1,a\n"))],
        "html": [HTML.encode(), ANCHORS.encode()],
        "markdown": [MARKDOWN.encode(), MARKDOWN.replace("---", "+++", 2).replace(": ", " = ").encode()],
        "subtitles": [b"WEBVTT - a\nLanguage: en\n\nNOTE x\n\n1\n00:01.000 --> 00:02.500 line:0\n<v.a Ada>one<00:02.000><c> &amp;</c>\n",
                      b"1\r\n00:00:01,000 --> 00:00:02,000\r\n- {\\an8}a\r\n>> B: b\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n>> B: b\r\n",
                      b"0:00:01.000,0:00:02.000\n[a]\n\n0:00:09.000,0:00:11.000\nb.\n"],
        "table": [b"id,text,date\n1,\"a \"\"b\"\"\nc\",2020\n2,d,\n", b"id\ttext\n1\ta\n"],
        "json_lines": [b'{"id":1,"text":"a\\u00e9","date":20200102}\n{"text":"b","lang":"en"}\n{"x":\n'],
        "office": [b"\0<w:d xmlns:w='w'><w:p><w:t>a</w:t></w:p></w:d>", b"\1" + docx, b"\2" + odt, b"\3" + epub],
        "pdf_layout": [LAYOUT.encode(), b"page one\n\n\fpage two"],
        "speakers": [text.encode() for text in (
            "SMITH (D-MA): We do.\n\nDr. JONES: Do we, Mr. O'Neil-Hale?\n\nSMITH: Yes -\n\nJONES: No.\n",
            "**Anna Berg:** One.\nMore.\n**Tom Hale:** Two?\n**Anna Berg**: Three.\n**Tom Hale**: Four.\n",
            "[12/03/2021, 10:15:32] anna k: who\n10:16 PM - Tom: not me\n10:15 <ak> one\n10:16 <@tom> two\n[10:17] anna k: x\n",
            "Mr. SMITH of Texas. I rise.\nThe PRESIDING OFFICER. So ordered.\nMr. SMITH of Texas. So.\nMs. HALE. Oh.\nMs. HALE. No.\n",
            "Anna Berg  0:00\nIt began.\n\nTom Hale  0:15\nAnd now?\n\nAnna Berg  0:21\nHere.\n\nTom Hale  0:40\nOh.\n",
            "HOST (Ida Roe): Hi.\nQ: Me?\nHOST: You.\nQ: Thanks.\nBERG, of Ida Roe: So.\nBERG: Well.\nDate: 1\n",
            "王小明：我们应该修桥。\n李华：钱从哪里来？\n王小明：从税里来。\n李华：我不同意。\n")],
        "metadata_table": [b"id,title,date\na,T,2020\nc,U,x\n", b"path\tlanguage\nb\ten_GB\n"],
    }


def main():
    root = pathlib.Path(sys.argv[1])
    for name, inputs in seeds().items():
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(inputs):
            (folder / str(number)).write_bytes(content)


if __name__ == "__main__":
    main()
