"""Query with DuckDB what Spark has published; no Spark and no Java are started.

    .venv-iceberg/bin/python bi/iceberg/published.py "select * from marts.dim_vintage"

PGHOST, PGPORT, PGUSER and PGPASSWORD name the server with the catalogue, as for a run; the files of
the tables must be reachable under the paths at which the run wrote them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb
import duckdb_extension_avro
import duckdb_extension_iceberg
import psycopg2

# One statement, so that all tables are of one run, whenever another is published.
POINTERS = (
    "select table_namespace, table_name, metadata_location from spark_catalogue.iceberg_tables "
    "where table_namespace in ('marts', 'marts_asof', 'meta')"
)


def published() -> duckdb.DuckDBPyConnection:
    """Return a connection with a view for each published table, all of one run."""
    connection = duckdb.connect()
    for extension in (duckdb_extension_avro, duckdb_extension_iceberg):
        (file,) = Path(extension.__path__[0]).rglob("*.duckdb_extension")
        connection.load_extension(str(file))
    server = psycopg2.connect(
        host=os.environ.get("PGHOST", "/tmp"),
        port=os.environ.get("PGPORT", "54315"),
        user=os.environ.get("PGUSER", "provincial_targets_reader"),
        dbname=os.environ.get("PROVINCIAL_TARGETS_PGDATABASE", "provincial_targets"),
    )
    with server.cursor() as cursor:
        cursor.execute(POINTERS)
        for schema, table, pointer in cursor.fetchall():
            connection.execute(f'create schema if not exists "{schema}"')
            connection.execute(
                f'create view "{schema}"."{table}" as from iceberg_scan(\'{pointer}\')'
            )
    server.close()
    return connection


if __name__ == "__main__":
    print(published().sql(sys.argv[1]))
