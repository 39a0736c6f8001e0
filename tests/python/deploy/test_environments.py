"""`make` installs as pip would: from its index, by its certificate, for users without a home."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from helpers.small import PROJECT

MIRROR = "https://mirror.example.org/simple"
TOLD = (
    *("PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT", "UV_DEFAULT_INDEX", "SSL_CERT_FILE"),
    *("UV_CACHE_DIR", "XDG_CACHE_HOME"),
)


def command(variables: dict[str, str]) -> str:
    """Return the command that would fill an environment, with only these of such variables."""
    kept = {name: value for name, value in os.environ.items() if name not in TOLD}
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", ".venv-iceberg/installed"],
        cwd=PROJECT,
        env={**kept, "PIP_CONFIG_FILE": os.devnull, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = [line for line in done.stdout.splitlines() if " pip install --quiet" in line]
    return line


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

    assert command(told).startswith(f'UV_DEFAULT_INDEX="{index}" ')


@pytest.mark.parametrize(
    ("variables", "certificate"),
    [
        ({}, ""),
        ({"PIP_CERT": "/its/ca.pem"}, 'SSL_CERT_FILE="/its/ca.pem" '),
        ({"PIP_CERT": "/its/ca.pem", "SSL_CERT_FILE": "/my.pem"}, 'SSL_CERT_FILE="/my.pem" '),
    ],
    ids=["the system's", "pip's", "everybody's"],
)
def test_make_passes_on_the_certificate_of_pip(variables: dict[str, str], certificate: str) -> None:
    assert command(variables).startswith(f'UV_DEFAULT_INDEX="" {certificate}.uv/bin/uv ')


def test_make_installs_without_a_cache_for_a_user_without_a_home(tmp_path: Path) -> None:
    assert ".uv/bin/uv --no-cache pip install" in command({"HOME": os.devnull})
    assert "--no-cache" not in command({"HOME": str(tmp_path)})
