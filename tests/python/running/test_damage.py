from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse
from provincial_targets.warehouse.paths import DATABASE
from provincial_targets.warehouse.records import PUBLISHED

from helpers.made_up import warehouse_with


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    warehouse = warehouse_with(tmp_path, PUBLISHED)
    return warehouse.run_dir(warehouse.run_ids()[0])


def damage(run_dir: Path, *, thorough: bool) -> list[str]:
    return DuckdbWarehouse(run_dir.parents[1]).damage(run_dir.name, thorough=thorough)


def _overwrite_one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    _replace(path, bytes(content))


def _replace(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def _damages() -> dict[str, Callable[[Path], None]]:
    told = Path("parquet") / "marts" / "told.parquet"
    return {
        "a byte of the database": lambda run: _overwrite_one_byte(run / DATABASE),
        "a byte of a Parquet file": lambda run: _overwrite_one_byte(run / told),
        "half of the database": lambda run: _replace(
            run / DATABASE, (run / DATABASE).read_bytes()[:100]
        ),
        "the database": lambda run: (run / DATABASE).unlink(),
        "a Parquet file": lambda run: (run / told).unlink(),
        "the manifest": lambda run: (run / "manifest.json").unlink(),
        "half of the manifest": lambda run: (run / "manifest.json").write_text(
            '{"files": {', "utf-8"
        ),
        "a write-ahead log beside it": lambda run: (run / f"{DATABASE}.wal").write_bytes(b"x"),
    }


def test_what_was_sealed_is_whole(sealed: Path) -> None:
    assert damage(sealed, thorough=False) == []
    assert damage(sealed, thorough=True) == []


@pytest.mark.parametrize("what", _damages())
@pytest.mark.parametrize("thorough", [False, True])
def test_every_damage_is_seen(sealed: Path, what: str, thorough: bool) -> None:
    _damages()[what](sealed)
    (found,) = damage(sealed, thorough=thorough)
    assert str(sealed) in found


def test_a_byte_changed_without_a_trace_is_seen_by_a_thorough_look(sealed: Path) -> None:
    path = sealed / DATABASE
    before = path.stat()
    _overwrite_one_byte(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert damage(sealed, thorough=False) == []
    assert len(damage(sealed, thorough=True)) == 1


def test_a_restored_copy_with_other_times_is_whole(sealed: Path) -> None:
    for path in sealed.rglob("*.*"):
        os.utime(path, (0, 0))
    assert damage(sealed, thorough=False) == []


def test_sealed_files_are_read_only(sealed: Path) -> None:
    assert (sealed / DATABASE).stat().st_mode & 0o222 == 0
