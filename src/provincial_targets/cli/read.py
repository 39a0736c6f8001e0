"""`provincial-targets read`."""

from __future__ import annotations

from pathlib import Path

import click

from provincial_targets.cli.shared import Settings, shared
from provincial_targets.terminal.exits import Exit, Stop


@click.command(
    epilog="""
\b
Exit codes:
  0  everything was read
  2  wrong options
  3  something was refused; what could be read is shown
  6  the sheet cannot be written

\b
Examples:
  provincial-targets read report.docx                   which figures does it state?
  provincial-targets read reports/ --out round.xlsx     as a sheet for ingest
  provincial-targets read page.html --geography 福建 --year 2027 --kind work_report
"""
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--geography", metavar="NAME", help="Whose documents these are.")
@click.option("--year", type=click.IntRange(2000, 2100), help="The year in their title.")
@click.option(
    "--kind",
    type=click.Choice(["work_report", "budget_report", "plan_report", "communique"]),
    help="Their kind.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.xlsx",
    help="Write what is read as a spreadsheet for ingest.",
)
@click.option("--tasks", is_flag=True, help="Also the order of the year's tasks, and terms.")
@shared
def read(
    settings: Settings,
    files: tuple[Path, ...],
    geography: str | None,
    year: int | None,
    kind: str | None,
    out: Path | None,
    tasks: bool,
) -> None:
    """Propose the figures that FILES state: Word, PDF, HTML, text, folders and zips of them.

    Whose document it is, its year and its kind are read in its title; where they are not certain,
    options say them. Nothing is added to the seeds: that is done by ingest, from the sheet.
    """
    # Imported late: the help needs none of it.
    from provincial_targets.ingest.reference.seedfiles import Seeds
    from provincial_targets.read import reading, report, workbook

    if out is not None and out.suffix.lower() != ".xlsx":
        raise click.UsageError("The sheet is an Excel workbook: name it something.xlsx.")
    seeds = Seeds(settings.project_dir)
    code = ""
    if geography is not None:
        code = seeds.geography_names.code(geography) or ""
        if not code:
            raise click.UsageError(f"--geography {geography!r} is no name in geographies.csv.")
    readings, problems = reading.read_all(
        files, seeds, geography_code=code, year=year, kind=kind or "", tasks=tasks
    )
    lines = report.as_text(readings, problems, seeds)
    if out is not None and readings:
        try:
            lines += workbook.write(readings, seeds, out)
        except OSError as error:
            raise Stop(
                Exit.CANNOT_WRITE, f"cannot write {error.filename or out}: {error.strerror}."
            ) from error
    settings.print_result(report.as_json(readings, problems), lines)
    if problems:
        unsaid = map(str, problems) if settings.quiet else ()
        raise Stop(Exit.BAD_INPUT, [*unsaid, f"{len(problems)} refused."])
