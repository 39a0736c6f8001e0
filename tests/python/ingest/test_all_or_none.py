"""A merge replaces all files or none, at whichever of its steps it is stopped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from provincial_targets.ingest.apply import journal

from ingest_builders import OBSERVATION, REPOSITORY, Project, as_csv, rows

BUSY, CANNOT_WRITE = 5, 6

STEPS = ("open", "fsync", "replace", "unlink", "mkdir", "rmdir")
"""The system calls by which a merge makes its changes."""


class Killed(BaseException):
    """Stands for SIGKILL: nothing below may catch it."""


@pytest.fixture
def stop_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, BaseException], list[str]]]:
    """Stop the process, or make the system fail, at the n-th step of `journal`."""
    patches = pytest.MonkeyPatch()

    def arm(number: int, error: BaseException) -> list[str]:
        done: list[str] = []

        def step(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                if len(done) == number:
                    done.append(f"stopped at {name}")
                    raise error
                if not any(entry.startswith("stopped") for entry in done):
                    done.append(name)
                return real(*arguments, **named)

            return call

        for name in STEPS:
            patches.setattr(journal.os, name, step(name, getattr(os, name)))
        return done

    arm.undo = patches.undo  # type: ignore[attr-defined]
    yield arm
    patches.undo()


FILES = ("seeds/a.csv", "seeds/b.csv", "seeds/deep/c.csv")
OLD = {file: f"old {file}\n".encode() for file in FILES}
NEW = {file: f"new {file}\n".encode() * 3 for file in FILES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    restore(tmp_path)
    return tmp_path


def restore(folder: Path) -> None:
    shutil.rmtree(folder)
    for file, content in OLD.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    return {file: (folder / file).read_bytes() for file in FILES}


def replace(folder: Path) -> None:
    journal.replace_all(folder, {file: (OLD[file], NEW[file]) for file in FILES})


def test_all_files_are_replaced_and_nothing_is_left_behind(folder: Path) -> None:
    replace(folder)

    assert contents(folder) == NEW
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "a.csv",
        "b.csv",
        "c.csv",
    ]


def test_killed_at_any_step_all_files_are_old_or_new_after_the_next_start(
    folder: Path, stop_at: Any
) -> None:
    outcomes = []
    for number in range(1000):
        restore(folder)
        done = stop_at(number, Killed())
        try:
            replace(folder)
            break
        except Killed:
            stop_at.undo()
        assert done[-1].startswith("stopped")

        journal.finish(folder)

        assert contents(folder) in (OLD, NEW), done
        assert not (folder / ".ingest").exists()
        outcomes.append(contents(folder) == NEW)
    # First the undecided merge is removed, then the decided one completed, never in reverse.
    assert outcomes == sorted(outcomes)
    assert len(outcomes) > 15
    assert {False, True} == set(outcomes)


def test_killed_while_completing_it_is_completed_by_the_start_after(
    folder: Path, stop_at: Any
) -> None:
    for number in range(1000):
        restore(folder)
        decided_and_cut_short(folder)
        stop_at(number, Killed())
        try:
            journal.finish(folder)
            break
        except Killed:
            stop_at.undo()

        journal.finish(folder)

        assert contents(folder) == NEW
    assert number > 5


def decided_and_cut_short(folder: Path) -> None:
    """Leave a merge as a process leaves it that was killed after the first of its renames."""
    real, calls = os.replace, []

    def once(source: Any, target: Any) -> None:
        if len(calls) == 2:  # the decision, the first file
            raise Killed
        calls.append(target)
        real(source, target)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(journal.os, "replace", once)
        with pytest.raises(Killed):
            replace(folder)
    assert contents(folder) not in (OLD, NEW)


def test_a_full_disk_before_the_decision_leaves_everything_as_it_was(
    folder: Path, stop_at: Any
) -> None:
    stop_at(2, OSError(28, "No space left on device"))

    with pytest.raises(OSError, match="No space left"):
        replace(folder)

    stop_at.undo()
    journal.finish(folder)
    assert contents(folder) == OLD


def test_a_file_edited_since_it_was_read_is_not_overwritten(folder: Path) -> None:
    (folder / "seeds/b.csv").write_bytes(b"edited by hand\n")

    with pytest.raises(Exception, match=r"seeds/b\.csv was edited meanwhile"):
        replace(folder)

    assert contents(folder) == {**OLD, "seeds/b.csv": b"edited by hand\n"}


def test_a_file_edited_after_a_kill_is_not_overwritten_but_named(folder: Path) -> None:
    decided_and_cut_short(folder)
    (folder / "seeds/deep/c.csv").write_bytes(b"edited by hand\n")

    with pytest.raises(Exception, match=r"seeds/deep/c\.csv was edited after"):
        journal.finish(folder)

    assert (folder / "seeds/deep/c.csv").read_bytes() == b"edited by hand\n"


def test_what_is_pending_is_completed_by_the_next_command(quick_project: Project) -> None:
    before = quick_project.seeds()
    quick_project.file(as_csv(rows({})))
    real, calls = os.replace, []

    def once(source: Any, target: Any) -> None:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(target)
        real(source, target)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(journal.os, "replace", once)
        assert quick_project.ingest("round.csv", "--yes").code == 130
    between = quick_project.seeds()
    assert between != before

    answer = quick_project.ingest("round.csv")

    assert "Completed an ingest that was cut short" in answer.err
    assert f"row 2: already there as {OBSERVATION}" in answer.out
    assert quick_project.seeds() != between
    assert not (quick_project.folder / ".ingest").exists()


def test_a_folder_that_cannot_be_written_to_is_found_out_before_the_decision(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal.os, "access", lambda path, _: Path(path).name != "deep")

    with pytest.raises(PermissionError, match=r"Permission denied.*deep"):
        replace(folder)

    assert contents(folder) == OLD


def test_seeds_that_cannot_be_written_to_end_the_command_with_a_message(
    quick_project: Project,
) -> None:
    before = quick_project.seeds()
    quick_project.file(as_csv(rows({})))

    def refuse(*_: Any) -> None:
        raise OSError(30, "Read-only file system", "seeds")

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(journal.os, "replace", refuse)
        answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == CANNOT_WRITE
    assert "cannot write to seeds: Read-only file system" in answer.err
    assert quick_project.seeds() == before
    assert quick_project.ingest("round.csv", "--yes").code == 0


def test_while_a_run_holds_the_lock_nothing_is_merged_but_everything_can_be_looked_at(
    quick_project: Project,
) -> None:
    before = quick_project.seeds()
    quick_project.file(as_csv(rows({})))
    (quick_project.folder / "warehouse").mkdir()

    with FileLock(quick_project.folder / "warehouse" / "lock"):
        assert quick_project.ingest("round.csv", "--yes").code == BUSY
        assert quick_project.ingest("round.csv").code == 0

    assert quick_project.seeds() == before


def test_neither_great_expectations_nor_dbt_nor_openpyxl_is_imported_with_the_command() -> None:
    code = (
        "import sys, provincial_targets.cli.ingest, provincial_targets.ingest.pipeline, "
        "provincial_targets.ingest.template; "
        "print({'great_expectations', 'dbt', 'openpyxl', 'pandas', 'duckdb'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
    )
    assert found.stdout.strip() == "set()"
