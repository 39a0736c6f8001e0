"""The finished files of a candidate are checked, even after dbt's tests have passed."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from provincial_targets.checks import judge as judging
from provincial_targets.checks.judge import Judge
from provincial_targets.checks.published import judge_published

from helpers.built import Built
from helpers.small import PROJECT

TARGETS = "marts_asof.fct_targets"
WEIGHTED = "marts_asof.weighted_targets"
LINEAGE = "marts.observation_lineage"
KEY = "vintage, geography_code, indicator, target_year"

DAMAGES = {
    "a row that is there twice": (
        TARGETS,
        "from old union all (from old limit 1)",
        f"{TARGETS}, column repeated_key_count: rows whose key another row has (found '1')",
    ),
    "a row without a part of its key": (
        TARGETS,
        f"select * replace (if(row_number() over (order by {KEY}) = 1, null, indicator) "
        "as indicator) from old",
        f"{TARGETS}, column missing_key_count: rows that lack a part of the key (found '1')",
    ),
    "a code that no dimension has": (
        TARGETS,
        f"select * replace (if(row_number() over (order by {KEY}) = 1, '999999', geography_code) "
        "as geography_code) from old",
        f"{TARGETS}, column unknown_code_count: codes that their dimension does not have",
    ),
    "a share above 1": (
        WEIGHTED,
        "select * replace (weight_coverage + 1 as weight_coverage) from old",
        f"{WEIGHTED}, column not_a_share_count: shares below 0 or above 1",
    ),
    "a number that is none": (
        WEIGHTED,
        "select * replace ('nan'::double as weighted_target) from old",
        f"{WEIGHTED}, column not_finite_count: inf or NaN in a column",
    ),
    "a count below 0": (
        WEIGHTED,
        "select * replace (-1 as numeric_count) from old",
        f"{WEIGHTED}, column negative_count: a count below 0",
    ),
    "no rows": (
        WEIGHTED,
        "from old limit 0",
        f"{WEIGHTED}, column row_count: an empty table",
    ),
    "a column of another type": (
        WEIGHTED,
        "select * replace (weighted_target::float as weighted_target) from old",
        f"{WEIGHTED}, column columns: columns or types are not those of the contract",
    ),
    "a column too many": (
        WEIGHTED,
        "select *, 1 as one from old",
        f"{WEIGHTED}, column columns: columns or types are not those of the contract",
    ),
    "columns in another order": (
        WEIGHTED,
        "select weighted_target, * exclude (weighted_target) from old",
        f"{WEIGHTED}, column columns: columns or types are not those of the contract",
    ),
    "a row that the database has and the file has not": (
        LINEAGE,
        "from old limit (select count(*) - 1 from old)",
        f"{LINEAGE}, column row_count: not all rows reached the Parquet file",
    ),
    "a figure that the latest vintage has otherwise": (
        "marts.weighted_targets",
        "select * replace (weighted_target + 1 as weighted_target) from old",
        "marts.weighted_targets, column differing_count: rows differ from the latest vintage's",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Files:
    """The Parquet files of a candidate, to be damaged, and dbt's description of its tables."""

    folder: Path
    project: Path
    contracts: dict[str, dict[str, str]]
    keys: dict[str, tuple[str, ...]]

    def path(self, table: str) -> Path:
        return self.folder / "parquet" / f"{table.replace('.', '/')}.parquet"

    def replace(self, table: str, sql: str) -> None:
        """Write a table anew: a query on what is in it, which is called `old`."""
        path = self.path(table)
        new = path.with_suffix(".new")
        with duckdb.connect() as connection:
            connection.execute(f"create view old as from read_parquet('{path}')")
            connection.execute(f"copy ({sql}) to '{new}' (format parquet)")
        new.replace(path)

    def row_counts(self) -> dict[str, int]:
        return {table: len(duckdb.read_parquet(str(self.path(table)))) for table in self.contracts}

    def problems(self, exported: dict[str, int] | None = None) -> list[str]:
        verdict = judge_published(
            Judge(PROJECT / "gx"),
            self.project,
            self.folder,
            contracts=self.contracts,
            keys=self.keys,
            exported=self.row_counts() if exported is None else exported,
            counts_are_reviewed=True,
        )
        return [str(problem) for problem in verdict.problems]


@pytest.fixture
def files(small_built: Built, tmp_path: Path) -> Files:
    """A copy of what was published."""
    warehouse = small_built.warehouse
    shutil.copytree(warehouse / "current" / "parquet", tmp_path / "parquet")
    manifest = json.loads((warehouse / "dbt" / "target" / "manifest.json").read_text("utf-8"))
    models = {
        f"{node['schema']}.{node['alias']}": node
        for node in manifest["nodes"].values()
        if node["schema"] in ("marts", "marts_asof")
    }
    return Files(
        folder=tmp_path,
        project=small_built.project,
        contracts={
            table: {name: column["data_type"] for name, column in model["columns"].items()}
            for table, model in models.items()
        },
        keys={table: tuple(model["meta"]["key"]) for table, model in models.items()},
    )


def test_every_table_has_a_key_and_a_whole_candidate_passes(files: Files) -> None:
    assert [table for table, key in files.keys.items() if not key] == []
    assert files.problems() == []


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_candidate_is_refused_by_the_table_and_what_is_wrong(
    files: Files, what: str
) -> None:
    table, sql, says = DAMAGES[what]
    before = files.row_counts()
    files.replace(table, sql)
    problems = files.problems(before if "file has not" in what else None)
    assert any(problem.startswith(says) for problem in problems), problems


def test_a_table_that_is_gone_is_named(files: Files) -> None:
    counts = files.row_counts()
    del counts[WEIGHTED]
    says = f"{WEIGHTED}, column row_count: an empty table"
    assert any(problem.startswith(says) for problem in files.problems(counts))


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        (
            "fct_targets",
            "target_high + 1000 as target_high",
            "marts_asof.fct_targets, column figure: outside the range that indicators.csv accepts",
        ),
        (
            "weighted_targets",
            "weighted_target + 1 as weighted_target",
            "marts_asof.weighted_targets, column stated: parts do not add up to their total",
        ),
    ],
)
@pytest.mark.parametrize("most_rows", [0, 1_000_000], ids=["in the database", "in frames"])
def test_figures_that_do_not_fit_each_other_are_named_wherever_they_are_judged(
    files: Files,
    monkeypatch: pytest.MonkeyPatch,
    most_rows: int,
    table: str,
    change: str,
    says: str,
) -> None:
    monkeypatch.setattr(judging, "MAX_FRAME_ROWS", most_rows)
    for schema in ("marts", "marts_asof"):
        files.replace(f"{schema}.{table}", f"select * replace ({change}) from old")
    problems = files.problems()
    assert any(problem.startswith(says) for problem in problems), problems


def test_a_lost_observation_is_named(files: Files) -> None:
    for schema in ("marts", "marts_asof"):
        files.replace(
            f"{schema}.observation_lineage",
            "from old where observation_id <> (select min(observation_id) from old)",
        )
    says = (
        "column observation_count: another number of figures than expected_observation_counts.csv"
    )
    problems = files.problems()
    assert any(problem.startswith(LINEAGE) and says in problem for problem in problems), problems
