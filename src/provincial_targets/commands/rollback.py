"""`provincial-targets rollback`."""

from __future__ import annotations

import click

from provincial_targets.commands.shared import Place, say, shared


@click.command(
    epilog="""
\b
Exit codes: 0 done, 5 another run is in progress, 6 cannot write, 7 nothing to return to.

\b
Examples:
  provincial-targets rollback
  provincial-targets rollback 000041-20270131T020000Z
"""
)
@click.argument("run_id", required=False, metavar="[RUN]")
@shared
def rollback(place: Place, run_id: str | None) -> None:
    """Return to RUN, or to the run published before the current one.

    The switch is one rename, as for a new run. Scheduled runs leave it alone until inputs or code
    change; 'run --force' builds the present ones again.
    """
    from provincial_targets.rollback import roll_back

    say(f"published: run {roll_back(place.warehouse, run_id)}")
