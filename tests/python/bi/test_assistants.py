"""By docs/assistants.md an assistant finds the catalogue, gets answers, and writes nothing."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from provincial_targets.warehouse.files import sha256_of_file

from .conftest import ROOT

PAGE = (ROOT / "docs/assistants.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```sql\n(.+?)^```", PAGE, re.M | re.S)
WRITES = {
    "create": "create table marts.mine as select 1",
    "update": "update marts.fct_targets set target_point = 0",
    "drop": "drop table marts.fct_targets",
    "copy": "copy (select 1) to '{folder}/copy.csv'",
    "attach": "attach '{folder}/attached.duckdb'",
    "unlock": "set enable_external_access = true",
    "read": "from read_text('{folder}/secret.txt')",
}


@dataclass(frozen=True)
class Assistant:
    """What the server answered.

    Attributes:
        tools: The names of its tools.
        answers: The text of each answer, by the name of the call.
    """

    tools: list[str]
    answers: dict[str, str]

    def rows(self, name: str) -> list[list[Any]]:
        """Return the rows that a query answered."""
        answer = json.loads(self.answers[name])
        assert answer["success"]
        rows: list[list[Any]] = answer["rows"]
        return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that no query may touch."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret.txt").write_text("secret", "utf-8")
    return folder


@pytest.fixture(scope="module")
def assistant(database: Path, folder: Path) -> Assistant:
    """The answers to all calls of this module, from one server."""
    calls: dict[str, tuple[str, dict[str, str]]] = {
        "tables": ("list_tables", {}),
        "columns": ("list_columns", {"schema": "marts", "table": "fct_rounds"}),
        "guide": (
            "execute_query",
            {"sql": "select heading, text from meta.guide order by position"},
        ),
    }
    for number, example in enumerate(EXAMPLES):
        calls[f"example {number}"] = ("execute_query", {"sql": example})
    for name, sql in WRITES.items():
        calls[name] = ("execute_query", {"sql": sql.format(folder=folder)})
    before = sha256_of_file(database)
    done = subprocess.run(
        [
            str(ROOT / ".venv-assistants/bin/python"),
            str(Path(__file__).with_name("assistant.py")),
            str(ROOT / "bi/assistants/serve.sh"),
            str(database.resolve()),
        ],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sha256_of_file(database) == before
    return Assistant(**json.loads(done.stdout))


def test_the_server_has_tools_that_list_and_query(assistant: Assistant) -> None:
    assert {"execute_query", "list_tables", "list_columns"} <= set(assistant.tools)


def test_the_catalogue_is_found_with_its_comments(assistant: Assistant, database: Path) -> None:
    found = {
        (table["schema"], table["name"]): table["comment"]
        for table in json.loads(assistant.answers["tables"])["tables"]
    }
    columns = {
        column["name"]: column["comment"]
        for column in json.loads(assistant.answers["columns"])["columns"]
    }
    with duckdb.connect(str(database), read_only=True) as connection:
        assert found == {
            (schema, name): comment
            for schema, name, comment in connection.sql(
                "select schema_name, table_name, comment from duckdb_tables()"
            ).fetchall()
        }
        assert columns == dict(
            connection.sql(
                "select column_name, comment from duckdb_columns() "
                "where schema_name = 'marts' and table_name = 'fct_rounds'"
            ).fetchall()
        )
    assert all(found.values()) and all(columns.values())


def test_the_guide_is_the_page_of_the_documentation(assistant: Assistant) -> None:
    sections = [f"{heading}\n\n{text}" for heading, text in assistant.rows("guide")]
    assert "# " + "\n\n## ".join(sections) + "\n" == PAGE


def test_every_query_of_the_page_answers_as_duckdb_does(
    assistant: Assistant, database: Path
) -> None:
    assert len(EXAMPLES) >= 3
    with duckdb.connect(str(database), read_only=True) as connection:
        for number, example in enumerate(EXAMPLES):
            expected = connection.sql(example).fetchall()
            assert expected
            plain = json.loads(json.dumps(expected, default=str))
            assert assistant.rows(f"example {number}") == plain, example


def test_the_page_averages_as_the_mart_does(assistant: Assistant, database: Path) -> None:
    (average,) = (n for n, example in enumerate(EXAMPLES) if "sum(weight_sum)" in example)
    with duckdb.connect(str(database), read_only=True) as connection:
        expected = connection.sql(
            "select target_year, weighted_target, weighted_count from marts.weighted_targets "
            "where indicator = 'gdp' and scope_code = 'all' and target_year >= 2024 order by 1"
        ).fetchall()
    found = assistant.rows(f"example {average}")
    assert [(year, count) for year, _, count in found] == [(y, n) for y, _, n in expected]
    assert [value for _, value, _ in found] == pytest.approx([value for _, value, _ in expected])


@pytest.mark.parametrize("name", WRITES)
def test_a_write_and_a_look_at_other_files_are_refused(
    assistant: Assistant, folder: Path, name: str
) -> None:
    answer = assistant.answers[name]
    assert '"success": false' in answer
    assert re.search("read-only mode|disabled by configuration|has been locked", answer), answer
    assert [path.name for path in folder.iterdir()] == ["secret.txt"]


def test_without_a_published_file_the_server_names_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(ROOT / "bi/assistants/serve.sh"), str(tmp_path / "none.duckdb")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (7, "nothing is published; run 'make build'\n")
