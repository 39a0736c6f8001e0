"""The names of the project, which the documentation may use."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click

from provincial_targets import cli
from provincial_targets.checks.seed_suites import read_properties

from helpers.small import PROJECT

# Output of builds, runs and commands, outside git.
MADE = ("warehouse/", "site/", "target/", "logs/", ".venv", ".ingest/", "bi/superset/home")


@cache
def files() -> tuple[Path, ...]:
    """Return the files of the project, new ones included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(Path(line) for line in listed.stdout.splitlines() if (PROJECT / line).exists())


def documents() -> list[Path]:
    """Return every Markdown file."""
    return [path for path in files() if path.suffix == ".md"]


def text_of(path: Path) -> str:
    """Return the text of a file of the project."""
    return (PROJECT / path).read_text(encoding="utf-8")


def _properties() -> Iterator[dict[str, Any]]:
    for path in files():
        if path.suffix == ".yml" and path.parts[0] in {"models", "seeds", "macros", "analyses"}:
            yield read_properties(PROJECT / path)


def _named(entries: object) -> Iterator[str]:
    """Yield every `name` below, however deep: a table, its columns, a measure, a dimension."""
    if isinstance(entries, dict):
        if isinstance(entries.get("name"), str):
            yield entries["name"]
        for value in entries.values():
            yield from _named(value)
    elif isinstance(entries, list):
        for value in entries:
            yield from _named(value)


@cache
def dbt_names() -> frozenset[str]:
    """Return the models, columns, macros, tests, metrics … that properties or files name."""
    found = {name for properties in _properties() for name in _named(properties)}
    found |= {path.stem for path in files() if path.suffix in {".sql", ".csv"}}
    # A mart whose name a seed has already is published without the model's prefix.
    found |= {name.removeprefix("mart_") for name in found if name.startswith("mart_")}
    for path in files():
        if path.suffix == ".sql":
            found |= set(re.findall(r"{%-? (?:macro|test) (\w+)", text_of(path)))
    project = read_properties(PROJECT / "dbt_project.yml")
    return frozenset(found | set(project["vars"]) | set(project["flags"]))


META = Path("src/provincial_targets/warehouse/meta.sql")


def _table_of(model: str) -> str:
    if model.endswith("_asof"):
        return f"marts_asof.{model.removesuffix('_asof')}"
    return f"marts.{model.removeprefix('mart_')}"


@cache
def published_tables() -> frozenset[str]:
    """Return schema.table for all that a run publishes."""
    marts = {
        _table_of(path.stem)
        for path in files()
        if path.suffix == ".sql" and path.parts[0] == "models" and "marts" in path.parts
    }
    meta = re.findall(r"table (meta\.\w+) as", text_of(META))
    return frozenset(marts | set(meta))


@cache
def meta_columns() -> frozenset[str]:
    """Return the columns of the schema meta."""
    return frozenset(re.findall(r"^\s+(\w+) ", text_of(META), re.M))


@cache
def code_values() -> frozenset[str]:
    """Return the codes in the data, and the values that properties accept."""
    found: set[str] = set()
    for path in files():
        if path.suffix == ".csv" and path.parts[0] == "seeds":
            with (PROJECT / path).open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    found |= {value for value in row.values() if re.fullmatch(r"[a-z0-9_]+", value)}
    for properties in _properties():
        for item in [*properties.get("models", []), *properties.get("seeds", [])]:
            for test in item.get("data_tests", []):
                rules = test.get("table_rules", {"arguments": {}})["arguments"]
                for codes in rules.get("accepted_codes", {}).values():
                    found |= {*codes}
    # The outcomes of a rule are literals of its SQL.
    for path in files():
        if path.suffix == ".sql" and path.parts[0] in {"models", "macros"}:
            found |= set(re.findall(r"'([a-z][a-z_]+)'", text_of(path)))
    return frozenset(found)


@cache
def make_targets() -> frozenset[str]:
    """Return the targets of the Makefile."""
    return frozenset(re.findall(r"^([a-z][a-z-]*):", text_of(Path("Makefile")), re.M))


@cache
def commands() -> dict[str, frozenset[str]]:
    """Return the options of each command of the command line."""
    context = click.Context(cli.cli)
    found = {"": frozenset({"--help", "-h", "--version"})}
    for name in cli.cli.list_commands(context):
        command = cli.cli.get_command(context, name)
        assert command is not None
        options = {text for p in command.params for text in (*p.opts, *p.secondary_opts)}
        found[name] = frozenset({o for o in options if o.startswith("-")} | {"--help", "-h"})
    return found


@cache
def python_names() -> frozenset[str]:
    """Return the names in Python, shell and SQL: fields, keys of JSON, variables, roles."""
    found: set[str] = set()
    for path in files():
        where = {"src", "bi", "bench", "deploy"}
        if path.suffix in {".py", ".sh", ".sql"} and path.parts[0] in where:
            found |= set(re.findall(r"[A-Za-z_]\w+", text_of(path)))
    return frozenset(found)
