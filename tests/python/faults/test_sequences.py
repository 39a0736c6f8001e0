"""Random sequences of ingest, run, kill and rollback, compared with a model of the state.

The project is a small one with the real layout: real seeds (a few rows of each), one mart, one
test, built by the real dbt on the real DuckDB, through the real command line. Two things are
replaced and have tests of their own: the expectations, by a count of the same rows, as their import
alone would take most of the time; and the headline shown after a run, as it names the real marts.

Commands run in children forked from a process that has imported dbt only.
A kill is a real SIGKILL, which the child sends itself just before the n-th change that it makes to
the file system; so no test waits, and a failure can be repeated.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from helpers.forked import obey

REPOSITORY = Path(__file__).resolve().parents[3]
_CODE = (REPOSITORY / "src", REPOSITORY / "tests" / "python")
OK, BAD_INPUT, NOTHING_TO_SHOW = 0, 3, 7
KEEP = "50"

OBSERVATIONS = "seeds/observations/observations.csv"
SOURCES = "seeds/observations/sources.csv"
COUNTS = "seeds/expectations/expected_observation_counts.csv"
COVERAGE = "seeds/expectations/expected_coverage.csv"
EXCEPTIONS = "seeds/expectations/wording_exceptions.csv"
WHOLE = (
    "seeds/reference/geographies.csv",
    "seeds/reference/indicators.csv",
    "seeds/reference/vintages.csv",
    "seeds/reference/notes.csv",
    "seeds/reference/unit_names.csv",
    "seeds/reference/units.csv",
    "seeds/observations/documents.csv",
)

Figures = frozenset[tuple[str, str]]
"""Province and value of every observation; the provinces of the small project are all different."""


# --- the small project ---------------------------------------------------------------------------

_FILES = {
    "dbt_project.yml": """
name: small
version: "0.1.0"
config-version: 2
profile: provincial_targets
flags:
  send_anonymous_usage_stats: false
seeds:
  small:
    +schema: seeds
    +quote_columns: false
    observations:
      observations: {+column_types: {geography_code: varchar, value: double}}
models:
  small:
    marts: {+schema: marts, +materialized: table}
    intermediate: {+enabled: false}
""",
    "models/marts/figures.sql": """
select observations.*, sources.publisher
from {{ ref('observations') }} as observations
inner join {{ ref('sources') }} as sources using (source_id)
""",
    "tests/singular/counts_are_the_reviewed_ones.sql": """
