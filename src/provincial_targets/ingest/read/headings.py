"""What headings of figures, and the lines above and below a table, say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from provincial_targets.ingest.read.cells import Cell
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.ingest.reference.spelling import plain, split_marks, visible
from provincial_targets.ingest.reference.vocabulary import (
    GROWTH_WORDS,
    PART_OF_A_YEAR,
    SIZE_WORDS,
    TARGET_WORDS,
    UNIT_FOLLOWS,
    UNIT_WORDS,
    fold,
)

YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?:年度|年)?(?![0-9])")
_UNIT = re.compile(
    r"\((?:单位:)?([^()增比]{0,15}(?:元|yuan|dollars?|%|‰|百分点|=100))\)$", re.IGNORECASE
)
_FOLLOWS = "|".join(UNIT_FOLLOWS)
_UNIT_LINE = re.compile(
    rf"(?P<what>\w*?)(?:{_FOLLOWS})s?\s*(?::|为|為|是|\bis\b)\s*(?P<unit>[^。)]+)", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕增比]{1,20})[)\]】〕]")
_LIKE_A_UNIT = re.compile(r".*(?:元|yuan|dollars?|%|‰|百分点|=100)", re.IGNORECASE)
_OFFICE = re.compile("[局厅部委府处院会司]$")
_OF_AN_OFFICE = re.compile("[\u4e00-\u9fff](?<![计計]量)(?<!金额)(?<!货币)(?<!数量)$")
"""`单位` also means the office that a table comes from: `填报单位`, `单位：统计局`."""

_MENTIONED = re.compile(
    r"(?<![0-9一二三四五六七八九十两几超逾破达])(?:[十百千]?[万億亿]+|[百千])元|‰|(?<![个0-9])百分点"
    r"|=100|(?<![0-9] )(?:thousand|million|billion|trillion|mn|bn) (?:yuan|rmb)|per mille",
    re.IGNORECASE,
)
_PART_OF_A_YEAR = re.compile(PART_OF_A_YEAR, re.IGNORECASE)

_LINES = {
    "indicator": re.compile(r"(?:指标|indicators?):(.+)", re.IGNORECASE),
    "geography_code": re.compile(r"(?:地区|省份|regions?):(.+)", re.IGNORECASE),
}
_FOOTER = re.compile(
    r"\(?(?:注|备注|说明|(?:数据|资料)?来源|制表|notes?|sources?|(?:计量)?单位|units?)[0-9]*\)?[:.]",
    re.IGNORECASE,
)
_WORDS = {
    **dict.fromkeys(TARGET_WORDS, ("measure", "target")),
    **dict.fromkeys(
        ("实际", "实际值", "完成", "完成值", "实际完成", "outturn"), ("measure", "outturn")
    ),
    **dict.fromkeys(SIZE_WORDS, ("measure", "size")),
    **{"".join(word.split()): ("change", "growth") for word in (*GROWTH_WORDS, "涨幅")},
}
"""Words behind an indicator or a year, and what they say."""


def normal(text: str) -> str:
    """Return a text with its characters in one width and without spaces; marks stay marks."""
    return "".join(plain(text).split())


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


def years_named(lines: Iterable[str]) -> set[str]:
    """Return the years that lines around a table name, but for dates and notes below it."""
    titles = (normal(line) for line in lines)
    return {
        year
        for title in titles
        if not _FOOTER.match(title)
        for year in re.findall(r"(?<![0-9])(20[0-9]{2})年(?![0-9鉴])", title)
    }


def is_footer(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is a note, or the source, below a table."""
    filled = (cell.text for cell in cells if cell.text)
    return _FOOTER.match(normal(next(filled, ""))) is not None and not any(
        re.fullmatch(r"[-+0-9.,%]+", normal(text)) for text in filled
    )


def units_said(lines: Iterable[str]) -> list[str]:
    """Return the units that lines around a table state.

    A unit stands alone in a line, behind `单位：`, or in brackets as in a title `…（亿元）`.
    """
    found: dict[str, str] = {}
    for line in lines:
        core = plain(split_marks(visible(line))[0])
        behind = _UNIT_LINE.search(core)
        parts = [core, *_BRACKETS.findall(core), *([behind["unit"]] if behind else [])]
        for part in parts:
            known = UNIT_WORDS.read(part)
            is_unit = bool(known.units) and not known.unknown
            if is_unit or (part is not core and _LIKE_A_UNIT.fullmatch(part)):
                unit = re.sub(rf"^\W*(?:{_FOLLOWS}|in\b)s?\W*", "", part, flags=re.IGNORECASE)
                found.setdefault(fold(unit), unit.strip("()[]【】〔〕 "))
        is_of_an_office = behind and (
            _OF_AN_OFFICE.search(behind["what"]) or _OFFICE.search(behind["unit"])
        )
        if behind and not found and not is_of_an_office:
            found[fold(behind["unit"])] = behind["unit"]
    return list(found.values())


def unit_mentioned(lines: Iterable[str]) -> str:
    """Return the first line that has a unit in a sentence: `各省GDP，万元`, `数据以万元计`."""
    return next((line for line in lines if _MENTIONED.search(plain(line))), "")


def part_of_a_year(lines: Iterable[str]) -> str:
    """Return the first line that says that its figures are not of a whole year."""
    return next((line for line in lines if _PART_OF_A_YEAR.search(plain(line))), "")


def said_around(column: str, lines: Iterable[str]) -> list[str]:
    """Return what lines such as `指标：地区生产总值(亿元)` or `地区：北京市` give for a column."""
    matches = (_LINES[column].match(normal(line)) for line in lines)
    return [match[1] for match in matches if match]
