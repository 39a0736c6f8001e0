"""A cell is taken as it is, or a notice names the change, or the row is refused."""

from __future__ import annotations

import csv
import functools
import itertools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provincial_targets.ingest.read.cells import Sheet, text_cell
from provincial_targets.ingest.read.entries import read_entries
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import UNIT_NAMES, Seeds
from provincial_targets.ingest.reference.vocabulary import ADDITIONS

from ingest_builders import REPOSITORY, ROW, Project, as_csv, rows

SIZE = {
    **ROW,
    "geography_code": "辽宁",
    "indicator": "一般公共预算收入",
    "measure": "size",
    "year": "2025",
    "value": "2900.5",
    "raw_text": "2900.5亿元",
}
TARGET = {**SIZE, "measure": "target", "value": "5", "raw_text": "5%左右"}
BAD_INPUT = 3


@dataclass
class Taken:
    """The result of a row.

    Attributes:
        record: The cells taken; empty where the row is refused.
        notices: Its notices.
        problems: The reasons of a refusal.
    """

    record: Mapping[str, str]
    notices: list[str]
    problems: list[str]


@functools.cache
def seeds() -> Seeds:
    return Seeds(REPOSITORY)


def take(
    row: Mapping[str, str], headings: Mapping[str, str] | None = None, **changes: str
) -> Taken:
    """Read one row with some cells changed, under its columns' own names or under `headings`."""
    names = {name: name for name in row} | dict(headings or {})
    cells = {name: text_cell(text) for name, text in {**row, **changes}.items()}
    found = read_entries(
        Table(sheet=Sheet(file="round.csv"), headings=names, rows={2: cells}), seeds()
    )
    return Taken(
        found.entries[0].record if found.entries else {},
        [str(notice) for notice in found.notices],
        [str(problem) for problem in found.problems],
    )


@pytest.mark.parametrize(
    ("column", "text", "part"),
    [
        ("geography_code", "辽宁（不含大连）", "不含大连"),
        ("geography_code", "辽宁 不含大连", "不含大连"),
        ("geography_code", "辽宁、大连", "大连"),
        ("geography_code", "吉林（市）", "市"),
        ("geography_code", "Liaoning, excluding Dalian", "excluding Dalian"),
        ("geography_code", "辽宁：本级", "本级"),
        ("geography_code", "辽宁—本级", "本级"),
        ("geography_code", "辽宁【沈阳】", "沈阳"),
        ("geography_code", "210000 沈阳", "沈阳"),
        ("indicator", "GDP（不变价）", "不变价"),
        ("indicator", "一般公共预算收入（税收）", "税收"),
        ("indicator", "一般公共预算收入\n税收", "税收"),
        ("indicator", "一般公共预算收入　税收", "税收"),
        ("indicator", "一般公共预算收入（亿美元）", "亿美元"),
        ("indicator", "一般公共预算收入（2025年1-11月）", "2025年1-11月', a part of a year"),
        ("indicator", "GDP（不含农户）", "不含农户"),
        ("measure", "规模（全口径）", "全口径"),
        ("release", "初步（三季度）", "三季度', a part of a year"),
        ("basis", "同口径/剔除退税", "剔除退税"),
        ("is_rounded", "是（约）", "约"),
        ("kind", "官方（转引）", "转引"),
        ("published_on_precision", "日（左右）", "左右"),
    ],
)
def test_a_part_that_is_not_understood_refuses_the_row_and_is_named(
    column: str, text: str, part: str
) -> None:
    taken = take({**SIZE, "basis": "", "is_rounded": ""}, **{column: text})

    assert not taken.record
    assert f"'{part}" in taken.problems[0]
    assert "is not understood" in taken.problems[0]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("geography_code", "辽宁不含大连"),
        ("geography_code", "①辽宁"),
        ("geography_code", "21000⓪"),
        ("geography_code", "①①0000"),
        ("geography_code", "辽宁Ⅱ"),
        ("indicator", "2025年一般公共预算收入（税收）"),
        ("indicator", "一般公共预算收入累计"),
    ],
)
def test_a_name_with_other_words_in_it_is_unknown(column: str, text: str) -> None:
    assert "an unknown" in take(SIZE, **{column: text}).problems[0]


