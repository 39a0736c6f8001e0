"""The texts that count as a figure of an indicator, with their words, and those that do not."""

from __future__ import annotations

import pytest

from provincial_targets.read.finding import Found, chosen, find
from provincial_targets.read.sections import Period, Sentence, divide

from helpers.reports import report

PLACE = ("福建省", "福建")


def read(text: str, period: Period, year: int = 2026) -> list[str]:
    """The figures of one sentence, as short texts."""
    sentence = Sentence(paragraph=1, start=0, text=text, period=period)
    return [
        f"{one.indicator} {one.measure} {one.year}: {one.words}"
        + (f" [{one.position}]" if one.position else "")
        for one, _ in chosen(find([sentence], year=year, place=PLACE))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地区生产总值增长5%左右。", ["gdp: 增长5%左右"]),
        ("全省生产总值增长５．５％以上。", ["gdp: 增长５．５％以上"]),
        ("经济增长5%左右，", ["gdp: 增长5%左右"]),
        ("地区生产总值（GDP）增长目标为5%左右。", ["gdp: 增长目标为5%左右"]),
        ("地区生产总值按增长5%安排。", ["gdp: 增长5%"]),
        ("地区生产总值增长4.5-5%，在实际工作中争取更好结果。",
         ["gdp: 增长4.5-5%，在实际工作中争取更好结果"]),
        ("地区生产总值增长7%以上、力争达到8%。", ["gdp: 增长7%以上、力争达到8%"]),
        ("地区生产总值增长百分之五左右。", ["gdp: 增长百分之五左右"]),
        ("GDP增速保持在5%到5.5%之间。", ["gdp: 增速保持在5%到5.5%之间"]),
        ("地区生产总值增长5%左右,一般公共预算收入同口径增长4%以上;固定资产投资增长6%。",
         ["gdp: 增长5%左右", "fiscal_revenue: 同口径增长4%以上", "fixed_asset_investment: 增长6%"]),
        ("力争规上工业增加值增长6%以上。", ["industrial_value_added: 增长6%以上"]),
        ("固定资产投资（不含农户）增长4%。", ["fixed_asset_investment: 增长4%"]),
        ("城镇调查失业率控制在5.5%以内。", ["unemployment_rate: 控制在5.5%以内"]),
        ("居民消费价格（CPI）涨幅2%左右。", ["cpi: 涨幅2%左右"]),
        ("居民消费价格总水平上涨幅度控制在2%左右。", ["cpi: 上涨幅度控制在2%左右"]),
        ("居民消费价格指数上涨2%左右。", ["cpi: 上涨2%左右"]),
        ("城镇调查失业率、居民消费价格涨幅分别控制在5%和3%以内。",
         ["unemployment_rate: 分别控制在5%和3%以内 [1]", "cpi: 分别控制在5%和3%以内 [2]"]),
        ("社会消费品零售总额、进出口总额分别增长5%左右、4%以上。",
         ["retail_sales: 分别增长5%左右、4%以上 [1]", "trade: 分别增长5%左右、4%以上 [2]"]),
        ("地区生产总值增长5%、固定资产投资和社会消费品零售总额分别增长4%、6%。",
         ["gdp: 增长5%", "fixed_asset_investment: 分别增长4%、6% [1]",
          "retail_sales: 分别增长4%、6% [2]"]),
        ("完成国家下达的单位地区生产总值二氧化碳排放降低任务，地区生产总值增长5%。",
         ["carbon_intensity: 完成国家下达的单位地区生产总值二氧化碳排放降低任务", "gdp: 增长5%"]),
        ("社会消费品零售总额、固定资产投资增长4%左右。",
         ["fixed_asset_investment: 增长4%左右", "retail_sales: 增长4%左右"]),
        ("确定上述目标，统筹考虑了进出口形势和居民消费价格走势。", []),
        ("城乡居民人均可支配收入分别增长5%、6%。",
         ["disposable_income_urban: 分别增长5%、6% [1]",
          "disposable_income_rural: 分别增长5%、6% [2]"]),
        ("城镇、农村常住居民人均可支配收入分别增长5%左右、6.5%左右。",
         ["disposable_income_urban: 分别增长5%左右、6.5%左右 [1]",
          "disposable_income_rural: 分别增长5%左右、6.5%左右 [2]"]),
        ("城乡居民收入增长与经济增长同步。", ["disposable_income: 城乡居民收入增长与经济增长同步"]),
        ("进出口总额保持正增长。", ["trade: 进出口总额保持正增长"]),
        ("外贸进出口总额超过2200亿元。", ["trade: 超过2200亿元"]),
        ("固定资产投资达到900亿元、增长10%以上。", ["fixed_asset_investment: 增长10%以上"]),
        ("城镇新增就业70万人以上，粮食产量1300亿斤以上。",
         ["new_urban_jobs: 70万人以上", "grain_output: 1300亿斤以上"]),
        ("粮食播种面积1520万亩、总产125亿斤。", ["grain_output: 125亿斤"]),
        ("单位地区生产总值能耗下降2%左右。", ["energy_intensity: 下降2%左右"]),
        ("节能减排和碳排放强度下降完成国家下达任务。",
         ["energy_intensity: 节能减排和碳排放强度下降完成国家下达任务",
          "carbon_intensity: 节能减排和碳排放强度下降完成国家下达任务"]),
        ("常住人口城镇化率达到58%左右，全社会研发投入强度达3.3%左右。",
         ["urbanisation_rate: 达到58%左右", "rd_intensity: 达3.3%左右"]),
        ("全社会研发经费投入增长10%以上。", ["rd_expenditure: 增长10%以上"]),
        ("福建地区进出口总额增长5%。", ["trade: 增长5%"]),
    ],
)  # fmt: skip
def test_a_target_is_found_with_its_words_as_printed(text: str, found: list[str]) -> None:
    assert read(text, Period.MAIN) == [one.replace(": ", " target 2026: ", 1) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预计全省地区生产总值57761亿元、增长5.5%，", [
            "gdp outturn 2025: 增长5.5%", "gdp size 2025: 57761亿元"]),
        ("初步核算，全年地区生产总值53,769.5亿元，按不变价格计算，比上年增长5.2%。", [
            "gdp outturn 2025: 增长5.2%", "gdp size 2025: 53,769.5亿元"]),
        ("地区生产总值增长5.8%、增速全国第3，总量达到60013亿元。", [
            "gdp outturn 2025: 增长5.8%", "gdp size 2025: 总量达到60013亿元"]),
        ("地区生产总值突破3万亿元、达3.6万亿元。", ["gdp size 2025: 达3.6万亿元"]),
        ("地区生产总值从2020年的3.68万亿元增长到2025年的4.93万亿元。", [
            "gdp size 2025: 4.93万亿元"]),
        ("进出口总值创历史新高，达到5379亿元、增长18.5%。", [
            "trade outturn 2025: 增长18.5%", "trade size 2025: 达到5379亿元"]),
        ("外贸进出口在对美贸易下降的情况下增长12%。", ["trade outturn 2025: 增长12%"]),
        ("一般公共预算收入3604亿元，为预算的100.2%，增长2.8%。", [
            "fiscal_revenue outturn 2025: 增长2.8%", "fiscal_revenue size 2025: 3604亿元"]),
        ("规上工业企业达7.6万家、增加值增长3%。", ["industrial_value_added outturn 2025: 增长3%"]),
        ("居民消费价格与上年基本持平。", ["cpi outturn 2025: 居民消费价格与上年基本持平"]),
        ("年末城镇调查失业率从上半年5.5%降到5.3%。", ["unemployment_rate outturn 2025: 5.3%"]),
        ("居民人均可支配收入达到8.8万元、增长4.2%。", ["disposable_income outturn 2025: 增长4.2%"]),
        ("城乡居民人均可支配收入分别达6.9万元、3.4万元，增长4.2%、5.3%。", [
            "disposable_income_urban outturn 2025: 分别达6.9万元、3.4万元，增长4.2%、5.3% [1]",
            "disposable_income_rural outturn 2025: 分别达6.9万元、3.4万元，增长4.2%、5.3% [2]"]),
    ],
)  # fmt: skip
def test_an_outturn_or_size_of_the_year_before_is_found(text: str, found: list[str]) -> None:
    assert sorted(read(text, Period.REVIEW)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "产业投资增长7%左右，工业投资增长10%以上，民间固定资产投资增长5%。",
        "出口增长5.3%，跨境电商进出口增长20%，对东盟进出口总额增长11.7%。",
        "开发区进出口总额增长20%，自贸试验区地区生产总值增长9%。",
        "厦门市生产总值增长6%，沿海三市经济增长7%。",
        "全国经济增长5%左右，世界经济增长3%。",
        "民营经济增长8%，数字经济增加值增长10%，海洋生产总值增长7%。",
        "人均地区生产总值增长5%，人均地区生产总值突破10万元。",
        "地区生产总值年均增长5.5%，五年间地区生产总值累计增长30%。",
        "一季度地区生产总值增长6%，上半年固定资产投资增长4%，1—11月进出口总额增长9%。",
        "制造业增加值占地区生产总值比重提高到25%，税收占一般公共预算收入的70%。",
        "限额以上社会消费品零售总额增长8%，网上零售额增长12%。",
        "民营规上工业增加值、外贸进出口总额占比分别为23.1%、45.5%。",
        "经济总量超500亿元的县域增至12个，进出口总额过亿元的企业有500家。",
        "一般公共预算支出增长4%，一般公共预算总收入增长3%，税收收入增长2%。",
        "民营企业进出口总额、工业固定资产投资增长8%。",
        "城镇登记失业率3%，能源工业增加值增长8%。",
        "金融机构对地区生产总值增长的贡献率达5%。",
        "到2030年，地区生产总值达到8万亿元，常住人口城镇化率达到75%。",
        "节能家电零售额增长39.5%。",
    ],
)
@pytest.mark.parametrize("period", [Period.CHAPTER, Period.REVIEW])
def test_what_is_not_the_indicator_is_not_taken_for_it(text: str, period: Period) -> None:
    assert read(text, period) == []


