"""Every name in the documentation exists: files, links, tables, columns, commands, options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from .names import (
    MADE,
    code_values,
    commands,
    dbt_names,
    documents,
    files,
    make_targets,
    meta_columns,
    published_tables,
    python_names,
    text_of,
)
from helpers.small import PROJECT

FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")

# Names of other projects in code type, and whose they are.
FOREIGN = {
    "data_type": "dbt's",
    "deprecation_date": "dbt's",
    "latest_version": "dbt's",
    "duckdb_columns": "DuckDB's",
    "read_only": "DuckDB's",
    "access_mode": "DuckDB's",
    "org.duckdb.DuckDBDriver": "the JDBC driver's",
    "duckdb.read_only": "the JDBC driver's",
    "provincial_targets": "the project itself",
}

DOCUMENTS = pytest.mark.parametrize("document", documents(), ids=str)


# The forms of comments in SQL with Jinja, and in YAML.
COMMENT = {
    ".sql": re.compile(r"\{#.*?#\}|(?<!-)--[^\n]*", re.DOTALL),
    ".yml": re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE),
}
COMMENTED = [path for path in files() if path.suffix in COMMENT]


def comments(path: Path) -> str:
    """Return the comments of a file of SQL or YAML."""
    return "\n".join(COMMENT[path.suffix].findall(text_of(path)))


def spans(document: Path) -> Iterator[str]:
    """Yield the text in code type within the prose."""
    yield from SPAN.findall(FENCE.sub("", text_of(document)))


def code(document: Path) -> str:
    """Return the text in code type, in the prose and in blocks."""
    text = text_of(document)
    return "\n".join([*FENCE.findall(text), *SPAN.findall(FENCE.sub("", text))])


def anchors(document: Path) -> set[str]:
    """Return the anchors that the headings of a document give."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(document)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_made(path: str) -> bool:
    """Whether a build makes it, so that a checkout does not have it."""
    return path.startswith(MADE)


def unknown_links(document: Path) -> list[str]:
    """Return the links of a document that lead nowhere."""
    unknown = []
    for link in LINK.findall(FENCE.sub("", text_of(document))):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (PROJECT / document).parent / path if path else PROJECT / document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            unknown.append(link)
    return unknown


def unknown_paths(spans: Iterable[str]) -> list[str]:
    """Return the files and folders that texts name and the project does not have."""
    names = {path.as_posix() for path in files()}
    folders = {f"{parent.as_posix()}/" for path in files() for parent in path.parents}
    tops = {path.parts[0] for path in files()}
    unknown = []
    for span in spans:
        for word in re.findall(r"[\w.][\w./*<>-]*/[\w./*<>-]*|\b[\w-]+\.(?:md|yml|toml)\b", span):
            word = word.rstrip(".")
            if ("/" in word and word.split("/")[0] not in tops) or is_made(word) or "<" in word:
                continue
            there = word in names or f"{word.rstrip('/')}/" in folders
            if not there and not any(Path(name).match(word) for name in names):
                unknown.append(word)
    return unknown


def unknown_names(spans: Iterable[str]) -> list[str]:
    """Return the names in code type that no table, column, macro, code or program has."""
    known = dbt_names() | code_values() | meta_columns() | python_names() | set(FOREIGN)
    schemas = {"marts", "marts_asof", "meta"}
    unknown = []
    for span in spans:
        if not re.fullmatch(r"[A-Za-z][\w.]*(\(\))?", span):
            continue
        span = span.removesuffix("()")
        if span in FOREIGN or "/" in span or Path(span).suffix in {".md", ".csv", ".yml", ".sql"}:
            continue
        parts = span.split(".")
        if len(parts) > 1 and parts[0] in schemas:
            if ".".join(parts[:2]) not in published_tables():
                unknown.append(span)
        # A dimension of the semantic layer is entity__dimension.
        elif any(
            "_" in p and p not in known and not known.issuperset(p.split("__")) for p in parts
        ):
            unknown.append(span)
    return unknown


def unknown_commands(text: str) -> list[str]:
    """Return the make targets, commands and options that a text shows and the project lacks."""
    unknown = [
        f"make {target}"
        for target in re.findall(r"(?:^|[`(&] ?|\n *)make ([a-z][a-z-]*)", text)
        if target not in make_targets()
    ]
    for line in re.findall(r"provincial-targets((?: +[^\s`#|&]+)*)", text):
        words = line.split()
        name = words[0] if words and not words[0].startswith("-") else ""
        if name not in commands():
            unknown.append(f"provincial-targets {name}")
            continue
        unknown += [
            f"provincial-targets {name} {word}"
            for word in words
            if word.startswith("-") and word.split("=")[0] not in commands()[name]
        ]
    return unknown


@DOCUMENTS
def test_every_link_leads_somewhere(document: Path) -> None:
    assert unknown_links(document) == []


@DOCUMENTS
def test_every_file_and_folder_named_is_there(document: Path) -> None:
    assert unknown_paths(spans(document)) == []


@DOCUMENTS
def test_every_table_column_macro_and_code_named_exists(document: Path) -> None:
    assert unknown_names(spans(document)) == []


@DOCUMENTS
def test_every_make_target_command_and_option_shown_exists(document: Path) -> None:
    assert unknown_commands(code(document)) == []


@DOCUMENTS
def test_an_option_in_code_type_belongs_to_some_command(document: Path) -> None:
    ours = {option for options in commands().values() for option in options}
    found = [span.split()[0].split("=")[0] for span in spans(document) if span.startswith("--")]
    assert [option for option in found if option not in ours] == []


def test_every_file_and_name_in_a_comment_of_sql_or_yaml_is_there() -> None:
    unknown = {
        str(path): unknown_paths([text]) + unknown_names(SPAN.findall(text))
        for path in COMMENTED
        if (text := comments(path))
    }
    assert {path: words for path, words in unknown.items() if words} == {}


def test_names_that_do_not_exist_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "[a](gone.md) [b](#nowhere) `marts.fct_goals` `no_such_column` `seeds/reference/gone.csv`\n"
        "`elsewhere.md` `make bulid`, `provincial-targets rum`, `provincial-targets run --fats`\n\n"
        "# Here\n",
        "utf-8",
    )
    assert unknown_links(page) == ["gone.md", "#nowhere"]
    assert unknown_names(spans(page)) == ["marts.fct_goals", "no_such_column"]
    assert unknown_paths(spans(page)) == ["seeds/reference/gone.csv", "elsewhere.md"]
    assert unknown_commands(code(page)) == [
        "make bulid",
        "provincial-targets rum",
        "provincial-targets run --fats",
    ]
