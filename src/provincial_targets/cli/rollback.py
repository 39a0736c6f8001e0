"""`provincial-targets rollback`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from provincial_targets.cli.shared import Settings, find, on_target, shared
from provincial_targets.terminal.exits import Stop
from provincial_targets.warehouse.engines.targets import TARGETS, warehouse_of


def _earlier_runs(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the id of a run to return to."""
    from provincial_targets.warehouse.rollback import earlier_runs

    _, root = find(ctx.params.get("project_dir"), ctx.params.get("warehouse"))
    try:
        runs = earlier_runs(warehouse_of(ctx.params.get("target") or TARGETS[0], root))
    except Stop:  # the server cannot be reached
        return []
    return [CompletionItem(run) for run in runs if run.startswith(incomplete)]


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
@click.argument("run_id", required=False, metavar="[RUN]", shell_complete=_earlier_runs)
@on_target
@shared
def rollback(settings: Settings, run_id: str | None, target: str) -> None:
    """Return to RUN, or to the run published before the current one.

    The switch is one rename, as for a new run. Scheduled runs leave it alone until inputs or code
    change; 'run --force' builds the present ones again.
    """
    from provincial_targets.warehouse.rollback import roll_back

    run = roll_back(settings.warehouse_of(target), run_id)
    settings.print_result({"published": run}, [f"published: run {run}"])
