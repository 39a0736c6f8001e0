"""The colours, each with its value on white paper and on a dark screen.

Charts name them as CSS variables, so that theme and print change them without a new drawing.
Blue stands for above, met, raised; orange for below, missed, lowered, because colour-blind readers
can tell them apart. There is one accent; grey stands for all that is secondary.
"""

from __future__ import annotations

import re

COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14181d"),
    "panel": ("#f6f7f8", "#1b2127"),
    "ink": ("#1b2026", "#e8ebee"),
    "muted": ("#56606b", "#a5afba"),
    "line": ("#d8dde2", "#343c45"),
    "axis": ("#8b949e", "#77818c"),
    "accent": ("#1f5fa8", "#7fb3ec"),
    "accent-soft": ("#e9f1fa", "#22384f"),
    "bounds": ("#a9c6e6", "#3f6791"),
    "up2": ("#1f5fa8", "#6aa5e6"),
    "up1": ("#a9cbec", "#2f5680"),
    "zero": ("#dfe3e7", "#3a424b"),
    "down1": ("#f5c596", "#7a4a1c"),
    "down2": ("#b5520a", "#f0913f"),
    "on-up2": ("#ffffff", "#0b1a2a"),
    "on-up1": ("#12233a", "#e8ebee"),
    "on-zero": ("#1b2026", "#e8ebee"),
    "on-down1": ("#3a2006", "#f6e6d6"),
    "on-down2": ("#ffffff", "#2a1500"),
    "shade1": ("#e6eef7", "#1f2f40"),
    "shade2": ("#c3d8ee", "#29486a"),
    "shade3": ("#93b9df", "#3a6797"),
    "shade4": ("#4077b4", "#5c93cf"),
    "shade5": ("#1f5fa8", "#94c3f5"),
    "on-shade1": ("#1b2026", "#e8ebee"),
    "on-shade2": ("#1b2026", "#e8ebee"),
    "on-shade3": ("#14181d", "#ffffff"),
    "on-shade4": ("#ffffff", "#0b1a2a"),
    "on-shade5": ("#ffffff", "#0b1a2a"),
    "bad": ("#b5520a", "#f0913f"),
}

COVERAGE = {
    "stated_number": "shade5",
    "stated_words": "shade3",
    "not_stated": "axis",
    "no_source": "zero",
}
"""The status of a figure, with its colour."""

STATUSES = {
    "reproduced": "up2",
    "consistent": "up1",
    "contradicted": "down2",
    "not_computable": "zero",
}
"""The result for a statement of the report, with its colour."""

CHANGES = {"more": "up2", "as_many": "axis", "fewer": "down2"}
"""The change of a count on the year before, with its colour."""

_CHINESE = (
    "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Source Han Sans SC', 'Noto Sans SC'"
)
_LATIN = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans'"
FONTS = {
    "zh": f"{_CHINESE}, {_LATIN}, sans-serif",
    "en": f"{_LATIN}, {_CHINESE}, sans-serif",
}
"""Fonts of the reader's system; in Chinese, one font serves digits and characters."""

_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


def var(name: str) -> str:
    """Return a colour as a CSS variable; KeyError for an unknown one."""
    COLOURS[name]
    return f"var(--{name})"


def on_paper(text: str) -> str:
    """Return `text` (a specification as JSON) with the variables' values for white paper."""
    return _VARIABLE.sub(lambda match: COLOURS[match[1]][0], text)
