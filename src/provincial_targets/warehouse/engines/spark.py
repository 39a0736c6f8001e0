"""A warehouse in Iceberg tables that Spark builds; one transaction of their catalogue publishes.

The catalogue is two tables of a Postgres server, in which Iceberg's JDBC catalogue keeps a row for
each table: its schema and where its metadata lies. So a run's tables are published by rows:

    marts, marts_asof, meta       copies of the rows of the published run
    candidate_<schema>            while a run builds
    run_<number>_<schema>         every run that is kept

The files of a run lie in its folder and nowhere else. No statement of Iceberg deletes any; they go
with the folder, once no row names them.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import duckdb

from provincial_targets.terminal.exits import Stop
from provincial_targets.warehouse.engines import spark_session
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Query
from provincial_targets.warehouse.engines.postgres_connection import connected, variables
from provincial_targets.warehouse.engines.server import (
    CANDIDATE,
    READER,
    SCHEMAS,
    ServerWarehouse,
    prefix_of,
)
from provincial_targets.warehouse.engines.spark_session import CATALOGUE
from provincial_targets.warehouse.manifest import (
    MANIFEST,
    damaged_files,
    read_manifest,
    seal_files,
    write_manifest,
)
from provincial_targets.warehouse.meta import write_meta
from provincial_targets.warehouse.paths import DATABASE
from provincial_targets.warehouse.records import Record

TYPES = {
    "string": "VARCHAR",
    "double": "DOUBLE",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp_ntz": "TIMESTAMP",
}
"""DuckDB's name of a type, by Spark's."""
_SCHEMA = "spark_catalogue"
_TABLES = f"{_SCHEMA}.iceberg_tables"
_NAMESPACES = f"{_SCHEMA}.iceberg_namespace_properties"
# As Iceberg makes them, in the second version of its schema, which has views.
_CATALOGUE_TABLES = {
    _TABLES: """
        catalog_name varchar(255), table_namespace varchar(255), table_name varchar(255),
        metadata_location varchar(1000), previous_metadata_location varchar(1000),
        iceberg_type varchar(5), primary key (catalog_name, table_namespace, table_name)""",
    _NAMESPACES: """
        catalog_name varchar(255), namespace varchar(255), property_key varchar(255),
        property_value varchar(1000), primary key (catalog_name, namespace, property_key)""",
}
_OWN = f"catalog_name = '{CATALOGUE}'"


@dataclass(frozen=True)
class SparkWarehouse(ServerWarehouse):
    """A warehouse in Iceberg tables.

    Attributes:
        on_cluster: Whether a cluster builds, or this machine alone.
    """

    on_cluster: bool = False

    target: ClassVar[str] = "spark"
    lock: ClassVar[int] = 0x73706172
    reads_files: ClassVar[bool] = True

    @property
    def address(self) -> str:
        """What users open: the catalogue, as Iceberg takes it."""
        return f"jdbc:postgresql://{_host()}/{_database()}?currentSchema={_SCHEMA}"

    def refusal(self, text: str) -> Stop | None:
        """Return the message for the user if an error's text says that Spark cannot work."""
        return spark_session.refusal(text, self._master)

    # --- before a run ---

    def prepare(self) -> None:
        """Make the folders and the catalogue, and check that Spark can be started.

        Raises:
            Stop: It cannot.
        """
        spark_session.check()
        self.prepare_catalogue()
        with connected(host=_host().split(":")[0]):
            pass  # Java connects by TCP alone, where the server may demand a password
        if self.on_cluster:
            spark_session.reach(self._master)

    def prepare_catalogue(self) -> None:
        """Make the folders, and the catalogue on the server.

        Raises:
            Stop: The server does not allow it.
        """
        super().prepare()
        with connected() as connection, connection.cursor() as cursor:
            cursor.execute(f"create schema if not exists {_SCHEMA}")
            for name, columns in _CATALOGUE_TABLES.items():
                cursor.execute(f"create table if not exists {name} ({columns})")
            cursor.execute(f"grant usage on schema {_SCHEMA} to {READER}")
            cursor.execute(f"grant select on all tables in schema {_SCHEMA} to {READER}")

    def faults(self, cursor: Any) -> list[str]:
        """Return how the tables of the catalogue differ from those that Iceberg makes."""
        cursor.execute(
            "select table_schema || '.' || table_name, array_agg(column_name::text) "
            "from information_schema.columns where table_schema = %s group by 1",
            (_SCHEMA,),
        )
        found = dict(cursor.fetchall())
        return [
            f"{name} is of another version of Iceberg: it has no column {column}; rename the "
            f"schema {_SCHEMA}, and run again"
            for name in _CATALOGUE_TABLES
            for column in _columns(name)
            if column not in found.get(name, [column])
        ]

    def environment(self) -> dict[str, str]:
        """Start Spark, which dbt then uses, and name the schemas to build."""
        _ = self._session
        return {"PROVINCIAL_TARGETS_SCHEMA_PREFIX": CANDIDATE}

    @cached_property
    def _session(self) -> Any:
        """Spark, with the catalogue; dbt finds the same session."""
        return spark_session.start(
            master=self._master,
            address=self.address,
            user=variables()["PGUSER"],
            tables=self.candidate.resolve() / "tables",
        )

    @property
    def _master(self) -> str:
        if not self.on_cluster:
            return "local[*]"
        return os.environ.get(spark_session.MASTER) or "spark://127.0.0.1:7087"

    def version(self) -> str:
        """Return Spark's version."""
        return importlib.metadata.version("pyspark")

    # --- a candidate ---

    def close_dbt_connections(self) -> None:
        """Do nothing: the session is also this warehouse's."""

    def first_rows(self, sql: str, count: int) -> list[dict[str, Any]]:
        """Return the first rows that a query finds in the candidate; none where it cannot run."""
        from pyspark.errors import PySparkException

        try:
            return [row.asDict() for row in self._session.sql(sql).limit(count).collect()]
        except PySparkException:
            return []

    def write_parquet(self, schemas: Iterable[str]) -> dict[str, int]:
        """Write every table of some schemas of the candidate as `parquet/<schema>/<table>.parquet`.

        DuckDB reads the files of the tables in place. Their list is Iceberg's, since a folder may
        hold others, of tasks that failed and were repeated.
        """
        written = {}
        with connected() as connection, connection.cursor() as cursor:
            tables = [(s, t) for s in schemas for t in self._pointers(cursor, CANDIDATE + s)]
        for schema, table in tables:
            folder = self.candidate / "parquet" / schema
            folder.mkdir(parents=True, exist_ok=True)
            path = str(folder / f"{table}.parquet").replace("'", "''")
            # The type without a time zone is timestamp_ntz in Spark; Parquet has it too.
            columns = ", ".join(
                f'cast("{field.name}" as {TYPES[field.dataType.simpleString()]}) as "{field.name}"'
                for field in self._session.table(f"{CANDIDATE}{schema}.{table}").schema.fields
            )
            with duckdb.connect() as memory:
                files = self._files(f"{CANDIDATE}{schema}.{table}")
                if files:
                    rows = f"select {columns} from read_parquet({files})"
                else:
                    nothing = re.sub(r'cast\("[^"]+" as', "cast(null as", columns)
                    rows = f"select {nothing} where false"
                row = memory.execute(
                    f"copy ({rows} order by all) to '{path}' (format parquet, compression zstd)"
                ).fetchone()
            written[f"{schema}.{table}"] = int(row[0]) if row else 0
        return written

    def _files(self, table: str) -> list[str]:
        """Return the data files of a table."""
        loaded = self._session._jvm.org.apache.iceberg.spark.Spark3Util.loadIcebergTable(
            self._session._jsparkSession, table
        )
        tasks = loaded.newScan().planFiles().iterator()
        found = []
        while tasks.hasNext():
            task = tasks.next()
            if task.deletes():
                raise RuntimeError(f"{table}: rows were deleted in its files")
            found.append(str(task.file().location()).removeprefix("file:"))
        return found

    def drop_unpublished(self) -> None:
        """Drop the schemas of the candidate that are not published, with their files."""
        with connected() as connection, connection.cursor() as cursor:
            for schema in self.schemas_like(cursor, CANDIDATE):
                if schema.removeprefix(CANDIDATE) not in PUBLISHED_SCHEMAS:
                    self.drop(cursor, schema)
                    shutil.rmtree(self.candidate / "tables" / schema, ignore_errors=True)

    def write_meta(self, own: Record) -> None:
        """Write the schema `meta` into a DuckDB file, and copy it into Iceberg tables."""
        database = self.candidate / DATABASE
        write_meta(self, database, own)
        names = {duck: spark for spark, duck in TYPES.items()}
        file = self.candidate.resolve() / "meta.parquet"
        self._session.sql(f"create schema {CANDIDATE}meta")
        with duckdb.connect(str(database), read_only=True) as made:
            tables = made.execute(
                "select table_name, comment from duckdb_tables() where schema_name = 'meta'"
            ).fetchall()
            for table, comment in tables:
                columns = made.execute(
                    "select column_name, data_type, comment from duckdb_columns() "
                    f"where schema_name = 'meta' and table_name = '{table}' order by column_index"
                ).fetchall()
                parts = ", ".join(
                    f"`{name}` {names[kind]} comment {spark_session.text(about)}"
                    for name, kind, about in columns
                )
                made.execute(f"copy meta.{table} to '{file}' (format parquet)")
                self._session.sql(
                    f"create table {CANDIDATE}meta.{table} ({parts}) using iceberg "
                    f"comment {spark_session.text(comment)}"
                )
                self._session.sql(
                    f"insert into {CANDIDATE}meta.{table} select * from parquet.`{file}`"
                )
        database.unlink()
        file.unlink()

    def seal(self, run_id: str, about: dict[str, Any]) -> None:
        """Name the candidate's schemas after the run, and write its manifest."""
        run_dir = self.run_dir(run_id)
        with connected() as connection, connection.cursor() as cursor:
            self.name(cursor, run_id)
            tables = self._tables(cursor, prefix_of(run_id))
        folders = (run_dir / "tables", run_dir / "parquet")
        paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
        files = seal_files(run_dir, paths)
        write_manifest(run_dir, {**about, "files": files, "tables": tables})

    # --- what is published ---

    def switch_to(self, run_id: str) -> None:
        """Publish a sealed run: its rows replace those of the published one in one transaction."""
        prefix = prefix_of(run_id)
        statements = []
        for name, column in ((_TABLES, "table_namespace"), (_NAMESPACES, "namespace")):
            columns = _columns(name)
            copied = [f"substr({c}, {len(prefix) + 1})" if c == column else c for c in columns]
            statements += [
                f"delete from {name} where {_OWN} and {column} in {SCHEMAS}",
                f"insert into {name} ({', '.join(columns)}) select {', '.join(copied)} "
                f"from {name} where {_OWN} and {column} in {tuple(prefix + s for s in SCHEMAS)}",
            ]
        with connected() as connection, connection.cursor() as cursor:
            cursor.execute("; ".join(statements))  # one message, one transaction

    def damage(self, run_id: str, *, thorough: bool) -> list[str]:
        """Return what is wrong with a run's rows in the catalogue and with its files."""
        run_dir = self.run_dir(run_id)
        manifest = read_manifest(run_dir)
        if manifest is None:
            return [f"{run_dir / MANIFEST} is missing or damaged"]
        with connected() as connection, connection.cursor() as cursor:
            prefixes = [prefix_of(run_id)]
            prefixes += [""] if self.run_of(cursor, SCHEMAS[0]) == run_id else []
            found = [
                f"the catalogue does not hold {prefix}{name} as the run wrote it"
                for prefix in prefixes
                for name, pointer in manifest["tables"].items()
                if self._tables(cursor, prefix).get(name) != pointer
            ]
        return found + damaged_files(run_dir, manifest["files"], thorough=thorough)

    @contextmanager
    def open_published(self) -> Iterator[Query]:
        """Open the Parquet files of what is published, so that reading it starts no Spark."""
        folder = self.run_dir(self.current_run() or "") / "parquet"
        with duckdb.connect() as connection:
            for path in sorted(folder.glob("*/*.parquet")):
                schema, file = path.parent.name, str(path).replace("'", "''")
                connection.execute(f'create schema if not exists "{schema}"')
                connection.execute(
                    f'create view "{schema}"."{path.stem}" as from read_parquet(\'{file}\')'
                )

            def query(sql: str) -> list[dict[str, Any]]:
                rows = connection.execute(sql)
                names = [column[0] for column in rows.description]
                return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]

            yield query

    # --- rows of the catalogue ---

    def run_of(self, cursor: Any, schema: str) -> str | None:
        """Return the run of a schema, from its property."""
        if not _is_there(cursor):
            return None
        cursor.execute(
            f"select property_value from {_NAMESPACES} where {_OWN} and namespace = %s "
            "and property_key = 'run'",
            (schema,),
        )
        found = cursor.fetchone()
        return found[0] if found else None

    def schemas_like(self, cursor: Any, prefix: str) -> list[str]:
        """Return the schemas whose names begin with a prefix."""
        if not _is_there(cursor):
            return []
        cursor.execute(
            f"select table_namespace from {_TABLES} where {_OWN} union "
            f"select namespace from {_NAMESPACES} where {_OWN} order by 1"
        )
        return [name for (name,) in cursor.fetchall() if name.startswith(prefix)]

    def drop(self, cursor: Any, prefix: str) -> None:
        """Delete the rows of the schemas whose names begin with a prefix; no file is touched."""
        for name, column in ((_TABLES, "table_namespace"), (_NAMESPACES, "namespace")):
            cursor.execute(
                f"delete from {name} where {_OWN} and starts_with({column}, %s)", (prefix,)
            )

    def name(self, cursor: Any, run_id: str) -> None:
        """Name the schemas of the candidate after its run, all of them or none."""
        statements = [
            f"update {name} set {column} = "
            f"'{prefix_of(run_id)}' || substr({column}, {len(CANDIDATE) + 1}) "
            f"where {_OWN} and starts_with({column}, '{CANDIDATE}')"
            for name, column in ((_TABLES, "table_namespace"), (_NAMESPACES, "namespace"))
        ]
        statements.append(
            f"insert into {_NAMESPACES} select '{CATALOGUE}', namespace, 'run', '{run_id}' "
            f"from {_NAMESPACES} where {_OWN} and starts_with(namespace, '{prefix_of(run_id)}') "
            "group by namespace having not bool_or(property_key = 'run')"
        )
        cursor.execute("; ".join(statements))  # one message, one transaction

    def _pointers(self, cursor: Any, schema: str) -> dict[str, str]:
        """Return where the metadata of each table of a schema lies."""
        cursor.execute(
            f"select table_name, metadata_location from {_TABLES} "
            f"where {_OWN} and table_namespace = %s order by 1",
            (schema,),
        )
        return dict(cursor.fetchall())

    def _tables(self, cursor: Any, prefix: str) -> dict[str, str]:
        """Return where the metadata of each table of some published schemas lies."""
        return {
            f"{schema}.{table}": pointer
            for schema in SCHEMAS
            for table, pointer in self._pointers(cursor, prefix + schema).items()
        }


def _columns(name: str) -> list[str]:
    """Return the columns of a table of the catalogue."""
    return re.findall(r"(\w+) varchar", _CATALOGUE_TABLES[name])


def _is_there(cursor: Any) -> bool:
    """Whether the catalogue was made."""
    cursor.execute("select to_regclass(%s) is not null", (_NAMESPACES,))
    return bool(cursor.fetchone()[0])


def _host() -> str:
    """Return host and port of the catalogue's server; Java does not reach a socket."""
    found = variables()
    host = "127.0.0.1" if found["PGHOST"].startswith("/") else found["PGHOST"]
    return f"{host}:{found['PGPORT']}"


def _database() -> str:
    return variables()["PROVINCIAL_TARGETS_PGDATABASE"]
