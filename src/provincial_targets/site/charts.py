"""The charts, as Vega-Lite specifications made with Altair: one per kind and language.

A specification names its data `rows`, and each page supplies them; a kind is therefore validated
once and drawn for every round and province. Every mark has a name, by which tests count it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt

from provincial_targets.site.palette import CHANGES, COVERAGE, FONTS, STATUSES, var
from provincial_targets.site.words import Words

Spec = dict[str, Any]

_CONFIG: Spec = {
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": var("muted"),
        "titleColor": var("muted"),
        "gridColor": var("line"),
        "tickColor": var("axis"),
        "domainColor": var("axis"),
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "axisY": {"domain": False, "ticks": False, "grid": False, "labelPadding": 6},
    "axisX": {"grid": False, "labelSeparation": 4},
    "legend": {"labelColor": var("ink"), "labelFontSize": 12},
    "text": {"fontSize": 12, "fill": var("ink")},
    "title": {
        "color": var("ink"),
        "subtitleColor": var("muted"),
        "anchor": "start",
        "fontSize": 16,
        "subtitleFontSize": 12,
        "offset": 14,
    },
}


def config(words: Words) -> Spec:
    """Return the look of all charts, which the renderer takes beside the specification."""
    # The library describes axes and legends to screen readers by English sentences that cannot
    # be reworded; marks and tables hold the values.
    described = {
        part: {**_CONFIG[part], "aria": words.language == "en"} for part in ("axis", "legend")
    }
    return {**_CONFIG, **described, "font": FONTS[words.language]}


_DIRECTIONS = {
    "lowered": "down2",
    "unchanged": "axis",
    "raised": "up2",
    "newly_set": "axis",
    "withdrawn": "axis",
    "unknown_before": "axis",
    "unknown_now": "axis",
    "not_comparable": "axis",
}
_SHADES = ["1", "2", "3", "4", "5", "down2", "down1", "zero", "up1", "up2"]
_PLAIN = "format(datum.value, '~r')"  # 5.5 and 10, whatever the step of the axis
_IN_LINES = (  # a long name in two lines
    r"length(datum.label) > 24"
    r" ? split(replace(datum.label, regexp('(.{12,24}) '), '$1\n'), '\n') : datum.label"
)
_NARROW = "width < 480"  # pixels: too few for "Heilongjiang" in a tile, or for a label per year
_YEAR = f"{_NARROW} ? slice(datum.label, 2) : datum.label"
_ROW = 19  # pixels a row needs for a name beside a mark
_TICKS = 6
_EDGE = 10  # pixels between the outermost mark and the edge
_TILE = 46


def _rows() -> alt.Chart:
    return alt.Chart(alt.NamedData("rows"))


def _scale(colours: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(colours), range=[var(colour) for colour in colours.values()])


def _legend(words: Words, kind: str, codes: list[str]) -> alt.Legend:
    """Return the legend for slides; on a page, the keys above the chart explain the colours."""
    meaning = {code: words.code(kind, code) for code in codes}
    return alt.Legend(
        title=None, orient="top", values=codes, labelExpr=f"{json.dumps(meaning)}[datum.label]"
    )


def _finish(chart: Any, *, height: int = 0, row: int = 0, of: str = "") -> Spec:
    """Complete a chart: as wide as its page allows, of a given height or as high as its rows need.

    Args:
        chart: The layers.
        height: Pixels.
        row: Pixels per row, where there is a row per value of `of`.
        of: The column that names the rows.
    """
    spec: Spec = chart.properties(
        width="container",
        height=height or row,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding=4,
        usermeta={"row": row, "of": of},
    ).to_dict()
    spec.pop("config", None)  # `config` holds it once for all
    return spec


def _percent(field: str, title: str = "") -> alt.X:
    return alt.X(
        field,
        type="quantitative",
        title=title,
        scale=alt.Scale(zero=False, nice=False, padding=_EDGE),
        axis=alt.Axis(grid=True, tickCount=_TICKS, domain=False, ticks=False, labelExpr=_PLAIN),
    )


def _names(field: str) -> alt.Y:
    return alt.Y(
        field,
        type="nominal",
        sort=alt.EncodingSortField("rank", op="min", order="ascending"),
        title=None,
        axis=alt.Axis(labelLimit=170, labelColor=var("ink")),
    )


def _long_names(field: str) -> alt.Y:
    axis = alt.Axis(
        labelLimit=300,
        labelColor=var("ink"),
        labelExpr=_IN_LINES,
        labelOffset=alt.condition("length(datum.label) > 24", alt.value(-7), alt.value(0)),
    )
    return _names(field).axis(axis)


def _years(field: str) -> alt.X:
    """Return the axis of years, with two digits where four do not fit."""
    return alt.X(
        field,
        type="ordinal",
        title=None,
        axis=alt.Axis(
            labelAngle=0,
            ticks=False,
            domain=False,
            labelPadding=6,
            labelExpr=_YEAR,
            labelOverlap=True,
        ),
    )


def _level(field: str, title: str | None = None, *, padding: int, ticks: int) -> alt.Y:
    """Return the axis of percentages in a chart through time."""
    return alt.Y(
        field,
        type="quantitative",
        title=title,
        scale=alt.Scale(zero=False, nice=False, padding=padding),
        axis=alt.Axis(grid=True, tickCount=ticks, labelExpr=_PLAIN),
    )


def _first_and_last(base: alt.Chart, year: str, label: str) -> alt.Chart:
    """Compute `shown`: the label of each year, on a narrow chart only of the first and the last."""
    return base.transform_joinaggregate(
        first=f"min({year})", last=f"max({year})"
    ).transform_calculate(
        shown=f"{_NARROW} && datum.{year} != datum.first && datum.{year} != datum.last"
        f" ? '' : datum.{label}"
    )


def distribution(words: Words) -> Spec:
    """How many provinces stand in each band: a bar per band, its count above it."""
    x = alt.X(
        "band_low:Q",
        title=words("chart.target_percent"),
        bin="binned",
        axis=alt.Axis(labelExpr=_PLAIN, tickCount=8),
    )
    tips = [
        alt.Tooltip("band:N", title=words("column.band")),
        alt.Tooltip("geography_count:Q", title=words("column.geography")),
        alt.Tooltip(words.field("geographies"), type="nominal", title=words("column.geographies")),
    ]
    y = alt.Y("geography_count:Q", axis=None)
    bars = (
        _rows()
        .mark_bar(fill=var("accent"), binSpacing=2)
        .encode(x=x, x2="band_high:Q", y=y, tooltip=tips)
        .properties(name="bars")
    )
    labels = (
        _rows()
        .transform_calculate(middle="(datum.band_low + datum.band_high) / 2")
        .mark_text(dy=-8)
        .encode(x="middle:Q", y=y, text="geography_count:Q")
        .properties(name="counts")
    )
    return _finish(bars + labels, height=200)


def changes(words: Words) -> Spec:
    """Last target and new one: a row per province, coloured by direction, the target at its end."""
    y = _names(words.field("name"))
    colour = alt.Color(
        "direction:N",
        scale=_scale(_DIRECTIONS),
        legend=_legend(words, "direction", ["lowered", "unchanged", "raised"]),
    )
    x = _percent("target_point", words("chart.target_percent"))
    tips = [
        alt.Tooltip(words.field("name"), type="nominal", title=words("column.province")),
        alt.Tooltip("target_label:N", title=words("column.target")),
        alt.Tooltip("wording:N", title=words("column.wording")),
        alt.Tooltip("previous_target_point:Q", title=words("column.previous_target")),
        alt.Tooltip("direction_text:N", title=words("column.direction")),
    ]
    base = _rows().encode(y=y)
    moves = (
        base.transform_filter("isValid(datum.delta_pp)")
        .mark_rule(strokeWidth=2.5)
        .encode(x=_percent("previous_target_point"), x2="target_point:Q", color=colour)
        .properties(name="moves")
    )
    before = (
        base.transform_filter("isValid(datum.previous_target_point)")
        .mark_point(size=36, filled=True, fill=var("paper"), stroke=var("axis"), opacity=1)
        .encode(x=_percent("previous_target_point"), tooltip=tips)
        .properties(name="before")
    )
    now = (
        base.transform_filter("isValid(datum.target_point)")
        .mark_point(size=70, filled=True, opacity=1)
        .encode(
            x=x,
            color=colour,
            # Grey stands for kept and for not comparable; the shape distinguishes them.
            shape=alt.condition(
                "isValid(datum.delta_pp)", alt.value("circle"), alt.value("diamond")
            ),
            tooltip=tips,
        )
        .properties(name="now")
    )
    labels = (
        base.mark_text(align="left", dx=10)
        .encode(
            x=alt.value("width"),
            text="short_label:N",
            color=_muted_if("datum.target_label == null"),
        )
        .properties(name="labels")
    )
    return _finish(moves + before + now + labels, row=_ROW, of=words.field("name"))


def _hollow_if_thin() -> Any:
    return alt.condition("datum.is_thin", alt.value(var("paper")), alt.value(var("accent")))


def _muted_if(test: str) -> Any:
    return alt.condition(test, alt.value(var("muted")), alt.value(var("ink")))


def _versus(
    words: Words,
    reference: str,
    value: str,
    sides: dict[str, str],
    *,
    name: str = "column.province",
    axis: str = "chart.percent",
) -> Spec:
    """A value beside what it is measured by: a row per name, the difference at its end."""
    y = _names(words.field("name"))
    colour = alt.Color("side:N", scale=_scale(sides), legend=_legend(words, "key", list(sides)))
    tips = [
        alt.Tooltip(words.field("name"), type="nominal", title=words(name)),
        alt.Tooltip("reference:Q", title=reference),
        alt.Tooltip("value:Q", title=value),
        alt.Tooltip("gap_label:N", title=words("column.gap")),
    ]
    base = _rows().encode(y=y)
    gaps = (
        base.transform_filter("isValid(datum.side)")
        .mark_rule(strokeWidth=2.5)
        .encode(x=_percent("reference", words(axis)), x2="value:Q", color=colour)
        .properties(name="gaps")
    )
    references = (
        base.transform_filter("isValid(datum.reference)")
        .mark_tick(thickness=2, size=13, color=var("ink"))
        .encode(x=_percent("reference"), tooltip=tips)
        .properties(name="references")
    )
    values = (
        base.transform_filter("isValid(datum.value)")
        .mark_point(size=70, filled=True, opacity=1)
        .encode(x=_percent("value"), color=colour, tooltip=tips)
        .properties(name="values")
    )
    labels = (
        base.mark_text(align="right", dx=48)
        .encode(x=alt.value("width"), text="gap_label:N", color=_muted_if("!isValid(datum.side)"))
        .properties(name="labels")
    )
    return _finish(gaps + references + values + labels, row=_ROW, of=words.field("name"))


def completion(words: Words) -> Spec:
    """Target and outturn: a row per province, coloured by verdict."""
    sides = {"met": "up2", "missed": "down2"}
    return _versus(words, words("column.target"), words("column.outturn"), sides)


def versus_gdp(words: Words) -> Spec:
    """A target beside the growth target: a row per province, coloured by which is higher."""
    sides = {"above": "up2", "same": "axis", "below": "down2"}
    return _versus(words, words("column.gdp_target"), words("column.target"), sides)


def theme_moves(words: Words) -> Spec:
    """How many provinces name a theme, beside the year before: a row per theme."""
    before, now = words("column.previous_named"), words("column.named")
    return _versus(words, before, now, CHANGES, name="column.theme", axis="column.named")


def term_moves(words: Words) -> Spec:
    """How often a term is used, beside the year before: a row per term."""
    before, now = words("column.previous_rate"), words("column.rate")
    return _versus(words, before, now, CHANGES, name="column.term", axis="column.rate")


def levels(words: Words) -> Spec:
    """One target per province, from the highest to the lowest, as worded at its end."""
    y = _names(words.field("name"))
    tips = [
        alt.Tooltip(words.field("name"), type="nominal", title=words("column.province")),
        alt.Tooltip("target_label:N", title=words("column.target")),
        alt.Tooltip("wording:N", title=words("column.wording")),
    ]
    base = _rows().encode(y=y)
    now = (
        base.transform_filter("isValid(datum.target_point)")
        .mark_point(size=70, filled=True, fill=var("accent"), opacity=1)
        .encode(x=_percent("target_point", words("chart.target_percent")), tooltip=tips)
        .properties(name="now")
    )
    labels = (
        base.mark_text(align="left", dx=8)
        .encode(x=alt.value("width"), text="short_label:N")
        .properties(name="labels")
    )
    return _finish(now + labels, row=_ROW, of=words.field("name"))


def scopes(words: Words) -> Spec:
    """The weighted target of each scope with its bounds; the number and the coverage at its end."""
    y = _names(words.field("name"))
    tips = [
        alt.Tooltip(words.field("name"), type="nominal", title=words("column.scope")),
        alt.Tooltip("average_label:N", title=words("column.weighted_target")),
        alt.Tooltip("bounds_label:N", title=words("column.bounds")),
        alt.Tooltip("coverage_label:N", title=words("column.numeric")),
    ]
    base = _rows().encode(y=y)
    bounds = (
        base.transform_filter("isValid(datum.weighted_low)")
        .mark_rule(strokeWidth=7, stroke=var("bounds"))
        .encode(
            x=_percent("weighted_low", words("chart.target_percent")),
            x2="weighted_high:Q",
            tooltip=tips,
        )
        .properties(name="bounds")
    )
    points = (
        base.transform_filter("isValid(datum.weighted_target)")
        .mark_point(size=80, filled=True, stroke=var("accent"), strokeWidth=1.5, opacity=1)
        .encode(x=_percent("weighted_target"), fill=_hollow_if_thin(), tooltip=tips)
        .properties(name="points")
    )
    labels = (
        base.mark_text(align="right", dx=96)
        .encode(x=alt.value("width"), text="end_label:N")
        .properties(name="labels")
    )
    return _finish(bounds + points + labels, row=26, of=words.field("name"))


def tiles(words: Words) -> Spec:
    """The map: a tile per province with its name and figure; without a figure, an empty outline."""
    x = alt.X("tile_col:O", axis=None, scale=alt.Scale(domain=list(range(8)), padding=0))
    y = alt.Y("tile_row:O", axis=None, scale=alt.Scale(domain=list(range(8)), padding=0))
    fills = [f"shade{s}" if s.isdigit() else s for s in _SHADES]
    fill = alt.Fill(
        "shade:N",
        scale=alt.Scale(domain=_SHADES, range=[var(name) for name in fills]),
        legend=None,
    )
    ink = alt.Color(
        "shade:N",
        scale=alt.Scale(
            domain=[*_SHADES, "none"], range=[*(var(f"on-{name}") for name in fills), var("muted")]
        ),
        legend=None,
    )
    tips = [
        alt.Tooltip(words.field("name"), type="nominal", title=words("column.province")),
        alt.Tooltip("label:N", title=words("column.value")),
        alt.Tooltip("detail:N", title=words("column.wording")),
    ]
    name = f"datum.{words.field('name')}"
    base = (
        _rows()
        .transform_calculate(
            described=f"{name} + ': ' + datum.label",
            lines=f"{_NARROW} ? {_broken(name)} : {name}",
        )
        .encode(x=x, y=y)
    )
    known = (
        base.transform_filter("datum.shade != 'none'")
        .mark_rect(stroke=var("paper"), strokeWidth=2, cornerRadius=3)
        .encode(fill=fill, tooltip=tips, description="described:N")
        .properties(name="known")
    )
    unknown = (
        base.transform_filter("datum.shade == 'none'")
        .mark_rect(
            fill=var("panel"), stroke=var("axis"), strokeDash=[3, 3], strokeWidth=1, cornerRadius=3
        )
        .encode(tooltip=tips, description="described:N")
        .properties(name="unknown")
    )
    sizes = "width < 400 ? 8.5 : length(datum.lines) > 12 ? 7.5 : 9.5"
    names = (
        base.mark_text(
            dy=-8 if words.language == "zh" else alt.ExprRef(f"{_NARROW} ? -14 : -8"),
            fontSize=12 if words.language == "zh" else alt.ExprRef(sizes),
            limit=alt.ExprRef("width / 8 - 2"),
        )
        .encode(text="lines:N", fill=_as_fill(ink))
        .properties(name="names")
    )
    labels = (
        base.mark_text(
            dy=9 if words.language == "zh" else alt.ExprRef(f"{_NARROW} ? 13 : 9"),
            fontWeight="bold",
            limit=alt.ExprRef("width / 8 - 2"),
        )
        .encode(text="label:N", size=_smaller_if_longer("label", 5, 12), fill=_as_fill(ink))
        .properties(name="labels")
    )
    chart = (known + unknown + names + labels).resolve_scale(fill="independent")
    return _finish(chart, height=8 * _TILE)


def _broken(name: str) -> str:
    """Break a name at its space, a longer word before its last syllable, as pinyin has them."""
    syllable = "([bcdfghjklmnpqrstwxyz][aeiou]+(?:ng?)?)$"
    halves = f"split(replace({name}, regexp('{syllable}'), '-\\n$1'), '\\n')"
    return f"indexof({name}, ' ') > 0 ? split({name}, ' ') : length({name}) > 7 ? {halves} : {name}"


def _smaller_if_longer(field: str, letters: int, size: float) -> Any:
    """Reduce the size of a text that would not fit into its tile."""
    return alt.condition(
        f"length(datum.{field}) > {letters}", alt.value(size * 0.8), alt.value(size)
    )


def _as_fill(colour: alt.Color) -> alt.Fill:
    return alt.Fill(
        **{key: value for key, value in colour._kwds.items() if value is not alt.Undefined}
    )


def series(words: Words) -> Spec:
    """One indicator of one province: targets as bars across, outturns as a line with its gaps."""
    y = partial(_level, padding=_EDGE, ticks=4)
    tips = [
        alt.Tooltip("year:O", title=words("column.year")),
        alt.Tooltip("wording:N", title=words("column.target")),
        alt.Tooltip("outturn:Q", title=words("column.came_out")),
        alt.Tooltip("national_target:Q", title=words("column.nations_target")),
    ]
    base = _rows().encode(x=_years("year"))
    line = (
        base.mark_line(stroke=var("axis"), strokeWidth=1.5, invalid="break-paths-show-path-domains")
        .encode(y=y("outturn"))
        .properties(name="line")
    )
    outturns = (
        base.transform_filter("isValid(datum.outturn)")
        .mark_point(size=42, filled=True, fill=var("ink"), opacity=1)
        .encode(y=y("outturn"), tooltip=tips)
        .properties(name="outturns")
    )
    ranges = (
        base.transform_filter("isValid(datum.target_low) && isValid(datum.target_high)")
        .mark_rule(strokeWidth=10, stroke=var("bounds"))
        .encode(y=y("target_low"), y2="target_high:Q")
        .properties(name="ranges")
    )
    targets = (
        base.transform_filter("isValid(datum.target_point)")
        .mark_tick(
            thickness=3,
            size=alt.ExprRef("min(24, 0.8 * width / length(domain('x')))"),
            color=var("accent"),
            orient="horizontal",
            opacity=1,
        )
        .encode(y=y("target_point"), tooltip=tips)
        .properties(name="targets")
    )
    labels = (
        _first_and_last(
            base.transform_filter("isValid(datum.target_point)"), "year", "target_point"
        )
        .mark_text(dy=-9, fontSize=11, fill=var("accent"))
        .encode(y=y("target_point"), text="shown:N")
        .properties(name="labels")
    )
    return _finish(ranges + line + outturns + targets + labels, height=150)


def averages(words: Words) -> Spec:
    """The weighted target through the years, its bounds, the national target, and the coverage."""
    return _beside_the_nation(words, "weighted_target", words("chart.percent"))


def totals(words: Words) -> Spec:
    """What the targets add up to through the years, in the same form; its heading has the unit."""
    return _beside_the_nation(words, "total_target", None)


def _beside_the_nation(words: Words, what: str, unit: str | None) -> Spec:
    y = partial(_level, title=unit, padding=2 * _EDGE, ticks=5)
    tips = [
        alt.Tooltip("target_year:O", title=words("column.year")),
        alt.Tooltip("average_label:N", title=words(f"column.{what}")),
        alt.Tooltip("bounds_label:N", title=words("column.bounds")),
        alt.Tooltip("national_target:Q", title=words("column.nations_target")),
        alt.Tooltip("coverage_label:N", title=words("column.numeric")),
    ]
    gaps: Any = "break-paths-show-path-domains"
    base = _rows().encode(x=_years("target_year"))
    bounds = (
        base.transform_filter("isValid(datum.weighted_low)")
        .mark_rule(
            strokeWidth=alt.ExprRef("min(14, 0.5 * width / length(domain('x')))"),
            stroke=var("bounds"),
        )
        .encode(y=y("weighted_low"), y2="weighted_high:Q", tooltip=tips)
        .properties(name="bounds")
    )
    nation = (
        base.mark_line(stroke=var("ink"), strokeDash=[4, 3], strokeWidth=1.5, invalid=gaps)
        .encode(y=y("national_target"))
        .properties(name="nation")
    )
    nation_points = (
        base.transform_filter("isValid(datum.national_target)")
        .mark_point(size=44, filled=True, fill=var("paper"), stroke=var("ink"), opacity=1)
        .encode(y=y("national_target"), tooltip=tips)
        .properties(name="nation_points")
    )
    line = (
        base.mark_line(stroke=var("accent"), strokeWidth=2, invalid=gaps)
        .encode(y=y("weighted_target"))
        .properties(name="line")
    )
    points = (
        base.transform_filter("isValid(datum.weighted_target)")
        .mark_point(size=60, filled=True, stroke=var("accent"), strokeWidth=1.5, opacity=1)
        .encode(y=y("weighted_target"), fill=_hollow_if_thin(), tooltip=tips)
        .properties(name="points")
    )
    labels = (
        _first_and_last(
            base.transform_filter("isValid(datum.weighted_target)"), "target_year", "average_label"
        )
        .mark_text(dy=-12, fontWeight="bold")
        .encode(y=y("weighted_target"), text="shown:N")
        .properties(name="labels")
    )
    coverage = (
        base.transform_calculate(
            shown=f"{_NARROW} ? split(datum.coverage_label, '/')[0] : datum.coverage_label"
        )
        .mark_text(baseline="top", dy=26, fontSize=11, fill=var("muted"))
        .encode(y=alt.value("height"), text="shown:N")
        .properties(name="coverage")
    )
    chart = bounds + nation + nation_points + line + points + labels + coverage
    return _finish(chart, height=240)


def progress(words: Words) -> Spec:
    """The weighted target of those that have announced, day by day, and how many they are."""
    # Days are dates without a time zone; the reader's own must not move them.
    x = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(type="utc", padding=2 * _EDGE),
        axis=alt.Axis(
            format="%m-%d",
            tickCount=_TICKS,
            ticks=False,
            domain=False,
            labelPadding=20,
            labelOverlap=True,
        ),
    )
    y = _level("weighted_target", words("chart.percent"), padding=2 * _EDGE, ticks=5)
    tips = [
        alt.Tooltip("day:T", title=words("column.announced_on"), format="%Y-%m-%d"),
        alt.Tooltip("weighted_target:Q", title=words("column.weighted_target"), format=".2f"),
        alt.Tooltip("coverage_label:N", title=words("column.announced")),
        alt.Tooltip(words.field("geographies"), type="nominal", title=words("column.geographies")),
    ]
    base = _rows().encode(x=x)
    averaged = base.transform_filter("isValid(datum.weighted_target)").encode(y=y)
    line = averaged.mark_line(stroke=var("accent"), strokeWidth=2).properties(name="line")
    points = (
        averaged.mark_point(size=60, filled=True, fill=var("accent"), opacity=1)
        .encode(tooltip=tips)
        .properties(name="points")
    )
    labels = (
        averaged.transform_filter("isValid(datum.average_label)")
        .mark_text(dy=-12, fontWeight="bold")
        .encode(text="average_label:N")
        .properties(name="labels")
    )
    counts = (
        base.transform_filter("isValid(datum.count_label)")
        .mark_text(baseline="top", dy=6, fontSize=11, fill=var("muted"))
        .encode(y=alt.value("height"), text="count_label:Q")
        .properties(name="counts")
    )
    return _finish(line + points + labels + counts, height=240)


def coverage(words: Words) -> Spec:
    """Of how many provinces what is known: a bar per indicator and year, a part per status."""
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(
            orient="top",
            domain=False,
            ticks=False,
            grid=False,
            tickMinStep=1,
            format="d",
            labelExpr=_YEAR,
            labelAlign="left",
            labelOverlap=True,
        ),
    )
    y = _long_names(words.field("indicator"))
    statuses = list(COVERAGE)
    tips = [
        alt.Tooltip(words.field("indicator"), type="nominal", title=words("column.indicator")),
        alt.Tooltip("year:Q", title=words("column.year"), format="d"),
        *(alt.Tooltip(f"{status}_count:Q", title=words(f"column.{status}")) for status in statuses),
        alt.Tooltip("not_stated:N", title=words("column.not_stated_geographies")),
        alt.Tooltip("missing:N", title=words("column.missing")),
    ]
    base = _rows().encode(y=y)
    cells = (
        base.transform_calculate(end="datum.year + 0.94")
        .mark_rect(fill=var("paper"))
        .encode(x=x, x2="end:Q", tooltip=tips)
        .properties(name="cells")
    )
    counted: list[Any] = [f"{status}_count" for status in statuses]
    share = "0.94 / datum.expected_count"
    parts = (
        base.transform_fold(counted, as_=["status", "count"])
        .transform_calculate(place=f"indexof({counted}, datum.status)")
        .transform_stack(
            stack="count",
            as_=["from", "to"],
            groupby=["rank", "year"],
            sort=[alt.SortField("place", order="ascending")],
        )
        .transform_calculate(
            begin=f"datum.year + datum.from * {share}", end=f"datum.year + datum.to * {share}"
        )
        .mark_bar(size=10, yOffset=8)
        .encode(
            x=alt.X("begin:Q", title=None),
            x2="end:Q",
            fill=alt.Fill(
                "status:N",
                scale=alt.Scale(domain=counted, range=[var(c) for c in COVERAGE.values()]),
                legend=None,
            ),
            tooltip=tips,
        )
        .properties(name="parts")
    )
    counts = (
        base.mark_text(align="left", dy=-6, fontSize=alt.ExprRef("width < 360 ? 8 : 11"))
        .encode(x=x, text="geography_count:Q")
        .properties(name="counts")
    )
    return _finish(cells + parts + counts, row=34, of=words.field("indicator"))


def ranks(words: Words) -> Spec:
    """Where each theme stands: a row per province, a column per theme, the rank in the cell."""
    x = alt.X(
        words.field("theme"),
        type="nominal",
        sort=alt.EncodingSortField("theme_order", op="min", order="ascending"),
        title=None,
        axis=alt.Axis(
            labelAngle=-90,
            orient="top",
            domain=False,
            ticks=False,
            labelLimit=180,
            labelColor=var("ink"),
        ),
    )
    y = _names(words.field("name"))
    order = [1, 2, 3, 4, 5]
    tips = [
        alt.Tooltip(words.field("name"), type="nominal", title=words("column.province")),
        alt.Tooltip(words.field("theme"), type="nominal", title=words("column.theme")),
        alt.Tooltip("task_rank:Q", title=words("column.task_rank")),
    ]
    base = _rows().encode(x=x, y=y)
    fills, inks = (
        alt.Fill(
            "shade:O",
            scale=alt.Scale(domain=order, range=[var(f"{kind}shade{s}") for s in order]),
            legend=None,
        )
        for kind in ("", "on-")
    )
    cells = (
        base.mark_rect(stroke=var("paper"), strokeWidth=1, cornerRadius=2)
        .encode(fill=fills, tooltip=tips)
        .properties(name="cells")
    )
    counts = (
        base.mark_text(fontSize=10).encode(text="task_rank:Q", fill=inks).properties(name="counts")
    )
    chart = (cells + counts).resolve_scale(fill="independent")
    return _finish(chart, row=_ROW, of=words.field("name"))


def verdicts(words: Words) -> Spec:
    """The report's statements: a bar per subject, a part per status with its count."""
    y = _long_names("subject")
    x = alt.X(
        "claim_count:Q",
        title=words("chart.claims"),
        stack="zero",
        axis=alt.Axis(grid=True, tickCount=5),
    )
    order = alt.Order("status_rank:Q")
    tips = [
        alt.Tooltip("subject:N", title=words("column.indicator")),
        alt.Tooltip("status_text:N", title=words("column.status")),
        alt.Tooltip("claim_count:Q", title=words("column.claim_count")),
    ]
    base = _rows().encode(y=y, x=x, order=order)
    bars = (
        base.mark_bar(stroke=var("paper"), strokeWidth=1)
        .encode(
            fill=alt.Fill(
                "status:N",
                scale=_scale(STATUSES),
                legend=_legend(words, "status", list(STATUSES)),
            ),
            tooltip=tips,
        )
        .properties(name="bars")
    )
    inks = {status: f"on-{colour}" for status, colour in STATUSES.items()}
    labels = (
        # A narrow part has no room for its count; the table has all counts.
        _rows()
        .transform_calculate(shown="datum.claim_count * width > 1100 ? datum.claim_count : ''")
        .mark_text()
        .encode(
            y=y,
            x=alt.X("claim_count:Q", title=words("chart.claims"), stack="zero", bandPosition=0.5),
            order=order,
            text="shown:N",
            fill=alt.Fill("status:N", scale=_scale(inks), legend=None),
        )
        .properties(name="counts")
    )
    return _finish((bars + labels).resolve_scale(fill="independent"), row=28, of="subject")


KINDS: dict[str, Callable[[Words], Spec]] = {
    function.__name__: function
    for function in (
        distribution,
        changes,
        completion,
        versus_gdp,
        levels,
        scopes,
        tiles,
        series,
        averages,
        totals,
        progress,
        coverage,
        ranks,
        theme_moves,
        term_moves,
        verdicts,
    )
}
"""All kinds of charts, by name."""


def specifications(words: Words) -> dict[str, Spec]:
    """Return every kind of chart in one language, by name."""
    return {name: function(words) for name, function in KINDS.items()}
