"""Find the functions in SQL that some engine lacks.

The SQL between Jinja is read, and the SQL in the arguments of macros. Calls of macros are skipped,
and so is `macros/cross_db/`. A function whose name Jinja composes is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
from jinja2 import Environment
from sqlglot.dialects import Postgres, Spark

FOLDERS = ("models", "macros", "tests/generic", "tests/singular")
EXEMPT = "macros/cross_db"

# Functions with the same name and meaning in DuckDB, Postgres and Spark. Others belong in a macro
# of macros/cross_db, unless a test shows that all three agree.
COMMON = frozenset(
    """
    abs avg bool_and bool_or cast ceil coalesce concat concat_ws corr count cume_dist dense_rank exp
    extract first_value floor greatest lag last_value lead least length ln lower lpad ltrim max min
    nth_value ntile nullif percent_rank percentile_cont position power rank repeat replace reverse
    left right row_number rpad rtrim sign sqrt stddev_pop stddev_samp substring sum translate trim
    upper var_pop var_samp
    """.split()
)
# All three round decimals alike, but doubles differently: macros/cross_db has round_to for those.
COMMON_ON_DECIMALS = frozenset({"round"})
# Words of SQL that may stand before a bracket.
SYNTAX = frozenset(
    """
    all and any as between by case decimal distinct else end except exists filter from group having
    in intersect is join like not numeric on or over partition select sets then union using values
    varchar when where with within
    """.split()
)

_JINJA = Environment(extensions=["jinja2.ext.do"])
_STRING_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_CALL = re.compile(r"(?<![\w.\"])(?P<before>as\s+)?(?P<name>[a-z_]\w*)\s*\(", re.IGNORECASE)
_COLUMNS_OF_A_CTE = re.compile(r"[\w\s,]*\)\s*as\s*(?:materialized|\.)?\s*\(", re.IGNORECASE)


@cache
def _functions() -> frozenset[str]:
    """Return the functions that some engine has: what a text of Jinja's may call."""
    names = {
        str(name)
        for (name,) in duckdb.sql("select function_name from duckdb_functions()").fetchall()
    }
    for dialect in (Postgres, Spark):
        names |= {name.lower() for name in dialect.Parser.FUNCTIONS}
    return frozenset(names)


def foreign_calls(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each function called that is not common to the engines."""
    for line, sql, is_jinja in _sql_in(text):
        bare = _STRING_OR_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), sql)
        for call in _CALL.finditer(bare):
            name = call["name"].lower()
            if name in COMMON | COMMON_ON_DECIMALS | SYNTAX or call["before"] is not None:
                continue
            # In a string of Jinja, words before a bracket mostly belong to a pattern.
            if is_jinja and name not in _functions():
                continue
            if not _COLUMNS_OF_A_CTE.match(bare, call.end()):
                yield line + bare.count("\n", 0, call.start("name")), name


def _sql_in(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the SQL of a file, with a placeholder for Jinja, and each string within Jinja."""
    outside: list[str] = []
    for line, kind, value in _JINJA.lex(text):
        if kind == "string":
            yield line, value[1:-1], True
        outside.append(value if kind == "data" else "\n" * value.count("\n"))
        if kind == "variable_end":
            outside.append(" . ")
    yield 1, "".join(outside), False


def report(root: Path) -> list[str]:
    """Return one line for each function of a project's models, macros and tests that is foreign."""
    return [
        f"{path.relative_to(root)}:{line}: {name} is not common to DuckDB, Postgres and Spark; "
        "call a macro of macros/cross_db instead"
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.sql"))
        if not path.is_relative_to(root / EXEMPT)
        for line, name in sorted(set(foreign_calls(path.read_text("utf-8"))))
    ]
