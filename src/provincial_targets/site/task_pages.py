"""The page on what comes first: the order of tasks, their themes, and the terms of the year."""

from __future__ import annotations

from provincial_targets.site.answers import Row, Site
from provincial_targets.site.parts import Figure, Page, Table, pick


def tasks(site: Site) -> Page:
    """Make the page of the tasks in the provinces' work reports."""
    words = site.words
    found = site.rows("task_findings")[0]
    figures = [*_moves(site), *_ranks(site)]
    titles = {
        "core_functions": site.name(found, "followed"),
        **{name: words(f"tasks.{name}") for name in ("theme_years", "term_years", "note_claims")},
    }
    notes = {"theme_years": words("tasks.noted"), "term_years": site.name(found, "lengths")}
    filters = {"theme_years": ("year", "theme"), "term_years": ("year",)}
    return Page(
        name="tasks.html",
        template="tasks.html.j2",
        title=words("tasks.title"),
        section="tasks",
        figures=figures,
        tables=[
            Table(
                id=query.replace("_", "-"),
                title=title,
                answer=site.answers[query],
                rows=site.rows(query),
                filters=filters.get(query, ()),
                note=notes.get(query, ""),
            )
            for query, title in titles.items()
        ],
        more={"leading": site.name(found, "leading")},
    )


def _ranks(site: Site) -> list[Figure]:
    """Make the grid of provinces and themes, one for each year."""
    words = site.words
    answer = site.answers["task_ranks"]
    return [
        Figure(
            id=f"ranks-{year}",
            kind="ranks",
            rows=pick(
                rows,
                words.field("name"),
                words.field("theme"),
                "theme_order",
                "task_rank",
                "shade",
                rank="sort_order",
            ),
            title=words("tasks.ranks", year=year),
            note=words("tasks.ranks_note"),
            keys=[(f"shade{step}", words(f"key.rank{step}")) for step in range(5, 0, -1)],
            answer=answer,
            where=f"year = {year}",
            image=f"ranks-{year}",
        )
        for (year,), rows in answer.by("year").items()
    ]


def _moves(site: Site) -> list[Figure]:
    """Make the rise and fall of themes and terms, for the newest year with one before."""
    words = site.words
    themes = [row for row in site.rows("theme_years") if row["side"]]
    terms = [row for row in site.rows("term_years") if row["side"]]
    figures = []
    for kind, query, rows, field, values in (
        ("themes", "theme_years", themes, "theme", ("previous_named_count", "named_count")),
        ("terms", "term_years", terms, "term", ("previous_rate", "rate")),
    ):
        if not rows:
            continue
        year = rows[0]["year"]
        newest = [row for row in rows if row["year"] == year]
        figures.append(
            Figure(
                id=f"{kind}-moves",
                kind=f"{field}_moves",
                rows=_moved(site, newest, field, *values),
                title=words(f"tasks.{kind}", year=year, before=year - 1),
                note=words(f"tasks.{kind}_note", count=newest[0].get("rated_count")),
                keys=[
                    ("tick", words("key.before")),
                    *((colour, words(f"key.{side}")) for side, colour in _KEYS.items()),
                ],
                answer=site.answers[query],
                where=f"year = {year}",
                image=f"{kind}-{year}",
            )
        )
    return figures


_KEYS = {"more": "up2", "as_many": "axis", "fewer": "down2"}


def _moved(site: Site, rows: list[Row], field: str, before: str, now: str) -> list[Row]:
    name = site.words.field("name")
    return [
        {
            name: row[site.words.field(field)],
            "rank": number,
            "reference": row[before],
            "value": row[now],
            "side": row["side"],
            "gap_label": row["gap_label"],
        }
        for number, row in enumerate(rows)
    ]
