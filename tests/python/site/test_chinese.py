"""The Chinese site is Chinese: English stands there as code, a name or a marked quotation."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browsing import Site, visiting
from playwright.sync_api import Browser

from provincial_targets.site.words import Words

SENTENCE = re.compile(r"\b(?:[A-Za-z][A-Za-z'’-]*[,;:]? +){3,}[A-Za-z][A-Za-z'’-]*")
"""Four successive words in Latin letters."""

CODE = {"script", "style", "code", "pre", "textarea"}
INLINE = {"a", "b", "span", "time", "label", "summary", "button"}
VOID = {"meta", "link", "input", "br", "img", "path"}
SHOWN = {"alt", "title", "aria-label", "placeholder"}
QUOTED = {"wording", "detail", "font"}
"""Parts of charts that hold what a source says, or the names of fonts."""


class Shown(HTMLParser):
    """The texts that a page shows in its own language: those of elements, attributes and charts."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.texts = [""]
        self.own = [True]
        self.charts = False
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        tongue = known.get("lang")
        own = self.own[-1] if tongue is None else tongue.startswith("zh")
        if own:
            self.texts += [
                text or ""
                for name, text in attrs
                if name in SHOWN or (name.startswith("data-") and known.get("id") == "ask")
            ]
        if own != self.own[-1] or tag not in INLINE:
            self.texts.append("")
        if tag not in VOID:
            self.own.append(own and tag not in CODE)
        self.charts = known.get("id") == "figures"

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:  # a browser writes <path></path>
            return
        was = self.own.pop()
        if was != self.own[-1] or tag not in INLINE:
            self.texts.append("")
        self.charts = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self.charts:
            self.texts += strings(json.loads(data))
        elif self.own[-1]:
            self.texts[-1] += data


def strings(value: object) -> list[str]:
    """Return the texts within a value of JSON, without what is quoted."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [part for name, part in value.items() if name not in QUOTED]
    return [text for part in value for text in strings(part)] if isinstance(value, list) else []


def sentences(content: str) -> list[str]:
    """Return what a page shows in English without saying so."""
    return [
        text.strip() for text in Shown(content).texts if SENTENCE.search(re.sub(r"\s+", " ", text))
    ]


def in_files(paths: list[Path]) -> dict[str, list[str]]:
    """Return the English sentences by the page that shows them."""
    found = {path.name: sentences(path.read_text("utf-8")) for path in paths}
    return {name: texts for name, texts in found.items() if texts}


def test_no_page_in_chinese_shows_an_english_sentence(site: Site) -> None:
    assert in_files(site.pages("zh")) == {}


def test_the_same_search_finds_sentences_on_every_page_in_english(site: Site) -> None:
    english = [
        path.read_text("utf-8").replace('<html lang="en">', "<html>") for path in site.pages("en")
    ]
    assert len(english) > 100
    assert all(sentences(content) for content in english)


@pytest.mark.parametrize("file", ["assets/charts-zh.js", "images/zh/*.svg"])
def test_no_picture_in_chinese_shows_an_english_sentence(site: Site, file: str) -> None:
    paths = list(site.folder.glob(file))
    assert paths
    for path in paths:
        content = path.read_text("utf-8")
        if path.suffix == ".js":
            texts = strings(json.loads(content.removeprefix("const CHARTS = ").rstrip(";\n")))
            content = "".join(f"<p>{text}</p>" for text in texts if "datum" not in text)
        assert sentences(content) == [], path.name


def test_no_chart_of_a_page_in_chinese_is_described_in_english(browser: Browser, disk: str) -> None:
    with visiting(browser, disk) as visit:
        for name in ("index", "averages", "tasks", "reconciliation"):
            visit.go(f"zh/{name}.html")
            drawn = visit.page.locator(".chart svg").evaluate_all(
                "all => all.map(a => a.outerHTML)"
            )
            assert drawn, name
            assert sentences("".join(drawn)) == [], name


@pytest.mark.parametrize(
    "content",
    [
        "<p>The explanations are written by the database.</p>",
        "<td><span>数据得出5%。</span> <b>Only the note</b> says so.</td>",
        '<p lang="en"><span lang="zh">The data bear out neither.</span></p>',
        '<div role="region" aria-label="Every province with its source"></div>',
        '<div id="ask" data-failed="No result was found here"></div>',
        '<script id="figures">{"a": {"title": "Every target is drawn here"}}</script>',
        "<code>select</code><p>Not drawn: the provinces without one.</p>",
    ],
)
def test_an_english_sentence_is_found(content: str) -> None:
    assert len(sentences(f"<html lang='zh-Hans'>{content}</html>")) == 1


@pytest.mark.parametrize(
    "content",
    [
        '<td><span lang="en">Let economic reform lead everywhere</span></td>',
        "<pre><code>-- One row per claim and note\nselect 1</code></pre>",
        "<p>表 marts.weighted_targets 的列 target_year</p>",
        '<td>西藏 8（<span lang="und-Latn">“approximately 8 percent of it all”</span>）。</td>',
        '<script id="figures">{"rows": [{"wording": "growth of about five percent"}]}</script>',
        "<ul><li>one</li><li>two</li><li>three</li><li>four</li></ul>",
    ],
)
def test_quotations_code_and_names_are_no_sentences(content: str) -> None:
    assert sentences(f"<html lang='zh-Hans'>{content}</html>") == []


def test_a_chinese_explanation_marks_what_it_quotes_in_latin_letters(site: Site) -> None:
    page = (site.folder / "zh" / "reconciliation.html").read_text("utf-8")
    assert (
        '“<span lang="und-Latn">total fixed-asset investment growth of 13 percent</span>”' in page
    )
    assert "与报告一致。" in page
    assert Words("en")("reconciliation.title") not in page
