"""Models call functions that DuckDB, Postgres and Spark all have; others go through a macro."""

from __future__ import annotations

from pathlib import Path

import pytest

from provincial_targets.checks.seed_suites import read_properties

from .portable import EXEMPT, foreign_calls, report
from helpers.small import PROJECT


def test_no_model_calls_a_function_that_only_some_engines_have() -> None:
    assert "\n".join(report(PROJECT)) == ""


def test_a_unit_tests_name_fits_into_the_63_characters_of_a_table_on_postgres() -> None:
    files = map(read_properties, PROJECT.glob("models/**/*.yml"))
    names = [test["name"] for file in files for test in file.get("unit_tests", [])]
    assert len(names) > 40
    assert [name for name in names if len(name) > 63] == []


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("select string_agg(name, ',') from t", "string_agg"),
        ("select\n    coalesce(list_value (a), b)\nfrom t", "list_value"),
        ("select * from {{ ref('t') }} where regexp_matches(name, 'x')", "regexp_matches"),
        ("select {{ safe_divide('date_diff(a, b)', 'c') }}", "date_diff"),
        ("{% macro m(x) %}\n{{ x }} + epoch({{ x }})\n{% endmacro %}", "epoch"),
        ("select {{ x }} from t cross join unnest({{ x }})", "unnest"),
        ("with a as (select 1) select TRY_CAST(b as integer) from a", "try_cast"),
    ],
)
def test_a_function_outside_the_common_set_is_named(sql: str, name: str) -> None:
    ((line, found),) = foreign_calls(sql)
    assert found == name
    assert name in sql.splitlines()[line - 1].lower()


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*), max(a) over (partition by b order by c) from t where a in (1, 2)",
        "select round(cast(a as decimal(9, 1)), 0), coalesce(b, 'string_agg(x)') from t",
        "-- string_agg(x)\n{# list_value(x) #}\nselect '{{ x }}string_agg(' from t",
        "with a (b, c) as (select 1, 2) select * from (values (1)) as d (e) using (e)",
        "select {{ regexp_found('a', '(one|two)(three)') }}, {{ dbt.listagg('a') }} from t",
        "select {{ exact('coalesce(a, b)') }} from {{ input('observations') }}",
    ],
)
def test_what_every_engine_has_is_let_pass(sql: str) -> None:
    assert list(foreign_calls(sql)) == []


def test_the_report_names_file_line_and_function(tmp_path: Path) -> None:
    for folder in ("models/marts", EXEMPT):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.sql").write_text(
            "select\n    string_agg(a, ',')\nfrom t\n", "utf-8"
        )
    (found,) = report(tmp_path)
    assert found.startswith("models/marts/one.sql:2: string_agg is not common to ")
