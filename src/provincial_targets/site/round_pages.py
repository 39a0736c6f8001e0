"""Two pages per round: its overview and its map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from provincial_targets.site.answers import MOVES, Row, Site, home, labelled
from provincial_targets.site.parts import Figure, Page, Table, pick
from provincial_targets.site.tables import number

Card = dict[str, Any]


def round_page(indicator: str, year: int) -> str:
    """Return the file of a round's page."""
    return f"round-{indicator}-{year}.html"


def map_page(indicator: str, year: int) -> str:
    """Return the file of a round's map."""
    return f"map-{indicator}-{year}.html"


@dataclass(frozen=True, kw_only=True)
class _Round:
    """The rows of one round.

    Attributes:
        site: The site that shows it.
        head: Its row of `rounds`.
        found: Its row of `round_findings`.
        provinces: Its rows of `round_provinces`, with labels.
        completion: The rows of `round_completion` that can be judged: its own or last year's.
        distribution: Its rows of `round_distribution`.
        scopes: Its rows of `round_scopes`.
    """

    site: Site
    head: Row
    found: Row
    provinces: list[Row]
    completion: list[Row]
    distribution: list[Row]
    scopes: list[Row]

    @property
    def key(self) -> tuple[str, int]:
        return self.head["indicator"], self.head["target_year"]

    @property
    def indicator(self) -> str:
        """Return the name of its indicator."""
        return self.site.name(self.head, "indicator")

    def title(self, text: str = "round.title") -> str:
        """Return a text that names the round."""
        return self.site.words(text, indicator=self.indicator, year=self.head["target_year"])

    def where(self, query: str) -> str:
        """Return its rows of a query, as SQL."""
        year = self.head["completion_year" if query == "round_completion" else "target_year"]
        return f"indicator = '{self.head['indicator']}' and target_year = {year}"

    def figure(
        self,
        name: str,
        query: str,
        rows: list[Row],
        *,
        title: str,
        note: str,
        keys: Sequence[tuple[str, str]] = (),
    ) -> Figure:
        """Return one of its charts."""
        return Figure(
            id=name,
            kind="tiles" if name.startswith("map-") else name,
            rows=rows,
            title=title,
            note=note,
            keys=keys,
            answer=self.site.answers[query],
            where=self.where(query),
            image="{}-{}-{}".format(*self.key, name),
            about=self.title(),
        )

    def table(
        self, name: str, query: str, rows: list[Row], *, title: str, filters: Sequence[str] = ()
    ) -> Table:
        """Return one of its tables."""
        return Table(
            id=name,
            title=title,
            answer=self.site.answers[query],
            rows=rows,
            where=self.where(query),
            filters=filters,
        )

    def picker(self, page: Callable[[str, int], str]) -> dict[str, Any]:
        """Link the same page of other indicators and years: of the nearest year that they have."""
        indicator, year = self.key
        years: dict[str, list[int]] = {}
        names: dict[str, str] = {}
        for row in self.site.rows("rounds"):
            years.setdefault(row["indicator"], []).append(row["target_year"])
            names[row["indicator"]] = self.site.name(row, "indicator")

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


def rounds(site: Site) -> Iterator[Page]:
    """Make two pages per round: its overview and its map."""
    found, provinces, completion, distribution, scopes = (
        site.answers[f"round_{query}"].by("indicator", "target_year")
        for query in ("findings", "provinces", "completion", "distribution", "scopes")
    )
    for head in site.rows("rounds"):
        key = (head["indicator"], head["target_year"])
        one = _Round(
            site=site,
            head=head,
            found=found[key][0],
            provinces=[labelled(site, row) for row in provinces[key]],
            completion=completion.get((head["indicator"], head["completion_year"]), []),
            distribution=distribution.get(key, []),
            scopes=scopes[key],
        )
        overview = _overview(one)
        yield overview
        if key == home(site):
            yield replace(overview, name="index.html", copy_of=overview.name)
        yield _map(one)


