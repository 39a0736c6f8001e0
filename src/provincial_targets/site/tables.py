"""The cells of tables: a column's kind decides what they show; parts.html.j2 lays them out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from provincial_targets.site.answers import Row
from provincial_targets.site.words import Words

_NAMES = re.compile(r"{(\w+)}")
_QUOTATION = re.compile(r"“[^”]*”|《[^》]*》")
_NOT_CHINESE = r"[^\u1100-\u11ff\u3000-\ud7ff\uf900-\uffef“”]"
_LATIN = re.compile(f"[A-Za-z]{_NOT_CHINESE}* {_NOT_CHINESE}*")
MISSING = Markup('<span class="none">—</span>')


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: The column of the query, without the suffix of the language.
        label: Key of its heading in the site's texts.
        kind: `text`, `quote`, `number`, `signed`, `share`, `code`, `date`, `time` or `flag`.
        digits: Decimals of a number; -1 leaves it as it is.
        code: For a code: which texts explain it.
        href: Link of a cell within the site; names in braces are columns of the row.
        web: Column with the cell's address on the web.
        anchor: Column with the cell's id, the target of links.
        judges: Whether its codes are good or bad news, and coloured so.
        wide: Whether the column holds sentences.
        tongue: The language of its texts, if there is only one.
        quotes: Whether a cell quotes a source: `whole`, or `marked`, where quotation marks say so.
    """

    name: str
    label: str
    kind: str
    digits: int = -1
    code: str = ""
    href: str = ""
    web: str = ""
    anchor: str = ""
    judges: bool = False
    wide: bool = False
    tongue: str = ""
    quotes: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its cells stand flush right, in figures of equal width."""
        return self.kind in ("number", "signed", "share")

    def value(self, row: Row, words: Words) -> Any:
        """Return its value in a row, from the column in the site's language if there is one."""
        field = words.field(self.name)
        return row[field] if field in row else row[self.name]


def number(value: float, digits: int = -1, *, signed: bool = False) -> str:
    """Format a number with a true minus and thousands apart; never a negative zero."""
    text = f"{value:,.{digits}f}" if digits >= 0 else f"{value:,}".removesuffix(".0")
    if text.startswith("-"):
        text = "−" + text[1:] if text.strip("-0.,") else text[1:]
    elif signed and text.strip("0.,"):
        text = "+" + text
    return text


def is_web(url: object) -> bool:
    """Whether an address of the data may become a link: only http and https may."""
    return isinstance(url, str) and url.lower().startswith(("https://", "http://"))


def text(column: Column, value: Any, words: Words) -> str:
    """Return a value as text, before it is escaped."""
    if column.kind == "code":
        return words.code(column.code, value)
    if column.kind == "flag":
        return words.code("flag", str(value).lower())
    if isinstance(value, str):
        return value
    if column.kind == "share":
        return words("measured.%", value=number(100 * value, max(column.digits, 0)))
    if column.is_number:
        return number(value, column.digits, signed=column.kind == "signed")
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def cells(columns: Sequence[Column], rows: Sequence[Row], words: Words) -> Iterator[list[Markup]]:
    """Return the cells of a table row by row, escaped."""
    decimals = {column: _decimals(column, rows, words) for column in columns}
    for row in rows:
        yield [_cell(column, row, words, most) for column, most in decimals.items()]


def _cell(column: Column, row: Row, words: Words, decimals: int) -> Markup:
    value = column.value(row, words)
    if value is None or value == "":
        shown = MISSING
    else:
        shown = _quoted(column, text(column, value, words), words)
        if column.kind in ("date", "time"):
            shown = Markup("<time>{}</time>").format(shown)
        if column.kind == "quote":
            shown = Markup('<span class="quote">{}</span>').format(shown)
        if column.judges:
            shown = Markup('<span class="code" data-code="{}">{}</span>').format(value, shown)
        if column.href and all(row[key] is not None for key in _NAMES.findall(column.href)):
            shown = Markup('<a href="{}">{}</a>').format(column.href.format(**row), shown)
        elif column.web and is_web(row[column.web]):
            shown = Markup('<a href="{}" rel="noreferrer external">{}</a>').format(
                row[column.web], shown
            )
    if column.wide:
        foreign = column.tongue and column.tongue != words.language
        tag = Markup(' lang="{}"').format(column.tongue) if foreign else ""
        shown = Markup('<span class="wide"{}>{}</span>').format(tag, shown)
    if column.anchor and row[column.anchor]:
        shown = Markup('<span id="{}">{}</span>').format(row[column.anchor], shown)
    return shown + _blanks(value, decimals)


def _quoted(column: Column, value: str, words: Words) -> Markup:
    """Escape a text; on a Chinese page mark what its quotations say in Latin letters.

    Sources are quoted in several languages, and only the script is known.
    """
    if words.language != "zh" or not column.quotes:
        return escape(value)
    whole = [(0, len(value))]
    marked = [found.span() for found in _QUOTATION.finditer(value)]
    shown, at = Markup(""), 0
    for start, end in whole if column.quotes == "whole" else marked:
        for run in _LATIN.finditer(value, start, end):
            tag = Markup('<span lang="und-Latn">{}</span>').format(run[0])
            shown += escape(value[at : run.start()]) + tag
            at = run.end()
    return shown + escape(value[at:])


def choice(column: Column, value: str, words: Words) -> Markup:
    """Return a value that a reader can choose, marked as its cells are."""
    is_latin = words.language == "zh" and column.quotes and _LATIN.fullmatch(value)
    tag = Markup(' lang="und-Latn"') if is_latin else ""
    return Markup("<option{}>{}</option>").format(tag, value)


def _decimals(column: Column, rows: Sequence[Row], words: Words) -> int:
    """Return the most decimals of a column whose numbers are left as they are."""
    if column.kind not in ("number", "signed") or column.digits >= 0:
        return 0
    return max((_places(column.value(row, words)) for row in rows), default=0)


def _places(value: Any) -> int:
    return len(number(value).partition(".")[2]) if isinstance(value, float) else 0


def _blanks(value: Any, decimals: int) -> str:
    """Return blanks as wide as figures, which set the decimal points of a column in line."""
    have = _places(value) if decimals else 0
    if have == decimals:
        return ""
    return ("\u2008" if have == 0 else "") + "\u2007" * (decimals - have)
