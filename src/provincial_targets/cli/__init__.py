"""The command line. Each command is a module, imported only when it is called."""

from __future__ import annotations

import importlib
import logging
import signal
import sys
import traceback
from typing import NoReturn

import click

from provincial_targets import __version__
from provincial_targets.terminal.encoding import escape_what_cannot_be_shown, use_utf8
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import log, log_files, progress

_COMMANDS = {
    "run": ("run", "Build, check and publish the warehouse."),
    "status": ("status", "Show what is published and the last runs."),
    "rollback": ("rollback", "Return to an earlier run."),
    "export": ("export", "Write a data package, a workbook and SDMX of what is published."),
    "report": ("site", "Write a site that shows what is published."),
    "read": ("read", "Propose the figures that documents state."),
    "ingest": ("ingest", "Add figures from a spreadsheet."),
}
"""The module of each command, and its line in the help."""


class _Lazy(click.Group):
    """A group that imports a command when it is called; its own help imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(
            importlib.import_module(f"provincial_targets.cli.{name}"), name
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""
\b
Examples:
  provincial-targets run                 build, check and publish
  provincial-targets status              what is published, and is it up to date?
  provincial-targets rollback            back to the run before
  provincial-targets read reports/       which figures do these documents state?
  provincial-targets ingest round.xlsx   what would these figures change?
  provincial-targets report              a site of what is published
  provincial-targets export              a data package, a workbook and SDMX of it

\b
Exit codes, schedulers, completion of commands by the shell: docs/operations.md
""",
)
@click.version_option(__version__)
def cli() -> None:
    """A warehouse of the growth targets of China's 31 mainland provinces."""


def main() -> NoReturn:
    """Run the command line; no mistake of the user ends in a traceback."""
    use_utf8()
    escape_what_cannot_be_shown()
    signal.signal(signal.SIGTERM, _stop)
    logging.raiseExceptions = False  # a log that cannot be written (disk full) prints no traceback
    try:
        cli.main(standalone_mode=False)
        code = int(Exit.OK)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except Stop as stop:
        for line in stop.lines:
            log.error(line)
        code = int(stop.code)
    except (KeyboardInterrupt, click.Abort):
        log.error("stopped by a signal; 'status' shows what is published")
        code = int(Exit.STOPPED)
    except Exception as error:
        code = _internal(error)
    finally:
        progress.clear()
    sys.exit(code)


def _stop(*_: object) -> NoReturn:
    """End as Ctrl-C does, also where a shell started us with Ctrl-C switched off (`&`)."""
    raise KeyboardInterrupt


def _internal(error: Exception) -> int:
    """Log a fault of the program: one line for the user, everything in the file."""
    summary = f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    files = log_files()
    if files:
        log.error(traceback.format_exc(), extra={"file_only": True})
        log.error("%s; the details are in %s", summary, files[0])
    else:
        traceback.print_exc()
        log.error(summary)
    return int(Exit.INTERNAL_ERROR)
