"""`provincial-targets report`."""

from __future__ import annotations

from pathlib import Path

import click

from provincial_targets.cli.shared import Settings, shared
from provincial_targets.terminal.exits import Exit, Stop


@click.command(
    "report",
    epilog="""
\b
Exit codes:
  0  written
  1  internal error (traceback in warehouse/logs/)
  2  wrong options, or the packages of the site are not installed
  6  cannot write there
  7  nothing is published

\b
Examples:
  provincial-targets report                     then open site/index.html
  provincial-targets report --images all        every chart also as PNG and SVG (minutes)
  provincial-targets report --serve             the written site, on 127.0.0.1
""",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write; replaced when the new site is whole.  [default: site/]",
)
@click.option(
    "--database",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another database than the published one, such as dbt's own scratch file.",
)
@click.option(
    "--images",
    type=click.Choice(["main", "all", "none"]),
    default="main",
    show_default=True,
    help="Charts that also become PNG and SVG files.",
)
@click.option(
    "--ask",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Add a page that runs SQL: the folder node_modules with DuckDB for browsers (make ask).",
)
@click.option(
    "--serve",
    is_flag=True,
    help="Serve the site that is written already, on this machine alone, until Ctrl-C.",
)
@click.option("--docs/--no-docs", default=True, help="With the dbt documentation, or without.")
@shared
def site(
    settings: Settings,
    out: Path | None,
    database: Path | None,
    images: str,
    ask: Path | None,
    serve: bool,
    docs: bool,
) -> None:
    """Write the published warehouse as a static site, in Chinese and English.

    It opens from the disk, without a network or a server; the warehouse is only read.
    """
    target = (out or settings.project_dir / "site").absolute()
    if serve:
        from provincial_targets.site.serving import serve as serve_site

        serve_site(target)
        return
    from importlib.util import find_spec

    missing = [name for name in ("altair", "vl_convert", "xlsxwriter") if not find_spec(name)]
    if missing:
        raise Stop(
            Exit.USAGE,
            f"the site needs {', '.join(missing)}: pip install 'provincial-targets[site]'",
        )
    from provincial_targets.site import images as drawing
    from provincial_targets.site.build import build
    from provincial_targets.terminal.logs import log

    source = database or settings.warehouse.database
    if not source.exists():
        raise Stop(Exit.NOTHING_TO_SHOW, "nothing is published; run 'make build'")
    if images != "none" and not drawing.can_write_chinese():
        log.warning(
            "no font here has Chinese signs: charts are not written as PNG and SVG. "
            "On Debian: apt-get install fonts-noto-cjk"
        )
        images = "none"
    built = settings.warehouse.dbt if database is None else settings.project_dir
    try:
        seconds = build(
            settings.project_dir,
            # Resolve the link once, so that a run published meanwhile does not mix in.
            source.resolve(),
            target,
            images=images,
            manifest=built / "target" / "manifest.json" if docs else None,
            ask=ask,
            progress=log.info,
        )
    except OSError as error:
        raise Stop(
            Exit.CANNOT_WRITE, f"cannot write {error.filename or target}: {error.strerror}"
        ) from error
    settings.print_result(
        {"site": str(target), "seconds": seconds},
        [f"{target / 'index.html'} written in {seconds['total']} s"],
    )
