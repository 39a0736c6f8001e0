"""Normalise characters: spaces, widths and dashes, and split off footnote marks."""

from __future__ import annotations

import functools
import re
import unicodedata

OVERRIDES = "\u202d\u202e"
"""They show a text in another order than it is stored in."""

_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_RAISED = "".join(
    char
    for char in map(chr, range(0xA0, 0x2C80))
    if unicodedata.decomposition(char).startswith(("<super>", "<sub>"))
)
_ENCLOSED = "\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u32bf"
"""①, ⑴, ⒈, ⓪, ❶, ㈠, ㊀ and their series."""

_SYMBOLS = "*＊∗⁎⁑†‡§¶#＃※★☆^＾"
_DIGIT = "0-9０-９"
_LETTER = "[a-zａ-ｚ]"
_NOTE = f"(?:[注註][:：]?|note|fn)\\s*[{_DIGIT}]{{0,2}}"
_MARK = (
    rf"[{_RAISED}{_ENCLOSED}{_SYMBOLS}]"
    rf"|[\[［【〔〖]\s*(?:[{_DIGIT}]{{1,2}}|{_LETTER}|{_NOTE})\s*[\]］】〕〗]"
    rf"|[(（]\s*{_NOTE}\s*[)）]"
    rf"|(?<=[{_DIGIT}%％元])\s*(?:[(（]\s*(?:[{_DIGIT}]{{1,2}}|{_LETTER})\s*[)）]|{_NOTE})"
)
_MARK_OF_A_NAME = rf"(?<=[^\W\d_])\s*[(（]\s*[{_DIGIT}]{{1,2}}\s*[)）]"
_MARK_OF_A_NUMBER = rf"(?<=[{_DIGIT}])\s?[preｐｒｅ]"
_END_OF_A_WORDING = re.compile(f"(?:{_MARK})$", re.IGNORECASE)
_END = re.compile(f"(?:(?i:{_MARK})|{_MARK_OF_A_NAME}|{_MARK_OF_A_NUMBER})$")
_MARKS_BEFORE_A_UNIT = re.compile(
    rf"(?<=[{_DIGIT}%％])[{_RAISED}{_ENCLOSED}*＊†‡※]+(?=\s*[^\s{_DIGIT}.,．，])"
)
_EXPONENT = re.compile(rf"[A-Za-zμ.][{_RAISED}]+$")
"""The ³ of m³ and the ₂ of CO₂, which are parts of words."""

_TOUCHING = re.compile(
    rf"[{_DIGIT}.,%％]\s?[{_RAISED}{_ENCLOSED}\u00bc-\u00be\u2150-\u215f]"
    rf"|(?<![A-Za-zμ])[{_RAISED}{_ENCLOSED}\u00bc-\u00be\u2150-\u215f]\s?[{_DIGIT}]"
)

RELEASE_OF_MARK = {"p": "first", "r": "revised", "e": "estimate"}
"""What the marks of statistical offices say: preliminary, revised, estimated."""


def visible(text: str) -> str:
    """Return a text without invisible characters, every kind of space as a plain one.

    Zero-width characters, soft hyphens and marks of direction are taken off.
    """
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def plain(text: str) -> str:
    """Return a text with its characters in one width, and every dash that may be a minus as `-`.

    Unlike NFKC this makes no digit or letter of a footnote mark, a superscript, a fraction, a Roman
    numeral or a digit of another alphabet.
    """
    if text.isascii():
        return text
    return "".join(map(_plain, unicodedata.normalize("NFC", text)))


@functools.lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in "‐‑‒–—―−":
        return "-"
    kind = unicodedata.decomposition(char).partition(" ")[0]
    if (
        unicodedata.category(char) in ("No", "Nl")
        or kind in ("<super>", "<sub>", "<circle>", "<fraction>", "<square>", "<font>")
        or "\u2474" <= char <= "\u24ff"
    ):
        return char
    return unicodedata.normalize("NFKC", char)


def split_marks(text: str, *, is_wording: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return a text without its footnote marks, and these marks as they are written.

    Only marks that can be nothing else are taken off: at the end, or between a number and the word
    behind it (`2290②亿元`).

    Args:
        text: The text of a cell.
        is_wording: Whether it is running text, in which `（5）` or `5e` may be a figure.
    """
    marks: list[str] = []

    def keep(match: re.Match[str]) -> str:
        marks.append(match[0])
        return ""

    core = _MARKS_BEFORE_A_UNIT.sub(keep, text)
    before_a_unit = len(marks)
    end = _END_OF_A_WORDING if is_wording else _END
    while (mark := end.search(core)) and not (is_wording and _EXPONENT.search(core)):
        marks.insert(before_a_unit, mark[0].strip())
        core = core[: mark.start()].rstrip()
    return core, tuple(marks)


def touching_mark(wording: str) -> str | None:
    """Return a mark or fraction that stands against a digit, so that it may be part of a number."""
    match = _TOUCHING.search(wording)
    return match[0] if match else None


def release_of(mark: str) -> str | None:
    """Return the release that a mark states, if it states one."""
    return RELEASE_OF_MARK.get(
        unicodedata.normalize("NFKC", mark).strip("()[]【】〔〕〖〗 ").lower()
    )
