"""What each sentence of a report speaks of: the year before, a span of years, the year's targets.

A report looks back, in some years also on a five-year plan; it may look ahead to the next plan;
it sets the year's targets in one paragraph, and names more of them among the year's tasks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from provincial_targets.read.patterns import same_width


class Period(Enum):
    """The years that a sentence speaks of."""

    REVIEW = "review"
    """The year before."""
    SPAN = "span"
    """Several years that are over."""
    OUTLOOK = "outlook"
    """Several years to come."""
    MAIN = "main"
    """The year's targets, in the paragraph that sets them."""
    CHAPTER = "chapter"
    """The year's targets, among its tasks."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence and where it stands.

    Attributes:
        paragraph: The number of its paragraph, from 1.
        start: Where it begins in the paragraph, in characters from 0.
        text: The sentence as printed.
        period: The years that it speaks of.
    """

    paragraph: int
    start: int
    text: str
    period: Period


_SENTENCE = re.compile(r"(?:[^。！？!?]|(?<=[0-9])。(?=[0-9]+[%％])){1,2000}[。！？!?]*[”’）)」]*")
"""What is longer than 2,000 characters is no sentence, and is read in pieces."""
_SETS_TARGETS = re.compile(
    r"(?:(?:主要|预期|发展|奋斗|工作)+(?:指标)?目标(?:任务)?|主要预期指标)"
    r"(?:建议|初步|安排|设定|考虑|如下)*[:：为是]"
)
_FIGURE = re.compile(r"[0-9][0-9.]*[%％]|[0-9]万人|[0-9](?:亿斤|万吨)")
_HEADING_LENGTH = 60
_PLAN = "[一二三四五六七八九十]五"
_OF_YEARS_TO_COME = re.compile(
    rf"[“\"]?(?:{_PLAN})[”\"]?(?:时期|期间|规划)?.{{0,16}}(?:目标|任务|要求|考虑|部署|思路|蓝图|举措|重点)"
    rf"|(?:未来|今后|下一个)[五5三3]年|到20[0-9]{{2}}年"
)
_SETS_AHEAD = re.compile(
    rf"年均|目标.{{0,4}}(?:是|为|包括)[:：]|(?:{_PLAN}).{{0,12}}目标(?:是|为|：)"
)
_OF_A_PLAN = re.compile("年均增|到20[0-9]{2}年")
"""What targets of several years speak of, and those of one never."""
_OF_THE_PAST = re.compile("回顾|总结|成就|情况|取得|以来|过去|五年来")
_SPAN_BEGINS = re.compile(
    rf"(?:过去|刚刚过去的|这|[^一]|^)(?:五|5)年(?:来|间|，|。|里|是|的)|的五年|五年[，。]"
    rf"|^.{{0,12}}[“\"](?:{_PLAN})[”\"](?:时期|期间|以来|规划|这)|届政府"
)
_YEAR_BEGINS = re.compile(
    "过去(?:的)?一年|刚刚过去的(?:一年|20[0-9]{2}年)|一年来|去年[，以来]|^20[0-9]{2}年(?:是|，|来|以来|，)"
    "|^.{0,6}20[0-9]{2}年(?:工作|以来)"
)


def sentences(paragraphs: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return paragraph, start and text of each sentence."""
    return [
        (number, match.start(), match[0])
        for number, text in enumerate(paragraphs, start=1)
        for match in _SENTENCE.finditer(text)
    ]


def divide(paragraphs: Sequence[str], year: int) -> list[Sentence]:
    """Return the sentences of a report, each with the years that it speaks of.

    Args:
        paragraphs: The text.
        year: The year whose targets the report sets.
    """
    printed, paragraphs = paragraphs, [same_width(text) for text in paragraphs]
    whole = sentences(paragraphs)
    main = _main(whole)
    main_end = 0 if main is None else _end_of_targets(whole, main)
    plan = _start_of_plan(paragraphs, whole, main, year)
    found: list[Sentence] = []
    back = Period.REVIEW
    is_outlook = False
    for position, (number, start, text) in enumerate(whole):
        if position >= plan:
            if main is not None and main <= position < main_end:
                period = Period.MAIN
            else:
                period = Period.OUTLOOK if _SETS_AHEAD.search(text) else Period.CHAPTER
        else:
            head = (paragraphs[number - 1] if start == 0 else text)[:_HEADING_LENGTH]
            is_heading = start == 0 and len(paragraphs[number - 1]) <= _HEADING_LENGTH
            if is_heading and _OF_YEARS_TO_COME.search(head) and not _OF_THE_PAST.search(head):
                is_outlook = True
            elif _YEAR_BEGINS.search(head if start == 0 else head[:30]):
                back = Period.REVIEW
            elif _SPAN_BEGINS.search(head if start == 0 else head[:30]) and not (
                is_heading and str(year - 1) in head
            ):
                back = Period.SPAN
            period = Period.OUTLOOK if is_outlook else back
        as_printed = printed[number - 1][start : start + len(text)]
        found.append(Sentence(paragraph=number, start=start, text=as_printed, period=period))
    return found


def _main(whole: Sequence[tuple[int, int, str]]) -> int | None:
    """Return the position of the sentence that sets the year's targets."""
    best, most = None, 0
    for position, (_, _, text) in enumerate(whole):
        match = _SETS_TARGETS.search(text)
        if match is None or re.search(f"{_PLAN}|五年|年均", text[: match.end()]):
            continue
        end = _end_of_targets(whole, position)
        targets = "".join(other for *_, other in whole[position:end])
        count = len(_FIGURE.findall(targets))
        if count > most and not _OF_A_PLAN.search(targets):
            best, most = position, count
    return best if most >= 2 else None


def _end_of_targets(whole: Sequence[tuple[int, int, str]], main: int) -> int:
    """Return where the targets end: with the paragraph, or with the list that it introduces."""
    end = main + 1
    while end < len(whole) and (
        whole[end][0] == whole[end - 1][0]
        or re.search("[：:；;]$", whole[end - 1][2])
        or re.match("[—–•·●-]", whole[end][2])
    ):
        end += 1
    return end


def _start_of_plan(
    paragraphs: Sequence[str],
    whole: Sequence[tuple[int, int, str]],
    main: int | None,
    year: int,
) -> int:
    """Return the position of the first sentence of the part that plans the year."""
    heading = re.compile(
        rf"(?:{year}年|今年|今后一年|下一步).{{0,20}}"
        "(?:工作|目标|任务|安排|部署|要求|重点|预期|预算|收支)"
    )
    # The last heading before the targets; without these, the first one of such words.
    begin = len(whole) if main is None else main
    for position in range(begin) if main is None else range(begin - 1, -1, -1):
        number, start, _ = whole[position]
        text = paragraphs[number - 1]
        if (
            start == 0
            and len(text) <= _HEADING_LENGTH
            and heading.search(text)
            and not _OF_THE_PAST.search(text)
            and not text.endswith("报告")
        ):
            begin = position
            break
    return begin
