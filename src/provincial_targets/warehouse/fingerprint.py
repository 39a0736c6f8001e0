"""Digests of the input files and of the code, which decide what a warehouse holds."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from provincial_targets import __version__
from provincial_targets.checks import outside
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.files import sha256, sha256_of_file

# Everything else (docs, tests of Python, analyses) changes nothing in what is published.
_CODE = (
    "dbt_project.yml",
    "requirements.lock",
    "profiles/**/*.yml",
    "models/**/*",
    "macros/**/*",
    "tests/generic/**/*",
    "tests/singular/**/*",
    "seeds/**/*.yml",
    "gx/**/*",
    "src/provincial_targets/**/*.py",
    "src/provincial_targets/**/*.sql",
    "src/provincial_targets/**/*.md",
)


@dataclass(frozen=True)
class Input:
    """One input file.

    Attributes:
        file: Path relative to the project; of a file outside, its whole path.
        rows: Lines below the header, or rows of a Parquet file.
        sha256: Digest of its bytes.
        state: Of a file outside, what changes whenever its bytes do; None where that cannot be
            relied upon.
    """

    file: str
    rows: int
    sha256: str
    state: str | None = None


def inputs(project_dir: Path, known: Iterable[dict[str, Any]] = ()) -> list[Input]:
    """Return every seed, or the files outside that replace it, with rows and digest, by path.

    Args:
        project_dir: The project.
        known: The inputs that an earlier run recorded; a file outside whose state is still the same
            is not read again.

    Raises:
        Stop: Files outside are missing or cannot be read.
    """
    places = outside.locations(project_dir)
    found = _outside(places, known)
    for path in sorted((project_dir / "seeds").rglob("*.csv")):
        if path.stem in places:
            continue
        content = path.read_bytes()
        lines = content.count(b"\n") + (not content.endswith(b"\n"))
        found.append(
            Input(
                path.relative_to(project_dir).as_posix(),
                max(lines - 1, 0),
                sha256(content),
            )
        )
    return found


_SETTLED_NS = 2_000_000_000
"""Age of a change from which on another one is sure to show another time."""


def _outside(places: dict[str, str], known: Iterable[dict[str, Any]]) -> list[Input]:
    """Return the files outside, and read those that have changed since they were recorded."""
    recorded = {entry["file"]: Input(**entry) for entry in known if entry.get("state")}
    found = []
    for location in places.values():
        files = outside.files(location)
        if not files:
            raise Stop(
                Exit.BAD_INPUT,
                f"dbt_project.yml: inputs_from: no file matches {location}. Correct the pattern, "
                "or put the file there.",
            )
        for file in sorted(files):
            try:
                state = _state(Path(file))
                old = recorded.get(file)
                if old is None or old.state != state:
                    old = Input(file, outside.row_count(file), sha256_of_file(Path(file)), state)
            except (OSError, duckdb.Error) as error:
                why = getattr(error, "strerror", None) or " ".join(str(error).split())
                raise Stop(
                    Exit.BAD_INPUT, f"{file}: cannot be read: {why}. Restore it, then run again."
                ) from error
            found.append(old)
    return found


def _state(path: Path) -> str | None:
    """Return size, times and number of a file.

    Whoever writes a file can set back the time of its content, as copying with times does, but not
    the time at which the file was last changed in any way. Two changes within the resolution of
    that time look the same; so a file that was changed just now has no state yet.
    """
    state = path.stat()
    if time.time_ns() - state.st_ctime_ns < _SETTLED_NS:
        return None
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def of_inputs(files: Iterable[Input]) -> str:
    """Return one digest for all inputs."""
    return _digest((file.file, file.sha256) for file in files)


def of_code(project_dir: Path) -> str:
    """Return one digest for the project's code."""
    files = {path for pattern in _CODE for path in project_dir.glob(pattern) if path.is_file()}
    return _digest(
        (path.relative_to(project_dir).as_posix(), sha256(path.read_bytes()))
        for path in sorted(files)
    )


def code_version(code_fingerprint: str) -> str:
    """Return the version with the start of the code's digest."""
    return f"{__version__}+{code_fingerprint[:8]}"


def _digest(parts: Iterable[tuple[str, str]]) -> str:
    # A file name that is not UTF-8 is reported later, in words.
    lines = (f"{name}\0{value}\n".encode(errors="surrogateescape") for name, value in parts)
    return sha256(b"".join(lines))