def test_what_a_span_of_years_adds_up_to_is_no_figure_of_its_last_one() -> None:
    assert read("进出口总额1.4万亿元，城镇新增就业690万人。", Period.SPAN) == []
    assert read("地区生产总值达到4.9万亿元。", Period.SPAN) == ["gdp size 2025: 达到4.9万亿元"]


def figures(paragraphs: list[str], year: int = 2026) -> dict[str, Found]:
    found = chosen(find(divide(paragraphs, year), year=year, place=PLACE))
    return {f"{one.indicator} {one.measure}": one for one, _ in found}


def test_targets_of_the_next_plan_are_not_those_of_the_year() -> None:
    paragraphs = report()
    at = paragraphs.index("二、2026年工作安排")
    paragraphs[at:at] = [
        "二、“十五五”时期主要目标任务",
        "“十五五”时期经济社会发展的主要目标是：地区生产总值增长7%，进出口总额增长9%。",
    ]

    found = figures(paragraphs)

    assert found["gdp target"].words.startswith("增长5%—5.5%")
    assert "trade target" not in found


def test_a_plan_with_more_figures_than_the_year_is_not_the_year() -> None:
    paragraphs = report(
        targets="今年主要预期目标是：地区生产总值增长5%左右，居民消费价格涨幅2%左右。"
    )
    at = paragraphs.index("二、2026年工作安排")
    paragraphs[at:at] = [
        "二、未来五年的主要任务",
        "主要目标是：地区生产总值年均增长6%，固定资产投资年均增长7%，进出口总额增长9%，"
        "社会消费品零售总额年均增长8%，常住人口城镇化率达到75%。",
    ]

    found = figures(paragraphs)

    assert found["gdp target"].words == "增长5%左右"
    assert "trade target" not in found


