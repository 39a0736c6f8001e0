"""A warehouse of made-up runs: real links, manifests and records around tiny databases."""

from __future__ import annotations

from pathlib import Path

import duckdb

from provincial_targets.warehouse import records
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse
from provincial_targets.warehouse.paths import DATABASE
from provincial_targets.warehouse.records import Record


def warehouse_with(root: Path, *results: str) -> DuckdbWarehouse:
    """Make a warehouse in which one run after the other ended with each of `results`."""
    warehouse = DuckdbWarehouse(root)
    warehouse.prepare()
    for result in results:
        add_run(warehouse, result)
    return warehouse


def add_run(
    warehouse: DuckdbWarehouse, result: str, code: str = "code", inputs: str = "in"
) -> Record:
    """Add a run that ended with `result`; a published one is sealed and current."""
    record = warehouse.start_record("run")
    record.code_fingerprint, record.input_fingerprint = code, inputs
    if result != records.UP_TO_DATE:
        run_dir = warehouse.open_candidate(record.run_id)
        with duckdb.connect(str(run_dir / DATABASE)) as connection:
            connection.execute("create schema marts")
            connection.execute(f"create table marts.told as select '{record.run_id}' as run_id")
        folder = run_dir / "parquet" / "marts"
        folder.mkdir(parents=True)
        path = folder / "told.parquet"
        duckdb.sql(f"copy (select '{record.run_id}' as run_id) to '{path}'")
        warehouse.close_candidate()
    if result == records.PUBLISHED:
        warehouse.seal(
            record.run_id,
            {
                "run_id": record.run_id,
                "published_at": record.started_at,
                "code_version": "0",
                "code_fingerprint": code,
                "input_fingerprint": inputs,
            },
        )
        warehouse.switch_to(record.run_id)
    record.result = result
    record.finished_at = record.started_at
    records.write(warehouse, record)
    return record
