"""Find out whether an error means that the disk or the server refuses to write."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.base import Warehouse

_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG}
_REFUSED = re.compile(
    r"No space left on device|Disk quota exceeded|Read-only file system|File too large"
    r"|Permission denied|Operation not permitted|Could not write all bytes",
    re.IGNORECASE,
)
"""What DuckDB and dbt report of such a disk; their errors contain the system's error."""
_TORN = re.compile("not a valid DuckDB database file")
_FULL_BYTES = 16 << 20
"""With less space than this, a database that was not begun is a sign of a full disk."""


def is_refusal(warehouse: Warehouse, text: str) -> bool:
    """Whether an error's text says that the disk or the server refuses to write."""
    return _REFUSED.search(text) is not None or warehouse.refusal(text) is not None


def as_stop(warehouse: Warehouse, error: BaseException) -> Stop | None:
    """Return what to tell the user where `error` or its cause is such a refusal, else None."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in _ERRNOS:
            return _stop(warehouse, str(seen.strerror))
        if stop := warehouse.refusal(str(seen)):
            return stop
        if match := _REFUSED.search(str(seen)):
            return _stop(warehouse, match[0])
        # dbt opens the file again after the first try failed, and reports only the second error.
        if _TORN.search(str(seen)) and _is_full(warehouse):
            return _stop(warehouse, "No space left on device")
        seen = seen.__cause__ or seen.__context__
    return None


def _free_bytes(warehouse: Warehouse) -> int | None:
    """Return the space that is free, or None where the disk does not say."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(warehouse.root).free
    return None


def _is_full(warehouse: Warehouse) -> bool:
    free = _free_bytes(warehouse)
    return free is not None and free < _FULL_BYTES


def _stop(warehouse: Warehouse, why: str) -> Stop:
    free = _free_bytes(warehouse)
    room = "" if free is None else f" ({free >> 20:,} MB free)"
    return Stop(
        Exit.CANNOT_WRITE,
        f"cannot write to {warehouse.root}: {why}{room}; what is published stays as it was. "
        "Make room or give permission, then run again.",
    )
