"""What every command shares: where the project and its warehouse are, and how to log."""

from __future__ import annotations

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
from provincial_targets.warehouse.paths import Warehouse


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a command works, and how it tells its result.

    Attributes:
        project_dir: The dbt project.
        warehouse: What it publishes.
        as_json: Whether the result is wanted as JSON.
        quiet: Whether it is not wanted.
    """

    project_dir: Path
    warehouse: Warehouse
    as_json: bool
    quiet: bool

    def on(self, target: str) -> Warehouse:
        """Return the warehouse that a target of dbt builds."""
        return on(self.warehouse, target)

    def tell(self, result: dict[str, Any], lines: Iterable[str]) -> None:
        """Print the result of a command: as JSON for a script, or as lines for a person."""
        if not self.quiet:
            say(json.dumps(result, ensure_ascii=False) if self.as_json else "\n".join(lines))


def on(warehouse: Warehouse, target: str) -> Warehouse:
    """Return the warehouse that a target of dbt builds, in or beside the folder of another.

    Raises:
        Stop: What the target needs is not installed.
    """
    if target == warehouse.target:
        return warehouse
    try:
        from provincial_targets.warehouse.engines.postgres import PostgresWarehouse
    except ModuleNotFoundError as error:
        raise Stop(
            Exit.USAGE,
            f"{error.name} is not installed, which the target {target} needs; "
            f"run: pip install 'provincial-targets[{target}]'",
        ) from error
    return PostgresWarehouse(warehouse.root / target)


on_target = click.option(
    "--target",
    type=click.Choice(["duckdb", "postgres"]),
    default="duckdb",
    show_default=True,
    help="The engine: a file, or the server that PGHOST and PGPORT name (docs/scale.md).",
)
"""The option of commands that know more than one engine."""


def shared(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all have; it receives a `Place` first."""

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
        project, published = find(project_dir, warehouse)
        place = Place(
            project_dir=project,
            warehouse=published,
            as_json=as_json or log_format == "json",
            quiet=quiet and not as_json,
        )
        also_to(place.warehouse.log_file)
        function(place, *args, **rest)

    return command


def find(project_dir: Path | None, warehouse: Path | None) -> tuple[Path, Warehouse]:
    """Return the project and the warehouse that the options name, or those from here upwards."""
    project = (project_dir or _find_project()).resolve()
    published = (warehouse or project / "warehouse").absolute()
    for folder in (project, published):
        if name_of(folder) != str(folder):
            raise Stop(
                Exit.USAGE,
                f"{name_of(folder)}: its name is not UTF-8, and DuckDB opens no other; rename it.",
            )
    return project, Warehouse(published)


def say(text: str) -> None:
    """Write a result to standard output; a reader who has seen enough (`| head`) is no error."""
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
