"""Replace several files, all or none, even when the process is killed in between.

The new files are written to `.ingest/` in the project and put on the disk; then one rename writes
`.ingest/decided.json`, and from then on they count. The renames into place follow. Whoever starts
next, an ingest or a run, calls `finish`: it completes what was decided and clears away the rest.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.files import sha256, sync, write_whole

_FOLDER = ".ingest"
_DECISION = "decided.json"


def replace_all(project_dir: Path, files: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Replace the content of files.

    Args:
        project_dir: The project.
        files: Content as it was read and as it shall be, by path relative to the project.

    Raises:
        Stop: A file was edited since it was read; nothing was replaced.
        OSError: Nothing was replaced (no space, no permission); or the process could not go on
            after the decision, and `finish` will.
    """
    folder = project_dir / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / ".gitignore").write_text("*\n", "utf-8")
    decision = []
    for number, (file, (before, content)) in enumerate(sorted(files.items())):
        target = project_dir / file
        if target.read_bytes() != before:
            raise Stop(
                Exit.BAD_INPUT, f"{file} was edited meanwhile. Nothing was changed; start again."
            )
        staged = folder / str(number)
        staged.write_bytes(content)
        sync(staged)
        shutil.copymode(target, staged)
        # Fail before the first rename if a folder cannot be written to.
        if not os.access(target.parent, os.W_OK):
            raise PermissionError(13, "Permission denied", str(target.parent))
        decision.append(
            {
                "file": file,
                "staged": staged.name,
                "before": sha256(before),
                "after": sha256(content),
            }
        )
    write_whole(folder / _DECISION, json.dumps(decision, indent=2).encode())
    finish(project_dir)


def is_pending(project_dir: Path) -> bool:
    """Whether a killed `ingest` left something to complete or to clear away."""
    return (project_dir / _FOLDER).is_dir()


def finish(project_dir: Path) -> list[str]:
    """Complete or clear away what a killed `ingest` left; call it before the seeds are read.

    Returns:
        The files replaced now; empty where nothing was pending.

    Raises:
        Stop: A file was edited in between; replacing it would lose that edit.
        OSError: A file cannot be replaced; nothing is lost, and the next call tries again.
    """
    folder = project_dir / _FOLDER
    if not folder.is_dir():
        return []
    replaced = []
    if (folder / _DECISION).is_file():
        decision = json.loads((folder / _DECISION).read_text("utf-8"))
        pending = [step for step in decision if (folder / step["staged"]).exists()]
        for step in pending:
            found = sha256((project_dir / step["file"]).read_bytes())
            if found not in (step["before"], step["after"]):
                raise Stop(
                    Exit.BAD_INPUT,
                    f"{step['file']} was edited after an ingest that was cut short. "
                    f"Restore it (git checkout {step['file']}) and start again to complete the "
                    f"ingest, or delete the folder {_FOLDER} and restore all seeds to drop it.",
                )
        for step in pending:
            target = project_dir / step["file"]
            os.replace(folder / step["staged"], target)
            sync(target.parent)
            replaced.append(step["file"])
        # Delete the decision first: without it the rest of the folder is ignored.
        os.unlink(folder / _DECISION)
        sync(folder)
    shutil.rmtree(folder)
    return replaced
