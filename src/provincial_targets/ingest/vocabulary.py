"""The words a person may use: column names, and names for the codes of the seeds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

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
DATE_COLUMNS = ("published_on", "published_on_precision")
SOURCE_TABLE_COLUMNS = ("source_id", *SOURCE_COLUMNS, *DATE_COLUMNS)
"""Columns of sources.csv, and of a file that corrects it."""

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
}
"""What each column may be called besides its own name; `docs/ingest.md` lists them."""

VOCABULARIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "measure": {
        "target": ("目标",),
        "outturn": ("实际", "实际值", "完成值"),
        "size": ("规模", "总量"),
    },
    "unit": {"percent": ("%", "百分比"), "100m_yuan": ("亿元",)},
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
}
"""Codes of each closed vocabulary with what else a person may write for them."""

UNIT_OF_MEASURE = {"target": "percent", "outturn": "percent", "size": "100m_yuan"}


def fold(text: str) -> str:
    """Return what is left of a name when spelling habits are taken away.

    Width of characters, upper case, spaces (also inside: 北　京) and `_ - . ' ’ ·` do not matter.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if not c.isspace() and c not in "_-.'’·")


class Names:
    """Names for codes, found whatever their spelling."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """Take the names of each code; a code is a name of itself.

        Raises:
            ValueError: One name stands for two codes.
        """
        self._codes: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        for code, others in names.items():
            for name in (code, *others):
                if not name:
                    continue
                if self._codes.setdefault(fold(name), code) != code:
                    raise ValueError(f"{name!r} names both {self._codes[fold(name)]} and {code}")
                self._shown.setdefault(fold(name), name)

    def code(self, text: str) -> str | None:
        """Return the code that `text` names, or None. `北京 / Beijing` is read by its parts."""
        whole = self._codes.get(fold(text))
        if whole is not None:
            return whole
        parts = text.replace("／", "/").replace("（", "/").replace("(", "/").replace("\n", "/")
        codes = {self._codes.get(fold(part.rstrip(")） "))) for part in parts.split("/")}
        codes.discard(None)
        return codes.pop() if len(codes) == 1 else None

    def like(self, text: str) -> list[str]:
        """Return up to three names that `text` may have meant."""
        import difflib

        close = difflib.get_close_matches(fold(text), self._codes, n=3, cutoff=0.6)
        return [self._shown[name] for name in close]


COLUMNS = Names(ALIASES)
CODES = {column: Names(codes) for column, codes in VOCABULARIES.items()}
