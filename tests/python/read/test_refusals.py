"""Each document that cannot be read is refused in one line, and the rest is read."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from helpers.reports import as_docx, as_pdf, as_text, report


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def changed_docx(name: str, content: bytes) -> bytes:
    """A Word document with one part more, or another one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_docx(report()))) as original,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for member in original.namelist():
            if member != name:
                written.writestr(member, original.read(member))
        written.writestr(name, content)
    return out.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512

REFUSED = {
    "empty.txt": (b"", "an empty file"),
    "blank.txt": (b" \n\n ", "an empty file"),
    "blank.docx": (as_docx([""]), "no text"),
    "old.doc": (COMPOUND, "an old Office file (.doc)"),
    "locked.docx": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "it has a password"),
    "cut.docx": (as_docx(report())[:-400], "a damaged Word file"),
    "cut.pdf": (b"%PDF-1.4\n1 0 obj", "a damaged PDF"),
    "scan.pdf": (as_pdf(["1"] * 3, lines_per_page=1), "a PDF of pictures, without text"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture"),
    "text.rtf": (b"{\\rtf1 x}", "a text document (RTF)"),
    "page.mht": (b"MIME-Version: 1.0\n", "a web archive (MHTML)"),
    "macros.docx": (changed_docx("word/vbaProject.bin", b"x"), "a file with macros"),
    "entities.docx": (changed_docx("word/document.xml", ENTITIES), "declares entities"),
    "entities.html": (
        b'<!DOCTYPE x [<!ENTITY a "b">]><html><body><p>&a;</p></body></html>',
        "declares entities",
    ),
    "data.xml": (b'<?xml version="1.0"?><rows><row/></rows>', "XML that is no web page"),
    "sheet.xlsx": (
        archive(**{"[Content_Types].xml": b"<a/>", "xl__workbook.xml": b"<a/>"}),
        "no Word document",
    ),
    "data.bin": (b"abc\0def" * 20, "NUL bytes"),
    "bytes.txt": (bytes(range(128, 256)) * 20, "text in no encoding"),
    "nested.zip": (archive(inner_dot_zip=archive(a_dot_txt=b"a")), "an archive in an archive"),
    "nothing.zip": (archive(), "an empty archive"),
    "cut.zip": (archive(a_dot_txt=b"a" * 5000)[:40], "a damaged zip file"),
    "bomb.zip": (archive(a_dot_txt=b"\0" * 2**20 * 210), "210 MB unpacked"),
    "bomb.docx": (changed_docx("word/media/a.xml", b" " * 2**20 * 101), "more than 100 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_line_with_its_kind_and_the_remedy(read, name: str) -> None:
    content, said = REFUSED[name]
    Path(name).write_bytes(content)
    Path("good.txt").write_bytes(as_text(report()))

    answer = read(name, "good.txt")

    assert answer.code == 3
    (line,) = [line for line in answer.out.splitlines() if line.startswith(name)]
    assert said in line
    assert line.count(". ") >= 1, "no remedy"
    assert "1 documents read, 1 refused" in answer.out
    assert "Traceback" not in answer.err


def test_a_file_of_200_mb_is_refused_unread(read) -> None:
    with Path("large.pdf").open("wb") as file:
        file.truncate(200 * 2**20)

    answer = read("large.pdf")

    assert answer.code == 3
    assert "large.pdf: 200 MB; at most 50 MB are expected" in answer.out


@pytest.mark.parametrize(
    "text",
    [
        "地区生产总值" + "平均值" * 3000 + "。",
        "地区生产总值由" + "1到" * 3000 + "。",
        "稳定" * 3000 + "地区生产总值增长5%。",
        "进出口总额" * 20_000 + "。",
        "，" * 100_000,
        "（" * 50_000 + "地区生产总值",
    ],
    ids=["words", "steps", "manner", "names", "pauses", "brackets"],
)
def test_a_text_that_matches_in_many_ways_takes_no_longer_than_others(read, text: str) -> None:
    Path("r.txt").write_bytes(as_text([*report(), text]))
    began = time.process_time()

    answer = read("r.txt")

    assert answer.code == 0
    assert time.process_time() - began < 15


def test_a_pipe_and_an_empty_folder_are_refused_and_hang_nothing(read) -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()

    answer = read("pipe", "folder")

    assert answer.code == 3
    assert "no file that can be read" in answer.out
    assert "a folder without files" in answer.out


def test_one_broken_file_does_not_keep_the_others_of_its_archive(read) -> None:
    Path("all.zip").write_bytes(archive(a_dot_txt=as_text(report()), b_dot_docx=b"PK\3\4word/"))

    answer = read("all.zip", "--json")

    assert answer.code == 3
    assert len(answer.report["documents"]) == len(answer.report["problems"]) == 1


def test_a_pdf_without_its_chinese_font_is_refused_where_the_system_has_none_either(
    read, monkeypatch
) -> None:
    monkeypatch.setattr("pypdfium2.PdfSysfontBase.MapFont", lambda *_: None)
    Path("named.pdf").write_bytes(as_pdf(report(), embedded=False))
    Path("whole.pdf").write_bytes(as_pdf(report()))

    answer = read("named.pdf", "whole.pdf")

    assert answer.code == 3
    assert "named.pdf: a PDF that lacks its Chinese font" in answer.out
    assert "fonts-noto-cjk" in answer.out
    assert "1 documents read, 1 refused" in answer.out


def test_a_pdf_that_lacks_a_latin_font_is_read_where_the_system_has_none_either(
    read, monkeypatch
) -> None:
    missed = []
    monkeypatch.setattr("pypdfium2.PdfSysfontBase.MapFont", lambda *font: missed.append(font))
    content = as_pdf(report())
    start, end = content.index(b"2 0 obj\n") + 8, content.index(b"\nendobj\n3 0 obj")
    latin = b"<</Type/Font/Subtype/TrueType/BaseFont/Calibri/Encoding/WinAnsiEncoding>>"
    content = content[:start] + latin.ljust(end - start) + content[end:]
    before, _, last_line = content.rpartition(b"/F1 12 Tf")
    Path("latin.pdf").write_bytes(before + b"/F0 12 Tf" + last_line)

    answer = read("latin.pdf")

    assert answer.code == 0, answer.out
    assert missed


def test_a_pdf_with_a_password_is_refused(read) -> None:
    # RC4, revision 2, with the keys of a password.
    trailer = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32
    content = as_pdf(report()).replace(
        b"trailer<<", b"trailer<<" + trailer + b">>>/ID[<4141><4141>]"
    )
    Path("locked.pdf").write_bytes(content)

    answer = read("locked.pdf")

    assert answer.code == 3
    assert "locked.pdf: it has a password. Save it without a password." in answer.out
