"""A value is compared with its wording by the warehouse's own rules, before anything is merged."""

from __future__ import annotations

import pytest

from provincial_targets.ingest.reference.seedfiles import EXCEPTIONS, OBSERVATIONS
from provincial_targets.terminal.exits import Exit

from ingest_builders import Project, as_csv, rows

BAD_INPUT = int(Exit.BAD_INPUT)
OUTTURN = {"measure": "outturn", "indicator": "fixed_asset_investment", "year": "2025"}
SIZE = {"measure": "size", "year": "2025"}


def outturn(value: str, wording: str, province: str = "天津") -> dict[str, str]:
    return {**OUTTURN, "geography_code": province, "value": value, "raw_text": wording}


def size(value: str, wording: str, province: str = "天津") -> dict[str, str]:
    return {**SIZE, "geography_code": province, "value": value, "raw_text": wording}


def target(value: str, wording: str, province: str = "天津") -> dict[str, str]:
    return {"geography_code": province, "value": value, "raw_text": wording}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (outturn("2.3", "负增长2.3%"), "-2.3 is read"),
        (outturn("2.3", "同比下滑2.3%"), "-2.3 is read"),
        (outturn("2.3", "▲2.3%"), "-2.3 is read"),
        (outturn("2.3", "（2.3%）"), "-2.3 is read"),
        (outturn("2.3", "降幅收窄至2.3%"), "-2.3 is read"),
        (outturn("2.3", "降幅收窄2.3%"), "no single number is read"),
        (outturn("2.3", "收窄0.5个百分点"), "no single number is read"),
        (outturn("2", "分别控制在5%和3%以内"), "5 and 3, of two things, are read"),
        (target("5", "5%以上6%以下"), "5.5 is read"),
        (target("", "出口增长9.7%"), "9.7 is read"),
        (size("14879.2", "1兆4,879億"), "14879 is read"),
        (size("1372.01", "1,372.01 billion yuan"), "13720.1 is read"),
        (size("5000", "5000亿美元"), "no single number is read"),
        (size("2900.5", "2900.5元"), "2.9005e-05 is read"),
        (size("2900.5", "2900.5 thousand yuan"), "0.029005 is read"),
        (size("2900.5", "2900.5 mn yuan"), "29.005 is read"),
        (size("2900.5", "2900.5（10 million yuan）"), "290.05 is read"),
        (size("2900.5", "2900.5（万元）"), "0.29005 is read"),
        (size("2900.5", "2900.5亿英镑"), "no single number is read"),
        (size("2900.5", "¥2900.5"), "no single number is read"),
        (size("2900.5", "人均2900.5元"), "no single number is read"),
        (outturn("2.3", "マイナス成長2.3%"), "-2.3 is read"),
        (outturn("2.3", "감소 2.3%"), "no single number is read"),
        (outturn("2.3", "∆2.3%"), "no single number is read"),
        (outturn("2.3", "losses of 2.3%"), "-2.3 is read"),
    ],
    ids=lambda row: row["raw_text"] if isinstance(row, dict) else "",
)
def test_what_the_wording_does_not_state_is_refused(
    quick_project: Project, row: dict[str, str], found: str
) -> None:
    before = quick_project.seeds()
    quick_project.file(as_csv(rows({}, row)))

    answer = quick_project.ingest("round.csv", "--yes", "--json")

    assert answer.code == BAD_INPUT
    (problem,) = answer.report["problems"]
    assert (problem["row"], problem["column"]) == (3, "value")
    assert f"{row['raw_text']!r}" in problem["message"]
    assert f": {found} in it" in problem["message"]
    assert quick_project.seeds() == before


def test_what_the_wording_states_is_merged(quick_project: Project) -> None:
    good = [
        outturn("-2.3", "负增长2.3%", "天津"),
        outturn("-2.3", "同比下滑2.3%", "江苏"),
        outturn("-2.3", "降幅收窄至2.3%", "浙江"),
        target("3", "分别控制在5%和3%以内", "安徽"),
        target("", "5%以上6%以下", "福建"),
        target("", "5%以上", "江西"),
        size("14879.2", "14 879.2亿元", "天津"),
        size("14879.2", "1조 4,879억 2,000만원", "江苏"),
        size("0.03", "3000千元", "浙江"),
        size("29.005", "RMB 2,900.5 mn", "安徽"),
        target("", "nicht unter 5%", "山东"),
        target("", "5%를 넘지 않는", "河南"),
    ]
    quick_project.file(as_csv(rows(*good)))

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == 0, answer.out
    merged = {(row["raw_text"], row["value"]) for row in quick_project.records(OBSERVATIONS)}
    assert {(row["raw_text"], row["value"]) for row in good} <= merged


def test_every_row_that_disagrees_is_named_at_once(quick_project: Project) -> None:
    provinces = ("天津", "河北", "山西", "辽宁", "吉林", "江苏", "浙江", "安徽", "福建", "江西")
    quick_project.file(
        as_csv(rows(*(outturn("2.3", "下跌2.3%", province) for province in provinces)))
    )

    problems = quick_project.ingest("round.csv", "--json").report["problems"]

    named = [row for problem in problems for row in (problem["row"], *problem["more_rows"])]
    assert named == list(range(2, 2 + len(provinces)))


@pytest.mark.parametrize(
    "row",
    [
        target("4", "高于上年的5%,低一个点"),
        target("", "出口增长9.7%"),
        size("10000", "再上万亿元台阶"),
    ],
    ids=["another number", "a number of something else", "a number in words"],
)
def test_the_line_that_the_message_names_lets_the_row_pass(
    quick_project: Project, row: dict[str, str]
) -> None:
    quick_project.file(as_csv(rows(row)))
    (problem,) = quick_project.ingest("round.csv", "--json").report["problems"]
    line = problem["remedy"].rpartition("with the reason: ")[2]
    path = quick_project.folder / EXCEPTIONS
    path.write_bytes(path.read_bytes() + line.encode() + b"\n")

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == 0, answer.out


def test_an_exception_is_for_one_wording_with_one_value(quick_project: Project) -> None:
    path = quick_project.folder / EXCEPTIONS
    path.write_bytes(path.read_bytes() + "percent,下降5%,5.0,,falls count\n".encode())
    quick_project.file(as_csv(rows(outturn("5", "下降5%", "天津"), outturn("6", "下降5%", "江苏"))))

    problems = quick_project.ingest("round.csv", "--json").report["problems"]

    assert [problem["row"] for problem in problems] == [3]


def test_a_corrected_row_is_judged_as_well(quick_project: Project) -> None:
    known = next(
        row
        for row in quick_project.records(OBSERVATIONS)
        if row["measure"] == "target" and row["value"] and row["unit"] == "percent"
    )
    source = {"source_id": known["source_id"], "publisher": "", "title": "", "url": "", "kind": ""}
    quick_project.file(as_csv([{**known, **source, "value": "1.7"}]))

    answer = quick_project.ingest("round.csv", "--replace", "--yes", "--json")

    assert answer.code == BAD_INPUT
    assert any("does not state" in problem["message"] for problem in answer.report["problems"])
