"""Apply number formats: what a cell shows of the number or date that it holds."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from provincial_targets.ingest.read.cells import Cell

CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
"""Formats that Excel in Chinese has by number only: no file says what they show."""

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | [_*](?P<space>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|@) | (?P<exponent>[Ee][+-]) | (?P<digits>[0#?.,])
    | (?P<section>;) | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|b+|aaa+) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+", re.I)
_WORDS_OF_DATES = re.compile(r"[年月日号號时時分秒/.,:@()\s-]|T|Z")
_MINUS = "-−－()（）▲△▼▽"
"""Signs, and brackets, that mark a number as negative."""

_TYPE_AGAIN = "Choose an ordinary number format, and check the number that the cell then shows."


@dataclass(kw_only=True)
class _Section:
    """One of the parts of a format: for positive numbers, negative ones, zero."""

    before: str = ""
    pattern: str = ""
    after: str = ""
    percents: int = 0
    has_colour: bool = False
    is_conditional: bool = False
    is_interrupted: bool = False
    date: list[str] = field(default_factory=list)


def _tokens(number_format: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(number_format):
        assert match.lastgroup is not None
        yield match.lastgroup, match[match.lastgroup]


@functools.lru_cache
def _sections(number_format: str) -> list[_Section]:
    sections = [_Section()]
    for kind, text in _tokens(number_format):
        section = sections[-1]
        if kind == "section":
            sections.append(_Section())
        elif kind == "bracket" and re.match(r"[<>=]", text):
            section.is_conditional = True
        elif kind == "bracket" and _COLOURS.fullmatch(text):
            section.has_colour = True
        elif kind in ("general", "digits", "exponent"):
            section.is_interrupted |= bool(section.after.strip())
            section.after = ""
            section.pattern += "General" if kind == "general" else text
        elif kind == "date":
            section.date.append(text.lower())
        elif kind != "space" and kind != "half":
            if kind == "bracket":  # [$¥-804] is a currency and a language; [DBNum1] shows numerals
                text = text[1:].partition("-")[0] if text.startswith("$") else ""
            section.percents += kind == "literal" and text == "%"
            if section.pattern:
                section.after += text
            else:
                section.before += text
    return sections


def number_cell(value: int | float, number_format: str) -> Cell:
    """Return a number as it is meant: 0.05 under a percent format is `5%`.

    Text that the format adds (a unit, `约`) is part of the cell's text. If the cell shows another
    number than it holds, the number it holds is taken with a remark, or the cell is a fault.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return Cell(text=str(value))
    # Fifteen digits is what Excel keeps; the rest is noise of binary fractions.
    number = Decimal(f"{value:.15g}")
    if abs(number) >= Decimal(10) ** 15:
        return Cell(text=f"{value:g}")
    if number_format in ("General", "@"):
        return Cell(text=plain(number))
    sections = _sections(number_format)
    of_its_own = len(sections) > 1 and number < 0
    section = sections[1 if of_its_own else 2 if len(sections) > 2 and number == 0 else 0]
    before, after = section.before.strip(), section.after.strip()

    def refused(message: str) -> Cell:
        return Cell(
            text=plain(number), fault=(f"{message} (number format {number_format})", _TYPE_AGAIN)
        )

    if section.is_conditional or section.is_interrupted:
        return refused("a number shown in a form that is not read")
    if not section.pattern:
        shown = before + after
        if number == 0 and shown in ("-", "–", "—"):
            return Cell(text="0", undone=(f"shown as {shown!r}: the cell holds 0",))
        return refused(f"the cell shows {shown!r} and holds another number")
    if section.pattern.split(".")[0].endswith(",") or section.pattern.endswith(","):
        return refused("the cell shows its number divided by 1,000 or more")
    undone = []
    sign = "-" if number < 0 else ""
    if of_its_own:
        around = before + after
        before, after = (text.strip(_MINUS + " ") for text in (before, after))
        if before + after == around.strip():
            if not section.has_colour:
                return refused("a negative number shown without a sign")
            undone.append("a negative number, shown by colour only")
    number *= 100**section.percents
    decimals = len(re.sub(r"[^0#?]", "", section.pattern.partition(".")[2]))
    if section.pattern != "General" and "e" not in section.pattern.lower():
        shown = abs(number).quantize(Decimal(1).scaleb(-decimals))
        if shown != abs(number):
            undone.append(f"shown as {sign}{shown}: the cell holds {plain(number)}, which is taken")
    return Cell(text=f"{sign}{before}{plain(abs(number))}{after}", undone=tuple(undone))


def shown_text(text: str, number_format: str) -> str:
    """Return a text with what its format writes around it, such as `@"万元"`; empty if hidden."""
    sections = _sections(number_format)
    if len(sections) < 4 and "@" not in number_format:
        return text
    section = sections[3] if len(sections) > 3 else sections[-1]
    return f"{section.before}{text}{section.after}" if section.pattern else ""


def date_cell(value: dt.datetime, number_format: str) -> Cell:
    """Return a date as far as its cell shows it: a month under `yyyy-mm`, else the day."""
    day, time = value.date(), value.time()
    shown = _date_parts(number_format)
    words = _WORDS_OF_DATES.sub("", _sections(number_format)[0].before)
    if words and shown:
        return Cell(
            text=day.isoformat(),
            is_date=True,
            fault=(f"a date shown with other words: {words!r}", "Write it as text, in one cell."),
        )
    if shown and "year" not in shown:
        return Cell(
            text=day.isoformat(),
            is_date=True,
            fault=(
                f"a date of which the cell does not show the year (number format {number_format})",
                "Write it as text: a date with its year, a wording as in the source.",
            ),
        )
    if shown in ({"year", "month"}, {"year"}):
        text = f"{day:%Y-%m}" if "month" in shown else f"{day:%Y}"
        is_first = day.day == 1 and ("month" in shown or day.month == 1)
        undone = () if is_first else (f"the cell shows {text} and holds {day}: {text} is taken",)
        return Cell(text=text, is_date=True, undone=undone)
    undone = () if time == dt.time() else (f"the time of day ({time}) is left out",)
    return Cell(text=day.isoformat(), is_date=True, undone=undone)


def _date_parts(number_format: str) -> set[str]:
    """Return which of year, month, day and time a format shows."""
    tokens = _sections(number_format)[0].date
    parts = set()
    for index, token in enumerate(tokens):
        beside = {*tokens[max(index - 1, 0) : index], *tokens[index + 1 : index + 2]}
        if token[0] in "yeb":
            parts.add("year")
        elif token[0] in "hs":
            parts.add("time")
        elif token in ("d", "dd"):
            parts.add("day")
        elif token[0] in "da":
            parts.add("weekday")
        elif token[0] == "m" and len(token) < 3 and {other[0] for other in beside} & {"h", "s"}:
            parts.add("time")  # m beside hours or seconds is minutes
        elif token[0] == "m":
            parts.add("month")
    return parts


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without idle zeros."""
    text = format(number.normalize(), "f")
    return "0" if text in ("-0", "") else text
