"""The semantic layer gives the numbers of the marts for every slice."""
# ruff: noqa: E501 - SQL

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml

from provincial_targets.checks import csvfile

from .conftest import ROOT

ROUND = "round__vintage,round__as_of,round__indicator,round__target_year"
# Each kind of scope: its dimension, and the scope of each value of the dimension.
SCOPES = {
    "all": ("", "'all'"),
    "region": (",geography__region", "'region:' || geography__region"),
    "key_debt": (
        ",round__in_key_debt",
        "case when round__in_key_debt::boolean then 'group:key_debt' end",
    ),
    "top5": (",round__in_top5", "case when round__in_top5::boolean then 'group:top5' end"),
}
METRICS = {
    "weighted_target": "averages.weighted_target",
    # Without any known weight, coverage is NULL.
    "weight_coverage": "case when averages.weight_known_count > 0 then averages.weight_coverage end",
    "disclosed_count": "coalesce(averages.disclosed_count, totals.disclosed_count)",
    "disclosed_share": "coalesce(averages.disclosed_count, totals.disclosed_count) / deltas.member_count",
    "numeric_count": "coalesce(averages.numeric_count, totals.numeric_count)",
    "not_stated_count": "coalesce(averages.not_stated_count, totals.not_stated_count)",
    "no_source_count": "coalesce(averages.no_source_count, totals.no_source_count)",
    "like_for_like_change": "averages.like_for_like_change_pp",
    "province_count": "deltas.member_count",
    "lowered_count": "deltas.lowered_count",
    "kept_count": "deltas.unchanged_count",
    "raised_count": "deltas.raised_count",
    "met_share": "completion.met_share",
    "met_count": "coalesce(completion.met_count, 0)",
    "met_at_first_release_share": "completion.met_at_first_release_share",
    "met_at_first_release_count": "coalesce(completion.met_at_first_release_count, 0)",
    "weighted_gap": "completion.weighted_gap_pp",
    "mean_gap": "(select avg(gap_pp) from marts_asof.completion_rates as rates "
    "join marts.bridge_scope_geography using (geography_code) "
    "where scope_code = deltas.scope_code and rates.vintage = deltas.vintage "
    "and rates.indicator = deltas.indicator and rates.target_year = deltas.target_year)",
    "amplification": "averages.weighted_target - national.target_point",
    "total_target": "totals.total_target",
    "ratio_to_nation": "totals.ratio",
    "total_gap": "(select sum(gap) from marts_asof.completion_rates as rates "
    "join marts.dim_indicator as kinds using (indicator) "
    "join marts.bridge_scope_geography using (geography_code) "
    "where kinds.target_kind = 'level' and scope_code = deltas.scope_code "
    "and rates.vintage = deltas.vintage and rates.indicator = deltas.indicator "
    "and rates.target_year = deltas.target_year)",
}
# Many `mf` commands, one after another, in one process: each start takes seconds.
MANY = """
import sys
from click.testing import CliRunner
from dbt_metricflow.cli.main import cli
for words in sys.argv[1:]:
    done = CliRunner().invoke(cli, words.split("|"), catch_exceptions=False)
    if done.exit_code:
        sys.exit(done.output)
"""


def answered(path: Path) -> str:
    """Return the output of `mf query` as a table of texts for DuckDB."""
    return f"read_csv('{path}', all_varchar = true, {csvfile.DUCKDB})"


