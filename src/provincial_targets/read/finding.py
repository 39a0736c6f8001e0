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

from provincial_targets.read.sections import Period, Sentence

MAX_WORDS = 60
"""The most characters of a wording, as for a row that a person typed."""


class Phrase(NamedTuple):
    """A name under which texts speak of an indicator.

    Attributes:
        indicators: The indicators that it names, in its order (城乡居民…收入 names two).
        unit: The unit of their targets and outturns.
        form: `growth` (增长5%), `growth_and_size` (also 3万亿元), `rate` (5.5%), `share` (69%, as it
            stands at the end of a year), `level` (30万人), or `words` for a name so wide that it
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


# What is printed and what is matched have the same length, so that places are the same.
_SAME_WIDTH = str.maketrans(
    "０１２３４５６７８９％﹪．〜～－—–−‐‑ＧＤＰＣＩ", "0123456789%%.~~------GDPCI"
)

_N = r"[0-9]+(?:\.[0-9]+)?"
_TO = "(?:[-~]+|至|到)"
_BOUND = "(?:[(（]含[)）])?(?:及|或)?(?:左右|上下|前后|以上|以下|以内|之内)?"
_PERCENT = rf"-?{_N}(?:%?{_TO}{_N})?%%?{_BOUND}"
_MONEY = (
    rf"(?:{_N}(?:{_TO}{_N})?|[十百千数])?[万千百]*(?:万亿|亿|万)"
    rf"(?:级规模|元(?:人民币)?(?:大关|台阶|新台阶|规模|级规模)?){_BOUND}"
)
_LEVELS = {
    "10k_persons": rf"{_N}(?:余|多)?万(?:余|多)?人{_BOUND}",
    "10k_tonnes": rf"{_N}(?:余|多)?(?:万亿|亿|万|百万|千万)(?:余|多)?(?:斤|吨|公斤){_BOUND}",
}
_CHANGE = "增长|增速|增幅|涨幅|上涨|上升|提高|提升|增加|下降|降低|减少|回落|下滑|负增长|降幅|增"
_TOWARDS = (
    "率|幅度|预期|目标|预计|力争|争取|确保|保持|稳定|维持|控制|实现|达到?|为|在|至|约|了|的|不低于|不少于|不高于"
    "|不超过|超过?|高于|近|[:：]"
)
_GROWTH = rf"(?:同口径|可比口径|按可比价格?)?(?:{_CHANGE})(?:{_TOWARDS})*{_PERCENT}"

_SCOPE = "全[省市区疆州国]?|我[省市区]|本[省市区]|自治区|地方|地区|区域"
_ADVERBS = (
    "初步(?:统计|核算|预计|测算|估计)|据?(?:统计|测算)|预计|预期|有望|可|将|要|须|应|拟|建议|安排|计划"
    "|全年|去年|今年|本年|当年|上年|年末|年底|年度|过去一年|一年来|(?:到|截至)?20[0-9]{2}年(?:底|末|度)?"
    "|力争|争取|努力|奋力|全力|确保|保证|推动|促进|带动|拉动|实现|完成|取得|保持|达成|达到|使|让|其中|同时|并|且|也|又|仍|均|都"
    "|扣除房地产开发投资后|主要|总体|整体|持续|稳定|稳步|进一步|不断|再次|首次|继续|历史性|成功|顺利"
    "|是|为|使得|推进|支撑|引领|综合|正常年景下|不折不扣|全面|高于|快于"
)
_MAY_PRECEDE = re.compile(
    rf"(?:{_ADVERBS}|{_SCOPE}|[一二三四五六七八九十]+是|[的、和与及“”\"(（)）:：\s-])*$"
)
_MAY_FOLLOW = (
    r"(?:预计|预期|有望|可望|将|要|应|力争|争取|努力|奋力|全力|确保|保证|实现|完成|达成|达到?了?|为|是|在|约|按|不低于|不少于|不超过|低于"
    r"|突破了?|超过?了?|近|首次|再次|历史性地?|进入了?|重回|(?:迈|跨|站|登|跃|踏|再)(?:上|入|过|越)了?|[增升](?:加|长)?[至到]|(?:提升|提高|上升|扩大|降低|下降)[至到]"
    r"|同比|比上年|较上年|比上一年|按可比价格?(?:计算)?|扣除价格因素|名义|实际|全年平均|平均值?|均值|保持|控制|稳定|维持|稳|继续|逆势|顶压|总体|基本"
    r"|总水平|总量|总额|总值|规模|数|值|增速|涨幅|上涨幅度|指数|水平|全年|全[省市区]|年度|当年|去年|今年|(?:到|至)?20[0-9]{2}年|左右|仍|已|了|再|可比|较快|稳步|平稳"
    r"|连续[0-9]+年|在[^，；。]{2,20}情况下|[的和与:：\s])*"
)
_REMARK = re.compile(
    r"[，、](?:增速|增量|总量|增幅|居|位居|排|列|位列|稳居|高于|低于|快于|好于|优于|创|再创|连续|时隔|跑赢|高出|超额|圆满|达成|增量)[^，、；。]*"
)
_HIGH = re.compile(
    r"(?:再?创[^，、；。]{0,10}(?:新高|纪录|最好水平)|再上[^，、；。]{0,6}台阶"
    r"|(?:连续|接连)?连?[跨跃迈][上越过]?[0-9一二两三四五六]+个[^，、；。]*台阶)(?=[，、])"
)
_OF_ANOTHER = re.compile(r"的(?!新?(?:阶段|台阶|水平|规模|目标|增长|增速|速度|预期|关口))")
_REACHED = re.compile("达|突破|超|[迈跨跃站登][上入过越]|[至到]|提高|稳定在")
_FROM_TO = re.compile(
    rf"(?:由|从)[^，；。]*?[0-9][^，；。]*?(?:到|至|为)了?(?:20[0-9]{{2}}年的?)?(?P<figure>{_MONEY}|{_PERCENT})"
)
_HOPE = re.compile(
    r"[，、](?:根据[^，；。]{2,6}|在?实际工作中(?:我们)?(?:将|要)?)?(?:尽最大)?(?:努力|全力|奋力)?(?:争取|力争)"
    rf"(?:取得|实现|达到)?(?:更[^，；。、]*|{_PERCENT})"
)
_RESPECTIVELY = re.compile(
    r"(?P<before>[^，；。]{0,30}?)分别(?P<rest>[^，；。]*(?:[，][^，；。]*)?)"
)
_AHEAD_WORDS = re.compile(
    "正增长|同步|一致|高于|快于|跑赢|好于|持平|全国平均|止跌|稳定增长|稳步增长|只增不减|稳中|完成国家"
)
_BACK_WORDS = re.compile("持平|正增长|同步|两位数增长|止跌回升|稳步回升|未达|完成|持续下降")
_YEAR = re.compile(r"20[0-9]{2}(?=年)")
_PART_OF_YEAR = re.compile(
    "[一二三四前]季度|[上下]半年|[0-9]+月|月均|年均|累计|五年|三年|平均每年|每年"
)
_VAGUE = re.compile("突破|超|[迈跨跃站登][上入过越]|级|左右")
_SHARE = re.compile("占|比重|贡献|排名|位次|位居")
_STOP = "，；。！？：:"


@functools.cache
def _step(form: str, unit: str) -> re.Pattern[str]:
    """What states one more figure of a subject: a pause, words between, the figure."""
    figures = {
        "growth": f"(?P<growth>{_GROWTH})|(?P<other>{_MONEY}|{_N}万?元)",
        "growth_and_size": f"(?P<growth>{_GROWTH})|(?P<size>{_MONEY})",
        "rate": f"(?P<growth>{_GROWTH})|(?P<rate>{_PERCENT})",
        "share": f"(?P<share>{_PERCENT})",
        "level": f"(?P<level>{_LEVELS.get(unit, '$^')})",
    }
    return re.compile(rf"[，、]?(?P<between>{_MAY_FOLLOW})(?:{figures[form]})")


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
        self.text = sentence.text.translate(_SAME_WIDTH)
        self.year = year
        self.is_ahead = sentence.period in (Period.MAIN, Period.CHAPTER)

    def read(self) -> Iterator[Found]:
        mentions = self._mentions()
        for number, mention in enumerate(mentions):
            limit = mentions[number + 1].start if number + 1 < len(mentions) else len(self.text)
            yield from self._of(mention, limit)

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
            kept.append(mention)
        return kept

    def _of(self, mention: _Mention, limit: int) -> Iterator[Found]:
        begin = max(self.text.rfind(char, 0, mention.start) for char in _STOP) + 1
        left = self.text[max(begin, self.text.rfind("、", 0, mention.start) + 1) : mention.start]
        for name in self.place:
            left = left.replace(name, "")
        is_subject = _MAY_PRECEDE.fullmatch(left) is not None
        if is_subject:
            several = self._respectively(mention, begin)
            if several is not None:
                yield from several
                return
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
        step = _step(phrase.form, phrase.unit)
        where = mention.end
        high = _HIGH.match(self.text, where)
        if high is not None:
            where = high.end()
        from_to = _FROM_TO.match(self.text, where)
        if from_to is not None:
            yield from self._from_to(phrase, from_to, left)
            where = from_to.end()
        while where < limit:
            match = step.match(self.text, where, limit)
            if match is None:
                remark = _REMARK.match(self.text, where, limit)
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
            if kind not in ("size", "other"):
                hope = _HOPE.match(self.text, end)
                end = where = hope.end() if hope else end
            if _OF_ANOTHER.match(self.text, end):
                return
            context = left + match["between"]
            yield from self._found(phrase.indicators[0], phrase.unit, kind, start, end, context)

    def _from_to(self, phrase: Phrase, match: re.Match[str], left: str) -> Iterator[Found]:
        words = match["figure"]
        is_percent = "%" in words
        kind = "share" if is_percent else "size"
        if phrase.form not in (("share", "rate") if is_percent else ("growth_and_size",)):
            return
        years = _YEAR.findall(match[0])
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
        words = self.sentence.text[start:end].strip("，、的")
        doubts: list[str] = []
        years = [int(year) for year in _YEAR.findall(context)]
        if _PART_OF_YEAR.search(context):
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
                if kind != "share" and not (kind == "size" and _REACHED.search(context + words)):
                    return
                doubts.append("from a part that looks back on several years")
        if re.search("带动|拉动", context):
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
        match = _RESPECTIVELY.match(self.text, mention.end)
        if match is None or mention.phrase.form == "words":
            return None
        head = self.text[begin : match.end("before")]
        if _PART_OF_YEAR.search(head) or _SHARE.search(match["before"]):
            return []
        # 城镇、农村居民人均可支配收入 is one name of two things, whose own list does not count.
        parts = [
            (start, end)
            for start, end in _split_list(head, begin)
            if not mention.start < start < mention.end
        ]
        index = next(n for n, (_, end) in enumerate(parts) if mention.start < end)
        total = len(parts) + len(mention.phrase.indicators) - 1
        number = re.compile(_LEVELS.get(mention.phrase.unit, _PERCENT))
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
        if re.search(f"{_N}%|{_N}[万亿]|百分点", clause) or end - begin > MAX_WORDS:
            return
        rest = self.text[mention.end : end]
        if self.sentence.period is Period.MAIN:
            if not (rest or is_subject) or len(clause) < 6:
                return
        elif self.is_ahead:
            if not is_subject or not _AHEAD_WORDS.search(rest):
                return
        elif not is_subject or not _BACK_WORDS.search(rest):
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
                one.measure == "size" and _VAGUE.search(one.words) is not None,
            ),
        )
        result.append((ranked[0], ranked[1:]))
    return result
