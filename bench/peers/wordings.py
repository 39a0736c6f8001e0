"""Read the wording of a target as the models do (macros/targets), in Python.

What SQL does to a column of distinct wordings is done here to one wording; both peers call it once
for each distinct one. Amounts of money are not read: the main marts need none of them.
"""

# ruff: noqa: E501 (a pattern that is cut is hard to compare with the one in SQL)

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Reading(NamedTuple):
    """What a wording says: a number in percent, the ends of a range, how it is meant."""

    stated: float | None
    low: float | None
    high: float | None
    qualifier: str
    is_two_track: bool


_N = "[0-9]+[.]?[0-9]*"
_VARIANTS = [
    ("０１２３４５６７８９％．＋＜＞", "0123456789%.+<>"),
    ("，、；：（）“”　＝", ';;;:()"" ='),
    ("—–−―－～〜~‑", "---------"),
    ("・·", ".."),
    (
        "増長內約於過達預計萬億點為與實爭總総經濟済経減調後從較漲產與進貿額兩歩억",
        "增长内约于过达预计万亿点为与实争总总经济济经减调后从较涨产与进贸额两步亿",
    ),
]
_ONE_SPELLING = {
    ord(old): new for olds, news in reversed(_VARIANTS) for old, new in zip(olds, news, strict=True)
}
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")


def _normalised(wording: str) -> str:
    text = wording.strip(" ").lower().translate(_ONE_SPELLING)
    text = re.sub("(个百分点|个点|percentage[ -]points?|パーセントポイント)", "pp", text)
    for _ in range(2):
        text = re.sub("([0-9]),([0-9]{3})([^0-9]|$)", r"\1\2\3", text)
    text = re.sub("([0-9]),([0-9]{1,2})([^0-9]|$)", r"\1.\2\3", text)
    text = re.sub("[ -]*(per[ -]?cent|pct|pour cent|パーセント|%)", "%", text)
    text = re.sub("([0-9]) p(e(r( ?c(e(n)?)?)?)?)?$", r"\1%", text)
    for number, word in enumerate(_WORDS):
        text = text.replace(f"{word}%", f"{number}%")
    return text


def _in_digits(text: str) -> str:
    if "百分之" not in text and re.search("[0-9]", text):
        return text
    text = text.translate(_DIGITS)
    text = re.sub("([0-9])点([0-9])", r"\1.\2", text)
    text = re.sub("([0-9])十([0-9])", r"\1\2", text)
    text = re.sub("([0-9])十", r"\g<1>0", text)
    text = re.sub("十([0-9])", r"1\1", text)
    return re.sub("百分之([0-9.]+)", r"\1%", text.replace("十", "10"))


def _with_percent(text: str) -> str:
    if "%" in text:
        return text
    n = "[0-9]{1,3}([.][0-9]+)?"
    found = re.sub(f"(^|[^0-9.])({n}) ?(-|至|到|to) ?({n})($|[ ;,左以])", r"\1\2%\4\5%\7", text)
    if found != text:
        return found
    return re.sub(
        "(^|增长|增速|上涨|下降|growth:?|by|about|around|above|over|within|below|at|约)( ?)"
        f"({n})( ?(左右|以上|以内|以下|前后|[;,].*)?$)",
        r"\1\2\3%\5",
        text,
    )


_TWO_TRACK = (
    "[ ,;(]*(在?实际工作中)?(努力|全力)?(争取|力争)[^0-9%]*(更好|更高|更优|达到).*$"
    "|[ ,;]*(and |while )?striv[a-z]* [^0-9%]*bet.*$"
)
_FALL = (
    "(下降|减少|降低|减|降|dropp?ed|decreas[a-z]*|fell|declin[a-z]*|down)[了约 ]*(by |of |about )*"
)


def _group(pattern: str, text: str, number: int) -> str | None:
    found = re.search(pattern, text)
    return (found[number] or None) if found else None


