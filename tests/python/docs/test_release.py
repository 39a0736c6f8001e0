"""A release has one version number, its section of the changelog, and a tag."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from provincial_targets import __version__

from .names import files, text_of
from helpers.small import PROJECT

SECTIONS = re.findall(r"^## (.+)$", text_of(Path("CHANGELOG.md")), re.MULTILINE)
RELEASES = [title.split()[0] for title in SECTIONS if title != "Unreleased"]


def test_the_version_is_the_newest_release_of_the_changelog() -> None:
    assert RELEASES[0] == __version__


def test_every_release_has_its_day_and_the_newest_stands_first() -> None:
    dated = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) \(\d{4}-\d\d-\d\d\)", title) for title in SECTIONS]
    found = [tuple(map(int, match.groups())) for match in dated if match]
    assert len(found) == len(RELEASES)
    assert found == sorted(found, reverse=True)


def test_every_tag_of_a_release_has_its_section() -> None:
    tags = subprocess.run(
        ["git", "tag", "--list", "v*"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert [tag for tag in tags if tag.removeprefix("v") not in RELEASES] == []


def test_the_version_is_written_in_one_file_and_is_that_of_the_package() -> None:
    text = re.compile(rf"^\s*_*version_*\s*[=:]\s*[\"']?{re.escape(__version__)}[\"']?\s*$", re.M)
    outside = [path for path in files() if path.parts[0] not in ("tests", "bench")]
    holders = [
        path.as_posix()
        for path in outside
        if path.suffix in (".py", ".toml", ".yml", ".cfg") and text.search(text_of(path))
    ]
    assert holders == ["src/provincial_targets/__init__.py"]
    assert version("provincial-targets") == __version__
