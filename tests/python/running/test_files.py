"""A file or a link that is replaced holds the old content or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from provincial_targets.warehouse import files


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(b"old")
    files.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["record.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["record.json"]


def test_a_link_is_replaced_also_where_a_killed_command_left_its_temporary_link(
    tmp_path: Path,
) -> None:
    (tmp_path / ".current.new").symlink_to("runs/lost")
    link = tmp_path / "current"
    link.symlink_to("runs/old")
    files.replace_link(link, "runs/new")
    assert os.readlink(link) == "runs/new"
    assert os.listdir(tmp_path) == ["current"]


def test_the_digest_of_a_file_is_that_of_its_content(tmp_path: Path) -> None:
    content = bytes(range(256)) * 9_000  # more than one block
    (tmp_path / "file").write_bytes(content)
    assert files.sha256_of_file(tmp_path / "file") == files.sha256(content)
