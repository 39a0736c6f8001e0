"""Wide tables, a bureau's export among them: each figure is taken, or the unclear part is named."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from provincial_targets.ingest.read.wide import Row

from ingest_builders import ROW, Answer, Project, as_csv, as_xlsx, rows

BAD_INPUT = 3
WRONG_OPTIONS = 2

EXPORT = """数据库：分省年度数据
指标：地区生产总值(亿元)
时间：最近2年
地区,2025年,2024年
北京市,62843.5,60000.5
天津市,"28,024.3",
河北省,…,-
数据来源：国家统计局
注：2025年为初步核算数，以后会修订
"""
"""A table as a bureau's site saves it: one indicator, years as columns, lines above and below."""

SOURCE = (
    *("--published-on", "2026-01-20", "--publisher", "国家统计局", "--title", "分省年度数据"),
    *("--url", "https://example.org/annual", "--kind", "official"),
)
FIRST = ("--release", "first", *SOURCE)
OUTTURNS = ("--measure", "outturn", *FIRST)


def take(project: Project, text: str, *options: str, encoding: str = "gbk") -> Answer:
    project.file(text.encode(encoding), "export.csv")
    return project.ingest("export.csv", "--json", *options)


def figures(answer: Answer) -> list[tuple[str, ...]]:
    """What is added, in short."""
    assert answer.report["problems"] == []
    columns = ("geography_code", "indicator", "measure", "year", "value", "raw_text")
    return sorted(tuple(row[name] for name in columns) for row in answer.report["additions"])


def problems(answer: Answer) -> list[tuple[str | None, str]]:
    assert answer.code == BAD_INPUT
    return [(found["column"], found["message"]) for found in answer.report["problems"]]


GDP_OF_2025 = ("110000", "gdp", "size", "2025", "62843.5", "62843.5亿元")
GDP_OF_2024 = ("110000", "gdp", "size", "2024", "60000.5", "60000.5亿元")


def test_the_export_of_a_bureau_is_taken_figure_by_figure(project: Project) -> None:
    answer = take(project, EXPORT, *FIRST, "--yes")

    assert figures(answer) == [
        GDP_OF_2024,
        GDP_OF_2025,
        ("120000", "gdp", "size", "2025", "28024.3", "28,024.3亿元"),
    ]
    assert answer.report["merged"]
    notices = [notice["message"] for notice in answer.report["notices"]]
    assert "figures in 亿元 are taken for the measure size" in notices
    assert "a wide table of 3 figures; cells that state nothing: 3" in notices
    assert "a line below the table, left out: '数据来源：国家统计局'" in notices
    assert {(row["release"], row["published_on"]) for row in answer.report["additions"]} == {
        ("first", "2026-01-20")
    }


def test_the_report_names_row_and_column_of_each_figure(quick_project: Project) -> None:
    quick_project.file(EXPORT.encode("gbk"), "export.csv")

    answer = quick_project.ingest("export.csv", *FIRST)

    assert "row 5 (2025年): add obs-" in answer.out
    assert "row 5 (2024年): add obs-" in answer.out


def test_an_export_merged_twice_adds_nothing(quick_project: Project) -> None:
    take(quick_project, EXPORT, *FIRST, "--yes")

    report = take(quick_project, EXPORT, *FIRST, "--yes").report

    assert report["additions"] == []
    assert len(report["already_there"]) == 3


def test_what_the_file_does_not_state_is_named_once_with_the_option(wary_project: Project) -> None:
    answer = take(wary_project, EXPORT)

    assert problems(answer) == [
        ("release", "the file does not say it"),
        ("source_id", "the file does not say it"),
    ]
    assert "--release first" in answer.report["problems"][0]["remedy"]
    assert "--source src-0123" in answer.report["problems"][1]["remedy"]


def test_a_known_source_is_named_by_its_id(quick_project: Project) -> None:
    options = ("--release", "first", "--source", "src-0392")

    report = take(quick_project, EXPORT, *options).report

    assert {row["source_id"] for row in report["additions"]} == {"src-0392"}
    assert {row["published_on"] for row in report["additions"]} == {"2026-01-29"}


