"""What headings of figures, and the lines above and below a table, say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from provincial_targets.ingest.cells import Cell
from provincial_targets.ingest.seedfiles import Seeds
from provincial_targets.ingest.vocabulary import fold

YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?:年度|年)?(?![0-9])")
_UNIT = re.compile(
    r"\((?:单位:)?([^()增比]{0,15}(?:元|yuan|dollars?|%|‰|百分点|=100))\)$", re.IGNORECASE
)
_UNIT_LINE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:计量|金额|货币)?(?:单位|units?)(?::|为|是)([^。)]+)", re.IGNORECASE
)
_OFFICE = re.compile("[局厅部委府处院会司]$")
"""`单位` also means the office that a table comes from."""

_LINES = {
    "indicator": re.compile(r"(?:指标|indicators?):(.+)", re.IGNORECASE),
    "geography_code": re.compile(r"(?:地区|省份|regions?):(.+)", re.IGNORECASE),
}
_FOOTER = re.compile(
    r"\(?(?:注|备注|说明|(?:数据|资料)?来源|制表|notes?|sources?)[0-9]*\)?[:.]", re.IGNORECASE
)
_WORDS = {
    **dict.fromkeys(("目标", "目标值", "预期目标", "target"), ("measure", "target")),
    **dict.fromkeys(
        ("实际", "实际值", "完成", "完成值", "实际完成", "outturn"), ("measure", "outturn")
    ),
    **dict.fromkeys(("总量", "规模", "绝对额", "size"), ("measure", "size")),
    **dict.fromkeys(
        ("增速", "增长", "增长率", "增长速度", "同比增长", "比上年增长", "涨幅", "growth"),
        ("change", "growth"),
    ),
}
"""Words behind an indicator or a year, and what they say."""


def normal(text: str) -> str:
    """Return a text with its characters in one width and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_heading(text: str, seeds: Seeds) -> dict[str, str]:
    """Return what a heading such as `2026年GDP增速目标（%）` says; nothing if a part is unknown.

    Returns:
        Texts for `year`, `indicator` or `geography_code`, with `measure`, `unit` and `change`
        where they are said.
    """
    said: dict[str, str] = {}
    rest = normal(text)
    if unit := _UNIT.search(rest):
        said["unit"], rest = unit[1], rest[: unit.start()]
    if year := YEAR.search(rest):
        said["year"], rest = year[1], rest[: year.start()] + rest[year.end() :]
    while rest:
        for column, names in (
            ("indicator", seeds.indicator_names),
            ("geography_code", seeds.geography_names),
        ):
            if names.code(rest) is not None:
                return {**said, column: rest}
        word = max((word for word in _WORDS if rest.lower().endswith(word)), key=len, default="")
        column, meaning = _WORDS.get(word, ("", ""))
        if not word or said.setdefault(column, meaning) != meaning:
            return {}
        rest = rest[: -len(word)].rstrip("_-")
    return said if "year" in said else {}


def is_footer(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is a note, or the source, below a table."""
    filled = (cell.text for cell in cells if cell.text)
    return _FOOTER.match(normal(next(filled, ""))) is not None and not any(
        re.fullmatch(r"[-+0-9.,%]+", normal(text)) for text in filled
    )


def units_said(lines: Iterable[str]) -> list[str]:
    """Return the units that lines around a table give: `单位：万元`, a title `…（亿元）`."""
    found: dict[str, str] = {}
    for line in map(normal, lines):
        for unit in (_UNIT_LINE.search(line), _UNIT.search(line)):
            if unit and not _OFFICE.search(unit[1]):
                found.setdefault(fold(unit[1]), unit[1])
    return list(found.values())


def said_around(column: str, lines: Iterable[str]) -> list[str]:
    """Return what lines such as `指标：地区生产总值(亿元)` or `地区：北京市` give for a column."""
    matches = (_LINES[column].match(normal(line)) for line in lines)
    return [match[1] for match in matches if match]
