"""Write all exports of the published run beside each other, and switch to them in one rename."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from provincial_targets.export import catalog, datapackage, sdmx_messages, workbook
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import write_errors
from provincial_targets.warehouse.engines.base import Warehouse
from provincial_targets.warehouse.files import let_others_read, replace_link
from provincial_targets.warehouse.manifest import read_manifest
from provincial_targets.warehouse.paths import DATABASE

PACKAGE = "datapackage"
WORKBOOK = "provincial_targets.xlsx"
SDMX = "sdmx"


def export(warehouse: Warehouse) -> list[Path]:
    """Export the published run.

    Args:
        warehouse: The warehouse whose published run is exported.

    Returns:
        The data package's folder, the workbook and the folder of SDMX messages.

    Raises:
        Stop: Nothing is published, or the exports cannot be written.
    """
    run_id = warehouse.current_run()
    about = read_manifest(warehouse.run_dir(run_id)) if run_id else None
    if run_id is None or about is None:
        raise Stop(Exit.NOTHING_TO_SHOW, "nothing is published; run 'make build'")
    run_dir = warehouse.run_dir(run_id)
    exports = warehouse.root / "exports"
    try:
        with let_others_read():
            exports.mkdir(exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=f"{run_id}-", dir=exports))
            folder.chmod(0o755)
            with duckdb.connect(str(run_dir / DATABASE), read_only=True) as connection:
                tables = catalog.read(connection)
                datapackage.write(folder / PACKAGE, connection, tables, run_dir / "parquet", about)
                workbook.write(folder / WORKBOOK, connection, tables, about)
                sdmx_messages.write(folder / SDMX, connection, tables, about)
            return _switch(warehouse, exports, folder)
    except OSError as error:
        raise write_errors.as_stop(warehouse, error) or error from error


def _switch(warehouse: Warehouse, exports: Path, folder: Path) -> list[Path]:
    """Point the stable paths at the new exports and delete the old ones."""
    replace_link(exports / "current", folder.name)
    published = []
    for name in (PACKAGE, WORKBOOK, SDMX):
        path = warehouse.root / name
        replace_link(path, f"exports/current/{name}")
        published.append(path)
    for old in exports.iterdir():
        if old.is_dir() and not old.is_symlink() and old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return published
