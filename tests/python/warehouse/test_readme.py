"""The READMEs show the answers of the warehouse."""

from __future__ import annotations

import re

import duckdb
import pytest

from .project import Project
from helpers.small import PROJECT

PAIR = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)


def pairs(name: str) -> list[tuple[str, str]]:
    """Return every query of a README with the output printed under it."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    return [(match["query"], match["answer"]) for match in PAIR.finditer(text)]


@pytest.mark.parametrize("query,answer", pairs("README.md"))
def test_a_query_has_the_output_printed_there(
    published_project: Project, query: str, answer: str
) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        assert str(connection.sql(query)).strip() == answer.strip()


def test_both_languages_show_the_same_queries_and_answers() -> None:
    assert len(pairs("README.md")) == 4
    assert pairs("README.zh.md") == pairs("README.md")