def test_two_names_in_a_cell_are_refused_and_both_are_named() -> None:
    assert "'辽宁' and '吉林'" in take(SIZE, geography_code="辽宁/吉林").problems[0]
    assert "'初步' and '修订'" in take(SIZE, release="初步（修订）").problems[0]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("geography_code", "辽宁 / Liaoning", "210000"),
        ("geography_code", "210000 辽宁省", "210000"),
        ("geography_code", "辽宁（省）", "210000"),
        ("geography_code", "Liaoning Province", "210000"),
        ("geography_code", "辽\u200b宁\u00ad", "210000"),
        ("geography_code", "辽\xa0宁", "210000"),
        ("indicator", "一般公共预算收入（亿元）", "fiscal_revenue"),
        ("indicator", "General public budget revenue [RMB 100 million]", "fiscal_revenue"),
        ("indicator", "固定资产投资（不含农户）", "fixed_asset_investment"),
        ("indicator", "地区生产总值（GDP、总量）", "gdp"),
        ("measure", "规模（亿元）", "size"),
    ],
)
def test_known_additions_change_nothing(column: str, text: str, code: str) -> None:
    assert take(SIZE, **{column: text}).record[column] == code


def test_an_addition_that_contradicts_the_measure_is_refused() -> None:
    assert take(TARGET, indicator="GDP（增速、%）").record["indicator"] == "gdp"
    assert "'增速' where the measure is size" in take(SIZE, indicator="GDP（增速）").problems[0]
    assert "'总量' where the measure is target" in take(TARGET, indicator="GDP（总量）").problems[0]


LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Nd"]).filter(
    lambda char: unicodedata.normalize("NFKC", char) == char
)


@given(st.text(LETTERS, min_size=1, max_size=8), st.sampled_from("/（［、：—　"))
def test_any_other_part_beside_a_name_refuses(part: str, separator: str) -> None:
    assume(part.casefold() not in ("省", "province", "辽宁", "辽宁省", "liaoning", "210000"))

    taken = take(SIZE, geography_code=f"辽宁{separator}{part}")

    assert part in taken.problems[0]


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("2,900,500万元", "290.05", "2,900,500 万元 = 290.05 亿元"),
        ("2900.5亿", "2900.5", ""),
        ("29.005亿元人民币", "29.005", ""),
        ("0.3万亿元", "3000", "0.3 万亿元 = 3000 亿元"),
        ("2.9千亿", "2900", "2.9 千亿元 = 2900 亿元"),
        ("RMB 290.05 bn", "2900.5", "290.05 十亿元 = 2900.5 亿元"),
        ("2.9005 trillion yuan", "29005", "2.9005 万亿元 = 29005 亿元"),
        ("290050000000.5元", "2900.500000005", "290050000000.5 元 = 2900.500000005 亿元"),
        ("1 290 million yuan", "12.9", "1 290 百万元 = 12.9 亿元"),
        ("2900.5 亿元 [1]", "2900.5", "footnote mark '[1]' taken off"),
    ],
)
def test_a_unit_in_the_cell_is_converted_exactly_and_reported(
    text: str, value: str, said: str
) -> None:
    taken = take(SIZE, value=text)

    assert taken.record["value"] == value
    assert (said in taken.notices[0]) if said else not taken.notices


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "万元"},
        {"unit": "单位：万元"},
        {"unit": "10,000 yuan"},
        {"indicator": "一般公共预算收入（万元）"},
        {"measure": "规模（万元）"},
    ],
)
def test_a_unit_elsewhere_in_the_row_is_converted(changes: dict[str, str]) -> None:
    assert take(SIZE, value="2,900,500", **changes).record["value"] == "290.05"


@pytest.mark.parametrize(
    "heading", ["数值（万元）", "数值/万元", "数值 万元", "数值（单位：万元）"]
)
def test_a_unit_in_the_heading_holds_for_its_rows(heading: str) -> None:
    taken = take(SIZE, {"value": heading}, value="2,900,500")

    assert taken.record["value"] == "290.05"
    assert taken.notices == [f"row 2, column {heading}: 2,900,500 万元 = 290.05 亿元"]


def test_a_wording_that_is_the_number_alone_gets_the_unit() -> None:
    heading = {"value": "数值（万元）"}
    taken = take(SIZE, heading, value="2,900,500", raw_text="2,900,500")

    assert taken.record["raw_text"] == "2,900,500万元"
    assert "gets the unit of the value: '2,900,500万元'" in taken.notices[1]
    for wording in ("290.05", "290.05亿元", "约2,900,500"):
        record = take(SIZE, heading, value="2,900,500", raw_text=wording).record
        assert record["raw_text"] == wording


def test_a_heading_may_name_a_unit_for_sizes_and_one_for_percentages() -> None:
    heading = {"value": "数值（亿元、%）"}

    assert take(SIZE, heading).record["value"] == "2900.5"
    assert take(TARGET, heading).record["value"] == "5"


