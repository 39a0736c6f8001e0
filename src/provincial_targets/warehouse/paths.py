"""Where a warehouse keeps things, and the one rename that publishes a run.

    warehouse/
      provincial_targets.duckdb -> current/provincial_targets.duckdb     what users open
      parquet                   -> current/parquet
      data_docs                 -> current/gx/data_docs
      current                   -> runs/<run_id>                         replaced to publish
      candidate                 -> runs/<run_id>                         while a run builds
      runs/<run_id>/            database, parquet/, gx/, manifest.json
      history/<run_id>.json     one record per run, failed ones included
      dbt/  logs/  lock

Database, Parquet files and `meta` of one run lie in one directory, and users reach all of them
through `current`; so replacing that one link switches them together.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from provincial_targets.terminal.exits import Exit, Stop

if TYPE_CHECKING:
    from provincial_targets.warehouse.engines.base import Engine

DATABASE = "provincial_targets.duckdb"
MANIFEST = "manifest.json"
_RUN_ID = re.compile(r"^\d{6}-\d{8}T\d{6}Z$")


@dataclass(frozen=True)
class Warehouse:
    """The paths of one warehouse.

    Attributes:
        root: Its folder, absolute.
        target: The target of dbt that builds it.
    """

    root: Path
    target: ClassVar[str] = "duckdb"

    @property
    def engine(self) -> Engine:
        """What builds and reads its database; imported late, as the paths need none of it."""

        from provincial_targets.warehouse.engines import duckdb

        return duckdb

    @property
    def address(self) -> str:
        """What users open."""
        return str(self.database)

    def kept(self, run_id: str) -> str:
        """Say where the candidate of a run is kept that did not pass."""
        return str(self.run_dir(run_id))

    def refusal(self, text: str) -> Stop | None:
        """Return what to tell the user where an error says that a server refuses; there is none."""
        return None

    def exclusively(self) -> AbstractContextManager[None]:
        """Keep out whoever does not share this folder; nobody can."""
        return nullcontext()

    @property
    def runs(self) -> Path:
        """Folder of the run directories."""
        return self.root / "runs"

    @property
    def history(self) -> Path:
        """Folder of the run records."""
        return self.root / "history"

    @property
    def dbt(self) -> Path:
        """Folder of dbt's own files, kept between runs so that parsing starts from the last."""
        return self.root / "dbt"

    @property
    def log_file(self) -> Path:
        """The log of all commands."""
        return self.root / "logs" / "provincial-targets.log"

    @property
    def database(self) -> Path:
        """The published database, as users open it."""
        return self.root / DATABASE

    @property
    def parquet(self) -> Path:
        """The published Parquet files, as users open them."""
        return self.root / "parquet"

    @property
    def candidate(self) -> Path:
        """A link to the run directory being built; always the same path, as dbt parses it anew
        when the database moves.
        """
        return self.root / "candidate"

    def run_dir(self, run_id: str) -> Path:
        """Return the directory of a run."""
        return self.runs / run_id

    def current_run(self) -> str | None:
        """Return the id of the published run, or None where there is none."""
        try:
            target = os.readlink(self.root / "current")
        except OSError:
            return None
        return Path(target).name

    def run_ids(self) -> list[str]:
        """Return the ids of all run directories, oldest first."""
        try:
            names = [entry.name for entry in self.runs.iterdir()]
        except OSError:
            return []
        return sorted(name for name in names if _RUN_ID.match(name))

    def prepare(self) -> None:
        """Make the folders and the stable links.

        Raises:
            Stop: A file of the user's own is where a link must be.
        """
        for folder in (self.runs, self.history, self.dbt):
            folder.mkdir(parents=True, exist_ok=True)
        for name in (DATABASE, "parquet"):
            self._link(name, f"current/{name}")
        self._link("data_docs", "current/gx/data_docs")

    def _link(self, name: str, target: str) -> None:
        path = self.root / name
        if path.is_symlink() and os.readlink(path) == target:
            return
        if path.exists() and not path.is_symlink():
            raise Stop(
                Exit.CANNOT_WRITE,
                f"{path} is in the way: the link to the published run belongs there. Move it.",
            )
        _replace_link(path, target)

    def begin(self, run_id: str) -> Path:
        """Make a run's directory, point `candidate` at it, and return it."""
        directory = self.run_dir(run_id)
        directory.mkdir()
        _replace_link(self.candidate, f"runs/{run_id}")
        return directory

    def end(self) -> None:
        """Remove the link to the candidate."""
        self.candidate.unlink(missing_ok=True)

    def seal(self, run_id: str, about: dict[str, Any]) -> None:
        """Finish a run's files, and write down what they are."""
        from provincial_targets.warehouse import manifest

        manifest.seal(self.run_dir(run_id), about)

    def damage(self, run_id: str, *, thorough: bool) -> list[str]:
        """Return what is wrong with a sealed run, one line each; `thorough` compares every byte."""
        from provincial_targets.warehouse import manifest

        return manifest.damage(self.run_dir(run_id), thorough=thorough)

    def publish(self, run_id: str) -> None:
        """Switch what is published to a run, in one rename."""
        _replace_link(self.root / "current", f"runs/{run_id}")

    def remove(self, run_id: str) -> None:
        """Delete a run's directory; whoever has its files open keeps reading them."""
        if run_id == self.current_run():
            raise ValueError(f"{run_id} is published")
        shutil.rmtree(self.run_dir(run_id), ignore_errors=True)


def _replace_link(path: Path, target: str) -> None:
    """Make `path` a link to `target`, at no moment missing, and put the change on the disk."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Put a file's content, or a folder's entries, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
