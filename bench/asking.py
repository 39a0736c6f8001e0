"""The twenty questions of bench/queries, and how to ask them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Literal

import duckdb

Way = Literal["cold", "again", "warm"]
"""How to ask: open the file for each question and close it; open it for each, and close the last
connection only then, which spares DuckDB its start until another run is published; or keep a
connection, and ask each question once before."""

FOLDER = Path(__file__).with_name("queries")


def questions() -> dict[str, str]:
    """Return the SQL of each question, by the name of its file."""
    return {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.sql"))}


def ask(database: str, rounds: int, pause: float, way: Way) -> list[tuple[str, float, str]]:
    """Ask every question so many times; return question, milliseconds, and the error if any.

    Args:
        database: The published file, opened as a BI tool does.
        rounds: How often; each opens the file anew, and so sees what was published meanwhile.
        pause: Seconds of thought before each question.
        way: How to ask; what opens the file for each question counts that too.
    """
    answers = []
    connection = None
    for _ in range(rounds):
        if way == "warm":
            connection = None
        for name, sql in questions().items():
            if way == "cold":
                connection = None
            time.sleep(pause)
            began, error = time.perf_counter(), ""
            try:
                if way != "warm" or connection is None:
                    connection = duckdb.connect(database, read_only=True)
                if way == "warm":
                    connection.execute(sql).fetchall()
                    began = time.perf_counter()
                connection.execute(sql).fetchall()
            except duckdb.Error as fault:
                error = str(fault)
            answers.append((name, (time.perf_counter() - began) * 1000, error))
    return answers


def scanned(connection: duckdb.DuckDBPyConnection, sql: str, profile: Path) -> int:
    """Return how many rows a statement reads from tables and files; no clock has a part in it."""
    profile.unlink(missing_ok=True)
    connection.execute("set enable_profiling = 'json'")
    connection.execute(f"set profiling_output = '{profile}'")
    connection.execute(sql).fetchall()
    connection.execute("set enable_profiling = 'no_output'")
    # What only changes the catalog has no profile.
    return _rows(json.loads(profile.read_text("utf-8"))) if profile.exists() else 0


def _rows(operator: dict[str, Any]) -> int:
    own = int(operator.get("operator_rows_scanned") or 0)
    return own + sum(_rows(child) for child in operator.get("children", []))
