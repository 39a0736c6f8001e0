"""The documents of files, folders and archives, one by one, each with its text or why not."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from provincial_targets.checks.problems import Problem
from provincial_targets.read import texts
from provincial_targets.read.texts import Unreadable
from provincial_targets.terminal.encoding import name_of

MAX_FILE_BYTES = 50 * 1024 * 1024
"""A work report is under 1 MB; one with pictures, under 20."""
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""All of an archive, unpacked; 62 reports as Word files are 3 MB."""
MAX_MEMBERS = 2_000

_LOOK = "Look at the file; keep the text only."


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document as a person reads it.

    Attributes:
        name: Its file, with the archive it is in.
        paragraphs: Its text.
    """

    name: str
    paragraphs: list[str]


def read_documents(paths: Iterable[Path]) -> Iterator[Document | Problem]:
    """Yield what each path holds: its documents, and a problem for what cannot be read.

    Args:
        paths: Files, archives and folders; hidden files in a folder are passed over.
    """
    for path in paths:
        if path.is_dir():
            files = sorted(
                Path(folder, file)
                for folder, _, names in os.walk(path)
                for file in names
                if not file.startswith((".", "~$"))
            )
            if not files:
                yield _problem(name_of(path), "a folder without files", "Name another.")
            for file in files:
                yield from _read_file(file)
        else:
            yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Document | Problem]:
    name = name_of(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield _problem(name, "no file that can be read", "Name a file or a folder.")
            return
        if status.st_size > MAX_FILE_BYTES:
            yield _problem(name, _too_large(status.st_size, MAX_FILE_BYTES), _LOOK)
            return
        content = path.read_bytes()
    except OSError as error:
        yield _problem(
            name, f"it cannot be read: {error.strerror}", "Check its name and permissions."
        )
        return
    if texts.is_archive(content):
        yield from _read_archive(name, content)
    else:
        yield _read(name, content)


def _read_archive(name: str, content: bytes) -> Iterator[Document | Problem]:
    """Yield the documents of a zip file; an archive in it is not opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield _problem(name, "a damaged zip file", "Get it again, whole.")
        return
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        yield _problem(name, f"an archive of {len(members):,} files", _LOOK)
    elif unpacked > MAX_UNPACKED_BYTES:
        yield _problem(name, _too_large(unpacked, MAX_UNPACKED_BYTES, "unpacked"), _LOOK)
    elif not members:
        yield _problem(name, "an empty archive", "Name another.")
    else:
        for member in sorted(members, key=_name_of_member):
            inner = _name_of_member(member)
            if not inner.rpartition("/")[2].startswith((".", "~$")) and "__MACOSX/" not in inner:
                yield _read_member(f"{name}: {inner}", archive, member)


def _read_member(
    name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo
) -> Document | Problem:
    if member.flag_bits & 0x1:
        return _problem(name, "it has a password", "Unpack it, and name the folder.")
    if member.file_size > MAX_FILE_BYTES:
        return _problem(name, _too_large(member.file_size, MAX_FILE_BYTES), _LOOK)
    try:
        content = archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        return _problem(name, "it is damaged in the archive", "Get the archive again, whole.")
    if texts.is_archive(content):
        return _problem(name, "an archive in an archive", "Unpack the outer one.")
    return _read(name, content)


def _name_of_member(member: zipfile.ZipInfo) -> str:
    """Return the name; Windows writes Chinese ones in GBK and does not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _read(name: str, content: bytes) -> Document | Problem:
    try:
        return Document(name=name, paragraphs=texts.paragraphs(content))
    except Unreadable as fault:
        return _problem(name, fault.message, fault.remedy)


def _problem(name: str, message: str, remedy: str) -> Problem:
    return Problem(file=name, row=None, column=None, value=None, message=message, remedy=remedy)


def _too_large(size: int, limit: int, what: str = "") -> str:
    found = f"{size / 2**20:,.0f} MB{' ' if what else ''}{what}"
    return f"{found}; at most {limit // 2**20} MB are expected"
