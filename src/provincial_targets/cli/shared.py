"""What all commands share: the project and its warehouse, the logs, the form of a result."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from provincial_targets.terminal.encoding import name_of, print_json
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import also_to, start
from provincial_targets.warehouse.engines.base import Warehouse
from provincial_targets.warehouse.engines.targets import TARGETS, warehouse_of
from provincial_targets.warehouse.files import let_others_read
from provincial_targets.warehouse.paths import Paths


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The values of the options that all commands share.

    Attributes:
        project_dir: The dbt project.
        root: The folder in which it publishes.
        as_json: Whether the result is printed as JSON.
        quiet: Whether the result is left out.
    """

    project_dir: Path
    root: Path
    as_json: bool
    quiet: bool

    @property
    def warehouse(self) -> Warehouse:
        """The warehouse in a DuckDB file."""
        return self.warehouse_of(TARGETS[0])

    def warehouse_of(self, target: str) -> Warehouse:
        """Return the warehouse that a target of dbt builds."""
        return warehouse_of(target, self.root)

    def print_result(self, result: dict[str, Any], lines: Iterable[str]) -> None:
        """Print the result of a command: as JSON for a script, or as lines for a person."""
        if not self.quiet:
            _print(json.dumps(result, ensure_ascii=False) if self.as_json else "\n".join(lines))


on_target = click.option(
    "--target",
    type=click.Choice(TARGETS),
    default=TARGETS[0],
    show_default=True,
    help="The engine: a file, the server that PGHOST and PGPORT name, or Spark (docs/scale.md).",
)
"""The option of commands that work on more than one engine."""


def shared(function: Callable[..., None]) -> Callable[..., None]:
    """Add the shared options to a command, which receives them as `Settings`."""

    @click.option(
        "--project-dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The dbt project.  [default: the folder with dbt_project.yml, from here upwards]",
    )
    @click.option(
        "--warehouse",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where to publish.  [default: warehouse/ in the project]",
    )
    @click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Log for people, or as JSON lines, the result included.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
    @click.option(
        "--quiet",
        is_flag=True,
        help="Print nothing unless something is wrong; with --json the result too.",
    )
    @wraps(function)
    def command(
        *args: Any,
        project_dir: Path | None,
        warehouse: Path | None,
        log_format: str,
        as_json: bool,
        quiet: bool,
        **rest: Any,
    ) -> None:
        if log_format == "json":
            print_json(sys.stderr)
        if as_json or log_format == "json":
            print_json(sys.stdout)
        start(log_format, quiet=quiet)
        project, root = find(project_dir, warehouse)
        log_file = Paths(root).log_file
        with contextlib.suppress(OSError), let_others_read():
            log_file.parent.mkdir(parents=True, exist_ok=True)
        also_to(log_file)
        settings = Settings(
            project_dir=project,
            root=root,
            as_json=as_json or log_format == "json",
            quiet=quiet and not as_json,
        )
        function(settings, *args, **rest)

    return command


def find(project_dir: Path | None, warehouse: Path | None) -> tuple[Path, Path]:
    """Return the project and the folder to publish in: from the options, or found from here up."""
    project = (project_dir or _find_project()).resolve()
    root = (warehouse or project / "warehouse").absolute()
    for folder in (project, root):
        if name_of(folder) != str(folder):
            raise Stop(
                Exit.USAGE,
                f"{name_of(folder)}: its name is not UTF-8, and DuckDB opens no other; rename it.",
            )
    return project, root


def _print(text: str) -> None:
    """Write a result to standard output; a pipe that the reader closed (`| head`) is no error."""
    try:
        click.echo(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _find_project() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
        if (folder / "dbt_project.yml").exists():
            return folder
    raise Stop(Exit.USAGE, "no dbt_project.yml from here upwards; name it with --project-dir.")