def test_a_target_of_a_chapter_is_marked_as_such_and_yields_to_the_paragraph() -> None:
    found = figures(report(chapter="力争进出口总额增长4%以上，固定资产投资增长9%。"))

    assert found["trade target"].words == "增长4%以上"
    assert found["trade target"].period is Period.CHAPTER
    assert found["fixed_asset_investment target"].words == "增长4%以上"
    assert found["fixed_asset_investment target"].period is Period.MAIN


@pytest.mark.parametrize(
    "words",
    [
        "今年经济社会发展主要预期目标是：",
        "主要预期目标为:",
        "今年发展主要目标是：",
        "建议今年全省经济社会发展的主要预期目标任务为：",
        "经济社会发展的主要预期目标建议为：",
        "全年主要预期指标安排如下：",
    ],
)
def test_the_paragraph_of_targets_is_found_by_its_wording(words: str) -> None:
    found = figures(report(targets=f"{words}地区生产总值增长5%左右，居民消费价格涨幅2%左右。"))

    assert found["gdp target"].period is Period.MAIN


def test_targets_may_be_a_list_of_paragraphs() -> None:
    targets = "今年经济社会发展主要预期目标是："
    paragraphs = report(targets=targets)
    at = paragraphs.index(targets) + 1
    paragraphs[at:at] = [
        "——地区生产总值增长5%左右；",
        "——一般公共预算收入增长3%；",
        "——居民消费价格涨幅2%左右。",
    ]

    found = figures(paragraphs)

    assert {name: one.period for name, one in found.items() if name.endswith("target")} == {
        "gdp target": Period.MAIN,
        "fiscal_revenue target": Period.MAIN,
        "cpi target": Period.MAIN,
    }


def test_growth_of_a_part_with_another_cause_yields_to_the_whole() -> None:
    found = figures(
        report(review=["中欧班列带动福建进出口415.4亿元、增长11.7%，全省进出口总值增长18.5%。"])
    )

    assert found["trade outturn"].words == "增长18.5%"
