"""A run stops at a signal (systemd, Ctrl-C), prints that, and leaves a valid warehouse."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import pytest

from provincial_targets.terminal.exits import Exit

from helpers.built import Built
from helpers.command import arguments, assert_whole, environment, published
from helpers.forked import Forge


@pytest.mark.parametrize(
    ("number", "before_dbt"),
    [(signal.SIGTERM, True), (signal.SIGTERM, False), (signal.SIGINT, False)],
)
def test_a_run_stops_at_a_signal_and_is_recorded(
    forge: Forge, small: Built, number: signal.Signals, before_dbt: bool
) -> None:
    before = published(small.warehouse)
    process = subprocess.Popen(
        arguments(small.project, small.warehouse, "run", "--force"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=small.project,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    candidate = small.warehouse / "candidate"
    reached = candidate if before_dbt else candidate / "provincial_targets.duckdb"
    deadline = time.monotonic() + 120
    while not reached.exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=120)
    assert process.returncode == Exit.STOPPED, err
    assert "error: stopped by a signal" in err
    assert "Traceback" not in err
    assert published(small.warehouse) == before
    assert not candidate.is_symlink()
    status = json.loads(forge.call(small.project, small.warehouse, "status", "--json").out)
    assert status["last_runs"][0]["result"] == "interrupted"
    assert forge.call(small.project, small.warehouse, "run", "--force").code == Exit.OK
    assert assert_whole(small.warehouse) > before["run"].removeprefix("runs/")


def test_a_run_in_the_background_of_a_shell_stops_at_a_signal_too(small: Built) -> None:
    """There the shell has switched SIGINT off; SIGTERM must not depend on it."""
    process = subprocess.Popen(
        arguments(small.project, small.warehouse, "run", "--force"),
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=small.project,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    while not (small.warehouse / "candidate").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=120)
    assert process.returncode == Exit.STOPPED, err
