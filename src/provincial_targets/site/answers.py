"""The results of the queries in `queries/`, which supply every figure of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provincial_targets.site.words import Words
from provincial_targets.terminal.exits import Exit, Stop

Row = dict[str, Any]

MOVES = (
    "target_point",
    "previous_target_point",
    "delta_pp",
    "direction",
    "direction_text",
    "target_label",
    "short_label",
    "wording",
)
"""The columns that the chart of changes reads."""

_QUERIES = Path(__file__).parent / "queries"
_TABLE = re.compile(r"\b(?:marts|marts_asof)\.([a-z_0-9]+)")
_META = re.compile(r"\bmeta\.")


@dataclass(frozen=True)
class Answer:
    """The result of a query.

    Attributes:
        name: The query.
        sql: Its text, as the site shows it.
        rows: The rows, as dictionaries.
    """

    name: str
    sql: str
    rows: list[Row]

    @property
    def tables(self) -> list[str]:
        """Return the published tables that the query reads, in order of appearance."""
        return list(dict.fromkeys(_TABLE.findall(self.sql)))

    def by(self, *columns: str) -> dict[tuple[Any, ...], list[Row]]:
        """Return the rows in groups of equal columns."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            groups.setdefault(tuple(row[column] for column in columns), []).append(row)
        return groups


@dataclass(frozen=True)
class Site:
    """The input of all pages of one language.

    Attributes:
        answers: The results, by query.
        words: The texts of the language.
    """

    answers: dict[str, Answer]
    words: Words

    def rows(self, query: str) -> list[Row]:
        """Return the rows of a query."""
        return self.answers[query].rows

    def name(self, row: Row, field: str = "name") -> str:
        """Return the column of a row that is in the site's language."""
        # The no-break space keeps a figure and its sign on one line.
        return str(row[self.words.field(field)]).replace(" %", "\u00a0%")


def home(site: Site) -> tuple[str, int]:
    """Return the round that the site opens with: the newest of the first indicator."""
    first = site.rows("rounds")[0]["indicator"]
    years = [row["target_year"] for row in site.rows("rounds") if row["indicator"] == first]
    return first, max(years)


def labelled(site: Site, row: Row) -> Row:
    """Add a province's labels in a chart: its target, or why it has none, and the direction."""
    words = site.words
    label = row["target_label"] or (
        site.name(row, "qualifier") if row["qualifier"] else words("key.missing")
    )
    direction = words.code("direction", row["direction"]) if row["direction"] else None
    return {**row, "short_label": label, "direction_text": direction}


def run_queries(database: Path) -> dict[str, Answer]:
    """Run all queries against a database, opened read-only.

    A database that dbt built by hand has no schema `meta`; queries of `meta` then return no rows.

    Raises:
        Stop: The database lacks a table or a column, because another version built it.
    """
    import duckdb

    answers = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        has_meta = connection.execute(
            "select count(*) > 0 from duckdb_tables() where schema_name = 'meta'"
        ).fetchall()[0][0]
        for path in sorted(_QUERIES.glob("*.sql")):
            sql = path.read_text(encoding="utf-8").strip()
            rows: list[Row] = []
            if has_meta or not _META.search(sql):
                try:
                    found = connection.execute(sql)
                except (duckdb.BinderException, duckdb.CatalogException) as error:
                    raise Stop(
                        Exit.NOTHING_TO_SHOW,
                        f"{database} was built by another version, and {path.name} cannot read it "
                        f"({str(error).splitlines()[0]}); run 'make build'",
                    ) from error
                columns = [column[0] for column in found.description or []]
                rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
            answers[path.stem] = Answer(path.stem, sql, rows)
    return answers
