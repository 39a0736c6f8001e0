"""Check the raw files before dbt reads them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from provincial_targets.checks import csvfile, outside
from provincial_targets.checks.judge import Job, Judge
from provincial_targets.checks.problems import Problem
from provincial_targets.checks.seed_suites import codes_parameter
from provincial_targets.checks.verdict import Verdict

_CELL = ["indicator", "measure", "year"]
_TEXT = ["geography_code", "year"]
_SHARE_LIMIT = 0.2
"""A percentage nearer to zero than this is a share unless its wording prints the very number."""


def judge_seeds(
    judge: Judge,
    project_dir: Path,
    today: dt.date,
    inputs: Mapping[str, str] | None = None,
    scratch: Path | None = None,
) -> Verdict:
    """Judge every seed of a project, and the files outside that are read in place of some.

    Args:
        judge: An open judge.
        project_dir: The project; its `seeds/` are read.
        today: No figure may claim to be published later.
        inputs: The pattern of the files outside, by the name of the seed that they replace.
        scratch: A folder for what does not fit into memory of such files.

    Returns:
        All problems: what breaks a file, then its columns, then its cells, then what does not fit
        between files. A later group is judged only when the earlier ones are clean, as one broken
        code would otherwise be reported a thousand times.
    """
    verdict = Verdict()
    frames: dict[str, pd.DataFrame] = {}
    inputs = inputs or {}
    suites = judge.suite_files()
    for name, file in suites.items():
        if (seed := name.removeprefix("seed_")) not in inputs:
            content = csvfile.read(project_dir / file, file)
            verdict.problems += content.problems
            frames[seed] = _frame(content)
    for path in sorted((project_dir / "seeds").rglob("*.csv")):
        file = path.relative_to(project_dir).as_posix()
        if file not in suites.values():
            verdict.problems.append(
                Problem(
                    file=file,
                    row=None,
                    column=None,
                    value=None,
                    message="a seed without a suite",
                    remedy="Describe it in the properties file beside it, then run 'make suites'.",
                )
            )
    if verdict.problems:
        return verdict
    judge.places = {suites[f"seed_{seed}"]: location for seed, location in inputs.items()}
    with duckdb.connect(config={"temp_directory": str(scratch)} if scratch else {}) as tables:
        try:
            _judge_tables(judge, tables, frames, inputs, today, verdict)
        except duckdb.Error as error:
            if not inputs:
                raise
            verdict.problems.append(
                Problem(
                    file="inputs_from",
                    row=None,
                    column=None,
                    value=None,
                    message=f"the files cannot be read: {' '.join(str(error).split())[:400]}",
                    remedy="Repair the file, or name others in dbt_project.yml.",
                )
            )
    return verdict


def _judge_tables(
    judge: Judge,
    tables: duckdb.DuckDBPyConnection,
    frames: dict[str, pd.DataFrame],
    inputs: Mapping[str, str],
    today: dt.date,
    verdict: Verdict,
) -> None:
    """Judge columns, then cells, then what does not fit between files."""
    columns = {seed: judge.columns(f"seed_{seed}") for seed in (*frames, *inputs)}
    parameters: dict[str, object] = {
        codes_parameter(seed, column): (
            sorted(frame[column].dropna().unique()) if column in frame else ["?"]
        )
        for seed, frame in frames.items()
        for column in columns[seed]
    }
    wrong = {seed: frame for seed, frame in frames.items() if list(frame) != columns[seed]}
    for seed, frame in wrong.items():
        verdict.add(judge.judge(f"seed_{seed}", frame, parameters))
    for seed, location in inputs.items():
        found = outside.columns(tables, location)
        if set(found) != set(columns[seed]):  # in any order, as the columns of folders come last
            verdict.problems += judge.column_problems(f"seed_{seed}", found)
    if verdict.problems:
        return
    for seed, frame in frames.items():
        _name_rows(tables, seed, frame, judge.suite_files()[f"seed_{seed}"])
    wanted = judge.parameters()
    for seed, location in inputs.items():
        outside.name_files(tables, seed, location, columns[seed], key=judge.key(f"seed_{seed}"))
        parameters |= {
            parameter: [code for (code,) in tables.execute(codes).fetchall()] or ["?"]
            for column in columns[seed]
            if (parameter := codes_parameter(seed, column)) in wanted
            for codes in [f'select distinct "{column}" from {seed} where "{column}" is not null']
        }
    verdict.add(
        judge.judge_all(
            [
                *((f"seed_{seed}", frame, parameters) for seed, frame in frames.items()),
                *((f"seed_{seed}", tables.sql(f"from {seed}"), parameters) for seed in inputs),
                *_texts(tables, {seed: columns[seed] for seed in inputs}),
            ]
        )
    )
    if verdict.problems:
        return
    jobs: list[Job] = [
        (
            f"{seed}_dates",
            tables.sql(
                "select * replace (cast(published_on as date) as published_on) "
                f"from {seed} where published_on is not null"
            ),
            {"today": today},
        )
        for seed in ("observations", "sources", "documents", "notes")
    ]
    if not inputs:
        jobs += _expected(frames)
    verdict.add(judge.judge_all([*jobs, *_values(tables), _documents(tables), *_tasks(frames)]))
    if not inputs:
        verdict.problems += _not_expected(frames)


def _frame(content: csvfile.CsvFile) -> pd.DataFrame:
    """Return the file as text, indexed by line, with None for what is empty."""
    rows = [[cell or None for cell in row] for row in content.rows]
    return pd.DataFrame(rows, columns=content.header, index=content.lines, dtype=object)


def _name_rows(
    tables: duckdb.DuckDBPyConnection, seed: str, frame: pd.DataFrame, file: str
) -> None:
    """Make a view of a seed, whose rows are named by its file and their lines."""
    tables.register(f"{seed}_frame", frame.reset_index(names="line"))
    texts = ", ".join(f'cast("{name}" as varchar) as "{name}"' for name in frame.columns)
    tables.execute(
        f"create view {seed} as select {texts}, '{file}' as place, line, "
        f"cast(null as varchar) as detail from {seed}_frame"
    )


def _texts(tables: duckdb.DuckDBPyConnection, inputs: Mapping[str, Sequence[str]]) -> list[Job]:
    """Return the job that finds texts in files outside which no seed may hold.

    Args:
        tables: Views of the files.
        inputs: Their columns.
    """
    cells = [
        f"""
        select place, line, detail, '{column}' as column_name, "{column}" as odd_text
        from {seed}
        where
            "{column}" = ''
            or length("{column}") > {csvfile.MAX_FIELD_CHARS}
            or regexp_matches("{column}", '{csvfile.CONTROL}')
        """
        for seed, columns in inputs.items()
        for column in columns
    ]
    if not cells:
        return []
    odd = "select * replace (concat(detail, ', column ', column_name) as detail)"
    return [("outside_texts", tables.sql(f"{odd} from ({' union all '.join(cells)})"), {})]


def _values(tables: duckdb.DuckDBPyConnection) -> list[Job]:
    """Return the jobs that check the figures against the units and ranges of the indicators."""
    tables.create_function("is_worded", _is_worded, ["DOUBLE", "VARCHAR"], "BOOLEAN")
    rows = tables.sql(
        f"""
        with
        accepted as (
            select
                indicator,
                unit as unit_of_indicator,
                cast(accepted_min as double) as accepted_min,
                cast(accepted_max as double) as accepted_max
            from indicators
        )
        select
            * exclude (figure) replace (
                figure as value,
                concat_ws(' ', geography_code, indicator, measure, year) as detail
            ),
            if(measure = 'size', '100m_yuan', unit_of_indicator) as unit_of_figure,
            -- Most figures need no look at their wording, which Python takes.
            case
                when unit <> 'percent' or figure = 0 or abs(figure) >= {_SHARE_LIMIT} then true
                else measure <> 'target' and is_worded(figure, coalesce(raw_text, ''))
            end as value_as_worded
        from (select *, cast(value as double) as figure from observations)
        inner join accepted using (indicator)
        """
    )
    accepted = "format(', accepted {:g} to {:g} {}', accepted_min, accepted_max, unit_of_figure)"
    return [
        ("observation_units", rows, {}),
        ("observation_sizes", rows.filter("value is not null and measure = 'size'"), {}),
        (
            "observation_values",
            rows.filter("value is not null and measure <> 'size'").project(
                f"* replace (detail || {accepted} as detail)"
            ),
            {},
        ),
    ]


def _is_worded(value: float, wording: str) -> bool:
    """Whether a wording prints the very number, so that it is no share such as 0.05 for 5 %.

    Words without a digit (百分之○點一) are judged by the rules of reading alone: the test
    wordings_agree_with_values, and `ingest`.
    """
    printed = re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", wording))
    return not printed or f"{abs(value):g}" in printed


def _documents(tables: duckdb.DuckDBPyConnection) -> Job:
    """Return the job that looks for targets of the province and year of each document."""
    documents = tables.sql(
        """
        select
            * replace (concat_ws(' ', geography_code, year) as detail),
            (geography_code, year) in (
                select (geography_code, year) from observations where measure = 'target'
            ) as has_target_of_any_source
        from documents
        where is_read_in_full = 'true'
        """
    )
    return "documents_rounds", documents, {}


def _expected(frames: dict[str, pd.DataFrame]) -> list[Job]:
    """Return the jobs that compare the figures with the reviewed seeds of coverage and counts."""
    observations = frames["observations"]
    geographies = frames["geographies"]
    names = dict(zip(geographies["geography_code"], geographies["name_zh"], strict=True))
    provinces = set(geographies.loc[geographies["level"] == "province", "geography_code"])
    present = {
        key: set(group) & provinces for key, group in observations.groupby(_CELL)["geography_code"]
    }
    rows = {key: len(group) for key, group in observations.groupby(_CELL)}

    coverage = frames["expected_coverage"].copy()
    keys = list(coverage[_CELL].itertuples(index=False, name=None))
    found = [present.get(key, set()) for key in keys]
    absent = [" ".join(sorted(provinces - there)) for there in found]
    expected = coverage["absent_provinces"].fillna("")
    coverage["absent_provinces"] = [" ".join(sorted(text.split())) for text in expected]
    coverage["absent_found"] = absent
    coverage["province_count"] = coverage["province_count"].astype(int)
    coverage["count_found"] = [len(there) for there in found]
    coverage["detail"] = [
        _difference(key, set(wanted.split()), set(actual.split()), names)
        for key, wanted, actual in zip(keys, coverage["absent_provinces"], absent, strict=True)
    ]

    counts = frames["expected_observation_counts"].copy()
    count_keys = list(counts[_CELL].itertuples(index=False, name=None))
    counts["observation_count"] = counts["observation_count"].astype(int)
    counts["count_found"] = [rows.get(key, 0) for key in count_keys]
    counts["detail"] = [
        f"{' '.join(key)} has {n}" for key, n in zip(count_keys, counts["count_found"], strict=True)
    ]
    return [("observation_coverage", coverage, {}), ("observation_counts", counts, {})]


def _tasks(frames: dict[str, pd.DataFrame]) -> list[Job]:
    """Return the jobs that compare tasks and terms with the texts that were read."""
    texts = frames["texts_read"].copy()
    read = set(texts[_TEXT].itertuples(index=False, name=None))
    tasks, mentions = (
        frames[seed].assign(
            detail=frames[seed][_TEXT].agg(" ".join, axis=1),
            is_text_read=[
                key in read for key in frames[seed][_TEXT].itertuples(index=False, name=None)
            ],
        )
        for seed in ("task_order", "mentions")
    )
    tasks["rank"] = tasks["rank"].astype(int)
    tasks["rank_expected"] = tasks.groupby(_TEXT)["rank"].rank("dense").astype(int)
    themes = set(frames["themes"]["theme"])
    tasks["unknown_theme"] = [
        next((theme for theme in others.split(";") if theme not in themes), None)
        for others in tasks["other_themes"].fillna(tasks["theme"])
    ]
    texts["detail"] = texts[_TEXT].agg(" ".join, axis=1)
    texts["task_count"] = texts["task_count"].astype(int)
    for column, frame in (("tasks_found", tasks), ("terms_found", mentions)):
        found = frame.groupby(_TEXT).size()
        texts[column] = [
            found.get(key, 0) for key in texts[_TEXT].itertuples(index=False, name=None)
        ]
    texts["terms_expected"] = len(frames["terms"])
    return [
        ("task_order_ranks", tasks, {}),
        ("task_order_themes", tasks, {}),
        ("mentions_texts", mentions, {}),
        ("texts_read_counts", texts, {}),
    ]


def _not_expected(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the cells with figures that the reviewed seeds do not list."""
    found = set(frames["observations"][_CELL].itertuples(index=False, name=None))
    problems = []
    for seed in ("expected_coverage", "expected_observation_counts"):
        known = set(frames[seed][_CELL].itertuples(index=False, name=None))
        problems += [
            Problem(
                file=f"seeds/expectations/{seed}.csv",
                row=None,
                column=", ".join(_CELL),
                value=" ".join(key),
                message="no row for figures that observations.csv has",
                remedy="Add the row after looking at the figures.",
            )
            for key in sorted(found - known)
        ]
    return problems


def _difference(
    key: tuple[str, ...], wanted: set[str], actual: set[str], names: dict[str, str]
) -> str:
    """Name the provinces that have no figure though one is expected, and the other way round."""
    lost = [f"{code} {names.get(code, '?')}" for code in sorted(actual - wanted)]
    gained = [f"{code} {names.get(code, '?')}" for code in sorted(wanted - actual)]
    parts = [" ".join(key)]
    if lost:
        parts.append(f"no figure for {', '.join(lost)}")
    if gained:
        parts.append(f"unexpected figure for {', '.join(gained)}")
    return "; ".join(parts)
