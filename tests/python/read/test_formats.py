"""One report gives the same figures in every format."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from helpers.reports import as_docx, as_html, as_pdf, as_text, report

Cells = dict[tuple[str, str, int], str]

EXPECTED: Cells = {
    ("gdp", "target", 2026): "增长5%—5.5%，在实际工作中努力争取更好结果",
    ("fiscal_revenue", "target", 2026): "增长3%左右",
    ("fixed_asset_investment", "target", 2026): "增长4%以上",
    ("retail_sales", "target", 2026): "增长5.5%左右",
    ("industrial_value_added", "target", 2026): "增长6.5%",
    ("unemployment_rate", "target", 2026): "分别控制在5.5%和2%以内",
    ("cpi", "target", 2026): "分别控制在5.5%和2%以内",
    ("gdp", "outturn", 2025): "增长5.6%",
    ("gdp", "size", 2025): "57761亿元",
    ("industrial_value_added", "outturn", 2025): "增长7.2%",
    ("fixed_asset_investment", "outturn", 2025): "增长3.9%",
    ("retail_sales", "outturn", 2025): "增长4.4%",
    ("fiscal_revenue", "outturn", 2025): "增长0.6%",
    ("fiscal_revenue", "size", 2025): "3614.6亿元",
    ("trade", "size", 2025): "突破2万亿元",
    ("unemployment_rate", "outturn", 2025): "平均为4.7%",
    ("cpi", "outturn", 2025): "下降0.1%",
}
MAIN = {cell[0] for cell in EXPECTED}


def cells(figures: list[dict[str, object]]) -> Cells:
    return {
        (str(f["indicator"]), str(f["measure"]), int(str(f["year"]))): str(f["raw_text"])
        for f in figures
        if f["indicator"] in MAIN
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.docx", as_docx(report())),
        ("r.pdf", as_pdf(report())),
        ("r.html", as_html(report())),
        ("gbk.html", as_html(report(), "gb2312")),
        ("r.txt", as_text(report())),
        ("gbk.txt", as_text(report(), encoding="gbk")),
        ("utf16.txt", as_text(report(), encoding="utf-16")),
        ("bom.txt", as_text(report(), encoding="utf-8-sig")),
        ("broken.txt", as_text(report(), width=40)),
        ("r.md", as_text(["# " + report()[0], *report()[1:]])),
        ("docx", as_docx(report())),
    ],
)
def test_the_same_figures_are_read_in_every_format(
    read, tmp_path: Path, name: str, content: bytes
) -> None:
    Path(name).write_bytes(content)

    answer = read(name, "--json")

    assert answer.code == 0, answer.err
    assert cells(answer.figures) == EXPECTED


def test_lines_may_break_inside_numbers_and_words_at_any_width(read) -> None:
    for width in range(24, 44):
        Path(f"{width}.txt").write_bytes(as_text(report(), width=width))
        Path(f"{width}.pdf").write_bytes(as_pdf(report(), width=width))

    documents = read(*sorted(Path().iterdir()), "--json").report["documents"]

    assert len(documents) == 40
    for document in documents:
        assert cells(document["figures"]) == EXPECTED, document["file"]


def test_each_figure_has_its_place_and_its_sentence_as_printed(read) -> None:
    paragraphs = report()
    Path("r.docx").write_bytes(as_docx(paragraphs))

    for figure in read("r.docx", "--json").figures:
        paragraph = paragraphs[figure["paragraph"] - 1]
        assert figure["raw_text"] in paragraph[figure["start"] : figure["end"]]
        assert figure["sentence"] in paragraph
        assert len(figure["raw_text"]) <= 60


def test_a_page_in_a_form_is_read_and_its_title_may_stand_in_its_head_alone(read) -> None:
    page = as_html(report()[2:]).decode()
    page = page.replace("<title>x", "<title>2026年福建省政府工作报告_福建省人民政府门户网站")
    page = page.replace("<body>", '<body><form id="form1"><input name="q">')
    Path("r.html").write_text(page.replace("</body>", "</form></body>"), "utf-8")

    answer = read("r.html", "--json")

    assert answer.code == 0, answer.report["problems"]
    assert cells(answer.figures) == EXPECTED


def test_folders_and_archives_are_read_whole(read) -> None:
    Path("reports/2026").mkdir(parents=True)
    Path("reports/2026/a.docx").write_bytes(as_docx(report("福建省")))
    Path("reports/b.txt").write_bytes(as_text(report("江西省")))
    Path("reports/~$a.docx").write_bytes(b"lock")
    with zipfile.ZipFile("more.zip", "w") as archive:
        archive.writestr("报告/c.pdf", as_pdf(report("安徽省")))

    answer = read("reports", "more.zip", "--json")

    assert answer.code == 0
    assert [document["geography_code"] for document in answer.report["documents"]] == [
        "350000",
        "360000",
        "340000",
    ]


def test_names_that_windows_wrote_into_an_archive_are_shown_in_chinese(read) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("报告.txt", as_text(report()))
    name = "报告.txt".encode()
    # As Windows writes it: the bytes of GBK, without the flag of UTF-8.
    old = "报告.txt".encode("gbk")
    content = out.getvalue().replace(name, old + b"_" * (len(name) - len(old)))
    content = content.replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00")
    Path("old.zip").write_bytes(content)

    answer = read("old.zip", "--json")

    assert "报告.txt" in (answer.report["documents"] or answer.report["problems"])[0]["file"]


def test_tables_boxes_and_tracked_changes_of_word_count_as_the_reader_sees_them(read) -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraphs = report()
    place = next(n for n, text in enumerate(paragraphs) if "主要预期目标" in text)
    document = docx.Document()
    for text in paragraphs[:place]:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = paragraphs[place]
    changed = document.add_paragraph()
    for kind, words in (("del", "进出口总额增长9%。"), ("ins", "进出口总额增长5%左右。")):
        change = OxmlElement(f"w:{kind}")
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "a")
        run, text = OxmlElement("w:r"), OxmlElement("w:delText" if kind == "del" else "w:t")
        text.text = words
        run.append(text)
        change.append(run)
        changed._p.append(change)
    for text in paragraphs[place + 1 :]:
        document.add_paragraph(text)
    document.save("r.docx")

    found = cells(read("r.docx", "--json").figures)

    assert found == {**EXPECTED, ("trade", "target", 2026): "增长5%左右"}
