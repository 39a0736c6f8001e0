"""The page on what comes first: the order of tasks, their themes, and the terms of the year."""

from __future__ import annotations

from provincial_targets.site.answers import Site
from provincial_targets.site.palette import CHANGES
from provincial_targets.site.parts import Figure, Page, main_page, pick, whole_table


def tasks(site: Site) -> Page:
    """Make the page of the tasks in the provinces' work reports."""
    words = site.words
    found = site.rows("task_findings")[0]
    return main_page(
        site,
        "tasks",
        figures=[*_moves(site), *_ranks(site)],
        tables=[
            whole_table(site, "core_functions", title=site.name(found, "followed")),
            whole_table(
                site,
                "theme_years",
                title=words("tasks.theme_years"),
                filters=("year", "theme"),
                note=words("tasks.noted"),
            ),
            whole_table(
                site,
                "term_years",
                title=words("tasks.term_years"),
                filters=("year",),
                note=site.name(found, "lengths"),
            ),
            whole_table(site, "note_claims", title=words("tasks.note_claims")),
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
    figures = []
    for kind, query, field, before, now in (
        ("themes", "theme_years", "theme", "previous_named_count", "named_count"),
        ("terms", "term_years", "term", "previous_rate", "rate"),
    ):
        # The query lists the newest year first.
        rows = [row for row in site.rows(query) if row["side"]]
        rows = [
            {**row, "rank": rank} for rank, row in enumerate(rows) if row["year"] == rows[0]["year"]
        ]
        if not rows:
            continue
        year = rows[0]["year"]
        columns = {words.field("name"): words.field(field), "reference": before, "value": now}
        figures.append(
            Figure(
                id=f"{kind}-moves",
                kind=f"{field}_moves",
                rows=pick(rows, "rank", "side", "gap_label", **columns),
                title=words(f"tasks.{kind}", year=year, before=year - 1),
                note=words(f"tasks.{kind}_note", count=rows[0].get("rated_count")),
                keys=[
                    ("tick", words("key.before")),
                    *((colour, words(f"key.{side}")) for side, colour in CHANGES.items()),
                ],
                answer=site.answers[query],
                where=f"year = {year}",
                image=f"{kind}-{year}",
            )
        )
    return figures
