"""The name of a column decides its heading, its kind and its decimals."""

from __future__ import annotations

from provincial_targets.site.columns import COLUMNS
from provincial_targets.site.words import LANGUAGES, Words


def shown(query: str) -> dict[str, tuple[str, str, int]]:
    return {one.name: (one.label, one.kind, one.digits) for one in COLUMNS[query]}


def test_the_suffix_of_a_name_gives_heading_kind_and_decimals() -> None:
    provinces, averages = shown("round_provinces"), shown("averages")
    assert provinces["delta_pp"] == ("column.delta", "signed", -1)
    assert provinces["previous_target_point"] == ("column.previous_target", "number", -1)
    assert provinces["size_100m_yuan"] == ("column.size", "number", 1)
    assert provinces["published_on"] == ("column.published", "date", -1)
    assert averages["weight_coverage"] == ("column.weight_coverage", "share", -1)
    assert averages["amplification_low_pp"] == ("column.amplification_low", "signed", 2)
    assert shown("runs")["started_at"] == ("column.started", "time", -1)
    assert shown("report_claims")["is_circular"] == ("column.circular", "flag", -1)


def test_a_heading_of_the_whole_name_comes_before_one_without_its_suffix() -> None:
    assert shown("round_provinces")["source_count"][0] == "column.source_count"
    assert shown("round_completion")["source_id"][0] == "column.source"


def test_a_name_with_texts_for_its_codes_is_a_code() -> None:
    provinces = shown("round_provinces")
    assert provinces["direction"][1] == "code"
    assert provinces["region"][1] == "text"


def test_every_column_has_a_heading_in_every_language() -> None:
    for language in LANGUAGES:
        words = Words(language)
        assert all(words(column.label) for columns in COLUMNS.values() for column in columns)