WIDE = {
    "years, the preamble in cells of a full row": (
        "指标：地区生产总值（亿元）,,\n地区,2025年,2024年\n北京,62843.5,60000.5\n",
        FIRST,
        [GDP_OF_2024, GDP_OF_2025],
    ),
    "years without the sign for year, an unknown first heading": (
        "指标：地区生产总值(亿元)\nRegion,2025,2024\nBeijing,62843.5,60000.5\n",
        FIRST,
        [GDP_OF_2024, GDP_OF_2025],
    ),
    "years, the unit on a line of its own": (
        "指标：地区生产总值\n单位：亿元\n地区,2025年\n北京,62843.5\n",
        FIRST,
        [GDP_OF_2025],
    ),
    "years, semicolons": (
        "指标：地区生产总值(亿元)\n地区;2025年;2024年\n北京;62843.5;60000.5\n",
        FIRST,
        [GDP_OF_2024, GDP_OF_2025],
    ),
    "years, the unit in the corner": (
        "单位：亿元,2025年\n北京,62843.5\n",
        ("--indicator", "gdp", *FIRST),
        [GDP_OF_2025],
    ),
    "years, a growth rate of a bureau": (
        "指标：地区生产总值增长率(%)\n地区,2025年\n北京,5.4\n",
        FIRST,
        [("110000", "gdp", "outturn", "2025", "5.4", "5.4%")],
    ),
    "years with target and outturn": (
        "地区,2025年目标(%),2025年实际(%)\n北京,5,5.4\n",
        ("--indicator", "地区生产总值", *FIRST),
        [
            ("110000", "gdp", "outturn", "2025", "5.4", "5.4%"),
            ("110000", "gdp", "target", "2025", "5", "5%"),
        ],
    ),
    "indicators, targets": (
        "各省预期目标\n省份,GDP目标,居民消费价格涨幅目标（%）\n北京,5%,2\n天津,,\n",
        ("--year", "2025", *SOURCE),
        [
            ("110000", "cpi", "target", "2025", "2", "2%"),
            ("110000", "gdp", "target", "2025", "5", "5%"),
        ],
    ),
    "indicators beside a column of years": (
        "省份,年份,GDP(亿元),进出口总额(亿元)\n北京,2025,,1000.5\n北京,2024,—,900.5\n",
        FIRST,
        [
            ("110000", "trade", "size", "2024", "900.5", "900.5亿元"),
            ("110000", "trade", "size", "2025", "1000.5", "1000.5亿元"),
        ],
    ),
    "indicators beside years and measures": (
        "省份,年份,类别,GDP(%),进出口总额(%)\n北京,2025,实际,5.4,3.5\n",
        FIRST,
        [
            ("110000", "gdp", "outturn", "2025", "5.4", "5.4%"),
            ("110000", "trade", "outturn", "2025", "3.5", "3.5%"),
        ],
    ),
    "provinces, years as rows": (
        "年份,北京,天津市\n2025年,5.4,5.2\n2024年,5.2,..\n",
        ("--indicator", "gdp", *OUTTURNS),
        [
            ("110000", "gdp", "outturn", "2024", "5.2", "5.2"),
            ("110000", "gdp", "outturn", "2025", "5.4", "5.4"),
            ("120000", "gdp", "outturn", "2025", "5.2", "5.2"),
        ],
    ),
    "indicators as rows, one province": (
        "地区：北京市\n指标,2025年,2024年\n地区生产总值,62843.5,60000.5\n",
        ("--measure", "size", *FIRST),
        [
            ("110000", "gdp", "size", "2024", "60000.5", "60000.5"),
            ("110000", "gdp", "size", "2025", "62843.5", "62843.5"),
        ],
    ),
    "an indicator under the bureau's own name": (
        "指标：地方一般公共预算收入(亿元)\n地区,2025年\n北京,6000.5\n",
        ("--indicator", "fiscal_revenue", *FIRST),
        [("110000", "fiscal_revenue", "size", "2025", "6000.5", "6000.5亿元")],
    ),
}


@pytest.mark.parametrize("shape", WIDE)
def test_a_wide_table_is_turned(quick_project: Project, shape: str) -> None:
    text, options, expected = WIDE[shape]

    assert figures(take(quick_project, text, *options)) == expected


