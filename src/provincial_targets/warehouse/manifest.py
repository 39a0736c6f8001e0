"""The manifest of a run: which code and inputs it was built from, and what it wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from provincial_targets.warehouse.files import write_whole

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
