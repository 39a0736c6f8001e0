"""The words a person may use: column names, and names for the codes of the seeds."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from provincial_targets.ingest.reference.spelling import plain, split_marks, visible

OBSERVATION_COLUMNS = (
    "observation_id",
    "geography_code",
    "indicator",
    "measure",
    "year",
    "value",
    "raw_text",
    "unit",
    "basis",
    "release",
    "is_rounded",
    "published_on",
    "published_on_precision",
    "source_id",
    "note",
)
SOURCE_COLUMNS = ("publisher", "title", "url", "kind")
"""Columns of a file that describe a source not yet in sources.csv."""
SHOWN_COLUMNS = ("sentence",)
"""Columns of a file that are shown and never stored."""
DATE_COLUMNS = ("published_on", "published_on_precision")
SOURCE_TABLE_COLUMNS = ("source_id", *SOURCE_COLUMNS, *DATE_COLUMNS)
"""Columns of sources.csv, and of a file that corrects it."""
DOCUMENT_COLUMNS = (
    "geography_code",
    "year",
    "document_kind",
    "publisher",
    "title",
    "published_on",
    "is_read_in_full",
)
"""Columns of documents.csv, and of a file that adds to it."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "observation_id": ("观测编号", "编号"),
    "geography_code": ("省份", "省市", "地区", "行政区划代码", "province", "geography"),
    "indicator": ("指标",),
    "measure": ("类别", "目标或实际"),
    "year": ("年份", "年度"),
    "value": ("数值", "目标值"),
    "raw_text": ("原文", "原文表述", "wording"),
    "unit": ("单位",),
    "basis": ("口径",),
    "release": ("数据版本", "发布版本"),
    "is_rounded": ("是否取整", "rounded"),
    "published_on": ("发布日期", "公布日期"),
    "published_on_precision": ("日期精度", "precision"),
    "source_id": ("来源编号",),
    "note": ("备注", "notes"),
    "publisher": ("发布者", "发布机构"),
    "title": ("标题", "来源标题"),
    "url": ("网址", "链接"),
    "kind": ("来源类型",),
    "document_kind": ("文件类型",),
    "is_read_in_full": ("是否通读",),
    "sentence": ("原句",),
}
"""What each column may be called besides its own name; `docs/ingest.md` lists them."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit in which figures are printed.

    Attributes:
        code: The unit that the seeds store.
        factor: How many of those one of this unit is.
        names: What it is called, the commonest first.
    """

    code: str
    factor: Decimal
    names: tuple[str, ...]


Meanings = tuple[Unit, ...]
"""What one name of a unit may mean: one unit for each that the seeds store."""


GROWTH_WORDS = (
    *("增速", "增长", "增长率", "增长速度", "增幅", "同比增长", "比上年增长"),
    *("growth", "growth rate"),
)
SIZE_WORDS = ("总量", "规模", "绝对额", "size")
TARGET_WORDS = ("目标", "目标值", "预期目标", "target")
UNIT_FOLLOWS = ("计量单位", "計量單位", "单位", "單位", "単位", "unit")

PART_OF_A_YEAR = (
    r"[0-9]月?[-至到~][0-9]{1,2}月|季度|[上下]半年|累计|quarter|first half"
    r"|(?<![a-z])(?:Q[1-4]|H[12]|YTD)(?![a-z])|january (?:to|-)|jan-"
)
"""Pattern of what says that a figure is not of a whole calendar year."""

_YUAN = re.compile("人民币|人民幣|rmb|cny")
"""The currency's own names add nothing to a unit: 亿元人民币, RMB bn."""


@dataclass(frozen=True, kw_only=True)
class Addition:
    """Words that may stand beside a name without changing what is meant.

    Attributes:
        column: The column in whose cells they may stand; `heading` for the headings.
        codes: The codes beside whose names they may stand; empty for all.
        names: The words.
        measures: The measures that the row may have; empty for all.
        why: Why they change nothing.
    """

    column: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...]
    measures: tuple[str, ...] = ()
    why: str


