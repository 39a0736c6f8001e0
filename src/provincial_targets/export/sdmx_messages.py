"""SDMX-ML 2.1, the standard of statistical offices: one message of structure, the others of data.

A row of a table is an observation: its main figure is the value, the columns of the key are the
dimensions, all other columns are attributes. A vintage has messages of its own, with the same keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import sdmx
from sdmx.message import DataMessage, Header, StructureMessage
from sdmx.model import common, v21

from provincial_targets.export.catalog import RIGHTS, Column, Table
from provincial_targets.export.sdmx_codes import CONCEPTS, LISTS, LISTS_OF_SDMX, Codes, Names


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A dataflow.

    Attributes:
        id: Its identifier.
        names: Its name in both languages.
        table: The table that it holds, of `marts` and at each vintage of `marts_asof`.
        value: The column that is the value of an observation.
        unit: The code of its unit in CL_UNIT_MEASURE; PERCENT and PERCENTAGE_POINTS stand for the
            indicator's own unit where that is one of count.
        power_of_ten: The power of ten by which that unit is multiplied, CL_UNIT_MULT.
        status: SQL for the code of an observation in CL_OBS_STATUS.
    """

    id: str
    names: Names
    table: str
    value: str
    unit: str
    power_of_ten: int = 0
    status: str = "'A'"


_BY_RELEASE = "case release when 'estimate' then 'E' when 'first' then 'P' else 'A' end"

FLOWS = (
    Flow(
        id="TARGETS",
        names={"en": "Targets", "zh": "目标"},
        table="fct_targets",
        value="target_point",
        unit="PERCENT",
        status="case when is_numeric then 'A' else 'M' end",
    ),
    Flow(
        id="OUTTURNS",
        names={"en": "Outturns", "zh": "实际"},
        table="fct_outturns",
        value="outturn",
        unit="PERCENT",
        status=_BY_RELEASE,
    ),
    Flow(
        id="SIZES",
        names={"en": "Sizes", "zh": "规模"},
        table="fct_sizes",
        value="size_100m_yuan",
        unit="CNY",
        power_of_ten=8,
        status=_BY_RELEASE,
    ),
    Flow(
        id="WEIGHTED_TARGETS",
        names={"en": "Weighted targets", "zh": "加权目标"},
        table="weighted_targets",
        value="weighted_target",
        unit="PERCENT",
        status="case when weighted_target is null then 'O' when is_thin then 'U' else 'A' end",
    ),
    Flow(
        id="COMPLETION",
        names={"en": "Completion: outturn less target", "zh": "完成情况：实际减目标"},
        table="completion_rates",
        value="gap",
        unit="PERCENTAGE_POINTS",
    ),
    Flow(
        id="COMPLETION_SUMMARY",
        names={"en": "Share of provinces that met their target", "zh": "完成目标的省份比例"},
        table="completion_summary",
        value="met_share",
        unit="SHARE",
    ),
)

_NAMED = {
    "geography_code": "REF_AREA",
    "scope_code": "SCOPE",
    "target_year": "TIME_PERIOD",
    "year": "TIME_PERIOD",
    "published_on": "EMBARGO_TIME",
}
"""Columns that have another name here; the others have their own, in capitals."""

_LISTS_IN_TABLES = {
    "REF_AREA": ("geography_code", "dim_geography"),
    "SCOPE": ("scope_code", "dim_scope"),
    "INDICATOR": ("indicator", "dim_indicator"),
    "QUALIFIER": ("qualifier", "dim_qualifier"),
    "VINTAGE": ("vintage", "dim_vintage"),
}

_FACETS = {
    "VARCHAR": "string",
    "DOUBLE": "double",
    "INTEGER": "integer",
    "BIGINT": "long",
    "BOOLEAN": "boolean",
    "DATE": "gregorianDay",
}
_AGENCY = "PROVINCIAL_TARGETS"
# The library derives URNs whose classes have other names than in the standard.
_URN = f"urn:sdmx:org.sdmx.infomodel.datastructure.{{}}={_AGENCY}:{{}}(1.0)"
_NAMES: Names = {"en": "Provincial growth targets", "zh": "省级增长目标"}
_LIST_OF = {"FIRST_RELEASE": "RELEASE"}
_OF_SERIES = ("UNIT_MEASURE", "UNIT_MULT", "VINTAGE")
_VERSION: dict[str, Any] = {"version": "1.0", "is_final": True, "is_external_reference": False}


