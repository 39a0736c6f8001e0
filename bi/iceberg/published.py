"""Query with DuckDB what Spark has published; no Spark and no Java are started.

    .venv-iceberg/bin/python bi/iceberg/published.py "select * from marts.dim_vintage"

PGHOST, PGPORT, PGUSER and PGPASSWORD name the server with the catalogue, as for a run; the files of
the tables must be reachable under the paths at which the run wrote them.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
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
    """Return a connection with a view for each published table, all of one run.

    Raises:
        LookupError: Nothing is published on the server.
        psycopg2.Error: The server cannot be reached, or refuses.
        duckdb.Error: A file cannot be read.
    """
    with (
        closing(
            psycopg2.connect(
                host=os.environ.get("PGHOST", "/tmp"),
                port=os.environ.get("PGPORT", "54315"),
                user=os.environ.get("PGUSER", "provincial_targets_reader"),
                dbname=os.environ.get("PROVINCIAL_TARGETS_PGDATABASE", "provincial_targets"),
            )
        ) as server,
        server.cursor() as cursor,
    ):
        try:
            cursor.execute(POINTERS)
        except psycopg2.errors.UndefinedTable as error:
            raise LookupError("the server has no catalogue of Spark's tables") from error
        pointers = cursor.fetchall()
    if not pointers:
        raise LookupError("Spark has published nothing here yet")
    connection = duckdb.connect()
    for extension in (duckdb_extension_avro, duckdb_extension_iceberg):
        (file,) = Path(extension.__path__[0]).rglob("*.duckdb_extension")
        connection.load_extension(str(file))
    for schema, table, pointer in pointers:
        connection.execute(f'create schema if not exists "{schema}"')
        place = pointer.replace("'", "''")
        connection.execute(f'create view "{schema}"."{table}" as from iceberg_scan(\'{place}\')')
    return connection


def main() -> str | None:
    """Print the result of a query; return what prevents it, in one line."""
    if len(sys.argv) != 2:
        return 'usage: published.py "select …"'
    try:
        print(published().sql(sys.argv[1]))
    except LookupError as error:
        return f"{error}; run: make build-spark"
    except (psycopg2.Error, duckdb.Error) as error:
        return " ".join(str(error).split())
    return None


if __name__ == "__main__":
    sys.exit(main())
