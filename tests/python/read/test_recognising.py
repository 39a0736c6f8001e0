"""Province, year and kind of a document come from its title and head, or from options."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.reports import as_text, report


def document(read, name: str = "r.txt", *options: str) -> dict[str, object]:
    answer = read(name, "--json", *options)
    assert answer.code == 0, answer.report["problems"]
    (found,) = answer.report["documents"]
    return {key: found[key] for key in ("geography_code", "year", "document_kind", "title")}


@pytest.mark.parametrize(
    ("province", "code"),
    [
        ("北京市", "110000"),
        ("吉林省", "220000"),
        ("内蒙古自治区", "150000"),
        ("宁夏回族自治区", "640000"),
        ("新疆维吾尔自治区", "650000"),
    ],
)
def test_the_title_and_the_meeting_give_kind_province_year_and_day(
    read, province: str, code: str
) -> None:
    Path("r.txt").write_bytes(as_text(report(province)))

    assert document(read) == {
        "geography_code": code,
        "year": "2026",
        "document_kind": "work_report",
        "title": f"2026年{province}政府工作报告（2026年1月20日）",
    }


def test_short_names_chinese_dates_and_broken_lines_are_read(read) -> None:
    head = [
        "2026年宁夏政府工作报告",
        "——二○二六年一月二十七日在宁夏回族自治区第十三届",
        "人民代表大会第四次会议上",
    ]
    Path("r.txt").write_bytes(as_text([*head, *report("宁夏回族自治区")[2:]]))

    found = document(read)

    assert found["title"] == "2026年宁夏回族自治区政府工作报告（2026年1月27日）"


def test_a_page_with_menus_above_its_title_is_read(read) -> None:
    menus = ["首页", "政务公开", "2024年政府工作报告", "下载", "打印", "【字号：大中小】"]
    Path("r.txt").write_bytes(as_text([*menus[:2], *menus[3:], *report()]))

    assert document(read)["year"] == "2026"


def test_the_name_of_the_file_is_read_where_the_text_names_nothing(read) -> None:
    Path("2026_福建省_政府工作报告.txt").write_bytes(as_text(["各位代表：", *report()[4:]]))

    found = document(read, "2026_福建省_政府工作报告.txt")

    assert (found["geography_code"], found["year"]) == ("350000", "2026")


@pytest.mark.parametrize(
    ("head", "needed"),
    [
        (["2026年吉林市政府工作报告"], "--geography"),
        (["2026年福建省厦门市政府工作报告"], "--geography"),
        (["2026年北京市朝阳区政府工作报告"], "--geography"),
        (["政府工作报告", "在福建省第十四届人民代表大会第四次会议上"], "--year"),
        (["2026年福建省政府工作报告", "2025年福建省政府工作报告"], "--year"),
        (["2026年福建省政府工作报告", "在江西省第十四届人民代表大会第四次会议上"], "--geography"),
        (["2026年福建省民生实事"], "--kind"),
    ],
)
def test_what_is_not_certain_is_refused_with_the_option_that_supplies_it(
    read, head: list[str], needed: str
) -> None:
    Path("r.txt").write_bytes(as_text([*head, "各位代表：", *report()[4:]]))

    answer = read("r.txt")

    assert answer.code == 3
    (line,) = [line for line in answer.out.splitlines() if line.startswith("r.txt")]
    assert "do not say for certain" in line
    assert needed in line.partition("Say it by ")[2]


def test_options_supply_what_the_text_lacks(read) -> None:
    Path("r.txt").write_bytes(as_text(report()[4:]))

    found = document(
        read, "r.txt", "--geography", "福建", "--year", "2026", "--kind", "work_report"
    )

    assert found["geography_code"] == "350000"


def test_an_option_that_names_no_province_is_refused(read) -> None:
    Path("r.txt").write_bytes(as_text(report()))

    answer = read("r.txt", "--geography", "福州")

    assert answer.code == 2
    assert "no name in geographies.csv" in answer.err


def kinds(read, paragraphs: list[str]) -> tuple[dict[str, object], dict[str, str]]:
    Path("r.txt").write_bytes(as_text(paragraphs))
    answer = read("r.txt", "--json")
    assert answer.code == 0, answer.report["problems"]
    figures = {
        f"{f['indicator']} {f['measure']} {f['year']}": f["raw_text"] for f in answer.figures
    }
    (found,) = answer.report["documents"]
    return found, figures


def test_a_budget_report_states_the_target_of_the_whole_province_only(read) -> None:
    found, figures = kinds(
        read,
        [
            "关于福建省2025年预算执行情况和2026年预算草案的报告",
            "——2026年1月20日在福建省第十四届人民代表大会第四次会议上",
            "一、2025年预算执行情况",
            "全省一般公共预算收入3614.6亿元，为预算的100.2%，增长0.6%。"
            "省级一般公共预算收入410亿元，增长2.1%。",
            "二、2026年预算草案",
            "全省一般公共预算收入预期3723亿元，增长3%左右。省级一般公共预算收入415亿元，增长1.2%。",
            "三、扎实做好2026年财政工作",
            "一般公共预算支出增长4%。",
        ],
    )

    assert found["document_kind"] == "budget_report"
    assert found["not_stated"] == []
    assert figures == {
        "fiscal_revenue target 2026": "增长3%左右",
        "fiscal_revenue outturn 2025": "增长0.6%",
        "fiscal_revenue size 2025": "3614.6亿元",
    }


def test_a_plan_report_states_targets_and_outturns(read) -> None:
    found, figures = kinds(
        read,
        [
            "关于福建省2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告",
            "一、2025年国民经济和社会发展计划执行情况",
            "全省地区生产总值增长5.6%，固定资产投资增长3.9%。",
            "二、2026年经济社会发展总体要求和主要目标",
            "主要预期目标是：地区生产总值增长5%左右，一般公共预算收入增长3%，"
            "城镇调查失业率5.5%左右。",
        ],
    )

    assert (found["document_kind"], found["year"]) == ("plan_report", "2026")
    assert figures == {
        "gdp target 2026": "增长5%左右",
        "fiscal_revenue target 2026": "增长3%",
        "unemployment_rate target 2026": "5.5%左右",
        "gdp outturn 2025": "增长5.6%",
        "fixed_asset_investment outturn 2025": "增长3.9%",
    }


def test_a_communique_states_outturns_of_its_own_year(read) -> None:
    found, figures = kinds(
        read,
        [
            "2025年福建省国民经济和社会发展统计公报[1]",
            "福建省统计局 国家统计局福建调查总队 2026年3月10日",
            "初步核算，全年全省实现地区生产总值（GDP）[2]60,120.5亿元，按不变价格计算，比上年增长5.6%。",
            "全年规模以上工业增加值比上年增长7.2%。全年固定资产投资（不含农户）比上年增长3.9%。"
            "全年社会消费品零售总额24,000.1亿元，比上年增长4.4%。全年居民消费价格比上年下降0.1%。",
        ],
    )

    assert (found["document_kind"], found["year"]) == ("communique", "2025")
    assert found["publisher"] == "福建省统计局"
    assert found["published_on"] == "2026-03-10"
    assert figures == {
        "gdp outturn 2025": "增长5.6%",
        "gdp size 2025": "60,120.5亿元",
        "industrial_value_added outturn 2025": "增长7.2%",
        "fixed_asset_investment outturn 2025": "增长3.9%",
        "retail_sales outturn 2025": "增长4.4%",
        "retail_sales size 2025": "24,000.1亿元",
        "cpi outturn 2025": "下降0.1%",
    }


def test_the_nations_own_report_is_read_too(read) -> None:
    targets = "今年发展主要预期目标是：国内生产总值增长5%左右，居民消费价格涨幅2%左右。"
    Path("r.txt").write_bytes(
        as_text(
            [
                "2026年国务院政府工作报告",
                "——2026年3月5日在第十四届全国人民代表大会第四次会议上",
                *report("中华人民共和国", targets=targets)[2:],
            ]
        )
    )

    answer = read("r.txt", "--json")

    assert answer.report["documents"][0]["geography_code"] == "100000"
    assert [f["raw_text"] for f in answer.figures if f["measure"] == "target"] == [
        "增长5%左右",
        "涨幅2%左右",
    ]
