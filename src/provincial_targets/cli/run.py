"""`provincial-targets run`."""

from __future__ import annotations

import click

from provincial_targets.cli.shared import Settings, on_target, shared


@click.command(
    epilog="""
\b
Exit codes:
  0  published, or already up to date
  1  internal error (traceback in warehouse/logs/)
  2  wrong options
  3  the input files were refused
  4  the candidate did not pass its checks
  5  another run is in progress
  6  the warehouse cannot be written to
  130  stopped by a signal

\b
Examples:
  provincial-targets run
  provincial-targets run --force --log-format json
  provincial-targets run --target postgres
"""
)
@click.option("--force", is_flag=True, help="Build even if inputs and code have not changed.")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Published runs to keep for 'rollback', the current one included.",
)
@on_target
@shared
def run(settings: Settings, force: bool, keep: int, target: str) -> None:
    """Build, check and publish the warehouse.

    A candidate is built beside the published warehouse, checked, and switched to in one rename, or
    on a server in one transaction. Whatever goes wrong, what is published stays as it was.
    """
    from provincial_targets.running.run import run as publish
    from provincial_targets.warehouse import summary

    warehouse = settings.warehouse_of(target)
    publish(settings.project_dir, warehouse, force=force, keep=keep)
    found = summary.read(warehouse)
    settings.print_result({"summary": found.to_dict()}, found.lines())
