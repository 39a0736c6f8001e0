"""Check the raw files before dbt reads them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

import pandas as pd

from provincial_targets.checks import csvfile
from provincial_targets.checks.judge import Job, Judge
from provincial_targets.checks.problems import Problem
from provincial_targets.checks.seed_suites import codes_parameter
from provincial_targets.checks.verdict import Verdict

_CELL = ["indicator", "measure", "year"]
_TEXT = ["geography_code", "year"]
_SHARE_LIMIT = 0.2
"""A percentage nearer to zero than this is a share unless its wording prints the very number."""


def judge_seeds(judge: Judge, project_dir: Path, today: dt.date) -> Verdict:
    """Judge every seed of a project.

    Args:
        judge: An open judge.
        project_dir: The project; its `seeds/` are read.
        today: No figure may claim to be published later.

    Returns:
        All problems: what breaks a file, then its columns, then its cells, then what does not fit
        between files. A later group is judged only when the earlier ones are clean, as one broken
        code would otherwise be reported a thousand times.
    """
    verdict = Verdict()
    frames: dict[str, pd.DataFrame] = {}
    suites = judge.suite_files()
    for name, file in suites.items():
        content = csvfile.read(project_dir / file, file)
        verdict.problems += content.problems
        frames[name.removeprefix("seed_")] = _frame(content)
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
    columns = {seed: judge.columns(f"seed_{seed}") for seed in frames}
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
    if wrong:
        return verdict
    verdict.add(
        judge.judge_all([(f"seed_{seed}", frame, parameters) for seed, frame in frames.items()])
    )
    if verdict.problems:
        return verdict
    jobs: list[Job] = []
    for seed in ("observations", "sources", "documents", "notes"):
        # The expectation compares dates only, neither None nor texts.
        dated = frames[seed].dropna(subset=["published_on"])
        dated = dated.assign(published_on=dated["published_on"].map(dt.date.fromisoformat))
        jobs.append((f"{seed}_dates", dated, {"today": today}))
    verdict.add(
        judge.judge_all(
            [
                *jobs,
                *_values(frames),
                _documents(frames),
                *_expected(frames),
                *_tasks(frames),
            ]
        )
    )
    verdict.problems += _not_expected(frames)
    return verdict


def _frame(content: csvfile.CsvFile) -> pd.DataFrame:
    """Return the file as text, indexed by line, with None for what is empty."""
    rows = [[cell or None for cell in row] for row in content.rows]
    return pd.DataFrame(rows, columns=content.header, index=content.lines, dtype=object)


def _values(frames: dict[str, pd.DataFrame]) -> list[Job]:
    """Return the jobs that check the figures against the accepted ranges of the indicators."""
    accepted = frames["indicators"].set_index("indicator")
    rows = frames["observations"].copy()
    rows["detail"] = rows[["geography_code", "indicator", "measure", "year"]].agg(" ".join, axis=1)
    rows["unit_of_figure"] = (
        rows["indicator"].map(accepted["unit"]).mask(rows["measure"] == "size", "100m_yuan")
    )
    figures = rows.dropna(subset=["value"])
    figures = figures.assign(value=figures["value"].astype(float))
    figures["value_as_worded"] = [
        unit != "percent" or _is_worded(value, text, measure)
        for value, text, measure, unit in zip(
            figures["value"], figures["raw_text"], figures["measure"], figures["unit"], strict=True
        )
    ]
    is_size = figures["measure"] == "size"
    sizes = figures[is_size].copy()
    for limit in ("accepted_min", "accepted_max"):
        figures[limit] = figures["indicator"].map(accepted[limit].astype(float))
    figures["detail"] += [
        f", accepted {low:g} to {high:g} {unit}"
        for low, high, unit in zip(
            figures["accepted_min"], figures["accepted_max"], figures["unit_of_figure"], strict=True
        )
    ]
    return [
        ("observation_units", rows, {}),
        ("observation_sizes", sizes, {}),
        ("observation_values", figures[~is_size], {}),
    ]


def _is_worded(value: float, wording: str | None, measure: str) -> bool:
    """Whether a percentage is plausible, and no share such as 0.05 for 5 %.

    Words without a digit (百分之○點一) are judged by the rules of reading alone: the test
    wordings_agree_with_values, and `ingest`.
    """
    if value == 0 or abs(value) >= _SHARE_LIMIT:
        return True
    printed = re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", wording or ""))
    return measure != "target" and (not printed or f"{abs(value):g}" in printed)


def _documents(frames: dict[str, pd.DataFrame]) -> Job:
    """Return the job that looks for targets of the province and year of each document."""
    observations = frames["observations"]
    targets = observations[observations["measure"] == "target"]
    known = set(targets[["geography_code", "year"]].itertuples(index=False, name=None))
    documents = frames["documents"]
    documents = documents[documents["is_read_in_full"] == "true"].copy()
    keys = list(documents[["geography_code", "year"]].itertuples(index=False, name=None))
    documents["has_target_of_any_source"] = [key in known for key in keys]
    documents["detail"] = [" ".join(key) for key in keys]
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
