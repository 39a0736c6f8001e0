"""The content of the files: pages, links, downloads, sizes."""

from __future__ import annotations

import csv
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import duckdb
from browsing import Site
from openpyxl import load_workbook

from helpers.built import Built
from helpers.command import call

FIRST_PAGE_BYTES = 1_500_000


class Seen(HTMLParser):
    """The links, ids and scripts of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.doubled: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.links += [known[name] or "" for name in ("href", "src") if name in known]
        self.links += (known.get("data-later") or "").split()
        if known.get("id"):
            if known["id"] in self.ids:
                self.doubled.append(str(known["id"]))
            self.ids.add(str(known["id"]))


seen = cache(Seen)


def test_everybody_may_read_the_site_whatever_the_umask(site: Site) -> None:
    closed = [path for path in site.folder.rglob("*") if not path.stat().st_mode & 0o004]
    assert site.folder.stat().st_mode & 0o005 == 0o005
    assert closed == []


def test_both_languages_have_the_same_pages(site: Site) -> None:
    names = {language: [page.name for page in site.pages(language)] for language in ("zh", "en")}
    assert names["zh"] == names["en"]


def test_there_is_a_page_for_every_round_and_every_province(
    site: Site, marts: duckdb.DuckDBPyConnection
) -> None:
    rounds = marts.sql(
        "select indicator || '-' || target_year from marts.weighted_targets "
        "join marts.dim_indicator using (indicator) where scope_code = 'all' "
        "and weight_indicator is not null and disclosed_count + not_stated_count > 0"
    ).fetchall()
    places = marts.sql(
        "select geography_code from marts.dim_geography where level = 'province'"
    ).fetchall()
    wanted = {f"{kind}-{name}.html" for (name,) in rounds for kind in ("round", "map")}
    wanted |= {f"province-{code}.html" for (code,) in places}
    assert len(wanted) > 100
    assert wanted <= {page.name for page in site.pages("en")}


def test_every_link_within_the_site_leads_to_a_file_and_a_place_in_it(site: Site) -> None:
    broken = []
    for page in [site.folder / "index.html", *site.pages()]:
        for link in seen(page).links:
            if re.match(r"[a-z]+:", link):
                continue
            path, _, fragment = link.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            if not target.is_file():
                broken.append(f"{page.name}: {link}")
            elif "dbt" in path or not fragment:
                continue
            elif unquote(fragment) not in seen(target).ids:
                broken.append(f"{page.name}: {link}")
    assert broken == []


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    assert {page.name: seen(page).doubled for page in site.pages() if seen(page).doubled} == {}


def test_links_out_of_the_site_are_web_addresses_of_the_sources(
    site: Site, marts: duckdb.DuckDBPyConnection
) -> None:
    known = {url for (url,) in marts.sql("select url from marts.dim_source").fetchall()}
    out = {link for page in site.pages() for link in seen(page).links if re.match(r"[a-z]+:", link)}
    assert len(out) > 100
    assert out <= known


def test_every_target_of_a_round_leads_to_its_source(
    site: Site, marts: duckdb.DuckDBPyConnection
) -> None:
    links = seen(site.folder / "en" / "round-gdp-2026.html").links
    codes = marts.sql(
        "select geography_code from marts.fct_targets "
        "where indicator = 'gdp' and target_year = 2026 and geography_code <> '100000'"
    ).fetchall()
    assert len(codes) == 31
    for (code,) in codes:
        assert f"province-{code}.html#gdp-target-2026" in links


def test_a_province_names_the_indicators_without_a_figure_and_no_lack_of_sources(
    site: Site, marts: duckdb.DuckDBPyConnection
) -> None:
    without = marts.sql(
        """
        select name_en, bool_or(status <> 'no_source') as has_a_source
        from marts.target_status
        inner join marts.dim_indicator using (indicator)
        where geography_code = '420000' and indicator not in (
            select indicator from marts.fct_targets
            where geography_code = '420000' and target_point is not null
            union
            select indicator from marts.fct_outturns
            where geography_code = '420000' and outturn is not null
        )
        group by name_en
        """
    ).fetchall()
    assert {has_a_source for _, has_a_source in without} == {True, False}
    page = (site.folder / "en" / "province-420000.html").read_text("utf-8")
    note = re.search(r'<p class="note">.*? was found\. (.*): no figure</p>', page)
    assert note is not None
    assert set(unescape(note[1]).split(", ")) == {name for name, _ in without}


def test_the_sql_of_every_picture_and_table_stands_beside_it(site: Site) -> None:
    for page in site.pages("en"):
        html = page.read_text("utf-8")
        shown = html.count("<figure ") + html.count('<section class="table"')
        assert html.count('<details class="sql">') >= shown, page.name


def test_every_table_can_be_had_as_csv_and_workbook(site: Site) -> None:
    html = (site.folder / "en" / "round-gdp-2026.html").read_text("utf-8")
    tables = re.findall(r'<section class="table" id="([\w-]+)-section"', html)
    book = load_workbook(site.folder / "data" / "round-gdp-2026.xlsx", read_only=True)
    assert tables == book.sheetnames
    for table in tables:
        with (site.folder / "data" / f"round-gdp-2026-{table}.csv").open(
            encoding="utf-8-sig"
        ) as file:
            rows = list(csv.reader(file))
        assert [len(list(book[table].rows))] == [len(rows)]
    assert len(rows) > 2


def test_the_downloaded_figures_are_those_of_the_marts(
    site: Site, marts: duckdb.DuckDBPyConnection
) -> None:
    published = marts.sql(
        "select geography_code, target_point from marts.fct_targets "
        "where indicator = 'gdp' and target_year = 2026 and geography_code <> '100000'"
    ).fetchall()
    with (site.folder / "data" / "round-gdp-2026-provinces.csv").open(encoding="utf-8-sig") as file:
        read = [(row["geography_code"], float(row["target_point"])) for row in csv.DictReader(file)]
    assert sorted(read) == sorted(published)


def test_the_first_page_is_light(site: Site) -> None:
    page = site.folder / "zh" / "index.html"
    loaded = {
        (page.parent / link).resolve() for link in seen(page).links if link.startswith("../assets/")
    }
    weight = page.stat().st_size + sum(path.stat().st_size for path in loaded)
    assert {path.name for path in loaded} >= {"vega.js", "site.css", "site.js"}
    assert weight < FIRST_PAGE_BYTES


def test_no_page_names_the_machine_that_built_it(site: Site, real_built: Built) -> None:
    folder = str(real_built.project)  # the warehouse lies in it
    for path in site.folder.rglob("*"):
        if path.suffix in (".html", ".js", ".css", ".svg", ".csv"):
            assert folder not in path.read_text("utf-8"), path


def test_pictures_of_the_newest_round_are_written_for_slides(site: Site) -> None:
    for language in ("zh", "en"):
        drawn = {path.name for path in (site.folder / "images" / language).iterdir()}
        assert len(drawn) == 2 * 7
        for name in drawn:
            content = (site.folder / "images" / language / name).read_bytes()
            assert content.startswith(b"\x89PNG" if name.endswith(".png") else b"<svg"), name
            assert len(content) > 5_000, name
    svg = (site.folder / "images" / "zh" / "gdp-2026-changes.svg").read_text("utf-8")
    assert "黑龙江" in svg
    assert "var(" not in svg, "a slide has no style sheet"


def test_the_dbt_documentation_is_one_page_with_every_published_table(
    site: Site, marts: duckdb.DuckDBPyConnection
) -> None:
    assert [path.name for path in (site.folder / "dbt").iterdir()] == ["index.html"]
    html = (site.folder / "dbt" / "index.html").read_text("utf-8")
    catalog = html[html.rindex('"nodes"') :]
    for (table,) in marts.sql(
        "select table_name from duckdb_tables() where schema_name = 'marts'"
    ).fetchall():
        assert f'"name": "{table}"' in catalog
    assert "INLINE DATA" not in html


def test_a_folder_with_other_files_is_left_alone(real_built: Built, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    outcome = call(
        real_built.project, real_built.warehouse, "report", "--out", str(tmp_path), "--no-docs"
    )
    assert outcome.code == 6
    assert "holds something else" in outcome.errors[0]
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "years of work"


def test_without_a_published_run_the_error_names_the_remedy(
    real_built: Built, tmp_path: Path
) -> None:
    outcome = call(
        real_built.project, tmp_path / "warehouse", "report", "--out", str(tmp_path / "site")
    )
    assert outcome.code == 7
    assert outcome.errors == ["nothing is published; run 'make build'"]
    assert not (tmp_path / "site").exists()
