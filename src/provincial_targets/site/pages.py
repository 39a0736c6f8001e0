"""All pages, and which charts and tables each has; the numbers are those of the queries."""

from __future__ import annotations

from collections.abc import Iterator

from provincial_targets.site.answers import Site
from provincial_targets.site.palette import COVERAGE
from provincial_targets.site.parts import Figure, Page, Table, main_page, pick, whole_table
from provincial_targets.site.province_pages import provinces
from provincial_targets.site.report_pages import notes, reconciliation, report
from provincial_targets.site.round_pages import rounds
from provincial_targets.site.task_pages import tasks


def all_pages(site: Site) -> Iterator[Page]:
    """Make every page, one at a time."""
    yield from rounds(site)
    yield from provinces(site)
    yield progress(site)
    yield averages(site)
    yield tasks(site)
    yield report(site)
    yield reconciliation(site)
    yield from notes(site)
    yield quality(site)
    yield sources(site)


def progress(site: Site) -> Page:
    """Make the page of how a round unfolds: the newest one drawn, all of them in the tables."""
    words = site.words
    answer = site.answers["progress"]
    by_indicator = answer.by("indicator")
    by_round = answer.by("indicator", "target_year")
    figures, tables = [], []
    for found in site.rows("progress_findings"):
        indicator, year = found["indicator"], found["target_year"]
        figures.append(
            Figure(
                id=f"progress-{indicator}",
                kind="progress",
                rows=pick(
                    by_round[(indicator, year)],
                    "day",
                    "weighted_target",
                    "average_label",
                    "count_label",
                    "coverage_label",
                    words.field("geographies"),
                ),
                title=site.name(found, "finding"),
                note=words("progress.note"),
                keys=[("accent", words("key.average_so_far"))],
                answer=answer,
                where=f"indicator = '{indicator}' and target_year = {year}",
                image=f"progress-{indicator}",
                about=site.name(found, "indicator"),
            )
        )
        tables.append(
            Table(
                id=f"progress-{indicator}-table",
                title=words("progress.table"),
                answer=answer,
                rows=by_indicator[(indicator,)],
                where=f"indicator = '{indicator}'",
                filters=("target_year",),
                note=words("progress.undated"),
            )
        )
    return main_page(site, "progress", figures=figures, tables=tables)


def averages(site: Site) -> Page:
    """Make the page of the weighted averages through the years."""
    words = site.words
    answer = site.answers["averages"]
    by_indicator = answer.by("indicator")
    figures, tables = [], []
    for found in site.rows("average_findings"):
        indicator = found["indicator"]
        rows = by_indicator[(indicator,)]
        where = f"indicator = '{indicator}'"
        keys = [("accent", words("key.average")), ("bounds", words("key.bounds"))]
        if any(row["national_target"] is not None for row in rows):
            keys.append(("dashed", words("key.nation")))
        figures.append(
            Figure(
                id=f"average-{indicator}",
                kind="averages",
                rows=pick(
                    rows,
                    "target_year",
                    "weighted_target",
                    "weighted_low",
                    "weighted_high",
                    "national_target",
                    "average_label",
                    "bounds_label",
                    "coverage_label",
                    "is_thin",
                ),
                title=site.name(found, "finding"),
                note=words("averages.note"),
                keys=keys,
                answer=answer,
                where=where,
                image=f"average-{indicator}",
                about=site.name(found, "indicator"),
            )
        )
        tables.append(
            Table(
                id=f"average-{indicator}-table",
                title=words("averages.table"),
                answer=answer,
                rows=rows,
                where=where,
            )
        )
    for figure, table in _totals(site):
        figures.append(figure)
        tables.append(table)
    tables.append(
        whole_table(
            site,
            "outlook",
            title=words("outlook.table"),
            filters=("indicator",),
            note=words("outlook.note"),
        )
    )
    return main_page(site, "averages", figures=figures, tables=tables)


def _totals(site: Site) -> Iterator[tuple[Figure, Table]]:
    """Make a chart and a table of each indicator that adds up."""
    words = site.words
    answer = site.answers["totals"]
    by_indicator = answer.by("indicator")
    for found in site.rows("total_findings"):
        indicator = found["indicator"]
        rows = by_indicator.get((indicator,), [])
        here = f"indicator = '{indicator}'"
        figure = Figure(
            id=f"total-{indicator}",
            kind="totals",
            rows=pick(
                [row for row in reversed(rows) if row["scope_code"] == "all"],
                "target_year",
                "national_target",
                "bounds_label",
                "coverage_label",
                "is_thin",
                weighted_target="total_target",
                weighted_low="total_low",
                weighted_high="total_high",
                average_label="total_label",
            ),
            title=site.name(found, "finding"),
            note=words("averages.total_note"),
            keys=[
                ("accent", words("key.total")),
                ("bounds", words("key.bounds")),
                ("dashed", words("key.nation")),
            ],
            answer=answer,
            where=f"{here} and scope_code = 'all'",
            image=f"total-{indicator}",
            about=site.name(found, "indicator"),
        )
        table = Table(
            id=f"total-{indicator}-table",
            title=words("averages.table"),
            answer=answer,
            rows=[row for row in rows if row["numeric_count"]],
            where=f"{here} and numeric_count > 0",
            filters=("name", "target_year"),
        )
        yield figure, table


def quality(site: Site) -> Page:
    """Make the page on coverage, conflicts and the last run."""
    words = site.words
    found = site.rows("quality_findings")[0]
    by_measure = site.answers["coverage"].by("measure")
    figures = [
        Figure(
            id=f"coverage-{measure}",
            kind="coverage",
            rows=pick(
                by_measure[(measure,)],
                words.field("indicator"),
                "year",
                "geography_count",
                "expected_count",
                *(f"{status}_count" for status in COVERAGE),
                rank="sort_order",
                not_stated=words.field("not_stated_geographies"),
                missing=words.field("missing"),
            ),
            title=words(f"quality.{measure}"),
            note=words(f"quality.{measure}_note"),
            keys=[
                (colour, words(f"key.{status}"))
                for status, colour in COVERAGE.items()
                if any(row[f"{status}_count"] for row in by_measure[(measure,)])
            ],
            answer=site.answers["coverage"],
            where=f"measure = '{measure}'",
            image=f"coverage-{measure}",
            about=words("quality.coverage"),
        )
        for measure in ("target", "outturn", "size")
    ]
    tables = [
        whole_table(
            site,
            "coverage",
            title=words("quality.coverage"),
            filters=("indicator", "measure"),
        ),
        whole_table(
            site,
            "conflicts",
            title=site.name(found, "conflicts"),
            filters=("weight", "indicator", "measure"),
            searchable=True,
        ),
        *(
            whole_table(site, query, title=words(f"quality.{query}"))
            for query in ("checks", "runs", "inputs")
        ),
    ]
    return main_page(
        site,
        "quality",
        figures=figures,
        tables=[table for table in tables if table.rows],
        more={"coverage_finding": site.name(found, "coverage")},
    )


def sources(site: Site) -> Page:
    """Make the page of all publications."""
    words = site.words
    table = whole_table(
        site, "sources", title=words("sources.table"), filters=("kind",), searchable=True
    )
    lead = words("sources.lead", count=len(table.rows))
    return main_page(site, "sources", tables=[table], more={"lead": lead})
