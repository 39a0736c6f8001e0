"""Make synthetic inputs of a chosen size, as Parquet files that `inputs_from` can name.

    python bench/synthetic.py --rows 14400000 --out /somewhere/with/room [--years 27]

The geographies are the real provinces with 333 prefectures and 2,844 counties under them (fewer
where few rows are wanted), over up to sixty years, of which a run accepts the last 27; where that
is not enough, more sources state each figure. The same size is the same files' content everywhere;
see synthetic.sql.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
_SERIES, _STATEMENTS, _LAST_YEAR = 20, 3.74, 2026
_MOST_YEARS = 60
_TREE = (32, 365, 3209)
"""The nation with its provinces; with its prefectures too; with all counties."""


@dataclass(frozen=True)
class Size:
    """The extent of the synthetic world for a number of rows.

    Attributes:
        geographies: Down to which level, as their number.
        years: How many, up to 2026.
        times: How many times as many sources as at 14.4 million rows of sixty years.
    """

    geographies: int
    years: int
    times: int

    @classmethod
    def of(cls, rows: int, most_years: int = _MOST_YEARS) -> Size:
        """Return the size nearest to a number of rows, over so many years at most."""
        cells = rows / _STATEMENTS / _SERIES
        whole = [count for count in _TREE if count * most_years >= cells * 0.95]
        geographies = whole[0] if whole else _TREE[-1]
        times = max(1, math.ceil(cells * 0.95 / geographies / most_years))
        years = max(1, min(most_years, round(cells / geographies / times)))
        return cls(geographies, years, times)


def connect(size: Size, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection with the synthetic world of a size as tables and macros."""
    connection = duckdb.connect(config={"threads": threads} if threads else {})
    seeds = PROJECT / "seeds"
    connection.execute(f"set variable geographies_csv = '{seeds}/reference/geographies.csv'")
    connection.execute(f"set variable sources_csv = '{seeds}/observations/sources.csv'")
    connection.execute(f"set variable geography_count = {size.geographies}")
    connection.execute(f"set variable times = {size.times}")
    connection.execute("set preserve_insertion_order = false")
    connection.execute(Path(__file__).with_suffix(".sql").read_text("utf-8"))
    return connection


def write(rows: int, out: Path, most_years: int = _MOST_YEARS) -> str:
    """Write the inputs of a size below a folder; return what `inputs_from` must be."""
    size = Size.of(rows, most_years)
    location = f"{out}/{{name}}/**/*.parquet"
    if (out / "whole").exists():
        return location
    with connect(size) as connection:
        for name in ("geographies", "vintages", "sources", "documents"):
            (out / name).mkdir(parents=True, exist_ok=True)
            rows = (
                "select * exclude (number) from geographies"
                if name == "geographies"
                else f"from {name}"
            )
            connection.execute(f"copy ({rows}) to '{out}/{name}/all.parquet' (format parquet)")
        for year in range(_LAST_YEAR - size.years + 1, _LAST_YEAR + 1):
            add_year(connection, year, out)
    (out / "whole").touch()
    return location


def add_year(connection: duckdb.DuckDBPyConnection, year: int, out: Path) -> None:
    """Write the observations about one year."""
    part = out / "observations" / f"year={year}"
    part.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"copy (select * exclude (year) from observations({year}, {year})) "
        f"to '{part}/all.parquet' (format parquet, compression zstd)"
    )


def main() -> None:
    """Write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--years", type=int, default=_MOST_YEARS, help="at most so many")
    options = parser.parse_args()
    location = write(options.rows, options.out.absolute(), options.years)
    found = duckdb.sql(f"select count(*) from '{location.replace('{name}', 'observations')}'")
    print(f"{found.fetchall()[0][0]:,} observations; inputs_from: {location}")


if __name__ == "__main__":
    main()
