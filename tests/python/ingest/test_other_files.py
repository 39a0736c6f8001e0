"""Files under a wrong name, in another encoding, or with lines around their table."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from ingest_builders import Project, as_csv, as_xlsx, rows

BAD_INPUT = 3
TABLE = rows({}, {"year": "2025"})
TITLE = "2026年各省目标"


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def strict() -> bytes:
    """A workbook with the names of Strict Open XML, as Excel writes it on request."""
    names = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    members = []
    with zipfile.ZipFile(io.BytesIO(as_xlsx(TABLE))) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            for transitional, of_strict in names:
                part = part.replace(transitional, of_strict)
            members.append((name, part))
    return packed(*members)


def compound(*parts: str) -> bytes:
    """What begins an old Office file, with the names of its parts."""
    names = b"".join(part.encode("utf-16-le").ljust(128, b"\0") for part in parts)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


HTML = "<html><meta charset='utf-8'><table><tr><td>省份</td></tr></table></html>"
XML = (
    "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>"
    "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"
)

KINDS: dict[str, tuple[str, bytes, str]] = {
    "HTML": ("a.xls", HTML.encode(), "a web page (HTML)"),
    "HTML with a byte order mark": ("a.xls", HTML.encode("utf-8-sig"), "a web page (HTML)"),
    "HTML in UTF-16": ("a.xls", HTML.encode("utf-16"), "a web page (HTML)"),
    "HTML in GBK, in capitals": ("a.csv", b"\n" + HTML.upper().encode("gbk"), "a web page (HTML)"),
    "a table without a page": ("a.xlsx", b"<TABLE><TR><TD>1", "a web page (HTML)"),
    "XML of Excel 2003": ("a.xls", XML.encode(), "an XML spreadsheet of Excel 2003"),
    "XML": ("a.csv", b"<?xml version='1.0'?><rows/>", "an XML file"),
    "flat OpenDocument": (
        "a.csv",
        b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:x'/>",
        "an OpenDocument spreadsheet (flat XML)",
    ),
    "Strict Open XML": ("a.xlsx", strict(), "a Strict Open XML workbook"),
    "OpenDocument": (
        "a.xlsx",
        packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
        "an OpenDocument spreadsheet (.ods)",
    ),
    "a binary workbook": (
        "a.xlsx",
        packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"")),
        "a binary Excel workbook (.xlsb)",
    ),
    "a Word document": (
        "a.xlsx",
        packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")),
        "a Word document",
    ),
    "an old Word document": ("a.xls", compound("Root Entry", "WordDocument"), "a Word document"),
    "an old workbook": ("a.xlsx", compound("Root Entry", "Workbook"), "an old Excel file (.xls)"),
    "a password": (
        "a.xlsx",
        compound("Root Entry", "EncryptedPackage"),
        "a workbook with a password",
    ),
    "JSON": ("a.csv", json.dumps(TABLE).encode(), "a JSON file"),
    "JSON in lines": ("a.csv", json.dumps(TABLE[0]).encode() + b"\n", "a JSON file"),
    "PDF": ("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document"),
    "RTF": ("a.csv", b"{\\rtf1\\ansi {\\b x}}", "a text document (RTF)"),
    "a web archive": ("a.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "a web archive"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
    "gzip": ("a.csv", b"\x1f\x8b\x08\0\0", "a compressed file (gzip)"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_kind_is_called_what_it_is(wary_project: Project, kind: str) -> None:
    name, content, called = KINDS[kind]
    wary_project.file(content, name)

    answer = wary_project.ingest(name)

    assert answer.code == BAD_INPUT
    assert answer.out.count(f"{name}: {called}") == 1
    assert "internal" not in answer.err


CHINESE = {"publisher": "某统计局", "title": "二零二六年目标", "note": "见公报"}
TRADITIONAL = {"publisher": "臺北市政府主計處", "title": "二零二六年經濟成長目標", "note": "見公報"}
JAPANESE = {"publisher": "内閣府経済社会総合研究所", "title": "県民経済計算の目標値について"}
KOREAN = {"publisher": "통계청", "title": "이천이십육년 지역총생산 목표", "note": "공보 참조"}
WESTERN = {
    "raw_text": "5%",
    "publisher": "Ministère de l’Économie",
    "title": "Québec – «objectifs» à réviser",
}

ENCODINGS = {
    "Big5": (TRADITIONAL, "big5", "text in Big5"),
    "Big5 with Chinese headings": (
        {**TRADITIONAL, "geography_code": "遼寧"},
        "big5",
        "text in Big5",
    ),
    "Shift-JIS": (JAPANESE, "shift_jis", "text in Shift-JIS"),
    "EUC-JP": (JAPANESE, "euc_jp", "text in EUC-JP"),
    "EUC-KR": (KOREAN, "euc_kr", "text in EUC-KR"),
    "a Western encoding": (WESTERN, "cp1252", "neither UTF-8 nor GBK"),
    "one word of a Western encoding": (
        {"raw_text": "5%", "title": "Größe"},
        "cp1252",
        "neither UTF-8 nor GBK",
    ),
    "UTF-16 of a Mac": (CHINESE, "utf-16-be", "text in UTF-16"),
    "UTF-16 without a mark": (CHINESE, "utf-16-le", "text in UTF-16"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_another_encoding_is_named_and_never_read_as_gbk(
    wary_project: Project, encoding: str
) -> None:
    change, codec, called = ENCODINGS[encoding]
    table = rows({"geography_code": "110000", **change}, {"geography_code": "120000", **change})
    wary_project.file(as_csv(table, encoding=codec))

    answer = wary_project.ingest("round.csv")

    assert answer.code == BAD_INPUT
    assert called in answer.out


@pytest.mark.parametrize(
    "change",
    [
        CHINESE,
        {"publisher": "某厅"},
        {"raw_text": "增长5%"},
        {"geography_code": "四川"},
        {"title": "㐂 of the 统计局", "publisher": "朱镕基"},
    ],
)
def test_chinese_in_gbk_is_read_however_little_there_is(
    quick_project: Project, change: dict[str, object]
) -> None:
    table = rows({"geography_code": "110000", "raw_text": "5%", **change})
    quick_project.file(as_csv(table, encoding="gb18030"))

    report = quick_project.ingest("round.csv", "--json").report

    assert report["read_as"] == "CSV in GB18030 (GBK)"
    (added,), (source,) = report["additions"], report["sources"]
    read = {**added, **source}
    assert {name: read[name] for name in change if name != "geography_code"} == {
        name: text for name, text in change.items() if name != "geography_code"
    }


@pytest.mark.parametrize("word", ["原页", "喆"])
def test_text_that_may_be_gbk_or_another_encoding_is_refused(
    wary_project: Project, word: str
) -> None:
    table = rows({"geography_code": "110000", "raw_text": "5%", "title": word})
    wary_project.file(as_csv(table, encoding="gbk"))

    answer = wary_project.ingest("round.csv")

    assert answer.code == BAD_INPUT
    assert "UTF-8" in answer.out


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_off_in_the_middle_of_a_character_is_named(
    wary_project: Project, encoding: str
) -> None:
    content = as_csv(TABLE, columns=["year", "value", "title"], encoding=encoding)
    wary_project.file(content.rstrip(b"\n")[:-1])

    answer = wary_project.ingest("round.csv")

    assert answer.code == BAD_INPUT
    assert "the file ends in the middle of a character: it was cut off" in answer.out


def test_a_file_cut_off_in_its_last_row_is_refused(wary_project: Project) -> None:
    content = as_csv(TABLE)
    wary_project.file(content[: content.rindex(b",2025,") + 6])

    answer = wary_project.ingest("round.csv")

    assert answer.code == BAD_INPUT
    assert "round.csv, row 3: 5 fields where the header has 17" in answer.out


def test_a_file_cut_off_in_its_last_field_is_found_by_its_missing_line_break(
    quick_project: Project,
) -> None:
    table = rows({}, {"year": "2025", "note": "as printed on page 12"})
    content = as_csv(table, columns=[*(name for name in table[0] if name != "note"), "note"])
    advice = "row 3: the file ends without a line break: see whether this row is whole"

    quick_project.file(content)
    assert advice not in quick_project.ingest("round.csv").out

    quick_project.file(content.rstrip(b"\n")[:-4])
    assert advice in quick_project.ingest("round.csv").out


ABOVE: dict[str, Callable[[], bytes]] = {
    "semicolons": lambda: as_csv(TABLE, above=f"{TITLE}\n").replace(b",", b";"),
    "semicolons and commas in the title": lambda: (
        "目标, 实际, 来源\n".encode() + as_csv(TABLE).replace(b",", b";")
    ),
    "semicolons and decimal commas in wordings": lambda: (
        as_csv(
            rows(*({"raw_text": "5,0%", "value": "5", "year": year} for year in ("2026", "2025"))),
            above=f"{TITLE}\n",
        )
        .replace(b",", b";")
        .replace(b'"5;0%"', b"5,0%")
    ),
    "tabs": lambda: as_csv(TABLE, above=f"{TITLE}\n").replace(b",", b"\t"),
    "tabs, in GBK, with Windows line ends": lambda: as_csv(
        TABLE, above=f"{TITLE}\r\n", encoding="gbk", newline="\r\n"
    ).replace(b",", b"\t"),
    "commas": lambda: as_csv(TABLE, above=f"{TITLE}；来源：网络\n"),
    "the hint of Excel": lambda: b"sep=;\n" + as_csv(TABLE).replace(b",", b";"),
}


@pytest.mark.parametrize("delimiter", ABOVE)
def test_a_title_above_the_header_is_skipped_whatever_the_delimiter(
    quick_project: Project, delimiter: str
) -> None:
    quick_project.file(ABOVE[delimiter]())

    report = quick_project.ingest("round.csv", "--json").report

    assert report["problems"] == []
    assert [added["year"] for added in report["additions"]] == ["2025", "2026"]


def test_a_byte_order_mark_in_the_middle_is_no_part_of_a_name(quick_project: Project) -> None:
    joined = as_csv(TABLE[:1], encoding="utf-8-sig") + as_csv(TABLE[1:], encoding="utf-8-sig")
    quick_project.file(joined)

    report = quick_project.ingest("round.csv", "--json").report

    assert (len(report["additions"]), report["problems"]) == (2, [])
