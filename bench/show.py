"""Write bench/results into the pages on performance, as tables and as pictures in docs/images/.

python bench/show.py
"""

from __future__ import annotations

import altair as alt
import measure

IMAGES = measure.PROJECT / "docs" / "images"
PAGES = [
    measure.PROJECT / "docs" / f"{name}.md" for name in ("performance", "performance_appendix")
]
_NAMES = {
    "dbt": "this project, by dbt",
    "bare": "its SQL, bare DuckDB",
    "polars": "Polars",
    "polars_by_year": "Polars, year by year",
    "spark": "this project, by Spark",
}
_COLOURS = ["#1b6ca8", "#7fb4d9", "#d08a2e", "#e3bb7d", "#7a4f9a"]


def growth(column: str, title: str) -> alt.Chart:
    """Draw the growth of a cost with the observations, on logarithmic axes."""
    rows = [
        {
            "observations": int(row["observations"]),
            "who": _NAMES[row["who"]],
            "value": float(row[column]),
        }
        for row in measure.read("growth")
        if row["marts"] == "main"
    ]
    measured = {str(row["who"]) for row in rows}
    colours = {
        name: colour
        for name, colour in zip(_NAMES.values(), _COLOURS, strict=True)
        if name in measured
    }
    colour = alt.Color(
        "who:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
    )
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=2)
        .encode(
            alt.X("observations:Q", title="observations", scale=alt.Scale(type="log")),
            alt.Y("value:Q", title=title, scale=alt.Scale(type="log")),
            colour,
        )
        .properties(width=420, height=300)
    )


def real_job() -> alt.Chart:
    """Draw the seconds of the real job, by contestant."""
    rows = [
        {"who": row["who"], "seconds": float(row["seconds"])} for row in measure.read("real_job")
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        alt.Y("who:N", title=None, sort="-x"), alt.X("seconds:Q", title="seconds (median)")
    )
    bars = base.mark_bar(color=_COLOURS[0])
    labels = base.mark_text(align="left", dx=4).encode(alt.Text("seconds:Q", format=".1f"))
    return (bars + labels).properties(width=420, height=200)


_COST = {"seconds": "seconds", "cpu_seconds": "processor seconds", "peak_mb": "MB at the peak"}
# For each mark of the page: the file of results, and its columns with their headings.
_TABLES = {
    "real_job": {
        **{"who": "who", "what": "what", **_COST},
        **{"times_the_floor": "× the floor", "times_the_run": "× the run"},
    },
    "real_job_ratios": {
        **{"who": "who", "against": "against", "aim": "aim", "ratio": "times as long (median)"},
        **{"least": "least", "most": "most"},
    },
    "real_job_phases": {"phase": "phase", "seconds": "seconds"},
    "growth": {
        **{"marts": "marts", "observations": "observations", "who": "who", **_COST},
        **{"times_bare": "× bare SQL", "memory_limit": "memory limit"},
    },
    "new_round": {
        **{"rows_asked_for": "observations", "what": "what is built", **_COST},
        **{"share_of_everything": "share of everything"},
    },
    "queries": {
        **{"warehouse": "warehouse", "readers": "readers", "connection": "connection"},
        **{"published_meanwhile": "runs published meanwhile", "asked": "asked", "errors": "errors"},
        **{"p50_ms": "p50, ms", "p95_ms": "p95, ms", "slowest_p95_ms": "p95 of the slowest, ms"},
    },
}


def table(name: str) -> str:
    """Return a file of results as a table in Markdown."""
    if not (measure.RESULTS / f"{name}.csv").exists():
        return "Not measured yet."
    columns, rows = _TABLES[name], measure.read(name)
    if name == "growth":
        rows = [{**row, "times_bare": _times_bare(row, rows)} for row in rows]
    lines = [list(columns.values()), ["---"] * len(columns)]
    lines += [[row[column] for column in columns] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _times_bare(row: dict[str, str], rows: list[dict[str, str]]) -> str:
    key = ("marts", "observations", "processor", "measured_on")
    for other in rows:
        if other["who"] == "bare" and all(row[name] == other[name] for name in key):
            return f"{float(row['seconds']) / float(other['seconds']):.2f}"
    return ""


def main() -> None:
    """Draw and write."""
    for page in PAGES:
        text = page.read_text("utf-8")
        for name in _TABLES:
            start, end = f"<!-- {name} -->\n", "<!-- end -->"
            before, found, rest = text.partition(start)
            if found:
                text = f"{before}{start}{table(name)}\n{end}{rest.partition(end)[2]}"
        page.write_text(text, "utf-8")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, draw in (
        ("growth_time", lambda: growth("seconds", "seconds")),
        ("growth_memory", lambda: growth("peak_mb", "megabytes at the peak")),
        ("real_job", real_job),
    ):
        if (measure.RESULTS / f"{name.removesuffix('_time').removesuffix('_memory')}.csv").exists():
            # Room for the fonts of a reader, which may be wider than those of this machine.
            room = {"left": 20, "right": 40, "top": 10, "bottom": 10}
            chart = draw().properties(padding=room, background="white")
            chart.save(str(IMAGES / f"{name}.svg"))
            print(f"written: docs/images/{name}.svg")


if __name__ == "__main__":
    main()
