"""A copy of the project whose seeds may be changed, and dbt to build it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

INVOKE = """
import sys
from dbt.cli.main import dbtRunner
sys.exit(not all([dbtRunner().invoke(words.split()).success for words in sys.argv[1:]]))
"""
MODELS_ONLY = "build --exclude-resource-type test unit_test"


@dataclass(frozen=True)
class Project:
    """A copy of the project in a folder of its own."""

    folder: Path

    @classmethod
    def restored(cls, folder: Path, kept: Project) -> Project:
        """Restore a project in the folder where `kept` was made, without its database.

        dbt parses a moved project anew, which takes as long as building it.
        """
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept.folder, folder, ignore=shutil.ignore_patterns(kept.database.name))
        return cls(folder)

    @property
    def database(self) -> Path:
        """The database that dbt writes."""
        return self.folder / "provincial_targets.duckdb"

    def append(self, file: str, text: str) -> None:
        """Add lines to a file."""
        with (self.folder / file).open("a", encoding="utf-8", newline="") as handle:
            handle.write(text)

    def dbt(self, *invocations: str, succeeds: bool = True) -> str:
        """Run dbt, several invocations in one process; return what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", INVOKE, *invocations],
            cwd=self.folder,
            env={
                **os.environ,
                "PROVINCIAL_TARGETS_DB": str(self.database),
                "DBT_PROFILES_DIR": "profiles",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is succeeds, done.stdout + done.stderr
        return done.stdout

    def rows(self, compiled: str) -> list[tuple[object, ...]]:
        """Run a query that dbt has compiled, named by its path in the project; return its rows."""
        query = self.folder / "target/compiled/provincial_targets" / compiled
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.sql(query.read_text(encoding="utf-8")).fetchall()
