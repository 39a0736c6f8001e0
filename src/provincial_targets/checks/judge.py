"""Run a suite on a frame, and describe each failure as a problem."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from provincial_targets.checks import expectations, in_sql, pages
from provincial_targets.checks.pages import Judged, Judgement
from provincial_targets.checks.problems import Problem, shorten
from provincial_targets.checks.verdict import Check, Verdict

MAX_ROWS_NAMED = 1_000
"""Rows named for one expectation; a column that is wrong throughout needs no more."""

MAX_FRAME_ROWS = 200_000
"""Rows that Great Expectations judges in a frame; more are judged where they lie."""

_NAMING = ["place", "line", "detail"]
"""Columns that name a row for the user and are not judged."""

_ROWS_SHOWN = 20
"""Failing rows that the Data Docs show whole."""

_ARGUMENTS_SHOWN = 200
"""Characters of an expectation's arguments; a set of codes may be long."""

Job = tuple[str, pd.DataFrame | duckdb.DuckDBPyRelation, Mapping[str, object]]
"""The arguments of `Judge.judge` or `Judge.judge_rows`."""


class Judge:
    """The project's suites, and the results of those that were run, for the Data Docs.

    Attributes:
        places: What is named in messages instead of the file that a suite names.
    """

    def __init__(self, gx_dir: Path) -> None:
        """Read the suites of the folder `gx`."""
        self._frames = expectations.frames()
        self._judged: list[Judged] = []
        self.places: Mapping[str, str] = {}
        paths = sorted((gx_dir / "expectations").glob("*.json"))
        self._suites = {path.stem: json.loads(path.read_text("utf-8")) for path in paths}

    def suite_files(self) -> dict[str, str]:
        """Return the name of every suite that judges a whole seed, with the seed's file."""
        return {
            name: suite["meta"]["file"]
            for name, suite in self._suites.items()
            if "seed" in suite["meta"]
        }

    def parameters(self) -> set[str]:
        """Return the names of the `$PARAMETER`s of all suites."""
        return {
            value["$PARAMETER"]
            for suite in self._suites.values()
            for item in suite["expectations"]
            for value in item["kwargs"].values()
            if isinstance(value, dict)
        }

    def key(self, suite_name: str) -> list[str]:
        """Return the columns of the key of a seed, as its suite expects it to be unique."""
        for item in self._suites[suite_name]["expectations"]:
            if item["type"] == "expect_column_values_to_be_unique":
                return [str(item["kwargs"]["column"])]
            if item["type"] == "expect_compound_columns_to_be_unique":
                return list(item["kwargs"]["column_list"])
        raise LookupError(f"{suite_name} does not say what its key is")

    def columns(self, suite_name: str) -> list[str]:
        """Return the columns that a suite expects."""
        for item in self._suites[suite_name]["expectations"]:
            if item["type"] == "expect_table_columns_to_match_ordered_list":
                return list(item["kwargs"]["column_list"])
        raise LookupError(f"{suite_name} does not say which columns it expects")

    def judge_all(self, jobs: Sequence[Job]) -> Verdict:
        """Judge frames and the rows of queries, each by its suite."""
        whole = Verdict()
        for suite_name, rows, parameters in jobs:
            if isinstance(rows, pd.DataFrame):
                whole.add(self.judge(suite_name, rows, parameters))
            else:
                whole.add(self.judge_rows(suite_name, rows, parameters))
        return whole

    def judge_rows(
        self,
        suite_name: str,
        rows: duckdb.DuckDBPyRelation,
        parameters: Mapping[str, object] | None = None,
    ) -> Verdict:
        """Judge the rows of a query: in a frame where they fit in one, in the database otherwise.

        Args:
            suite_name: A suite of `gx/expectations/`.
            rows: The query; its columns `place`, `line` and `detail` name a row.
            parameters: Values of the suite's `$PARAMETER`s.
        """
        if len(rows.limit(MAX_FRAME_ROWS + 1)) <= MAX_FRAME_ROWS:
            naming = ", ".join(name for name in _NAMING if name in rows.columns)
            return self.judge(suite_name, in_sql.frame(rows.order(naming)), parameters)
        suite = self._suites[suite_name]
        place = self._place(suite_name)
        verdict = Verdict()
        judgements = []
        for result in in_sql.results(suite["expectations"], rows, parameters or {}, MAX_ROWS_NAMED):
            found = _read(result, result.rows, place)
            verdict.add(found)
            judgements.append(_judgement(result, found, result.rows))
        self._judged.append(
            Judged(suite=suite_name, place=place, row_count=len(rows), judgements=judgements)
        )
        return verdict

    def judge(
        self,
        suite_name: str,
        frame: pd.DataFrame,
        parameters: Mapping[str, object] | None = None,
    ) -> Verdict:
        """Run a suite on a frame.

        Args:
            suite_name: A suite of `gx/expectations/`.
            frame: The batch; its index holds the line of each row in the file, unless columns
                `place` and `line` name its file or table and the line there. A column `detail`,
                where there is one, is added to the message of a row that fails.
            parameters: Values of the suite's `$PARAMETER`s.

        Raises:
            RuntimeError: An expectation could not be evaluated, which is a fault of the suite.
        """
        # A batch would do the same and take the digest of the frame once more; a checkpoint would
        # keep a copy of the results, too, that nothing reads.
        judged = {"dataframe": frame.drop(columns=_NAMING, errors="ignore")}
        # The rows that fail take half of the time to find, and most suites have none.
        for result_format in ("BOOLEAN_ONLY", "COMPLETE"):
            outcome = expectations.Validator(
                batch_definition=self._frames,
                batch_parameters=judged,
                result_format=result_format,
            ).validate_expectation_suite(
                expectations.suite(self._suites[suite_name]), dict(parameters or {})
            )
            if outcome.success:
                break
        place = self._place(suite_name)
        verdict = Verdict()
        judgements = []
        for result in outcome.results:
            found = _read(result, frame, place)
            verdict.add(found)
            judgements.append(_judgement(result, found, frame))
        self._judged.append(
            Judged(suite=suite_name, place=place, row_count=len(frame), judgements=judgements)
        )
        return verdict

    def column_problems(self, suite_name: str, found: Sequence[str]) -> list[Problem]:
        """Describe what is wrong with the columns of a table whose rows have no lines."""
        remedy = f"The columns must be: {','.join(self.columns(suite_name))}."
        problems = _column_problems(
            list(found), self.columns(suite_name), self._place(suite_name), remedy
        )
        return [replace(problem, row=None) for problem in problems]

    def _place(self, suite_name: str) -> str:
        """Return the file or table that a suite judges."""
        file = str(self._suites[suite_name]["meta"]["file"])
        return self.places.get(file, file)

    def build_docs(self, run_dir: Path, problems: Sequence[Problem]) -> Path:
        """Write the Data Docs of all results so far and return their first page."""
        return pages.write(run_dir / "gx" / "data_docs", run_dir.name, self._judged, problems)


