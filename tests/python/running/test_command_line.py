from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from provincial_targets import __version__, cli
from provincial_targets.terminal.exits import Exit
from provincial_targets.warehouse import lock
from provincial_targets.warehouse.paths import Paths
from provincial_targets.warehouse.records import PUBLISHED

from helpers.built import Built
from helpers.command import SOURCES, call, environment, published
from helpers.made_up import warehouse_with

COMMANDS = ("run", "status", "rollback", "export", "report", "ingest")


def _say(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "provincial_targets", *words],
        capture_output=True,
        text=True,
        env=environment(**extra),
        check=False,
    )


@pytest.mark.parametrize("words", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_shows_examples_and_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    said = _say(*words, PYTHONPROFILEIMPORTTIME="1")
    assert said.returncode == 0
    assert "Examples:" in said.stdout
    imported = {line.split("|")[-1].strip() for line in said.stderr.splitlines()}
    assert "click" in imported
    assert imported & {"dbt", "duckdb", "great_expectations", "openpyxl", "pandas"} == set()


def test_help_lists_every_command() -> None:
    said = _say("--help").stdout
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


def _complete(line: str, *, shell: str = "bash") -> list[str]:
    """Return what the shell is offered when Tab is pressed at the end of a line."""
    words = line.split(" ")
    said = _say_as_installed(
        _PROVINCIAL_TARGETS_COMPLETE=f"{shell}_complete",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
    )
    assert said.returncode == 0, said.stderr
    return [offer.removeprefix("plain,") for offer in said.stdout.splitlines()]


def _say_as_installed(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run the command by the name that completion uses."""
    program = Path(sys.executable).with_name("provincial-targets")
    return subprocess.run(
        [program, *words], capture_output=True, text=True, env=environment(**extra), check=False
    )


def test_the_shell_completes_commands_options_and_values() -> None:
    assert _complete("provincial-targets r") == ["run", "rollback", "report"]
    assert _complete("provincial-targets run --fo") == ["--force"]
    assert _complete("provincial-targets report --images ") == ["main", "all", "none"]


def test_the_shell_completes_the_runs_to_return_to(tmp_path: Path) -> None:
    warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    (earlier,) = _complete(f"provincial-targets rollback --warehouse {tmp_path} 0000")
    assert earlier.startswith("000001-")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_own_script(shell: str) -> None:
    said = _say_as_installed(_PROVINCIAL_TARGETS_COMPLETE=f"{shell}_source")
    assert said.returncode == 0
    assert "provincial-targets" in said.stdout


@pytest.mark.parametrize("words", [("rollback",), ("ingest", "--template", "round.xlsx")])
def test_json_is_one_object_on_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    warehouse_with(tmp_path / "warehouse", PUBLISHED, PUBLISHED)
    places = ["--project-dir", str(SOURCES.parent), "--warehouse", str(tmp_path / "warehouse")]
    said = subprocess.run(
        [sys.executable, "-m", "provincial_targets", *words, "--json", *places],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=tmp_path,
        check=True,
    )
    (line,) = said.stdout.splitlines()
    assert {"published", "template"} & json.loads(line).keys()


@pytest.mark.parametrize("extra,red", [({}, True), ({"NO_COLOR": "1"}, False)])
def test_an_error_is_red_on_a_terminal_only(
    tmp_path: Path, extra: dict[str, str], red: bool
) -> None:
    warehouse_with(tmp_path)
    words = ["rollback", "--warehouse", str(tmp_path)]
    terminal, behind = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "provincial_targets", *words],
        stderr=behind,
        stdout=subprocess.DEVNULL,
        env=environment(**extra),
        check=False,
    )
    os.close(behind)
    shown = os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert done.returncode == Exit.NOTHING_TO_SHOW
    assert ("\x1b[31m" in shown) is red
    assert "\x1b" not in _say(*words).stderr


def test_the_version_is_that_of_the_package() -> None:
    assert metadata.version("provincial-targets") == __version__
    assert __version__ in _say("--version").stdout


@pytest.mark.parametrize(
    "words", [("run", "--fast"), ("build",), ("run", "--keep", "0"), ("run", "--log-format", "xml")]
)
def test_a_wrong_option_is_explained_with_exit_code_2(words: tuple[str, ...]) -> None:
    said = _say(*words)
    assert said.returncode == Exit.USAGE
    assert "Usage: " in said.stderr
    assert "Traceback" not in said.stderr


def test_outside_a_project_the_option_that_names_one_is_mentioned(tmp_path: Path) -> None:
    said = _say("run", "--project-dir", str(tmp_path / "nowhere"))
    assert said.returncode == Exit.USAGE
    assert "nowhere" in said.stderr


def test_the_project_is_found_from_a_folder_within_it(small_built: Built) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "provincial_targets", "status", "--json"],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=small_built.project / "seeds" / "reference",
        check=False,
    )
    assert said.returncode == Exit.NOTHING_TO_SHOW  # its own warehouse/ is not the fixture's
    assert json.loads(said.stdout)["published"] is None
    assert "nothing is published; run 'make build'" in said.stderr


def test_status_of_a_whole_warehouse_ends_with_0_and_writes_nothing(small_built: Built) -> None:
    before = sorted(small_built.warehouse.rglob("*"))
    outcome = call(small_built.project, small_built.warehouse, "status")
    assert outcome.code == Exit.OK
    assert outcome.out.startswith("published: 000001-")
    assert "project:   unchanged" in outcome.out
    assert "roll back: no earlier run is kept" in outcome.out
    assert "Newest round" in outcome.out
    assert sorted(small_built.warehouse.rglob("*")) == before


def test_status_names_what_is_damaged(small: Built) -> None:
    path = next((small.warehouse / "current" / "parquet").rglob("*.parquet")).resolve()
    path.unlink()
    outcome = call(small.project, small.warehouse, "status")
    assert outcome.code == Exit.NOTHING_TO_SHOW
    assert outcome.errors == [f"{path}: No such file or directory"]


def test_a_second_run_stops_at_once_and_names_the_first(small: Built) -> None:
    before = published(small.warehouse)
    with lock.hold(Paths(small.warehouse)):
        outcome = call(small.project, small.warehouse, "run", "--force")
    assert outcome.code == Exit.BUSY
    assert outcome.errors == [
        "another run is in progress; nothing was started. Try again when it has ended."
    ]
    assert published(small.warehouse) == before


def test_a_lock_file_that_nobody_holds_does_not_matter(small: Built) -> None:
    (small.warehouse / "lock").write_text("1234", "utf-8")
    assert call(small.project, small.warehouse, "run").code == Exit.OK


def test_an_internal_error_is_one_line_and_the_rest_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse_with(tmp_path, PUBLISHED)

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("provincial_targets.warehouse.rollback.roll_back", fail)
    monkeypatch.setattr(
        sys, "argv", ["provincial-targets", "rollback", "--warehouse", str(tmp_path)]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == Exit.INTERNAL_ERROR
    (line,) = capsys.readouterr().err.splitlines()
    log = tmp_path / "logs" / "provincial-targets.log"
    expected = "error: internal error: ZeroDivisionError: a fault of ours; the details are in"
    assert line == f"{expected} {log}"
    logged = json.loads(log.read_text("utf-8").splitlines()[-2])
    assert "Traceback (most recent call last)" in logged["message"]
    logging.getLogger("provincial_targets").handlers.clear()


def test_a_pipe_that_closes_early_is_no_error(small_built: Built) -> None:
    command = [sys.executable, "-m", "provincial_targets", "status"]
    places = ["--project-dir", str(small_built.project), "--warehouse", str(small_built.warehouse)]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*command, *places],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        check=False,
    )
    os.close(writing)
    assert done.returncode == Exit.OK
    assert done.stderr == ""
