"""The output of a reading, and its way into the seeds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from helpers.reports import as_docx, as_pdf, as_text, report

REPOSITORY = Path(__file__).resolve().parents[3]


def test_each_figure_is_shown_with_its_number_its_words_its_place_and_its_sentence(read) -> None:
    Path("r.txt").write_bytes(as_text(report("福建省", 2027)))

    answer = read("r.txt")

    assert answer.code == 0
    lines = answer.out.splitlines()
    at = next(n for n, line in enumerate(lines) if "retail_sales target 2027" in line)
    assert lines[at].startswith("  + retail_sales target 2027: 5.5 (增长5.5%左右), paragraph 11,")
    assert "社会消费品零售总额增长5.5%左右，规模以上工业" in lines[at + 1]


def test_numbers_are_those_that_the_rules_of_the_build_read(read) -> None:
    Path("r.txt").write_bytes(as_text(report("福建省", 2027)))

    values = {
        f"{f['indicator']} {f['measure']}": f["value"] for f in read("r.txt", "--json").figures
    }

    assert values["gdp target"] == ""  # a range
    assert (values["unemployment_rate target"], values["cpi target"]) == ("5.5", "2")
    assert values["cpi outturn"] == "-0.1"
    assert (values["gdp size"], values["trade size"]) == ("57761", "20000")


def test_what_a_report_read_whole_does_not_state_is_named(read) -> None:
    Path("r.txt").write_bytes(as_text(report("福建省", 2027)))

    (line,) = re.findall("  no target in the whole text: (.*)\n", read("r.txt").out)
    missing = line.split(", ")
    assert "trade" in missing and "gdp" not in missing


def test_an_extract_proves_no_absence(read) -> None:
    paragraphs = [text[:100] for text in report("福建省", 2027, tasks=("扩大内需",))]
    Path("r.txt").write_bytes(as_text(paragraphs))

    answer = read("r.txt", "--json")

    (document,) = answer.report["documents"]
    assert document["not_stated"] == []
    assert document["is_read_in_full"] == "false"
    assert "an extract?" in " ".join(document["notices"])


def test_a_report_without_a_paragraph_of_targets_is_named_and_proves_no_absence(read) -> None:
    paragraphs = report("福建省", 2027, targets="今年的形势仍然复杂。")
    Path("r.txt").write_bytes(as_text(paragraphs))

    (document,) = read("r.txt", "--json").report["documents"]

    assert document["notices"] == ["the paragraph that sets the year's targets was not recognised"]
    assert document["not_stated"] == []


def test_what_is_not_sure_is_marked_and_why(read) -> None:
    review = [
        "全省地区生产总值增长5.6%。经济持续向好，地区生产总值增长5.8%。进出口总额保持正增长。社会消费品零售总额突破2万亿元。"
    ]
    Path("r.txt").write_bytes(as_text(report("福建省", 2027, review=review)))

    out = read("r.txt").out

    assert "  ? gdp outturn 2026: 5.6" in out
    assert "      look: the text also says 增长5.8%" in out
    assert "      look: no number is read in these words" in out
    assert "      look: the words state a bound, and no amount" in out


def test_what_contradicts_the_seeds_is_shown_with_what_they_have(read) -> None:
    targets = "今年经济社会发展主要预期目标是：地区生产总值增长9%左右，城镇调查失业率5.5%左右。"
    Path("r.txt").write_bytes(as_text(report("福建省", 2025, targets=targets)))

    out = read("r.txt").out

    assert "  ? gdp target 2025: 9" in out
    assert "      contradicts obs-" in out
    assert "  + unemployment_rate target 2025: 5.5" not in out.partition("contradicts")[0]


def test_the_seeds_stay_as_they_are(read) -> None:
    before = {p: p.read_bytes() for p in (REPOSITORY / "seeds").rglob("*.csv")}
    Path("r.docx").write_bytes(as_docx(report("福建省", 2027)))

    assert read("r.docx", "--out", "round.xlsx").code == 0

    assert {p: p.read_bytes() for p in (REPOSITORY / "seeds").rglob("*.csv")} == before


def test_the_sheet_holds_every_new_row_with_its_sentence_and_colours_the_unsure(read) -> None:
    Path("r.txt").write_bytes(as_text(report("福建省", 2027)))

    answer = read("r.txt", "--out", "round.xlsx")

    assert "Wrote round.xlsx" in answer.out
    sheet = openpyxl.load_workbook("round.xlsx").worksheets[0]
    place = {cell.value.split(" / ")[1]: cell.column - 1 for cell in sheet[1]}
    rows = [row for row in sheet.iter_rows(min_row=2) if row[place["indicator"]].value]
    gdp = next(row for row in rows if row[place["indicator"]].value == "地区生产总值")
    assert gdp[place["geography_code"]].value == "福建"
    assert gdp[place["value"]].value is None
    assert gdp[place["sentence"]].value.startswith("今年经济社会发展的主要预期目标是")
    trade = next(row for row in rows if row[place["indicator"]].value == "进出口总额")
    assert trade[place["value"]].value == 20000
    assert trade[place["is_rounded"]].value == "true"
    words = next(row for row in rows if row[place["raw_text"]].value.startswith("分别控制在"))
    assert words[place["release"]].value == "first"
    documents = Path("round.documents.csv").read_text("utf-8").splitlines()
    assert documents[1] == (
        "350000,2027,work_report,福建省人民政府,2027年福建省政府工作报告（2027年1月20日）,"
        "2027-01-20,true"
    )


def test_a_sheet_that_cannot_be_written_is_named_in_one_line(read) -> None:
    Path("r.txt").write_bytes(as_text(report()))

    answer = read("r.txt", "--out", "nowhere/round.xlsx")

    assert answer.code == 6
    assert (
        answer.err.strip() == "error: cannot write nowhere/round.xlsx: No such file or directory."
    )


def test_another_kind_of_sheet_is_a_wrong_option(read) -> None:
    Path("r.txt").write_bytes(as_text(report()))

    assert read("r.txt", "--out", "round.csv").code == 2
    assert read("missing.txt").code == 2


def test_62_reports_are_read_within_500_mb(read) -> None:
    folder = Path("many")
    folder.mkdir()
    files = [(as_docx(report()), "docx"), (as_pdf(report()), "pdf")]
    for number in range(31):
        for content, suffix in files:
            (folder / f"{number}.{suffix}").write_bytes(content)
    # The kernel's own peak: that of `resource` starts at the size of the process that forked.
    script = (
        "import sys; from provincial_targets import cli\n"
        "try: cli.main()\n"
        "finally: print(open('/proc/self/status', encoding='utf-8').read(), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "read", folder, "--project-dir", REPOSITORY],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", done.stderr)
    assert int(kilobytes) < 500 * 1024
    assert "62 documents read, 0 refused" in done.stdout


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