ADDITIONS = (
    Addition(
        column="indicator",
        codes=("gdp",),
        names=("GRP", "生产总值"),
        why="other names of regional GDP",
    ),
    Addition(
        column="indicator",
        codes=("fixed_asset_investment",),
        names=("不含农户", "excluding rural households"),
        why="the series that the statistics bureau publishes has no rural households",
    ),
    Addition(
        column="indicator",
        codes=("industrial_value_added",),
        names=("规模以上", "规上", "above designated size"),
        why="the indicator's own name says it",
    ),
    Addition(
        column="indicator",
        codes=("cpi",),
        names=("涨幅", "inflation"),
        why="the indicator's own name says it",
    ),
    Addition(
        column="indicator",
        codes=(
            "gdp",
            "fiscal_revenue",
            "fixed_asset_investment",
            "retail_sales",
            "trade",
            "industrial_value_added",
        ),
        names=GROWTH_WORDS,
        measures=("target", "outturn"),
        why="targets and outturns of these are growth rates",
    ),
    Addition(
        column="indicator",
        names=SIZE_WORDS,
        measures=("size",),
        why="the measure says it",
    ),
    Addition(
        column="indicator",
        names=TARGET_WORDS,
        measures=("target",),
        why="the measure says it",
    ),
    Addition(
        column="heading",
        names=("必填", "选填", "required", "optional"),
        why="a hint how to fill in the column",
    ),
    Addition(
        column="heading",
        codes=("published_on",),
        names=("YYYY-MM-DD", "年-月-日"),
        why="a hint how to write a date",
    ),
    Addition(
        column="heading",
        codes=("value",),
        names=(*UNIT_FOLLOWS, "in"),
        why="a unit follows",
    ),
    Addition(column="unit", names=(*UNIT_FOLLOWS, "units", "in"), why="a unit follows"),
)
"""The reviewed list of what may stand beside a name; `docs/ingest.md` shows it."""

_STATES_UNIT = {"indicator": (), "measure": (), "unit": (), "heading": ("value",)}
"""The columns in whose cells a unit may stand, and beside which codes."""

VOCABULARIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "measure": {
        "target": ("目标",),
        "outturn": ("实际", "实际值", "完成值"),
        "size": ("规模", "总量"),
    },
    "basis": {"natural": ("自然口径",), "comparable": ("可比口径", "同口径")},
    "release": {
        "estimate": ("预计", "预计数"),
        "first": ("初步", "初步核算", "首次公布"),
        "final": ("最终", "决算", "最终核实"),
        "revised": ("修订", "修订数"),
    },
    "is_rounded": {"true": ("是", "yes", "1"), "false": ("否", "no", "0")},
    "published_on_precision": {
        "day": ("日", "到日"),
        "month": ("月", "到月"),
        "inferred": ("推定", "推断"),
    },
    "kind": {
        "official": ("官方",),
        "research": ("研究",),
        "news": ("新闻",),
        "aggregator": ("转载", "汇编"),
        "repository": ("代码库", "数据仓库"),
    },
    "document_kind": {
        "work_report": ("政府工作报告", "工作报告"),
        "budget_report": ("预算报告",),
    },
    "is_read_in_full": {"true": ("是", "yes", "1"), "false": ("否", "no", "0")},
}
"""Codes of each closed vocabulary with what else a person may write for them."""

UNIT_OF_SIZES = "100m_yuan"


def fold(text: str) -> str:
    """Return what is left of a name when spelling habits are taken away.

    Width of characters, upper case, spaces (also inside: 北　京) and `_ - . ' ’ ·` do not matter.
    """
    return "".join(c for c in plain(text).casefold() if not c.isspace() and c not in "_-.'’·")


_UNITS: dict[str, Meanings] = {}
"""The units of the seeds, by each of their names; `use_units` fills it."""

_TOKEN = re.compile(r"[^\s/／()（）\[\]［］【】〔〕、,，:：︰;；|｜\-‐‑‒–—―−－]+")
_MOST_TOKENS = 20
"""A cell of more words is a text and no name."""