def _range_end(text: str, end: int) -> float | None:
    if re.search(f"(from|由|从) ?[^;]*{_N}%", text):
        return None
    between = f"(between|entre) (-?{_N})%? (and|to|et) (-?{_N})%"
    dash = f"(-?{_N})%? ?(-|至|到| to | ?à ?) ?(-?{_N})%"
    found = _group(between, text, 2 * end) or _group(dash, text, 2 * end - 1)
    return float(found) if found else None


def _percent(text: str) -> float | None:
    if "上年=100" in text:
        found = _group(f"100[)] *({_N})", text, 1)
        return round(float(found) - 100, 4) if found else None
    if re.search(f"{_N}%", text):
        change = f"(from|由|从) ?[^;]*{_N}%[^0-9;]*(to|到了?|至|为) ?({_N})%"
        found = _group(change, text, 3) or _group(f"({_N})%", text, 1)
        falls = (
            f"^[^%]*{_FALL}{_N}%",
            f"^[^%]*{_N}%的?(减|下降|低下|decrease|drop|decline)",
            f"^([^%]*[^0-9a-z%.])?-{_N}%",
        )
        sign = -1 if any(re.search(fall, text) for fall in falls) else 1
        return float(found) * sign if found else None
    return 0.0 if re.search("持平|flat", text) else None


_NUMERIC = [
    ("at_least", "(不低于|不少于|不小于|no less than|not less than|no lower than|not lower than|not below) ?", None),
    (
        "at_most",
        "(不超过|不高于|低于|小于|within|below|under|less than|lower than|at most|up to a maximum of|no more than"
        "|not more than|not exceed(ing)?|not to exceed|moins de|au plus|<=?|≤) ?",
        " ?(以内|以内|以下|之内|内|未满|or less|or below|or lower|at most)",
    ),
    (
        "at_least",
        "(高于|超过|超|大于|above|over|more than|higher than|at least|exceed(ing)?|surpass(ing)?|upwards of|plus de"
        "|au moins|supérieure? à|>=?|≥) ?",
        " ?(以上|及以上|超|or more|or above|or higher|and above|at least|plus|[+])",
    ),
    (
        "about",
        "(约|大约|about|around|approximately|approx[.]?|roughly|some|circa|nearly|environ|autour de) ?",
        " ?(左右|前后|上下|前後|程度|or so)",
    ),
]  # fmt: skip
_IN_WORDS = [
    (
        "not_disclosed",
        "未公布|未公开|未披露|未设定|not disclosed|not publicly|undisclosed|not announced",
    ),
    (
        "above_gdp",
        "(高于|快于|跑赢).*(经济|gdp|生产总值)"
        "|(above|faster than|higher than|outpac[a-z]*) .*(economic|economy|gdp)",
    ),
    (
        "in_line_with_gdp",
        "(与|和).*(经济|gdp|生产总值).*(同步|一致|相当|持平)"
        "|(in step with|in line with|on par with|in sync with|keep pace with|in tandem with) "
        ".*(economic|economy|gdp)|連動|même rythme",
    ),
    ("positive", "正增长|positive growth|プラス成長|croissance positive"),
]


def _qualifier(text: str) -> str:
    if re.search("[0-9]%", text):
        if _range_end(text, 1) is not None:
            return "range"
        for qualifier, before, after in _NUMERIC:
            if re.search(f"{before}-?{_N}%", text) or (after and re.search(f"{_N}%{after}", text)):
                return qualifier
        return "exact"
    for qualifier, words in _IN_WORDS:
        if re.search(words, text):
            return qualifier
    return "qualitative"


@cache
def read(wording: str) -> Reading:
    """Read one wording of a percentage."""
    text = _with_percent(_in_digits(_normalised(wording)))
    rest = re.sub(_TWO_TRACK, "", text)
    clause = rest if re.search("[0-9]", rest) else text
    return Reading(
        _percent(clause),
        _range_end(clause, 1),
        _range_end(clause, 2),
        _qualifier(clause),
        clause != text,
    )
