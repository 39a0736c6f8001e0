"""The headline figures of two rounds with their coverage, and where to open what is published."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from provincial_targets.warehouse.engines.base import Warehouse
from provincial_targets.warehouse.files import closed_to_others

_ROUNDS = """
with

newest as (

    select vintage, max(target_year) as target_year
    from marts_asof.weighted_targets
    where indicator = 'gdp' and scope_code = 'all' and numeric_count > 0
    group by vintage

),

-- The targets of all indicators: in numbers, in words, not set, without a source.
statuses as (

    select
        vintage,
        year as target_year,
        cast(sum(stated_number_count) as bigint) as stated_number_count,
        cast(sum(stated_words_count) as bigint) as stated_words_count,
        cast(sum(not_stated_count) as bigint) as not_stated_count,
        cast(sum(no_source_count) as bigint) as no_source_count,
        count(*) as indicator_count
    from marts_asof.coverage
    where measure = 'target'
    group by vintage, year

)

select
    vintages.is_report_vintage,
    vintages.as_of,
    newest.target_year as year,
    targets.weighted_target,
    targets.weighted_low,
    targets.weighted_high,
    targets.is_settled,
    targets.change_pp,
    targets.like_for_like_change_pp,
    targets.like_for_like_count,
    targets.like_for_like_weight_share,
    targets.weight_coverage,
    targets.weighted_count,
    targets.carried_weight_count,
    targets.member_count,
    statuses.stated_number_count,
    statuses.stated_words_count,
    statuses.not_stated_count,
    statuses.no_source_count,
    statuses.indicator_count,
    deltas.lowered_count,
    deltas.unchanged_count,
    deltas.raised_count,
    completion.met_count,
    completion.missed_count,
    completion.evaluated_count,
    completion.met_at_first_release_count,
    completion.missed_at_first_release_count,
    completion.evaluated_at_first_release_count
from newest
inner join marts.dim_vintage as vintages
    on vintages.vintage = newest.vintage
inner join marts_asof.weighted_targets as targets
    on
        targets.vintage = newest.vintage
        and targets.target_year = newest.target_year
left join statuses
    on
        statuses.vintage = newest.vintage
        and statuses.target_year = newest.target_year
left join marts_asof.target_delta_summary as deltas
    on
        deltas.vintage = targets.vintage
        and deltas.scope_code = targets.scope_code
        and deltas.indicator = targets.indicator
        and deltas.target_year = targets.target_year
left join marts_asof.completion_summary as completion
    on
        completion.vintage = targets.vintage
        and completion.scope_code = targets.scope_code
        and completion.indicator = targets.indicator
        and completion.target_year = targets.target_year - 1
where
    targets.scope_code = 'all'
    and targets.indicator = 'gdp'
    and (vintages.vintage = 'latest' or vintages.is_report_vintage)
order by vintages.as_of desc
"""

_RECONCILIATION = """
select
    section,
    indicator,
    claim_count as claims,
    reproduced_count as reproduced,
    consistent_count as consistent,
    contradicted_count as contradicted,
    not_computable_count as not_computable
