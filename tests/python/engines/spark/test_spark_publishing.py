"""A cluster publishes: from seeds and from files outside, rolled back, read elsewhere."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engines.comparing import Tables, compare
from engines.postgres_engine import Server
from engines.spark.conftest import at
from engines.spark.engine import PASSWORD, Place, built, cluster, read_elsewhere
from provincial_targets.terminal.exits import Exit

from helpers.command import Outcome
from helpers.forked import Forge
from helpers.outside import move_out
from helpers.small import read_rows, small_project, write_rows

OBSERVATIONS = Path("seeds", "observations", "observations.csv")


@dataclass(kw_only=True)
class Story:
    """The outcomes and states that the tests check.

    Attributes:
        place: Where it took place.
        outcomes: How each command ended.
        published: What was published after it.
        differing: The cells that differ from DuckDB's after each run that published.
        wordings: What readers elsewhere have seen after each.
        commands: The command lines of all processes while a run builds.
    """

    place: Place
    outcomes: dict[str, Outcome]
    published: dict[str, str | None]
    differing: dict[str, list[str]]
    wordings: dict[str, str]
    commands: str


@pytest.fixture(scope="module")
def story(
    forge: Forge, catalogue: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("published")
    project = small_project(folder / "project")
    outcomes: dict[str, Outcome] = {}
    published: dict[str, str | None] = {}
    differing: dict[str, list[str]] = {}
    wordings: dict[str, str] = {}
    with catalogue.empty("provincial_targets"), cluster(folder / "cluster") as reached:
        alone = at(project, folder / "warehouse", catalogue)
        place = Place(
            project=project,
            folder=alone.folder,
            server=catalogue,
            variables={**alone.variables, **reached},
        )

        def tell(name: str, *words: str) -> None:
            outcomes[name] = place.call(*words, target="spark_cluster")
            published[name] = place.published()

        def start() -> subprocess.Popen[str]:
            """Start a run, and wait until the cluster writes tables of a candidate."""
            before = place.candidate()
            run = place.start("run", target="spark_cluster")
            while place.candidate() <= before:
                assert run.poll() is None, run.communicate()
                time.sleep(0.1)
            return run

        def wording() -> str:
            seen = read_elsewhere(
                catalogue,
                "select max(wording) as wording from marts_asof.observation_lineage "
                f"where observation_id = '{cell}'",
            )
            assert seen.code == 0, seen.err
            return seen.out

        def compare_with_duckdb(name: str) -> None:
            assert outcomes[name].code == 0, outcomes[name].err
            expected = forge.call(project, folder / "duckdb", "run")
            assert expected.code == 0, expected.err
            parquet = folder / "duckdb" / "parquet"
            keys = {
                f"{entry['schema']}.{entry['alias']}": entry["config"]["meta"]["key"]
                for entry in json.loads(
                    (folder / "duckdb" / "dbt" / "target" / "manifest.json").read_text("utf-8")
                )["nodes"].values()
                if "key" in entry["config"].get("meta", {})
            }
            differing[name] = compare(Tables("duckdb", parquet, {}), built(place).tables, keys)
            wordings[name] = wording()

        rows = read_rows(project / OBSERVATIONS)
        old, cell = rows[0]["raw_text"], rows[0]["observation_id"]
        tell("first", "run")
        compare_with_duckdb("first")
        tell("unchanged", "run")
        rows[0]["raw_text"] = f"约{old}"
        write_rows(project / OBSERVATIONS, rows)
        move_out(project, folder / "inputs")
        killed = start()
        ps = ["ps", "-ww", "-e", "-o", "args"]
        commands = subprocess.run(ps, capture_output=True, text=True, check=True).stdout
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
        published["killed"], wordings["killed"] = place.published(), wording()
        changed = start()
        lost = int((folder / "cluster" / "worker1.pid").read_text("utf-8"))
        os.kill(lost, signal.SIGKILL)
        out, err = changed.communicate()
        outcomes["changed"] = Outcome(changed.returncode, out, err)
        published["changed"] = place.published()
        compare_with_duckdb("changed")
        tell("rolled back", "rollback")
        tell("held", "run")
        tell("status", "status", "--json", "--verify")
        yield Story(
            place=place,
            outcomes=outcomes,
            published=published,
            differing=differing,
            wordings=wordings,
            commands=commands,
        )


def test_a_cluster_publishes_what_duckdb_publishes_and_prints_the_headline(story: Story) -> None:
    assert story.differing["first"] == []
    out = story.outcomes["first"].out
    assert "weighted GDP target 2024: 5.41 %" in out
    assert "Published: jdbc:postgresql://127.0.0.1:" in out


def test_a_run_killed_while_it_builds_leaves_the_one_before(story: Story) -> None:
    assert story.published["killed"] == story.published["first"]
    assert story.wordings["killed"] == story.wordings["first"]


def test_files_outside_are_published_as_on_duckdb_after_a_kill_and_by_one_worker_that_is_left(
    story: Story,
) -> None:
    assert story.differing["changed"] == []
    assert story.published["changed"] != story.published["first"]


def test_an_unchanged_project_is_up_to_date(story: Story) -> None:
    assert story.outcomes["unchanged"].code == Exit.OK
    assert "already up to date: run 000001-" in story.outcomes["unchanged"].err
    assert story.published["unchanged"] == story.published["first"]


def test_a_roll_back_returns_to_the_run_before_and_holds(story: Story) -> None:
    assert story.outcomes["rolled back"].code == Exit.OK, story.outcomes["rolled back"].err
    assert story.published["rolled back"] == story.published["first"]
    assert "were rolled back from" in story.outcomes["held"].err
    assert story.published["held"] == story.published["first"]


def test_status_shows_what_is_published(story: Story) -> None:
    found = json.loads(story.outcomes["status"].out)
    assert story.outcomes["status"].code == Exit.OK, story.outcomes["status"].err
    assert (found["published"], found["damage"]) == (story.published["first"], [])
    assert found["earlier"] == [story.published["changed"]]


def test_duckdb_reads_what_is_published_by_the_catalogue_alone(story: Story) -> None:
    assert "约" not in story.wordings["first"]
    assert "约" in story.wordings["changed"]
    seen = read_elsewhere(
        story.place.server, "select max(run_id) as run from meta.runs where result = 'published'"
    )
    assert str(story.published["first"]) in seen.out
    refused = read_elsewhere(story.place.server, "select no_such_column from marts.dim_vintage")
    assert refused.code == 1
    (line,) = refused.err.splitlines()
    assert "no_such_column" in line


def test_no_password_stands_in_a_command_line_or_a_log(story: Story) -> None:
    assert "org.apache.spark.deploy.SparkSubmit" in story.commands
    assert PASSWORD not in story.commands
    folder = story.place.folder.parent
    logs = [*folder.rglob("*.log"), *folder.rglob("stderr")]
    assert len(logs) > 3
    for log in logs:
        assert PASSWORD not in log.read_text("utf-8"), log
