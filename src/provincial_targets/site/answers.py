"""What all pages are made from: the warehouse's answers, and the words of one language."""

from __future__ import annotations

from dataclasses import dataclass

from provincial_targets.site.warehouse import Answer, Row
from provincial_targets.site.words import Words

MOVES = (
    "target_point",
    "previous_target_point",
    "delta_pp",
    "direction",
    "direction_text",
    "target_label",
    "short_label",
    "wording",
)
"""What the chart of changes needs of a province."""


@dataclass(frozen=True)
class Site:
    """What all pages are made from.

    Attributes:
        answers: What the warehouse said, by query.
        words: The language.
    """

    answers: dict[str, Answer]
    words: Words

    def rows(self, query: str) -> list[Row]:
        """Return the rows of a query."""
        return self.answers[query].rows

    def name(self, row: Row, field: str = "name") -> str:
        """Return the column of a row that is in the site's language."""
        # A figure and its sign stay on one line.
        return str(row[self.words.field(field)]).replace(" %", "\u00a0%")


def home(site: Site) -> tuple[str, int]:
    """Return the round that the site opens with: the newest of the first indicator."""
    first = site.rows("rounds")[0]["indicator"]
    years = [row["target_year"] for row in site.rows("rounds") if row["indicator"] == first]
    return first, max(years)


def spoken(site: Site, row: Row) -> Row:
    """Add what a chart prints of a province: its target, or why there is none."""
    words = site.words
    label = row["target_label"] or (
        site.name(row, "qualifier") if row["qualifier"] else words("key.missing")
    )
    direction = words.code("direction", row["direction"]) if row["direction"] else None
    return {**row, "short_label": label, "direction_text": direction}