@pytest.mark.parametrize(
    ("row", "heading", "changes", "named"),
    [
        (SIZE, "数值（万元）", {"value": "2900.5亿元"}, ("数值（万元）", "2900.5亿元")),
        (SIZE, "数值（万元）", {"unit": "亿元"}, ("数值（万元）", "the unit '亿元'")),
        (SIZE, "value", {"unit": "万元 亿元"}, ("more than one unit", "万元 亿元")),
        (SIZE, "value", {"indicator": "GDP（亿元）", "value": "5万元"}, ("GDP（亿元）", "5万元")),
        (SIZE, "数值（%）", {}, ("a size in 100 million yuan", "数值（%）")),
        (SIZE, "value", {"unit": "%"}, ("a size in 100 million yuan", "the unit '%'")),
        (TARGET, "数值（亿元）", {}, ("a percentage belongs", "数值（亿元）")),
        (TARGET, "value", {"indicator": "GDP（亿元）"}, ("a percentage belongs", "GDP（亿元）")),
        (SIZE, "value", {"unit": "亿美元"}, ("not one of the accepted values", "亿美元")),
        (TARGET, "value", {"unit": "个百分点"}, ("not one of the accepted values", "个百分点")),
        (SIZE, "value", {"value": "2900亿美元"}, ("'亿美元' is no known unit",)),
        (SIZE, "value", {"value": "USD 2900"}, ("'USD' is no known unit",)),
        (SIZE, "value", {"value": "2900兆元"}, ("'兆元' is no known unit",)),
        (TARGET, "value", {"value": "5‰"}, ("'‰' is no known unit",)),
        (TARGET, "value", {"value": "5个百分点"}, ("percentage points",)),
        (TARGET, "value", {"value": "5pp"}, ("percentage points",)),
        (TARGET, "value", {"value": "5%p"}, ("percentage points",)),
    ],
)
def test_a_unit_that_is_unknown_or_contradicts_another_is_refused(
    row: Mapping[str, str], heading: str, changes: dict[str, str], named: tuple[str, ...]
) -> None:
    taken = take(row, {"value": heading}, **changes)

    assert not taken.record
    assert all(part in taken.problems[0] for part in named), taken.problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 900 500", "2900500"),
        ("2\xa0900\xa0500", "2900500"),
        ("2\u2009900\u202f500.5", "2900500.5"),
        ("2'900'500", "2900500"),
        ("2’900’500", "2900500"),
        ("２，９００，５００", "2900500"),
        ("2\u200b900", "2900"),
        ("−2.3", "-2.3"),
        ("–2.3", "-2.3"),
        ("—2.3", "-2.3"),
        ("\u20112.3", "-2.3"),
        ("- 2.3", "-2.3"),
        ("+2.3", "2.3"),
        ("—", ""),
        ("--", ""),
    ],
)
def test_habits_of_writing_numbers_are_read(text: str, value: str) -> None:
    assert take(SIZE, value=text).record["value"] == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 6", "'6' is no known unit"),
        ("2290 1", "'1' is no known unit"),
        ("2900 500", "'500' is no known unit"),
        ("2,900 500", "'500' is no known unit"),
        ("0,500", "not one plain number"),
        ("2.900,5", "not one plain number"),
        ("2.900.500", "not one plain number"),
        ("5 100 million yuan", "a space that may part thousands"),
        ("2900亿元左右", "'亿元左右' is no known unit"),
        ("约2900", "'约' is no known unit"),
        ("5%—6%", "'6%' is no known unit"),
        ("2.3-", "not one plain number"),
        ("▲2.3", "a fall in one table and a rise in another: '▲'"),
        ("△2.3", "Write -2.3 or 2.3"),
        ("2.3↓", "Write -2.3 or 2.3"),
        ("(2.3)", "a number in brackets"),
        ("（2.3）%", "Write -2.3 or 2.3"),
        ("２②９０", "'②' is none of the digits"),
        ("②290", "'②'"),
        ("2290½", "'½' is none of the digits"),
        ("2290Ⅳ", "'Ⅳ' is none of the digits"),
        ("𝟐𝟑", "'𝟐' is none of the digits"),
        ("٢٣", "'٢' is none of the digits"),
        ("五", "'五' is none of the digits"),
        ("####", "a footnote mark and nothing else"),
        ("9\u202e09", "another order"),
        ("1? 4,879?", "question marks in the place of letters"),
    ],
)
def test_what_is_not_one_plain_number_is_refused(text: str, said: str) -> None:
    taken = take(SIZE, value=text)

    assert not taken.record
    assert said in taken.problems[0]