def _overview(one: _Round) -> Page:
    site, words, head = one.site, one.site.words, one.head
    name = words.field("name")
    completion_note = words("round.completion_note")
    if head["better"] != "higher":
        completion_note += " " + words("round.lower_is_better")
    figures = [
        one.figure(
            "distribution",
            "round_distribution",
            pick(
                one.distribution,
                "band",
                "band_low",
                "band_high",
                "geography_count",
                words.field("geographies"),
            ),
            title=site.name(one.found, "distribution"),
            note=_not_drawn(site, head),
        ),
        one.figure(
            "scopes",
            "round_scopes",
            pick(
                one.scopes,
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
            keys=[("accent", words("key.average")), ("bounds", words("key.bounds"))],
            title=site.name(one.found, "regions"),
            note=words("round.scopes_note"),
        ),
        one.figure(
            "changes",
            "round_provinces",
            pick(one.provinces, *MOVES, name, rank="target_rank"),
            keys=[
                ("down2", words("key.lowered")),
                ("axis", words("key.unchanged")),
                ("up2", words("key.raised")),
            ],
            title=site.name(one.found, "direction"),
            note=words("round.changes_note"),
        ),
        one.figure(
            "completion",
            "round_completion",
            pick(
                one.completion,
                name,
                "gap_label",
                rank="gap_rank",
                reference="target_point",
                value="outturn",
                side="verdict",
            ),
            keys=[
                ("up2", words("key.met")),
                ("down2", words("key.missed")),
                ("tick", words("key.target")),
            ],
            title=site.name(one.found, "completion"),
            note=completion_note,
        ),
    ]
    tables = [
        one.table(
            "provinces",
            "round_provinces",
            one.provinces,
            title=words("round.table"),
            filters=("direction", "region"),
        ),
        one.table("scopes-table", "round_scopes", one.scopes, title=words("round.table_scopes")),
        one.table(
            "completion-table",
            "round_completion",
            one.completion,
            title=words("round.table_completion"),
        ),
        one.table(
            "distribution-table",
            "round_distribution",
            one.distribution,
            title=words("round.table_distribution"),
        ),
    ]
    return Page(
        name=round_page(*one.key),
        template="round.html.j2",
        title=one.title(),
        section="overview",
        figures=[figure for figure in figures if figure.rows],
        tables=[table for table in tables if table.rows],
        more={
            "finding": site.name(one.found, "average"),
            "cards": _cards(site, head),
            "picker": one.picker(round_page),
            "map_page": map_page(*one.key),
            "headline": site.answers["rounds"],
            "here": one.where("rounds"),
        },
    )


def _not_drawn(site: Site, head: Row) -> str:
    """Return how many provinces a chart of targets leaves out, and why."""
    words = site.words
    worded = head["disclosed_count"] - head["numeric_count"]
    unset, missing = head["not_stated_count"], head["no_source_count"]
    parts = [
        words("round.in_words", count=worded) if worded else "",
        words("round.not_set", count=unset) if unset else "",
        words("round.without_source", count=missing) if missing else "",
    ]
    listed = words("join.list").join(filter(None, parts))
    return words("round.not_drawn", parts=listed) if listed else words("round.all_drawn")


def _cards(site: Site, head: Row) -> list[Card]:
    """Return the headline figures, each with its bounds, its coverage and a link to its sources."""
    cards = [_average(site, head), _change(site, head), _directions(site, head)]
    cards += [_judged(site, head, prefix) for prefix in ("", "last_")]
    cards.append(_nation(site, head))
    return [{"sources": "#provinces-section", **card} for card in cards if card]


def _percent(site: Site, value: float) -> str:
    return str(site.words.measured(number(value, 2), "%"))


def _bounds(site: Site, low: float | None, high: float | None, *, signed: bool = False) -> str:
    """Return the bounds of a figure; nothing if no member is missing."""
    if low is None or high is None:
        return ""
    ends = [number(end, 2, signed=signed) for end in (low, high)]
    if ends[0] == ends[1]:
        return ""
    span = " … ".join(ends) if signed else "–".join(ends)
    return site.words("card.bounds", span=site.words.measured(span, "pp" if signed else "%"))


def _average(site: Site, head: Row) -> Card:
    words, value = site.words, head["weighted_target"]
    weight = site.name(head, "weight") + (words("card.proxy") if head["weight_is_proxy"] else "")
    return {
        "label": words("card.average"),
        "value": words("card.none") if value is None else _percent(site, value),
        "notes": [
            words("card.exact")
            if head["is_settled"]
            else _bounds(site, head["weighted_low"], head["weighted_high"]),
            words(
                "card.statuses",
                numbers=head["numeric_count"],
                words=head["disclosed_count"] - head["numeric_count"],
                not_stated=head["not_stated_count"],
                no_source=head["no_source_count"],
            ),
            words(
                "card.weights",
                weight=weight,
                year=head["weight_year"],
                known=head["weight_known_count"],
                members=head["member_count"],
                share=words("measured.%", value=number(100 * head["weight_coverage"], 0)),
            ),
            words("card.carried", count=head["carried_weight_count"])
            if head["carried_weight_count"]
            else "",
        ],
    }


def _change(site: Site, head: Row) -> Card:
    """Return the change like for like, and what of the whole change is left to other causes."""
    words = site.words
    if head["like_for_like_change_pp"] is None:
        return {}

    def points(column: str) -> str:
        value = number(head[column] or 0, 2, signed=True)
        return str(words.measured(value, "pp"))

    notes = [
        words(
            "card.like_for_like",
            count=head["like_for_like_count"],
            members=head["member_count"],
            share=words("measured.%", value=number(100 * head["like_for_like_weight_share"], 0)),
        )
    ]
    if head["change_pp"] is not None:
        split = {name: points(f"{name}_change_pp") for name in ("weights", "membership")}
        notes.append(words("card.whole_change", change=points("change_pp"), **split))
    return {
        "label": words("card.change"),
        "value": points("like_for_like_change_pp"),
        "notes": notes,
    }


def _directions(site: Site, head: Row) -> Card:
    words = site.words
    counts = [head[f"{direction}_count"] for direction in ("lowered", "unchanged", "raised")]
    return {
        "label": words("card.direction"),
        "value": " · ".join(map(str, counts)) if any(counts) else words("card.none"),
        "notes": [words("card.not_comparable", count=head["unknown_direction_count"])],
    }


def _judged(site: Site, head: Row, prefix: str) -> Card:
    words, evaluated = site.words, head[f"{prefix}evaluated_count"]
    if not evaluated:
        return {}
    unknown = head["member_count"] - evaluated
    return {
        "label": words("card.judged", year=head["target_year"] - (prefix == "last_")),
        "value": words("card.of", part=head[f"{prefix}met_count"], all=evaluated),
        "notes": [
            words("card.missed", missed=head[f"{prefix}missed_count"], unknown=unknown),
            words(
                "card.at_first_release",
                met=head[f"{prefix}met_at_first_release_count"],
                evaluated=head[f"{prefix}evaluated_at_first_release_count"],
                turned=head[f"{prefix}turned_count"],
            ),
        ],
    }


def _nation(site: Site, head: Row) -> Card:
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


def _map(one: _Round) -> Page:
    site, words = one.site, one.site.words
    completion = {row["geography_code"]: row for row in one.completion}

    def figure(
        name: str, query: str, finding: str, tiles: list[Row], keys: list[tuple[str, str]]
    ) -> Figure:
        title = words(f"map.{name}") + words("join.colon") + site.name(one.found, finding)
        return one.figure(
            f"map-{name}", query, tiles, title=title, note=words("map.note"), keys=keys
        )

    def tile(place: Row, label: str | None, shade: object, detail: str | None) -> Row:
        return {
            **{key: place[key] for key in (words.field("name"), "tile_row", "tile_col")},
            "label": "—" if label is None else label,
            "shade": "none" if shade is None else str(shade),
            "detail": detail,
        }

    targets, changes, verdicts = [], [], []
    for place in one.provinces:
        detail = place["wording"] or words.code("target_status", place["target_status"])
        targets.append(tile(place, place["target_label"], place["target_shade"], detail))
        changes.append(
            tile(place, place["delta_label"], place["delta_shade"], place["direction_text"])
        )
        row = completion.get(place["geography_code"], {})
        verdict = words.code("verdict", row["verdict"]) if row else None
        verdicts.append(tile(place, row.get("gap_label"), row.get("gap_shade"), verdict))
    missing = ("missing", words("key.missing"))
    incomparable = ("missing", words("key.incomparable"))
    steps = ("down2", "down1", "zero", "up1", "up2")
    moves = [(step, words(f"key.{step}")) for step in steps]
    gaps = [(step, words(f"key.gap_{step}")) for step in steps if step != "zero"]
    maps = [
        figure(
            "target",
            "round_provinces",
            "distribution",
            targets,
            [("ramp", words("key.ramp")), missing],
        ),
        figure("change", "round_provinces", "direction", changes, [*moves, incomparable]),
        figure("completion", "round_completion", "completion", verdicts, [*gaps, incomparable]),
    ]
    return Page(
        name=map_page(*one.key),
        template="map.html.j2",
        title=one.title("map.title"),
        section="map",
        figures=[map_ for map_ in maps if any(row["shade"] != "none" for row in map_.rows)],
        more={
            "finding": site.name(one.found, "average"),
            "picker": one.picker(map_page),
            "round_page": round_page(*one.key),
        },
    )
