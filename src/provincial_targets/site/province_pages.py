"""The list of provinces, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from provincial_targets.site import columns as c
from provincial_targets.site.answers import Site
from provincial_targets.site.parts import Figure, Page, Table, pick
from provincial_targets.site.warehouse import Row


def provinces(site: Site) -> Iterator[Page]:
    """Make the list of provinces and a page for each."""
    words = site.words
    yield Page(
        "provinces.html",
        "provinces.html.j2",
        words("province.index"),
        "provinces",
        [],
        [
            Table(
                "provinces",
                words("province.newest"),
                c.provinces(words),
                site.rows("provinces"),
                site.answers["provinces"],
                filters=(words.field("region"),),
            )
        ],
    )
    years = site.answers["province_years"].by("geography_code", "indicator")
    series_findings = site.answers["province_series"].by("geography_code", "indicator")
    observations = site.answers["province_observations"].by("geography_code")
    pledges = site.answers["pledges"].by("geography_code")
    priorities = site.answers["priorities"].by("geography_code")
    findings = site.answers["province_findings"].by("geography_code")
    indicators = list(dict.fromkeys(row["indicator"] for row in site.rows("rounds")))
    chooser = [
        (site.name(row), f"province-{row['geography_code']}.html") for row in site.rows("provinces")
    ]
    for place in site.rows("provinces"):
        code = place["geography_code"]
        here = f"geography_code = '{code}'"
        figures = []
        known: list[Row] = []
        for indicator in indicators:
            series = years[(code, indicator)]
            known += [
                row for row in series if row["wording"] is not None or row["outturn"] is not None
            ]
            title = site.name(series_findings[(code, indicator)][0], "finding")
            if any(row["target_point"] is not None or row["outturn"] is not None for row in series):
                figures.append(
                    Figure(
                        f"series-{indicator}",
                        "series",
                        pick(
                            series,
                            "year",
                            "target_low",
                            "target_point",
                            "target_high",
                            "wording",
                            "outturn",
                            "national_target",
                        ),
                        title,
                        "",
                        [],
                        site.answers["province_years"],
                        f"{here} and indicator = '{indicator}'",
                        f"{code}-{indicator}",
                        site.name(place),
                    )
                )
        absent = [
            site.name(years[(code, i)][0], "indicator")
            for i in indicators
            if f"series-{i}" not in {figure.id for figure in figures}
        ]
        tables = [
            Table(
                "years",
                words("province.years"),
                c.province_years(words),
                known,
                site.answers["province_years"],
                here,
                (words.field("indicator"),),
            ),
            Table(
                "pledges",
                words("province.pledges"),
                c.pledges(words),
                pledges.get((code,), []),
                site.answers["pledges"],
                here,
            ),
            Table(
                "priorities",
                words("province.priorities"),
                c.priorities(words),
                priorities.get((code,), []),
                site.answers["priorities"],
                here,
            ),
            Table(
                "observations",
                words("province.observations"),
                c.province_observations(words),
                observations.get((code,), []),
                site.answers["province_observations"],
                here,
                (words.field("indicator"), "measure", "standing"),
                True,
            ),
        ]
        yield Page(
            f"province-{code}.html",
            "province.html.j2",
            site.name(place),
            "provinces",
            figures,
            [table for table in tables if table.rows],
            {
                "place": place,
                "region": site.name(place, "region"),
                "finding": site.name(findings[(code,)][0], "finding"),
                "chooser": chooser,
                "absent": absent,
            },
        )
