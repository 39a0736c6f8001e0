"""`provincial-targets ingest`."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import click

from provincial_targets.cli.shared import Settings, shared
from provincial_targets.ingest.read import readings
from provincial_targets.ingest.read.cells import Cell
from provincial_targets.ingest.reference.vocabulary import VOCABULARIES
from provincial_targets.terminal.encoding import name_of
from provincial_targets.terminal.exits import Exit, Stop


def _readable(context: click.Context, option: click.Parameter, text: str | None) -> str | None:
    """Refuse a year or a date that no row could have, before each row is refused for it."""
    read = readings.read_year if option.name == "year" else readings.read_date
    try:
        if text is not None:
            read(Cell(text=text))
    except readings.Unreadable as fault:
        raise click.BadParameter(f"{fault.message}. {fault.remedy}") from None
    return text


def _known(context: click.Context, option: click.Parameter, text: str | None) -> str | None:
    """Refuse what is no identifier of a source."""
    if text is not None and not re.fullmatch("src-[0-9]{4}", text):
        raise click.BadParameter(
            "not an identifier such as src-0123. Describe a new source by --publisher, --title, "
            "--url and --kind."
        )
    return text


@click.command(
    epilog="""
\b
Exit codes:
  0  shown or merged, or there is nothing to add
  2  wrong options
  3  something in the file is refused: nothing is merged
  5  a run is in progress
  6  the seeds cannot be written to

\b
Examples:
  provincial-targets ingest --template round.xlsx   a spreadsheet for the next round
  provincial-targets ingest round.xlsx              what would it change?
  provincial-targets ingest round.xlsx --yes        merge it, then look at 'git diff seeds'
  provincial-targets ingest sources.csv --replace   correct sources: which columns change?

\b
A bureau's own table, with what it does not say itself:
  provincial-targets ingest export.csv --release first --published-on 2026-01-20 --source src-0123
"""
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Merge; without it nothing is changed.")
@click.option(
    "--replace", is_flag=True, help="Let a row change the figure or source whose id it carries."
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.xlsx",
    help="Write a spreadsheet for the next round instead.",
)
@click.option("--indicator", metavar="NAME", help="The indicator of the whole file.")
@click.option("--measure", type=click.Choice(list(VOCABULARIES["measure"])), help="Its measure.")
@click.option("--year", metavar="YEAR", help="Its year.", callback=_readable)
@click.option("--release", type=click.Choice(list(VOCABULARIES["release"])), help="Its release.")
@click.option(
    "--published-on", metavar="DATE", help="The day or month of publication.", callback=_readable
)
@click.option(
    "--source", "source_id", metavar="ID", help="A known source, by its source_id.", callback=_known
)
@click.option("--publisher", help="The publisher of a new source.")
@click.option("--title", help="The title of a new source.")
@click.option("--url", help="The address of a new source.")
@click.option("--kind", type=click.Choice(list(VOCABULARIES["kind"])), help="Its kind.")
@shared
def ingest(
    settings: Settings,
    file: Path | None,
    yes: bool,
    replace: bool,
    template: Path | None,
    **options: str | None,
) -> None:
    """Add figures from FILE, a spreadsheet (.xlsx) or CSV, to the seeds.

    Every row is checked and shown as what it adds or changes; if one is refused, none is merged.
    What holds for the whole of a file that does not say it itself is said by options.
    """
    # Imported late, because the help does not need them.
    from provincial_targets.ingest import pipeline, report
    from provincial_targets.ingest.apply import journal
    from provincial_targets.ingest.reference.seedfiles import Seeds
    from provincial_targets.ingest.template import write_template

    if (file is None) == (template is None):
        raise click.UsageError("Give either a FILE or --template OUT.xlsx.")
    if template is not None and template.suffix.lower() != ".xlsx":
        raise click.UsageError("The template is an Excel workbook: name it something.xlsx.")
    given = {column: text for column, text in options.items() if text is not None}
    if template is not None and given:
        raise click.UsageError("What an option says of a file goes with a FILE.")
    project = settings.project_dir
    # Merging needs the lock, so that no run reads the seeds meanwhile; a preview does not.
    writes = yes or journal.is_pending(project)
    try:
        with settings.warehouse.locked() if writes else contextlib.nullcontext():
            for seed in journal.finish(project):
                click.echo(f"Completed an ingest that was cut short: {seed}", err=True)
            if template is not None:
                year = write_template(Seeds(project), template)
                settings.print_result(
                    {"template": str(template), "year": year},
                    [f"Wrote {template}: the round of {year}. Fill it in, then ingest it."],
                )
                return
            assert file is not None
            outcome = pipeline.ingest(
                project, file, name_of(file), yes=yes, replace=replace, given=given
            )
    except OSError as error:
        raise Stop(
            Exit.CANNOT_WRITE,
            f"cannot write to {error.filename or project}: {error.strerror}. "
            "Make room or give permission, and start again.",
        ) from error
    settings.print_result(report.as_json(outcome), report.as_text(outcome))
    if outcome.proposal.problems:
        unsaid = map(str, outcome.proposal.problems) if settings.quiet else ()
        raise Stop(Exit.BAD_INPUT, [*unsaid, report.summary(outcome)])
