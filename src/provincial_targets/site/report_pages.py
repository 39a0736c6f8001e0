"""The report's figures, drawn from the data, and its statements, held against them."""

from __future__ import annotations

from provincial_targets.site import columns as c
from provincial_targets.site.answers import MOVES, Site, spoken
from provincial_targets.site.parts import Figure, Page, Table, pick
from provincial_targets.site.warehouse import Row


def report(site: Site) -> Page:
    """Make the page of the report's figures, drawn from what was known on its day."""
    words = site.words
    name = words.field("name")
    moves = site.answers["report_changes"].by("indicator")
    versus = site.answers["report_versus_gdp"].by("indicator")
    claims = site.answers["report_figure_claims"].by("figure")
    directions = [
        ("down2", words("key.lowered")),
        ("axis", words("key.unchanged")),
        ("up2", words("key.raised")),
    ]
    sides = [
        ("up2", words("key.above")),
        ("axis", words("key.same")),
        ("down2", words("key.below")),
        ("tick", words("column.gdp_target")),
    ]
    figures, tables = [], []
    for found in site.rows("report_figure_findings"):
        picture, number_ = found["picture"], found["figure"]
        indicator, what = picture.split("-", 1)
        where = f"indicator = '{indicator}'"
        keys: list[tuple[str, str]]
        if what == "versus-gdp":
            query, kind, rows, keys = "report_versus_gdp", "versus_gdp", versus[(indicator,)], sides
            data = pick(
                rows,
                name,
                "gap_label",
                "side",
                rank="gap_rank",
                reference="gdp_target_point",
                value="target_point",
            )
        elif what == "completion":
            query, kind, rows, where = (
                "report_completion",
                "completion",
                site.rows("report_completion"),
                "",
            )
            keys = [
                ("up2", words("key.met")),
                ("down2", words("key.missed")),
                ("tick", words("key.target")),
            ]
            data = pick(
                rows,
                name,
                "gap_label",
                rank="gap_rank",
                reference="target_point",
                value="outturn",
                side="verdict",
            )
        else:
            query, rows = "report_changes", [spoken(site, row) for row in moves[(indicator,)]]
            kind, keys = ("levels", []) if what == "levels" else ("changes", directions)
            rank = "delta_rank" if picture == "gdp-changes" else "target_rank"
            data = pick(rows, *MOVES, name, rank=rank)
        figures.append(
            Figure(
                picture,
                kind,
                data,
                site.name(found, "finding"),
                words(f"report.note_{kind}")
                + (words("report.starred") if indicator == "fixed_asset_investment" else ""),
                keys,
                site.answers[query],
                where,
                f"report-figure-{number_}-{indicator}",
                words("report.redrawn", number=number_),
            )
        )
        columns = {
            "report_versus_gdp": c.report_versus_gdp,
            "report_completion": c.report_completion,
            "report_changes": c.report_changes,
        }[query](words)
        tables.append(
            Table(
                f"{picture}-table",
                site.name(found, "finding"),
                columns,
                rows,
                site.answers[query],
                where,
            )
        )
    said = [
        Table(
            f"claims-{number_}",
            words("report.says"),
            c.figure_claims(words),
            [_statement(site, row, number_) for row in claims[(number_,)]],
            site.answers["report_figure_claims"],
            f"figure = {number_}",
        )
        for number_ in range(1, 7)
    ]
    grouped = [
        {
            "number": number_,
            "says": said[number_ - 1],
            "pictures": [
                (f, t)
                for f, t, row in zip(
                    figures, tables, site.rows("report_figure_findings"), strict=True
                )
                if row["figure"] == number_
            ],
        }
        for number_ in range(1, 7)
    ]
    return Page(
        "report.html",
        "report.html.j2",
        words("report.title"),
        "report",
        figures,
        [*tables, *said],
        {"grouped": grouped},
    )


def _statement(site: Site, row: Row, figure: int) -> Row:
    """Word a statement beside a figure; the last figure has three subjects."""
    claim = _claim(site, row)
    if figure == 6:
        claim["statement"] = claim["subject"] + site.words("join.parts") + claim["statement"]
    return claim


def reconciliation(site: Site) -> Page:
    """Make the page on which the report's statements are held against the data."""
    words = site.words
    found = site.rows("report_findings")[0]
    bars = [
        {
            "subject": _claim(site, row)["subject"],
            "status_text": words.code("status", row["status"]),
            **picked,
        }
        for row, picked in zip(
            site.rows("report_summary"),
            pick(
                site.rows("report_summary"),
                "status",
                "status_rank",
                "claim_count",
                rank="subject_rank",
            ),
            strict=True,
        )
    ]
    claims = [_claim(site, row) for row in site.rows("report_claims")]
    pairs = [_claim(site, row) for row in site.rows("report_contradictions")]
    sections = [_claim(site, row) for row in site.rows("report_sections")]
    statuses = {
        "reproduced": "up2",
        "consistent": "up1",
        "contradicted": "down2",
        "not_computable": "zero",
    }
    return Page(
        "reconciliation.html",
        "reconciliation.html.j2",
        words("reconciliation.title"),
        "reconciliation",
        [
            Figure(
                "verdicts",
                "verdicts",
                bars,
                site.name(found, "summary"),
                "",
                [(colour, words.code("status", status)) for status, colour in statuses.items()],
                site.answers["report_summary"],
                "",
                "reconciliation",
            )
        ],
        [
            Table(
                "contradictions",
                site.name(found, "contradictions"),
                c.contradictions(words),
                pairs,
                site.answers["report_contradictions"],
                "",
                ("kind", "subject", "supported"),
                True,
                words("reconciliation.language_note"),
            ),
            Table(
                "claims",
                words("reconciliation.claims"),
                c.claims(words),
                claims,
                site.answers["report_claims"],
                "",
                ("status", "subject", "section", "statistic"),
                True,
                words("reconciliation.language_note"),
            ),
            Table(
                "sections",
                words("reconciliation.sections"),
                c.report_sections(words),
                sections,
                site.answers["report_sections"],
            ),
        ],
        {"lead": words("reconciliation.lead")},
    )


def _claim(site: Site, row: Row) -> Row:
    """Word a statement: its subject, which may be none of the indicators, and its figures."""
    words = site.words
    spoken_ = {
        **row,
        "subject": row[words.field("indicator")] or words.code("subject", row["indicator"]),
    }
    if "unit" not in row:
        return spoken_
    whom = [
        words.code("place", row[words.field("scope")]),
        words.code("condition", row["band"]) if row.get("band") else "",
    ]
    what = [words.code("statistic", row["statistic"]), str(row.get("target_year") or "")]
    what += whom[1:] if row.get("scope_code") == "all" else whom
    return spoken_ | {
        "whom": words("join.parts").join(filter(None, whom)),
        "statement": words("join.parts").join(filter(None, what)),
        "claimed": words.measured(row["claimed_text"], row["unit"]),
        "recomputed": words.measured(row["recomputed_text"], row["unit"]),
        "interval": words.measured(row.get("bounds"), row["unit"]),
        "elsewhere": words.measured(row.get("other_claimed_text"), row.get("other_unit")),
    }
