"""Write files so that a crash cannot tear them, compute digests, and let other users read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READ_AND_ENTER = 0o055
_ENTER = 0o001
_BLOCK_BYTES = 1 << 20


def sync(path: Path) -> None:
    """Put a file's content, or a folder's entries, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file by a rename, so that it holds the old content or the new one, never a part."""
    temporary = _temporary(path)
    try:
        temporary.write_bytes(content)
        sync(temporary)
        temporary.replace(path)
        sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def replace_link(path: Path, target: str) -> None:
    """Make `path` a link to `target` by a rename, so that it is at no moment missing."""
    temporary = _temporary(path)
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(path)
    sync(path.parent)


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def sha256(content: bytes) -> str:
    """Return the digest of a content."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the digest of a file's content, read block by block."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def let_others_read() -> Iterator[None]:
    """Write files that everybody may read; the umask decides only who may write them."""
    umask = os.umask(0)
    os.umask(umask & ~_READ_AND_ENTER)
    try:
        yield
    finally:
        os.umask(umask)


def closed_to_others(path: Path) -> Path | None:
    """Return the first folder on the way to a file that only its owner or group may enter."""
    for folder in reversed(path.resolve().parents):
        if not folder.stat().st_mode & _ENTER:
            return folder
    return None
