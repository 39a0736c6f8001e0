"""A year, a group, an indicator, a unit, a prefecture, a vintage are added by rows alone."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from .project import Project

BEIJING, GUANGDONG, SHENZHEN = "110000", "440000", "440300"
NEW_ROWS = {
    "seeds/reference/indicators.csv": (
        "exports,出口总额,Exports,growth,higher,trade,true,-40,150,98,work_report,percent,false\n"
        "new_flats,新增住房,New flats,level,higher,,,0,200,99,work_report,10k_flats,false\n"
    ),
    "seeds/reference/units.csv": "10k_flats,万套,10k flats,万套,10k flats\n",
    "seeds/reference/unit_names.csv": "10k_flats,万套,1\n10k_flats,套,0.0001\n",
    "seeds/reference/target_bands.csv": "exports,1\nnew_flats,2\n",
    "seeds/reference/groups.csv": "".join(
        f"northeast_three,东北三省,Three northeastern provinces,{code}\n"
        for code in ("210000", "220000", "230000")
    ),
    "seeds/reference/geographies.csv": (
        f"{SHENZHEN},{GUANGDONG},prefecture,深圳,深圳市,Shenzhen,东部,East,false,,,33\n"
    ),
    "seeds/reference/vintages.csv": "early_2027,2027-01-31,二〇二七年初,Early 2027\n",
}
NEW_OBSERVATIONS = (
    (BEIJING, "gdp", "target", 2027, "5", "5%左右", "percent", "2027-01-20"),
    (SHENZHEN, "gdp", "target", 2027, "6", "6%", "percent", "2027-02-10"),
    (BEIJING, "gdp", "size", 2026, "54000", "54000亿元", "100m_yuan", "2027-01-20"),
    (GUANGDONG, "exports", "target", 2026, "3", "3%以上", "percent", "2026-01-26"),
    (GUANGDONG, "exports", "outturn", 2026, "2.9", "增长2.9%", "percent", "2027-01-26"),
    (BEIJING, "new_flats", "target", 2026, "8", "不少于80000套", "10k_flats", "2026-01-26"),
    (GUANGDONG, "new_flats", "target", 2026, "22", "22万套", "10k_flats", "2026-01-26"),
    (GUANGDONG, "new_flats", "outturn", 2026, "21.5", "21.5万套", "10k_flats", "2027-01-26"),
)


@pytest.fixture(scope="module")
def grown(again: Callable[[], Project]) -> Path:
    """The project with these rows and their reviewed counts, which passes all tests of data."""
    project = again()
    for file, text in NEW_ROWS.items():
        project.append(file, text)
    provinces = [
        row["geography_code"]
        for row in csv.DictReader(
            (project.folder / "seeds/reference/geographies.csv").read_text("utf-8").splitlines()
        )
        if row["level"] == "province"
    ]
    cells: dict[tuple[str, str, int], list[str]] = {}
    for number, (code, indicator, measure, year, value, text, unit, day) in enumerate(
        NEW_OBSERVATIONS, 90001
    ):
        project.append(
            "seeds/observations/observations.csv",
            f"obs-{number},{code},{indicator},{measure},{year},{value},{text},{unit},,first,false,"
            f"{day},day,src-0003,\n",
        )
        cells.setdefault((indicator, measure, year), []).append(code)
    for (indicator, measure, year), codes in cells.items():
        key = f"{indicator},{measure},{year}"
        absent = [code for code in provinces if code not in codes]
        project.append(
            "seeds/expectations/expected_observation_counts.csv", f"{key},{len(codes)}\n"
        )
        project.append(
            "seeds/expectations/expected_coverage.csv",
            f"{key},{len(provinces) - len(absent)},{' '.join(absent)}\n",
        )
    project.build_models()
    assert project.failing_tests() == []
    return project.database


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_a_new_year_is_compared_weighed_and_counted(grown: Path) -> None:
    assert rows(
        grown,
        "select weighted_target, weight_sum, numeric_count, member_count "
        "from marts.weighted_targets "
        "where scope_code = 'all' and indicator = 'gdp' and target_year = 2027",
    ) == [(5.0, 54000.0, 1, 31)]
    assert rows(
        grown,
        "select previous_target_point is not null, direction from marts.target_deltas "
        f"where geography_code = '{BEIJING}' and indicator = 'gdp' and target_year = 2027",
    ) == [(True, "unchanged")]


def test_a_new_group_is_a_scope_of_every_summary(grown: Path) -> None:
    scope = "scope_code = 'group:northeast_three'"
    assert rows(grown, f"select name_en from marts.dim_scope where {scope}") == [
        ("Three northeastern provinces",)
    ]
    for table in ("weighted_targets", "target_delta_summary", "completion_summary"):
        members = rows(
            grown,
            f"select count(*) > 0 from marts.{table} "
            f"where {scope} and indicator = 'gdp' and target_year = 2025",
        )
        assert members == [(True,)], table
    assert rows(
        grown,
        "select member_count, numeric_count from marts.weighted_targets "
        f"where {scope} and indicator = 'gdp' and target_year = 2026",
    ) == [(3, 3)]


def test_a_new_indicator_has_targets_outturns_bands_and_its_weight(grown: Path) -> None:
    where = "indicator = 'exports' and target_year = 2026"
    assert rows(
        grown, f"select target_point, outturn, is_met from marts.completion_rates where {where}"
    ) == [(3.0, 2.9, False)]
    assert rows(
        grown,
        "select weighted_target, weight_sum from marts.weighted_targets "
        f"where scope_code = 'all' and {where}",
    ) == [(3.0, 95000.0)]
    assert rows(
        grown,
        "select band_low, band_high, geography_count from marts.target_distribution "
        f"where scope_code = 'all' and {where} and geography_count > 0",
    ) == [(3.0, 4.0, 1)]


def test_an_indicator_of_a_new_unit_is_read_added_up_and_judged_in_its_unit(grown: Path) -> None:
    where = "indicator = 'new_flats' and target_year = 2026"
    assert rows(
        grown, f"select target_point, qualifier from marts.fct_targets where {where} order by 1"
    ) == [(8.0, "at_least"), (22.0, "exact")]
    assert rows(
        grown,
        "select total_target, numeric_count, no_source_count from marts.target_totals "
        f"where scope_code = 'all' and {where}",
    ) == [(30.0, 2, 0)]
    assert rows(grown, f"select gap, gap_pp from marts.completion_rates where {where}") == [
        (-0.5, None)
    ]
    assert rows(
        grown, "select count(*) from marts.weighted_targets where indicator = 'new_flats'"
    ) == [(0,)]


def test_a_new_prefecture_has_its_target_and_weighs_in_no_scope(grown: Path) -> None:
    assert rows(
        grown, f"select target_point from marts.fct_targets where geography_code = '{SHENZHEN}'"
    ) == [(6.0,)]
    assert (
        rows(
            grown,
            f"from marts.bridge_scope_geography where geography_code = '{SHENZHEN}'",
        )
        == []
    )


def test_a_new_vintage_contains_what_was_published_by_its_day(grown: Path) -> None:
    assert rows(
        grown,
        "select geography_code from marts_asof.fct_targets "
        "where vintage = 'early_2027' and target_year = 2027",
    ) == [(BEIJING,)]
