"""The paths of a warehouse's files.

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

import re
from dataclasses import dataclass
from pathlib import Path

DATABASE = "provincial_targets.duckdb"
_RUN_ID = re.compile(r"^\d{6}-\d{8}T\d{6}Z$")


@dataclass(frozen=True)
class Paths:
    """The paths of one warehouse.

    Attributes:
        root: Its folder, absolute.
    """

    root: Path

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
    def current(self) -> Path:
        """The link to the published run's directory."""
        return self.root / "current"

    @property
    def candidate(self) -> Path:
        """The link to the run directory being built.

        Its path is the same in every run, because dbt parses the project anew when the path of the
        database changes.
        """
        return self.root / "candidate"

    def run_dir(self, run_id: str) -> Path:
        """Return the directory of a run."""
        return self.runs / run_id

    def record(self, run_id: str) -> Path:
        """Return the file of a run's record."""
        return self.history / f"{run_id}.json"

    def run_ids(self) -> list[str]:
        """Return the ids of all run directories, oldest first."""
        try:
            names = [entry.name for entry in self.runs.iterdir()]
        except OSError:
            return []
        return sorted(name for name in names if _RUN_ID.match(name))
