"""Two pages per round: its overview and its map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from provincial_targets.site import columns as c
from provincial_targets.site.answers import MOVES, Site, home, spoken
from provincial_targets.site.parts import Figure, Page, Table, pick
from provincial_targets.site.tables import number
from provincial_targets.site.warehouse import Row


def round_page(indicator: str, year: int) -> str:
    """Return the file of a round's page."""
    return f"round-{indicator}-{year}.html"


def _picker(site: Site, indicator: str, year: int, page: Any) -> dict[str, Any]:
    """Link the same page of other indicators and years; the nearest year where one is missing."""
    years: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for row in site.rows("rounds"):
        years.setdefault(row["indicator"], []).append(row["target_year"])
        names[row["indicator"]] = site.name(row, "indicator")

    def nearest(other: str) -> int:
        return min(years[other], key=lambda candidate: (abs(candidate - year), -candidate))

    return {
        "indicators": [
            (names[other], page(other, nearest(other)), other == indicator) for other in years
        ],
        "years": [
            (str(other), page(indicator, other), other == year) for other in years[indicator]
        ],
    }


def map_page(indicator: str, year: int) -> str:
    """Return the file of a round's map."""
    return f"map-{indicator}-{year}.html"


def rounds(site: Site) -> Iterator[Page]:
    """Make two pages per round: its overview and its map."""
    in_round = {
        name: site.answers[name].by("indicator", "target_year")
        for name in (
            "round_provinces",
            "round_completion",
            "round_distribution",
            "round_scopes",
            "round_findings",
        )
    }
    for head in site.rows("rounds"):
        key = (head["indicator"], head["target_year"])
        judged = (head["indicator"], head["completion_year"])
        found = in_round["round_findings"][key][0]
        places = [spoken(site, row) for row in in_round["round_provinces"][key]]
        completed = in_round["round_completion"].get(judged, [])
        more = {
            "head": head,
            "finding": site.name(found, "average"),
            "indicator_name": site.name(head, "indicator"),
        }
        overview = _overview(site, head, found, places, completed, in_round, more)
        yield overview
        if key == home(site):
            yield replace(overview, name="index.html", workbook=overview.workbook)
        yield _map(site, head, places, completed, more)


def _overview(
    site: Site,
    head: Row,
    found: Row,
    places: list[Row],
    completed: list[Row],
    in_round: dict[str, dict[tuple[Any, ...], list[Row]]],
    more: dict[str, Any],
) -> Page:
    words = site.words
    indicator, year = head["indicator"], head["target_year"]
    here = f"indicator = '{indicator}' and target_year = {year}"
    there = f"indicator = '{indicator}' and target_year = {head['completion_year']}"
    key = (indicator, year)
    name = words.field("name")
    distribution, scopes = (
        in_round["round_distribution"].get(key, []),
        in_round["round_scopes"][key],
    )
    picture = partial(_image, indicator, year)
    title = words("round.title", indicator=more["indicator_name"], year=year)
    figures = [
        Figure(
            "distribution",
            "distribution",
            pick(
                distribution,
                "band",
                "band_low",
                "band_high",
                "geography_count",
                words.field("geographies"),
            ),
            site.name(found, "distribution"),
            _not_drawn(site, head),
            [],
            site.answers["round_distribution"],
            here,
            picture("distribution"),
            title,
        ),
        Figure(
            "scopes",
            "scopes",
            pick(
                scopes,
                name,
                "weighted_target",
                "weighted_low",
                "weighted_high",
                "average_label",
                "bounds_label",
                "coverage_label",
                "end_label",
                "is_thin",
                rank="scope_rank",
            ),
            site.name(found, "regions"),
            words("round.scopes_note"),
            [("accent", words("key.average")), ("bounds", words("key.bounds"))],
            site.answers["round_scopes"],
            here,
            picture("scopes"),
            title,
        ),
        Figure(
            "changes",
            "changes",
            pick(places, *MOVES, name, rank="target_rank"),
            site.name(found, "direction"),
            words("round.changes_note"),
            [
                ("down2", words("key.lowered")),
                ("axis", words("key.unchanged")),
                ("up2", words("key.raised")),
            ],
            site.answers["round_provinces"],
            here,
            picture("changes"),
            title,
        ),
        Figure(
            "completion",
            "completion",
            pick(
                completed,
                name,
                "gap_label",
                rank="gap_rank",
                reference="target_point",
                value="outturn",
                side="verdict",
            ),
            site.name(found, "completion"),
            words("round.completion_note")
            + ("" if head["better"] == "higher" else " " + words("round.lower_is_better")),
            [
                ("up2", words("key.met")),
                ("down2", words("key.missed")),
                ("tick", words("key.target")),
            ],
            site.answers["round_completion"],
            there,
            picture("completion"),
            title,
        ),
    ]
    tables = [
        Table(
            "provinces",
            words("round.table"),
            c.round_provinces(words),
            places,
            site.answers["round_provinces"],
            here,
            ("direction", words.field("region")),
        ),
        Table(
            "scopes-table",
            words("round.table_scopes"),
            c.round_scopes(words),
            scopes,
            site.answers["round_scopes"],
            here,
        ),
        Table(
            "completion-table",
            words("round.table_completion"),
            c.round_completion(words),
            completed,
            site.answers["round_completion"],
            there,
        ),
        Table(
            "distribution-table",
            words("round.table_distribution"),
            c.round_distribution(words),
            distribution,
            site.answers["round_distribution"],
            here,
        ),
    ]
    return Page(
        round_page(indicator, year),
        "round.html.j2",
        title,
        "overview",
        [figure for figure in figures if figure.rows],
        [table for table in tables if table.rows],
        {
            **more,
            "cards": _cards(site, head),
            "picker": _picker(site, indicator, year, round_page),
            "map_page": map_page(indicator, year),
            "headline": site.answers["rounds"],
            "here": here,
        },
    )


