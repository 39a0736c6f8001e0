"""Judge rows where they lie by a suite of Great Expectations, for rows that do not fit in a frame.

An expectation becomes a condition in SQL that its failing rows meet; the suite stays the only place
where thresholds stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from provincial_targets.checks.form import Json

_NAMED = ("place", "line", "detail")


@dataclass(frozen=True, kw_only=True)
class Config:
    """An expectation, with the attributes that Great Expectations gives it."""

    type: str
    kwargs: dict[str, Any]
    meta: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Result:
    """The result of an expectation, with the attributes that Great Expectations gives it.

    Attributes:
        expectation_config: The expectation.
        success: Whether it is met.
        result: What was found.
        rows: The first rows that fail, in the order of `unexpected_index_list`.
    """

    expectation_config: Config
    success: bool
    result: dict[str, Any]
    rows: pd.DataFrame


def results(
    expectations: Sequence[Json],
    rows: duckdb.DuckDBPyRelation,
    parameters: Mapping[str, object],
    most_rows: int,
) -> Iterator[Result]:
    """Judge the rows of a query.

    Args:
        expectations: Those of a suite.
        rows: The query; its rows are named by the columns `place`, `line` and `detail`.
        parameters: Values of the suite's `$PARAMETER`s.
        most_rows: Failing rows of an expectation to return.

    Raises:
        LookupError: An expectation has no form in SQL.
    """
    configs = [
        Config(
            type=item["type"],
            kwargs={name: _value(value, parameters) for name, value in item["kwargs"].items()},
            meta=item["meta"],
        )
        for item in expectations
    ]
    conditions = [_condition(config) for config in configs]
    naming = ", ".join(name for name in _NAMED if name in rows.columns)
    counts = ", ".join(f"count(*) filter ({condition})" for condition in conditions if condition)
    found = rows.query("judged", f"select count(*), {counts} from judged").fetchone()
    assert found is not None
    row_count, *failing = found
    for config, condition in zip(configs, conditions, strict=True):
        if condition is None:
            yield _of_the_table(config, rows, row_count)
            continue
        count = failing.pop(0)
        # The rows with one key stand together, so that a repetition is named with what it repeats.
        key = "".join(f"{_name(column)}, " for column in config.kwargs.get("column_list", []))
        first = frame(
            rows.query(
                "judged",
                f"from judged where {condition if count else 'false'} "
                f"order by {key}{naming} limit {most_rows}",
            )
        )
        yield Result(
            expectation_config=config,
            success=count == 0,
            result={"unexpected_count": count, "unexpected_index_list": list(first.index)},
            rows=first,
        )


def frame(rows: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    """Return the rows of a query as expectations and messages take them: dates as Python's."""
    found = rows.df()
    for name, kind in zip(rows.columns, rows.types, strict=True):
        if str(kind) == "DATE":
            found[name] = pd.Series(found[name].dt.date, dtype=object)
    return found


def _of_the_table(config: Config, rows: duckdb.DuckDBPyRelation, row_count: int) -> Result:
    """Judge what a table holds as a whole."""
    match config.type:
        case "expect_table_columns_to_match_ordered_list":
            columns = [name for name in rows.columns if name not in _NAMED]
            success = columns == config.kwargs["column_list"]
            found: dict[str, Any] = {"observed_value": columns}
        case "expect_table_row_count_to_be_between":
            success = row_count >= config.kwargs["min_value"]
            found = {"observed_value": row_count}
        case "expect_column_distinct_values_to_contain_set":
            column = _name(config.kwargs["column"])
            there = rows.query("judged", f"select distinct {column} from judged").fetchall()
            missing = sorted(set(config.kwargs["value_set"]) - {value for (value,) in there})
            success, found = not missing, {"partial_missing_list": missing}
        case _:
            raise LookupError(f"{config.type} has no form in SQL")
    return Result(
        expectation_config=config,
        success=success,
        result=found,
        rows=rows.query("judged", "from judged limit 0").df(),
    )


def _condition(config: Config) -> str | None:
    """Return what is true for the rows that fail, or None for what a table holds as a whole."""
    given = config.kwargs
    column = _name(given.get("column", ""))
    one, other = _name(given.get("column_A", "")), _name(given.get("column_B", ""))
    match config.type:
        case "expect_column_values_to_not_be_null":
            return f"{column} is null"
        case "expect_column_values_to_be_null":
            return f"{column} is not null"
        case "expect_column_values_to_be_unique":
            return _repeated([given["column"]])
        case "expect_compound_columns_to_be_unique":
            return _repeated(given["column_list"])
        case "expect_column_values_to_match_regex":
            return f"not regexp_matches({column}, {_literal(given['regex'])})"
        case "expect_column_values_to_not_match_regex":
            return f"regexp_matches({column}, {_literal(given['regex'])})"
        case "expect_column_values_to_match_strftime_format":
            form = _literal(given["strftime_format"])
            return f"{column} is not null and try_strptime({column}, {form}) is null"
        case "expect_column_values_to_be_in_set":
            # A query is searched by its hashes, a list from its start for each row.
            values = ", ".join(f"({_literal(value)})" for value in given["value_set"])
            return f"{column} not in (select * from (values {values}))"
        case "expect_column_value_lengths_to_be_between":
            return f"length({column}) > {_literal(given['max_value'])}"
        case "expect_column_values_to_be_between":
            low, high = _literal(given.get("min_value")), _literal(given.get("max_value"))
            least = "<=" if given.get("strict_min") else "<"
            return f"{column} {least} {low} or {column} > {high}"
        case "expect_column_pair_values_to_be_in_set":
            return f"({one}, {other}) not in {_literal(given['value_pairs_set'])}"
        case "expect_column_pair_values_a_to_be_greater_than_b":
            return f"{one} < {other}"  # none of the suites' is strict
        case "expect_column_pair_values_to_be_equal":
            return f"({one} = {other}) is not true"
    return None


def _repeated(columns: Sequence[str]) -> str:
    key = ", ".join(map(_name, columns))
    return f"({key}) in (select ({key}) from judged group by {key} having count(*) > 1)"


def _value(value: Any, parameters: Mapping[str, object]) -> Any:
    return parameters[value["$PARAMETER"]] if isinstance(value, dict) else value


def _name(column: str) -> str:
    return f'"{column}"'


def _literal(value: object) -> str:
    """Return a value of a suite as SQL."""
    if value is None:
        return "null"
    if isinstance(value, (list, tuple)):
        return f"({', '.join(map(_literal, value))})"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, dt.date)):
        return "'" + str(value).replace("'", "''") + "'"
    return str(value)
