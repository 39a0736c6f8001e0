"""`provincial-targets status`."""

from __future__ import annotations

import click

from provincial_targets.cli.shared import Settings, on_target, shared
from provincial_targets.terminal.exits import Exit, Stop


@click.command(
    epilog="""
\b
Exit codes: 0 a whole warehouse is published, 7 none is, or it is damaged.

\b
Examples:
  provincial-targets status
  provincial-targets status --json | jq .changed_since
"""
)
@click.option("--verify", is_flag=True, help="Compare every byte of the published files.")
@click.option(
    "--runs", type=click.IntRange(min=0), default=5, show_default=True, help="Last runs to list."
)
@on_target
@shared
def status(settings: Settings, verify: bool, runs: int, target: str) -> None:
    """Show what is published, whether it is up to date, and how the last runs ended."""
    from provincial_targets.warehouse.status import read

    found = read(settings.project_dir, settings.warehouse_of(target), runs=runs, thorough=verify)
    settings.print_result(found.to_dict(), found.lines())
    if found.published is None or found.damage:
        raise Stop(Exit.NOTHING_TO_SHOW, found.damage or "nothing is published; run 'make build'")
