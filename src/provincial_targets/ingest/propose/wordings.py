"""Judge the wordings of new rows by the warehouse's own rules, in a DuckDB in memory.

The rules are SQL in Jinja (macros/targets, int_wordings), the same as in the build. Here they are
rendered without dbt, which takes seconds to start.
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from provincial_targets.checks import csvfile
from provincial_targets.checks.problems import Problem, shorten
from provincial_targets.ingest.propose.proposals import Proposal
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import EXCEPTIONS, UNIT_NAMES, Record, Seeds

if TYPE_CHECKING:
    import duckdb

_MODEL = "models/intermediate/int_wordings.sql"
_MACROS = (
    "macros/targets/*.sql",
    "macros/cross_db/computed_once.sql",
    "macros/cross_db/regexp.sql",
    "macros/cross_db/round_to.sql",
    "macros/cross_db/type_double.sql",
    "macros/cross_db/type_names.sql",
)
_MACRO = re.compile(r"\{%-? macro (\w+)")

_DISAGREEING = """
select
    recorded.index,
    {{ turned_if_reduction('int_wordings.stated_number', 'recorded.is_reduction') }} as stated,
    {{ turned_if_reduction('int_wordings.first_of_two', 'recorded.is_reduction') }} as first,
    {{ turned_if_reduction('int_wordings.second_of_two', 'recorded.is_reduction') }} as second
from recorded
inner join int_wordings
    on recorded.unit = int_wordings.unit
    and recorded.wording = int_wordings.wording
left join exceptions
    on recorded.unit = exceptions.unit
    and recorded.wording = exceptions.wording
    and recorded.value is not distinct from exceptions.value
where exceptions.unit is null and not ({{ wording_agrees('int_wordings', 'recorded') }})
order by recorded.index
"""


class _Return(Exception):
    """Carries the value of a macro that ends with `return`."""


class _Macros:
    """The project's macros, as dbt hands them to a model on DuckDB."""

    def __init__(self, text: str) -> None:
        self._environment = jinja2.Environment(
            undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"]
        )
        self._environment.globals |= {
            **{name: self._caller(name) for name in _MACRO.findall(text)},
            "adapter": self,
            "return": self._return,
            "ref": lambda name: name,
        }
        # Rename the macros, so that calls go through the callers above, which catch `return`.
        self._module: Any = self._environment.from_string(
            _MACRO.sub(r"{% macro project_\1", text)
        ).module

    def _caller(self, name: str) -> Callable[..., Any]:
        def call(*args: object, **kwargs: object) -> Any:
            try:
                return getattr(self._module, f"project_{name}")(*args, **kwargs)
            except _Return as returned:
                return returned.args[0]

        return call

    @staticmethod
    def _return(value: object) -> None:
        raise _Return(value)

    def dispatch(self, name: str, _package: str) -> Callable[..., Any]:
        """Return DuckDB's own macro of that name, else the default one."""
        own = f"duckdb__{name}"
        return self._caller(own if own in self._environment.globals else f"default__{name}")

    def render(self, sql: str) -> str:
        """Return SQL with nothing of Jinja left in it."""
        return self._environment.from_string(sql).render()


def _text_of_macros(project_dir: Path) -> str:
    return "\n".join(
        path.read_text("utf-8") for pattern in _MACROS for path in sorted(project_dir.glob(pattern))
    )


# Jinja takes a quarter of a second to compile the macros, the same whatever is read.
@functools.cache
def _macros(text: str) -> _Macros:
    return _Macros(text)


@functools.cache
def _rendered(sql: str, macros: str) -> str:
    return _macros(macros).render(sql)


@dataclass(frozen=True, kw_only=True)
class _Read:
    """The numbers read in a wording that differ from the value of its row."""

    index: int
    stated: float | None
    first: float | None
    second: float | None

    def __str__(self) -> str:
        if self.stated is not None:
            return f"{self.stated:.12g} is read"
        if self.first is not None:
            return f"{self.first:.12g} and {self.second:.12g}, of two things, are read"
        return "no single number is read"


