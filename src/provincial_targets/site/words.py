"""The site's own words in its languages, from `texts.yml`; words of the data stay as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
"""Folder of each language, and its name as browsers know it."""


@cache
def _texts() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "texts.yml").open(encoding="utf-8") as file:
        loaded: dict[str, dict[str, str]] = yaml.load(file, yaml.CSafeLoader)
    return loaded


class Words:
    """The words of one language.

    Attributes:
        language: `zh` or `en`.
        tag: Its name as browsers know it.
    """

    def __init__(self, language: str) -> None:
        """Choose a language; KeyError where the site has none such."""
        self.language = language
        self.tag = LANGUAGES[language]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text, its {names} filled in; KeyError where the site has none such."""
        text = _texts()[key][self.language]
        return text.format(**values) if values else text

    def code(self, kind: str, code: object) -> str:
        """Return the words for a code of the data, or the code where the site has none."""
        text = _texts().get(f"{kind}.{code}")
        return str(code) if text is None else text[self.language]

    def measured(self, text: str | None, unit: str | None) -> str | None:
        """Return a figure with its unit; what is true or false has none."""
        if text is None or unit in (None, "flag"):
            return text
        return self(f"measured.{unit}", value=text)

    def field(self, name: str) -> str:
        """Return the column that holds `name` in this language."""
        return f"{name}_{self.language}"
