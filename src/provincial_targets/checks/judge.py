"""Run a suite on a frame as a checkpoint, and describe each failure as a problem."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import; no usage data are sent

import great_expectations as gx
import pandas as pd
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

from provincial_targets.checks import pages
from provincial_targets.checks.pages import Judged, Judgement
from provincial_targets.checks.problems import Problem, shorten
from provincial_targets.checks.verdict import Check, Verdict

logging.getLogger("great_expectations").setLevel(logging.ERROR)

MAX_ROWS_NAMED = 1_000
"""Rows named for one expectation; a column that is wrong throughout needs no more."""

_ROWS_SHOWN = 20
"""Failing rows that the Data Docs show whole."""

_ARGUMENTS_SHOWN = 200
"""Characters of an expectation's arguments; a set of codes may be long."""

Job = tuple[str, pd.DataFrame, Mapping[str, object]]
"""The arguments of `Judge.judge`."""


class Judge:
    """The project's suites, and the results of those that were run, for the Data Docs."""

    def __init__(self, gx_dir: Path) -> None:
        """Read the suites of the folder `gx`.

        Great Expectations keeps its own configuration and results in memory: the run's record and
        the Data Docs hold the results.
        """
        config = DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(),
            progress_bars=ProgressBarsConfig(globally=False),
        )
        self._context = gx.get_context(mode="ephemeral", project_config=config)
        frames = self._context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
        self._batch = frames.add_batch_definition_whole_dataframe("whole")
        self._judged: list[Judged] = []
        paths = sorted((gx_dir / "expectations").glob("*.json"))
        self._suites = {path.stem: json.loads(path.read_text("utf-8")) for path in paths}

    def suite_files(self) -> dict[str, str]:
        """Return the name of every suite that judges a whole seed, with the seed's file."""
        return {
            name: suite["meta"]["file"]
            for name, suite in self._suites.items()
            if "seed" in suite["meta"]
        }

    def columns(self, suite_name: str) -> list[str]:
        """Return the columns that a suite expects."""
        for item in self._suites[suite_name]["expectations"]:
            if item["type"] == "expect_table_columns_to_match_ordered_list":
                return list(item["kwargs"]["column_list"])
        raise LookupError(f"{suite_name} does not say which columns it expects")

    def judge_all(self, jobs: Sequence[Job]) -> Verdict:
        """Run the checkpoints of several suites (see `judge`)."""
        whole = Verdict()
        for job in jobs:
            whole.add(self.judge(*job))
        return whole

    def judge(
        self,
        suite_name: str,
        frame: pd.DataFrame,
        parameters: Mapping[str, object] | None = None,
    ) -> Verdict:
        """Run the checkpoint of a suite.

        Args:
            suite_name: A suite of `gx/expectations/`.
            frame: The batch; its index holds the line of each row in the file. A column
                `detail`, where there is one, is added to the message of a row that fails.
            parameters: Values of the suite's `$PARAMETER`s.

        Raises:
            RuntimeError: An expectation could not be evaluated, which is a fault of the suite.
        """
        suite = self._context.suites.add(gx.ExpectationSuite(**self._suites[suite_name]))
        definition = self._context.validation_definitions.add(
            gx.ValidationDefinition(name=suite_name, data=self._batch, suite=suite)
        )
        checkpoint = self._context.checkpoints.add(
            gx.Checkpoint(
                name=suite_name, validation_definitions=[definition], result_format="COMPLETE"
            )
        )
        outcome = checkpoint.run(
            batch_parameters={"dataframe": frame},
            expectation_parameters=dict(parameters or {}),
        )
        place = str(self._suites[suite_name]["meta"]["file"])
        verdict = Verdict()
        judgements = []
        for results in outcome.run_results.values():
            for result in results.results:
                found = _read(result, frame, place)
                verdict.add(found)
                judgements.append(_judgement(result, found, frame))
        self._judged.append(
            Judged(suite=suite_name, place=place, row_count=len(frame), judgements=judgements)
        )
        return verdict

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
    rows = frame.loc[result.result.get("unexpected_index_list", [])[:_ROWS_SHOWN]]
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
        detail = f": {frame.at[row, 'detail']}" if "detail" in frame.columns else ""
        if "place" in frame.columns:  # each row stands for a table or a row of one: name the table
            where, number = str(frame.at[row, "place"]), None
        else:
            where, number = place, int(row)
        value = _text(frame.at[row, column])
        problems.append(
            Problem(
                file=where,
                row=number,
                column=column,
                value=value,
                message=message + detail,
                remedy=remedy,
            )
        )
    return problems


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
        same = frame.loc[row].equals(frame.loc[first[key]])
        how = "with the same content" if same else "with other content"
        problems.append(
            Problem(
                file=place,
                row=int(row),
                column=", ".join(columns),
                value=", ".join(key),
                message=f"{message}: row {first[key]} has it too, {how}",
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
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return shorten(str(value))
