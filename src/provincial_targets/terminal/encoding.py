"""Work in every locale: read and write files as UTF-8, and print in the terminal's encoding."""

from __future__ import annotations

import codecs
import contextlib
import io
import locale
import os
import sys
from pathlib import Path


def use_utf8() -> None:
    """Start this command again in Python's UTF-8 mode where the locale has another encoding.

    dbt, among others, reads files in the locale's encoding; the mode can only be set at the start
    of an interpreter. It passes to the children of this process.
    """
    is_second_start = os.environ.get("PYTHONUTF8") == "1"
    os.environ["PYTHONUTF8"] = "1"
    is_utf8 = codecs.lookup(locale.getpreferredencoding(do_setlocale=False)).name == "utf-8"
    if not (is_utf8 or is_second_start):
        # As an option too: the variable has no effect on an interpreter started with -E or -I.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def escape_what_cannot_be_shown() -> None:
    """Print in the encoding of the locale, and escape the characters that it does not have.

    Python prints UTF-8 in its UTF-8 mode, whatever the terminal shows, and elsewhere raises an
    exception for such a character. PYTHONIOENCODING takes precedence, and a locale that names only
    ASCII (C, POSIX, one that is not installed) leaves UTF-8.
    """
    in_ascii = ("ANSI_X3.4-1968", "US-ASCII")  # as Linux and macOS call it
    encoding: str | None = locale.nl_langinfo(locale.CODESET)
    if os.environ.get("PYTHONIOENCODING") or encoding in in_ascii:
        encoding = None
    for stream in (sys.stdout, sys.stderr):
        _set(stream, encoding)


def print_json(stream: object) -> None:
    """Print UTF-8, as readers of JSON expect; a terminal keeps its own encoding."""
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        _set(stream, "utf-8")


def name_of(path: Path) -> str:
    """Return a path as the locale reads its bytes, where they are not UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode(locale.nl_langinfo(locale.CODESET), "backslashreplace")
    return str(path)


def _set(stream: object, encoding: str | None) -> None:
    if isinstance(stream, io.TextIOWrapper):  # None where the caller closed it
        # Python lacks a few encodings, and a replaced descriptor may not support the call.
        with contextlib.suppress(LookupError, OSError):
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
