"""The runs of one warehouse, made once and checked by many tests, since each takes seconds.

Up to date, odd but valid input, a candidate that dbt refuses, one that Great Expectations refuses,
a roll-back, and a forced run.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import duckdb
import pytest

from provincial_targets.checks.verdict import Check
from provincial_targets.running.candidate import already_passed
from provincial_targets.terminal.exits import Exit
from provincial_targets.warehouse.records import Record

from helpers.built import Built, Stage
from helpers.command import Outcome, assert_whole, call, published, query
from helpers.forked import Forge
from helpers.self_contained import loaded_from_elsewhere
from helpers.small import read_json_lines, read_rows, write_rows

HEAVY = ("dbt.cli", "great_expectations", "pandas", "provincial_targets.checks.judge")
FORMULA = "=cmd|'/C calc'!A0"
HTML = "<script>alert('x')</script>"
JINJA = "{{ env_var('HOME') }}{% raw %}"
SQL = "Robert'); drop table marts.fct_targets; --"
ODD = [FORMULA, HTML, JINJA, SQL]
PEKING, PEIPING = "Peking", "Peiping"
SABOTAGE = (
    "update marts_asof.weighted_targets set weighted_target = 1 + weighted_target "
    f"where '{PEIPING}' in (select name_en from marts.dim_geography)"
)
MORE_CODE = {
    "models/staging/bands_unit_tests.yml": """
unit_tests:
  - name: a_band_keeps_its_width
    model: stg_target_bands
    given:
      - {input: ref('target_bands'), rows: [{indicator: gdp, band_width: 0.5}]}
    expect: {rows: [{indicator: gdp, band_width: 0.5}]}
