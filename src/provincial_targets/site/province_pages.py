"""The list of provinces, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provincial_targets.site.answers import Row, Site
from provincial_targets.site.parts import Figure, Page, Table, main_page, pick, whole_table


def provinces(site: Site) -> Iterator[Page]:
    """Make the list of provinces and a page for each."""
    words = site.words
    places = site.rows("provinces")
    table = whole_table(site, "provinces", title=words("provinces.newest"), filters=("region",))
    yield main_page(site, "provinces", tables=[table])
    by_province = {
        query: site.answers[query].by("geography_code")
        for query in (
            "province_newest",
            "province_tasks",
            "pledges",
            "priorities",
            "province_observations",
            "province_findings",
        )
    }
    series = site.answers["province_years"].by("geography_code", "indicator")
    findings = site.answers["province_series"].by("geography_code", "indicator")
    indicators = list(dict.fromkeys(row["indicator"] for row in site.rows("province_years")))
    chooser = [(site.name(row), f"province-{row['geography_code']}.html") for row in places]
    for place in places:
        key = (place["geography_code"],)
        found = {query: rows.get(key, []) for query, rows in by_province.items()}
        years = {indicator: series[(*key, indicator)] for indicator in indicators}
        titles = {
            indicator: site.name(findings[(*key, indicator)][0], "finding")
            for indicator in indicators
        }
        yield _province(site, place, found, years, titles, chooser)


def _province(
    site: Site,
    place: Row,
    found: dict[str, list[Row]],
    years: dict[str, list[Row]],
    titles: dict[str, str],
    chooser: list[tuple[str, str]],
) -> Page:
    words = site.words
    code = place["geography_code"]
    here = f"geography_code = '{code}'"
    numbers = {
        indicator: sum(
            row["target_point"] is not None or row["outturn"] is not None for row in rows
        )
        for indicator, rows in years.items()
    }
    # One year alone is no series; the tables have it.
    drawn = [indicator for indicator, count in numbers.items() if count > 1]
    figures = [
        Figure(
            id=f"series-{indicator}",
            kind="series",
            rows=pick(
                years[indicator],
                "year",
                "target_low",
                "target_point",
                "target_high",
                "wording",
                "outturn",
                "national_target",
            ),
            title=titles[indicator],
            answer=site.answers["province_years"],
            where=f"{here} and indicator = '{indicator}'",
            image=f"{code}-{indicator}",
            about=site.name(place),
        )
        for indicator in drawn
    ]
    known = [
        row
        for rows in years.values()
        for row in rows
        if row["wording"] is not None or row["outturn"] is not None
    ]

    def table(name: str, query: str, rows: list[Row], **more: Any) -> Table:
        return Table(
            id=name,
            title=words(f"province.{name}"),
            answer=site.answers[query],
            rows=rows,
            where=here,
            **more,
        )

    tables = [
        Table(
            id="newest",
            title=words("province.newest", year=found["province_newest"][0]["target_year"]),
            answer=site.answers["province_newest"],
            rows=found["province_newest"],
            where=here,
        ),
        table("years", "province_years", known, filters=("indicator",)),
        table("tasks", "province_tasks", found["province_tasks"], filters=("year",)),
        table("pledges", "pledges", found["pledges"]),
        table("priorities", "priorities", found["priorities"]),
        table(
            "observations",
            "province_observations",
            found["province_observations"],
            filters=("indicator", "measure", "standing"),
            searchable=True,
        ),
    ]
    return Page(
        name=f"province-{code}.html",
        template="province.html.j2",
        title=site.name(place),
        section="provinces",
        figures=figures,
        tables=[table for table in tables if table.rows],
        more={
            "place": place,
            "region": site.name(place, "region"),
            "finding": site.name(found["province_findings"][0], "finding"),
            "chooser": chooser,
            "absent": [
                site.name(rows[0], "indicator")
                for indicator, rows in years.items()
                if not numbers[indicator]
            ],
        },
    )