def write(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    tables: list[Table],
    about: dict[str, Any],
) -> None:
    """Write the messages.

    Args:
        folder: Where; it must not exist.
        connection: The published database.
        tables: Its tables.
        about: `run_id` and `published_at` of the published run.
    """
    of_marts = {table.name: table for table in tables if table.schema == "marts"}
    structure = _structure(connection, of_marts)
    header = Header(
        id=about["run_id"],
        prepared=datetime.fromisoformat(about["published_at"].replace("Z", "+00:00")),
        sender=common.Agency(id=_AGENCY, name=_NAMES),
    )
    structure.header = header
    _write(folder / "structure.xml", structure)
    for vintage in structure.codelist["CL_VINTAGE"]:
        for flow in FLOWS:
            dataflow = structure.dataflow[flow.id]
            message = _data(connection, flow, of_marts[flow.table], dataflow, vintage.id)
            message.header = header
            _write(folder / "data" / vintage.id / f"{flow.id.lower()}.xml", message)


def column_id(column: str) -> str:
    """Return the identifier of a column's component."""
    return _NAMED.get(column, column.upper())


def _as_text(column: str) -> str:
    """Return SQL for the text of a column's values; SDMX allows no colon in a code."""
    return f"replace({column}, ':', '-')" if column == "scope_code" else f'"{column}"::varchar'


def _write(path: Path, message: StructureMessage | DataMessage) -> None:
    xml = sdmx.to_xml(message)
    if isinstance(message, DataMessage):
        xml = _with_what_the_standard_requires(xml, message.structure.urn)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(xml)


def _with_what_the_standard_requires(xml: bytes, structure_urn: str) -> bytes:
    """Add the namespace and type of the data set, which the library leaves out."""
    space = f"{structure_urn}:ObsLevelDim:TIME_PERIOD"
    for old, new in (
        ("<mes:Structure ", f'<mes:Structure namespace="{space}" '),
        (
            "<mes:DataSet structureRef=",
            f'<mes:DataSet xmlns:own="{space}" xsi:type="own:DataSetType" '
            'data:dataScope="DataStructure" data:structureRef=',
        ),
    ):
        xml = xml.replace(old.encode(), new.encode(), 1)
    return xml


def _structure(connection: duckdb.DuckDBPyConnection, tables: dict[str, Table]) -> StructureMessage:
    own = common.Agency(id=_AGENCY, name=_NAMES, description={"en": RIGHTS})
    of_sdmx = common.Agency(id="SDMX", name={"en": "SDMX"})
    # By the standard a scheme of agencies is never final.
    agencies = common.AgencyScheme(
        id="AGENCIES", name={"en": "Agencies"}, maintainer=of_sdmx, **_VERSION | {"is_final": False}
    )
    concepts = common.ConceptScheme(
        id="CONCEPTS", name={"en": "Concepts", "zh": "概念"}, maintainer=own, **_VERSION
    )
    agencies.extend([own, of_sdmx])
    concepts.extend(common.Concept(id=key, name=names) for key, names in CONCEPTS.items())
    message = StructureMessage()
    for artefact in (agencies, concepts):
        message.add(artefact)
    lists = LISTS | {
        concept: _codes(connection, *where) for concept, where in _LISTS_IN_TABLES.items()
    }
    lists["UNIT_MEASURE"] = LISTS["UNIT_MEASURE"] | {
        unit: {"en": english, "zh": chinese}
        for _, unit, english, chinese in _units_of_count(connection)
    }
    for agency, codes_by_concept in ((of_sdmx, LISTS_OF_SDMX), (own, lists)):
        for concept, codes in codes_by_concept.items():
            codelist = common.Codelist(
                id=f"CL_{concept}",
                name=CONCEPTS[concept],
                maintainer=agency,
                is_partial=agency is of_sdmx,
                **_VERSION,
            )
            codelist.extend(common.Code(id=code, name=names) for code, names in codes.items())
            message.add(codelist)
    for flow in FLOWS:
        _add_flow(message, flow, tables[flow.table], own)
    return message


