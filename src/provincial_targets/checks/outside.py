"""The files outside the project that `inputs_from` names, and how DuckDB reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import yaml

from provincial_targets.checks import csvfile
from provincial_targets.terminal.exits import Exit, Stop

SEEDS = "seeds"
_FORMS = (".parquet", ".csv")


def inputs_from(project_dir: Path) -> str:
    """Return where the inputs come from: `seeds`, or a pattern that is no relative path.

    Raises:
        Stop: A run cannot read what is named.
    """
    try:
        settings = yaml.safe_load((project_dir / "dbt_project.yml").read_text("utf-8"))
        location = str(settings["vars"]["inputs_from"])
    except (OSError, ValueError, LookupError, TypeError, yaml.YAMLError):
        return SEEDS  # dbt reports what is wrong with the file
    if location == SEEDS:
        return location
    if "://" in location or "{name}" not in location or not location.endswith(_FORMS):
        raise Stop(
            Exit.BAD_INPUT,
            f"dbt_project.yml: inputs_from is {location!r}, which a run cannot read; it must be a "
            "path or pattern on this machine that has {name} in it and ends in .parquet or .csv",
        )
    return str(project_dir.absolute() / location)


def locations(project_dir: Path) -> dict[str, str]:
    """Return the pattern of the files of each input that comes from outside; nothing for seeds.

    Raises:
        Stop: A run cannot read what `inputs_from` names.
    """
    location = inputs_from(project_dir)
    if location == SEEDS:
        return {}
    described = yaml.safe_load((project_dir / "models/staging/_inputs.yml").read_text("utf-8"))
    return {
        table["name"]: location.replace("{name}", table["name"])
        for source in described["sources"]
        for table in source["tables"]
    }


def files(location: str) -> list[str]:
    """Return the files that a pattern matches."""
    return [file for (file,) in duckdb.sql(f"from glob({_text(location)})").fetchall()]


def row_count(file: str) -> int:
    """Return the rows of a file."""
    found = duckdb.sql(f"select count(*) from {_reader(file)}").fetchone()
    assert found is not None
    return int(found[0])


def columns(tables: duckdb.DuckDBPyConnection, location: str) -> list[str]:
    """Return the columns of the files, those that folders are named by included."""
    return tables.sql(f"from {_reader(location)}").columns


def name_files(
    tables: duckdb.DuckDBPyConnection,
    seed: str,
    location: str,
    columns: Sequence[str],
    *,
    key: Sequence[str],
) -> None:
    """Make a view of files that are read in place of a seed, as texts in the seed's order.

    A row is named by its file and its key, as it has no line number.

    Args:
        tables: Where to make it.
        seed: Its name.
        location: The pattern of the files.
        columns: The columns of the seed.
        key: Those by which its rows are named.
    """
    texts = ", ".join(f'cast("{name}" as varchar) as "{name}"' for name in columns)
    tables.execute(
        f"create view {seed} as select {texts}, filename as place, cast(null as bigint) as line, "
        f"concat_ws(' ', {', '.join(key)}) as detail "
        f"from {_reader(location, 'filename = true')}"
    )


def _reader(location: str, *options: str) -> str:
    """Return what reads the files, as the macro `external_input` does."""
    more = "".join(f", {option}" for option in options)
    if ".csv" in location:
        return (
            f"read_csv({_text(location)}, {csvfile.DUCKDB}, all_varchar = true, "
            f"union_by_name = true{more})"
        )
    return f"read_parquet({_text(location)}{more})"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