from marts.report_reconciliation_summary
order by indicator = 'all', section = 'all', section, claim_count desc, indicator
"""

_EXISTS = """
select 1
from information_schema.columns
where table_schema = 'marts' and table_name = '{table}' and column_name = '{column}'
"""

# What the newest version publishes and an older one did not.
_NEEDED = [
    ("dim_vintage", "is_report_vintage"),
    ("completion_summary", "met_at_first_release_count"),
    ("weighted_targets", "like_for_like_change_pp"),
]

QUERY = (
    "select target_year, cast(weighted_target as decimal(9, 2)) as weighted_target, "
    "weight_coverage from marts.weighted_targets "
    "where indicator = 'gdp' and scope_code = 'all' order by target_year"
)


@dataclass(frozen=True, kw_only=True)
class Round:
    """The GDP targets of one round, all provinces together.

    Attributes:
        title: What round this is, as known when.
        year: The year that the targets are for.
        weighted_target: Percent, weighted by last year's GDP; None where no such GDP is known.
        weighted_low: The least that it can be, given what is unknown, or None.
        weighted_high: The most, or None.
        is_settled: Whether nothing is unknown.
        change_pp: Percentage points on the average of the year before, or None.
        like_for_like_change_pp: The change over the provinces with a number in both years, or None.
        like_for_like_count: The number of those provinces.
        like_for_like_weight_share: Their share of the GDP known.
        weight_coverage: Share of the GDP of all that is behind the figure.
        weighted_count: Provinces behind the figure: with a target in numbers and a GDP.
        carried_weight_count: Those of them weighed by the GDP of an older year.
        member_count: All provinces.
        stated_number_count: Targets of all indicators that are stated in numbers.
        stated_words_count: Targets that are stated in words.
        not_stated_count: Targets that were not set, as documents read in full settle.
        no_source_count: Targets without a source.
        indicator_count: The indicators of the round.
        lowered_count: Provinces whose target is lower than the year before.
        unchanged_count: Provinces that kept theirs.
        raised_count: Provinces whose target is higher.
        met_count: Provinces that met their target of the year before.
        missed_count: Provinces that missed it.
        evaluated_count: Provinces of which both target and outturn are known.
        met_at_first_release_count: Provinces that met it by the outturn as released first.
        missed_at_first_release_count: Provinces that missed it by that outturn.
        evaluated_at_first_release_count: Provinces of which that outturn is known.
    """

    title: str
    year: int
    weighted_target: float | None
    weighted_low: float | None
    weighted_high: float | None
    is_settled: bool
    change_pp: float | None
    like_for_like_change_pp: float | None
    like_for_like_count: int
    like_for_like_weight_share: float | None
    weight_coverage: float | None
    weighted_count: int
    carried_weight_count: int
    member_count: int
    stated_number_count: int | None
    stated_words_count: int | None
    not_stated_count: int | None
    no_source_count: int | None
    indicator_count: int | None
    lowered_count: int | None
    unchanged_count: int | None
    raised_count: int | None
    met_count: int | None
    missed_count: int | None
    evaluated_count: int | None
    met_at_first_release_count: int | None
    missed_at_first_release_count: int | None
    evaluated_at_first_release_count: int | None

    def lines(self) -> list[str]:
        """Return the round as lines for a terminal."""
        change = ""
        if self.like_for_like_change_pp is not None:
            covered = self._coverage(self.like_for_like_count, self.like_for_like_weight_share)
            change = (
                f"\n  like for like on {self.year - 1}: {self.like_for_like_change_pp:+.2f} pp "
                f"({covered})"
            )
        carried = ""
        if self.carried_weight_count:
            carried = f"; {self.carried_weight_count} weighed by the GDP of an older year"
        known = [self.lowered_count or 0, self.unchanged_count or 0, self.raised_count or 0]
        return [
            f"{self.title}",
            f"  weighted GDP target {self.year}: {self._target()} "
            f"({self._coverage(self.weighted_count, self.weight_coverage)}{carried}){change}",
            f"  lowered {known[0]}, kept {known[1]}, raised {known[2]} "
            f"({sum(known)} of {self.member_count} comparable)",
            f"  {self.year - 1} target met {self.met_count or 0}, missed {self.missed_count or 0} "
            f"({self.evaluated_count or 0} of {self.member_count} known); at first release met "
            f"{self.met_at_first_release_count or 0}, "
            f"missed {self.missed_at_first_release_count or 0} "
            f"({self.evaluated_at_first_release_count or 0} known)",
            f"  targets of all {self.indicator_count or 0} indicators: "
            f"{self.stated_number_count or 0} in numbers, {self.stated_words_count or 0} in words, "
            f"{self.not_stated_count or 0} not set, {self.no_source_count or 0} without a source",
        ]

    def _target(self) -> str:
        if self.weighted_target is None:
            return f"none yet, as no GDP of {self.year - 1} is known"
        text = f"{self.weighted_target:.2f} %"
        if not self.is_settled:
            text += f", {self.weighted_low:.2f} to {self.weighted_high:.2f} % with what is unknown"
        return text

    def _coverage(self, count: int, share: float | None) -> str:
        of_gdp = f"{(share or 0) * 100:.1f} % of the GDP known"
        return f"{count} of {self.member_count} provinces, {of_gdp}"


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """How many of the report's statements are confirmed, in one section and on one indicator.

    `all` stands for all sections or indicators together.
    """

    section: str
    indicator: str
    claims: int
    reproduced: int
    consistent: int
    contradicted: int
    not_computable: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The headline figures of a published warehouse.

    Attributes:
        rounds: The newest round, and the report's as the report knew it.
        report: The report's statements, where they are reconciled.
        database: What to open.
        closed_by: The folder that only its owner and group may enter, or None where all may read.
        query: One query to try.
    """

    rounds: list[Round]
    report: list[Reconciliation]
    database: str
    closed_by: str | None
    query: str = QUERY

    def lines(self) -> list[str]:
        """Return the summary as lines for a terminal."""
        lines = [line for item in self.rounds for line in item.lines()]
        if self.report:
            lines.append(
                "The report's statements           claims  reproduced  consistent  contradicted"
                "  not computable"
            )
            lines += [
                f"  {_about(row):30} {row.claims:7} {row.reproduced:11} {row.consistent:11}"
                f" {row.contradicted:13} {row.not_computable:15}"
                for row in self.report
                if "all" in (row.section, row.indicator)
            ]
        lines.append(f"Published: {self.database} (open read-only)")
        if self.closed_by is not None:
            lines.append(
                f"Readers: only the owner and group of {self.closed_by}; "
                f"to let all in: chmod o+x {self.closed_by}"
            )
        return [*lines, f"Try: {self.query};"]

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as JSON holds it."""
        return asdict(self)


def _about(row: Reconciliation) -> str:
    """Name what a row of the reconciliation counts."""
    if row.indicator != "all":
        return row.indicator
    return "all" if row.section == "all" else f"in its {row.section}".replace("_", " ")


def _title(as_of: date, *, is_report: bool) -> str:
    """Name a round by the vintage that it is taken from."""
    if is_report:
        return f"The report's round, as known on {as_of:%Y-%m-%d}"
    return "Newest round, as known today"


def read(warehouse: Warehouse) -> Summary:
    """Read the summary; what an older version published without these columns is left out."""
    with warehouse.open_published() as query:
        rounds, report = [], []
        if all(query(_EXISTS.format(table=table, column=column)) for table, column in _NEEDED):
            rounds = [
                Round(title=_title(row.pop("as_of"), is_report=row.pop("is_report_vintage")), **row)
                for row in query(_ROUNDS)
            ]
        if query(_EXISTS.format(table="report_reconciliation_summary", column="section")):
            report = [Reconciliation(**row) for row in query(_RECONCILIATION)]
    closed = closed_to_others(warehouse.database) if warehouse.database.exists() else None
    return Summary(
        rounds=rounds,
        report=report,
        database=warehouse.address,
        closed_by=None if closed is None else str(closed),
    )
