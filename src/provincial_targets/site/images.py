"""Charts as PNG and SVG for slides: vl-convert draws the specifications of the pages."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provincial_targets.site.palette import on_paper

_WIDTH = 720  # pixels; a PNG has twice as many
_SCALE = 2


@dataclass(frozen=True, kw_only=True)
class Image:
    """A chart to write as files.

    Attributes:
        path: The file without its suffix.
        spec: Its specification, without data.
        rows: Its data.
        title: What it shows and how to read it, from `headline`.
        config: The look of all charts.
    """

    path: Path
    spec: dict[str, Any]
    rows: list[dict[str, Any]]
    title: dict[str, list[str]]
    config: dict[str, Any]


def _lines(text: str, width: int) -> list[str]:
    """Break a text into lines; Chinese breaks after its stops and is twice as wide."""
    if not any(sign > "\u2e7f" for sign in text):
        return textwrap.wrap(text, width)
    lines = [""]
    for part in re.findall(r"[^，。；：、]*[，。；：、]?", text):
        if len(lines[-1] + part) > width // 2 and lines[-1]:
            lines.append("")
        lines[-1] += part
    return lines


def headline(title: str, note: str) -> dict[str, list[str]]:
    """Return the title and the subtitle of a slide, in the form of Vega-Lite."""
    return {"text": _lines(title, 84), "subtitle": _lines(note, 110)}


def height(spec: dict[str, Any], rows: list[dict[str, Any]]) -> int:
    """Return the height of a chart with these data, in pixels."""
    row, of = spec["usermeta"]["row"], spec["usermeta"]["of"]
    pixels: int = row * len({datum[of] for datum in rows}) if row else spec["height"]
    return pixels


def _version(spec: dict[str, Any]) -> str:
    """Return the version of Vega-Lite of a specification, such as `6.1`."""
    return ".".join(spec["$schema"].rpartition("/v")[2].split(".")[:2])


def _full(image: Image) -> str:
    spec = {
        **image.spec,
        "width": _WIDTH,
        "height": height(image.spec, image.rows),
        "title": image.title,
        "datasets": {"rows": image.rows},
        "config": image.config,
        "background": "var(--paper)",
        "padding": 16,
    }
    return on_paper(json.dumps(spec, ensure_ascii=False, default=str))


def can_write_chinese() -> bool:
    """Whether a font here has Chinese characters; without one, all are drawn as the same box."""
    import vl_convert

    def drawn(sign: str) -> bytes:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
            f'<text x="4" y="30" font-size="24" font-family="sans-serif">{sign}</text></svg>'
        )
        png: bytes = vl_convert.svg_to_png(svg)
        return png

    return drawn("省") not in (drawn("国"), drawn("\ue000"))


def write(images: list[Image]) -> None:
    """Draw images as SVG and PNG."""
    import vl_convert

    for image in images:
        image.path.parent.mkdir(parents=True, exist_ok=True)
        svg = vl_convert.vegalite_to_svg(_full(image), vl_version=_version(image.spec))
        image.path.with_suffix(".svg").write_text(svg, encoding="utf-8")
        image.path.with_suffix(".png").write_bytes(vl_convert.svg_to_png(svg, scale=_SCALE))


def bundle(spec: dict[str, Any]) -> str:
    """Return one script that defines `vegaEmbed`: Vega, Vega-Lite and Vega-Embed."""
    import vl_convert

    # The function keeps the names of the libraries out of the page's global scope.
    scripts = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", _version(spec))
    return f"(() => {{\n{scripts}\n}})();\n"
