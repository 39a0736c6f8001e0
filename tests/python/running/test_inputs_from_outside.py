"""A run takes figures from files outside as it takes them from the seeds."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from provincial_targets.checks import judge as judging
from provincial_targets.checks import outside
from provincial_targets.checks.judge import Judge
from provincial_targets.checks.seeds import judge_seeds
from provincial_targets.running.run import run
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import fingerprint, records
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse

from helpers.built import Built
from helpers.command import assert_whole, published, query
from helpers.faults_of_input import FAULTS, Fault
from helpers.forked import Forge
from helpers.outside import INPUTS, move_out, read_from

IN_PLACE = "seeds/*/{name}.csv"


def test_files_outside_are_published_checked_and_rolled_back_from_as_seeds_are(
    forge: Forge, small: Built, tmp_path: Path
) -> None:
    cells = "from marts_asof.observation_lineage order by all"
    first, figures = published(small.warehouse)["run"], query(small.warehouse, cells)
    move_out(small.project, tmp_path)

    outcome = forge.call(small.project, small.warehouse, "run")

    assert outcome.code == Exit.OK, outcome.err
    second = assert_whole(small.warehouse)
    assert query(small.warehouse, cells) == figures
    files = query(
        small.warehouse,
        f"select count(*), sum(rows) from meta.inputs where run_id = '{second}' "
        f"and file like '{tmp_path}/observations/%' and length(sha256) = 64",
    )
    count = f"select count(*) from read_parquet('{tmp_path}/observations/**/*.parquet')"
    assert files == [
        (len([*tmp_path.glob("observations/*/*")]), duckdb.sql(count).fetchall()[0][0])
    ]

    assert "up to date" in forge.call(small.project, small.warehouse, "run").err
    assert forge.call(small.project, small.warehouse, "rollback").code == Exit.OK
    assert published(small.warehouse)["run"] == first


def found(project: Path) -> list[str]:
    """Judge the inputs of a project; return the lines of the problems."""
    verdict = judge_seeds(
        Judge(project / "gx"), project, dt.date.today(), inputs=outside.locations(project)
    )
    return [str(problem) for problem in verdict.problems]


def without_row(texts: tuple[str, ...]) -> list[str]:
    """Return what a message says of a row that has no number."""
    pieces = [piece for text in texts for piece in re.split(r"(?:, )?row \d+(?:, )?", text)]
    return [piece for piece in pieces if piece]


# The counts in seeds/expectations were reviewed for the seeds.
JUDGED = [
    fault
    for fault in FAULTS
    if Path(fault.file).stem in INPUTS and not fault.says[0].startswith("expected_")
]


@pytest.mark.parametrize("most_rows", [0, 1_000_000], ids=["in the database", "in frames"])
@pytest.mark.parametrize("stage", ["cells", "figures"])
def test_files_outside_are_judged_as_seeds_wherever_they_are_judged(
    small: Built, monkeypatch: pytest.MonkeyPatch, stage: str, most_rows: int
) -> None:
    monkeypatch.setattr(judging, "MAX_FRAME_ROWS", most_rows)
    read_from(small.project, IN_PLACE)
    assert found(small.project) == []
    faults = [fault for fault in JUDGED if fault.stage == stage]
    assert len(faults) > 5
    for fault in faults:
        fault.breaks(small.project / fault.file)

    lines = found(small.project)

    def says(fault: Fault) -> bool:
        return any(all(part in line for part in without_row(fault.says)) for line in lines)

    assert [fault.name for fault in faults if not says(fault)] == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("select * exclude (value) from old", "column value: the column is missing"),
        ("select *, 1 as batch from old", "column batch: an unknown column"),
        ("select * replace ('' as note) from old", "an empty text, a control character"),
        ("select * replace (chr(27) as note) from old", "column note (found"),
        ("select * replace (repeat('x', 5000) as note) from old", "more than 4,000 characters"),
        ("from old limit 0", "the file has no rows"),
    ],
)
def test_what_no_seed_may_hold_is_refused_in_files_outside(
    small: Built, tmp_path: Path, change: str, says: str
) -> None:
    move_out(small.project, tmp_path)
    for file in tmp_path.glob("observations/*/*.parquet"):
        duckdb.execute(
            f"create or replace temporary table old as from read_parquet('{file}', "
            f"hive_partitioning = false); copy ({change}) to '{file}' (format parquet)"
        )
    lines = found(small.project)
    assert any(says in line and str(tmp_path) in line for line in lines), lines


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a file that was changed just now for one that was changed long ago."""
    monkeypatch.setattr(fingerprint, "_SETTLED_NS", 0)


