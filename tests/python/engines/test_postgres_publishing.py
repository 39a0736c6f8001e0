"""A warehouse on Postgres under readers: published, changed, refused, rolled back many times."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from engines.postgres_engine import READER, Place, Server
from engines.reading import reading
from provincial_targets.terminal.exits import Exit

from helpers.command import Outcome
from helpers.forked import Forge
from helpers.small import read_rows, small_project, write_rows

OBSERVATIONS = Path("seeds", "observations", "observations.csv")
GEOGRAPHIES = Path("seeds", "reference", "geographies.csv")
# Damage to the candidate where Beijing is Peiping.
SABOTAGE = (
    "update candidate_marts_asof.weighted_targets set weighted_target = 1 + weighted_target "
    "where 'Peiping' in (select name_en from candidate_marts.dim_geography)"
)


@dataclass(kw_only=True)
class Story:
    """The outcomes and states that the tests check."""

    place: Place
    outcomes: dict[str, Outcome]
    published: dict[str, str | None]
    seen: list[dict[str, Any]]
    wordings: tuple[str, str]


@pytest.fixture(scope="module")
def story(forge: Forge, postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("published")
    place = Place(
        forge=forge,
        project=small_project(folder / "project"),
        folder=folder / "warehouse",
        server=postgres_server,
    )
    with (place.project / "dbt_project.yml").open("a", encoding="utf-8") as settings:
        settings.write(f'\non-run-end: "{SABOTAGE}"\n')
    outcomes: dict[str, Outcome] = {}
    published: dict[str, str | None] = {}

    def tell(name: str, *words: str, **extra: str) -> None:
        outcomes[name] = place.call(*words, **extra)
        published[name] = place.published()

    tell("first", "run")
    assert outcomes["first"].code == 0, outcomes["first"].err
    rows = read_rows(place.project / OBSERVATIONS)
    old = rows[0]["raw_text"]
    cell = rows[0]["observation_id"]
    row = f"from {{}}.observation_lineage where observation_id = '{cell}')"
    with reading(
        postgres_server.variables,
        "(select max(run_id) from meta.runs where result = 'published')",
        "(select max(wording) " + row.format("marts"),
        "(select max(wording) " + row.format("marts_asof"),
        "(select count(*) from marts.fct_targets)",
        "(select count(*) from marts_asof.fct_targets)",
        pause=0.2,
    ) as seen:
        tell("unchanged", "run")
        rows[0]["raw_text"] = f"约{old}"
        write_rows(place.project / OBSERVATIONS, rows)
        tell("changed", "run")
        geographies = place.project / GEOGRAPHIES
        text = geographies.read_text("utf-8")
        geographies.write_text(text.replace(",Beijing,", ",Peiping,"), "utf-8")
        tell("refused", "run")
        geographies.write_text(text, "utf-8")
        tell("rolled back", "rollback")
        tell("held", "run")
    return Story(
        place=place,
        outcomes=outcomes,
        published=published,
        seen=seen,
        wordings=(old, f"约{old}"),
    )


def test_a_run_publishes_to_the_server_and_prints_the_headline(story: Story) -> None:
    out = story.outcomes["first"].out
    assert "weighted GDP target 2024: 5.41 %" in out
    assert "Published: postgresql:///provincial_targets?host=" in out
    query = next(line for line in out.splitlines() if line.startswith("Try: "))
    rows = story.place.server.rows(query.removeprefix("Try: ").removesuffix(";"), user=READER)
    assert len(rows) > 2


def test_users_see_marts_and_meta_and_nothing_half_built(story: Story) -> None:
    run, other = story.published["first"], story.published["changed"]
    kept = {f"run_{other[:6]}_{name}" for name in ("marts", "marts_asof", "meta")}
    schemas = story.place.schemas()
    assert {"marts", "marts_asof", "meta"} | kept <= schemas
    assert [name for name in schemas if name.startswith("candidate")] == []
    assert story.place.published() == run


def test_an_unchanged_project_is_up_to_date(story: Story) -> None:
    assert story.outcomes["unchanged"].code == Exit.OK
    assert "already up to date: run 000001-" in story.outcomes["unchanged"].err
    assert story.published["unchanged"] == story.published["first"]


def test_a_changed_input_is_published(story: Story) -> None:
    assert story.outcomes["changed"].code == Exit.OK, story.outcomes["changed"].err
    assert story.published["changed"] != story.published["first"]


def test_a_candidate_that_does_not_pass_is_kept_and_named(story: Story) -> None:
    outcome = story.outcomes["refused"]
    assert outcome.code == Exit.CHECKS_FAILED, outcome.err
    assert "what is published stays as it was" in outcome.errors[0]
    assert any("marts.weighted_targets, column differing_count" in line for line in outcome.errors)
    assert "candidate kept in the schemas run_000004_* of postgresql:" in outcome.errors[-1]
    assert "run_000004_marts" in story.place.schemas()
    assert story.published["refused"] == story.published["changed"]


def test_a_roll_back_returns_to_the_run_before_and_holds(story: Story) -> None:
    assert story.outcomes["rolled back"].code == Exit.OK
    assert story.published["rolled back"] == story.published["first"]
    assert "were rolled back from" in story.outcomes["held"].err
    assert story.published["held"] == story.published["first"]


def test_readers_see_no_error_and_no_mixture(story: Story) -> None:
    first, changed = story.published["first"], story.published["changed"]
    old, new = story.wordings
    assert len(story.seen) == 5
    for reader in story.seen:
        assert reader["error"] is None, reader
        seen = {run: cells for run, *cells, _ in reader["seen"]}
        assert len(reader["seen"]) == len(seen), f"cells of two runs at once: {reader}"
        assert set(seen) == {first, changed}, "this reader has not seen both runs"
        assert seen[first][:2] == [old, old]
        assert seen[changed][:2] == [new, new]
        assert all(count > 100 for cells in seen.values() for count in cells[2:])


def test_status_shows_what_the_server_has_published(story: Story) -> None:
    outcome = story.place.call("status", "--json", "--verify")
    found = json.loads(outcome.out)
    assert outcome.code == Exit.OK, outcome.err
    assert (found["published"], found["damage"]) == (story.published["first"], [])
    assert found["earlier"] == [story.published["changed"]]
    assert found["summary"]["database"].startswith("postgresql:")


def test_readers_can_read_what_is_published(story: Story) -> None:
    tables = story.place.server.rows(
        "select table_schema, table_name from information_schema.tables "
        "where table_schema in ('marts', 'marts_asof', 'meta')",
        user=READER,
    )
    assert len(tables) > 30
    for schema, table in tables:
        story.place.server.rows(f"select * from {schema}.{table} limit 1", user=READER)


@pytest.mark.parametrize(
    "sql",
    [
        "insert into marts.dim_vintage select * from marts.dim_vintage",
        "update marts.dim_vintage set name_en = ''",
        "delete from marts.dim_vintage",
        "truncate marts.dim_vintage",
        "drop table marts.dim_vintage",
        "alter table marts.dim_vintage add note text",
        "create table marts.own (note text)",
        "create table public.own (note text)",
        "create schema own",
        "alter schema marts rename to own",
        "select * from run_000004_marts.dim_vintage",
    ],
)
def test_readers_can_do_nothing_else(story: Story, sql: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        story.place.server.rows(sql, user=READER)


def test_comments_and_indexes_are_published(story: Story) -> None:
    assert (
        story.place.server.rows(
            "select table_schema, table_name, column_name from information_schema.columns "
            "where table_schema in ('marts', 'marts_asof', 'meta') and coalesce(col_description("
            "to_regclass(format('%%I.%%I', table_schema, table_name)), ordinal_position), '') = ''"
        )
        == []
    )
    has_indexes = "select hasindexes from pg_tables where schemaname in ('marts', 'marts_asof')"
    assert set(story.place.server.rows(has_indexes)) == {(True,)}


def test_a_server_that_goes_down_in_the_middle_costs_a_run_and_nothing_else(story: Story) -> None:
    place = story.place
    before = place.published()
    running = subprocess.Popen(
        [
            *(sys.executable, "-m", "provincial_targets", "run", "--force", "--target", "postgres"),
            *("--project-dir", str(place.project), "--warehouse", str(place.folder)),
        ],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=place.server.environment(),
        cwd=place.project,
    )
    try:
        while "candidate_intermediate" not in place.schemas():
            assert running.poll() is None
        place.server.control("stop")
        _, err = running.communicate()
    finally:
        running.kill()
        place.server.control("start")
    errors = [line for line in err.splitlines() if line.startswith("error: ")]
    assert running.returncode == Exit.CANNOT_WRITE, err
    assert len(errors) == 1, err
    assert "Remedy: " in errors[0]
    assert place.published() == before
    again = place.call("run", "--force")
    assert again.code == Exit.OK, again.err
    assert place.published() != before
