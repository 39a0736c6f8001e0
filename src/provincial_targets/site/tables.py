"""Tables: Great Tables lays them out; what a cell shows is decided by its column's kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from provincial_targets.site.warehouse import Row
from provincial_targets.site.words import Words

_NAMES = re.compile(r"{(\w+)}")
_CELL = "\ufffc"  # stands for what the data will put there
MISSING = Markup('<span class="none">—</span>')


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        key: The column of the query.
        label: Key of its heading in the site's words.
        kind: `text`, `quote`, `number`, `signed`, `share`, `code`, `date`, `time` or `flag`.
        digits: Decimals of a number; -1 leaves it as it is.
        code: For a code: which words explain it.
        href: Where a cell leads within the site; names in braces are columns of the row.
        web: Column with an address on the web that the cell leads to.
        anchor: Column with an id for the cell, so that others can lead here.
        judges: Whether its codes are good or bad news, and coloured so.
        wide: Whether the column holds sentences.
        tongue: The language of its words, where they have but one.
    """

    key: str
    label: str
    kind: str = "text"
    digits: int = -1
    code: str = ""
    href: str = ""
    web: str = ""
    anchor: str = ""
    judges: bool = False
    wide: bool = False
    tongue: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its cells stand flush right, in figures of equal width."""
        return self.kind in ("number", "signed", "share")


def number(value: float, digits: int = -1, *, signed: bool = False) -> str:
    """Word a number with a true minus and thousands apart; never a negative zero."""
    text = f"{value:,.{digits}f}" if digits >= 0 else f"{value:,}".removesuffix(".0")
    if text.startswith("-"):
        text = "−" + text[1:] if text.strip("-0.,") else text[1:]
    elif signed and text.strip("0.,"):
        text = "+" + text
    return text


def is_web(url: object) -> bool:
    """Whether an address of the data may become a link: anything but the web stays text."""
    return isinstance(url, str) and url.lower().startswith(("https://", "http://"))


def cell(column: Column, row: Row, words: Words) -> Markup:
    """Return what a cell shows, escaped."""
    value = row[column.key]
    if value is None or value == "":
        shown = MISSING
    else:
        shown = escape(_text(column, value, words))
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
    return shown


def _text(column: Column, value: Any, words: Words) -> str:
    if column.kind == "code":
        return words.code(column.code or column.key, value)
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
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _decimals(value: Any) -> int:
    return len(number(value).partition(".")[2]) if isinstance(value, float) else 0


def _padding(column: Column, rows: Sequence[Row]) -> list[str]:
    """Return blanks, as wide as figures, that set the decimal points of a column in line."""
    if column.kind not in ("number", "signed") or column.digits >= 0:
        return [""] * len(rows)
    decimals = [_decimals(row[column.key]) for row in rows]
    most = max(decimals, default=0)
    return [
        "" if have == most else ("\u2008" if have == 0 else "") + "\u2007" * (most - have)
        for have in decimals
    ]


@cache
def _skeleton(name: str, columns: tuple[Column, ...], language: str) -> list[str]:
    """Let Great Tables lay out one row, and return what stands around its cells.

    It writes every cell singly into a data frame, which takes a second per two thousand; all
    rows of a table, and of the tables like it on other pages, are laid out the same.
    """
    import pandas as pd
    from great_tables import GT

    words = Words(language)
    labels: dict[str, Any] = {f"column-{column.key}": words(column.label) for column in columns}
    numbers = [f"column-{column.key}" for column in columns if column.is_number]
    table = (
        GT(pd.DataFrame({key: [_CELL] for key in labels}), id=name)
        .cols_label(labels)
        .cols_align("left")
        .cols_align("right", numbers)
    )
    html = table.as_raw_html()
    # Its style sheet would be repeated for every table, and refused by the site's own policy.
    html = html[html.index("<table") : html.index("</table>") + len("</table>")]
    html = html.replace("<table ", f'<table aria-labelledby="{name}-title" ', 1)
    return html.split(_CELL)


def render(name: str, columns: Sequence[Column], rows: Sequence[Row], words: Words) -> Markup:
    """Lay a table out.

    Args:
        name: Its id; heading ids are made from it, so that two tables on a page differ.
        columns: What it shows, from left to right.
        rows: The rows, in the order of the query.
        words: The language.
    """
    before, *between, after = _skeleton(name, tuple(columns), words.language)
    head, opened = before.rsplit("<tr>", 1)
    closed, foot = after.split("</tr>", 1)
    # The cells are escaped here, where links are made.
    shown = [
        [
            cell(column, row, words) + blanks
            for row, blanks in zip(rows, _padding(column, rows), strict=True)
        ]
        for column in columns
    ]
    body = (
        f"<tr>{opened}"
        + "".join(part for pair in zip(cells, [*between, closed], strict=True) for part in pair)
        + "</tr>"
        for cells in zip(*shown, strict=True)
    )
    return Markup(head + "\n".join(body) + foot)