def _judgement(result: Any, found: Verdict, frame: pd.DataFrame) -> Judgement:
    """Return what the Data Docs show of one expectation's result."""
    config = result.expectation_config
    arguments = ", ".join(
        f"{name}={value}" for name, value in config.kwargs.items() if name != "batch_id"
    )
    if len(arguments) > _ARGUMENTS_SHOWN:
        arguments = arguments[:_ARGUMENTS_SHOWN] + "…"
    about = {
        "kind": config.type,
        "arguments": arguments,
        "message": config.meta["message"],
    }
    if not found.checks:
        return Judgement(**about, result="skipped")
    failing = result.result.get("unexpected_index_list")
    if not failing:
        return Judgement(**about, result=found.checks[0].result, problems=found.problems)
    rows = frame.loc[failing[:_ROWS_SHOWN]]
    return Judgement(
        **about,
        result=found.checks[0].result,
        failing_rows=found.checks[0].failing_rows,
        problems=found.problems,
        columns=list(map(str, frame.columns)),
        rows=[
            [str(number), *(_text(value) or "" for value in row)]
            for number, row in zip(rows.index, rows.itertuples(index=False), strict=True)
        ],
    )


def _read(result: Any, frame: pd.DataFrame, place: str) -> Verdict:
    """Turn one expectation's result into a check and its problems."""
    config = result.expectation_config
    arguments: dict[str, Any] = config.kwargs
    columns = [
        arguments[key] for key in ("column", "column_A", "column_B") if key in arguments
    ] + arguments.get("column_list", [])
    if config.type != "expect_table_columns_to_match_ordered_list" and not set(columns) <= set(
        frame.columns
    ):
        return Verdict()  # the column is missing, which is a problem of its own
    if not result.success and not result.result:
        raise RuntimeError(f"{place}: {config.type}({columns}) failed: {result.exception_info}")
    about = ", ".join(columns) if "column_list" not in arguments or len(columns) < 5 else "all"
    name = f"{config.type}({about})"
    if result.success:
        return Verdict(
            checks=[
                Check(name=name, kind="expectation", place=place, result="pass", failing_rows=0)
            ]
        )
    problems = _problems(config, result.result, frame, place, columns)
    failing = result.result.get("unexpected_count")
    return Verdict(
        problems,
        [Check(name=name, kind="expectation", place=place, result="fail", failing_rows=failing)],
    )


