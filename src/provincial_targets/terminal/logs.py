"""Logs: short lines or JSON lines on standard error, JSON lines in a file of limited size."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "provincial_targets"
log = logging.getLogger(NAME)
log.addHandler(logging.StreamHandler())


class _Progress:
    """A line on the terminal that the next line overwrites."""

    def __init__(self) -> None:
        self.shown = False
        self.wanted = False

    def show(self, text: str) -> None:
        if self.wanted:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
            self.shown = True

    def clear(self) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self.shown = False


progress = _Progress()


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.levelno >= logging.ERROR:
            # In colour only on a terminal, and not where NO_COLOR is set.
            in_colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
            word = "\x1b[31merror:\x1b[0m" if in_colour else "error:"
            return f"{word} {record.getMessage()}"
        return super().format(record)


class _Terminal(logging.StreamHandler):  # type: ignore[type-arg]
    def emit(self, record: logging.LogRecord) -> None:
        progress.clear()
        super().emit(record)


def start(log_format: str, *, quiet: bool = False) -> None:
    """Begin to log to standard error, as `text` or `json`; `quiet` leaves warnings and errors."""
    handler: logging.Handler = _Terminal(sys.stderr)
    if log_format == "json":
        handler.setFormatter(_json())
    else:
        handler.setFormatter(_Plain("%(asctime)s %(message)s", "%H:%M:%S"))
        progress.wanted = sys.stderr.isatty() and not quiet
    handler.setLevel(logging.WARNING if quiet else logging.INFO)
    handler.addFilter(lambda record: not getattr(record, "file_only", False))
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


def also_to(path: Path) -> None:
    """Log to a file too, where its folder exists and it can be written; old lines are dropped."""
    from logging.handlers import RotatingFileHandler

    with contextlib.suppress(OSError):
        handler = RotatingFileHandler(
            path, maxBytes=1 << 20, backupCount=2, encoding="utf-8", errors="backslashreplace"
        )
        handler.setFormatter(_json())
        handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk
        log.addHandler(handler)


def log_files() -> list[str]:
    """Return the files that are logged to."""
    return [handler.baseFilename for handler in log.handlers if hasattr(handler, "baseFilename")]


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        "{asctime}{levelname}{message}",
        style="{",
        rename_fields={"asctime": "time", "levelname": "level"},
        json_ensure_ascii=False,
        timestamp=False,
    )


class Phases:
    """How long each part of a run takes.

    Attributes:
        seconds: Duration of each phase, by name, without those within it.
    """

    def __init__(self) -> None:
        """Start with no phase."""
        self.seconds: dict[str, float] = {}
        self._within = 0.0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase, and log its duration."""
        progress.show(f"{name} …")
        began, around = time.monotonic(), self._within
        self._within = 0.0
        yield
        whole = time.monotonic() - began
        self.seconds[name] = round(whole - self._within, 2)
        self._within = around + whole
        log.info(
            "%s: %.1f s", name, self.seconds[name], extra={"phase": name, **_s(self.seconds[name])}
        )

    def counter(self, name: str) -> Callable[[int, int], None]:
        """Return a callback that shows how much of a phase is done."""
        return lambda number, total: progress.show(f"{name} … {number}/{total}")


def _s(seconds: float) -> dict[str, float]:
    return {"seconds": seconds}
