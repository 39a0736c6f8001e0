"""How a command ends: the exit codes, and the exception that carries one to the shell."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command (docs/operations.md)."""

    OK = 0
    """Published, or nothing to do."""
    INTERNAL_ERROR = 1
    """A fault of the program; the traceback is in the log file."""
    USAGE = 2
    """Wrong options (click's own code)."""
    BAD_INPUT = 3
    """The input files did not pass their checks."""
    CHECKS_FAILED = 4
    """The candidate did not pass dbt or its output checks."""
    BUSY = 5
    """Another run holds the lock."""
    CANNOT_WRITE = 6
    """No space, no permission, or a read-only file system."""
    NOTHING_TO_SHOW = 7
    """No run is published, or the named run does not exist or is damaged."""
    STOPPED = 130
    """Stopped by Ctrl-C or SIGTERM."""


class Stop(Exception):
    """End the command with a message and a code, and no traceback.

    Attributes:
        code: The exit code.
        lines: What to tell the user, one line each.
    """

    def __init__(self, code: Exit, lines: str | Iterable[str]) -> None:
        """Carry `lines` (one text is one line) to the shell."""
        self.code = code
        self.lines = [lines] if isinstance(lines, str) else list(lines)
        super().__init__("\n".join(self.lines))

    def __reduce__(self) -> tuple[type[Stop], tuple[Exit, list[str]]]:
        """Keep code and lines when the exception passes from a process to its parent."""
        return type(self), (self.code, self.lines)