def read(project_dir: Path, wordings: Iterable[tuple[str, str]]) -> duckdb.DuckDBPyConnection:
    """Return a database with the table `int_wordings`, as the build would make it.

    Args:
        project_dir: The project, whose rules are applied.
        wordings: Units and wordings.
    """
    return _connect(_text_of_macros(project_dir), project_dir, wordings)


def _connect(
    macros: str, project_dir: Path, wordings: Iterable[tuple[str, str]]
) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect()
    path = str(project_dir / UNIT_NAMES).replace("'", "''")
    connection.execute(
        f"create table stg_unit_names as from read_csv('{path}', auto_detect = false, columns = "
        "{'unit': 'varchar', 'name': 'varchar', 'factor': 'double'}, " + csvfile.DUCKDB + ")"
    )
    _make_table(connection, "stg_observations", ("unit", "raw_text"), wordings)
    model = _rendered((project_dir / _MODEL).read_text("utf-8"), macros)
    connection.execute(f"create table int_wordings as {model}")
    return connection


def _make_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
) -> None:
    """Make a table of texts."""
    values = list(map(list, zip(*rows, strict=True))) or [[] for _ in columns]
    selected = ", ".join(f"unnest(cast(? as varchar[])) as {column}" for column in columns)
    connection.execute(f"create table {name} as select {selected}", values)


def judge(table: Table, seeds: Seeds, proposal: Proposal) -> list[Problem]:
    """Compare the value of every row that would be added or changed with its wording.

    The rule is that of the test `wordings_agree_with_values`; pairs that are listed in
    wording_exceptions pass.

    Args:
        table: The user's table.
        seeds: The seeds, with the exceptions.
        proposal: What the table would do to them.
    """
    rows = [*proposal.additions.items(), *((c.row, c.after) for c in proposal.changes)]
    if not rows:
        return []
    found = _disagreeing(seeds, [record for _, record in rows])
    return [_problem(table, *rows[read.index], read) for read in found]


def _disagreeing(seeds: Seeds, records: Sequence[Record]) -> list[_Read]:
    macros = _text_of_macros(seeds.project_dir)
    is_reduction = {record["indicator"]: record["is_reduction"] for record in seeds.indicators}
    with _connect(
        macros, seeds.project_dir, {(record["unit"], record["raw_text"]) for record in records}
    ) as connection:
        _make_table(
            connection,
            "texts",
            ("index", "unit", "wording", "measure", "value", "is_reduction"),
            (
                (
                    index,
                    *(record[name] for name in ("unit", "raw_text", "measure", "value")),
                    is_reduction[record["indicator"]],
                )
                for index, record in enumerate(records)
            ),
        )
        _make_table(
            connection,
            "excepted",
            ("unit", "wording", "value"),
            ((record["unit"], record["wording"], record["value"]) for record in seeds.exceptions),
        )
        value = "try_cast(value as double) as value"
        connection.execute(
            f"create table recorded as select * replace (cast(index as integer) as index, {value}, "
            "cast(is_reduction as boolean) as is_reduction) from texts"
        )
        connection.execute(f"create table exceptions as select * replace ({value}) from excepted")
        rows = connection.execute(_rendered(_DISAGREEING, macros)).fetchall()
    return [
        _Read(index=index, stated=stated, first=first, second=second)
        for index, stated, first, second in rows
    ]


def _problem(table: Table, row: int, record: Record, found: _Read) -> Problem:
    wording, value = record["raw_text"], record["value"]
    if value:
        message = f"a value that the wording {wording!r} does not state: {found} in it"
        remedy = "Correct one of them."
        qualifier = ""
    else:
        message = f"no value where the wording {wording!r} states one: {found} in it"
        remedy = "Write the value."
        qualifier = "qualitative"
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(
        [record["unit"], wording, value, qualifier, "the reason"]
    )
    return table.problem(
        message,
        f"{remedy} Where both are right as they are, first add this line to {EXCEPTIONS}, with the "
        f"reason: {line.getvalue()}",
        row=row,
        column="value",
        value=shorten(table.rows[row]["value"].text) or None,
    )