MARKS = [
    *"① ⑳ ⑴ ⒈ ㈠ ㊀ ❶ ⓪ ⓐ ³ ₁ ᵃ * † ‡ § # ※".split(),
    *"[1] (1) （1） 〔1〕 ［注2］ （注） 注1 【12】 [a] (a)".split(),
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_at_the_end_is_taken_off_and_reported(mark: str) -> None:
    for column, text in {
        "value": "2900.5",
        "year": "2025",
        "published_on": "2026-02-03",
        "raw_text": "2900.5亿元",
    }.items():
        for space in ("", " "):
            taken = take(SIZE, **{column: text + space + mark})
            assert taken.record[column] == text, taken.problems
            assert f"column {column}: footnote mark '{mark}' taken off" in taken.notices[0]


@pytest.mark.parametrize("mark", "① ³ * † ※ [1] （1） （注2）".split())
def test_a_mark_at_the_end_of_a_name_is_taken_off_and_reported(mark: str) -> None:
    taken = take(SIZE, geography_code=f"辽宁{mark}", indicator=f"gdp{mark}", measure=f"规模{mark}")

    assert (taken.record["geography_code"], taken.record["indicator"]) == ("210000", "gdp")
    assert len(taken.notices) == 3


def test_a_mark_between_number_and_unit_is_taken_off() -> None:
    taken = take(SIZE, value="2290②亿元", raw_text="2290②亿元", year="2025①年")

    assert (taken.record["value"], taken.record["raw_text"]) == ("2290", "2290亿元")
    assert taken.record["year"] == "2025"


@given(
    number=st.decimals(min_value=0, max_value=99999, places=1).map(str),
    marks=st.lists(st.sampled_from(MARKS), min_size=1, max_size=2),
    place=st.integers(min_value=0, max_value=8),
)
def test_a_mark_never_changes_the_digits(number: str, marks: list[str], place: int) -> None:
    plain = take(SIZE, value=number).record["value"]
    text = number[:place] + "".join(marks) + number[place:]

    taken = take(SIZE, value=text)

    if taken.record:
        assert taken.record["value"] == plain
        assert "taken off" in taken.notices[0]
    else:
        assert taken.problems


@given(st.text(alphabet="0123456789.,'% -+①³½Ⅳ²⑴()（）*pre亿元万 ", max_size=9))
def test_only_the_digits_of_a_cell_are_taken(text: str) -> None:
    value = take(SIZE, value=text).record.get("value", "")

    written = "".join(char for char in text if char in "0123456789")
    assert "".join(filter(str.isdigit, value)).strip("0") in written


@pytest.mark.parametrize(
    ("mark", "release"), [("p", "first"), ("(r)", "revised"), ("ᵉ", "estimate"), ("[R]", "revised")]
)
def test_a_mark_of_a_release_must_agree_with_the_release(mark: str, release: str) -> None:
    assert take(SIZE, value=f"2900.5{mark}", release=release).record["value"] == "2900.5"
    refused = take(SIZE, value=f"2900.5{mark}", release="final")
    assert f"the mark '{mark}' says {release}, the release says final" in refused.problems[0]


@pytest.mark.parametrize("text", ["增长5½%", "22①90亿元", "增长5² 3%"])
def test_a_mark_that_may_be_part_of_a_number_of_the_wording_is_refused(text: str) -> None:
    assert "against a digit" in take(SIZE, raw_text=text).problems[0]


@pytest.mark.parametrize("text", ["40微克/m³", "减少CO₂", "①GDP增长", "目标（5）", "增长 5% 左右"])
def test_other_signs_of_a_wording_stay(text: str) -> None:
    assert take(SIZE, raw_text=text).record["raw_text"] == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025年1-11月", "a part of one"),
        ("2025年上半年", "a part of one"),
        ("2025年四季度", "a part of one"),
        ("2025年累计", "a part of one"),
        ("2025Q4", "a part of one"),
        ("20 25", "not a calendar year"),
        ("202⑤", "not a calendar year"),
        ("²025", "not a calendar year"),
        ("二〇二五年", "not a calendar year"),
    ],
)
def test_what_is_no_whole_year_is_refused(text: str, said: str) -> None:
    assert said in take(SIZE, year=text).problems[0]


