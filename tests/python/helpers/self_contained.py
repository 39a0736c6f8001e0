"""The addresses that a page makes a browser load."""

from __future__ import annotations

import re

_LOADS = re.compile(
    r"""<(?:script|link|img|iframe|object|embed|video|audio|source)\b[^>]*?\b(?:src|href|data)\s*=\s*["']?([^"'\s>]+)"""
    r"""|@import\s+(?:url\()?["']?([^"')\s;]+)|\burl\(\s*["']?([^"')\s]+)""",
    re.IGNORECASE,
)


def loaded_from_elsewhere(page: str) -> list[str]:
    """Return the addresses that a page loads and that lead away from its own folder."""
    found = ["".join(match) for match in _LOADS.findall(page)]
    return [address for address in found if re.match(r"(?:[a-z]+:)?//", address, re.IGNORECASE)]
