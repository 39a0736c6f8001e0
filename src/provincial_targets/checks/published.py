"""The border behind dbt: judge the tables that are about to be published.

What is judged are the Parquet files: they hold what users get, and nobody writes to them while the
database is being finished in the other process.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from provincial_targets.checks import csvfile
from provincial_targets.checks.judge import Job, Judge
from provincial_targets.checks.mart_suites import REFERENCES, reference_parameter, suite_name
from provincial_targets.checks.problems import Problem
from provincial_targets.checks.verdict import Verdict

_CELL = {"indicator": "varchar", "measure": "varchar", "year": "integer"}
_EXPECTED = {
    "expected_coverage": _CELL | {"province_count": "integer", "absent_provinces": "varchar"},
    "expected_observation_counts": _CELL | {"observation_count": "integer"},
}
"""The seeds that say what is expected, with their columns."""


def judge_published(
    judge: Judge,
    project_dir: Path,
    run_dir: Path,
    contracts: dict[str, dict[str, str]],
    exported: dict[str, int],
) -> Verdict:
    """Judge every table of a candidate.

    Args:
        judge: An open judge.
        project_dir: The project, for the seeds that say what is expected.
        run_dir: The candidate's directory.
        contracts: For each `schema.table` the columns and types that dbt's contract enforces.
        exported: For each `schema.table` the rows that were written.
    """
    verdict = Verdict()
    with duckdb.connect(config={"threads": 1}) as candidate:  # small files: more cost more
        for table in exported:
            schema, name = table.split(".")
            path = str(run_dir / "parquet" / schema / f"{name}.parquet").replace("'", "''")
            candidate.execute(f'create schema if not exists "{schema}"')
            candidate.execute(f"create view {_quoted(table)} as from read_parquet('{path}')")
        for seed, columns in _EXPECTED.items():
            path = str(project_dir / "seeds" / "expectations" / f"{seed}.csv").replace("'", "''")
            candidate.execute(
                f"create view {seed} as from read_csv('{path}', auto_detect = false, "
                f"columns = {columns}, {csvfile.DUCKDB})"
            )
        verdict.add(judge.judge("published_tables", _tables(candidate, contracts, exported)))
        if verdict.problems:
            return verdict  # the questions below assume the tables that the contracts promise
        known: dict[str, object] = {
            reference_parameter(column): _values(candidate, table, column)
            for column, table in REFERENCES.items()
        }
        jobs: list[Job] = []
        for table in exported:
            if judge.has(suite_name(table)):
                frame = candidate.sql(f"from {_quoted(table)}").df()
                jobs.append((suite_name(table), frame, known))
            elif not _has_twin(table, exported):
                verdict.problems.append(
                    Problem(
                        table,
                        None,
                        None,
                        None,
                        "a table without a suite",
                        "Describe it in a properties file, then run 'make suites'.",
                    )
                )
        for name, sql in _QUESTIONS.items():
            jobs.append((name, candidate.sql(sql).df(), {}))
    verdict.add(judge.judge_all(jobs))
    return verdict


def _quoted(table: str) -> str:
    schema, name = table.split(".")
    return f'"{schema}"."{name}"'


def _has_twin(table: str, exported: dict[str, int]) -> bool:
    schema, name = table.split(".")
    return schema == "marts" and f"marts_asof.{name}" in exported


def _values(candidate: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    rows = candidate.sql(f"select distinct {column} from {_quoted(table)} order by 1").fetchall()
    return [value for (value,) in rows]


def _tables(
    candidate: duckdb.DuckDBPyConnection,
    contracts: dict[str, dict[str, str]],
    exported: dict[str, int],
) -> pd.DataFrame:
    """Return one row per table: its rows, columns, and what no mart may contain."""
    rows = []
    for table in sorted(set(exported) | set(contracts)):
        if table not in exported:
            rows.append({"place": table, "row_count": 0, "exported_count": 0})
            continue
        relation = candidate.sql(f"from {_quoted(table)}")
        types = dict(zip(relation.columns, map(str, relation.types), strict=True))
        not_finite = [f'not isfinite("{name}")' for name, kind in types.items() if kind == "DOUBLE"]
        negative = [f'"{name}" < 0' for name in types if name.endswith("_count")]
        counted = relation.aggregate(
            f"count(*), {_rows_where(not_finite)}, {_rows_where(negative)}"
        ).fetchone()
        assert counted is not None
        rows.append(
            {
                "place": table,
                "row_count": counted[0],
                "exported_count": exported[table],
                "not_finite_count": counted[1],
                "negative_count": counted[2],
                "differing_count": (
                    _differing(candidate, table) if _has_twin(table, exported) else 0
                ),
                "columns": ", ".join(f"{name} {kind}" for name, kind in types.items()),
                "contract": ", ".join(
                    f"{name} {_type(candidate, kind)}"
                    for name, kind in contracts.get(table, {}).items()
                ),
            }
        )
    return pd.DataFrame(rows).assign(zero=0)


def _rows_where(conditions: list[str]) -> str:
    return f"count(*) filter ({' or '.join(conditions)})" if conditions else "0"


def _type(candidate: duckdb.DuckDBPyConnection, name: str) -> str:
    """Return a type as DuckDB spells it."""
    return str(candidate.sql(f"select cast(null as {name}) as value").types[0])


def _differing(candidate: duckdb.DuckDBPyConnection, table: str) -> int:
    """Count the rows of a table of `marts` that are not those of its twin's latest vintage."""
    name = table.split(".")[1]
    latest = (
        f"select * exclude (vintage) from marts_asof.{name} "
        "where vintage = (select arg_max(vintage, as_of) from marts.dim_vintage)"
    )
    own = f"select * from {_quoted(table)}"
    row = candidate.sql(
        f"select count(*) from (({own} except all {latest}) union all ({latest} except all {own}))"
    ).fetchone()
    assert row is not None
    return int(row[0])


