"""The exports hold the published tables, in forms that other tools accept."""
# ruff: noqa: E501 - SQL

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import pytest
from frictionless import Package, system

from provincial_targets.checks import csvfile

COUNTED = "select count(*) from {}"


@pytest.fixture(scope="module")
def package(warehouse: Path) -> Package:
    """The data package, as frictionless reads it."""
    return Package(str(warehouse / "datapackage" / "datapackage.json"))


def test_the_data_package_is_valid_and_its_schemas_fit_every_row(package: Package) -> None:
    with system.use_context(trusted=True):
        report = package.validate(limit_rows=100)
        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
        assert report.stats["tasks"] == len(package.resources) > 80
        # The Parquet files of the marts have the same rows, as the next test shows.
        for resource in package.resources:
            if resource.format == "csv" or resource.name.startswith("meta."):
                report = resource.validate()
                found = report.flatten(["rowNumber", "fieldName", "message"])
                assert report.valid, (resource.name, found[:5])


def test_both_forms_of_a_table_have_the_same_rows(package: Package, warehouse: Path) -> None:
    differing = {}
    for resource in package.resources:
        if resource.format == "parquet" and not resource.name.startswith("meta."):
            stem = str(warehouse / "datapackage" / resource.path).removesuffix(".parquet")
            parquet = duckdb.sql(f"from '{stem}.parquet'")
            types = dict(zip(parquet.columns, map(str, parquet.types), strict=True))
            # Without the apostrophe before what a spreadsheet would take for a formula.
            texts = ", ".join(
                rf"""regexp_replace("{name}", '^''([=@\t\r]|[+-][^0-9.０-９])', '\1') as "{name}" """
                for name, kind in types.items()
                if kind == "VARCHAR"
            )
            csv = (
                f"select * {f'replace ({texts})' if texts else ''} "
                f"from read_csv('{stem}.csv', columns = {types}, {csvfile.DUCKDB})"
            )
            sql = (
                f"(({csv}) except all from '{stem}.parquet') "
                f"union all (from '{stem}.parquet' except all ({csv}))"
            )
            if rows := duckdb.sql(sql).fetchmany(3):
                differing[resource.name] = rows
    assert differing == {}


def test_a_row_that_breaks_a_schema_makes_the_package_invalid(
    warehouse: Path, tmp_path: Path
) -> None:
    import shutil

    copy = tmp_path / "datapackage"
    shutil.copytree(warehouse / "datapackage", copy)
    with (copy / "data/marts/coverage.csv").open("a", encoding="utf-8") as file:
        file.write("gdp,target,twenty,31,31,,\n")
    package = Package(str(copy / "datapackage.json"))
    report = package.get_resource("marts.coverage.csv").validate()
    assert not report.valid
    assert "type-error" in {error[0] for error in report.flatten(["type"])}


def test_every_published_table_is_in_the_package_with_all_its_rows_described(
    package: Package, warehouse: Path, database: Path
) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.sql(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall()
        assert {f"{name}.{kind}" for (name,) in tables for kind in ("csv", "parquet")} == set(
            package.resource_names
        )
        for (name,) in tables:
            expected = connection.sql(COUNTED.format(name)).fetchone()
            for kind in ("csv", "parquet"):
                path = warehouse / "datapackage" / package.get_resource(f"{name}.{kind}").path
                options = ", all_varchar = true, header = true" if kind == "csv" else ""
                found = connection.sql(COUNTED.format(f"read_{kind}('{path}'{options})")).fetchone()
                assert found == expected, path
    for resource in package.resources:
        if not resource.name.startswith("meta."):
            assert resource.description and resource.schema.primary_key, resource.name
            assert all(field.description for field in resource.schema.fields), resource.name
    assert [licence["name"] for licence in package.licenses] == ["Apache-2.0"]
    assert "facts" in package.description and "publishers" in package.description
    assert len(package.sources) > 400
    assert package.version


def test_the_workbook_has_notes_and_the_same_figures_as_the_marts(
    warehouse: Path, database: Path
) -> None:
    book = openpyxl.load_workbook(warehouse / "provincial_targets.xlsx")
    assert book.sheetnames[0].startswith("Notes")
    notes = {(row[0], row[1]): row[2] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert "Never average" in notes["Averages", None]
    assert "facts" in notes["Licence", None]
    for sheet in book.worksheets[1:]:
        assert notes[sheet.title, None], "what the sheet holds"
        header = [cell.value for cell in sheet[1]]
        assert len(header) == len(set(header)), sheet.title
        assert sum((sheet.title, name) in notes for name in header) > 4
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    sheet = book["Weighted targets"]
    header, *rows = sheet.iter_rows(values_only=True)
    found = {
        (row[header.index("scope_code")], row[header.index("indicator")], row[header.index("target_year")]):
        row[header.index("weighted_target")]
        for row in rows
    }  # fmt: skip
    with duckdb.connect(str(database), read_only=True) as connection:
        marts = connection.sql(
            "select scope_code, indicator, target_year, weighted_target from marts.weighted_targets"
        ).fetchall()
    assert found == {key: pytest.approx(value) for *parts, value in marts for key in [tuple(parts)]}


def test_no_text_of_a_spreadsheet_can_be_taken_for_a_formula(warehouse: Path) -> None:
    book = openpyxl.load_workbook(warehouse / "provincial_targets.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    from provincial_targets.export import catalog, datapackage, workbook

    hostile = ["=cmd|' /C calc'!A0", "@SUM(1)", "+cmd", "-cmd", "-0.5%左右", "+3%"]
    parquet = tmp_path / "parquet/marts"
    parquet.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        for name in ("dim_source", "coverage"):
            connection.execute(
                f"create table marts.{name} as select 'id' || row_number() over () as source_id, "
                "'p' as publisher, title, null::varchar as url from unnest($1) as hostile(title)",
                [hostile],
            )
            connection.execute(f"copy marts.{name} to '{parquet / name}.parquet'")
        about = {"run_id": "r", "published_at": "2026-01-01T00:00:00Z", "code_version": "1"}
        tables = catalog.read(connection)
        datapackage.write(tmp_path / "package", connection, tables, tmp_path / "parquet", about)
        workbook.write(tmp_path / "book.xlsx", connection, tables, about)
        csv = tmp_path / "package/data/marts/dim_source.csv"
        found = connection.sql(
            f"select title from read_csv('{csv}', all_varchar = true, {csvfile.DUCKDB})"
        ).fetchall()
    assert {title for (title,) in found} == {
        "'=cmd|' /C calc'!A0", "'@SUM(1)", "'+cmd", "'-cmd", "-0.5%左右", "+3%",
    }  # fmt: skip
    cells = openpyxl.load_workbook(tmp_path / "book.xlsx")["Sources"]["C"][1:]
    assert {(cell.data_type, cell.value) for cell in cells} == {("s", text) for text in hostile}
