"""Commands in other surroundings: cron's environment, another encoding, a strict umask.

One warehouse has all of them at once, since each run takes seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from provincial_targets.terminal.encoding import use_utf8
from provincial_targets.terminal.exits import Exit
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse
from provincial_targets.warehouse.files import closed_to_others

from helpers.locales import empty_environment, locale_in
from helpers.small import read_rows, small_project, write_rows

PROGRAM = Path(sys.executable).with_name("provincial-targets")
NOBODY = 65534
TITLE = "2025年预算执行情况 (España)"
FIGURE = {
    "省份": "辽宁",
    "指标": "一般公共预算收入",
    "类别": "总量",
    "年份": "2025",
    "数值": "2900.5",
    "原文": "2900.5亿元",
    "数据版本": "初步",
    "发布日期": "2026-02-20",
    "发布者": "某厅",
    "标题": TITLE,
    "来源类型": "官方",
}


@dataclass(frozen=True)
class Said:
    """The exit code and output of a command."""

    code: int
    out: bytes
    err: bytes


@dataclass(frozen=True)
class Machine:
    """A project used in a GBK locale, with a umask of 077 and an empty environment."""

    folder: Path
    locale: dict[str, str]

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def warehouse(self) -> Path:
        return self.folder / "project" / "warehouse"

    def call(self, *words: str | bytes, **extra: str) -> Said:
        done = subprocess.run(
            [PROGRAM, *words],
            capture_output=True,
            env=empty_environment(**{**self.locale, **extra}),
            cwd=self.project,
            umask=0o077,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return locale_in("GBK", tmp_path_factory.mktemp("gbk"))


@pytest.fixture(scope="module")
def machine(gbk: dict[str, str]) -> Iterator[Machine]:
    # The folders of pytest are closed to other users.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        small_project(folder / "project").chmod(0o755)
        yield Machine(folder, gbk)


@pytest.fixture(scope="module")
def nights(machine: Machine) -> dict[str, Said]:
    """The output that cron would mail: of a run, one without changes, and one refused."""
    told = {"first": machine.call("run", "--quiet"), "unchanged": machine.call("run", "--quiet")}
    told["export"] = machine.call("export", "--quiet")
    observations = machine.project / "seeds" / "observations" / "observations.csv"
    good = observations.read_bytes()
    rows = read_rows(observations)
    rows[0]["value"] = "五<b>"
    write_rows(observations, rows)
    told["refused"] = machine.call("run", "--quiet")
    observations.write_bytes(good)
    return told


@pytest.mark.parametrize("night", ["first", "unchanged", "export"])
def test_a_night_without_trouble_prints_nothing(nights: dict[str, Said], night: str) -> None:
    assert nights[night] == Said(Exit.OK, b"", b"")


def test_a_refused_night_names_the_row_in_the_encoding_of_the_locale(
    nights: dict[str, Said],
) -> None:
    refused = nights["refused"]
    assert (refused.code, refused.out) == (Exit.BAD_INPUT, b"")
    first, problem, _ = refused.err.decode("gbk").splitlines()
    assert first.startswith("error: the input files were refused: 1 problem")
    assert "observations.csv, row 2, column value" in problem
    assert "五<b>" in problem


def test_the_log_has_what_a_quiet_run_did_not_print(
    nights: dict[str, Said], machine: Machine
) -> None:
    log = (machine.warehouse / "logs" / "provincial-targets.log").read_text("utf-8")
    messages = [json.loads(line)["message"] for line in log.splitlines()]
    assert any(message.startswith("published: ") for message in messages)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("name", ["provincial_targets.duckdb", "parquet", "data_docs"])
def test_another_user_reads_what_is_published(
    nights: dict[str, Said], machine: Machine, name: str
) -> None:
    _assert_nobody_reads(machine.warehouse / name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("name", ["datapackage", "provincial_targets.xlsx", "sdmx"])
def test_another_user_reads_what_is_exported(
    nights: dict[str, Said], machine: Machine, name: str
) -> None:
    _assert_nobody_reads(machine.warehouse / name)


def _assert_nobody_reads(path: Path) -> None:
    done = subprocess.run(
        ["find", "-L", path, "-type", "f", "-exec", "cat", "{}", "+"],
        capture_output=True,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout) > 1_000


def test_the_umask_still_decides_who_may_write(nights: dict[str, Said], machine: Machine) -> None:
    for path in (machine.warehouse, machine.warehouse / "history", machine.warehouse / "runs"):
        assert path.stat().st_mode & 0o777 == 0o755


def test_status_names_the_folder_that_keeps_readers_out(
    nights: dict[str, Said], machine: Machine
) -> None:
    assert b"Readers: " not in machine.call("status").out
    machine.project.chmod(0o750)
    shown = machine.call("status").out.decode("gbk")
    machine.project.chmod(0o755)
    where = machine.project.resolve()
    assert (
        f"Readers: only the owner and group of {where}; to let all in: chmod o+x {where}" in shown
    )


def test_the_first_closed_folder_on_the_way_is_named(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        closed = Path(name).resolve()
        (closed / "warehouse").mkdir(mode=0o700)
        (closed / "link").symlink_to(closed / "warehouse")
        assert closed_to_others(closed / "link" / "file") == closed
        closed.chmod(0o711)
        assert closed_to_others(closed / "link" / "file") == closed / "warehouse"
        (closed / "warehouse").chmod(0o755)
        assert closed_to_others(closed / "link" / "file") is None


def test_a_merged_sign_that_the_terminal_does_not_have_is_escaped(machine: Machine) -> None:
    table = machine.folder / "round.csv"
    table.write_text(",".join(FIGURE) + "\n" + ",".join(FIGURE.values()) + "\n", "utf-8")
    said = machine.call("ingest", str(table), "--yes")
    shown = said.out.decode("gbk")
    assert (said.code, said.err) == (Exit.OK, b""), said
    assert "某厅, 2025年预算执行情况 (Espa\\xf1a)" in shown
    assert "Merged: 1 to add" in shown
    sources = (machine.project / "seeds" / "observations" / "sources.csv").read_text("utf-8")
    assert TITLE in sources


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_file_is_called_as_the_terminal_shows_it(machine: Machine, encoding: str) -> None:
    name = "没有的文件.csv"
    said = machine.call("ingest", name.encode(encoding))
    assert said.code == Exit.BAD_INPUT
    assert name in said.out.decode("gbk")


def test_json_is_utf8_in_a_pipe_whatever_the_locale(machine: Machine) -> None:
    said = machine.call("ingest", "没有é的文件.csv".encode(), "--json")
    assert json.loads(said.out.decode("utf-8"))["file"] == "没有é的文件.csv"
    log = machine.call("ingest", "没有的文件.csv".encode(), "--log-format", "json").err
    assert "nothing is merged" in json.loads(log.decode("utf-8"))["message"]


def test_quiet_still_prints_the_result_as_json_and_every_problem(machine: Machine) -> None:
    said = machine.call("ingest", "none.csv", "--quiet", "--json")
    assert json.loads(said.out)["problems"]
    said = machine.call("ingest", "none.csv", "--quiet")
    problem, summary = said.err.decode().splitlines()
    assert said.out == b""
    assert problem.startswith("error: none.csv: the file cannot be read")
    assert summary == "error: 1 problem: nothing is merged."


@pytest.mark.parametrize("words", [["status"], ["rollback"]])
def test_a_quiet_command_without_its_result_prints_its_error_alone(
    machine: Machine, words: list[str]
) -> None:
    said = machine.call(*words, "--quiet", "--warehouse", "nowhere")
    assert (said.code, said.out) == (Exit.NOTHING_TO_SHOW, b"")
    (line,) = said.err.splitlines()
    assert line.startswith(b"error: nothing ")


@pytest.mark.parametrize("options", [["-I"], ["-X", "utf8=0"]])
def test_an_interpreter_with_options_of_its_own_is_started_again_once(
    gbk: dict[str, str], options: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, *options, "-m", "provincial_targets", "--version"],
        env=empty_environment(**gbk),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert b"version" in done.stdout


@pytest.mark.parametrize("encoding,starts", [("UTF-8", 0), ("utf8", 0), ("GBK", 1), ("ASCII", 1)])
def test_only_a_locale_in_another_encoding_costs_a_second_start(
    monkeypatch: pytest.MonkeyPatch, encoding: str, starts: int
) -> None:
    started: list[list[str]] = []
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale: encoding)
    monkeypatch.setattr("os.execv", lambda program, words: started.append(words))
    use_utf8()
    assert len(started) == starts
    assert os.environ["PYTHONUTF8"] == "1", "the children of this process need it too"


def test_a_folder_whose_name_is_not_utf8_is_refused_by_name(machine: Machine) -> None:
    said = machine.call("status", "--warehouse", "仓库".encode("gbk"))
    assert said.code == Exit.USAGE
    assert "仓库: its name is not UTF-8" in said.err.decode("gbk")
    assert not DuckdbWarehouse(machine.project / "仓库").root.exists()
