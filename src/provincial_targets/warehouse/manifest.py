"""Seal a run's files with a manifest, and tell later whether they are still the same."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from provincial_targets.warehouse.paths import DATABASE, MANIFEST, sync

_READ_ONLY = 0o444


def seal(run_dir: Path, about: dict[str, Any]) -> None:
    """Write the manifest of a finished run: `about`, and size, time and digest of each file.

    The files become read-only: who opens the database to write would lock out everybody else.
    Everything is on the disk when this returns.
    """
    files = {}
    for path in _published(run_dir):
        path.chmod(_READ_ONLY)
        sync(path)
        state = path.stat()
        files[path.relative_to(run_dir).as_posix()] = {
            "size": state.st_size,
            "mtime_ns": state.st_mtime_ns,
            "sha256": _sha256(path),
        }
    for folder in {path.parent for path in _published(run_dir)}:
        sync(folder)
    write_manifest(run_dir, {**about, "files": files})


def write_manifest(run_dir: Path, content: dict[str, Any]) -> None:
    """Write a run's manifest, whole."""
    temporary = run_dir / f".{MANIFEST}"
    temporary.write_text(json.dumps(content, indent=1), "utf-8")
    sync(temporary)
    temporary.replace(run_dir / MANIFEST)
    sync(run_dir)


def read_manifest(run_dir: Path) -> dict[str, Any] | None:
    """Return a run's manifest, or None where it has none that can be read."""
    try:
        content = json.loads((run_dir / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("files") else None


def damage(run_dir: Path, *, thorough: bool) -> list[str]:
    """Return what is wrong with a run's files, one line each; an empty list for a whole run.

    Args:
        run_dir: The run's directory.
        thorough: Compare every byte; otherwise a file of unchanged size and time is trusted.
    """
    manifest = read_manifest(run_dir)
    if manifest is None:
        return [f"{run_dir / MANIFEST} is missing or damaged"]
    found = []
    for name, sealed in manifest["files"].items():
        path = run_dir / name
        try:
            state = path.stat()
            same_size = state.st_size == sealed["size"]
            untouched = state.st_mtime_ns == sealed["mtime_ns"] and not thorough
            whole = same_size and (untouched or _sha256(path) == sealed["sha256"])
        except OSError as error:
            found.append(f"{path}: {os.strerror(error.errno or 0)}")
            continue
        if not whole:
            found.append(f"{path} is not what the run wrote")
    if (run_dir / f"{DATABASE}.wal").exists():
        found.append(f"{run_dir / DATABASE}.wal: somebody wrote to the published database")
    return found


def _published(run_dir: Path) -> list[Path]:
    return [run_dir / DATABASE, *sorted((run_dir / "parquet").rglob("*.parquet"))]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
