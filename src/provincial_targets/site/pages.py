"""All pages: which figures and tables each has. Every number comes from a query as it is."""

from __future__ import annotations

from collections.abc import Iterator

from provincial_targets.site import columns as c
from provincial_targets.site.answers import Site
from provincial_targets.site.parts import Figure, Page, Table, pick
from provincial_targets.site.province_pages import provinces
from provincial_targets.site.report_pages import reconciliation, report
from provincial_targets.site.round_pages import rounds


def all_pages(site: Site) -> Iterator[Page]:
    """Make every page, one at a time."""
    yield from rounds(site)
    yield from provinces(site)
    yield averages(site)
    yield report(site)
    yield reconciliation(site)
    yield quality(site)
    yield sources(site)


def averages(site: Site) -> Page:
    """Make the page of the weighted averages through the years."""
    words = site.words
    figures, tables = [], []
    by_indicator = site.answers["averages"].by("indicator")
    for found in site.rows("average_findings"):
        indicator = found["indicator"]
        rows = by_indicator[(indicator,)]
        here = f"indicator = '{indicator}'"
        figures.append(
            Figure(
                f"average-{indicator}",
                "averages",
                pick(
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
                site.name(found, "finding"),
                words("averages.note"),
                [
                    ("accent", words("key.average")),
                    ("bounds", words("key.bounds")),
                    *(
                        [("dashed", words("key.nation"))]
                        if any(row["national_target"] is not None for row in rows)
                        else []
                    ),
                ],
                site.answers["averages"],
                here,
                f"average-{indicator}",
                site.name(found, "indicator"),
            )
        )
        tables.append(
            Table(
                f"average-{indicator}-table",
                words("averages.table"),
                c.averages(words),
                rows,
                site.answers["averages"],
                here,
            )
        )
    names = {row["indicator"]: site.name(row, "indicator") for row in site.rows("average_findings")}
    return Page(
        "averages.html",
        "averages.html.j2",
        words("averages.title"),
        "averages",
        figures,
        tables,
        {"names": names},
    )


def quality(site: Site) -> Page:
    """Make the page on coverage, conflicts and the last run."""
    words = site.words
    found = site.rows("quality_findings")[0]
    by_measure = site.answers["coverage"].by("measure")
    figures = [
        Figure(
            f"coverage-{measure}",
            "coverage",
            pick(
                by_measure[(measure,)],
                words.field("indicator"),
                "year",
                "geography_count",
                "shade",
                rank="sort_order",
                missing=words.field("missing"),
            ),
            words(f"quality.{measure}"),
            words("quality.coverage_note"),
            [(f"shade{step}", words(f"key.coverage{step}")) for step in range(1, 6)],
            site.answers["coverage"],
            f"measure = '{measure}'",
            f"coverage-{measure}",
            words("quality.coverage"),
        )
        for measure in ("target", "outturn", "size")
    ]
    conflicts = site.rows("conflicts")
    tables = [
        Table(
            "coverage",
            words("quality.coverage"),
            c.coverage(words),
            site.rows("coverage"),
            site.answers["coverage"],
            "",
            (words.field("indicator"), "measure"),
        ),
        Table(
            "conflicts",
            site.name(found, "conflicts"),
            c.conflicts(words),
            conflicts,
            site.answers["conflicts"],
            "",
            ("weight", words.field("indicator"), "measure"),
            True,
        ),
        Table(
            "checks",
            words("quality.checks"),
            c.checks(words),
            site.rows("checks"),
            site.answers["checks"],
        ),
        Table(
            "runs", words("quality.runs"), c.runs(words), site.rows("runs"), site.answers["runs"]
        ),
        Table(
            "inputs",
            words("quality.inputs"),
            c.inputs(words),
            site.rows("inputs"),
            site.answers["inputs"],
        ),
    ]
    return Page(
        "quality.html",
        "quality.html.j2",
        words("quality.title"),
        "quality",
        figures,
        [table for table in tables if table.rows],
        {"coverage_finding": site.name(found, "coverage")},
    )


def sources(site: Site) -> Page:
    """Make the page of all publications."""
    words = site.words
    rows = site.rows("sources")
    return Page(
        "sources.html",
        "sources.html.j2",
        words("sources.title"),
        "sources",
        [],
        [
            Table(
                "sources",
                words("sources.table"),
                c.sources(words),
                rows,
                site.answers["sources"],
                "",
                ("kind",),
                True,
            )
        ],
        {"lead": words("sources.lead", count=len(rows))},
    )