def _not_drawn(site: Site, head: Row) -> str:
    """Say how many provinces a picture of targets leaves out, and why."""
    words = site.words
    worded = head["disclosed_count"] - head["numeric_count"]
    missing = head["member_count"] - head["disclosed_count"]
    parts = [
        words("round.in_words", count=worded) if worded else "",
        words("round.without_source", count=missing) if missing else "",
    ]
    listed = words("join.list").join(filter(None, parts))
    return words("round.not_drawn", parts=listed) if listed else words("round.all_drawn")


def _image(indicator: str, year: int, kind: str) -> str:
    return f"{indicator}-{year}-{kind}"


def _cards(site: Site, head: Row) -> list[dict[str, Any]]:
    """The headline figures, each with its bounds, its coverage, and where its sources are."""
    cards = [_average(site, head), _change(site, head), _directions(site, head)]
    cards += [_judged(site, head, prefix) for prefix in ("", "last_")]
    cards.append(_nation(site, head))
    return [{"sources": "#provinces-section", **card} for card in cards if card]


def _percent(site: Site, value: float) -> str:
    return str(site.words.measured(number(value, 2), "%"))


def _bounds(site: Site, low: float | None, high: float | None, *, signed: bool = False) -> str:
    """Say between what a figure could lie; nothing where nothing is missing."""
    if low is None or high is None:
        return ""
    ends = [number(end, 2, signed=signed) for end in (low, high)]
    if ends[0] == ends[1]:
        return ""
    span = " … ".join(ends) if signed else "–".join(ends)
    return site.words("card.bounds", span=site.words.measured(span, "pp" if signed else "%"))


def _average(site: Site, head: Row) -> dict[str, Any]:
    words, value = site.words, head["weighted_target"]
    weight = site.name(head, "weight") + (words("card.proxy") if head["weight_is_proxy"] else "")
    return {
        "label": words("card.average"),
        "value": words("card.none") if value is None else _percent(site, value),
        "notes": [
            _bounds(site, head["weighted_low"], head["weighted_high"]) or words("card.exact"),
            words("card.numeric", count=head["numeric_count"], members=head["member_count"]),
            words(
                "card.weights",
                weight=weight,
                year=head["weight_year"],
                known=head["weight_known_count"],
                members=head["member_count"],
                share=words("measured.%", value=number(100 * head["weight_coverage"], 0)),
            ),
        ],
    }


def _change(site: Site, head: Row) -> dict[str, Any]:
    words = site.words
    if head["change_pp"] is None:
        return {}
    before = words(
        "card.previous",
        value=_percent(site, head["previous_weighted_target"]),
        count=head["previous_weighted_count"],
        members=head["member_count"],
    )
    span = _bounds(site, head["previous_weighted_low"], head["previous_weighted_high"])
    return {
        "label": words("card.change"),
        "value": words.measured(number(head["change_pp"], 2, signed=True), "pp"),
        "notes": [before, *([span] if span else [])],
    }


