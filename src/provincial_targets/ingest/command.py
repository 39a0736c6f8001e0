"""`provincial-targets ingest`."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import click

from provincial_targets.commands.shared import Place, say, shared
from provincial_targets.exits import Exit, Stop


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
@shared
def ingest(
    place: Place,
    file: Path | None,
    yes: bool,
    replace: bool,
    template: Path | None,
) -> None:
    """Add figures from FILE, a spreadsheet (.xlsx) or CSV, to the seeds.

    Every row is checked and shown as what it adds or changes; if one is refused, none is merged.
    """
    # Imported late: the help needs none of it.
    from provincial_targets import locking
    from provincial_targets.ingest import ingesting, journal, report
    from provincial_targets.ingest.seedfiles import Seeds
    from provincial_targets.ingest.template import write_template

    if (file is None) == (template is None):
        raise click.UsageError("Give either a FILE or --template OUT.xlsx.")
    if template is not None and template.suffix.lower() != ".xlsx":
        raise click.UsageError("The template is an Excel workbook: name it something.xlsx.")
    project = place.project_dir
    # No run may read the seeds while they are replaced; to look, nobody needs to wait.
    writes = yes or journal.is_pending(project)
    try:
        with locking.hold(place.warehouse) if writes else contextlib.nullcontext():
            for seed in journal.finish(project):
                click.echo(f"Completed an ingest that was cut short: {seed}", err=True)
            if template is not None:
                year = write_template(Seeds(project), template)
                if place.as_json:
                    say(json.dumps({"template": str(template), "year": year}, ensure_ascii=False))
                else:
                    say(f"Wrote {template}: the round of {year}. Fill it in, then ingest it.")
                return
            assert file is not None
            outcome = ingesting.ingest(project, file, str(file), yes=yes, replace=replace)
    except OSError as error:
        raise Stop(
            Exit.CANNOT_WRITE,
            f"cannot write to {error.filename or project}: {error.strerror}. "
            "Make room or give permission, and start again.",
        ) from error
    if place.as_json:
        say(json.dumps(report.as_json(outcome), ensure_ascii=False))
    else:
        say("\n".join(report.as_text(outcome)))
    if outcome.proposal.problems:
        raise Stop(Exit.BAD_INPUT, report.summary(outcome))
