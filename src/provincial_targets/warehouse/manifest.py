"""The manifest of a run: which code and inputs it was built from, and what it wrote."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from provincial_targets.warehouse.files import sha256_of_file, sync, write_whole

MANIFEST = "manifest.json"


def write_manifest(run_dir: Path, content: dict[str, Any]) -> None:
    """Write a run's manifest, whole."""
    write_whole(run_dir / MANIFEST, json.dumps(content, indent=1).encode())


def read_manifest(run_dir: Path) -> dict[str, Any] | None:
    """Return a run's manifest, or None where it has none that can be read."""
    try:
        content = json.loads((run_dir / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("files") else None


def seal_files(run_dir: Path, paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return size, time and digest of each file of a run, once it is on the disk."""
    files, folders = {}, set()
    for path in paths:
        sync(path)
        state = path.stat()
        files[path.relative_to(run_dir).as_posix()] = {
            "size": state.st_size,
            "mtime_ns": state.st_mtime_ns,
            "sha256": sha256_of_file(path),
        }
        folders.add(path.parent)
    for folder in folders:
        sync(folder)
    return files


def damaged_files(run_dir: Path, files: dict[str, Any], *, thorough: bool) -> list[str]:
    """Return what is wrong with a run's files, one line each.

    Args:
        run_dir: The directory of the run.
        files: What `seal_files` returned.
        thorough: Compare every byte; otherwise a file of unchanged size and time is trusted.
    """
    found = []
    for name, sealed in files.items():
        path = run_dir / name
        try:
            state = path.stat()
            same_size = state.st_size == sealed["size"]
            untouched = state.st_mtime_ns == sealed["mtime_ns"] and not thorough
            whole = same_size and (untouched or sha256_of_file(path) == sealed["sha256"])
        except OSError as error:
            found.append(f"{path}: {os.strerror(error.errno or 0)}")
            continue
        if not whole:
            found.append(f"{path} is not what the run wrote")
    return found
