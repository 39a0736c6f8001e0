"""Ask the published warehouse: each query is a file in `queries/`; all figures come from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_QUERIES = Path(__file__).parent / "queries"
_TABLE = re.compile(r"\b(?:marts|marts_asof)\.([a-z_0-9]+)")
_META = re.compile(r"\bmeta\.")


@dataclass(frozen=True)
class Answer:
    """What a query gave.

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
        """Return the published tables that it reads, in order of appearance."""
        return list(dict.fromkeys(_TABLE.findall(self.sql)))

    def where(self, **values: object) -> list[Row]:
        """Return the rows whose columns equal the values."""
        return [row for row in self.rows if all(row[key] == value for key, value in values.items())]

    def by(self, *columns: str) -> dict[tuple[Any, ...], list[Row]]:
        """Return the rows in groups of equal columns."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            groups.setdefault(tuple(row[column] for column in columns), []).append(row)
        return groups


def ask(database: Path, names: Iterable[str] | None = None) -> dict[str, Answer]:
    """Run the queries against a database, opened read-only.

    A database that dbt built by hand has no `meta`; what is asked of it is then empty.

    Args:
        database: The DuckDB file.
        names: The queries to run; all where None.
    """
    import duckdb

    answers = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        has_meta = connection.execute(
            "select count(*) > 0 from duckdb_tables() where schema_name = 'meta'"
        ).fetchall()[0][0]
        for path in sorted(_QUERIES.glob("*.sql")):
            if names is not None and path.stem not in names:
                continue
            sql = path.read_text(encoding="utf-8").strip()
            rows: list[Row] = []
            if has_meta or not _META.search(sql):
                found = connection.execute(sql)
                columns = [column[0] for column in found.description or []]
                rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
            answers[path.stem] = Answer(path.stem, sql, rows)
    return answers
