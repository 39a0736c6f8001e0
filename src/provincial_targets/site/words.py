"""The site's own texts in its languages, from `texts.yml`; texts of the data stay as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
"""Folder of each language, and its tag in HTML."""


@cache
def _texts() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "texts.yml").open(encoding="utf-8") as file:
        loaded: dict[str, dict[str, str]] = yaml.load(file, yaml.CSafeLoader)
    return loaded


def has_text(key: str) -> bool:
    """Whether the site has this text."""
    return key in _texts()


def has_texts(kind: str) -> bool:
    """Whether the site has texts for the codes of this kind."""
    return any(key.startswith(f"{kind}.") for key in _texts())


class Words:
    """The texts of one language.

    Attributes:
        language: `zh` or `en`.
        tag: Its tag in HTML.
    """

    def __init__(self, language: str) -> None:
        """Choose a language; KeyError for one that the site does not have."""
        self.language = language
        self.tag = LANGUAGES[language]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text, its {names} filled in; KeyError for a key that the site does not have."""
        text = _texts()[key][self.language]
        return text.format(**values) if values else text

    def code(self, kind: str, code: object) -> str:
        """Return the text for a code of the data, or the code if the site has none."""
        text = _texts().get(f"{kind}.{code}")
        return str(code) if text is None else text[self.language]

    def measured(self, text: str | None, unit: str | None) -> str | None:
        """Return a figure with its unit; a flag has none."""
        if text is None or unit in (None, "flag"):
            return text
        return self(f"measured.{unit}", value=text)

    def field(self, name: str) -> str:
        """Return the column that holds `name` in this language."""
        return f"{name}_{self.language}"