def _units_of_count(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    """Return the indicators that are no percentages: code, code of the unit, its two names."""
    return connection.execute(
        "select indicator, upper(unit), unit_en, unit_zh from marts.dim_indicator "
        "where unit <> 'percent' order by unit, indicator"
    ).fetchall()


def _codes(connection: duckdb.DuckDBPyConnection, column: str, table: str) -> Codes:
    rows = connection.execute(
        f"select {_as_text(column)}, name_en, name_zh from marts.{table} order by 1"
    ).fetchall()
    return {code: {"en": english, "zh": chinese} for code, english, chinese in rows}


def _add_flow(message: StructureMessage, flow: Flow, table: Table, agency: common.Agency) -> None:
    """Add a dataflow with its data structure definition and the concepts of its own columns."""
    by_whom: dict[str, Any] = {"name": flow.names, "maintainer": agency, **_VERSION}
    shared = message.concept_scheme["CONCEPTS"]
    own = common.ConceptScheme(id=f"{flow.id}_COLUMNS", **by_whom)
    dsd = v21.DataStructureDefinition(
        id=flow.id,
        urn=_URN.format("DataStructure", flow.id),
        dimensions=common.DimensionDescriptor(id="DimensionDescriptor"),
        measures=v21.MeasureDescriptor(id="MeasureDescriptor"),
        attributes=common.AttributeDescriptor(id="AttributeDescriptor"),
        **by_whom,
    )

    def parts(key: str, facet: str = "string") -> dict[str, Any]:
        codelist = message.codelist.get(f"CL_{_LIST_OF.get(key, key)}")
        facets = [] if codelist else [common.Facet(value_type=common.FacetValueType[facet])]
        return {
            "id": key,
            "concept_identity": shared[key] if key in shared else own[key],
            "local_representation": common.Representation(codelist, facets),
        }

    def attribute(key: str, facet: str, *, is_required: bool, of: Any) -> common.DataAttribute:
        status = common.UsageStatus.mandatory if is_required else common.UsageStatus.conditional
        return common.DataAttribute(**parts(key, facet), usage_status=status, related_to=of)

    time = common.TimeDimension(**parts("TIME_PERIOD", "observationalTimePeriod"))
    dimensions = ["FREQ", *map(column_id, table.key)]
    dimensions.remove(time.id)
    dsd.dimensions.extend([*(common.Dimension(**parts(key)) for key in dimensions), time])
    dsd.measures.append(v21.PrimaryMeasure(**parts("OBS_VALUE", "double")))
    of_series = common.DimensionRelationship(
        dimensions=[dimension for dimension in dsd.dimensions if dimension is not time]
    )
    of_observation = v21.PrimaryMeasureRelationship()
    for key in _OF_SERIES:
        dsd.attributes.append(attribute(key, "string", is_required=True, of=of_series))
    dsd.attributes.append(attribute("OBS_STATUS", "string", is_required=True, of=of_observation))
    for column in _attribute_columns(flow, table):
        key = column_id(column.name)
        if key not in shared:
            own.append(
                common.Concept(
                    id=key, name={"en": column.name}, description={"en": column.description}
                )
            )
        dsd.attributes.append(
            attribute(key, _FACETS[column.type], is_required=column.is_required, of=of_observation)
        )
    message.add(own)
    message.add(dsd)
    message.add(
        v21.DataflowDefinition(
            id=flow.id,
            urn=_URN.format("Dataflow", flow.id),
            description={"en": table.description},
            structure=dsd,
            **by_whom,
        )
    )


def _attribute_columns(flow: Flow, table: Table) -> list[Column]:
    """Return the columns that are neither dimension nor value."""
    return [column for column in table.columns if column.name not in (*table.key, flow.value)]


def _data(
    connection: duckdb.DuckDBPyConnection,
    flow: Flow,
    table: Table,
    dataflow: v21.DataflowDefinition,
    vintage: str,
) -> DataMessage:
    """Return the rows of a table at a vintage, a series for each place and indicator."""
    dsd = dataflow.structure
    time = dsd.dimensions.get("TIME_PERIOD")
    in_series = [dimension.id for dimension in dsd.dimensions if dimension is not time]
    attributes = [part for part in dsd.attributes if part.id not in _OF_SERIES]
    texts = {column_id(column.name): _as_text(column.name) for column in table.columns}
    texts |= {"FREQ": "'A'", "OBS_STATUS": flow.status}
    selected = [*in_series, time.id, column_id(flow.value), *(part.id for part in attributes)]
    rows = connection.execute(
        f"select {', '.join(texts[key] for key in selected)} "
        f"from marts_asof.{flow.table} where vintage = $1 order by all",
        [vintage],
    ).fetchall()
    depth = len(in_series)
    units = (
        {indicator: unit for indicator, unit, *_ in _units_of_count(connection)}
        if flow.unit in ("PERCENT", "PERCENTAGE_POINTS")
        else {}
    )

    def series(keys: tuple[str, ...]) -> common.SeriesKey:
        values = {
            key: common.KeyValue(key, value, value_for=dsd.dimensions.get(key))
            for key, value in zip(in_series, keys, strict=True)
        }
        unit = units.get(values["INDICATOR"].value, flow.unit)
        of_series = {
            key: common.AttributeValue(value_for=dsd.attributes.get(key), value=value)
            for key, value in zip(_OF_SERIES, (unit, str(flow.power_of_ten), vintage), strict=True)
        }
        return common.SeriesKey(values=values, attrib=of_series)

    def observation(year: str, value: str | None, *described: str | None) -> v21.Observation:
        return v21.Observation(
            dimension=common.Key({time.id: year}, described_by=dsd.dimensions),
            value=value,
            value_for=dsd.measures[0],
            attached_attribute={
                part.id: common.AttributeValue(value_for=part, value=text)
                for part, text in zip(attributes, described, strict=True)
                if text is not None
            },
        )

    data = v21.StructureSpecificDataSet(structured_by=dsd, described_by=dataflow)
    for keys, of_keys in groupby(rows, key=itemgetter(slice(depth))):
        data.add_obs((observation(*row[depth:]) for row in of_keys), series(keys))
    return DataMessage(data=[data], dataflow=dataflow, observation_dimension=time)
