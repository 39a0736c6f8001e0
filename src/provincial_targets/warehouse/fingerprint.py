"""Digests of the input files and of the code, which decide what a warehouse holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from provincial_targets import __version__
from provincial_targets.warehouse.files import sha256

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
        file: Path relative to the project.
        rows: Lines below the header.
        sha256: Digest of its bytes.
    """

    file: str
    rows: int
    sha256: str


def inputs(project_dir: Path) -> list[Input]:
    """Return every seed with its rows and digest, in order of path."""
    found = []
    for path in sorted((project_dir / "seeds").rglob("*.csv")):
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
