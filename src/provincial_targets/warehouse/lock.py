"""One writer at a time: a lock of the kernel, which a killed process cannot leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import records
from provincial_targets.warehouse.paths import Paths


@contextmanager
def hold(paths: Paths) -> Iterator[None]:
    """Hold a warehouse's lock; do not wait for it.

    Raises:
        Stop: Somebody else holds it.
        OSError: The warehouse cannot be written to.
    """
    paths.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(paths.root / "lock", fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise Stop(Exit.BUSY, _who(paths)) from None
    try:
        yield
    finally:
        lock.release()


def _who(paths: Paths) -> str:
    running = [r for r in records.newest(paths, 1) if r.result == records.RUNNING]
    what = f" ({running[0].run_id}, process {running[0].pid})" if running else ""
    return f"another run is in progress{what}; nothing was started. Try again when it has ended."
