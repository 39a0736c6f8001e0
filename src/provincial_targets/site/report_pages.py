"""The report's figures, redrawn from the data, and what notes state, reconciled with them."""

from __future__ import annotations

from collections.abc import Iterator

from provincial_targets.site.answers import MOVES, Row, Site, labelled
from provincial_targets.site.palette import STATUSES
from provincial_targets.site.parts import Figure, Page, Table, main_page, pick, whole_table
from provincial_targets.site.words import Words


def report(site: Site) -> Page:
    """Make the page of the report's figures, drawn from what was known on its day."""
    claims = site.answers["report_figure_claims"].by("figure")
    groups: dict[int, list[tuple[Figure, Table]]] = {number: [] for number in range(1, 7)}
    for found in site.rows("report_figure_findings"):
        groups[found["figure"]].append(_redrawn(site, found))
    said = {
        number: Table(
            id=f"claims-{number}",
            title=site.words("report.says"),
            answer=site.answers["report_figure_claims"],
            rows=[_statement(site, row, number) for row in claims[(number,)]],
            where=f"figure = {number}",
        )
        for number in groups
    }
    drawn = [pair for pictures in groups.values() for pair in pictures]
    return main_page(
        site,
        "report",
        figures=[figure for figure, _ in drawn],
        tables=[*(table for _, table in drawn), *said.values()],
        more={"groups": groups, "said": said},
    )


def _redrawn(site: Site, found: Row) -> tuple[Figure, Table]:
    """Return one chart of the report's figures, and the table of its data."""
    words = site.words
    name = words.field("name")
    picture, number = found["picture"], found["figure"]
    indicator, what = picture.split("-", 1)
    keys: list[tuple[str, str]] = []
    if what == "versus-gdp":
        query, kind = "report_versus_gdp", "versus_gdp"
        rows = site.answers[query].by("indicator")[(indicator,)]
        data = pick(
            rows,
            name,
            "gap_label",
            "side",
            rank="gap_rank",
            reference="gdp_target_point",
            value="target_point",
        )
        keys = [
            ("up2", words("key.above")),
            ("axis", words("key.same")),
            ("down2", words("key.below")),
            ("tick", words("column.gdp_target")),
        ]
    elif what == "completion":
        query, kind = "report_completion", "completion"
        rows = site.rows(query)
        data = pick(
            rows,
            name,
            "gap_label",
            rank="gap_rank",
            reference="target_point",
            value="outturn",
            side="verdict",
        )
        keys = [
            ("up2", words("key.met")),
            ("down2", words("key.missed")),
            ("tick", words("key.target")),
        ]
    else:
        query, kind = "report_changes", what
        rows = [labelled(site, row) for row in site.answers[query].by("indicator")[(indicator,)]]
        rank = "delta_rank" if picture == "gdp-changes" else "target_rank"
        data = pick(rows, *MOVES, name, rank=rank)
        if what == "changes":
            keys = [
                ("down2", words("key.lowered")),
                ("axis", words("key.unchanged")),
                ("up2", words("key.raised")),
            ]
    where = "" if what == "completion" else f"indicator = '{indicator}'"
    starred = words("report.starred") if indicator == "fixed_asset_investment" else ""
    figure = Figure(
        id=picture,
        kind=kind,
        rows=data,
        title=site.name(found, "finding"),
        note=words(f"report.note_{kind}") + starred,
        keys=keys,
        answer=site.answers[query],
        where=where,
        image=f"report-figure-{number}-{indicator}",
        about=words("report.redrawn", number=number),
    )
    table = Table(
        id=f"{picture}-table",
        title=figure.title,
        answer=figure.answer,
        rows=rows,
        where=where,
    )
    return figure, table


def _statement(site: Site, row: Row, figure: int) -> Row:
    """Word a statement beside a figure; the last figure has three subjects."""
    claim = _claim(site, row)
    if figure == 6:
        claim["statement"] = claim["subject"] + site.words("join.parts") + claim["statement"]
    return claim


