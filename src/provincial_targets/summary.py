"""What a run has to say: the headline figures of two rounds, their coverage, where to look."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from provincial_targets.layout import Warehouse

REPORT_VINTAGE = "report_2024_02_04"
REPORT_ROUND = 2024

_ROUND = """
select
    targets.weighted_target,
    targets.change_pp,
    targets.weight_coverage,
    targets.numeric_count,
    targets.member_count,
    deltas.lowered_count,
    deltas.unchanged_count,
    deltas.raised_count,
    completion.met_count,
    completion.missed_count,
    completion.evaluated_count
from marts_asof.weighted_targets as targets
left join marts_asof.target_delta_summary as deltas
    using (vintage, scope_code, indicator, target_year)
left join marts_asof.completion_summary as completion
    on
        completion.vintage = targets.vintage
        and completion.scope_code = targets.scope_code
        and completion.indicator = targets.indicator
        and completion.target_year = targets.target_year - 1
where
    targets.vintage = '{vintage}'
    and targets.target_year = {year}
    and targets.scope_code = 'all'
    and targets.indicator = 'gdp'
"""

QUERY = (
    "select target_year, round(weighted_target, 2) as weighted_target, weight_coverage "
    "from marts.weighted_targets "
    "where indicator = 'gdp' and scope_code = 'all' order by target_year"
)


@dataclass(frozen=True)
class Round:
    """The GDP targets of one round, all provinces together.

    Attributes:
        title: What round this is, as known when.
        year: The year that the targets are for.
        weighted_target: Percent, weighted by last year's GDP.
        change_pp: Percentage points on the year before, or None.
        weight_coverage: Share of that GDP behind the figure.
        numeric_count: Provinces with a target in numbers.
        member_count: Provinces there are.
        lowered_count: Provinces whose target is lower than the year before.
        unchanged_count: Provinces that kept theirs.
        raised_count: Provinces whose target is higher.
        met_count: Provinces that met their target of the year before.
        missed_count: Provinces that missed it.
        evaluated_count: Provinces of which both target and outturn are known.
    """

    title: str
    year: int
    weighted_target: float | None
    change_pp: float | None
    weight_coverage: float | None
    numeric_count: int
    member_count: int
    lowered_count: int | None
    unchanged_count: int | None
    raised_count: int | None
    met_count: int | None
    missed_count: int | None
    evaluated_count: int | None

    def lines(self) -> list[str]:
        """Word the round."""
        change = "" if self.change_pp is None else f" ({self.change_pp:+.2f} pp on {self.year - 1})"
        target = "none" if self.weighted_target is None else f"{self.weighted_target:.2f} %"
        known = [self.lowered_count or 0, self.unchanged_count or 0, self.raised_count or 0]
        return [
            f"{self.title}",
            f"  weighted GDP target {self.year}: {target}{change}; "
            f"{self.numeric_count} of {self.member_count} provinces, "
            f"{(self.weight_coverage or 0) * 100:.1f} % of GDP",
            f"  lowered {known[0]}, kept {known[1]}, raised {known[2]} "
            f"({sum(known)} of {self.member_count} comparable)",
            f"  {self.year - 1} target met {self.met_count or 0}, missed {self.missed_count or 0} "
            f"({self.evaluated_count or 0} of {self.member_count} known)",
        ]


@dataclass(frozen=True)
class Reconciliation:
    """How many of the report's statements about one thing come out."""

    section: str
    indicator: str
    claims: int
    reproduced: int
    consistent: int
    contradicted: int
    not_computable: int


@dataclass(frozen=True)
class Summary:
    """The headline figures of a published warehouse.

    Attributes:
        rounds: The newest round, and the report's as the report knew it.
        report: The report's statements, where they are reconciled.
        database: What to open.
        query: One query to try.
    """

    rounds: list[Round]
    report: list[Reconciliation]
    database: str
    query: str = QUERY

    def lines(self) -> list[str]:
        """Word the summary for a terminal."""
        lines = [line for item in self.rounds for line in item.lines()]
        if self.report:
            total = [
                sum(getattr(row, name) for row in self.report)
                for name in ("claims", "reproduced", "consistent", "contradicted", "not_computable")
            ]
            lines.append(
                "The report's {} statements: {} reproduced, {} consistent, {} contradicted, "
                "{} not computable".format(*total)
            )
            lines += [
                f"  {row.section}, {row.indicator}: {row.claims} "
                f"({row.reproduced} / {row.consistent} / {row.contradicted} / {row.not_computable})"
                for row in self.report
            ]
        return [*lines, f"Published: {self.database} (open read-only)", f"Try: {self.query};"]

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as JSON holds it."""
        return asdict(self)


def read(warehouse: Warehouse) -> Summary:
    """Read the summary from the published database."""
    import duckdb

    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        newest = connection.execute(
            "select max(target_year) from marts.weighted_targets "
            "where indicator = 'gdp' and scope_code = 'all' and weighted_target is not null"
        ).fetchone()
        wanted = [("Newest round, as known today", "latest", newest[0] if newest else None)]
        wanted.append(("The report's round, as known on 2024-02-04", REPORT_VINTAGE, REPORT_ROUND))
        rounds = []
        for title, vintage, year in wanted:
            if year is None:
                continue
            # No bound parameters: DuckDB would import pandas to look at their types.
            row = connection.execute(_ROUND.format(vintage=vintage, year=int(year))).fetchone()
            if row is not None:
                rounds.append(Round(title, year, *row))
        exists = connection.execute(
            "select count(*) from information_schema.tables "
            "where table_schema = 'marts' and table_name = 'report_reconciliation_summary'"
        ).fetchone()
        report = []
        if exists and exists[0]:
            rows = connection.execute(
                "select section, indicator, claims, reproduced, consistent, contradicted, "
                "not_computable from marts.report_reconciliation_summary order by 1, 2"
            ).fetchall()
            report = [Reconciliation(*row) for row in rows]
    return Summary(rounds, report, str(warehouse.database))
