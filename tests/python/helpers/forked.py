"""The command line in children that are forked from one process which has imported everything.

The children run the real program; the imports take their time once instead of hundreds of times.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from multiprocessing import resource_tracker
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from helpers.command import SOURCES, Outcome, arguments, environment

_CHANGES = {
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.chmod",
    "shutil.rmtree",
}


class Forge:
    """The parent's end: starts commands and waits for them."""

    def __init__(self, folder: Path) -> None:
        """Start the process that is forked; the output of commands goes into `folder`."""
        self._folder = folder
        self._started = 0
        paths = [str(Path(__file__).resolve().parents[1]), str(SOURCES)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpers.forked"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment(PYTHONPATH=os.pathsep.join(paths)),
        )

    def __enter__(self) -> Forge:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(
        self, project: Path, warehouse: Path, *words: str, kill_at: int = 0, **extra: str
    ) -> Started:
        """Start a command.

        Args:
            project: The project; the command starts in its folder.
            warehouse: The warehouse.
            words: The command.
            kill_at: The change of the warehouse before which it dies; 0 for none.
            extra: Variables of its environment besides those that the forked process has.
        """
        self._started += 1
        names = {
            name: str(self._folder / f"{self._started}.{name}") for name in ("out", "err", "steps")
        }
        os.mkfifo(names["err"])
        self._say(
            {
                "arguments": arguments(project, warehouse, *words)[3:],
                "folder": str(project),
                "environment": extra,
                "warehouse": str(warehouse),
                "kill_at": kill_at,
                **names,
            }
        )
        return Started(self, int(self._hear()), names)

    def call(self, project: Path, warehouse: Path, *words: str, **extra: str) -> Outcome:
        """Run a command to its end."""
        return self.start(project, warehouse, *words, **extra).end()

    def _say(self, order: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


class Started:
    """A command that runs, alone in a process group."""

    def __init__(self, forge: Forge, pid: int, names: dict[str, str]) -> None:
        self._forge, self._pid, self._names = forge, pid, names
        self.said = open(names["err"], encoding="utf-8")  # noqa: SIM115
        """Its standard error, readable while it runs."""

    def kill(self) -> None:
        """Kill it and its children, as a machine that runs out of memory does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)

    def end(self) -> Outcome:
        """Wait for its end; the code is negative where a signal ended it."""
        with self.said:
            err = self.said.read()
        self._forge._say({"wait": self._pid})
        code = int(self._forge._hear())
        return Outcome(code, Path(self._names["out"]).read_text("utf-8"), err)

    def changes(self) -> list[str]:
        """Return the paths changed in its warehouse, in order, of a command that was not killed."""
        changed: list[str] = json.loads(Path(self._names["steps"]).read_text("utf-8"))
        return changed


def serve() -> None:
    """Fork a child for each order on standard input; print its pid, later its exit code."""
    import dbt.adapters.duckdb
    import dbt.cli.main  # noqa: F401

    from provincial_targets import cli
    from provincial_targets.checks import judge  # noqa: F401
    from provincial_targets.cli import run as _run  # noqa: F401
    from provincial_targets.running import candidate, run  # noqa: F401
    from provincial_targets.warehouse import rollback, summary  # noqa: F401
    from provincial_targets.warehouse.engines import duckdb  # noqa: F401

    # Python's resource tracker would warn about dbt's locks on a command's standard error, since a
    # forked command ends without the interpreter's cleanup. It is started here, with warnings off.
    os.environ["PYTHONWARNINGS"] = "ignore"
    resource_tracker.ensure_running()
    del os.environ["PYTHONWARNINGS"]
    _let_dbt_read_a_project()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)
            continue
        child = os.fork()
        if child == 0:
            _obey(order, cli.main)
        print(child, flush=True)


def _let_dbt_read_a_project() -> None:
    """Let dbt read a project without models twice, since it compiles its classes at first use."""
    from dbt.cli.main import dbtRunner

    profile = {"target": "t", "outputs": {"t": {"type": "duckdb", "path": ":memory:"}}}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {
            "dbt_project.yml": {"name": "no_models", "profile": "p"},
            "profiles.yml": {"p": profile},
        }.items():
            Path(folder, name).write_text(json.dumps(content), "utf-8")
        places = [f"--{name}={folder}" for name in ("project-dir", "profiles-dir", "log-path")]
        for _ in range(2):
            outcome = dbtRunner().invoke(
                ["--log-level=none", "--log-level-file=none", "parse", *places]
            )
            assert outcome.success, outcome.exception


def _obey(order: dict[str, Any], main: Any) -> NoReturn:
    """Run a command with output and children of its own."""
    os.setsid()
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(order["out"], os.O_CREAT | os.O_WRONLY), 1)
    os.dup2(os.open(order["err"], os.O_WRONLY), 2)
    obey(main, order["arguments"], order["kill_at"], Path(order["steps"]), order["warehouse"])


def obey(main: Any, words: list[str], kill_at: int, steps: Path, below: str = "") -> NoReturn:
    """Run a command in this process, alone in its group, and end it.

    Args:
        main: The command line.
        words: Its arguments.
        kill_at: The change of the file system before which the group is killed; 0 for none.
        steps: Where the paths changed are written, as JSON, by a command that was not killed.
        below: Only changes of paths that begin so count.
    """
    changed: list[str] = []

    def count(event: str, values: tuple[Any, ...]) -> None:
        # Only files opened for writing; the mode is None where Python opens by flags.
        writes = event == "open" and isinstance(values[2], int) and values[2] & _WRITES
        if not (writes or event in _CHANGES) or not str(values[0]).startswith(below):
            return
        changed.append(str(values[0]))
        if len(changed) == kill_at:
            os.killpg(0, signal.SIGKILL)

    sys.addaudithook(count)
    sys.argv = ["provincial-targets", *words]
    code = 1
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        steps.write_text(json.dumps(changed), "utf-8")
        os._exit(code)


_WRITES = os.O_WRONLY | os.O_RDWR


if __name__ == "__main__":
    serve()