@dataclass(frozen=True, kw_only=True)
class Name:
    """What a cell says that should hold a name.

    Attributes:
        codes: The codes that its parts name, each with the part.
        unknown: Parts that are not understood.
        units: The units that it states, each with what it may mean.
        additions: Known parts that hold only for some measures, with the part.
        marks: Footnote marks that were taken off.
    """

    codes: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    units: tuple[Meanings, ...] = ()
    additions: tuple[tuple[str, Addition], ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The code that is named, if every part is understood and none names another."""
        return next(iter(self.codes)) if len(self.codes) == 1 and not self.unknown else None


class Names:
    """Names for codes, found whatever their spelling."""

    def __init__(self, names: Mapping[str, Iterable[str]], column: str = "") -> None:
        """Take the names of each code; a code is a name of itself.

        Args:
            names: The names.
            column: The column of `ADDITIONS` whose words may stand beside them.

        Raises:
            ValueError: One name stands for two codes.
        """
        self._codes: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._additions = {
            fold(name): addition
            for addition in ADDITIONS
            if addition.column == column
            for name in addition.names
        }
        self._unit_codes = _STATES_UNIT.get(column)
        for code, others in names.items():
            for name in (code, *others):
                if not name:
                    continue
                if self._codes.setdefault(fold(name), code) != code:
                    raise ValueError(f"{name!r} names both {self._codes[fold(name)]} and {code}")
                self._shown.setdefault(fold(name), name)
        self.read = functools.lru_cache(maxsize=1024)(self._read)

    def code(self, text: str) -> str | None:
        """Return the code that `text` names, or None where any part of it says something else."""
        return self.read(text).code

    def _read(self, text: str) -> Name:
        """Read a name by its parts.

        Parts are what brackets, slashes, commas, colons, dashes and spaces separate; the longest
        run of them that is a known name is one part. `北京 / Beijing` names one code twice,
        `辽宁（不含大连）` one code and something else.
        """
        core, marks = split_marks(visible(text))
        whole = self._codes.get(fold(core))
        if whole is not None:
            return Name(codes={whole: core}, marks=marks)
        codes: dict[str, str] = {}
        unknown: list[tuple[int, int]] = []
        units: list[Meanings] = []
        additions: list[tuple[str, Addition]] = []
        tokens = list(_TOKEN.finditer(core))
        if len(tokens) > _MOST_TOKENS:
            return Name(codes={}, unknown=(core,), marks=marks)
        begin = 0
        while begin < len(tokens):
            for end in range(len(tokens), begin, -1):
                key = fold("".join(token[0] for token in tokens[begin:end]))
                part = core[tokens[begin].start() : tokens[end - 1].end()]
                code, addition = self._codes.get(key), self._additions.get(key)
                if code is not None and (addition is None or not codes or code in codes):
                    codes.setdefault(code, part)
                elif addition is not None:
                    additions.append((part, addition))
                elif self._unit_codes is not None and (meanings := _meanings(key)):
                    units.append(meanings)
                else:
                    continue
                break
            else:
                end = begin + 1
                since = begin
                if unknown and unknown[-1][1] == begin:
                    since = unknown.pop()[0]
                unknown.append((since, end))
            begin = end
        parts = [core[tokens[a].start() : tokens[b - 1].end()] for a, b in unknown]
        allowed = set(codes)
        for part, addition in additions:
            if addition.codes and not allowed.issubset(addition.codes):
                parts.append(part)
        if units and self._unit_codes and not allowed.issubset(self._unit_codes):
            parts.append(units[0][0].names[0])
        return Name(
            codes=codes,
            unknown=tuple(parts),
            units=tuple(units),
            additions=tuple((part, addition) for part, addition in additions if addition.measures),
            marks=marks,
        )

    def like(self, text: str) -> list[str]:
        """Return up to three names that `text` may have meant."""
        import difflib

        close = difflib.get_close_matches(fold(text), self._codes, n=3, cutoff=0.6)
        return [self._shown[name] for name in close]


def _meanings(key: str) -> Meanings:
    return _UNITS.get(key) or _UNITS.get(_YUAN.sub("", key)) or ()


def is_yuan(text: str) -> bool:
    """Tell whether a text is a name of the currency: 人民币, RMB, CNY."""
    return _YUAN.fullmatch(fold(text)) is not None


def use_units(names: Iterable[Mapping[str, str]]) -> None:
    """Take the names of units, which are read wherever a unit may stand.

    Args:
        names: The rows of unit_names.csv. Sizes are in yuan, so that a bare 亿 is one of yuan.
    """
    by_factor: dict[tuple[str, Decimal], list[str]] = {}
    for row in names:
        by_factor.setdefault((row["unit"], Decimal(row["factor"])), []).append(row["name"])
    units: dict[str, Meanings] = {}
    for (code, factor), known in by_factor.items():
        unit = Unit(code=code, factor=factor, names=tuple(known))
        for name in (*known, *([code] if factor == 1 else [])):
            # Tokens are joined without commas: 10,000 yuan.
            key = fold(name).replace(",", "")
            units[key] = (*units.get(key, ()), unit)
    if units != _UNITS:
        _UNITS.clear()
        _UNITS.update(units)
        for vocabulary in (COLUMNS, UNIT_WORDS, *CODES.values()):
            vocabulary.read.cache_clear()


def usual_unit(code: str) -> Unit:
    """Return the unit that the seeds store, with its names."""
    own = (unit for unit in _UNITS.get(fold(code), ()) if unit.code == code and unit.factor == 1)
    return next(own, Unit(code=code, factor=Decimal(1), names=(code,)))


COLUMNS = Names(ALIASES, "heading")
CODES = {column: Names(codes, column) for column, codes in VOCABULARIES.items()}
UNIT_WORDS = Names({}, "unit")
