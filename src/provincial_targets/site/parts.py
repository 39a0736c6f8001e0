"""What pages are made of: a picture with its data, a table with its files, and the SQL of both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from provincial_targets.site.tables import Column, render
from provincial_targets.site.warehouse import Answer, Row
from provincial_targets.site.words import Words

_MODELS = {"commitments": "mart_commitments", "priorities": "mart_priorities"}


@dataclass
class Figure:
    """A picture.

    Attributes:
        id: Its id on the page.
        kind: The chart that draws it (`charts.KINDS`).
        rows: Its data: only the columns that the chart names.
        title: What it shows, in one sentence.
        note: How to read it, and what is missing.
        keys: Colours and what they mean.
        answer: The query behind it.
        where: Which of the query's rows are drawn, as SQL.
        image: Base name of its PNG and SVG files.
        about: What its title leaves to the page around it, for a slide.
    """

    id: str
    kind: str
    rows: list[Row]
    title: str
    note: str
    keys: list[tuple[str, str]]
    answer: Answer
    where: str = ""
    image: str = ""
    about: str = ""


@dataclass
class Table:
    """A table.

    Attributes:
        id: Its id on the page.
        title: What it holds.
        columns: What it shows.
        rows: Its rows.
        answer: The query behind it.
        where: Which of the query's rows it holds, as SQL.
        filters: Columns that the reader can choose a value of.
        searchable: Whether the reader can search it.
        note: What to know about it.
    """

    id: str
    title: str
    columns: Sequence[Column]
    rows: list[Row]
    answer: Answer
    where: str = ""
    filters: Sequence[str] = ()
    searchable: bool = False
    note: str = ""
    html: Markup = field(default=Markup(""))
    choices: list[tuple[int, str, list[str]]] = field(default_factory=list)

    def lay_out(self, words: Words) -> None:
        """Render the table, and list the values that its filters offer."""
        self.html = render(self.id, self.columns, self.rows, words)
        self.choices = []
        for index, column in enumerate(self.columns):
            if column.key in self.filters:
                values = dict.fromkeys(
                    words.code(column.code or column.key, row[column.key])
                    if column.kind == "code"
                    else str(row[column.key])
                    for row in self.rows
                    if row[column.key] is not None
                )
                self.choices.append((index, words(column.label), list(values)))


@dataclass
class Page:
    """A page in one language.

    Attributes:
        name: Its file, the same in every language.
        template: Its template.
        title: Its title.
        section: The entry of the navigation that it belongs to.
        figures: Its pictures.
        tables: Its tables.
        more: What else its template shows.
        workbook: Base name of its files for download; its own where empty.
    """

    name: str
    template: str
    title: str
    section: str
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    workbook: str = ""

    def __post_init__(self) -> None:
        """Name the files for download after the page."""
        self.workbook = self.workbook or self.name.removesuffix(".html")


def pick(rows: Sequence[Row], *columns: str, **others: str) -> list[Row]:
    """Return the rows with these columns only: what a chart needs and no more.

    Args:
        rows: Rows of a query.
        columns: Columns that the chart knows by their own name.
        others: Columns by the name under which the chart knows them.
    """
    names = dict.fromkeys(columns) | others
    return [{name: row[column or name] for name, column in names.items()} for row in rows]


def as_json(value: Any) -> Markup:
    """Return a value as JSON that cannot end the script element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def model_link(table: str) -> str:
    """Return where the dbt documentation describes a published table."""
    return f"../dbt/index.html#!/model/model.provincial_targets.{_MODELS.get(table, table)}"