select indicator, measure, year, count(*) as n from {{ ref('figures') }} group by all
except
select indicator, measure, year, observation_count
from {{ ref('expected_observation_counts') }}
""",
}
_COPIED = ("profiles", "macros/project")
_RULES = (
    "models/intermediate/int_wordings.sql",
    *(f"macros/targets/{path.name}" for path in (REPOSITORY / "macros/targets").glob("*.sql")),
    *(
        f"macros/cross_db/{name}.sql"
        for name in ("computed_once", "regexp", "round_to", "type_double", "type_names")
    ),
)
"""The files by which `ingest` reads wordings; dbt builds none of them here."""


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(table: Iterable[dict[str, str]]) -> bytes:
    table = list(table)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode()


def make_project(folder: Path) -> None:
    """Make the small project: the GDP targets of 2024 of three provinces, one source each."""
    for file, content in _FILES.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(content.lstrip(), "utf-8")
    for name in _COPIED:
        shutil.copytree(REPOSITORY / name, folder / name)
    for file in _RULES:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / file, folder / file)
    (folder / "gx").mkdir()
    for file in (OBSERVATIONS, EXCEPTIONS, *WHOLE):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
    for file in WHOLE:
        shutil.copy(REPOSITORY / file, folder / file)
    provinces = [
        row["geography_code"]
        for row in rows_of(REPOSITORY / WHOLE[0])
        if row["level"] == "province"
    ]
    chosen: dict[str, dict[str, str]] = {}
    for row in rows_of(REPOSITORY / OBSERVATIONS):
        cell = (row["indicator"], row["measure"], row["year"])
        if cell == ("gdp", "target", "2024") and row["geography_code"] in provinces[:3]:
            chosen.setdefault(row["geography_code"], row)
    cited = {row["source_id"] for row in chosen.values()}
    sources = [row for row in rows_of(REPOSITORY / SOURCES) if row["source_id"] in cited]
    cell_columns = {"indicator": "gdp", "measure": "target", "year": "2024"}
    coverage = {"province_count": "3", "absent_provinces": " ".join(provinces[3:])}
    for file, table in {
        OBSERVATIONS: list(chosen.values()),
        SOURCES: sources,
        COUNTS: [{**cell_columns, "observation_count": "3"}],
        COVERAGE: [{**cell_columns, **coverage}],
        EXCEPTIONS: [
            {"unit": "percent", "wording": "-", "value": "", "qualifier": "", "reason": "none"}
        ],
    }.items():
        (folder / file).write_bytes(as_csv(table))


def seed_figures(project: Path) -> Figures:
    rows = rows_of(project / OBSERVATIONS)
    return frozenset((row["geography_code"], f"{float(row['value']):g}") for row in rows)


def seeds_agree(project: Path) -> bool:
    """Return whether the seeds fit each other, as the real expectations check."""
    observations = rows_of(project / OBSERVATIONS)
    held = Counter((row["indicator"], row["measure"], row["year"]) for row in observations)
    expected = {
        (row["indicator"], row["measure"], row["year"]): int(row["observation_count"])
        for row in rows_of(project / COUNTS)
    }
    covered = {
        (row["indicator"], row["measure"], row["year"]): int(row["province_count"])
        for row in rows_of(project / COVERAGE)
    }
    cited = {row["source_id"] for row in observations}
    known = {row["source_id"] for row in rows_of(project / SOURCES)}
    return held == expected == covered and cited == known


# --- the process from which commands are forked --------------------------------------------------


def serve() -> None:
    """Fork a child for each command on standard input, and print how it ended."""
    import dbt.adapters.duckdb
    import dbt.cli.main
    import filelock

    from provincial_targets import cli
    from provincial_targets.checks import inputs
    from provincial_targets.checks import judge as judging
    from provincial_targets.checks.problems import Problem
    from provincial_targets.checks.verdict import Verdict
    from provincial_targets.cli import ingest
    from provincial_targets.cli import rollback as _rollback
    from provincial_targets.cli import run as _run
    from provincial_targets.ingest import pipeline, template
    from provincial_targets.running import candidate, run
    from provincial_targets.warehouse import rollback, summary
    from provincial_targets.warehouse.engines import duckdb

    preloaded = (
        dbt,
        filelock,
        duckdb,
        rollback,
        run,
        _rollback,
        _run,
        ingest,
        pipeline,
        template,
    )
    assert all(preloaded)

    def judge(project: Path, **_: object) -> list[Problem]:
        if seeds_agree(project):
            return []
        return [
            Problem(
                file=COUNTS,
                row=None,
                column=None,
                value=None,
                message="the seeds do not fit each other",
                remedy="Restore.",
            )
        ]

    class Expectations:
        """Replaces Great Expectations."""

        def __init__(self, *_: object) -> None:
            return None

        def build_docs(self, *_: object) -> Path:
            return Path("index.html")

    class Headline:
        """Replaces the figures of the newest round."""

        def lines(self) -> list[str]:
            return ["published"]

        def to_dict(self) -> dict[str, Any]:
            return {}

    inputs.check_inputs = judge
    summary.read = lambda _: Headline()  # type: ignore[assignment,return-value]
    judging.Judge = Expectations  # type: ignore[assignment,misc]
    candidate.judge_seeds = lambda _, project, *_rest, **_more: Verdict(judge(project))  # type: ignore
    candidate.judge_published = lambda *_, **__: Verdict()  # type: ignore
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _obey(order, cli.main)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


def _obey(order: dict[str, Any], main: Any) -> None:
    """Run a command with its output in a file, alone in its group."""
    os.setsid()
    output = os.open(order["output"], os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    obey(main, order["arguments"], order["kill_at"], Path(order["steps"]))


class Server:
    """The parent's end of `serve`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, _CODE))},
        )

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def call(self, project: Path, *arguments: str, kill_at: int = 0) -> Ending:
        """Run a command on a project; `kill_at` is the change before which it dies, 0 for none."""
        assert self._process.stdin and self._process.stdout
        output, steps = self._folder / "output", self._folder / "steps"
        steps.unlink(missing_ok=True)
        order = {
            "arguments": [*arguments, "--project-dir", str(project)],
            "kill_at": kill_at,
            "output": str(output),
            "steps": str(steps),
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = json.loads(self._process.stdout.readline())
        assert code >= 0 or code == -signal.SIGKILL, f"ended by signal {-code}"
        changes = len(json.loads(steps.read_text("utf-8"))) if code >= 0 else 0
        return Ending(code, output.read_text("utf-8"), changes)


@dataclass(frozen=True)
class Ending:
    """How a command ended.

    Attributes:
        code: Its exit code; negative where it was killed.
        output: Its output.
        changes: How many changes it made to the file system.
    """

    code: int
    output: str
    changes: int

    @property
    def was_killed(self) -> bool:
        return self.code < 0


# --- what is published, as a user sees it --------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """The published state.

    Attributes:
        run_id: The run that is published.
        figures: What is in its database, and the same in its Parquet files.
        known_runs: The runs that its `meta` lists as published.
    """

    run_id: str
    figures: Figures
    known_runs: tuple[str, ...]


def published(project: Path) -> Published | None:
    """Return what is published, after comparing the database with the Parquet files."""
    warehouse = project / "warehouse"
    database = warehouse / "provincial_targets.duckdb"
    if not database.exists():
        return None
    run_id = Path(os.readlink(warehouse / "current")).name
    question = "select geography_code, value from {} order by all"
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.sql(question.format("marts.figures")).fetchall()
        known = connection.sql(
            "select run_id from meta.runs where result = 'published' order by run_id"
        ).fetchall()
    parquet = f"'{warehouse / 'parquet/marts/figures.parquet'}'"
    assert duckdb.sql(question.format(parquet)).fetchall() == rows
    figures = frozenset((code, f"{value:g}") for code, value in rows)
    return Published(run_id, figures, tuple(known_run for (known_run,) in known))


# --- the model -----------------------------------------------------------------------------------

PROVINCES = {
    "山西": "140000",
    "内蒙古自治区": "150000",
    "Liaoning": "210000",
    "吉林省": "220000",
    "230000": "230000",
    "上　海": "310000",
}
"""Provinces that may be typed, as typed, with their code; the small project starts with others."""

VALUES = {name: f"{4 + index / 10:g}" for index, name in enumerate(PROVINCES)}

moment = st.integers(min_value=0, max_value=999)
"""When to kill: before which change, in thousandths of all that the command would make."""

some_provinces = st.lists(st.sampled_from(list(PROVINCES)), min_size=1, max_size=3, unique=True)


def typed(provinces: Iterable[str], **change: str) -> bytes:
    row = {
        "indicator": "gdp",
        "measure": "目标",
        "year": "2024",
        "published_on": "2024-01-25",
        "publisher": "example.org",
        "kind": "news",
    }
    return as_csv(
        {
            **row,
            "geography_code": name,
            "value": VALUES[name],
            "raw_text": f"{VALUES[name]}%左右",
            "title": f"{name}目标",
            **change,
        }
        for name in provinces
    )


def figures_of(provinces: Iterable[str]) -> Figures:
    return frozenset((PROVINCES[name], VALUES[name]) for name in provinces)


class Sequences(RuleBasedStateMachine):
    """The rules; `server` and `template` are set by the fixture below."""

    server: Server
    template: Path
    typical: dict[str, int]
    kills: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        # Always the same path: dbt parses a moved project anew.
        self.project = self.template.parent / "project"
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(self.template, self.project)
        # The next command completes or undoes a killed ingest; until then both states are valid.
        self.possible_seeds: list[Figures] = [seed_figures(self.project)]
        self.published: Published | None = None
        self.runs: dict[str, Published] = {}
        self.rolled_back_from: set[str] = set()

    def call(self, *arguments: str, kill: int | None = None) -> Ending:
        name = arguments[0]
        kill_at = 0 if kill is None else 1 + kill * self.typical[name] // 1000
        ending = self.server.call(self.project, *arguments, kill_at=kill_at)
        self.kills[name] += ending.was_killed
        assert "Traceback" not in ending.output, ending.output
        return ending

    def settle_seeds(self) -> None:
        """After a command that was not killed, the seeds are in one of the states possible."""
        assert not (self.project / ".ingest").exists()
        assert seeds_agree(self.project)
        assert seed_figures(self.project) in self.possible_seeds
        self.possible_seeds = [seed_figures(self.project)]

    def ingest_file(self, content: bytes, kill: int | None = None) -> Ending:
        file = self.template.parent / "round.csv"
        file.write_bytes(content)
        return self.call("ingest", str(file), "--yes", kill=kill)

    @rule(provinces=some_provinces)
    def ingest(self, provinces: list[str]) -> None:
        ending = self.ingest_file(typed(provinces))
        assert ending.code == OK, ending.output
        self.possible_seeds = [seeds | figures_of(provinces) for seeds in self.possible_seeds]
        self.settle_seeds()

    @rule(provinces=some_provinces, kill=moment)
    def ingest_killed(self, provinces: list[str], kill: int) -> None:
        ending = self.ingest_file(typed(provinces), kill)
        merged = [seeds | figures_of(provinces) for seeds in self.possible_seeds]
        if ending.was_killed:
            self.possible_seeds = list(dict.fromkeys([*self.possible_seeds, *merged]))
            return
        assert ending.code == OK, ending.output  # it had nothing to add, and ended before
        self.possible_seeds = merged
        self.settle_seeds()

    @rule(provinces=some_provinces)
    def ingest_what_is_wrong(self, provinces: list[str]) -> None:
        ending = self.ingest_file(typed(provinces, year="next year"))
        assert ending.code == BAD_INPUT, ending.output
        assert "not a calendar year" in ending.output
        self.settle_seeds()

    @rule()
    def run(self) -> None:
        ending = self.call("run", "--keep", KEEP)
        assert ending.code == OK, ending.output
        self.settle_seeds()
        (seeds,) = self.possible_seeds
        now = published(self.project)
        assert now is not None
        if self.published is not None and self.is_settled(seeds):
            assert now == self.published, "a run without a change published something"
            return
        assert now.run_id not in self.runs
        assert now.figures == seeds
        self.accept(now)

    def is_settled(self, seeds: Figures) -> bool:
        """Whether a run has nothing to do: published already, or rolled back from."""
        assert self.published is not None
        left = [self.runs[run_id].figures for run_id in self.rolled_back_from]
        return seeds in (self.published.figures, *left)

    def accept(self, now: Published | None) -> None:
        """Take what is published for what should be; a new run ends every roll-back."""
        if now is not None and now.run_id not in self.runs:
            self.runs[now.run_id] = now
            self.rolled_back_from = set()
            assert now.known_runs == tuple(sorted(self.runs))
        self.published = now

    @rule(kill=moment)
    def run_killed(self, kill: int) -> None:
        ending = self.call("run", "--keep", KEEP, kill=kill)
        now = published(self.project)
        if not ending.was_killed:
            self.settle_seeds()
        if now != self.published:
            assert now is not None
            assert now.run_id not in self.runs
            assert now.figures in self.possible_seeds
        self.accept(now)

    @rule()
    def rollback(self) -> None:
        target = self.rollback_target()
        ending = self.call("rollback")
        if target is None:
            assert ending.code == NOTHING_TO_SHOW, ending.output
            return
        assert ending.code == OK, ending.output
        self.move_back(target)

    @rule(kill=moment)
    def rollback_killed(self, kill: int) -> None:
        target = self.rollback_target()
        self.call("rollback", kill=kill)
        now = published(self.project)
        if now != self.published:
            assert target is not None
            self.move_back(target)

    def rollback_target(self) -> str | None:
        if self.published is None:
            return None
        current = self.published.run_id
        return max((run_id for run_id in self.runs if run_id < current), default=None)

    def move_back(self, target: str) -> None:
        assert self.published is not None
        self.rolled_back_from.add(self.published.run_id)
        self.published = self.runs[target]

    @invariant()
    def what_is_published_is_what_should_be(self) -> None:
        assert published(self.project) == self.published


@pytest.fixture(scope="module")
def machine() -> Iterator[type[Sequences]]:
    """The rules with a server and a project parsed once."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template"
        template.mkdir()
        make_project(template)
        assert seeds_agree(template)
        server = Server(Path(folder))
        with contextlib.closing(server):
            Sequences.server, Sequences.template = server, template
            Sequences.kills = Counter()
            Sequences.typical = measure(server, template, Path(folder))
            yield Sequences


def measure(server: Server, template: Path, folder: Path) -> dict[str, int]:
    """Return how many changes each command makes; leave dbt's parsed project in the template."""
    project = folder / "project"
    shutil.copytree(template, project)
    found = {}
    (folder / "round.csv").write_bytes(typed(["山西"]))
    for name, arguments in {
        "first run": ["run"],
        "ingest": ["ingest", str(folder / "round.csv"), "--yes"],
        "run": ["run"],
        "rollback": ["rollback"],
    }.items():
        ending = server.call(project, *arguments)
        assert ending.code == OK, ending.output
        found[name] = ending.changes
    shutil.copytree(project / "warehouse" / "dbt", template / "warehouse" / "dbt")
    return found


def test_sequences_of_ingest_run_kill_and_rollback(machine: type[Sequences]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert min(machine.kills[name] for name in ("ingest", "run", "rollback")) > 3, machine.kills


def test_an_ingest_killed_before_each_of_its_changes_is_whole_or_undone_after_the_next_start(
    machine: type[Sequences],
) -> None:
    outcomes = []
    for kill_at in range(1, machine.typical["ingest"] + 1):
        state = machine()
        before = seed_figures(state.project)
        (state.project / "round.csv").write_bytes(typed(["山西"]))
        arguments = ("ingest", str(state.project / "round.csv"), "--yes")
        assert state.server.call(state.project, *arguments, kill_at=kill_at).was_killed

        # The shorter of the two commands that settle it; the sequences above use both.
        ending = state.server.call(state.project, "ingest", str(state.project / "round.csv"))

        assert ending.code == OK, ending.output
        assert not (state.project / ".ingest").exists()
        assert seeds_agree(state.project)
        assert seed_figures(state.project) in (before, before | figures_of(["山西"]))
        outcomes.append(seed_figures(state.project) != before)
    assert set(outcomes) == {False, True}
    assert outcomes == sorted(outcomes), "decided, and then forgotten"


def test_a_run_leaves_alone_what_was_rolled_back_twice(machine: type[Sequences]) -> None:
    state = machine()
    for provinces in (["山西"], ["Liaoning"], ["吉林省"]):
        state.ingest(provinces)
        state.run()
    assert len(state.runs) == 3

    state.rollback()
    state.rollback()
    state.run()

    assert state.published == state.runs[min(state.runs)]
    state.ingest(["230000"])
    state.run()
    assert state.published == state.runs[max(state.runs)]


if __name__ == "__main__":
    serve()
