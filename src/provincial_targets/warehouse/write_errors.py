"""Tell a disk that cannot be written to from a fault of the program."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.paths import Warehouse

_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG}
FAULT = re.compile(
    r"No space left on device|Disk quota exceeded|Read-only file system|File too large"
    r"|Permission denied|Operation not permitted|Could not write all bytes",
    re.IGNORECASE,
)
"""What DuckDB and dbt, who wrap the system's error in their own, say of such a disk."""
_TORN = re.compile("not a valid DuckDB database file")
_FULL = 16 << 20
"""Bytes free below which a database that could not be begun tells of a full disk."""


def write_fault(warehouse: Warehouse, error: BaseException) -> Stop | None:
    """Return what to tell the user where `error`, or its cause, is that disk or server refused."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in _ERRNOS:
            return _stop(warehouse, str(seen.strerror))
        if stop := warehouse.refusal(str(seen)):
            return stop
        if match := FAULT.search(str(seen)):
            return _stop(warehouse, match[0])
        # dbt opens the file a second time after the first try failed, and tells only of the second.
        if _TORN.search(str(seen)) and _is_full(warehouse):
            return _stop(warehouse, "No space left on device")
        seen = seen.__cause__ or seen.__context__
    return None


def _free(warehouse: Warehouse) -> int | None:
    """Return the bytes free, where that can be known."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(warehouse.root).free
    return None


def _is_full(warehouse: Warehouse) -> bool:
    free = _free(warehouse)
    return free is not None and free < _FULL


def _stop(warehouse: Warehouse, why: str) -> Stop:
    free = _free(warehouse)
    room = "" if free is None else f" ({free >> 20:,} MB free)"
    return Stop(
        Exit.CANNOT_WRITE,
        f"cannot write to {warehouse.root}: {why}{room}; what is published stays as it was. "
        "Make room or give permission, then run again.",
    )
