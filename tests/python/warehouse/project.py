"""A copy of the project whose seeds may be changed, and dbt to build it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

INVOKE = """
import sys
from dbt.cli.main import dbtRunner
parsed = dbtRunner().invoke(["parse", "--no-write-json"])
if not parsed.success:
    sys.exit(str(parsed.exception))
dbt = dbtRunner(manifest=parsed.result)
sys.exit(not all([dbt.invoke(words.split()).success for words in sys.argv[1:]]))
"""


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

    def build_models(self, *names: str) -> None:
        """Build models with what they need, all by default, by the statements of the last build.

        They do not depend on the rows of the seeds; dbt's own work takes most of a build.
        """
        manifest = self._artifact("manifest")
        nodes, parents = manifest["nodes"], manifest["parent_map"]
        wanted = {key for key, node in nodes.items() if not names or node["name"] in names}
        while more := {parent for key in wanted for parent in parents.get(key, ())} - wanted:
            wanted |= more
        in_order = [result["unique_id"] for result in self._artifact("run_results")["results"]]
        self.database.unlink(missing_ok=True)
        with duckdb.connect(str(self.database)) as connection:
            for node in (nodes[key] for key in in_order if key in wanted and key in nodes):
                if node["resource_type"] in ("seed", "model"):
                    executed = self.folder / "target/run" / node["package_name"]
                    sql = (executed / node["original_file_path"]).read_text("utf-8")
                    connection.execute(f"create schema if not exists {node['schema']}")
                    connection.execute(sql)

    def failing_tests(self) -> list[str]:
        """Return the names of the data tests that find rows, by the queries dbt compiled."""
        nodes = self._artifact("manifest")["nodes"].values()
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return [
                node["name"]
                for node in nodes
                if node["resource_type"] == "test"
                and connection.execute(node["compiled_code"]).fetchall()
            ]

    def dbt(self, *invocations: str) -> None:
        """Parse the project and run dbt, once or more."""
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
        assert done.returncode == 0, done.stdout + done.stderr

    def rows(self, compiled: str) -> list[tuple[object, ...]]:
        """Run a query that dbt has compiled, named by its path in the project; return its rows."""
        query = self.folder / "target/compiled/provincial_targets" / compiled
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.sql(query.read_text(encoding="utf-8")).fetchall()

    def _artifact(self, name: str) -> Any:
        """Return what dbt wrote of the last build."""
        return json.loads((self.folder / f"target/{name}.json").read_text("utf-8"))