def reconciliation(site: Site) -> Page:
    """Make the page of the report's statements, reconciled with the data."""
    words = site.words
    found = site.rows("report_findings")[0]
    bars = [
        {
            "subject": _claim(site, row)["subject"],
            "status_text": words.code("status", row["status"]),
            **pick([row], "status", "status_rank", "claim_count", rank="subject_rank")[0],
        }
        for row in site.rows("report_summary")
    ]
    figure = Figure(
        id="verdicts",
        kind="verdicts",
        rows=bars,
        title=site.name(found, "summary"),
        keys=[(colour, words.code("status", status)) for status, colour in STATUSES.items()],
        answer=site.answers["report_summary"],
        image="reconciliation",
    )
    note_id = next(row["note_id"] for row in site.rows("notes") if row["is_report"])
    tables = [
        *_judged(site, note_id, site.name(found, "contradictions")),
        Table(
            id="sections",
            title=words("reconciliation.sections"),
            answer=site.answers["report_sections"],
            rows=[_claim(site, row) for row in site.rows("report_sections")],
        ),
    ]
    return main_page(site, "reconciliation", figures=[figure], tables=tables)


def notes(site: Site) -> Iterator[Page]:
    """Make the list of the notes, and a page for each but the report, which has its own."""
    words = site.words
    statements = site.answers["note_statements"].by("note_id")
    yield main_page(
        site,
        "notes",
        tables=[
            whole_table(site, "notes", title=words("notes.list"), filters=("publisher",)),
            whole_table(site, "note_statements", title=words("notes.statements")),
        ],
    )
    for note in site.rows("notes"):
        if note["is_report"]:
            continue
        key = note["note_id"]
        printed = Table(
            id="statements",
            title=words("notes.statements"),
            answer=site.answers["note_statements"],
            rows=statements.get((key,), []),
            where=f"note_id = '{key}'",
        )
        tables = [*_judged(site, key, words("notes.contradictions")), printed]
        yield Page(
            name=note["page"],
            template="note.html.j2",
            title=site.name(note, "note_name"),
            section="notes",
            tables=[table for table in tables if table.rows],
        )


def _judged(site: Site, note_id: str, contradictions: str) -> Iterator[Table]:
    """Make the tables of a note: what is contradicted, and all of its statements."""
    for name, title, filters in (
        ("contradictions", contradictions, ("kind", "subject", "supported")),
        (
            "claims",
            site.words("reconciliation.claims"),
            ("status", "subject", "section", "statistic"),
        ),
    ):
        answer = site.answers[f"report_{name}"]
        yield Table(
            id=name,
            title=title,
            answer=answer,
            rows=[_claim(site, row) for row in answer.by("note_id").get((note_id,), [])],
            where=f"note_id = '{note_id}'",
            filters=filters,
            searchable=True,
            note=site.words("reconciliation.language_note"),
        )


def _claim(site: Site, row: Row) -> Row:
    """Word a statement: its subject, which may be none of the indicators, and its figures."""
    words = site.words
    subject = row[words.field("indicator")] or words.code("subject", row["indicator"])
    if "unit" not in row:
        return {**row, "subject": subject}
    scope = _scope(words, row[words.field("scope")])
    band = words.code("condition", row["band"]) if row.get("band") else ""
    statement = [
        words.code("statistic", row["statistic"]),
        str(row.get("target_year") or ""),
        "" if row.get("scope_code") == "all" else scope,
        band,
    ]
    return {
        **row,
        "subject": subject,
        "whom": words("join.parts").join(filter(None, [scope, band])),
        "statement": words("join.parts").join(filter(None, statement)),
        "claimed": words.measured(row["claimed_text"], row["unit"]),
        "recomputed": words.measured(row["recomputed_text"], row["unit"]),
        "interval": words.measured(row.get("bounds"), row["unit"]),
        "elsewhere": words.measured(row.get("other_claimed_text"), row.get("other_unit")),
    }


def _scope(words: Words, scope: str) -> str:
    """Return a scope in the site's language; some provinces without their names have a number."""
    number = scope.removesuffix(" provinces")
    return words("place.some", count=number) if number.isdigit() else words.code("place", scope)
