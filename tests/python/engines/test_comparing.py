"""The comparison itself finds differences, and lets noise in the last digits pass."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from engines.comparing import Tables, compare

KEYS = {"marts.t": ["k"]}
ROW = "select 'a' as k, 'x' as text, 5.4::double as number, 3::bigint as whole"


def tables(folder: Path, engine: str, sql: str) -> Tables:
    path = folder / engine / "marts" / "t.parquet"
    path.parent.mkdir(parents=True)
    duckdb.sql(sql).write_parquet(str(path))
    return Tables(engine, folder / engine, {})


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (ROW.replace("5.4", "5.40001"), "marts.t.number of ('a',)"),
        (ROW.replace("5.4::double", "null::double"), "marts.t.number of ('a',)"),
        (ROW.replace("5.4", "'NaN'"), "marts.t.number of ('a',)"),
        (ROW.replace("'x'", "'X'"), "marts.t.text of ('a',)"),
        (ROW.replace("'x'", "''"), "marts.t.text of ('a',)"),
        (ROW.replace("'x'", "null::varchar"), "marts.t.text of ('a',)"),
        (ROW.replace("3::", "4::"), "marts.t.whole of ('a',)"),
        (ROW.replace("3::bigint", "3::integer"), "columns"),
        (ROW.replace("'a'", "'b'"), "('a',) is only on one"),
        (f"{ROW} union all {ROW}", "more than once on other"),
        (f"{ROW} where false", "('a',) is only on one"),
    ],
)
def test_every_difference_is_found(tmp_path: Path, changed: str, found: str) -> None:
    differences = compare(tables(tmp_path, "one", ROW), tables(tmp_path, "other", changed), KEYS)
    assert any(found in line for line in differences), differences


def test_noise_in_the_last_digits_is_no_difference(tmp_path: Path) -> None:
    noisy = ROW.replace("5.4", "5.4000000000000012")
    assert compare(tables(tmp_path, "one", ROW), tables(tmp_path, "other", noisy), KEYS) == []


def test_a_missing_table_is_found(tmp_path: Path) -> None:
    empty = Tables("other", tmp_path / "nothing", {})
    assert compare(tables(tmp_path, "one", ROW), empty, KEYS) == [
        "marts.t is missing on one engine"
    ]
