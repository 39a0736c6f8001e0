"""Run dbt in this process: parse the project once, build and test it, close the database."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from provincial_targets.checks.problems import Problem
from provincial_targets.checks.verdict import Check, Verdict
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import log
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Warehouse

_KINDS = {"test": "data test", "unit_test": "unit test"}
_RESULTS = {"success": "pass", "pass": "pass", "warn": "fail", "fail": "fail", "error": "error"}
_TESTS_OF_TESTS = ["singular", "tests_of_tests"]
"""Folder of the data tests that bring their own rows, as unit tests do."""
_ROWS_SHOWN = 3
_SHOWN_OF_A_ROW = 400

Progress = Callable[[int, int], None]
"""Called with the number of the node that starts and their total."""


class Dbt:
    """One dbt invocation on a candidate database."""

    def __init__(
        self,
        project_dir: Path,
        warehouse: Warehouse,
        code_fingerprint: str,
        *,
        inputs_from: str,
    ) -> None:
        """Import dbt.

        Args:
            project_dir: The dbt project.
            warehouse: The warehouse whose candidate to build; it also holds dbt's files.
            code_fingerprint: Digest of the project's code; another one makes dbt parse it anew.
            inputs_from: Where the inputs come from, with an absolute path.
        """
        os.environ.update(warehouse.environment())
        for name in ("DBT_TARGET", "DBT_PROFILE", "DBT_STATE", "DBT_DEFER", "DBT_FAIL_FAST"):
            os.environ.pop(name, None)  # a run ignores the caller's settings of dbt
        from dbt.cli.main import dbtRunner

        self._runner = dbtRunner
        self._warehouse = warehouse
        self._manifest: Any = None
        self._options = [
            *("--project-dir", str(project_dir)),
            *("--profiles-dir", str(project_dir / "profiles")),
            *("--target", warehouse.target),
            *("--target-path", str(warehouse.dbt / "target")),
            *("--log-path", str(warehouse.dbt / "logs")),
            # Changed code is parsed anew, because partial parsing fails over moved files.
            *(
                "--vars",
                json.dumps({"code_fingerprint": code_fingerprint, "inputs_from": inputs_from}),
            ),
            # dbt formats each event before it checks the level: a tenth of the time of a build.
            *("--log-level", "none"),
            *("--log-level-file", "none"),
            "--no-use-colors",
        ]

    def parse(self) -> None:
        """Read the project; nothing is executed.

        Raises:
            Stop: The project does not parse.
        """
        # The build writes the manifest; writing it here too would cost as much as the parse.
        outcome = self._runner(callbacks=[_keep]).invoke(
            ["parse", "--no-write-json", *self._options]
        )
        if not outcome.success:
            raise _stop("the dbt project does not parse", outcome.exception)
        self._manifest = outcome.result

    def versions(self) -> dict[str, str]:
        """Return the versions of dbt, its adapter and the engine."""
        packages = ("dbt-core", "dbt-adapters", f"dbt-{self._warehouse.target}")
        return {
            **{name: importlib.metadata.version(name) for name in packages},
            self._warehouse.target: self._warehouse.version(),
        }

    def checks_of_the_code(self) -> set[tuple[str, str]]:
        """Return kind and name of the tests that bring their own rows.

        Their results depend on the code and the versions alone, not on the inputs.
        """
        marked = (
            (_KINDS["test"], node.name)
            for node in self._manifest.nodes.values()
            if node.resource_type.value == "test" and node.fqn[1:3] == _TESTS_OF_TESTS
        )
        return {
            *marked,
            *((_KINDS["unit_test"], x.name) for x in self._manifest.unit_tests.values()),
        }

    def build(self, progress: Progress, *, code_is_proven: bool) -> Verdict:
        """Build seeds, models and tests, and close the database.

        Args:
            progress: Called when a node starts.
            code_is_proven: Leave out the checks of the code.

        Raises:
            Stop: dbt ended without results.
        """

        def listen(event: Any) -> None:
            if event.info.name == "LogStartLine":
                progress(event.data.index, event.data.total)

        # dbt writes two files for each node; overwriting takes ten times as long as writing.
        for folder in ("compiled", "run"):
            shutil.rmtree(self._warehouse.dbt / "target" / folder, ignore_errors=True)
        own_rows = ["test_type:unit", f"fqn:{'.'.join(_TESTS_OF_TESTS)}"]
        less = ["--exclude", *own_rows] if code_is_proven else []
        try:
            outcome = self._runner(manifest=self._manifest, callbacks=[listen, _keep]).invoke(
                ["build", *less, *self._options]
            )
        finally:
            self._warehouse.close_dbt_connections()
        if outcome.result is None or not hasattr(outcome.result, "results"):
            raise _stop("dbt ended without results", outcome.exception)
        verdict = Verdict()
        for result in outcome.result.results:
            # dbt lists the exposures as skipped; there is nothing to check in them.
            if result.node.resource_type.value != "exposure":
                self._read(result, verdict)
        if not outcome.success and not verdict.problems:
            raise _stop("dbt failed", outcome.exception)
        return verdict

    def contracts(self) -> dict[str, dict[str, str]]:
        """Return the columns and types that the contract of each table enforces.

        The key is `schema.table`; columns come in the order of the contract.
        """
        return {
            table: {column.name: column.data_type for column in node.columns.values()}
            for table, node in self._published()
        }

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Return the columns of each table's key, by `schema.table`."""
        return {table: tuple(node.meta.get("key", ())) for table, node in self._published()}

    def _published(self) -> Iterator[tuple[str, Any]]:
        """Yield the `schema.table` and the model of every table that will be published."""
        for node in self._manifest.nodes.values():
            if node.resource_type.value == "model":
                table = self._table(node)
                if table.split(".")[0] in PUBLISHED_SCHEMAS:
                    yield table, node

    def _table(self, node: Any) -> str:
        """Return the table of a node as it will be published."""
        return f"{node.schema.removeprefix(self._warehouse.prefix)}.{node.alias}"

    def _read(self, result: Any, verdict: Verdict) -> None:
        """Add the result of one node to a verdict."""
        node = result.node
        kind = _KINDS.get(node.resource_type.value, node.resource_type.value)
        status = _RESULTS.get(result.status.value, "skipped")
        is_test = kind in _KINDS.values()
        place = self._place(node)
        failing = result.failures if is_test and status in ("pass", "fail") else None
        verdict.checks.append(
            Check(name=node.name, kind=kind, place=place, result=status, failing_rows=failing)
        )
        if status not in ("fail", "error"):
            return
        message = f"{kind} {node.name} " + (
            f"found {result.failures} rows" if status == "fail" and result.failures else "failed"
        )
        column = None
        if status == "fail" and kind == "data test":
            rows = self._warehouse.first_rows(node.compiled_code, _ROWS_SHOWN)
            # The project's generic tests name the column in each row that they find.
            names = [name for row in rows if (name := row.pop("column_name", None))]
            column = "; ".join(dict.fromkeys(names)) or None
            shown = [", ".join(f"{name}={value}" for name, value in row.items()) for row in rows]
            message += "".join(f"; [{text[:_SHOWN_OF_A_ROW]}]" for text in shown)
        elif result.message:
            message += ": " + " ".join(str(result.message).split())[:400]
        verdict.problems.append(
            Problem(
                file=node.original_file_path,
                row=None,
                column=column,
                value=None,
                message=message,
                remedy=f"It judges {place}.",
            )
        )

    def _place(self, node: Any) -> str:
        """Return the table that a node tests or builds."""
        if node.resource_type.value == "test":
            judged = getattr(node, "attached_node", None) or next(iter(node.depends_on.nodes), None)
        elif node.resource_type.value == "unit_test":
            judged = next(iter(node.depends_on.nodes), None)
        else:
            judged = node.unique_id
        judged_node = self._manifest.nodes.get(judged)
        if judged_node is None:
            return str(node.original_file_path)
        return self._table(judged_node)


def _keep(event: Any) -> None:
    """Copy dbt's warnings and errors to the log file."""
    if event.info.level in ("warn", "error"):
        log.warning("dbt: %s", event.info.msg, extra={"file_only": True})


def _stop(what: str, cause: BaseException | None) -> BaseException:
    """Return the exception to raise for a dbt command that did not succeed."""
    if isinstance(cause, (KeyboardInterrupt, SystemExit, OSError)):
        return cause
    text = " ".join(str(cause).split())[:600] if cause else "see its log"
    return Stop(Exit.CHECKS_FAILED, f"{what}: {text}")
