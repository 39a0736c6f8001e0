"""Serve a written site on this machine alone, since browsers run no queries from the disk."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from provincial_targets.site.words import LANGUAGES, Words
from provincial_targets.terminal.exits import Exit, Stop

_NOT_FOUND = "".join(
    f'<p lang="{words.tag}"><a href="/{words.language}/index.html">{words("site.name")}</a>: '
    f"{words('site.not_found')}</p>\n"
    for words in map(Words, LANGUAGES)
)


class _Quiet(SimpleHTTPRequestHandler):
    error_message_format = f"<!doctype html>\n<title>%(code)d</title>\n{_NOT_FOUND}"

    def log_message(self, format: str, *args: object) -> None:
        """Print no line for each file."""


def serve(folder: Path) -> None:
    """Serve a folder on a free port of 127.0.0.1 until Ctrl-C.

    Args:
        folder: The site.

    Raises:
        Stop: There is no site.
    """
    if not (folder / "assets" / "site.css").exists():
        raise Stop(Exit.NOTHING_TO_SHOW, f"{folder} holds no site; run 'make report'")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        click.echo(f"http://127.0.0.1:{server.server_port}/ serves {folder}; Ctrl-C ends it")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