""",
    "tests/singular/tests_of_tests/nothing_is_something.sql": """
{{ config(enabled=true) }}
select 1 as something from {{ ref('dim_scope') }} where 1 = 0
""",
    "tests/singular/nobody_is_called_peking.sql": f"""
{{{{ config(enabled=true) }}}}
select geography_code, name_en from {{{{ ref('dim_geography') }}}} where name_en = '{PEKING}'
""",
}
OF_THE_CODE = {"a_band_keeps_its_width", "nothing_is_something"}


@dataclass(kw_only=True)
class Chapter:
    """One command of the story."""

    outcome: Outcome
    before: dict[str, str]
    after: dict[str, str]
    status: dict[str, object] = field(default_factory=dict)


@pytest.fixture(scope="module")
def story(forge: Forge, small_stage: Stage) -> Iterator[dict[str, Chapter]]:
    """All commands, in the one folder for changed projects: no test here may use it for others."""
    small_stage.restore_project()
    built = small_stage.restore_warehouse()
    project, warehouse = built.project, built.warehouse
    chapters: dict[str, Chapter] = {}

    def tell(
        name: str, *words: str, command: Callable[..., Outcome] = forge.call, **extra: str
    ) -> None:
        before = published(warehouse)
        outcome = command(project, warehouse, *words, **extra)
        status = forge.call(project, warehouse, "status", "--json")
        chapters[name] = Chapter(
            outcome=outcome,
            before=before,
            after=published(warehouse),
            status=json.loads(status.out),
        )

    # A new interpreter, whose imports are those of the command.
    tell("unchanged", "run", command=call, PYTHONPROFILEIMPORTTIME="1")
    _make_odd(project)
    chapters["edited"] = Chapter(
        outcome=forge.call(project, warehouse, "status"),
        before={},
        after={},
        status=json.loads(forge.call(project, warehouse, "status", "--json").out),
    )
    tell("odd", "run", "--log-format", "json")
    # The same code in all later builds, since dbt parses other code anew.
    with _more_code(project):
        for refused_by, name_en in (("dbt", PEKING), ("Great Expectations", PEIPING)):
            with _beijing_called(project, name_en):
                tell(f"refused by {refused_by}", "run")
    tell("rolled back", "rollback")
    tell("held", "run")
    with _more_code(project):
        tell("forced", "run", "--force", "--keep", "2")
        tell("forced again", "run", "--force", "--keep", "2")
    yield chapters
    shutil.rmtree(warehouse)


@contextmanager
def _more_code(project: Path) -> Iterator[None]:
    """Add a unit test, two data tests, and damage to the candidate where Beijing is Peiping."""
    settings = project / "dbt_project.yml"
    text = settings.read_text("utf-8")
    settings.write_text(f'{text}\non-run-end: "{SABOTAGE}"\n', "utf-8")
    added = {project / file: content for file, content in MORE_CODE.items()}
    for path, content in added.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    yield
    settings.write_text(text, "utf-8")
    for path in added:
        path.unlink()


@contextmanager
def _beijing_called(project: Path, name_en: str) -> Iterator[None]:
    seed = project / "seeds" / "reference" / "geographies.csv"
    text = seed.read_text("utf-8")
    seed.write_text(text.replace(",Beijing,", f",{name_en},"), "utf-8")
    yield
    seed.write_text(text, "utf-8")


def _make_odd(project: Path) -> None:
    """Put unusual but good texts into the seeds; all of them must arrive as text."""
    observations = project / "seeds" / "observations" / "observations.csv"
    rows = read_rows(observations)
    rows[0]["note"] = f"{FORMULA} {HTML} {JINJA} {SQL}"
    write_rows(observations, rows)
    content = observations.read_text("utf-8")
    observations.write_bytes(b"\xef\xbb\xbf" + content.encode())
    sources = project / "seeds" / "observations" / "sources.csv"
    rows = read_rows(sources)
    for row, title in zip(rows, ODD, strict=False):
        row.update(title=title, published_on="2024-02-29", published_on_precision="day")
    write_rows(sources, rows)
    sources.write_bytes(sources.read_bytes().replace(b"\n", b"\r\n"))


@pytest.fixture(scope="module")
def warehouse(story: dict[str, Chapter]) -> Path:
    """The warehouse at the end of the story."""
    database = story["forced again"].status["summary"]["database"]  # type: ignore[index]
    return Path(str(database)).parent


def test_a_first_run_publishes_and_prints_the_headline(
    small_stage: Stage, small_built: Built
) -> None:
    out = small_built.outcome.out
    for part in (
        "Newest round, as known today",
        "The report's round, as known on 2024-02-04",
        "weighted GDP target 2024: 5.41 %",
        "lowered ",
        "2023 target met ",
        f"Published: {small_stage.place.warehouse}/provincial_targets.duckdb",
        "Try: select ",
    ):
        assert part in out
    phases = [line for line in small_built.outcome.err.splitlines() if line.endswith(" s")]
    for name in ("input files checked", "models built and tested by dbt", "tables checked"):
        assert any(f" {name}: " in line for line in phases), phases
    assert_whole(small_built.warehouse)


def test_the_query_to_try_runs(small_built: Built) -> None:
    line = next(x for x in small_built.outcome.out.splitlines() if x.startswith("Try: "))
    assert len(query(small_built.warehouse, line.removeprefix("Try: "))) > 2


def test_users_see_marts_and_meta_and_nothing_else(small_built: Built) -> None:
    sql = "select distinct table_schema from information_schema.tables order by 1"
    assert query(small_built.warehouse, sql) == [("marts",), ("marts_asof",), ("meta",)]
    assert list((small_built.warehouse / "current").glob("*.wal")) == []


def test_each_table_is_a_parquet_file_with_the_same_rows(small_built: Built) -> None:
    database = small_built.warehouse / "provincial_targets.duckdb"
    parquet = small_built.warehouse / "parquet"
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.sql(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
        assert len(tables) > 30
        files = {str(path.relative_to(parquet)) for path in parquet.rglob("*.parquet")}
        assert files == {f"{schema}/{name}.parquet" for schema, name in tables}
        for schema, name in tables:
            table, file = f"{schema}.{name}", f"read_parquet('{parquet}/{schema}/{name}.parquet')"
            for one, other in ((table, file), (file, table)):
                rows = connection.sql(f"from {one} except all from {other}").fetchall()
                assert rows == [], table


def test_descriptions_are_comments_in_the_published_file(small_built: Built) -> None:
    rows = query(
        small_built.warehouse,
        "select table_name, column_name from duckdb_columns() "
        "where schema_name in ('marts', 'meta') and coalesce(comment, '') = ''",
    )
    assert rows == []


def test_comments_are_the_descriptions_of_the_properties_files(small_built: Built) -> None:
    manifest = small_built.warehouse / "dbt" / "target" / "manifest.json"
    nodes = json.loads(manifest.read_text("utf-8"))["nodes"].values()
    models = [node for node in nodes if node["schema"] in ("marts", "marts_asof")]
    said = {
        **{
            (
                x["schema"],
                x["alias"],
                "",
            ): f"{x['description']} **Key:** {', '.join(x['meta']['key'])}."
            for x in models
        },
        **{
            (model["schema"], model["alias"], column["name"]): column["description"]
            for model in models
            for column in model["columns"].values()
        },
    }
    kept = query(
        small_built.warehouse,
        "select schema_name, table_name, '', comment from duckdb_tables() union all "
        "select schema_name, table_name, column_name, comment from duckdb_columns()",
    )
    found = {tuple(place): text for *place, text in kept if place[0] in ("marts", "marts_asof")}
    assert len(found) > 400
    assert found == said


def test_the_published_file_has_the_layout_that_opens_fastest(small_built: Built) -> None:
    ((layout,),) = query(
        small_built.warehouse,
        "select tags['storage_version'] from duckdb_databases() where not internal",
    )
    assert layout == "v1.2.0+"


def test_a_run_builds_everything_whatever_years_the_caller_names(
    story: dict[str, Chapter],
) -> None:
    assert story["odd"].outcome.code == 0, story["odd"].outcome.err


def test_the_data_docs_of_a_good_run_link_to_every_suite(small_built: Built) -> None:
    folder = small_built.warehouse / "data_docs"
    index = (folder / "index.html").read_text("utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert {"seed_observations.html", "published_tables.html"} <= set(links)
    assert {path.name for path in folder.iterdir()} == {"index.html", *links}
    assert f"All {len(links)} suites passed" in index
    assert "✗" not in index
    observations = (folder / "seed_observations.html").read_text("utf-8")
    assert "expect_column_values_to_be_unique(column=observation_id)" in observations
    assert "✗" not in observations


@pytest.mark.parametrize("name", ["refused by dbt", "refused by Great Expectations"])
def test_the_page_that_a_failed_run_names_shows_every_problem(
    story: dict[str, Chapter], name: str
) -> None:
    *problems, last = story[name].outcome.errors[1:]
    index = Path(last.rpartition("checks in ")[2])
    shown = html.unescape(index.read_text("utf-8"))
    assert problems
    assert [problem for problem in problems if problem not in shown] == []
    assert "Not published: " in shown
    # dbt refuses a candidate before its tables are judged.
    failed = re.findall(r"failed</span></td>\n<td><a href=\"([^\"]+)", shown)
    assert bool(failed) is (name == "refused by Great Expectations")
    for page in failed:
        suite = html.unescape((index.parent / page).read_text("utf-8"))
        assert any(problem in suite for problem in problems)
        assert "<h3>The " in suite, "the rows are shown whole"


@pytest.mark.parametrize("name", [None, "refused by dbt", "refused by Great Expectations"])
def test_no_page_of_the_data_docs_loads_anything_from_elsewhere(
    story: dict[str, Chapter], small_built: Built, name: str | None
) -> None:
    folder = small_built.warehouse / "data_docs"
    if name is not None:
        folder = Path(story[name].outcome.errors[-1].rpartition("checks in ")[2]).parent
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert loaded_from_elsewhere(page.read_text("utf-8")) == [], page


@pytest.mark.parametrize(
    "loads",
    [
        '<script src="https://cdn.example.org/a.js"></script>',
        "<link rel=stylesheet href=//cdn.example.org/a.css>",
        '<img alt="" src="http://example.org/a.png">',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>body { background: url(https://example.org/a.png) }</style>",
    ],
)
def test_what_a_page_would_load_is_found(loads: str) -> None:
    assert len(loaded_from_elsewhere(loads)) == 1
    assert loaded_from_elsewhere('<a href="https://example.org/">') == []


def test_meta_holds_the_run_its_inputs_and_every_check(small_built: Built) -> None:
    warehouse = small_built.warehouse
    ((run_id, result, version),) = query(
        warehouse, "select run_id, result, code_version from meta.runs"
    )
    assert result == "published"
    assert str(version).startswith("0.1.0+")
    seeds = {str(p.relative_to(small_built.project)) for p in small_built.project.rglob("*.csv")}
    rows = query(warehouse, f"select file, rows from meta.inputs where run_id = '{run_id}'")
    assert {file for file, _ in rows} == seeds
    for file, count in rows:
        assert count == len(read_rows(small_built.project / str(file)))
    kinds = dict(query(warehouse, "select kind, count(*) from meta.checks group by all"))
    assert set(kinds) == {"expectation", "model", "seed"}  # the small project has no data tests
    places = query(warehouse, "select distinct place from meta.checks where kind = 'model'")
    assert ("marts.weighted_targets",) in places


def test_tests_that_bring_their_own_rows_run_once_for_the_code(
    story: dict[str, Chapter], warehouse: Path
) -> None:
    first, second = (str(story[name].status["published"]) for name in ("forced", "forced again"))
    assert "left out" not in story["forced"].outcome.err
    assert f"tests of tests left out: run {first} passed them" in story["forced again"].outcome.err
    for run in (first, second):
        rows = query(
            warehouse, f"select name, result, ran_in from meta.checks where run_id = '{run}'"
        )
        assert {name for name, _, ran_in in rows if ran_in != run} == (
            OF_THE_CODE if run == second else set()
        )
        passed = sorted(
            name for name, result, _ in rows if name in OF_THE_CODE and result == "pass"
        )
        assert passed == sorted(OF_THE_CODE), "each is listed, once"


@pytest.mark.parametrize("differs", ["nothing", "code", "versions", "result", "tests"])
def test_tests_of_earlier_runs_count_only_for_the_same_code_and_versions(
    differs: str,
) -> None:
    checks = [
        asdict(
            Check(
                name="rule",
                kind="unit test",
                place="marts.a",
                result="pass",
                failing_rows=0,
                ran_in="000001-a",
            )
        ),
        asdict(
            Check(
                name="test of test",
                kind="data test",
                place="tests/a.sql",
                result="pass",
                failing_rows=0,
            )
        ),
        asdict(Check(name="key", kind="data test", place="marts.a", result="pass", failing_rows=0)),
    ]
    published = Record(
        run_id="000002-b",
        command="run",
        started_at="",
        pid=1,
        code_fingerprint="c",
        versions={"dbt-core": "1"},
    )
    published.checks = checks
    wanted = {("unit test", "rule"), ("data test", "test of test")}
    own = replace(published, run_id="000003-c", published_before="000002-b", checks=[])
    match differs:
        case "code":
            own.code_fingerprint = "d"
        case "versions":
            own.versions = {"dbt-core": "2"}
        case "result":
            checks[0]["result"] = "fail"
        case "tests":
            wanted |= {("unit test", "new rule")}
    found = [(check.name, check.ran_in) for check in already_passed(own, published, wanted)]
    same = [("rule", "000001-a"), ("test of test", "000002-b")]
    assert found == (same if differs == "nothing" else [])


def test_an_unchanged_project_is_up_to_date_without_dbt_or_great_expectations(
    story: dict[str, Chapter],
) -> None:
    chapter = story["unchanged"]
    assert chapter.outcome.code == Exit.OK
    assert "already up to date: run 000001-" in chapter.outcome.err
    assert "Newest round" in chapter.outcome.out
    assert chapter.before == chapter.after
    imported = [
        line.split("|")[-1].strip() for line in chapter.outcome.err.splitlines() if "|" in line
    ]
    assert "provincial_targets.running.run" in imported
    assert [name for name in imported if name.startswith(HEAVY)] == []


def test_status_shows_whether_the_inputs_changed_since(story: dict[str, Chapter]) -> None:
    assert story["unchanged"].status["changed_since"] == []
    assert story["edited"].status["changed_since"] == ["inputs"]
    assert "inputs changed since" in story["edited"].outcome.out
    assert story["odd"].status["changed_since"] == []


def test_odd_but_good_input_is_published_as_the_text_that_it_is(
    story: dict[str, Chapter], warehouse: Path
) -> None:
    chapter = story["odd"]
    assert chapter.outcome.code == Exit.OK, chapter.outcome.err
    assert chapter.before["run"] != chapter.after["run"]
    rows = query(
        warehouse, "select title, published_on::varchar from marts.dim_source order by source_id"
    )
    assert rows[: len(ODD)] == [(title, "2024-02-29") for title in ODD]
    assert query(warehouse, "select count(*) > 100 from marts.fct_targets") == [(True,)]


def test_with_json_every_line_of_the_log_and_the_summary_are_json(
    story: dict[str, Chapter],
) -> None:
    outcome = story["odd"].outcome
    lines = read_json_lines(outcome.err)
    assert all({"time", "level", "message"} <= set(line) for line in lines)
    phases = {str(line["phase"]): line["seconds"] for line in lines if "phase" in line}
    assert {"input files checked", "models built and tested by dbt", "published"} <= set(phases)
    assert all(isinstance(seconds, float) and seconds >= 0 for seconds in phases.values())
    (summary,) = read_json_lines(outcome.out)
    rounds = summary["summary"]["rounds"]  # type: ignore[index]
    assert [item["year"] for item in rounds][1] == 2024


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "refused by dbt",
            "data test nobody_is_called_peking found 1 rows; "
            "[geography_code=110000, name_en=Peking]",
        ),
        (
            "refused by Great Expectations",
            "marts.weighted_targets, column differing_count: rows differ from the latest vintage's",
        ),
    ],
)
def test_a_candidate_that_fails_its_checks_is_kept_named_and_not_published(
    story: dict[str, Chapter], name: str, says: str
) -> None:
    chapter = story[name]
    outcome = chapter.outcome
    assert outcome.code == Exit.CHECKS_FAILED
    assert outcome.errors[0].startswith("the candidate did not pass its checks: ")
    assert any(says in line for line in outcome.errors), outcome.err
    assert "Traceback" not in outcome.err
    assert chapter.before == chapter.after
    kept = outcome.errors[-1].removeprefix("candidate kept in ").split(";")[0]
    assert (Path(kept) / "provincial_targets.duckdb").exists() or not Path(kept).exists()
    runs = chapter.status["last_runs"]
    assert runs[0]["result"] == "checks_failed"  # type: ignore[index]


def test_a_roll_back_returns_to_the_first_run_to_the_byte(story: dict[str, Chapter]) -> None:
    chapter = story["rolled back"]
    assert chapter.outcome.code == Exit.OK
    assert chapter.after == story["unchanged"].after
    assert chapter.outcome.out.startswith("published: run 000001-")


def test_a_scheduled_run_does_not_undo_a_roll_back(story: dict[str, Chapter]) -> None:
    chapter = story["held"]
    assert chapter.outcome.code == Exit.OK
    assert "rolled back from" in chapter.outcome.err
    assert chapter.before == chapter.after


def test_a_forced_run_builds_again(story: dict[str, Chapter], warehouse: Path) -> None:
    chapter = story["forced"]
    assert chapter.outcome.code == Exit.OK
    assert chapter.before["run"] != chapter.after["run"]
    assert_whole(warehouse)


def test_two_builds_of_the_same_inputs_agree_in_every_mart(story: dict[str, Chapter]) -> None:
    def marts(files: dict[str, str]) -> dict[str, str]:
        return {k: v for k, v in files.items() if k.startswith("parquet/marts")}

    assert marts(story["odd"].after) == marts(story["forced"].after)


def test_meta_remembers_all_runs_failed_ones_included(warehouse: Path, story: object) -> None:
    runs = query(warehouse, "select command, result from meta.runs order by run_id")
    assert runs == [
        ("run", "published"),
        ("run", "up_to_date"),
        ("run", "published"),
        ("run", "checks_failed"),
        ("run", "checks_failed"),
        ("rollback", "rolled_back"),
        ("run", "up_to_date"),
        ("run", "published"),
        ("run", "published"),
    ]
    failed = query(
        warehouse,
        "select kind, name, result, failing_rows from meta.checks "
        "where result in ('fail', 'error') and kind = 'data test'",
    )
    assert failed == [("data test", "nobody_is_called_peking", "fail", 1)]
    expectations = query(
        warehouse,
        "select place, failing_rows > 0 from meta.checks "
        "where result = 'fail' and kind = 'expectation'",
    )
    assert expectations == [("the tables to be published", True)]


def test_only_as_many_runs_are_kept_as_wanted(warehouse: Path, story: object) -> None:
    kept = sorted(os.listdir(warehouse / "runs"))
    whole = [name for name in kept if (warehouse / "runs" / name / "manifest.json").exists()]
    assert len(whole) == 2
    assert os.readlink(warehouse / "current").removeprefix("runs/") in whole
