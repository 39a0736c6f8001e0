"""Every broken seed is refused by `run` with the right message and exit code, and changes nothing.

The runs call `run` in this process, since the import of Great Expectations would take seconds for
each file. Two go through the command line.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provincial_targets.checks import csvfile
from provincial_targets.checks.problems import Problem
from provincial_targets.running.run import run
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse

from helpers.built import Built
from helpers.command import assert_whole, published
from helpers.faults_of_input import FAULTS, Fault
from helpers.forked import Forge


@pytest.fixture
def broken(small: Built) -> Iterator[Built]:
    """A published warehouse whose project is about to be broken."""
    yield small
    gc.enable()  # `run` switches it off, as its process ends soon


def _refused(built: Built) -> list[str]:
    """Run, see that nothing changes, and return the lines of the refusal."""
    before = published(built.warehouse)
    with pytest.raises(Stop) as stopped:
        run(built.project, DuckdbWarehouse(built.warehouse), force=False, keep=5)
    assert stopped.value.code is Exit.BAD_INPUT
    assert published(built.warehouse) == before
    newest = max(path for path in (built.warehouse / "runs").iterdir())
    listing = (newest / "problems.jsonl").read_text("utf-8")
    return [str(Problem(**json.loads(line))) for line in listing.splitlines()]


def _alone(stage: str) -> list[object]:
    return [pytest.param(fault, id=fault.name) for fault in FAULTS if fault.stage == stage]


@pytest.mark.parametrize("fault", _alone("file"))
def test_a_file_that_cannot_be_read_is_refused_by_name(broken: Built, fault: Fault) -> None:
    fault.breaks(broken.project / fault.file)
    assert _says(_refused(broken), fault)


@pytest.mark.parametrize("stage", ["columns", "cells", "figures"])
def test_all_faults_of_a_stage_are_named_at_once(broken: Built, stage: str) -> None:
    faults = [fault for fault in FAULTS if fault.stage == stage]
    for fault in faults:
        fault.breaks(broken.project / fault.file)
    lines = _refused(broken)
    assert [fault.name for fault in faults if not _says(lines, fault)] == []


@pytest.mark.faults
@pytest.mark.parametrize("fault", [*_alone("columns"), *_alone("cells"), *_alone("figures")])
def test_each_fault_alone_is_refused_by_name(broken: Built, fault: Fault) -> None:
    fault.breaks(broken.project / fault.file)
    assert _says(_refused(broken), fault)


def _says(lines: list[str], fault: Fault) -> bool:
    return any(all(part in line for part in fault.says) for line in lines)


def test_the_faults_of_a_file_come_in_the_order_of_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text('a,b\n1\n1,2\n\n1,2,3\n1,"2\n', "utf-8")
    assert [problem.row for problem in csvfile.read(file, file.name).problems] == [2, 4, 5, 6]


def test_the_corpus_has_at_least_forty_files() -> None:
    assert len({fault.name for fault in FAULTS}) >= 40


@pytest.mark.parametrize("name", ["GBK read as UTF-8", "a province drops out of a round"])
def test_the_command_line_refuses_it_with_exit_code_3_and_one_line_per_problem(
    forge: Forge, small: Built, name: str
) -> None:
    fault = next(fault for fault in FAULTS if fault.name == name)
    before = published(small.warehouse)
    fault.breaks(small.project / fault.file)
    outcome = forge.call(small.project, small.warehouse, "run")
    assert outcome.code == Exit.BAD_INPUT
    assert "Traceback" not in outcome.err
    assert outcome.errors[0].startswith("the input files were refused: ")
    assert _says(outcome.errors, fault)
    assert outcome.errors[-1].startswith("candidate kept in ")
    assert published(small.warehouse) == before
    assert_whole(small.warehouse)
