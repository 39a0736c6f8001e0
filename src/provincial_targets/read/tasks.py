"""The order of the year's tasks, with what each is about, and how often terms are used."""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from provincial_targets.read.sections import Period, Sentence

_NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六".split()
_NUMERAL = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_STYLES = ("[（(]{}[）)]", "{}、", "{}是", "第{}[，、,]")
"""How tasks are numbered; chapters are （一）, parts of one are 一是."""
_LEAST_TASKS = 4
_HEADING_LENGTH = 80
_OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One of the year's tasks.

    Attributes:
        rank: Its place in the order of the text, from 1.
        theme: What it is about first.
        other_themes: What it is about too.
        paragraph: The number of its paragraph, from 1.
        heading: Its heading, or its first sentence.
    """

    rank: int
    theme: str
    other_themes: tuple[str, ...]
    paragraph: int
    heading: str

    def __str__(self) -> str:
        """Word the task in one line."""
        also = f" (also {', '.join(self.other_themes)})" if self.other_themes else ""
        return f"{self.rank}: {self.theme}{also}: {self.heading}"


def find_tasks(sentences: Sequence[Sentence]) -> list[Task]:
    """Return the tasks that a report names for the year, in their order.

    They are the numbered series behind the paragraph of targets that covers the most text; lists
    within one of them, such as the year's projects for the people, are longer and cover less.
    """
    plan = [s for s in sentences if s.period in (Period.MAIN, Period.CHAPTER, Period.OUTLOOK)]
    begin = next((n for n, s in enumerate(plan) if s.period is Period.MAIN), 0)
    series = [one for style in _STYLES for one in _series(plan[begin:], style)]
    best = max((one for one in series if len(one) >= _LEAST_TASKS), key=_spread, default=[])
    tasks = [
        Task(
            rank=rank,
            theme=themes[0],
            other_themes=tuple(themes[1:]),
            paragraph=sentence.paragraph,
            heading=heading,
        )
        for rank, (sentence, heading, themes) in enumerate(
            ((s, head, _themes(head, behind)) for s, head, behind in best), start=1
        )
    ]
    return _separated(tasks)


def count_terms(paragraphs: Sequence[str], terms: Iterable[str]) -> dict[str, int]:
    """Return how often each term stands in a text."""
    text = "\n".join(paragraphs).replace("＋", "+")
    return {term: text.count(term) for term in terms}


def _series(sentences: Sequence[Sentence], style: str) -> Iterator[list[tuple[Sentence, str, str]]]:
    """Yield the series of numbered sentences, each with its heading and what follows it.

    A series at the beginnings of paragraphs is another one than a series inside them.
    """
    running: dict[bool, list[tuple[Sentence, str, str]]] = {}
    for position, sentence in enumerate(sentences):
        place = sentence.start == 0
        numbered = re.match(style.format(f"({_NUMERAL})"), sentence.text)
        if numbered is None:
            continue
        number = _NUMERALS.index(numbered[1])
        if number == 0:
            yield running.get(place, [])
            running[place] = []
        if number == len(running.get(place, ())):
            heading = sentence.text[numbered.end() :].rstrip("。！")[:_HEADING_LENGTH]
            behind = sentences[position + 1].text if position + 1 < len(sentences) else ""
            running.setdefault(place, []).append((sentence, heading, behind))
    yield from running.values()


def _spread(series: list[tuple[Sentence, str, str]]) -> int:
    return series[-1][0].paragraph - series[0][0].paragraph


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = importlib.resources.files("provincial_targets.read") / "themes.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return tuple((row["theme"], re.compile(row["words"])) for row in rows)


def _themes(heading: str, behind: str) -> list[str]:
    """Return what a heading is about, the first theme first; by the next sentence if need be."""
    for text in (heading, behind):
        places = {
            theme: match.start()
            for theme, pattern in _patterns()
            if (match := pattern.search(text)) is not None
        }
        if not places:
            continue
        if "domestic_demand" in places or "effective_investment" in places:
            places.pop("consumption", None)
        if "domestic_demand" in places:
            places.pop("effective_investment", None)
        first = ("government", "other", "education_science_talent", "core_function")
        ranked = sorted(places, key=lambda theme: (theme not in first, places[theme]))
        return ranked[:3]
    return [_OTHER]


def _separated(tasks: list[Task]) -> list[Task]:
    """Return the tasks, those of innovation separated from those of industry.

    科技创新引领产业创新 is about both: industry where no other task is about it, else innovation.
    """
    both = {"industry", "innovation"}
    plain = [
        task for task in tasks if task.theme == "industry" and "innovation" not in task.other_themes
    ]
    result = []
    for task in tasks:
        themes = [task.theme, *task.other_themes]
        if task.theme in both and both <= set(themes):
            first = "innovation" if plain else "industry"
            themes = [first, *(theme for theme in themes if theme != first)]
            task = replace(task, theme=themes[0], other_themes=tuple(themes[1:]))
        result.append(task)
    return result