@pytest.mark.parametrize(
    "text",
    ["1? 4,879? 2,000??", "?? GDP ??", "Fran?ais", "cr?dit public", "GDP 5? 2026", "朱?基总理"],
)
@pytest.mark.parametrize("column", ["title", "note"])
def test_question_marks_in_the_place_of_letters_are_refused(column: str, text: str) -> None:
    assert "save it as 'CSV UTF-8'" in take(SIZE, **{column: text}).problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "GDP目标怎么定？",
        "31省份的小目标,都是多少?(2022年)",
        "各省目标是多少?北京上海目标出炉",
        "What are the targets for 2026?",
        "Why 5%? A look back",
        "Quels objectifs ?",
        "原页 https://example.org/a?id=46&b=5",
        "同文 example.org/show.asp?nid=76533",
    ],
)
def test_questions_stay_questions(text: str) -> None:
    assert take(SIZE, note=text).record["note"] == text


def test_a_title_is_the_same_with_and_without_a_no_break_space(quick_project: Project) -> None:
    titles = ("2025年 预算执行情况", "2025年\xa0预算\u200b执行情况")
    table = rows(
        *(
            {"title": title, "url": "", "indicator": i}
            for title, i in zip(titles, ("gdp", "cpi"), strict=True)
        )
    )
    quick_project.file(as_csv(table))

    report = quick_project.ingest("round.csv", "--json").report

    assert [source["title"] for source in report["sources"]] == ["2025年 预算执行情况"]


@pytest.mark.parametrize(
    ("column", "heading", "part"),
    [
        ("value", "数值（修订后）", "修订后"),
        ("value", "数值（亿美元）", "亿美元"),
        ("value", "数值（2025年）", "2025年"),
        ("year", "年份(截至)", "截至"),
        ("year", "年份（%）", "%"),
        ("unit", "单位（万元）", "万元"),
        ("geography_code", "省份（不含计划单列市）", "不含计划单列市"),
        ("published_on", "发布日期（估计）", "估计"),
    ],
)
def test_a_heading_with_a_part_that_is_not_understood_is_refused(
    wary_project: Project, column: str, heading: str, part: str
) -> None:
    wary_project.file(as_csv(rows({}), headings={column: heading}))

    answer = wary_project.ingest("round.csv", "--json")

    assert answer.code == BAD_INPUT
    found = answer.report["problems"][0]
    assert (found["row"], found["column"]) == (1, heading)
    assert f"'{part}'" in found["message"]


def test_headings_with_units_hints_and_marks_are_read(quick_project: Project) -> None:
    headings = {
        "value": "数值（%）",
        "published_on": "发布日期 (YYYY-MM-DD)",
        "raw_text": "原文*",
        "title": "标\u200b题",
        "geography_code": "省份（必填）",
    }
    quick_project.file(as_csv(rows({}), headings=headings))

    answer = quick_project.ingest("round.csv", "--json")

    assert answer.code == 0, answer.out
    assert [notice["column"] for notice in answer.report["notices"]] == ["原文*"]


def test_a_converted_size_is_shown_before_it_is_merged(quick_project: Project) -> None:
    size = {
        "geography_code": "辽宁",
        "indicator": "一般公共预算收入",
        "measure": "规模",
        "year": "2025",
        "value": "29,005,000②",
        "raw_text": "2900.5亿元",
        "published_on": "2026-02-20",
    }
    quick_project.file(as_csv(rows(size), headings={"value": "数值（万元）"}))

    answer = quick_project.ingest("round.csv")

    assert answer.code == 0, answer.out
    assert "row 2, column 数值（万元）: footnote mark '②' taken off" in answer.out
    assert "row 2, column 数值（万元）: 29,005,000 万元 = 2900.5 亿元" in answer.out
    assert "size 2025: 2900.5 (2900.5亿元)" in answer.out


def test_a_percentage_that_may_be_a_fraction_is_reported(quick_project: Project) -> None:
    bare = {"value": "0.05", "raw_text": "0.05"}
    quick_project.file(as_csv(rows(bare, {"value": "0.3", "raw_text": "0.3%"})))

    report = quick_project.ingest("round.csv", "--json").report

    said = [(notice["row"], notice["message"]) for notice in report["notices"]]
    assert said == [(2, "a number without a unit: read as 0.05%")]


def test_every_unit_and_addition_is_documented() -> None:
    documented = (REPOSITORY / "docs/ingest.md").read_text("utf-8")
    units = csv.DictReader((REPOSITORY / UNIT_NAMES).read_text("utf-8").splitlines())
    names = itertools.chain(
        (row["name"] for row in units), *(addition.names for addition in ADDITIONS)
    )

    assert [name for name in names if f"`{name}`" not in documented] == []


def test_every_addition_goes_with_names_that_exist() -> None:
    known = {record["indicator"] for record in seeds().indicators} | {
        "published_on",
        "value",
        "unit",
    }

    assert {code for addition in ADDITIONS for code in addition.codes} <= known
    assert all(addition.why for addition in ADDITIONS)
