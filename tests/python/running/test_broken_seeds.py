"""Every broken seed is refused by `run` with the right message and exit code, and changes nothing.

The faults of a stage are refused together; test-faults breaks one file at a time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from provincial_targets.checks import csvfile
from provincial_targets.terminal.exits import Exit

from helpers.built import Built
from helpers.command import assert_whole, published
from helpers.faults_of_input import FAULTS, Fault, of_stages, refusal
from helpers.forked import Forge


@pytest.mark.parametrize("fault", of_stages("file"))
def test_a_file_that_cannot_be_read_is_refused_by_name(small: Built, fault: Fault) -> None:
    fault.breaks(small.project / fault.file)
    assert fault.is_named_in(refusal(small))


@pytest.mark.parametrize("stage", ["columns", "cells", "figures"])
def test_all_faults_of_a_stage_are_named_at_once(small: Built, stage: str) -> None:
    faults = [fault for fault in FAULTS if fault.stage == stage]
    for fault in faults:
        fault.breaks(small.project / fault.file)
    lines = refusal(small)
    assert [fault.name for fault in faults if not fault.is_named_in(lines)] == []


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
    assert fault.is_named_in(outcome.errors)
    assert outcome.errors[-1].startswith("candidate kept in ")
    assert published(small.warehouse) == before
    assert_whole(small.warehouse)