def ask(folder: Path, *queries: str) -> None:
    """Run `mf query` for each, words separated by |, against the published warehouse."""
    done = subprocess.run(
        [sys.executable, "-c", MANY, *(f"query|--quiet|{query}" for query in queries)],
        cwd=folder,
        env={**os.environ, "DBT_PROFILES_DIR": "profiles", "DBT_TARGET": "published"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


@pytest.fixture(scope="module")
def answers(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the answers of `mf query`, one CSV file per kind of scope, and one unsliced."""
    (project / "target").mkdir(exist_ok=True)
    shutil.copy2(project / "warehouse/dbt/target/semantic_manifest.json", project / "target")
    folder = tmp_path_factory.mktemp("answers")
    names = ",".join(METRICS)
    ask(
        project,
        *(
            f"--metrics|{names}|--group-by|{ROUND}{dimension}|--csv|{folder / kind}.csv"
            for kind, (dimension, _) in SCOPES.items()
        ),
        "--metrics|weighted_target,mean_gap,weighted_gap,amplification,total_target,total_gap,weighted_sum"
        f"|--csv|{folder / 'mixed.csv'}",
        "--metrics|weighted_target,province_count|--group-by|round__indicator,round__target_year"
        f"|--csv|{folder / 'no_vintage.csv'}",
        f"--metrics|province_count,numeric_count|--group-by|{ROUND},round__qualifier,geography__province"
        f"|--csv|{folder / 'finest.csv'}",
    )
    return folder


@pytest.mark.parametrize("kind", SCOPES)
def test_every_metric_equals_the_marts_for_every_scope_indicator_year_and_vintage(
    answers: Path, database: Path, kind: str
) -> None:
    scope = SCOPES[kind][1]
    like = f"{kind}:%" if kind == "region" else kind if kind == "all" else f"group:{kind}"
    marts = ", ".join(f"{sql} as {name}" for name, sql in METRICS.items())
    keys = "vintage, scope_code, indicator, target_year"
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.sql(
            f"""
            with marts as (
                select deltas.vintage, deltas.scope_code, deltas.indicator, deltas.target_year, {marts}
                from marts_asof.target_delta_summary as deltas
                left join marts_asof.weighted_targets as averages using ({keys})
                left join marts_asof.target_totals as totals using ({keys})
                left join marts_asof.completion_summary as completion using ({keys})
                left join marts_asof.fct_targets as national on national.geography_code = '100000'
                    and national.vintage = deltas.vintage and national.indicator = deltas.indicator
                    and national.target_year = deltas.target_year
                where scope_code like '{like}'
            ),
            answers as (
                select {", ".join(f"{name}::double as {name}" for name in METRICS)}, {scope} as scope_code,
                    round__vintage as vintage, round__indicator as indicator,
                    round__target_year::integer as target_year
                from {answered(answers / f"{kind}.csv")} where {scope} is not null
            )
            select {", ".join(f"marts.{name}, answers.{name}" for name in METRICS)},
                coalesce(marts.vintage, answers.vintage), coalesce(marts.scope_code, answers.scope_code),
                coalesce(marts.indicator, answers.indicator), coalesce(marts.target_year, answers.target_year),
                marts.vintage is null, answers.vintage is null
            from marts full join answers using ({keys})
            """
        ).fetchall()
    assert len(rows) > 40
    for row in rows:
        pairs = zip(METRICS, row[0::2], row[1::2], strict=False)
        assert row[-2:] == (False, False), f"only one side has {row[-6:]}"
        for name, expected, answer in pairs:
            assert answer == pytest.approx(expected, abs=1e-6), (name, row[-6:-2])


def test_a_slice_that_mixes_rounds_gets_no_average_rather_than_a_wrong_one(answers: Path) -> None:
    header, values = (answers / "mixed.csv").read_text("utf-8").splitlines()
    row = dict(zip(header.split(","), values.split(","), strict=True))
    assert float(row.pop("weighted_sum")) > 0
    assert row == {
        "weighted_target": "", "mean_gap": "", "weighted_gap": "", "amplification": "",
        "total_target": "", "total_gap": "",
    }  # fmt: skip


def test_without_a_vintage_the_newest_one_answers(answers: Path, database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.sql(
            f"""
            select count(*), count(case when abs(answers.weighted_target::double - marts.weighted_target) < 1e-6 then 1 end),
                count(marts.weighted_target), max(answers.province_count::integer)
            from {answered(answers / "no_vintage.csv")} as answers
            join marts.weighted_targets as marts on scope_code = 'all' and round__indicator = marts.indicator
                and round__target_year::integer = marts.target_year
            """
        ).fetchone()
    assert found is not None
    assert found[0] > 30 and found[1] == found[2] and found[3] == 31


def test_the_finest_slice_by_province_and_qualifier_adds_up_to_every_round(
    answers: Path, database: Path
) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        finest = connection.sql(
            "select count(*), sum(province_count::integer), sum(numeric_count::integer) "
            f"from {answered(answers / 'finest.csv')}"
        ).fetchone()
        marts = connection.sql(
            "select sum(member_count), sum(member_count), sum(numeric_count) from ("
            "select scope_code, member_count, numeric_count from marts_asof.weighted_targets union all "
            "select scope_code, member_count, numeric_count from marts_asof.target_totals) "
            "where scope_code = 'all'"
        ).fetchone()
    assert finest == marts


def test_every_group_of_the_seed_has_its_dimension() -> None:
    lines = (ROOT / "seeds/reference/groups.csv").read_text("utf-8").splitlines()[1:]
    groups = {line.split(",")[0] for line in lines}
    model = yaml.safe_load((ROOT / "models/semantic/rounds.yml").read_text("utf-8"))
    names = {dimension["name"] for dimension in model["semantic_models"][0]["dimensions"]}
    assert {f"in_{group}" for group in groups} <= names
    assert groups <= set(SCOPES), "compare the new group with the marts too"
