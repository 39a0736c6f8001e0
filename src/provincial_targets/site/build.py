"""Write the site into a new folder, in two processes, and put it in place of the old one."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provincial_targets.site.words import LANGUAGES, Words
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.files import let_others_read

_HERE = Path(__file__).parent
_BATCH = 12  # images that a process draws in one task
WORKERS = 2


@dataclass(frozen=True, kw_only=True)
class Job:
    """The input of the process that writes the pages of one language.

    Attributes:
        database: The published database.
        out: The folder of the site.
        language: `zh` or `en`.
        images: `main`, `all` or `none`.
        charts: The specifications of this language's charts, from `_charts`.
        has_ask: Whether the site has the page that takes queries.
    """

    database: Path
    out: Path
    language: str
    images: str
    charts: dict[str, Any]
    has_ask: bool


def build(
    project_dir: Path,
    database: Path,
    target: Path,
    *,
    images: str = "main",
    manifest: Path | None = None,
    ask: Path | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> dict[str, float]:
    """Write the site, and replace the one in its place.

    Args:
        project_dir: The dbt project, for its documentation.
        database: The published database; it is only read.
        target: The folder of the site; a folder with other content is left alone.
        images: Which charts also become PNG and SVG: `main`, `all` or `none`.
        manifest: The manifest of dbt; without it the documentation is left out.
        ask: The folder in which npm installed DuckDB for browsers; with it the site takes queries.
        progress: Called with a line after each part.

    Returns:
        Seconds that each part took.

    Raises:
        Stop: The target holds other files, or a part could not be made.
    """
    began = time.monotonic()
    if target.exists() and not (target / "assets" / "site.css").exists() and any(target.iterdir()):
        raise Stop(
            Exit.CANNOT_WRITE, f"{target} holds something else: name an empty folder with --out."
        )
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    with let_others_read():
        new.mkdir(parents=True)
    seconds: dict[str, float] = {}

    def done(name: str, future: Future[Any]) -> Any:
        result, took = future.result()
        seconds[name] = round(took, 1)
        progress(f"{name}: {took:.1f} s")
        return result

    with let_others_read(), ProcessPoolExecutor(WORKERS) as pool:
        # Parts without charts start first, while this process makes the charts' specifications.
        jobs = {"files for download": pool.submit(_timed, _downloads, database, new / "data")}
        if manifest:
            jobs["dbt documentation"] = pool.submit(
                _timed, _docs, project_dir, manifest, database, new
            )
        if ask:
            jobs["what queries need"] = pool.submit(_timed, _ask, ask, database, new / "ask")
        charts = {language: _charts(language) for language in LANGUAGES}
        pages = {
            language: pool.submit(
                _timed,
                _pages,
                Job(
                    database=database,
                    out=new,
                    language=language,
                    images=images,
                    charts=drawn,
                    has_ask=ask is not None,
                ),
            )
            for language, drawn in charts.items()
        }
        jobs["assets"] = pool.submit(_timed, _assets, new, charts)
        for language, future in pages.items():
            wanted = done(f"pages ({language})", future)
            for at in range(0, len(wanted), _BATCH):
                jobs[f"images ({language}, from {at + 1})"] = pool.submit(
                    _timed, _draw, wanted[at : at + _BATCH]
                )
        for name, future in jobs.items():
            done(name, future)
    _switch(new, target)
    seconds["total"] = round(time.monotonic() - began, 1)
    return seconds


def _timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    began = time.monotonic()
    return function(*arguments), time.monotonic() - began


def _switch(new: Path, target: Path) -> None:
    """Replace the old site by the new one with renames, so that a reader never sees half of it."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _docs(project_dir: Path, manifest: Path, database: Path, out: Path) -> None:
    from provincial_targets.site import docs

    docs.write(project_dir, manifest, database, out / "dbt" / "index.html")


def _ask(modules: Path, database: Path, out: Path) -> None:
    """Copy DuckDB for browsers, and the published file for it.

    Its reader of Parquet is an extension of another host; the file needs none.
    """
    out.mkdir()
    for name, source in {
        "arrow.js": modules / "apache-arrow/Arrow.es2015.min.js",
        "duckdb.js": modules / "@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.cjs",
        "duckdb.wasm": modules / "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm",
        "provincial_targets.duckdb": database,
    }.items():
        shutil.copyfile(source, out / name)


def _draw(wanted: list[Any]) -> None:
    from provincial_targets.site import images

    images.write(wanted)


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _charts(language: str) -> dict[str, Any]:
    """Return the content of `charts-<language>.js`: everything but data that charts need."""
    from provincial_targets.site import charts
    from provincial_targets.site.palette import COLOURS

    words = Words(language)
    return {
        "config": charts.config(words),
        "kinds": charts.specifications(words),
        "paper": {f"--{name}": light for name, (light, _) in COLOURS.items()},
    }