_FIGURES = """
with figures as (
    select
        'marts_asof.fct_targets' as place,
        indicator,
        unnest([target_low, target_point, target_high]) as figure,
        concat_ws(' ', vintage, geography_code, indicator, target_year) as detail
    from marts_asof.fct_targets
    union all
    select
        'marts_asof.fct_outturns',
        indicator,
        outturn,
        concat_ws(' ', vintage, geography_code, indicator, year)
    from marts_asof.fct_outturns
)

select
    place,
    figure,
    accepted_min,
    accepted_max,
    concat(detail, ', accepted ', accepted_min, ' to ', accepted_max) as detail
from figures
left join marts.dim_indicator using (indicator)
"""

_SUMS = """
select
    'marts_asof.weighted_targets' as place,
    round(weighted_target, 8) as stated,
    round(weighted_sum / weight_sum, 8) as recomputed,
    concat_ws(' ', vintage, scope_code, indicator, target_year) as detail
from marts_asof.weighted_targets
where weighted_target is not null
union all
select
    'marts_asof.target_delta_summary',
    member_count,
    lowered_count + unchanged_count + raised_count + newly_set_count + withdrawn_count
    + not_comparable_count + no_target_count,
    concat_ws(' ', vintage, scope_code, indicator, target_year)
from marts_asof.target_delta_summary
union all
select
    'marts_asof.completion_summary',
    evaluated_count,
    met_count + missed_count,
    concat_ws(' ', vintage, scope_code, indicator, target_year)
from marts_asof.completion_summary
"""

# Every figure is in the lineage, chosen or not; so the lineage is where a lost one shows.
_COVERAGE = """
with found as (
    select
        indicator,
        measure,
        year,
        count(distinct geography_code) filter (level = 'province') as provinces_found,
        count(*) as observations_found
    from marts.observation_lineage
    inner join marts.dim_geography using (geography_code)
    group by all
)

select
    coalesce(expected.province_count, 0) as province_count,
    coalesce(found.provinces_found, 0) as provinces_found,
    coalesce(counts.observation_count, 0) as observation_count,
    coalesce(found.observations_found, 0) as observations_found,
    concat_ws(' ', indicator, measure, year) as detail
from expected_coverage as expected
full join expected_observation_counts as counts using (indicator, measure, year)
full join found using (indicator, measure, year)
"""

_QUESTIONS = {
    "published_figures": _FIGURES,
    "published_sums": _SUMS,
    "published_coverage": _COVERAGE,
}
"""What is asked of several tables, by the suite that judges the answer."""