UNCLEAR: dict[str, tuple[str, tuple[str, ...], str | None, str]] = {
    "an unknown indicator": (
        "指标：第一产业增加值(亿元)\n地区,2025年\n北京,6000.5\n",
        FIRST,
        "indicator",
        "an unknown indicator",
    ),
    "an index": (
        "指标：地区生产总值指数(上年=100)\n地区,2025年\n北京,105.4\n",
        ("--indicator", "gdp", *OUTTURNS),
        "unit",
        "an index is no growth rate",
    ),
    "target or outturn": (
        "2025年各省目标\n地区,GDP增速(%)\n北京,5\n",
        ("--year", "2025", *FIRST),
        "measure",
        "the file does not say it",
    ),
    "a percentage in no bureau's export": (
        "地区,2025年(%)\n北京,5\n",
        ("--indicator", "gdp", *FIRST),
        "measure",
        "the file does not say it",
    ),
    "a size of growth": (
        "地区,GDP增速\n北京,5\n",
        ("--year", "2025", "--measure", "size", *FIRST),
        "measure",
        "a growth rate is no size",
    ),
    "no year": ("地区,GDP(亿元)\n北京,5\n", FIRST, "year", "the file does not say it"),
    "another indicator in an option": (
        EXPORT,
        ("--indicator", "cpi", *FIRST),
        "indicator",
        "elsewhere it is '地区生产总值'",
    ),
    "another measure in an option": (
        "地区,2025年目标\n北京,5\n",
        ("--indicator", "gdp", *OUTTURNS),
        "measure",
        "elsewhere it is 'target'",
    ),
    "a year in an option beside years": (
        EXPORT,
        ("--year", "2023", *FIRST),
        "year",
        "elsewhere it is '2025'",
    ),
    "an option beside a column": (
        "省份,年份,GDP(亿元)\n北京,2025,62843.5\n",
        ("--year", "2025", *FIRST),
        "year",
        "a column of the table says it too",
    ),
    "two kinds of units": (
        "单位：亿元、%\n地区,2025年\n北京,5\n",
        ("--indicator", "gdp", "--measure", "size", *FIRST),
        "unit",
        "not one of the accepted values",
    ),
    "two units": (
        "指标：地区生产总值(亿元)\n单位：万元\n地区,2025年\n北京,5\n",
        FIRST,
        "unit",
        "elsewhere it is '亿元'",
    ),
    "part of a year": (
        "指标：地区生产总值(亿元)\n地区,2025年,2025年1-3季度\n北京,5,1\n",
        FIRST,
        None,
        "a wide table with columns that are no year, indicator or province",
    ),
    "a mark at a year": (
        "指标：地区生产总值(亿元)\n地区,2025年,2024①\n北京,5,1\n",
        FIRST,
        None,
        "a wide table with columns that are no year, indicator or province",
    ),
    "a rank beside the figures": (
        "指标：地区生产总值(亿元)\n地区,2025年,位次\n北京,5,1\n",
        FIRST,
        None,
        "a wide table with columns that are no year, indicator or province",
    ),
    "a column without a heading": (
        "指标：地区生产总值(亿元)\n,地区,2025年\n甲,北京,5\n",
        FIRST,
        None,
        "a wide table with columns that are no year, indicator or province",
    ),
    "a year twice": (
        "指标：地区生产总值(亿元)\n地区,2025年,2025年\n北京,5,1\n",
        FIRST,
        None,
        "2 columns for the same figure",
    ),
    "a wording beside several figures": (
        "省份,原文,年份,GDP(亿元)\n北京,五,2025,5\n",
        FIRST,
        "raw_text",
        "a column for one figure beside several",
    ),
    "an unknown source": (
        EXPORT,
        ("--release", "first", "--source", "src-9999"),
        None,
        "--source names no known source",
    ),
    "an unknown indicator in an option": (
        EXPORT,
        ("--indicator", "happiness", *FIRST),
        None,
        "--indicator names no indicator",
    ),
    "a row that was cut off": (
        EXPORT.replace('"28,024.3",', '"28,024.3"'),
        FIRST,
        None,
        "2 fields where the header has 3",
    ),
    "a region": (
        EXPORT.replace("天津市", "京津冀"),
        FIRST,
        "地区",
        "an unknown province",
    ),
    "a number with words": (
        EXPORT.replace("62843.5", "约6万"),
        FIRST,
        "value",
        "not one plain number",
    ),
}


@pytest.mark.parametrize("case", UNCLEAR)
def test_what_cannot_be_placed_for_certain_is_refused_and_named(
    wary_project: Project, case: str
) -> None:
    text, options, column, message = UNCLEAR[case]

    found = problems(take(wary_project, text, *options))

    assert any(place == column and message in said for place, said in found), found


