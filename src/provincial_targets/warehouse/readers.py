"""What users other than the owner may read: what is published, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READ_AND_ENTER = 0o055
_ENTER = 0o001


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
