"""The parts of pages: a chart with its data, a table with its files, and the SQL of both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from provincial_targets.site.answers import Answer, Row, Site
from provincial_targets.site.columns import COLUMNS
from provincial_targets.site.tables import Column, cells, choice, text
from provincial_targets.site.words import Words

_MODELS = {"commitments": "mart_commitments", "priorities": "mart_priorities"}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart on a page.

    Attributes:
        id: Its id on the page.
        kind: The chart that draws it (`charts.KINDS`).
        rows: Its data: only the columns that the chart names.
        title: What it shows, in one sentence.
        note: How to read it, and what is missing.
        keys: Colours and their meaning.
        answer: The query behind it.
        where: Which of the query's rows are drawn, as SQL.
        image: Base name of its PNG and SVG files.
        about: The context that a slide needs, because it stands apart from the page.
    """

    id: str
    kind: str
    rows: list[Row]
    title: str
    note: str = ""
    keys: Sequence[tuple[str, str]] = ()
    answer: Answer
    where: str = ""
    image: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table on a page.

    Attributes:
        id: Its id on the page.
        title: What it holds.
        answer: The query behind it.
        rows: Its rows of that query.
        where: The same rows as SQL; empty for all.
        filters: Columns whose values the reader can choose.
        searchable: Whether the reader can search it.
        note: What the reader should know about it.
    """

    id: str
    title: str
    answer: Answer
    rows: list[Row]
    where: str = ""
    filters: Sequence[str] = ()
    searchable: bool = False
    note: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its columns, from left to right."""
        return COLUMNS[self.answer.name]

    def cells(self, words: Words) -> Iterator[list[Markup]]:
        """Return its cells row by row, escaped."""
        return cells(self.columns, self.rows, words)

    def choices(self, words: Words) -> list[tuple[int, str, list[Markup]]]:
        """Return the position, the heading and the values of each column that can be filtered."""
        return [
            (
                index,
                words(column.label),
                [
                    choice(column, shown, words)
                    for shown in dict.fromkeys(
                        text(column, value, words)
                        for row in self.rows
                        for value in [column.value(row, words)]
                        if value is not None
                    )
                ],
            )
            for index, column in enumerate(self.columns)
            if column.name in self.filters
        ]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page in one language.

    Attributes:
        name: Its file, the same in every language.
        template: Its template.
        title: Its title.
        section: Its entry of the navigation.
        figures: Its charts.
        tables: Its tables.
        more: Other values that its template shows.
        copy_of: The page that it repeats, whose files for download it offers.
    """

    name: str
    template: str
    title: str
    section: str
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()
    more: dict[str, Any] = field(default_factory=dict)
    copy_of: str = ""

    @property
    def workbook(self) -> str:
        """Return the base name of its files for download."""
        return (self.copy_of or self.name).removesuffix(".html")


def main_page(site: Site, section: str, **parts: Any) -> Page:
    """Return the page of an entry of the navigation, which gives file, template and title."""
    given = {"title": site.words(f"{section}.title"), **parts}
    return Page(name=f"{section}.html", template=f"{section}.html.j2", section=section, **given)


def whole_table(site: Site, query: str, **parts: Any) -> Table:
    """Return the table of a query, with all its rows unless others are given."""
    given = {"rows": site.rows(query), **parts}
    return Table(id=query.replace("_", "-"), answer=site.answers[query], **given)


def pick(rows: Sequence[Row], *columns: str, **others: str) -> list[Row]:
    """Return the rows with only the columns that a chart reads.

    Args:
        rows: Rows of a query.
        columns: Columns that keep their name.
        others: Columns by the name that the chart has for them.
    """
    names = dict.fromkeys(columns) | others
    return [{name: row[column or name] for name, column in names.items()} for row in rows]


def as_json(value: Any) -> Markup:
    """Return a value as JSON that cannot end the script element around it."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return Markup(content.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def model_link(table: str) -> str:
    """Return the address of a published table in the dbt documentation."""
    return f"../dbt/index.html#!/model/model.provincial_targets.{_MODELS.get(table, table)}"