def test_a_wide_table_in_a_workbook_is_turned(quick_project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["指标：地区生产总值(亿元)"])
        sheet.append(["地区", 2025, 2024])
        sheet.append(["北京市", 62843.5, 60000.5])
        sheet.append(["数据来源：国家统计局"])
        sheet.merge_cells("A4:C4")

    quick_project.file(as_xlsx(rows({}), edit), "export.xlsx")

    answer = quick_project.ingest("export.xlsx", "--json", *FIRST)

    assert figures(answer) == [GDP_OF_2024, GDP_OF_2025]


def test_a_hidden_row_of_a_wide_table_is_refused(wary_project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["指标：地区生产总值(亿元)"])
        sheet.append(["地区", 2025])
        sheet.append(["北京市", 62843.5])
        sheet.row_dimensions[3].hidden = True

    wary_project.file(as_xlsx(rows({}), edit), "export.xlsx")

    answer = wary_project.ingest("export.xlsx", "--json", *FIRST)

    assert problems(answer) == [("地区", "in a hidden row: it may not hold")]


def test_a_hidden_column_of_figures_is_refused(wary_project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["指标：地区生产总值(亿元)"])
        sheet.append(["地区", 2025, 2024])
        sheet.append(["北京市", 62843.5, 60000.5])
        sheet.column_dimensions["C"].hidden = True

    wary_project.file(as_xlsx(rows({}), edit), "export.xlsx")

    answer = wary_project.ingest("export.xlsx", "--json", *FIRST)

    assert problems(answer) == [(None, "hidden columns of figures")]


def test_options_replace_columns_of_a_long_table(quick_project: Project) -> None:
    said = (
        "release",
        "published_on",
        "published_on_precision",
        "publisher",
        "title",
        "url",
        "kind",
    )
    table = rows({"measure": "outturn", "year": "2025"})
    quick_project.file(as_csv(table, columns=[name for name in ROW if name not in said]))

    report = quick_project.ingest("round.csv", "--json", *FIRST).report

    (added,) = report["additions"]
    assert (added["release"], added["published_on"]) == ("first", "2026-01-20")
    assert report["sources"][0]["publisher"] == "国家统计局"


def test_an_option_beside_a_column_of_a_long_table_is_refused(wary_project: Project) -> None:
    wary_project.file(as_csv(rows({})))

    answer = wary_project.ingest("round.csv", "--json", "--release", "final")

    assert problems(answer) == [("release", "a column beside --release")]


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("--year", "26"),
        ("--published-on", "3/4/2026"),
        ("--source", "国家统计局"),
        ("--release", "newest"),
    ],
)
def test_an_option_that_no_row_could_hold_is_refused_at_once(
    wary_project: Project, option: str, text: str
) -> None:
    wary_project.file(EXPORT.encode())

    answer = wary_project.ingest("round.csv", option, text)

    assert answer.code == WRONG_OPTIONS
    assert f"'{option}'" in answer.err


def test_the_office_above_a_table_is_no_unit(quick_project: Project) -> None:
    quick_project.file(
        as_csv(
            rows({}), columns=[n for n in ROW if n != "unit"], above="填报单位：某厅\n单位：某局\n"
        )
    )

    assert quick_project.ingest("round.csv").code == 0


REVENUE = {
    **{"geography_code": "江苏", "indicator": "fiscal_revenue", "measure": "size", "year": "2025"},
    **{"value": "2900500", "raw_text": "2900500"},
}
NO_UNIT = [name for name in ROW if name != "unit"]
UNIT_LINES = (
    "单位：万元",
    "单位 万元",
    "万元",
    "（万元）",
    "單位：萬元",
    "単位:万元",
    "本表计量单位：万元",
    "单位：万元①",
    "单位：人民币/万元",
    "2025年各省一般公共预算收入（万元）",
    "各省一般公共预算收入（万元）（2025年）",
    "各省一般公共预算收入【万元】*",
    "in 10 thousand yuan",
)


@pytest.mark.parametrize("line", UNIT_LINES)
def test_a_unit_above_a_long_table_is_the_unit_of_its_rows(
    quick_project: Project, line: str
) -> None:
    quick_project.file(as_csv(rows(REVENUE), columns=NO_UNIT, above=f"{line}\n"))

    report = quick_project.ingest("round.csv", "--json").report

    assert report["problems"] == []
    (added,) = report["additions"]
    assert (added["value"], added["raw_text"], added["unit"]) == (
        "290.05",
        "2900500万元",
        "100m_yuan",
    )


