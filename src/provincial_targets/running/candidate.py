"""Build one candidate, check it and publish it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from provincial_targets.checks import outside
from provincial_targets.checks.judge import Judge
from provincial_targets.checks.problems import Problem
from provincial_targets.checks.published import judge_published
from provincial_targets.checks.seeds import judge_seeds
from provincial_targets.checks.verdict import Check, Verdict
from provincial_targets.running.dbt import Dbt
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import Phases, log
from provincial_targets.warehouse import fingerprint, records
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Warehouse
from provincial_targets.warehouse.records import Record
from provincial_targets.warehouse.write_errors import is_refusal

_PROBLEMS_SHOWN = 20
_REFUSED = {
    Exit.BAD_INPUT: "the input files were refused",
    Exit.CHECKS_FAILED: "the candidate did not pass its checks",
}


@dataclass(kw_only=True)
class Candidate:
    """A warehouse that is being built beside the published one.

    Attributes:
        project_dir: The dbt project.
        warehouse: Where it will be published.
        run_dir: Its directory.
        record: The record of its run; takes the results of all checks.
        judge: Runs Great Expectations.
        phases: Measures how long each part takes.
    """

    project_dir: Path
    warehouse: Warehouse
    run_dir: Path
    record: Record
    judge: Judge
    phases: Phases

    def check_inputs(self) -> None:
        """Check the input files.

        Raises:
            Stop: They are refused.
        """
        today = records.latest_day(self.warehouse, dt.date.today())
        with self.phases.phase("input files checked"):
            verdict = judge_seeds(
                self.judge,
                self.project_dir,
                today,
                inputs=outside.locations(self.project_dir),
                scratch=self.run_dir / "scratch",
            )
        self._require(verdict, Exit.BAD_INPUT)

    def build(self) -> Dbt:
        """Build the models and test them with dbt.

        Returns:
            The dbt project, as it was read.

        Raises:
            Stop: The project cannot be read, or a model or test failed.
        """
        with self.phases.phase("dbt started and project read"):
            dbt = Dbt(
                self.project_dir,
                self.warehouse,
                self.record.code_fingerprint or "",
                inputs_from=outside.inputs_from(self.project_dir),
            )
            dbt.parse()
        self.record.versions = dbt.versions()
        published = records.read(self.warehouse.record(str(self.record.published_before)))
        passed = already_passed(self.record, published, dbt.checks_of_the_code())
        self.record.add_checks(passed)
        name = "models built and tested by dbt"
        with self.phases.phase(name):
            verdict = dbt.build(self.phases.counter(name), code_is_proven=bool(passed))
        self._require(verdict, Exit.CHECKS_FAILED)
        return dbt

    def check_tables(self, dbt: Dbt) -> None:
        """Write the Parquet files, reduce the database, and check what will be published.

        Args:
            dbt: The project that built the tables.

        Raises:
            Stop: The tables did not pass.
        """
        with self.phases.phase("Parquet files written"):
            exported = self.warehouse.write_parquet(PUBLISHED_SCHEMAS)
        with self.phases.phase("database reduced to what is published"):
            self.warehouse.drop_unpublished()
        with self.phases.phase("tables checked"):
            verdict = judge_published(
                self.judge,
                self.project_dir,
                self.run_dir,
                contracts=dbt.contracts(),
                keys=dbt.keys(),
                exported=exported,
                counts_are_reviewed=not outside.locations(self.project_dir),
            )
        self._require(verdict, Exit.CHECKS_FAILED)

    def publish(self) -> None:
        """Write the Data Docs, complete and seal the candidate, and switch to it.

        Raises:
            Stop: The inputs have changed since the run read them, or the switch did not succeed.
        """
        with self.phases.phase("Data Docs written"):
            self.judge.build_docs(self.run_dir, [])
        with self.phases.phase("published"):
            self._seal()
            self.warehouse.switch_to(self.record.run_id)

    def _seal(self) -> None:
        record = self.record
        now = fingerprint.of_inputs(fingerprint.inputs(self.project_dir, record.inputs))
        if now != record.input_fingerprint:
            raise Stop(
                Exit.BAD_INPUT,
                "the input files changed while they were being read; nothing was published. "
                "Run again.",
            )
        record.finished_at = records.stamp(records.now())
        self.warehouse.write_meta(replace(record, result=records.PUBLISHED))
        self.warehouse.write_parquet(["meta"])
        about = {
            "run_id": record.run_id,
            "published_at": record.finished_at,
            "code_version": record.code_version,
            "code_fingerprint": record.code_fingerprint,
            "input_fingerprint": record.input_fingerprint,
        }
        self.warehouse.seal(record.run_id, about)

    def _require(self, verdict: Verdict, code: Exit) -> None:
        """Record the checks, and stop the run if there are problems.

        Raises:
            Stop: With the problems, the first ones in full.
        """
        self.record.add_checks(verdict.checks)
        problems = list(dict.fromkeys(verdict.problems))
        if not problems:
            return
        if code is Exit.CHECKS_FAILED:
            for problem in problems:
                if is_refusal(self.warehouse, problem.message):
                    raise RuntimeError(problem.message)  # not a fault of the data
        listing = self._list(problems)
        docs = self.judge.build_docs(self.run_dir, problems)
        count = f"{len(problems)} problem" + ("s" if len(problems) > 1 else "")
        lines = [f"{_REFUSED[code]}: {count}; what is published stays as it was"]
        lines += [str(problem) for problem in problems[:_PROBLEMS_SHOWN]]
        if len(problems) > _PROBLEMS_SHOWN:
            lines.append(f"… and {len(problems) - _PROBLEMS_SHOWN} more, all in {listing}")
        kept = self.warehouse.candidate_address(self.record.run_id)
        raise Stop(code, [*lines, f"candidate kept in {kept}; checks in {docs}"])

    def _list(self, problems: list[Problem]) -> Path:
        """Write all problems to a file beside the candidate, and return it."""
        listing = self.run_dir / "problems.jsonl"
        listing.write_text(
            "".join(json.dumps(asdict(problem), ensure_ascii=False) + "\n" for problem in problems),
            "utf-8",
            "backslashreplace",
        )
        return listing


def already_passed(
    record: Record, published: Record | None, wanted: set[tuple[str, str]]
) -> list[Check]:
    """Return the wanted checks as the published run has them, if it passed all of them.

    They count only if that run had the same code and versions: such checks bring their own rows, so
    that running them again would give the same result.

    Args:
        record: The run that may leave them out.
        published: The record of the published run, if there is one.
        wanted: Kind and name of each check.
    """
    if (
        published is None
        or published.code_fingerprint != record.code_fingerprint
        or published.versions != record.versions
    ):
        return []
    known = [Check(**check) for check in published.checks]
    found = [check for check in known if (check.kind, check.name) in wanted]
    if {(check.kind, check.name) for check in found if check.result == "pass"} != wanted:
        return []
    passed = [replace(check, ran_in=check.ran_in or published.run_id) for check in found]
    if passed:
        log.info(
            "unit tests and tests of tests left out: run %s passed them with this very code",
            passed[0].ran_in,
        )
    return passed
