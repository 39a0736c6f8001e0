"""The commands that are compared: this project, dbt alone, bare DuckDB, Spark and others' tools.

Each takes a folder of its own, builds there from nothing, and is measured by `measure.run`.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bare
import duckdb
import measure
from measure import BIN, PEERS, PROJECT, Cost

DATABASE = "provincial_targets.duckdb"
MAIN = (
    *("fct_targets_asof", "fct_outturns_asof", "fct_sizes_asof"),
    *("weighted_targets_asof", "target_deltas_asof", "completion_rates_asof"),
)
"""The main marts at every vintage: what the peers compute too."""
ONLY_MODELS = ("--resource-type", "seed", "--resource-type", "model")
"""What leaves the tests out of a build."""

# What a user of SQLMesh has to change in a copy of the project to get it running: (file, old, new).
SQLMESH_CHANGES = (
    # It reads seeds by pandas, which reads the codes of parent geographies as numbers.
    ("dbt_project.yml", "inputs_from: seeds", 'inputs_from: "seeds/*/{name}.csv"'),
    # It parses a test's argument with a macro in it as a Jinja expression.
    (
        "models/intermediate/int_observations_read.yml",
        "{{ round_to('figure', 4) }}",
        "round(figure, 4)",
    ),
    # It resolves `ref('…')` only as an argument of its own.
    (
        "tests/generic/table_rules.sql",
        "{{ reference['to'] }}",
        "{{ ref(reference['to'][5:-2]) if reference['to'] is string "
        "and reference['to'][:4] == 'ref(' else reference['to'] }}",
    ),
)
# It writes all arguments of a test into the name of a file, longer than file systems allow.
_SQLMESH_CONFIG = """from pathlib import Path
from sqlmesh.core.config import ModelDefaultsConfig
from sqlmesh.dbt import manifest
from sqlmesh.dbt.loader import sqlmesh_config
manifest._build_test_name = lambda node, dependencies: node.name
since = ModelDefaultsConfig(start="2020-01-01")
config = sqlmesh_config(Path(__file__).parent, model_defaults=since)
"""


@dataclass(frozen=True, kw_only=True)
class Arena:
    """Where contestants build.

    Attributes:
        folder: An empty folder, or one of an earlier round.
        inputs: Folder of synthetic inputs; the seeds where there is none.
        memory: DuckDB's memory_limit, as 1500MB; its own choice where there is none.
        spark_settings: Settings of Spark by name, in place of its own.
    """

    folder: Path
    inputs: Path | None = None
    memory: str | None = None
    spark_settings: Mapping[str, str] = field(default_factory=dict)

    def jobs(self, manifest: Path) -> dict[str, Callable[[], Cost]]:
        """Return what is compared on the seeds, in the order of the turns."""
        return {
            "Polars": self.polars,
            "bare DuckDB": lambda: self.bare(manifest),
            "dbt build": self.dbt_build,
            "run": self.run,
            "SQLMesh": self.sqlmesh,
            "read": self.read,
            "ingest": self.ingest,
            "site": self.site,
            "no change": self.run_again,
            "file opened": self.opened,
        }

    def run(self) -> Cost:
        """Build, check and publish by the project's own command."""
        return self._command("run", "--force")

    def run_again(self) -> Cost:
        """Run the project's own command with nothing changed."""
        return self._command("run")

    def opened(self) -> Cost:
        """Open the published file: the least cost of a command that reads it."""
        script = "import sys, duckdb; duckdb.connect(sys.argv[1], read_only=True)"
        return measure.run([BIN / "python", "-c", script, self.folder / "warehouse" / DATABASE])

    def read(self) -> Cost:
        """Read 62 reports by the project's own command."""
        return self._command("read", self._papers() / "reports")

    def ingest(self) -> Cost:
        """Check a table of 2,000 figures by the project's own command, and merge nothing."""
        return self._command("ingest", self._papers() / "figures.csv")

    def site(self) -> Cost:
        """Write the site of what is published by the project's own command."""
        return self._command("report", "--out", self.folder / "site")

    def _papers(self) -> Path:
        """Return the folder of what is read and ingested."""
        folder = self.folder / "papers"
        if not folder.exists():
            tests = PROJECT / "tests" / "python"
            measure.run(
                [BIN / "python", PROJECT / "bench" / "papers.py", folder], PYTHONPATH=str(tests)
            )
        return folder

    def _command(self, *words: str | Path) -> Cost:
        places = ("--project-dir", PROJECT, "--warehouse", self.folder / "warehouse")
        return measure.run([BIN / "provincial-targets", *words, *places])

    def dbt(
        self,
        *words: str | Path,
        target: str = "dbt",
        place: Path | None = None,
        fresh: bool = True,
        **environment: str,
    ) -> Cost:
        """Run dbt, on a fresh database unless told otherwise."""
        database = self.folder / target / DATABASE
        database.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            database.unlink(missing_ok=True)
        inputs = f"{place or self.inputs}/{{name}}/**/*.parquet" if self.inputs else "seeds"
        return measure.run(
            [
                *(BIN / "dbt", "--quiet", *words, "--project-dir", PROJECT),
                *("--profiles-dir", self._profiles()),
                *("--vars", json.dumps({"inputs_from": inputs})),
                *("--target-path", self.folder / target / "target"),
                *("--log-path", self.folder / target / "logs"),
            ],
            PROVINCIAL_TARGETS_DB=str(database),
            **environment,
        )

    def dbt_build(self) -> Cost:
        """Build and test everything by dbt alone."""
        return self.dbt("build")

    def dbt_models(self, models: Sequence[str] = ()) -> Cost:
        """Build seeds and models by dbt, without tests."""
        only = ["--select", *(f"+{model}" for model in models)] if models else []
        return self.dbt("build", *ONLY_MODELS, *only)

    def compile(self) -> Path:
        """Compile all models by dbt, and return the manifest for `bare`."""
        self.dbt("compile", target="compiled", place=Path(bare.PLACE))
        return self.folder / "compiled" / "target" / "manifest.json"

    def bare(self, manifest: Path, models: Sequence[str] = ()) -> Cost:
        """Execute the compiled SQL by bare DuckDB."""
        (self.folder / "bare").mkdir(parents=True, exist_ok=True)
        words: list[str | Path] = [manifest, self.folder / "bare" / DATABASE]
        words += ["--inputs", self.inputs] if self.inputs else []
        words += ["--memory", self.memory] if self.memory else []
        words += ["--models", *models] if models else []
        return measure.run([sys.executable, PROJECT / "bench" / "bare.py", *words])

    def wordings(self, manifest: Path) -> None:
        """Write what the models read in each distinct wording, for the peers; not measured."""
        folder = self.folder / "wordings"
        folder.mkdir(parents=True, exist_ok=True)
        words = ["--inputs", self.inputs] if self.inputs else []
        database = folder / DATABASE
        command = [sys.executable, PROJECT / "bench" / "bare.py", manifest, database, *words]
        measure.run([*command, "--models", "int_wordings"])
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute(f"copy intermediate.int_wordings to '{self._wordings}'")

    @property
    def _wordings(self) -> Path:
        return self.folder / "wordings" / "wordings.parquet"

    def polars(self, *, by_year: bool = False) -> Cost:
        """Compute the main marts by a script of Polars, at once or year after year."""
        out = self.folder / ("polars_by_year" if by_year else "polars")
        shutil.rmtree(out, ignore_errors=True)
        location = f"{self.inputs}/{{name}}/**/*.parquet" if self.inputs else "seeds"
        script = PROJECT / "bench" / "peers" / "polars_marts.py"
        way = ["--by-year"] if by_year else []
        return measure.run([PEERS / "python", script, location, self._wordings, out, *way])

    def spark(self, models: Sequence[str]) -> Cost:
        """Build models by dbt on Spark, which runs inside it, from the files outside.

        PGPASSWORD must let Java reach the catalogue on the server of `make postgres`.
        """
        shutil.rmtree(self.folder / "spark", ignore_errors=True)
        python = PROJECT / ".venv-spark" / "bin" / "python"
        location = json.dumps({"inputs_from": f"{self.inputs}/{{name}}/**/*.parquet"})
        words: list[str | Path] = [python, PROJECT / "bench" / "on_spark.py", self.folder / "spark"]
        words += ["--vars", location, "--project-dir", PROJECT, "--quiet"]
        words += ["--select", *(f"+{model}" for model in models)]
        for kind in ("test", "unit_test"):
            words += ["--exclude-resource-type", kind]
        words += ["--target-path", self.folder / "spark-target"]
        words += ["--profiles-dir", PROJECT / "profiles"]
        settings = [f"--conf {name}={value}" for name, value in self.spark_settings.items()]
        return measure.run(words, PYSPARK_SUBMIT_ARGS=" ".join([*settings, "pyspark-shell"]))

    def sqlmesh(self) -> Cost:
        """Build and audit everything by SQLMesh, through its reading of dbt projects."""
        project = self.folder / "sqlmesh"
        if not project.exists():
            for part in ("dbt_project.yml", "seeds", "models", "macros", "tests", "analyses"):
                copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy2
                project.mkdir(parents=True, exist_ok=True)
                copy(PROJECT / part, project / part)
            shutil.copy2(PROJECT / "profiles" / "profiles.yml", project / "profiles.yml")
            (project / "config.py").write_text(_SQLMESH_CONFIG, "utf-8")
            for file, old, new in SQLMESH_CHANGES:
                text = (project / file).read_text("utf-8")
                assert old in text, f"{file} no longer says {old}"
                (project / file).write_text(text.replace(old, new), "utf-8")
        (project / DATABASE).unlink(missing_ok=True)
        words: list[str | Path] = ["--paths", project, "--log-file-dir", project / "logs", "plan"]
        return measure.run(
            ["env", "-C", project, PEERS / "sqlmesh", *words, "--auto-apply", "--no-prompts"],
            PROVINCIAL_TARGETS_DB=str(project / DATABASE),
            SQLMESH__DISABLE_ANONYMIZED_ANALYTICS="true",
        )

    def _profiles(self) -> Path:
        """Return the folder of the project's profiles, or of a copy with limits of its own."""
        text = original = (PROJECT / "profiles" / "profiles.yml").read_text("utf-8")
        if self.memory is not None:
            limit = f"        memory_limit: {self.memory}\n        TimeZone: UTC\n"
            text = text.replace("        TimeZone: UTC\n", limit)
        if text == original:
            return PROJECT / "profiles"
        folder = self.folder / "profiles"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "profiles.yml").write_text(text, "utf-8")
        return folder
