"""The columns of every table, by the query that the table shows.

The name of a column gives its heading (`column.<name>` in texts.yml, or the same without the
affixes that say what kind of value it is) and its kind. Only what the name does not say is written
out here.
"""

from __future__ import annotations

import re
from typing import Any

from provincial_targets.site.tables import Column
from provincial_targets.site.words import has_text, has_texts

_AFFIXES = re.compile(r"^is_|_(pp|100m_yuan|count|point|id|on|at)$")
_KINDS = {
    "signed": r"_pp$",
    "share": r"_(rate|coverage|share)$",
    "number": r"(_(count|point|target|low|high|rank|100m_yuan)|outturn|value|rows)$",
    "date": r"_on$",
    "time": r"_at$",
    "flag": r"^is_",
}
_TWO_DIGITS = re.compile(
    r"^(weighted|amplification|implied)_|^(change|like_for_like|error|mean|largest).*_pp$"
)

_PROVINCE = "province-{geography_code}.html"
_SOURCE = {"href": "sources.html#{source_id}"}
_NUMBER = {"kind": "number"}
_SIGNED = {"kind": "signed"}
_SENTENCES = {"wide": True}
_ENGLISH = {"tongue": "en", **_SENTENCES}
_JUDGED = {"judges": True}
_STATUSES = {
    f"{status}_count": {"label": f"status.{status}"}
    for status in ("reproduced", "consistent", "contradicted", "not_computable")
}

_IN_EVERY_TABLE: dict[str, dict[str, Any]] = {
    "name": {"label": "column.province", "href": _PROVINCE},
    "target_year": {"label": "column.year"},
    "target_point": {"label": "column.target_percent"},
    "size_100m_yuan": {"digits": 1},
    "wording": {"kind": "quote", "quotes": "whole"},
    "direction": _JUDGED,
    "wording_change": _JUDGED,
    "verdict": _JUDGED,
    "status": _JUDGED,
    "standing": {"code": "reason", **_JUDGED},
    "published_on_precision": {"code": "precision"},
    "publisher": {"quotes": "whole", **_SOURCE},
    "source_id": _SOURCE,
    "national_target": {"href": "sources.html#{national_source_id}"},
    "figure": {"label": "column.value", **_NUMBER},
    "rank_first": {"kind": "flag"},
    "value_upper": _NUMBER,
    "spread": _NUMBER,
    "claimed": _NUMBER,
    "elsewhere": _NUMBER,
    "recomputed": _NUMBER,
    "interval": {"label": "column.bounds", **_NUMBER},
    "whom": {"label": "column.scope"},
    "geographies": _SENTENCES,
    "missing": _SENTENCES,
    "title": {"quotes": "whole", **_SENTENCES},
    "note": _ENGLISH,
    "names": _SENTENCES,
    "message": _ENGLISH,
    "explanation": {"quotes": "marked", **_SENTENCES},
    "not_claimed": {"quotes": "marked", **_SENTENCES},
}


def _column(name: str, **given: Any) -> Column:
    """Return a column; its name decides what is not given."""
    stem = _AFFIXES.sub("", name)
    kinds = [kind for kind, pattern in _KINDS.items() if re.search(pattern, name)]
    is_code = "code" in given or has_texts(name)
    defaults = {
        "label": f"column.{name if has_text(f'column.{name}') else stem}",
        "kind": "code" if is_code else kinds[0] if kinds else "text",
        "digits": 2 if _TWO_DIGITS.search(name) else -1,
        "code": name,
    }
    return Column(name=name, **{**defaults, **given})


def _table(names: str, **given: dict[str, Any]) -> tuple[Column, ...]:
    """Return the columns of a table from left to right, with what holds in this table alone."""
    return tuple(
        _column(name, **{**_IN_EVERY_TABLE.get(name, {}), **given.get(name, {})})
        for name in names.split()
    )


def _row(indicator: str, measure: str, year: str) -> dict[str, str]:
    """Return the link to the observations of a figure on its province's page."""
    return {"href": f"{_PROVINCE}#{indicator}-{measure}-{year}"}


