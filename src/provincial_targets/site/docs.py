"""The dbt documentation as one page: every table and column, and the lineage between them.

It is made from dbt's page, the manifest of the run and the columns of the database. `dbt docs
generate` would parse and compile the project again and lock the published database for writing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from provincial_targets.terminal.exits import Exit, Stop

_MENDED = {
    # Before Angular fills this in, a browser logs hundreds of errors about the address.
    'xlink:href="{{': 'ng-attr-xlink:href="{{',
    # dbt's package lacks the icon of its page.
    "${require('./assets/favicons/favicon.ico')}": "../assets/icon.svg",
}
_COLUMNS = """
select t.schema_name, t.table_name, t.comment, c.column_name, c.data_type, c.column_index, c.comment
from (
    select schema_name, table_name, comment from duckdb_tables()
    union all
    select schema_name, view_name, comment from duckdb_views() where not internal
) as t
join duckdb_columns() as c using (schema_name, table_name)
order by all
"""


def write(project_dir: Path, manifest: Path, database: Path, target: Path) -> None:
    """Write the documentation of a warehouse.

    Args:
        project_dir: The dbt project; its path and the manifest's are kept out of the page.
        manifest: The manifest that dbt wrote when it built the database.
        database: The documented database; it is only read.
        target: The HTML file.

    Raises:
        Stop: The manifest does not exist.
    """
    from dbt.task.docs import DOCS_INDEX_FILE_PATH

    try:
        described = json.loads(manifest.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop(
            Exit.NOTHING_TO_SHOW,
            f"no {manifest}, from which the documentation is made: run 'make build ARGS=--force', "
            "or leave it out with --no-docs.",
        ) from error
    # The page must not show who built it, and where.
    described["metadata"].update(user_id=None, invocation_id=None, env={})
    # With this the page would load a script that counts its readers from elsewhere.
    described["metadata"]["send_anonymous_usage_stats"] = False
    page = Path(DOCS_INDEX_FILE_PATH).read_text(encoding="utf-8")
    for theirs, ours in _MENDED.items():
        page = page.replace(theirs, ours)
    page = page.replace(
        '"MANIFEST.JSON INLINE DATA"', _script(described, manifest.parent, project_dir)
    )
    page = page.replace('"CATALOG.JSON INLINE DATA"', _script(_catalog(described, database)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")


def _script(value: Any, *hidden: Path) -> str:
    """Return JSON that cannot end the script element around it, without the paths in `hidden`."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    for folder in hidden:
        text = text.replace(str(folder), ".")
    return text


def _catalog(manifest: dict[str, Any], database: Path) -> dict[str, Any]:
    """Return the tables and columns of the database, in the form of dbt's catalog."""
    import duckdb

    names = {
        (node["schema"], node.get("alias") or node["name"]): name
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed", "snapshot")
    }
    nodes: dict[str, Any] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(_COLUMNS).fetchall()
    for schema, table, comment, column, kind, index, column_comment in rows:
        name = names.get((schema, table))
        if name is None:
            continue
        node = nodes.setdefault(
            name,
            {
                "unique_id": name,
                "metadata": {
                    "type": "BASE TABLE",
                    "schema": schema,
                    "name": table,
                    "database": manifest["nodes"][name]["database"],
                    "comment": comment,
                    "owner": None,
                },
                "columns": {},
                "stats": {},
            },
        )
        node["columns"][column] = {
            "type": kind,
            "index": index,
            "name": column,
            "comment": column_comment,
        }
    return {"metadata": manifest["metadata"], "nodes": nodes, "sources": {}, "errors": None}