def test_a_unit_below_a_table_is_the_unit_of_its_rows(quick_project: Project) -> None:
    content = as_csv(rows(REVENUE), columns=NO_UNIT) + "单位：万元\n".encode()
    quick_project.file(content)

    (added,) = quick_project.ingest("round.csv", "--json").report["additions"]

    assert added["value"] == "290.05"


def test_a_unit_above_a_table_holds_beside_an_empty_column_of_units(quick_project: Project) -> None:
    quick_project.file(as_csv(rows(REVENUE), above="单位：万元\n"))

    (added,) = quick_project.ingest("round.csv", "--json").report["additions"]

    assert added["value"] == "290.05"


def test_a_unit_above_a_table_that_contradicts_its_column_is_refused(wary_project: Project) -> None:
    table = rows({**REVENUE, "unit": "亿元"})
    wary_project.file(as_csv(table, above="单位：万元\n"))

    found = problems(wary_project.ingest("round.csv", "--json"))

    assert found == [("unit", "more than one unit, not one of the accepted values")]


@pytest.mark.parametrize(
    "line", ["各省收入，万元", "以万元计", "figures in million yuan", "单位︰万元", "‰", "上年=100"]
)
def test_a_unit_in_a_sentence_refuses_numbers_without_a_unit(
    wary_project: Project, line: str
) -> None:
    wary_project.file(as_csv(rows(REVENUE), columns=NO_UNIT, above=f"{line}\n"))

    ((column, message),) = problems(wary_project.ingest("round.csv", "--json"))

    assert column == "value" and line in message


def test_a_wording_with_its_own_unit_settles_what_a_sentence_leaves_open(
    quick_project: Project,
) -> None:
    table = rows({**REVENUE, "value": "290.05", "raw_text": "290.05亿元"})
    quick_project.file(as_csv(table, columns=NO_UNIT, above="收入超万亿元的省份\n"))

    assert quick_project.ingest("round.csv").code == 0


@pytest.mark.parametrize(
    "line",
    ["时间：2025年1-3季度", "2025年上半年", "2025年1—11月", "January to June 2025", "2025年累计"],
)
def test_a_wide_table_of_a_part_of_a_year_is_refused(wary_project: Project, line: str) -> None:
    answer = take(wary_project, f"{line}\n{EXPORT}", *FIRST)

    assert (None, "a line around the table says that its figures are of a part of a year") in (
        problems(answer)
    )


@pytest.mark.parametrize(
    ("title", "refused"),
    [("2024年各省GDP", True), ("2025年各省GDP", False), ("2026年1月20日发布", False)],
)
def test_a_title_of_another_year_than_the_option_is_refused(
    quick_project: Project, title: str, refused: bool
) -> None:
    text = f"{title}\n地区,地区生产总值（亿元）\n北京,62843.5\n"
    answer = take(quick_project, text, *FIRST, "--measure", "size", "--year", "2025")

    said = "--year is 2025, a line around the table names 2024"
    found = [problem["message"] for problem in answer.report["problems"]]
    assert found == ([said] if refused else [])


def test_the_day_of_publication_above_a_table_is_no_part_of_a_year(quick_project: Project) -> None:
    answer = take(quick_project, f"2026年1月20日发布\n{EXPORT}", *FIRST)

    assert answer.code == 0


def test_a_figure_of_a_wide_table_that_its_wording_does_not_state_is_named(
    wary_project: Project,
) -> None:
    answer = take(wary_project, EXPORT.replace("62843.5,60000.5", "62'843.5,60'000.5"), *FIRST)

    rows_named = {problem["row"] for problem in answer.report["problems"]}
    assert [column for column, _ in problems(answer)] == ["value", "value"]
    assert rows_named == {5}


def test_a_mark_in_a_wide_table_does_not_keep_the_unit_from_the_wording(
    quick_project: Project,
) -> None:
    answer = take(quick_project, EXPORT.replace("62843.5", "62843.5p"), *FIRST)

    wordings = [added["raw_text"] for added in answer.report["additions"]]
    assert wordings and all(wording.endswith("亿元") for wording in wordings)


def test_a_row_of_a_wide_table_is_a_number_that_tells_its_figures_apart() -> None:
    first, second = Row(5, "2025年"), Row(5, "2024年")

    assert first != second and first == Row(5, "2025年") and len({first, second}) == 2
    assert copy.deepcopy(first) == first
    assert (f"{first}", json.dumps(first), first < Row(6, "2025年")) == ("5 (2025年)", "5", True)
