"""What a document states becomes rows for `ingest`, and what it does not state is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from provincial_targets.ingest.propose import wordings
from provincial_targets.ingest.reference.seedfiles import TERMS, Record, Seeds, read_seed
from provincial_targets.read.documents import Document
from provincial_targets.read.finding import Found, chosen, find
from provincial_targets.read.patterns import BOUND
from provincial_targets.read.recognising import Identity
from provincial_targets.read.sections import Period, Sentence, divide
from provincial_targets.read.tasks import Task, count_terms, find_tasks

_LEAST_CHARACTERS = 5_000
"""A work report has at least twice as many; less is an extract."""
_ROUNDED = ("万亿", "超", "突破", "余", "多", "近", "约")
_ESTIMATED = ("预计", "初步预计", "左右")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row for `ingest`.

    Attributes:
        found: Where the figure stands.
        value: The number that the project's rules read in its words; empty where they read none.
        doubts: Why a person should look; none where nothing speaks against the row.
        against: Figures of the seeds, where they have others and not this one.
        already_there: The observation that states it from the same source; empty for none.
    """

    found: Found
    value: str
    doubts: tuple[str, ...]
    against: tuple[str, ...] = ()
    already_there: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a document states.

    Attributes:
        document: The document.
        identity: Whose, of which year and kind.
        sentences: Its sentences, each with the years that it speaks of.
        rows: Its figures.
        source_id: The known source that the document is; empty for a new one.
        title: The title of the source.
        not_stated: The indicators of which the whole text states no target.
        is_whole: Whether the text has what a report read in full has.
        notices: What a person should know of the whole.
        tasks: The year's tasks, in their order; empty unless wanted.
        terms: How often each term stands in the text; empty unless wanted.
    """

    document: Document
    identity: Identity
    sentences: Sequence[Sentence]
    rows: Sequence[Row]
    source_id: str
    title: str
    not_stated: Sequence[str] = ()
    is_whole: bool = True
    notices: Sequence[str] = ()
    tasks: Sequence[Task] = ()
    terms: Mapping[str, int] = field(default_factory=dict)


def propose(
    documents: Iterable[tuple[Document, Identity]],
    seeds: Seeds,
    *,
    indicators: Iterable[str] | None = None,
    tasks: bool = False,
) -> list[Reading]:
    """Return what each document states of the indicators.

    Args:
        documents: The documents, each with what it is.
        seeds: The project's seeds.
        indicators: The indicators; those of indicators.csv where none are named.
        tasks: Whether to read the order of tasks and count terms too.
    """
    taken = set(indicators or (record["indicator"] for record in seeds.indicators))
    read = [
        (document, identity, _found(document, identity, seeds, taken))
        for document, identity in documents
    ]
    values = _values(seeds.project_dir, (one for *_, (_, found) in read for one, _ in found))
    known = _Known(seeds)
    readings = [
        _reading(document, identity, sentences, found, values, known)
        for document, identity, (sentences, found) in read
    ]
    if not tasks:
        return readings
    terms = [record["term"] for record in read_seed(seeds.project_dir, TERMS).records]
    return [
        replace(
            reading,
            tasks=find_tasks(reading.sentences),
            terms=count_terms(reading.document.paragraphs, terms),
        )
        for reading in readings
    ]


Several = list[tuple[Found, list[Found]]]


def _found(
    document: Document, identity: Identity, seeds: Seeds, taken: set[str]
) -> tuple[list[Sentence], Several]:
    place = next(g for g in seeds.geographies if g["geography_code"] == identity.geography_code)
    sentences = divide(document.paragraphs, identity.target_year)
    if identity.kind == "communique":
        sentences = [replace(sentence, period=Period.REVIEW) for sentence in sentences]
    found = find(
        sentences, year=identity.target_year, place=(place["full_name_zh"], place["name_zh"])
    )
    return sentences, chosen(one for one in found if one.indicator in taken)


def _values(project_dir: Path, found: Iterable[Found]) -> dict[tuple[str, str, int], str]:
    """Return the number of each wording, as the build reads it, by unit, words and place."""
    wanted = {(one.unit, one.words) for one in found}
    with wordings.read(project_dir, wanted) as database:
        rows = database.execute(
            "select unit, wording, stated_number, first_of_two, second_of_two, range_low"
            " from int_wordings"
        ).fetchall()
    values: dict[tuple[str, str, int], str] = {}
    for unit, wording, stated, first, second, low in rows:
        is_one = low is None
        for position, number in enumerate((stated, first, second)):
            value = number if position == 0 or number is not None else stated
            values[unit, wording, position] = (
                f"{value:.12g}" if is_one and value is not None else ""
            )
    return values


class _Known:
    """What the seeds state, by what a report may contradict."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.indicators = {record["indicator"]: record for record in seeds.indicators}
        self._cells: dict[tuple[str, str, str, str], list[Record]] = {}
        for record in seeds.observations.records:
            key = (record["geography_code"], record["indicator"], record["measure"], record["year"])
            self._cells.setdefault(key, []).append(record)

    def against(
        self, identity: Identity, source_id: str, found: Found, value: str
    ) -> tuple[str, ...]:
        """Return the figures of the seeds that say otherwise; none if one of them states this.

        A figure of another source without a number says nothing against one.
        """
        key = (identity.geography_code, found.indicator, found.measure, str(found.year))
        stated = [
            record
            for record in self._cells.get(key, [])
            if (record["value"] and value) or (source_id and record["source_id"] == source_id)
        ]
        if any(_is_same(record["value"], value) for record in stated):
            return ()
        return tuple(
            f"{record['observation_id']}: {record['value'] or 'no number'} ({record['raw_text']}, "
            f"{record['source_id']})"
            for record in stated
        )

    def already_there(self, identity: Identity, source_id: str, found: Found, value: str) -> str:
        """Return the observation of the same source that states the same; empty for none."""
        key = (identity.geography_code, found.indicator, found.measure, str(found.year))
        return next(
            (
                record["observation_id"]
                for record in self._cells.get(key, [])
                if source_id
                and record["source_id"] == source_id
                and _is_same(record["value"], value)
            ),
            "",
        )

    def title(self, source_id: str) -> str:
        """Return the title of a known source; empty for a new one."""
        record = self.seeds.known_sources.get(source_id)
        return record["title"] if record is not None else ""

    def source_id(self, identity: Identity) -> str:
        """Return the known source that this document is, if one is."""
        year = str(identity.year)
        return next(
            (
                record["source_id"]
                for record in self.seeds.sources.records
                if record["publisher"] == identity.publisher
                and (
                    record["title"] == identity.title
                    or (
                        identity.kind == "work_report"
                        and year in record["title"]
                        and record["title"].partition("（")[0].endswith("政府工作报告")
                        and record["published_on"] == identity.published_on
                    )
                )
            ),
            "",
        )

    def is_reduction(self, indicator: str) -> bool:
        """Tell whether an indicator counts the fall."""
        return self.indicators.get(indicator, {}).get("is_reduction") == "true"

    def is_accepted(self, found: Found, value: str) -> bool:
        """Tell whether a target or an outturn lies in the range of its indicator."""
        record = self.indicators.get(found.indicator)
        if record is None or not value or found.measure == "size":
            return True
        return float(record["accepted_min"]) <= float(value) <= float(record["accepted_max"])


