"""Superset serves the published warehouse: right numbers, and new ones without a restart."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from .conftest import command
from .superset_server import ASSETS, Superset

VIEWERS = 3


def marts(database: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the answer of the published database."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_every_chart_of_the_repository_is_there_and_returns_rows(superset: Superset) -> None:
    files = sorted((ASSETS / "charts").glob("*.yaml"))
    assert len(files) == len(superset.charts()) >= 8
    for file in files:
        assert superset.rows(file.stem), file.stem


def test_the_two_dashboards_hold_every_chart(superset: Superset) -> None:
    dashboards = superset.get("/api/v1/dashboard/")["result"]
    assert {row["slug"] for row in dashboards} == {
        "round-at-a-glance",
        "reconciliation-and-quality",
    }
    held = [
        chart["slice_name"]
        for row in dashboards
        for chart in superset.get(f"/api/v1/dashboard/{row['id']}/charts")["result"]
    ]
    assert sorted(held) == sorted(superset.charts())


def test_every_column_and_metric_has_a_label_in_chinese_and_english(superset: Superset) -> None:
    datasets = superset.get("/api/v1/dataset/")["result"]
    assert len(datasets) == 9
    for row in datasets:
        dataset = superset.get(f"/api/v1/dataset/{row['id']}")["result"]
        parts = dataset["columns"] + dataset["metrics"]
        described = [part["description"] for part in [dataset, *parts] if part["description"]]
        for label in [*(part["verbose_name"] for part in parts), *described]:
            assert any(letter > "\u2e7f" for letter in label), (row["table_name"], label)
            assert any("a" <= letter.lower() <= "z" for letter in label), label


def test_headline_numbers_equal_the_marts(superset: Superset, database: Path) -> None:
    [(target, amplification, lowered)] = marts(
        database,
        "select weighted_target, amplification_pp, lowered_count from marts.weighted_targets "
        "join marts.target_delta_summary using (scope_code, indicator, target_year) "
        "join marts.target_amplification using (indicator, target_year) "
        "where indicator = 'gdp' and scope_code = 'all' order by target_year desc limit 1",
    )
    [(met_share,)] = marts(
        database,
        "select met_share from marts.completion_summary where indicator = 'gdp' "
        "and scope_code = 'all' order by target_year desc limit 1",
    )
    [(contradicted,)] = marts(
        database,
        "select count(*) from marts.report_reconciliation "
        "where status = 'contradicted' and note_id = 'report_2024_02_04'",
    )
    found = [
        superset.rows(asset)[0].popitem()[1]
        for asset in (
            "weighted_gdp_target",
            "gdp_amplification",
            "gdp_lowered",
            "gdp_met_share",
            "claims_contradicted",
        )
    ]
    assert found == pytest.approx([target, amplification, lowered, met_share, contradicted])


def test_every_year_and_the_newest_four_rounds_of_every_region_equal_the_marts(
    superset: Superset, database: Path
) -> None:
    years = {row["target_year"]: row["weighted_target"] for row in superset.rows("gdp_by_year")}
    regions = {
        (row["region_label"].split(" · ")[1], row["target_year"]): row["weighted_target"]
        for row in superset.rows("region_by_year")
    }
    rows = marts(
        database,
        "select scope_code, target_year, weighted_target from marts.weighted_targets "
        "where indicator = 'gdp' and (scope_code = 'all' or scope_code like 'region:%')",
    )
    assert years == {year: pytest.approx(value) for scope, year, value in rows if scope == "all"}
    assert regions == {
        (scope.removeprefix("region:"), year): pytest.approx(value)
        for scope, year, value in rows
        if scope != "all" and year > max(years) - 4
    }


def test_every_row_of_the_newest_round_equals_the_marts(superset: Superset, database: Path) -> None:
    rows = marts(
        database,
        """
        select name_zh || ' ' || replace(indicator, '_', ' '), target_year, weighted_target,
            case when weight_known_count > 0 then weight_coverage end, disclosed_count,
            numeric_count, lowered_count, unchanged_count, raised_count,
            lowered_count + unchanged_count + raised_count
        from (
            from marts.weighted_targets select scope_code, indicator, target_year,
                weighted_target, weight_known_count, weight_coverage, disclosed_count, numeric_count
            union all by name
            from marts.target_totals select scope_code, indicator, target_year,
                disclosed_count, numeric_count
        )
        join marts.target_delta_summary using (scope_code, indicator, target_year)
        join marts.dim_indicator using (indicator)
        where scope_code = 'all'
        qualify target_year = max(target_year) over (partition by indicator)
        """,
    )
    names = (
        "indicator_label target_year weighted_target weight_coverage disclosed_count "
        "numeric_count lowered_count kept_count raised_count comparable_count"
    ).split()
    shown = {row["indicator_label"]: row for row in superset.rows("round_table")}
    assert set(shown) == {row[0] for row in rows}
    for row in rows:
        assert [shown[row[0]][name] for name in names[1:]] == pytest.approx(list(row[1:])), row[0]


def test_the_database_cannot_be_written_to_from_superset(superset: Superset) -> None:
    [database] = superset.get("/api/v1/database/")["result"]
    assert database["allow_dml"] is False
    assert database["allow_file_upload"] is False


def test_a_new_run_and_a_roll_back_show_without_a_restart_and_without_a_lock_error(
    superset: Superset, project: Path, database: Path
) -> None:
    before = headline(superset)
    stop = threading.Event()
    seen: list[float] = []

    def look() -> None:
        """Repeat the query; an error ends the test."""
        while not stop.wait(0.5):
            seen.append(headline(superset))

    seeds = project / "seeds/observations/observations.csv"
    original = seeds.read_bytes()
    seeds.write_bytes(with_a_larger_province(original.decode(), database).encode())
    with ThreadPoolExecutor(VIEWERS) as viewers:
        looking = [viewers.submit(look) for _ in range(VIEWERS)]
        try:
            command(project, "run")
            seeds.write_bytes(original)
            after = headline(superset)
            assert after != before
            while not stop.wait(0.5) and after not in seen:
                assert not any(one.done() for one in looking), [one.result() for one in looking]
        finally:
            seeds.write_bytes(original)
            command(project, "rollback")
            stop.set()
    for one in looking:
        one.result()
    assert set(seen) == {before, after}, "a mixture"
    assert headline(superset) == before


def headline(superset: Superset) -> float:
    """Return a figure without its last bits, which depend on the order of a sum."""
    [row] = superset.rows("weighted_gdp_target")
    return round(row["weighted_target"], 6)


def with_a_larger_province(seed: str, database: Path) -> str:
    """Return the observations with half as much again of one size that weighs the newest round."""
    [(observation,)] = marts(
        database,
        "select observation_id from marts.fct_sizes join marts.fct_rounds "
        "using (geography_code, indicator) where indicator = 'gdp' and year = weight_year "
        "and source_count = 1 and target_point is not null "
        "order by target_year desc, size_100m_yuan desc limit 1",
    )
    lines = seed.splitlines(keepends=True)
    [at] = [n for n, line in enumerate(lines) if line.startswith(f"{observation},")]
    value = lines[at].split(",")[lines[0].split(",").index("value")]
    # Keep wording and value equal.
    lines[at] = lines[at].replace(value, str(round(float(value) * 1.5, 2)))
    return "".join(lines)
