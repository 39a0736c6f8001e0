"""`make` installs from the index of packages that pip is told to use, such as a mirror."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from helpers.small import PROJECT

MIRROR = "https://mirror.example.org/simple"


@pytest.mark.parametrize(
    ("variables", "index"),
    [
        ({}, ""),
        ({"PIP_CONFIG_FILE": "pip.conf"}, MIRROR),
        ({"PIP_INDEX_URL": f"{MIRROR}/2", "PIP_CONFIG_FILE": "pip.conf"}, f"{MIRROR}/2"),
        ({"UV_DEFAULT_INDEX": f"{MIRROR}/3", "PIP_INDEX_URL": MIRROR}, f"{MIRROR}/3"),
    ],
    ids=["none", "a file", "a variable", "a variable of uv"],
)
def test_make_passes_on_the_index_of_pip(
    tmp_path: Path, variables: dict[str, str], index: str
) -> None:
    config = tmp_path / "pip.conf"
    config.write_text(f"[global]\nindex-url = {MIRROR}\nextra-index-url = https://other\n", "utf-8")
    told = {
        name: str(config) if name == "PIP_CONFIG_FILE" else value
        for name, value in variables.items()
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("UV_DEFAULT_INDEX", "PIP_INDEX_URL", "PIP_CONFIG_FILE")
    }

    done = subprocess.run(
        ["make", "--dry-run", "--always-make", ".venv-iceberg/installed"],
        cwd=PROJECT,
        env={**kept, "PIP_CONFIG_FILE": os.devnull, **told},
        capture_output=True,
        text=True,
        check=True,
    )

    assert f'UV_DEFAULT_INDEX="{index}" .uv/bin/uv pip install' in done.stdout