def entries(project: Path, known: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return the inputs as a run records them."""
    return [vars(file).copy() for file in fingerprint.inputs(project, known or [])]


@pytest.mark.usefixtures("settled")
def test_an_unchanged_file_outside_is_not_read_again(
    small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_out(small.project, tmp_path)
    known = entries(small.project)

    def read(path: Path) -> str:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(fingerprint, "sha256_of_file", read)
    assert entries(small.project, known) == known
    with pytest.raises(AssertionError, match="was read"):
        entries(small.project)


@pytest.mark.usefixtures("settled")
def test_a_file_rewritten_with_its_old_size_and_time_is_read_again(small: Built) -> None:
    read_from(small.project, IN_PLACE)
    known = entries(small.project)
    (file,) = small.project.glob("seeds/*/vintages.csv")
    before, text = file.stat(), file.read_text("utf-8")
    file.write_text(text.replace("9999-12-31", "9998-12-31"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)

    changed = [entry for entry in entries(small.project, known) if entry not in known]

    (old,) = [entry for entry in known if entry["file"] == str(file)]
    assert [entry["file"] for entry in changed] == [str(file)]
    assert changed[0]["sha256"] != old["sha256"]


def test_a_file_changed_just_now_has_no_state_to_rely_on(
    small: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_SETTLED_NS", 10**18)
    read_from(small.project, IN_PLACE)
    states = [entry["state"] for entry in entries(small.project) if "seeds/" in entry["file"]]
    assert set(states) == {None}


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("https://example.org/{name}.parquet", "a path or pattern on this machine"),
        ("/data/all.parquet", "{name} in it"),
        ("/data/{name}.xlsx", "ends in .parquet or .csv"),
        ("nowhere/{name}/*.csv", "no file matches"),
    ],
)
def test_a_pattern_that_names_nothing_to_read_is_refused_in_one_line(
    forge: Forge, small: Built, location: str, says: str
) -> None:
    before = published(small.warehouse)
    read_from(small.project, location)
    outcome = forge.call(small.project, small.warehouse, "run")
    assert outcome.code == Exit.BAD_INPUT
    (line,) = outcome.errors
    assert says in line and "inputs_from" in line
    assert published(small.warehouse) == before


def test_a_torn_file_is_refused_by_name(forge: Forge, small: Built, tmp_path: Path) -> None:
    before = published(small.warehouse)
    move_out(small.project, tmp_path)
    file = tmp_path / "sources" / "all.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    outcome = forge.call(small.project, small.warehouse, "run")
    assert outcome.code == Exit.BAD_INPUT
    (line,) = outcome.errors
    assert line.startswith(f"{file}: cannot be read: ")
    assert published(small.warehouse) == before


class Elsewhere(DuckdbWarehouse):
    """A warehouse of an engine that reads no files."""

    reads_files = False


@pytest.fixture
def on_another_engine(small: Built) -> Iterator[Elsewhere]:
    """A warehouse that cannot read the files that its project names."""
    read_from(small.project, IN_PLACE)
    yield Elsewhere(small.warehouse)


def test_an_engine_that_reads_no_files_publishes_no_figures_of_theirs(
    small: Built, on_another_engine: Elsewhere
) -> None:
    before = published(small.warehouse)
    with pytest.raises(Stop) as stopped:
        run(small.project, on_another_engine, force=False, keep=5)
    assert stopped.value.code is Exit.BAD_INPUT
    assert "on DuckDB alone" in stopped.value.lines[0]
    assert published(small.warehouse) == before
    assert records.newest(on_another_engine, 1)[0].result == "bad_input"
