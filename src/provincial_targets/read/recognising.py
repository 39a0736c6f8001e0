"""What a document is: whose report, of which year and kind, delivered on which day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provincial_targets.ingest.reference.seedfiles import Record, Seeds

KINDS = {
    "work_report": "政府工作报告",
    "budget_report": "预算执行情况",
    "plan_report": "国民经济和社会发展计划",
    "communique": "国民经济和社会发展统计公报",
}
"""The kinds of documents, each by the words of its title."""

_PUBLISHERS = {
    "work_report": "人民政府",
    "budget_report": "财政厅",
    "plan_report": "发展和改革委员会",
    "communique": "统计局",
}
_HEAD_PARAGRAPHS = 40
"""Saved pages begin with menus, and the report with its title, the meeting and the speaker."""
_TITLE_LENGTH = 120
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(r"(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日")
_NATION = "全国人民代表大会"
_LOWER = (
    r"(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?[\u4e00-\u9fff]{1,8}?[市州县区盟旗]"
    "(?:人民)?(?:政府|代表大会|第)"
)
"""A city or district behind the name of its province."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a document is; empty, or None, where its text does not say so for certain.

    Attributes:
        geography_code: Whose it is.
        year: The year of its title: that whose targets it sets, or of a communiqué, that it is of.
        kind: A key of `KINDS`.
        publisher: Who publishes such documents.
        title: Its title, with the day of delivery, as a source is described.
        published_on: The day of delivery, or the end of January where the text names none.
        precision: `day`, or `inferred`.
    """

    geography_code: str
    year: int | None
    kind: str
    publisher: str
    title: str
    published_on: str
    precision: str

    @property
    def unknown(self) -> list[str]:
        """The options that are needed, as the text does not say it."""
        said = {"--geography": self.geography_code, "--year": self.year, "--kind": self.kind}
        return [option for option, value in said.items() if not value]

    @property
    def target_year(self) -> int:
        """The year whose targets the document sets, or would set."""
        assert self.year is not None
        return self.year + (self.kind == "communique")


def recognise(
    name: str,
    paragraphs: Sequence[str],
    seeds: Seeds,
    *,
    geography_code: str = "",
    year: int | None = None,
    kind: str = "",
) -> Identity:
    """Return what a document is, by its title and head, else by its file's name.

    Args:
        name: The file.
        paragraphs: The text.
        seeds: The project's seeds, for the names of provinces.
        geography_code: Whose it is, where an option says so.
        year: Its year, where an option says so.
        kind: Its kind, where an option says so.
    """
    head = list(_head(paragraphs))
    file = re.split(r"[/\\]", name)[-1]
    kind = kind or _kind(head) or _kind([file])
    titles = [line for line in head if KINDS.get(kind, "\0") in line]
    meeting = [line for line in head if re.search("人民代表大会|代表.{0,12}人民政府", line)]
    if not geography_code:
        told = _places([*titles, *meeting], seeds)
        told = told or _places([file], seeds)
        geography_code = next(iter(told)) if len(told) == 1 else ""
    date = _date([*titles, *meeting, *head])
    if year is None:
        said = {y for line in titles if (y := _year(line)) is not None}
        said = said or ({date.year} if date is not None and kind != "communique" else set())
        said = said or {y for y in [_year(file)] if y is not None}
        year = next(iter(said)) if len(said) == 1 else None
    if date is not None and year is not None and date.year != year + (kind == "communique"):
        date = None
    place = next((g for g in seeds.geographies if g["geography_code"] == geography_code), None)
    full = "" if place is None else place["full_name_zh"]
    return Identity(
        geography_code=geography_code,
        year=year,
        kind=kind,
        publisher=_publisher(place, kind),
        title=_title(full, year, kind, date),
        published_on=(
            date.isoformat()
            if date is not None
            else ""
            if year is None
            else f"{year + (kind == 'communique')}-01-31"
        ),
        precision="day" if date is not None else "inferred",
    )


def _head(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the first lines, full-width digits and Chinese dates in plain digits."""
    for text in paragraphs[:_HEAD_PARAGRAPHS]:
        if re.match("[一二]、|（一）", text):
            return
        line = text[:_TITLE_LENGTH].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        yield re.sub(
            "[二〇○零一三四五六七八九十]{1,4}(?=[年月日])", lambda match: _digits(match[0]), line
        )


def _digits(numeral: str) -> str:
    """Return 二〇二六 as 2026 and 二十七 as 27."""
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return (tens or "一").translate(_NUMERALS) + (ones or "零").translate(_NUMERALS)
    return numeral.translate(_NUMERALS)


def _kind(lines: Sequence[str]) -> str:
    """Return the kind that the first title names."""
    for line in lines:
        found = [kind for kind, words in KINDS.items() if words in line]
        if found:
            # A budget report names the plan too, never the other way round.
            return found[0]
    return ""


def _places(lines: Sequence[str], seeds: Seeds) -> set[str]:
    """Return the codes of the provinces that some lines name, or of the nation."""
    found: set[str] = set()
    for line in lines:
        if _NATION in line or "国务院" in line:
            found |= {g["geography_code"] for g in seeds.geographies if g["level"] == "nation"}
            continue
        for geography in seeds.geographies:
            if geography["level"] != "province":
                continue
            full, short = geography["full_name_zh"], geography["name_zh"]
            for match in re.finditer(re.escape(short), line):
                rest = line[match.start() :]
                behind = rest.removeprefix(full) if rest.startswith(full) else rest[len(short) :]
                if re.match("[市州县区](?!长|人大)", behind) or re.match(_LOWER, behind):
                    # 吉林市, and a city or district named behind its province.
                    return set()
                if rest.startswith(full) or re.match(
                    "省|市|自治区|政府|人民|[_ ]|第|[0-9]|代?省长|代?主席|预算|国民", behind
                ):
                    found.add(geography["geography_code"])
    return found


def _year(line: str) -> int | None:
    """Return the latest year that a title names: a budget is of the later of its two."""
    years = [int(year) for year in re.findall(r"(?<![0-9])20[0-9]{2}(?=年|_|[^0-9]|$)", line)]
    return max(years, default=None)


def _date(lines: Sequence[str]) -> dt.date | None:
    for line in lines:
        if not re.search("会议|大会|报告|公报|统计局|第.{1,4}届", line):
            continue
        for match in _DATE.finditer(line):
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                continue
    return None


def _publisher(place: Record | None, kind: str) -> str:
    if place is None or not kind:
        return ""
    if place["level"] == "nation":
        return {"work_report": "国务院", "communique": "国家统计局"}.get(kind, "国务院")
    body = _PUBLISHERS[kind]
    if place["full_name_zh"].endswith("市"):
        body = body.replace("厅", "局")
    return place["full_name_zh"] + body


def _title(full: str, year: int | None, kind: str, date: dt.date | None) -> str:
    if not full or year is None or not kind:
        return ""
    words = {
        "work_report": f"{year}年{full}政府工作报告",
        "budget_report": f"{full}{year - 1}年预算执行情况和{year}年预算草案的报告",
        "plan_report": f"{full}{year - 1}年国民经济和社会发展计划执行情况与{year}年计划草案的报告",
        "communique": f"{full}{year}年国民经济和社会发展统计公报",
    }[kind]
    return words + (f"（{date.year}年{date.month}月{date.day}日）" if date is not None else "")