def _assets(out: Path, charts: dict[str, dict[str, Any]]) -> None:
    """Write scripts, styles and the page that leads to the reader's language."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from provincial_targets.site import images
    from provincial_targets.site.palette import COLOURS, FONTS

    assets = out / "assets"
    assets.mkdir()
    for path in sorted((_HERE / "assets").iterdir()):
        if path.suffix == ".j2":
            styles = Environment(  # no escaping: the style sheet holds nothing of the data
                loader=FileSystemLoader(path.parent), undefined=StrictUndefined
            )
            text = styles.get_template(path.name).render(colours=COLOURS, fonts=FONTS)
            (assets / path.stem).write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(path, assets / path.name)
    for language, drawn in charts.items():
        text = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
        (assets / f"charts-{language}.js").write_text(f"const CHARTS = {text};\n", "utf-8")
    kinds = next(iter(charts.values()))["kinds"]
    bundle = images.bundle(next(iter(kinds.values())))
    (assets / "vega.js").write_text(bundle, encoding="utf-8")
    landing = _environment().get_template("landing.html.j2")
    html = landing.render(languages=[Words(language) for language in charts])
    (out / "index.html").write_text(html, encoding="utf-8")


def _downloads(database: Path, data: Path) -> None:
    """Write the tables as files, once for all languages."""
    from provincial_targets.site import downloads
    from provincial_targets.site.answers import Site, run_queries
    from provincial_targets.site.pages import all_pages

    data.mkdir()
    for page in all_pages(Site(run_queries(database), Words(next(iter(LANGUAGES))))):
        if page.tables and not page.copy_of:
            sheets = {
                table.id: [{key: row[key] for key in table.answer.rows[0]} for row in table.rows]
                for table in page.tables
            }
            downloads.write_xlsx(data / f"{page.workbook}.xlsx", sheets)
            for name, rows in sheets.items():
                downloads.write_csv(data / f"{page.workbook}-{name}.csv", rows)


def _headline(figure: Any, words: Any) -> dict[str, list[str]]:
    from provincial_targets.site.images import headline

    about = figure.about + words("join.colon") if figure.about else ""
    return headline(about + figure.title, figure.note)


def _pages(job: Job) -> list[Any]:
    """Write all pages of a language.

    Returns:
        The images that remain to be drawn.
    """
    from provincial_targets.site.answers import Site, home, run_queries
    from provincial_targets.site.images import Image, height
    from provincial_targets.site.pages import all_pages
    from provincial_targets.site.parts import as_json, main_page, model_link

    words = Words(job.language)
    languages = list(LANGUAGES)
    other = Words(languages[1 - languages.index(job.language)])
    site = Site(run_queries(job.database), words)
    folder = job.out / job.language
    folder.mkdir()
    environment = _environment()
    opens_with = "{}-{}".format(*home(site))
    runs = site.rows("runs")
    environment.globals.update(
        words=words,
        other=other,
        lang=job.language,
        run=runs[0] if runs else None,
        model_link=model_link,
        has_ask=job.has_ask,
        navigation=[
            ("overview", "index.html"),
            ("map", f"map-{opens_with}.html"),
            ("provinces", "provinces.html"),
            ("progress", "progress.html"),
            ("averages", "averages.html"),
            ("tasks", "tasks.html"),
            ("report", "report.html"),
            ("reconciliation", "reconciliation.html"),
            ("notes", "notes.html"),
            ("quality", "quality.html"),
            ("sources", "sources.html"),
            *([("ask", "ask.html")] if job.has_ask else []),
        ],
    )
    specs, look = job.charts["kinds"], job.charts["config"]
    wanted: dict[str, Image] = {}
    pages = [main_page(site, "ask")] if job.has_ask else []
    for page in (*all_pages(site), *pages):
        is_main = opens_with in page.name or page.name == "index.html"
        images = set()
        headlines = {figure.id: _headline(figure, words) for figure in page.figures}
        for figure in page.figures:
            if job.images == "all" or (job.images == "main" and is_main):
                images.add(figure.image)
                wanted[figure.image] = Image(
                    path=job.out / "images" / job.language / figure.image,
                    spec=specs[figure.kind],
                    rows=figure.rows,
                    title=headlines[figure.id],
                    config=look,
                )
        figures = {
            figure.id: {
                "kind": figure.kind,
                "description": figure.title,
                "title": headlines[figure.id],
                "height": height(specs[figure.kind], figure.rows),
                "rows": figure.rows,
            }
            for figure in page.figures
        }
        html = environment.get_template(page.template).render(
            page=page, images=images, figures=as_json(figures), **page.more
        )
        (folder / page.name).write_text(html, encoding="utf-8")
    return list(wanted.values())
