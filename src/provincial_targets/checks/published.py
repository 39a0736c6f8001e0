"""Check the tables that are about to be published, in the Parquet files, which come last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from provincial_targets.checks import csvfile
from provincial_targets.checks.judge import Judge
from provincial_targets.checks.verdict import Verdict

_REFERENCES = {
    "geography_code": "marts.dim_geography",
    "indicator": "marts.dim_indicator",
    "scope_code": "marts.dim_scope",
    "source_id": "marts.dim_source",
    "vintage": "marts.dim_vintage",
}
"""The dimension that holds the codes of each column of this name."""
_MAY_BE_EMPTY = {"marts.target_totals", "marts_asof.target_totals"}
"""Tables without rows where no indicator's figures add up."""
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
    *,
    contracts: dict[str, dict[str, str]],
    keys: dict[str, tuple[str, ...]],
    exported: dict[str, int],
    counts_are_reviewed: bool,
) -> Verdict:
    """Judge every table of a candidate.

    Args:
        judge: An open judge.
        project_dir: The project, for the seeds that say what is expected.
        run_dir: The candidate's directory.
        contracts: For each `schema.table` the columns and types that dbt's contract enforces.
        keys: For each `schema.table` the columns of its key.
        exported: For each `schema.table` the rows that were written.
        counts_are_reviewed: Whether the counts of figures that a person has reviewed apply.
    """
    verdict = Verdict()
    with duckdb.connect(config={"temp_directory": str(run_dir / "scratch")}) as candidate:
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
        verdict.add(judge.judge("published_tables", _tables(candidate, contracts, keys, exported)))
        if verdict.problems:
            return verdict  # the queries below assume the tables that the contracts promise
        queries = _QUERIES | ({"published_coverage": _COVERAGE} if counts_are_reviewed else {})
        for name, sql in queries.items():
            verdict.add(judge.judge_rows(name, candidate.sql(sql)))
    return verdict


def _name(column: str) -> str:
    return f'"{column}"'


def _quoted(table: str) -> str:
    return ".".join(map(_name, table.split(".")))


def _has_twin(table: str, exported: dict[str, int]) -> bool:
    schema, name = table.split(".")
    return schema == "marts" and f"marts_asof.{name}" in exported


def _tables(
    candidate: duckdb.DuckDBPyConnection,
    contracts: dict[str, dict[str, str]],
    keys: dict[str, tuple[str, ...]],
    exported: dict[str, int],
) -> pd.DataFrame:
    """Return one row per table: its rows, its columns, and how many rows break each rule."""
    rows = []
    for table in sorted(set(exported) | set(contracts)):
        row: dict[str, object] = {
            "place": table,
            "row_count": 0,
            "exported_count": exported.get(table, 0),
            "columns": "",
            "contract": ", ".join(
                f"{name} {_type(candidate, kind)}"
                for name, kind in contracts.get(table, {}).items()
            ),
        }
        if table in exported:
            relation = candidate.sql(f"from {_quoted(table)}")
            types = dict(zip(relation.columns, map(str, relation.types), strict=True))
            counts = {"row_count": "count(*)", **_counts(table, types, keys.get(table, ()))}
            found = relation.aggregate(", ".join(counts.values())).fetchone()
            assert found is not None
            row |= dict(zip(counts, found, strict=True))
            row["needed_row_count"] = row["row_count"] or int(table in _MAY_BE_EMPTY)
            row["columns"] = ", ".join(f"{name} {kind}" for name, kind in types.items())
            if _has_twin(table, exported):
                row["differing_count"] = _differing(candidate, table)
        rows.append(row)
    return pd.DataFrame(rows).fillna(0).assign(zero=0)


def _counts(table: str, types: dict[str, str], key: tuple[str, ...]) -> dict[str, str]:
    """Return how to count the rows of a table that break a rule, by the rule's column."""
    doubles = [name for name, kind in types.items() if kind == "DOUBLE"]
    # The statements of a report also name cities, and subjects that are no indicator.
    codes = {} if table.startswith("marts.report_") else _REFERENCES
    return {
        "not_finite_count": _rows_where(f"not isfinite({_name(name)})" for name in doubles),
        "negative_count": _rows_where(f"{_name(n)} < 0" for n in types if n.endswith("_count")),
        "repeated_key_count": (
            f"count(*) - count(distinct row({', '.join(map(_name, key))}))" if key else "0"
        ),
        "missing_key_count": _rows_where(f"{_name(name)} is null" for name in key),
        "unknown_code_count": _rows_where(
            f"{_name(name)} not in (select {_name(name)} from {_quoted(codes[name])})"
            for name in types
            if name in codes and codes[name] != table
        ),
        "not_a_share_count": _rows_where(
            f"{_name(name)} not between 0 and 1"
            for name in doubles
            if name.endswith(("_coverage", "_share"))
        ),
    }


def _rows_where(conditions: Iterable[str]) -> str:
    return f"count(*) filter ({' or '.join(conditions) or 'false'})"


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
    if candidate.sql(own).columns != candidate.sql(latest).columns:
        return 0  # another expectation reports the columns
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
    + unknown_before_count + unknown_now_count + not_comparable_count + no_target_count,
    concat_ws(' ', vintage, scope_code, indicator, target_year)
from marts_asof.target_delta_summary
union all
select
    'marts_asof.completion_summary',
    evaluated_count,
    met_count + missed_count,
    concat_ws(' ', vintage, scope_code, indicator, target_year)
from marts_asof.completion_summary
union all
select
    'marts_asof.completion_summary',
    evaluated_at_first_release_count,
    met_at_first_release_count + missed_at_first_release_count,
    concat_ws(' ', vintage, scope_code, indicator, target_year)
from marts_asof.completion_summary
"""

# The lineage holds every figure, chosen or not; so a lost figure is missing there.
_COVERAGE = """
with found as (
    select
        indicator,
        measure,
        year,
        count(distinct geography_code) filter (level = 'province') as provinces_found,
        count(*) as observations_found
    from marts.observation_lineage
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

_QUERIES = {
    "published_figures": _FIGURES,
    "published_sums": _SUMS,
}
"""The queries across tables, by the suite that checks their rows."""
