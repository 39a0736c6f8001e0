"""Make synthetic inputs of a chosen size, as Parquet files that `inputs_from` can name.

    python bench/synthetic.py --rows 14400000 --out /somewhere/with/room

The geographies are the real provinces with 333 prefectures and 2,844 counties under them (fewer
where few rows are wanted), over up to sixty years; beyond 14.4 million rows more sources state each
figure. The same size is the same files' content everywhere; see synthetic.sql.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
_SERIES, _STATEMENTS, _LAST_YEAR = 20, 3.74, 2026
_TREE = (32, 365, 3209)
"""The nation with its provinces; with its prefectures too; with all counties."""


@dataclass(frozen=True)
class Size:
    """The extent of the synthetic world for a number of rows.

    Attributes:
        geographies: Down to which level, as their number.
        years: How many, up to 2026.
        times: How many times as many sources as at 14.4 million rows.
    """

    geographies: int
    years: int
    times: int

    @classmethod
    def of(cls, rows: int) -> Size:
        """Return the size nearest to a number of rows."""
        cells = rows / _STATEMENTS / _SERIES
        whole = [count for count in _TREE if count * 60 >= cells * 0.95]
        geographies = whole[0] if whole else _TREE[-1]
        years = max(1, min(60, round(cells / geographies)))
        return cls(geographies, years, max(1, round(cells / geographies / years)))


def connect(size: Size, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection with the synthetic world of a size as tables and macros."""
    connection = duckdb.connect(config={"threads": threads} if threads else {})
    geographies = PROJECT / "seeds" / "reference" / "geographies.csv"
    connection.execute(f"set variable geographies_csv = '{geographies}'")
    connection.execute(f"set variable geography_count = {size.geographies}")
    connection.execute(f"set variable times = {size.times}")
    connection.execute("set preserve_insertion_order = false")
    connection.execute(Path(__file__).with_suffix(".sql").read_text("utf-8"))
    return connection


def write(rows: int, out: Path) -> str:
    """Write the inputs of a size below a folder; return what `inputs_from` must be."""
    size = Size.of(rows)
    location = f"{out}/{{name}}/**/*.parquet"
    if (out / "whole").exists():
        return location
    with connect(size) as connection:
        for name in ("geographies", "vintages", "sources", "documents"):
            (out / name).mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy {name} to '{out}/{name}/all.parquet' (format parquet)")
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
    options = parser.parse_args()
    location = write(options.rows, options.out.absolute())
    found = duckdb.sql(f"select count(*) from '{location.replace('{name}', 'observations')}'")
    print(f"{found.fetchall()[0][0]:,} observations; inputs_from: {location}")


if __name__ == "__main__":
    main()
