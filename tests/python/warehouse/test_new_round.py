"""What `changed_years` builds anew is what a whole build makes, old figures revised or not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import new_round
import same
import synthetic
from contestants import DATABASE, Arena

_ROWS = 14_000
_NEW, _REVISED = 2026, 2023
# The reconciliation needs the years of the report, and is no part of it (selectors.yml).
_REPORT = ("report_",)


def count(database: Path, year: int) -> int:
    """How many targets of a year a warehouse knows, at all vintages."""
    with duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute(
            "select count(*) from marts_asof.fct_targets where target_year = ?", [year]
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_a_new_round_and_a_revision_make_what_a_whole_build_makes(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    synthetic.write(_ROWS, inputs)
    whole = Arena(tmp_path / "whole", inputs)
    whole.dbt_models()

    before = Arena(
        tmp_path / "before", new_round.earlier(inputs, tmp_path / "earlier", _NEW, _REVISED)
    )
    before.dbt_models()
    built = before.folder / "dbt" / DATABASE
    assert count(built, _NEW) == 0
    assert same.differing(whole.folder / "dbt" / DATABASE, built, but=_REPORT)

    after = Arena(tmp_path / "after", inputs)
    new_round.update(after, built, [_REVISED, _NEW])
    built = after.folder / "dbt" / DATABASE
    assert count(built, _NEW) > 200
    assert same.differing(whole.folder / "dbt" / DATABASE, built, but=_REPORT) == {}
