from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from provincial_targets import cli

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass
class Answer:
    """The exit code and output of the command."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(self.out)
        return result

    @property
    def figures(self) -> list[dict[str, Any]]:
        (document,) = self.report["documents"]
        figures: list[dict[str, Any]] = document["figures"]
        return figures


Read = Callable[..., Answer]


@pytest.fixture
def read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Read:
    """Run `read` in a folder of its own, on the real seeds."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Answer:
        options: Sequence[str] = ("--project-dir", str(REPOSITORY), "--warehouse", "warehouse")
        monkeypatch.setattr(
            "sys.argv", ["provincial-targets", "read", *map(str, arguments), *options]
        )
        with pytest.raises(SystemExit) as stop:
            cli.main()
        said = capsys.readouterr()
        return Answer(int(stop.value.code or 0), said.out, said.err)

    return call
