"""The scheduler examples are well formed and call commands that exist."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from provincial_targets.cli import cli
from provincial_targets.terminal.exits import Exit

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"


def commands() -> list[str]:
    """Return the words after `provincial-targets` wherever an example calls it."""
    found = []
    for file in (DEPLOY / "provincial-targets.service", DEPLOY / "crontab"):
        found += re.findall(
            r"bin/provincial-targets ([a-z -]+)$", file.read_text("utf-8"), re.MULTILINE
        )
    return found


def test_the_examples_call_a_command_with_options_that_it_has() -> None:
    assert len(commands()) == 2
    for words in commands():
        command, *options = words.split()
        help_text = CliRunner().invoke(cli, [command, "--help"]).output
        for option in (word for word in options if word.startswith("--")):
            assert option in help_text


def test_the_examples_are_quiet_and_keep_what_is_wrong() -> None:
    for words in commands():
        assert "--quiet" in words.split()
    assert ">" not in (DEPLOY / "crontab").read_text("utf-8"), "cron mails what is printed"


def test_the_service_counts_a_run_in_progress_as_no_failure() -> None:
    service = configparser.ConfigParser(interpolation=None)
    service.optionxform = str  # systemd's keys are case-sensitive
    service.read(DEPLOY / "provincial-targets.service", encoding="utf-8")
    assert service["Service"]["SuccessExitStatus"] == str(int(Exit.BUSY))
    assert service["Service"]["Type"] == "oneshot"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in ("provincial-targets.service", "provincial-targets.timer"):
        text = (DEPLOY / unit).read_text("utf-8")
        (tmp_path / unit).write_text(
            re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", text, flags=re.MULTILINE), "utf-8"
        )
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "provincial-targets.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_crontab_line_has_five_times_and_a_command() -> None:
    lines = [
        line
        for line in (DEPLOY / "crontab").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(lines) == 1
    assert re.match(r"^([\d*/,-]+ ){5}cd \S+ && \S+", lines[0])


def test_the_workflow_runs_commands_that_exist() -> None:
    workflow = yaml.safe_load((DEPLOY / "github-workflow.yml").read_text("utf-8"))
    runs = [step["run"] for step in workflow["jobs"]["warehouse"]["steps"] if "run" in step]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert runs == ["make build", "make test"]
    assert {"build", "test"} <= set(targets)


def test_every_exit_code_is_explained_to_operators() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert explained == {int(code) for code in Exit}