def _directions(site: Site, head: Row) -> dict[str, Any]:
    words = site.words
    counts = [head[f"{direction}_count"] for direction in ("lowered", "unchanged", "raised")]
    return {
        "label": words("card.direction"),
        "value": " · ".join(map(str, counts)) if any(counts) else words("card.none"),
        "notes": [words("card.not_comparable", count=head["unknown_direction_count"])],
    }


def _judged(site: Site, head: Row, prefix: str) -> dict[str, Any]:
    words, evaluated = site.words, head[f"{prefix}evaluated_count"]
    if not evaluated:
        return {}
    unknown = head["member_count"] - evaluated
    return {
        "label": words("card.judged", year=head["target_year"] - (prefix == "last_")),
        "value": words("card.of", part=head[f"{prefix}met_count"], all=evaluated),
        "notes": [words("card.missed", missed=head[f"{prefix}missed_count"], unknown=unknown)],
    }


def _nation(site: Site, head: Row) -> dict[str, Any]:
    words = site.words
    if head["national_target"] is None:
        return {}
    notes = []
    if head["amplification_pp"] is not None:
        above = words.measured(number(head["amplification_pp"], 2, signed=True), "pp")
        notes.append(words("card.amplification", value=above))
        low, high = head["amplification_low_pp"], head["amplification_high_pp"]
        notes += filter(None, [_bounds(site, low, high, signed=True)])
    return {
        "label": words("card.nation"),
        "value": words.measured(number(head["national_target"]), "%"),
        "notes": notes,
        "sources": f"sources.html#{head['national_source_id']}",
    }


def _map(
    site: Site, head: Row, places: list[Row], completed: list[Row], more: dict[str, Any]
) -> Page:
    words = site.words
    indicator, year = head["indicator"], head["target_year"]
    here = f"indicator = '{indicator}' and target_year = {year}"
    there = f"indicator = '{indicator}' and target_year = {head['completion_year']}"
    name = words.field("name")
    gaps = {row["geography_code"]: row for row in completed}

    def tile(place: Row, label: Any, shade: Any, detail: Any) -> Row:
        return {
            name: place[name],
            "tile_row": place["tile_row"],
            "tile_col": place["tile_col"],
            "label": "—" if label is None else label,
            "shade": "none" if shade is None else str(shade),
            "detail": detail,
        }

    targets = [tile(p, p["target_label"], p["target_shade"], p["wording"]) for p in places]
    changes = [tile(p, p["delta_label"], p["delta_shade"], p["direction_text"]) for p in places]
    completions = [
        tile(
            p,
            g.get("gap_label"),
            g.get("gap_shade"),
            words.code("verdict", g["verdict"]) if g else None,
        )
        for p in places
        for g in (gaps.get(p["geography_code"], {}),)
    ]
    found = site.answers["round_findings"].where(indicator=indicator, target_year=year)[0]
    title = words("round.title", indicator=more["indicator_name"], year=year)
    missing = ("missing", words("key.missing"))
    incomparable = ("missing", words("key.incomparable"))
    steps = ("down2", "down1", "zero", "up1", "up2")
    figures = [
        Figure(
            "map-target",
            "tiles",
            targets,
            words("map.target") + words("join.colon") + site.name(found, "distribution"),
            words("map.note"),
            [("ramp", words("key.ramp")), missing],
            site.answers["round_provinces"],
            here,
            _image(indicator, year, "map-target"),
            title,
        ),
        Figure(
            "map-change",
            "tiles",
            changes,
            words("map.change") + words("join.colon") + site.name(found, "direction"),
            words("map.note"),
            [*((step, words(f"key.{step}")) for step in steps), incomparable],
            site.answers["round_provinces"],
            here,
            _image(indicator, year, "map-change"),
            title,
        ),
        Figure(
            "map-completion",
            "tiles",
            completions,
            words("map.completion") + words("join.colon") + site.name(found, "completion"),
            words("map.note"),
            [*((step, words(f"key.gap_{step}")) for step in steps if step != "zero"), incomparable],
            site.answers["round_completion"],
            there,
            _image(indicator, year, "map-completion"),
            title,
        ),
    ]
    return Page(
        map_page(indicator, year),
        "map.html.j2",
        words("map.title", indicator=more["indicator_name"], year=year),
        "map",
        [figure for figure in figures if any(row["shade"] != "none" for row in figure.rows)],
        [],
        {
            **more,
            "picker": _picker(site, indicator, year, map_page),
            "round_page": round_page(indicator, year),
        },
    )
