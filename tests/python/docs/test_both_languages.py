"""Both READMEs have the same content, and every term of the glossary is in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .names import text_of

ENGLISH, CHINESE = text_of(Path("README.md")), text_of(Path("README.zh.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
CHINESE_SIGN = re.compile(r"[\u4e00-\u9fff]")


def without_comments(shell: str) -> str:
    return re.sub(r" *#.*$", "", shell, flags=re.MULTILINE)


PARTS = {
    "levels of headings": lambda text: re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE),
    "kinds of blocks": lambda text: [kind for kind, _ in FENCE.findall(text)],
    "commands": lambda text: [
        without_comments(block) for kind, block in FENCE.findall(text) if kind == "sh"
    ],
    "commands in the prose": lambda text: re.findall(
        r"`((?:make|provincial-targets|git) [^`]*)`", FENCE.sub("", text)
    ),
    "links": lambda text: sorted(re.findall(r"\]\(([^)]+)\)", text)),
    "numbers of the data": lambda text: sorted(set(re.findall(r"(?<!\d)\d,\d{3}(?!\d)", text))),
}


@pytest.mark.parametrize("part", PARTS)
def test_both_readmes_have_the_same(part: str) -> None:
    assert PARTS[part](CHINESE) == PARTS[part](ENGLISH)


def test_each_readme_is_written_in_its_language() -> None:
    prose = [FENCE.sub("", text) for text in (ENGLISH, CHINESE)]
    shares = [len(CHINESE_SIGN.findall(text)) / len(text) for text in prose]
    assert shares[0] < 0.02 < 0.3 < shares[1]


def test_the_readme_in_chinese_has_no_english_sentence() -> None:
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)", "`", FENCE.sub("", CHINESE))
    assert re.findall(r"(?:[A-Za-z][A-Za-z'’-]*[,;:]? +){3,}[A-Za-z]+", prose) == []


def test_every_term_of_the_glossary_is_explained_in_both_languages() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text_of(Path("docs/glossary.md")).splitlines()
        if line.startswith("|") and not line.startswith("|--")
    ][1:]
    assert len(rows) >= 30
    for term, chinese_term, meaning, chinese_meaning in rows:
        assert term and meaning, term
        assert CHINESE_SIGN.search(chinese_term) and CHINESE_SIGN.search(chinese_meaning), term
    assert len({row[0] for row in rows}) == len(rows)
