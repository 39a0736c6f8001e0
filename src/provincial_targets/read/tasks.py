"""The order of the year's tasks, with what each is about, and how often terms are used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provincial_targets.read.sections import Sentence


@dataclass(frozen=True, kw_only=True)
class Task:
    """One of the year's tasks."""

    rank: int
    theme: str
    other_themes: tuple[str, ...]
    paragraph: int
    heading: str


def find_tasks(paragraphs: Sequence[str], sentences: Sequence[Sentence]) -> list[Task]:
    return []


def count_terms(paragraphs: Sequence[str]) -> dict[str, int]:
    return {}