def _problems(
    config: Any, found: dict[str, Any], frame: pd.DataFrame, place: str, columns: list[str]
) -> list[Problem]:
    message, remedy = config.meta["message"], config.meta["remedy"]
    if config.type == "expect_table_columns_to_match_ordered_list":
        return _column_problems(list(frame.columns), columns, place, remedy)
    if "unexpected_index_list" not in found:
        value = found.get("partial_missing_list") or found.get("observed_value")
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        return [
            Problem(
                file=place,
                row=None,
                column=columns[0] if columns else None,
                value=text,
                message=message,
                remedy=remedy,
            )
        ]
    rows = found["unexpected_index_list"]
    if config.type in (
        "expect_column_values_to_be_unique",
        "expect_compound_columns_to_be_unique",
    ):
        return _key_problems(frame, rows, place, columns, message, remedy)
    column = config.meta.get("column", columns[0])
    problems = []
    for row in rows[:MAX_ROWS_NAMED]:
        detail = frame.at[row, "detail"] if "detail" in frame.columns else None
        where, number = _named(frame, row, place)
        value = _text(frame.at[row, column])
        problems.append(
            Problem(
                file=where,
                row=number,
                column=column,
                value=value,
                message=message if detail is None else f"{message}: {detail}",
                remedy=remedy,
            )
        )
    return problems


def _named(frame: pd.DataFrame, row: int, place: str) -> tuple[str, int | None]:
    """Return the file or table of a row, and its line there where it has one."""
    if "place" not in frame.columns:
        return place, int(row)
    line: Any = frame.at[row, "line"] if "line" in frame.columns else None
    return str(frame.at[row, "place"]), None if pd.isna(line) else int(line)


def _key_problems(
    frame: pd.DataFrame, rows: list[int], place: str, columns: list[str], message: str, remedy: str
) -> list[Problem]:
    """Name every repetition of a key with the row that it repeats."""
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row in sorted(rows)[:MAX_ROWS_NAMED]:
        key = tuple(str(frame.at[row, column]) for column in columns)
        if key not in first:
            first[key] = row
            continue
        content = frame.drop(columns=_NAMING, errors="ignore")
        same = content.loc[row].equals(content.loc[first[key]])
        how = "with the same content" if same else "with other content"
        where, number = _named(frame, row, place)
        file, line = _named(frame, first[key], place)
        other = file if line is None else f"row {line}"
        problems.append(
            Problem(
                file=where,
                row=number,
                column=", ".join(columns),
                value=", ".join(key),
                message=f"{message}: {other} has it too, {how}",
                remedy=remedy,
            )
        )
    return problems


def _column_problems(
    found: list[str], expected: list[str], place: str, remedy: str
) -> list[Problem]:
    missing = [column for column in expected if column not in found]
    extra = [column for column in found if column not in expected]
    problems = [
        Problem(
            file=place,
            row=1,
            column=column,
            value=None,
            message="the column is missing",
            remedy=remedy,
        )
        for column in missing
    ] + [
        Problem(
            file=place, row=1, column=column, value=None, message="an unknown column", remedy=remedy
        )
        for column in extra
    ]
    if not problems:
        problems = [
            Problem(
                file=place,
                row=1,
                column=None,
                value=",".join(found),
                message="the columns are in another order",
                remedy=remedy,
            )
        ]
    return problems


def _text(value: object) -> str | None:
    """Show a cell; whole numbers without the fraction that a float adds."""
    if pd.isna(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return shorten(str(value))
