"""The SDMX messages hold what is published, and their structure describes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import sdmx
from lxml import etree
from sdmx.message import DataMessage, StructureMessage

from provincial_targets.export.sdmx_messages import FLOWS, Flow, column_id

READ: dict[str, Callable[[str], Any]] = {
    "VARCHAR": str,
    "DOUBLE": float,
    "INTEGER": int,
    "BIGINT": int,
    "BOOLEAN": {"true": True, "false": False}.__getitem__,
    "DATE": date.fromisoformat,
}
"""How the text of a value in a message is read, by the type of its column."""
FACETS = {
    "string": str,
    "double": float,
    "integer": int,
    "long": int,
    "boolean": READ["BOOLEAN"],
    "gregorianDay": date.fromisoformat,
    "observationalTimePeriod": int,
}
flows = pytest.mark.parametrize("flow", FLOWS, ids=[flow.id for flow in FLOWS])


@pytest.fixture(scope="module")
def structure(warehouse: Path) -> StructureMessage:
    """The message of structure."""
    message = sdmx.read_sdmx(warehouse / "sdmx/structure.xml")
    assert isinstance(message, StructureMessage)
    return message


@pytest.fixture(scope="module")
def connection(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database."""
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def vintages(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The codes of the vintages."""
    return [code for (code,) in connection.sql("select vintage from marts.dim_vintage").fetchall()]


def data(warehouse: Path, structure: StructureMessage, flow: Flow, vintage: str) -> DataMessage:
    """Return a message of data, read by the structure."""
    path = warehouse / "sdmx/data" / vintage / f"{flow.id.lower()}.xml"
    message = sdmx.read_sdmx(path, structure=structure.structure[flow.id])
    assert isinstance(message, DataMessage)
    return message


def frame(message: DataMessage) -> pd.DataFrame:
    """Return the observations with their keys and attributes, as the documentation does."""
    result = sdmx.to_pandas(message.data[0], attributes="osd").reset_index()
    assert isinstance(result, pd.DataFrame)
    return result


@flows
def test_read_back_by_pandas_every_cell_is_that_of_the_mart(
    warehouse: Path,
    structure: StructureMessage,
    connection: duckdb.DuckDBPyConnection,
    vintages: list[str],
    flow: Flow,
) -> None:
    for vintage in vintages:
        source = (
            f"marts.{flow.table}"
            if vintage == "latest"
            else f"(select * exclude (vintage) from marts_asof.{flow.table} "
            f"where vintage = '{vintage}')"
        )
        relation = connection.sql(f"from {source}")
        found = frame(data(warehouse, structure, flow, vintage))
        columns = {
            name: "value" if name == flow.value else column_id(name) for name in relation.columns
        }
        assert set(found.columns) - set(columns.values()) == {
            "FREQ", "UNIT_MEASURE", "UNIT_MULT", "VINTAGE", "OBS_STATUS",
        }  # fmt: skip
        cells = [
            [
                None if pd.isna(text) or text == "" else READ[str(kind)](text)
                for text in found[columns[name]].tolist()
            ]
            for name, kind in zip(relation.columns, relation.types, strict=True)
        ]
        if "scope_code" in columns:
            place = relation.columns.index("scope_code")
            cells[place] = [code.replace("-", ":", 1) for code in cells[place]]
        rows = relation.fetchall()
        assert rows and sorted(map(repr, zip(*cells, strict=True))) == sorted(map(repr, rows))


def faults(message: DataMessage, dsd: Any) -> list[str]:
    """Return what the structure does not allow in a message of data."""
    found = []
    parts = {part.id: part for part in (*dsd.dimensions, *dsd.attributes)}
    optional = {part.id for part in dsd.attributes if part.usage_status.name == "conditional"}
    for observation in message.data[0].obs:
        given = {**observation.key.values, **observation.attrib}
        values = {key: str(value.value) for key, value in given.items()}
        found += [f"{key} is not declared" for key in values.keys() - parts.keys()]
        found += [f"{key} is missing" for key in parts.keys() - optional - values.keys()]
        for key in values.keys() & parts.keys():
            allowed = parts[key].local_representation
            if allowed.enumerated is None:
                FACETS[allowed.non_enumerated[0].value_type.name](values[key])
            elif values[key] not in allowed.enumerated.items:
                found.append(f"{key}: {allowed.enumerated.id} has no {values[key]}")
    return found


@flows
def test_the_structure_validates_the_data(
    warehouse: Path, structure: StructureMessage, vintages: list[str], flow: Flow
) -> None:
    for vintage in vintages:
        message = data(warehouse, structure, flow, vintage)
        assert faults(message, structure.structure[flow.id]) == []


def test_a_code_that_no_list_has_and_a_missing_status_are_found(
    warehouse: Path, structure: StructureMessage, tmp_path: Path
) -> None:
    (flow,) = (flow for flow in FLOWS if flow.id == "OUTTURNS")
    text = (warehouse / "sdmx/data/latest/outturns.xml").read_text("utf-8")
    path = tmp_path / "sdmx/data/latest/outturns.xml"
    path.parent.mkdir(parents=True)
    wrong = text.replace('RELEASE="first"', 'RELEASE="frist"', 1).replace(' OBS_STATUS="P"', "", 1)
    path.write_text(wrong, "utf-8")
    assert set(faults(data(tmp_path, structure, flow, "latest"), structure.structure[flow.id])) == {
        "RELEASE: CL_RELEASE has no frist",
        "OBS_STATUS is missing",
    }


def test_every_code_concept_and_dataflow_is_named_in_both_languages(
    structure: StructureMessage, connection: duckdb.DuckDBPyConnection
) -> None:
    items = [item for codes in structure.codelist.values() for item in codes]
    items += [*structure.concept_scheme["CONCEPTS"], *structure.dataflow.values()]
    for item in items:
        assert item.name.localizations["en"] and item.name.localizations["zh"], item
    areas = {
        code.id: (code.name.localizations["en"], code.name.localizations["zh"])
        for code in structure.codelist["CL_REF_AREA"]
    }
    assert areas == {
        code: (english, chinese)
        for code, english, chinese in connection.sql(
            "select geography_code, name_en, name_zh from marts.dim_geography"
        ).fetchall()
    }


def test_status_and_unit_say_what_the_standard_means_by_them(
    warehouse: Path, structure: StructureMessage
) -> None:
    read = {flow.id: frame(data(warehouse, structure, flow, "latest")) for flow in FLOWS}
    for flow in ("OUTTURNS", "SIZES"):
        pairs = read[flow][["RELEASE", "OBS_STATUS"]].itertuples(index=False, name=None)
        assert set(pairs) == {
            ("estimate", "E"), ("first", "P"), ("final", "A"), ("revised", "A"),
        }  # fmt: skip
    targets = read["TARGETS"]
    assert set(targets[["IS_NUMERIC", "OBS_STATUS"]].itertuples(index=False, name=None)) == {
        ("true", "A"),
        ("false", "M"),
    }
    assert (targets["value"].isna() == (targets["OBS_STATUS"] == "M")).all()
    averages = read["WEIGHTED_TARGETS"]
    assert (averages["value"].isna() == (averages["OBS_STATUS"] == "O")).all()
    thin = (averages["IS_THIN"] == "true") & averages["value"].notna()
    assert thin.any() and (thin == (averages["OBS_STATUS"] == "U")).all()
    units = {
        flow: set(read[flow][["UNIT_MEASURE", "UNIT_MULT"]].itertuples(index=False, name=None))
        for flow in read
    }
    assert units["SIZES"] == {("CNY", "8")}
    kinds = {(unit, "0") for unit in ("PERCENT", "10K_PERSONS", "10K_TONNES")}
    assert units["TARGETS"] == units["OUTTURNS"] == kinds
    assert units["WEIGHTED_TARGETS"] == {("PERCENT", "0")}


def test_the_messages_are_prepared_when_the_run_was_published(
    warehouse: Path, structure: StructureMessage
) -> None:
    run = json.loads((warehouse / "current/manifest.json").read_text("utf-8"))
    assert structure.header.id == run["run_id"]
    published = datetime.fromisoformat(run["published_at"].replace("Z", "+00:00"))
    assert structure.header.prepared == published
    assert (warehouse / "sdmx").resolve().parent == (warehouse / "datapackage").resolve().parent


@flows
def test_the_type_of_a_data_set_is_that_of_its_structure(warehouse: Path, flow: Flow) -> None:
    root = etree.parse(str(warehouse / f"sdmx/data/latest/{flow.id.lower()}.xml")).getroot()
    space = root.find("{*}Header/{*}Structure").get("namespace")
    assert space == (
        "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure="
        f"PROVINCIAL_TARGETS:{flow.id}(1.0):ObsLevelDim:TIME_PERIOD"
    )
    data_set = root.find("{*}DataSet")
    prefix, _, name = data_set.get(f"{{{root.nsmap['xsi']}}}type").partition(":")
    assert (data_set.nsmap[prefix], name) == (space, "DataSetType")