COLUMNS: dict[str, tuple[Column, ...]] = {
    "round_provinces": _table(
        "name region target_point wording qualifier target_status previous_target_point delta_pp "
        "direction wording_change size_100m_yuan publisher published_on published_on_precision "
        "source_count",
        target_point=_row("{indicator}", "target", "{target_year}"),
        size_100m_yuan={"href": _PROVINCE + "#{size_anchor}"},
    ),
    "round_scopes": _table(
        "name weighted_target weighted_low weighted_high weight_coverage weight_known_count "
        "numeric_count member_count like_for_like_change_pp lowered_count unchanged_count "
        "raised_count last_met_count last_evaluated_count",
        name={"label": "column.scope", "href": ""},
    ),
    "round_completion": _table(
        "name target_point outturn gap_pp completion_rate verdict first_outturn first_verdict "
        "is_turned_by_revision release published_on source_id",
        target_point=_row("{indicator}", "target", "{target_year}"),
        outturn=_row("{indicator}", "outturn", "{target_year}"),
        first_verdict={"code": "verdict", **_JUDGED},
    ),
    "round_distribution": _table("band geography_count geographies"),
    "provinces": _table(
        "name region target_year target_point wording delta_pp direction judged_year gap_pp "
        "verdict",
        target_point={"label": "column.newest_target", **_row("gdp", "target", "{target_year}")},
        gap_pp=_row("gdp", "outturn", "{judged_year}"),
    ),
    "province_years": _table(
        "indicator unit year target_point wording qualifier delta direction wording_change outturn "
        "release gap verdict national_target",
        delta={"label": "column.first_change", **_SIGNED},
        gap={"label": "column.difference", **_SIGNED},
        target_point={"label": "column.target", "href": "#{indicator}-target-{year}"},
        outturn={"label": "column.came_out", "href": "#{indicator}-outturn-{year}"},
        national_target={"label": "column.nations_target"},
    ),
    "province_newest": _table(
        "indicator stated_target wording target_status last_target direction last_outturn "
        "nations_target",
        stated_target={"label": "column.target", "href": "#{indicator}-target-{target_year}"},
        nations_target={"href": "sources.html#{national_source_id}"},
    ),
    "province_observations": _table(
        "indicator measure year figure wording standing release basis published_on publisher title",
        year={"anchor": "anchor"},
        title={"web": "url"},
    ),
    "pledges": _table(
        "area theme measure value value_upper unit qualifier kind year source_id",
        area={"code": "place"},
        measure={"label": "column.pledge", "kind": "text", **_SENTENCES},
        qualifier={"code": "pledge_qualifier"},
        kind={"label": "column.stage", "code": "pledge_kind"},
    ),
    "priorities": _table("theme rank_first year location note source_id"),
    "progress": _table(
        "target_year announced_on announced_count announced_that_day_count geographies "
        "weighted_target like_for_like_change_pp weight_share lowered_count unchanged_count "
        "raised_count undated_count",
        target_year={"href": "round-{indicator}-{target_year}.html"},
    ),
    "outlook": _table(
        "indicator target_year weighted_target weight_coverage mean_amplification_pp "
        "amplification_year_count implied_national_target implied_low implied_high "
        "national_target error_pp mean_absolute_past_error_pp largest_past_error_pp",
        amplification_year_count={"digits": -1},
        mean_absolute_past_error_pp=_NUMBER,
        largest_past_error_pp=_NUMBER,
        target_year={"href": "round-{indicator}-{target_year}.html"},
    ),
    "province_tasks": _table(
        "year task_rank theme other_themes gist source_id",
        gist=_ENGLISH,
        source_id={"label": "column.publication"},
    ),
    "theme_years": _table(
        "theme year first_count first_change is_first_count_whole named_count named_change "
        "mean_rank mean_rank_change read_from",
        first_change=_SIGNED,
        named_change=_SIGNED,
        mean_rank_change={"digits": 1, **_SIGNED},
        mean_rank={"digits": 1},
    ),
    "term_years": _table(
        "term year mention_count using_count text_count previous_rate rate rate_change rated_count",
        previous_rate={"kind": "number", "digits": 2},
        rate={"kind": "number", "digits": 2},
        rate_change={"kind": "signed", "digits": 2},
    ),
    "core_functions": _table(
        "name year is_first function_rank first_theme gist source_id",
        gist=_ENGLISH,
        source_id={"label": "column.publication"},
    ),
    "note_claims": _table(
        "name theme year rank_first claim_id status",
        claim_id={"href": "reconciliation.html#{claim_id}"},
    ),
    "averages": _table(
        "target_year weighted_target weighted_low weighted_high numeric_count weight_known_count "
        "weight_coverage national_target amplification_pp amplification_low_pp "
        "amplification_high_pp weighted_outturn evaluated_count",
        target_year={"href": "round-{indicator}-{round_year}.html"},
    ),
    "totals": _table(
        "name target_year total_target total_low total_high numeric_count stated_words_count "
        "not_stated_count no_source_count like_for_like_change national_target ratio",
        name={"label": "column.scope", "href": ""},
        like_for_like_change={"label": "column.change_of_total", **_SIGNED},
        national_target={"label": "column.nations_target"},
        ratio={"digits": 2, **_NUMBER},
    ),
    "notes": _table(
        "note_name published_on publisher claim_count reproduced_count consistent_count "
        "contradicted_count not_computable_count reading_count",
        note_name={"href": "{page}"},
        publisher={"href": ""},
        **_STATUSES,
    ),
    "note_statements": _table(
        "statement_id note_name statement claim_count reproduced_count consistent_count "
        "contradicted_count not_computable_count not_claimed",
        note_name={"href": "{page}"},
        statement_id={"label": "column.source"},
        statement={"label": "column.printed", **_ENGLISH},
        **_STATUSES,
    ),
    "report_claims": _table(
        "claim_id status subject target_year statistic whom claimed recomputed interval "
        "reproduced_under section is_circular explanation",
        claim_id={"anchor": "anchor"},
    ),
    "report_contradictions": _table(
        "claim_id other_claim_id kind subject statistic whom claimed elsewhere recomputed "
        "supported explanation",
        claim_id={"href": "#{claim_id}"},
        other_claim_id={"href": "#{other_claim_id}"},
        kind={"code": "contradiction"},
    ),
    "report_sections": _table(
        "section subject claim_count reproduced_count consistent_count contradicted_count "
        "not_computable_count circular_count",
        **_STATUSES,
    ),
    "coverage": _table(
        "indicator measure year geography_count expected_count stated_number_count "
        "stated_words_count not_stated_count no_source_count not_stated_geographies missing",
        expected_count={"label": "filter.of"},
    ),
    "conflicts": _table(
        "name indicator measure year chosen_value min_value max_value spread distinct_value_count "
        "source_count weight",
        chosen_value=_row("{indicator}", "{measure}", "{year}"),
    ),
    "checks": _table(
        "kind result check_count names",
        kind={"code": "check"},
        result=_JUDGED,
    ),
    "runs": _table(
        "run_id command started_at finished_at result code_version message",
        result={"kind": "text"},
    ),
    "inputs": _table("file rows sha256"),
    "sources": _table(
        "source_id kind publisher title published_on published_on_precision figure_count "
        "chosen_count",
        source_id={"anchor": "anchor", "href": ""},
        publisher={"href": ""},
        title={"web": "url"},
    ),
    "report_changes": _table(
        "name target_point wording previous_target_point delta_pp direction publisher published_on",
        previous_target_point={"href": "sources.html#{previous_source_id}"},
    ),
    "report_completion": _table(
        "name target_point outturn gap_pp verdict direction publisher published_on",
        target_point={"href": "sources.html#{target_source_id}"},
    ),
    "report_versus_gdp": _table(
        "name target_point wording gdp_target_point gap_pp publisher published_on",
        gdp_target_point={"href": "sources.html#{gdp_source_id}"},
    ),
    "report_figure_claims": _table(
        "claim_id statement claimed recomputed interval status",
        claim_id={"href": "reconciliation.html#{claim_id}"},
    ),
}
