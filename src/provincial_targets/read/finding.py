"""Where a text states a figure of an indicator, and with which words; nothing is computed here.

A name of an indicator (phrases.csv) must stand where a clause names its subject, and what follows
it must say something of that subject: words that may stand between the two are listed here, and
anything else (产业投资, 对东盟进出口, 城镇居民收入, 开发区) is another subject.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from provincial_targets.read import patterns
from provincial_targets.read.sections import Period, Sentence

MAX_WORDS = 60
"""The most characters of a wording, as for a row that a person typed."""


class Phrase(NamedTuple):
    """A name under which texts speak of an indicator.

    Attributes:
        indicators: The indicators that it names, in its order (城乡居民…收入 names two).
        unit: The unit of their targets and outturns.
        form: `growth` (增长5%), `growth_and_size` (also 3万亿元), `rate` (5.5%), `share` (69%, as
            it stands at the end of a year), `level` (30万人), or `words` for a name so wide that it
            counts only where the target is words (节能减排).
        name: The name, as a regular expression.
    """

    indicators: tuple[str, ...]
    unit: str
    form: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """A figure of an indicator in a text.

    Attributes:
        indicator: Its code.
        measure: `target`, `outturn` or `size`.
        year: The year that it is about.
        unit: The unit of the indicator and measure.
        words: The few words of the figure, as printed.
        position: Which number of several it is (分别为5%和3%), from 1; 0 for the only one.
        paragraph: Where it stands: the number of the paragraph,
        start: the first of its characters there,
        end: and the one behind its last.
        sentence: The sentence, as printed.
        period: The years that the sentence speaks of.
        doubts: Why a person should look; empty where nothing speaks against it.
    """

    indicator: str
    measure: str
    year: int
    unit: str
    words: str
    position: int
    paragraph: int
    start: int
    end: int
    sentence: str
    period: Period
    doubts: tuple[str, ...] = ()


@functools.cache
def phrases() -> tuple[Phrase, ...]:
    """Return the names of the indicators."""
    file = importlib.resources.files("provincial_targets.read") / "phrases.csv"
    return tuple(
        Phrase(tuple(row["indicators"].split()), row["unit"], row["form"], row["name"])
        for row in csv.DictReader(file.read_text("utf-8").splitlines())
    )


_SHARED = "one figure for each of a list"
_AMOUNT = "an amount where a growth rate is usual"


class _Mention(NamedTuple):
    start: int
    end: int
    phrase: Phrase


def find(sentences: Sequence[Sentence], *, year: int, place: Sequence[str] = ()) -> list[Found]:
    """Return every figure that a report states, in the order of its text.

    Args:
        sentences: The report, divided.
        year: The year whose targets it sets; what it looks back on is the year before.
        place: The names of its province: 北京地区进出口总额 is that of Beijing.
    """
    found: list[Found] = []
    for sentence in sentences:
        if sentence.period is not Period.OUTLOOK:
            found += _Reader(sentence, year, place).read()
    return found


@functools.cache
def _compiled() -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    return tuple((phrase, re.compile(phrase.name)) for phrase in phrases())


class _Reader:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence, year: int, place: Sequence[str]) -> None:
        self.place = place
        self.sentence = sentence
        self.text = patterns.same_width(sentence.text)
        self.year = year
        self.is_ahead = sentence.period in (Period.MAIN, Period.CHAPTER)

    def read(self) -> Iterator[Found]:
        mentions = self._mentions()
        waiting: list[_Mention] = []
        for number, mention in enumerate(mentions):
            limit = mentions[number + 1].start if number + 1 < len(mentions) else len(self.text)
            found = list(self._of(mention, limit))
            yield from found
            # 社会消费品零售总额、固定资产投资增长4%: one figure for each of a list.
            for one in found:
                if one.unit == "percent" and not one.position and one.words.startswith("增长"):
                    for other in waiting:
                        yield replace(
                            one, indicator=other.phrase.indicators[0], doubts=(*one.doubts, _SHARED)
                        )
            if (
                not found
                and mention.phrase.form.startswith("growth")
                and re.fullmatch("[、和与及]", self.text[mention.end : limit])
                and patterns.MAY_PRECEDE.fullmatch(self._before(mention))
            ):
                waiting.append(mention)
            else:
                waiting.clear()

    def _mentions(self) -> list[_Mention]:
        """Return the names in the sentence; of those that overlap, the longest."""
        every = [
            _Mention(match.start(), match.end(), phrase)
            for phrase, name in _compiled()
            for match in name.finditer(self.text)
        ]
        every.sort(key=lambda m: (m.start, -m.end, -len(m.phrase.indicators)))
        kept: list[_Mention] = []
        for mention in every:
            if kept and mention.start < kept[-1].end:
                continue
            if (
                kept
                and mention.phrase.indicators == kept[-1].phrase.indicators
                and self.text[kept[-1].end : mention.start] in ("(", "（")
            ):
                continue  # 居民消费价格（CPI） names one thing twice
            kept.append(mention)
        return kept

    def _begin(self, mention: _Mention) -> int:
        """Return where the clause of a name begins."""
        return max(self.text.rfind(char, 0, mention.start) for char in patterns.STOPS) + 1

    def _before(self, mention: _Mention) -> str:
        """Return what stands before a name in its clause or list, without the province."""
        begin = max(self._begin(mention), self.text.rfind("、", 0, mention.start) + 1)
        before = self.text[begin : mention.start]
        for name in self.place:
            before = before.replace(name, "")
        return before

    def _of(self, mention: _Mention, limit: int) -> Iterator[Found]:
        begin, left = self._begin(mention), self._before(mention)
        ahead = [int(year) for year in patterns.YEAR.findall(self.text[: mention.start])]
        if patterns.COMPARED.search(left) or (ahead and ahead[-1] > self.year):
            return
        is_subject = patterns.MAY_PRECEDE.fullmatch(left) is not None
        if is_subject or patterns.MAY_PRECEDE.fullmatch(re.split("[和与及]", left)[-1]):
            several = self._respectively(mention, begin)
            if several is not None:
                yield from several
                return
        if is_subject:
            figures = list(self._figures(mention, limit, left))
            rates = [one for one in figures if _AMOUNT not in one.doubts]
            if figures:
                yield from rates or figures
                return
        yield from self._words_only(mention, begin, is_subject=is_subject)

    def _figures(self, mention: _Mention, limit: int, left: str) -> Iterator[Found]:
        """Yield what the words behind a name state of it, one figure after the other."""
        phrase = mention.phrase
        if phrase.form == "words":
            return
        if len(phrase.indicators) > 1:
            phrase = phrase._replace(indicators=("disposable_income",))
        step = patterns.step(phrase.form, phrase.unit)
        where = mention.end
        high = patterns.RECORD.match(self.text, where)
        if high is not None:
            where = high.end()
        from_to = patterns.FROM_TO.match(self.text, where)
        if from_to is not None:
            yield from self._from_to(phrase, from_to, left)
            where = from_to.end()
        while where < limit:
            match = step.match(self.text, where, limit)
            if match is None:
                remark = patterns.REMARK.match(self.text, where, limit)
                if remark is None or where == mention.end:
                    return
                where = remark.end()
                continue
            where = match.end()
            kind = match.lastgroup
            if kind is None:
                continue
            start, end = match.start(kind), match.end(kind)
            if kind != "growth":
                start = match.start("between")
                if aside := patterns.ASIDE.match(self.text, start):
                    start = aside.end()
            if kind not in ("size", "other"):
                hope = patterns.HOPE.match(self.text, end)
                if hope is not None and hope.end() - start <= MAX_WORDS:
                    end = where = hope.end()
            if patterns.OF_ANOTHER.match(self.text, end):
                return
            context = left + match["between"]
            yield from self._found(phrase.indicators[0], phrase.unit, kind, start, end, context)

    def _from_to(self, phrase: Phrase, match: re.Match[str], left: str) -> Iterator[Found]:
        words = match["figure"]
        is_percent = "%" in words
        kind = "share" if is_percent else "size"
        if phrase.form not in (("share", "rate") if is_percent else ("growth_and_size",)):
            return
        years = patterns.YEAR.findall(match[0])
        context = left + (f"{years[-1]}年" if years else f"{self.year - 1}年")
        yield from self._found(
            phrase.indicators[0],
            phrase.unit,
            kind,
            match.start("figure"),
            match.end("figure"),
            context,
        )

    def _found(
        self,
        indicator: str,
        unit: str,
        kind: str,
        start: int,
        end: int,
        context: str,
        position: int = 0,
    ) -> Iterator[Found]:
        """Yield a figure, unless it is about a part of a year, several years or another year."""
        period = self.sentence.period
        printed = self.sentence.text[start:end]
        words = printed.strip("，、的")
        start += printed.find(words)
        end = start + len(words)
        doubts: list[str] = []
        years = [int(year) for year in patterns.YEAR.findall(context)]
        if patterns.PART_OR_SPAN.search(context):
            return
        if self.is_ahead:
            if re.search("去年|上年", context) or any(year != self.year for year in years):
                return
            measure, year = "target", self.year
            if kind in ("size", "other"):
                doubts.append(_AMOUNT)
        elif kind == "other":
            return
        else:
            measure = "size" if kind == "size" else "outturn"
            year = years[-1] if years else self.year - 1
            if not self.year - 2 <= year < self.year:
                return
            if period is Period.SPAN and not years:
                # What a span adds up to, or its average, is no figure of its last year.
                if kind != "share" and not (
                    kind == "size" and patterns.REACHED.search(context + words)
                ):
                    return
                doubts.append("from a part that looks back on several years")
        if patterns.WITHOUT_A_PART.search(context):
            doubts.append("without real estate")
        if patterns.BROUGHT_ABOUT.search(context):
            doubts.append("brought about by something else: the part of it, or the whole?")
        yield Found(
            indicator=indicator,
            measure=measure,
            year=year,
            unit="100m_yuan" if measure == "size" else unit,
            words=words,
            position=position,
            paragraph=self.sentence.paragraph,
            start=self.sentence.start + start,
            end=self.sentence.start + end,
            sentence=self.sentence.text,
            period=period,
            doubts=tuple(doubts),
        )

    def _respectively(self, mention: _Mention, begin: int) -> list[Found] | None:
        """Return the figures of a list (A、B分别增长5%、6%); None where there is no list."""
        match = patterns.RESPECTIVELY.match(self.text, mention.end)
        if match is None or mention.phrase.form == "words":
            return None
        head = self.text[begin : match.end("before")]
        if patterns.PART_OR_SPAN.search(head) or patterns.SHARE.search(match["before"]):
            return []
        # 城镇、农村居民人均可支配收入 is one name of two things, whose own list does not count.
        parts: list[tuple[int, int]] = []
        for start, end in _split_list(head, begin):
            if patterns.A_FIGURE.search(self.text[start:end]):
                parts.clear()  # what has its figure already is not in the list
            elif not mention.start < start < mention.end:
                parts.append((start, end))
        index = next((n for n, (start, end) in enumerate(parts) if mention.start < end), None)
        if index is None or mention.start < parts[0][0]:
            return None
        total = len(parts) + len(mention.phrase.indicators) - 1
        number = re.compile(patterns.LEVELS.get(mention.phrase.unit, patterns.PERCENT))
        for clauses in (1, 2):
            rest = "，".join(match["rest"].split("，")[:clauses])
            numbers = list(number.finditer(rest))
            if numbers:
                break
        first, offset = match.end("before"), match.start("rest")
        if len(numbers) != total or offset + numbers[-1].end() - first > MAX_WORDS:
            return []
        found: list[Found] = []
        for place, indicator in enumerate(mention.phrase.indicators, start=index):
            one, form = numbers[place], mention.phrase.form
            if form == "level":
                words = (offset + one.start(), offset + one.end(), 0)
            else:
                words = (first, offset + numbers[-1].end(), place + 1)
            found += self._found(
                indicator, mention.phrase.unit, form, *words[:2], head, position=words[2]
            )
        return found

    def _words_only(self, mention: _Mention, begin: int, *, is_subject: bool) -> Iterator[Found]:
        """Yield a figure that is stated in words: 与经济增长同步, 保持正增长."""
        ends = [self.text.find(char, mention.end) for char in "，；。！"]
        end = min([place for place in ends if place >= 0], default=len(self.text))
        clause = self.text[begin:end]
        if patterns.A_FIGURE.search(clause) or end - begin > MAX_WORDS:
            return
        rest = self.text[mention.end : end]
        if self.sentence.period is Period.MAIN:
            sets = patterns.FULFILS.search(clause) or (
                is_subject
                and rest
                and (patterns.A_FIGURE.search(self.text) or patterns.AHEAD_IN_WORDS.search(rest))
            )
            if not sets:
                return
        elif self.is_ahead:
            if not is_subject or not patterns.AHEAD_IN_WORDS.search(rest):
                return
        elif not is_subject or not patterns.BACK_IN_WORDS.search(rest):
            return
        indicators = mention.phrase.indicators
        if len(indicators) > 1 and mention.phrase.form != "words":
            indicators = ("disposable_income",)
        for indicator in indicators:
            for found in self._found(indicator, mention.phrase.unit, "words", begin, end, clause):
                yield replace(found, doubts=(*found.doubts, "words only"))


def _split_list(text: str, offset: int) -> list[tuple[int, int]]:
    """Return where the items of a list begin and end."""
    places: list[tuple[int, int]] = []
    begin = 0
    for match in re.finditer("[、和与及]|$", text):
        if match.start() > begin:
            places.append((offset + begin, offset + match.start()))
        begin = match.end()
    return places


def chosen(found: Iterable[Found]) -> list[tuple[Found, list[Found]]]:
    """Return one figure for each cell, with what else the text states about it.

    The paragraph that sets the targets goes before the chapters, a figure before words, the year
    before a look back on several years, and the first before the later ones.
    """
    cells: dict[tuple[str, str, int], list[Found]] = {}
    for one in found:
        cells.setdefault((one.indicator, one.measure, one.year), []).append(one)
    order = (Period.MAIN, Period.REVIEW, Period.CHAPTER, Period.SPAN)
    result = []
    for several in cells.values():
        ranked = sorted(
            several,
            key=lambda one: (
                "words only" in one.doubts,
                order.index(one.period),
                any(doubt.startswith("brought about") for doubt in one.doubts),
                one.measure == "size" and patterns.VAGUE.search(one.words) is not None,
            ),
        )
        result.append((ranked[0], ranked[1:]))
    return result
