"""The words a person may use agree with the seeds' own vocabularies and with the documentation."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from provincial_targets.ingest.reference.seedfiles import OBSERVATIONS, SOURCES, Seeds
from provincial_targets.ingest.reference.vocabulary import (
    ALIASES,
    COLUMNS,
    DOCUMENT_COLUMNS,
    OBSERVATION_COLUMNS,
    SHOWN_COLUMNS,
    SOURCE_COLUMNS,
    VOCABULARIES,
    Names,
)

from ingest_builders import REPOSITORY


def declared() -> dict[str, Any]:
    """Accepted values by column, as the tests of what is typed in declare them."""
    codes: dict[str, Any] = {}
    # Two have a column published_on_precision; that of the observations counts.
    for name in ("stg_sources", "stg_documents", "stg_observations"):
        text = (REPOSITORY / f"models/staging/{name}.yml").read_text("utf-8")
        for test in yaml.safe_load(text)["models"][0]["data_tests"]:
            codes |= test["table_rules"]["arguments"].get("accepted_codes", {})
    return codes


def test_the_codes_are_those_that_the_seeds_declare() -> None:
    flags = {"is_rounded", "is_read_in_full"}
    ours = {column: list(codes) for column, codes in VOCABULARIES.items() if column not in flags}

    assert ours == declared()


def test_the_columns_are_those_of_the_seeds() -> None:
    seeds = Seeds(REPOSITORY)

    assert tuple(seeds.observations.header) == OBSERVATION_COLUMNS
    assert set(SOURCE_COLUMNS) < set(seeds.sources.header)
    assert tuple(seeds.documents.header) == DOCUMENT_COLUMNS
    assert (seeds.observations.file, seeds.sources.file) == (OBSERVATIONS, SOURCES)
    # A reading of documents shows the sentence of a figure; no seed stores it.
    known = {*OBSERVATION_COLUMNS, *SOURCE_COLUMNS, *DOCUMENT_COLUMNS, *SHOWN_COLUMNS}
    assert set(ALIASES) == known


def test_every_name_of_the_seeds_is_understood() -> None:
    seeds = Seeds(REPOSITORY)
    for record in seeds.geographies:
        for name in ("geography_code", "name_zh", "full_name_zh", "name_en"):
            assert seeds.geography_names.code(record[name]) == record["geography_code"]
    for record in seeds.indicators:
        for name in ("indicator", "name_zh", "name_en"):
            assert seeds.indicator_names.code(record[name]) == record["indicator"]


def test_a_name_for_two_codes_is_refused() -> None:
    with pytest.raises(ValueError, match="names both"):
        Names({"a": ("same",), "b": ("Same",)})


def test_every_name_of_a_column_or_code_is_documented() -> None:
    documented = (REPOSITORY / "docs/ingest.md").read_text("utf-8")
    names = [name for others in ALIASES.values() for name in others]
    names += [
        name for codes in VOCABULARIES.values() for others in codes.values() for name in others
    ]

    missing = [name for name in names if f"`{name}`" not in documented]

    assert missing == []
    rows = re.findall(r"^\| `(\w+)` \|", documented, re.MULTILINE)
    assert [row for row in rows if COLUMNS.code(row) == row] == list(ALIASES)
