"""Read tables, columns, types, descriptions and keys from the published database itself.

dbt's contracts enforce types and constraints when it builds, and their descriptions are kept as
comments; so the published file carries its own contract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

RIGHTS = (
    "Selection, arrangement and descriptions: Apache License 2.0. The figures are facts and carry "
    "no licence; the wordings and titles quoted belong to their publishers."
)
"""The rights in the parts of an export (docs/decisions)."""

SCHEMAS = ("marts", "marts_asof", "meta")
_KEY = re.compile(r"\*\*Key:\*\* ([a-z_, ]+)")
_GRAIN = re.compile(r"\s*\*\*(Grain|Key):\*\*.*", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        type: DuckDB's type, such as `VARCHAR`.
        is_required: Whether every row has a value.
        description: What it means, with unit and rule.
    """

    name: str
    type: str
    is_required: bool
    description: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A published table.

    Attributes:
        schema: `marts`, `marts_asof` or `meta`.
        name: Its name.
        description: What it holds, with grain and key.
        columns: In their order.
    """

    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def summary(self) -> str:
        """The description without grain and key."""
        return _GRAIN.sub("", self.description)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row (`meta.key` in dbt); empty where none are named."""
        found = _KEY.search(self.description)
        return tuple(found[1].split(", ")) if found else ()


def read(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Return every published table, in order of schema and name."""
    rows = connection.execute(
        """
        select tables.schema_name, tables.table_name, coalesce(tables.comment, ''),
            list(struct_pack(
                name := column_name, type := data_type, is_required := not is_nullable,
                description := coalesce(columns.comment, '')
            ) order by column_index)
        from duckdb_tables() as tables
        join duckdb_columns() as columns using (schema_name, table_name)
        group by all
        order by 1, 2
        """
    ).fetchall()
    return [
        Table(
            schema=schema,
            name=name,
            description=" ".join(text.split()),
            columns=tuple(Column(**column) for column in columns),
        )
        for schema, name, text, columns in rows
        if schema in SCHEMAS
    ]
