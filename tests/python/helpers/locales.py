"""Locales of other encodings, made by `localedef` from Python's tables of the encoding."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SOURCE = """comment_char %
escape_char /
LC_CTYPE
upper <U0041>
lower <U0061>
END LC_CTYPE
"""


def locale_in(encoding: str, folder: Path) -> dict[str, str]:
    """Make a locale in `folder` and return the environment that chooses it."""
    if shutil.which("localedef") is None:
        pytest.skip("this system has no localedef")
    (folder / "charmap").write_text(_charmap(encoding), "ascii")
    (folder / "source").write_text(_SOURCE, "ascii")
    name = f"zh_CN.{encoding}"
    words = ["-i", folder / "source", "-f", folder / "charmap", folder / name]
    # localedef warns of every missing category; the locale is tested below.
    subprocess.run(["localedef", "-c", "--no-archive", *words], capture_output=True, check=False)
    chosen = {"LOCPATH": str(folder), "LC_ALL": name}
    script = "import locale; print(locale.nl_langinfo(locale.CODESET))"
    said = subprocess.run(
        [sys.executable, "-c", script], env=chosen, capture_output=True, check=True
    )
    assert said.stdout.decode().strip() == encoding, "localedef made no locale that serves"
    return chosen


def _charmap(encoding: str) -> str:
    lines = [f"<code_set_name> {encoding}", "<comment_char> %", "<escape_char> /"]
    lines += ["<mb_cur_min> 1", "<mb_cur_max> 2", "CHARMAP"]
    for code in range(0x10000):
        octets = chr(code).encode(encoding, "ignore") if not 0xD800 <= code < 0xE000 else b""
        if octets:
            lines.append(f"<U{code:04X}> " + "".join(f"/x{octet:02x}" for octet in octets))
    return "\n".join([*lines, "END CHARMAP", ""])


def empty_environment(**chosen: str) -> dict[str, str]:
    """Return cron's environment, which is almost empty."""
    return {"PATH": os.defpath, **chosen}