def _reading(
    document: Document,
    identity: Identity,
    sentences: Sequence[Sentence],
    several: Several,
    values: dict[tuple[str, str, int], str],
    known: _Known,
) -> Reading:
    source_id = known.source_id(identity)
    rows = [_row(identity, source_id, one, others, values, known) for one, others in several]
    order = {code: number for number, code in enumerate(known.indicators)}
    measures = ("target", "outturn", "size")
    rows.sort(
        key=lambda row: (
            measures.index(row.found.measure),
            order.get(row.found.indicator, len(order)),
            row.found.year,
        )
    )
    stated = {row.found.indicator for row in rows if row.found.measure == "target"}
    has_main = any(sentence.period is Period.MAIN for sentence in sentences)
    length = sum(map(len, document.paragraphs))
    notices = []
    if identity.kind == "work_report" and not has_main:
        notices.append("the paragraph that sets the year's targets was not recognised")
    if identity.kind == "work_report" and length < _LEAST_CHARACTERS:
        notices.append(f"{length:,} characters only: an extract?")
    if identity.precision != "day":
        notices.append("no day of delivery in the text: the date is inferred")
    is_whole = identity.kind != "work_report" or (has_main and length >= _LEAST_CHARACTERS)
    return Reading(
        document=document,
        identity=identity,
        sentences=sentences,
        rows=rows,
        source_id=source_id,
        title=known.title(source_id) or identity.title,
        not_stated=[
            code
            for code in known.indicators
            if identity.kind == "work_report" and is_whole and code not in stated
        ],
        is_whole=is_whole,
        notices=notices,
    )


def _row(
    identity: Identity,
    source_id: str,
    one: Found,
    others: Sequence[Found],
    values: dict[tuple[str, str, int], str],
    known: _Known,
) -> Row:
    value = values.get((one.unit, one.words, min(one.position, 2)), "")
    if value and known.is_reduction(one.indicator):
        value = f"{-float(value):.12g}"
    doubts = list(one.doubts)
    if one.position > 2:
        value = ""
    different = {
        other.words
        for other in others
        if _digits(other.words) and _digits(other.words) != _digits(one.words)
    }
    if different:
        doubts.append(f"the text also says {'; '.join(sorted(different))}")
    if one.measure == "size" and BOUND.search(one.words):
        doubts.append("the words state a bound, and no amount")
    if one.measure != "target" and not value:
        doubts.append("no number is read in these words")
    if not known.is_accepted(one, value):
        doubts.append("outside the accepted range of the indicator")
    return Row(
        found=one,
        value=value,
        doubts=tuple(doubts),
        against=known.against(identity, source_id, one, value),
        already_there=known.already_there(identity, source_id, one, value),
    )


def _is_same(one: str, other: str) -> bool:
    """Tell whether two values are one number, or both none."""
    return float(one) == float(other) if one and other else one == other


def _digits(words: str) -> str:
    return "".join(char for char in words if char.isdigit() or char == ".")


def release(row: Row) -> str:
    """Return the release of a figure: an estimate where the text says so, else the first one."""
    found = row.found
    if found.measure == "target":
        return "first"
    before = found.sentence[: found.sentence.find(found.words)]
    clause = before[before.rfind("。") + 1 :]
    is_estimate = any(word in found.words for word in _ESTIMATED) or "预计" in clause
    return "estimate" if is_estimate else "first"


def basis(row: Row) -> str:
    """Return the basis of a figure of fiscal revenue, where its words name one."""
    if row.found.indicator == "fiscal_revenue":
        if re.search("[同可]比?口径", row.found.words):
            return "comparable"
        if "自然口径" in row.found.words:
            return "natural"
    return ""


def is_rounded(row: Row) -> bool:
    """Tell whether a size is printed rounded: in units of 万亿, or as more than a round number."""
    return row.found.measure == "size" and any(word in row.found.words for word in _ROUNDED)
