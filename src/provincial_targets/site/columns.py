"""The columns of every table: which column of the query, under which heading, leading where."""

from __future__ import annotations

from provincial_targets.site.tables import Column
from provincial_targets.site.words import Words

_PROVINCE = "province-{geography_code}.html"
_NATION = "sources.html#{national_source_id}"


def _name(words: Words, label: str = "column.province", href: str = "") -> Column:
    return Column(words.field("name"), label, href=href)


def _indicator(words: Words) -> Column:
    return Column(words.field("indicator"), "column.indicator")


def round_provinces(words: Words) -> list[Column]:
    """Columns of a round's provinces; the target leads to the sources behind it."""
    return [
        _name(words, href=_PROVINCE),
        Column(words.field("region"), "column.region"),
        Column(
            "target_point",
            "column.target_percent",
            "number",
            href=_PROVINCE + "#{indicator}-target-{target_year}",
        ),
        Column("wording", "column.wording", "quote"),
        Column(words.field("qualifier"), "column.qualifier"),
        Column("previous_target_point", "column.previous_target", "number"),
        Column("delta_pp", "column.delta", "signed"),
        Column("direction", "column.direction", "code", judges=True),
        Column("wording_change", "column.wording_change", "code", judges=True),
        Column("size_100m_yuan", "column.size", "number", 1, href=_PROVINCE + "#{size_anchor}"),
        Column("publisher", "column.publisher", href="sources.html#{source_id}"),
        Column("published_on", "column.published", "date"),
        Column("published_on_precision", "column.precision", "code", code="precision"),
        Column("source_count", "column.source_count", "number"),
    ]


def round_scopes(words: Words) -> list[Column]:
    """Columns of a round's weighted averages."""
    return [
        _name(words, "column.scope"),
        Column("weighted_target", "column.weighted_target", "number", 2),
        Column("weighted_low", "column.low", "number", 2),
        Column("weighted_high", "column.high", "number", 2),
        Column("weight_coverage", "column.weight_coverage", "share"),
        Column("weight_known_count", "column.weights_known", "number"),
        Column("numeric_count", "column.numeric", "number"),
        Column("member_count", "column.members", "number"),
        Column("change_pp", "column.delta", "signed", 2),
        Column("lowered_count", "column.lowered", "number"),
        Column("unchanged_count", "column.unchanged", "number"),
        Column("raised_count", "column.raised", "number"),
        Column("last_met_count", "column.met_last", "number"),
        Column("last_evaluated_count", "column.judged_last", "number"),
    ]


def round_completion(words: Words) -> list[Column]:
    """Columns of targets and outturns; both lead to the sources behind them."""
    return [
        _name(words, href=_PROVINCE),
        Column(
            "target_point",
            "column.target_percent",
            "number",
            href=_PROVINCE + "#{indicator}-target-{target_year}",
        ),
        Column(
            "outturn",
            "column.outturn",
            "number",
            href=_PROVINCE + "#{indicator}-outturn-{target_year}",
        ),
        Column("gap_pp", "column.gap", "signed"),
        Column("completion_rate", "column.completion_rate", "share"),
        Column("verdict", "column.verdict", "code", judges=True),
        Column("release", "column.release", "code"),
        Column("published_on", "column.published", "date"),
        Column("source_id", "column.source", href="sources.html#{source_id}"),
    ]


def round_distribution(words: Words) -> list[Column]:
    """Columns of a round's distribution."""
    return [
        Column("band", "column.band"),
        Column("geography_count", "column.provinces", "number"),
        Column(words.field("geographies"), "column.names", wide=True),
    ]


def provinces(words: Words) -> list[Column]:
    """Columns of the list of provinces."""
    return [
        _name(words, href=_PROVINCE),
        Column(words.field("region"), "column.region"),
        Column("target_year", "column.year"),
        Column(
            "target_point",
            "column.newest_target",
            "number",
            href=_PROVINCE + "#gdp-target-{target_year}",
        ),
        Column("wording", "column.wording", "quote"),
        Column("delta_pp", "column.delta", "signed"),
        Column("direction", "column.direction", "code", judges=True),
        Column("judged_year", "column.judged_year"),
        Column("gap_pp", "column.gap", "signed", href=_PROVINCE + "#gdp-outturn-{judged_year}"),
        Column("verdict", "column.verdict", "code", judges=True),
    ]


def province_years(words: Words) -> list[Column]:
    """Columns of a province's years."""
    return [
        _indicator(words),
        Column("year", "column.year"),
        Column(
            "target_point", "column.target_percent", "number", href="#{indicator}-target-{year}"
        ),
        Column("wording", "column.wording", "quote"),
        Column(words.field("qualifier"), "column.qualifier"),
        Column("delta_pp", "column.delta", "signed"),
        Column("direction", "column.direction", "code", judges=True),
        Column("wording_change", "column.wording_change", "code", judges=True),
        Column("outturn", "column.outturn", "number", href="#{indicator}-outturn-{year}"),
        Column("release", "column.release", "code"),
        Column("gap_pp", "column.gap", "signed"),
        Column("verdict", "column.verdict", "code", judges=True),
        Column("national_target", "column.national_target", "number", href=_NATION),
    ]


def province_observations(words: Words) -> list[Column]:
    """Columns of what sources state; others lead here, to the chosen figure."""
    return [
        _indicator(words),
        Column("measure", "column.measure", "code"),
        Column("year", "column.year", anchor="anchor"),
        Column(words.field("figure"), "column.value", "number"),
        Column("wording", "column.wording", "quote"),
        Column("standing", "column.role", "code", code="reason", judges=True),
        Column("release", "column.release", "code"),
        Column("basis", "column.basis", "code"),
        Column("published_on", "column.published", "date"),
        Column("publisher", "column.publisher", href="sources.html#{source_id}"),
        Column("title", "column.title", web="url", wide=True),
    ]


def pledges(words: Words) -> list[Column]:
    """Columns of pledges."""
    return [
        Column(words.field("area"), "column.area", "code", code="place"),
        Column("theme", "column.theme", "code"),
        Column(words.field("measure"), "column.pledge", wide=True),
        Column("value", "column.value", "number"),
        Column("value_upper", "column.value_upper", "number"),
        Column("unit", "column.unit", "code"),
        Column("qualifier", "column.qualifier", "code", code="pledge_qualifier"),
        Column("kind", "column.stage", "code", code="pledge_kind"),
        Column("year", "column.year"),
        Column("source_id", "column.source", href="sources.html#{source_id}"),
    ]


def priorities(words: Words) -> list[Column]:
    """Columns of priorities."""
    return [
        Column("theme", "column.theme", "code"),
        Column("rank_first", "province.first", "flag"),
        Column("year", "column.year"),
        Column("location", "column.place"),
        Column("note", "column.note", wide=True),
        Column("source_id", "column.source", href="sources.html#{source_id}"),
    ]


def averages(words: Words) -> list[Column]:
    """Columns of an indicator's averages."""
    return [
        Column("target_year", "column.year", href="round-{indicator}-{target_year}.html"),
        Column("weighted_target", "column.weighted_target", "number", 2),
        Column("weighted_low", "column.low", "number", 2),
        Column("weighted_high", "column.high", "number", 2),
        Column("numeric_count", "column.numeric", "number"),
        Column("weight_known_count", "column.weights_known", "number"),
        Column("weight_coverage", "column.weight_coverage", "share"),
        Column("national_target", "column.national_target", "number", href=_NATION),
        Column("amplification_pp", "column.amplification", "signed", 2),
        Column("amplification_low_pp", "column.amplification_low", "signed", 2),
        Column("amplification_high_pp", "column.amplification_high", "signed", 2),
        Column("weighted_outturn", "column.weighted_outturn", "number", 2),
        Column("evaluated_count", "column.evaluated", "number"),
    ]


def claims(words: Words) -> list[Column]:
    """Columns of the report's statements."""
    return [
        Column("claim_id", "column.claim", anchor="anchor"),
        Column("status", "column.status", "code", judges=True),
        Column("subject", "column.subject"),
        Column("target_year", "column.year"),
        Column("statistic", "column.statistic", "code"),
        Column("whom", "column.scope"),
        Column("claimed", "column.claimed", "number"),
        Column("recomputed", "column.recomputed", "number"),
        Column("interval", "column.bounds", "number"),
        Column("section", "column.section", "code"),
        Column("is_circular", "column.circular", "flag"),
        Column("explanation", "column.explanation", wide=True, tongue="en"),
    ]


def contradictions(words: Words) -> list[Column]:
    """Columns of the contradictions; each side leads to its statement."""
    return [
        Column("claim_id", "column.claim", href="#{claim_id}"),
        Column("other_claim_id", "column.other_claim", href="#{other_claim_id}"),
        Column("kind", "column.kind", "code", code="contradiction"),
        Column("subject", "column.subject"),
        Column("statistic", "column.statistic", "code"),
        Column("whom", "column.scope"),
        Column("claimed", "column.claimed", "number"),
        Column("elsewhere", "column.other_claimed", "number"),
        Column("recomputed", "column.recomputed", "number"),
        Column("supported", "column.supported", "code"),
        Column("explanation", "column.explanation", wide=True, tongue="en"),
    ]


def report_sections(words: Words) -> list[Column]:
    """Columns of the reconciliation's totals."""
    return [
        Column("section", "column.section", "code"),
        Column("subject", "column.subject"),
        Column("claim_count", "column.claims", "number"),
        Column("reproduced_count", "status.reproduced", "number"),
        Column("consistent_count", "status.consistent", "number"),
        Column("contradicted_count", "status.contradicted", "number"),
        Column("not_computable_count", "status.not_computable", "number"),
        Column("circular_count", "column.circular", "number"),
    ]


def coverage(words: Words) -> list[Column]:
    """Columns of the coverage."""
    return [
        _indicator(words),
        Column("measure", "column.measure", "code"),
        Column("year", "column.year"),
        Column("geography_count", "column.provinces", "number"),
        Column("expected_count", "filter.of", "number"),
        Column(words.field("missing"), "column.missing", wide=True),
    ]


def conflicts(words: Words) -> list[Column]:
    """Columns of the conflicts; the chosen value leads to its sources."""
    return [
        _name(words, href=_PROVINCE),
        _indicator(words),
        Column("measure", "column.measure", "code"),
        Column("year", "column.year"),
        Column(
            "chosen_value",
            "column.chosen_value",
            "number",
            href=_PROVINCE + "#{indicator}-{measure}-{year}",
        ),
        Column("min_value", "column.min_value", "number"),
        Column("max_value", "column.max_value", "number"),
        Column("spread", "column.spread", "number"),
        Column("distinct_value_count", "column.distinct", "number"),
        Column("source_count", "column.source_count", "number"),
        Column("weight", "column.weight", "code"),
    ]


def checks(words: Words) -> list[Column]:
    """Columns of the checks of a run."""
    return [
        Column("kind", "column.kind", "code", code="check"),
        Column("result", "column.result", "code", judges=True),
        Column("check_count", "column.checks", "number"),
        Column("names", "column.failed", wide=True),
    ]


def runs(words: Words) -> list[Column]:
    """Columns of the runs."""
    return [
        Column("run_id", "column.run"),
        Column("command", "column.command"),
        Column("started_at", "column.started", "time"),
        Column("finished_at", "column.finished", "time"),
        Column("result", "column.result"),
        Column("code_version", "column.version"),
        Column("message", "column.message", wide=True),
    ]


def inputs(words: Words) -> list[Column]:
    """Columns of the files read."""
    return [
        Column("file", "column.file"),
        Column("rows", "column.rows", "number"),
        Column("sha256", "column.sha"),
    ]


def sources(words: Words) -> list[Column]:
    """Columns of the publications; others lead here."""
    return [
        Column("source_id", "column.source", anchor="anchor"),
        Column("kind", "column.kind", "code"),
        Column("publisher", "column.publisher"),
        Column("title", "column.title", web="url", wide=True),
        Column("published_on", "column.published", "date"),
        Column("published_on_precision", "column.precision", "code", code="precision"),
        Column("figure_count", "column.figures", "number"),
        Column("chosen_count", "column.chosen", "number"),
    ]


def _cited() -> list[Column]:
    return [
        Column("publisher", "column.publisher", href="sources.html#{source_id}"),
        Column("published_on", "column.published", "date"),
    ]


def report_changes(words: Words) -> list[Column]:
    """Columns of the report's figures on targets and their changes."""
    return [
        _name(words, href=_PROVINCE),
        Column("target_point", "column.target_percent", "number"),
        Column("wording", "column.wording", "quote"),
        Column(
            "previous_target_point",
            "column.previous_target",
            "number",
            href="sources.html#{previous_source_id}",
        ),
        Column("delta_pp", "column.delta", "signed"),
        Column("direction", "column.direction", "code", judges=True),
        *_cited(),
    ]


def report_completion(words: Words) -> list[Column]:
    """Columns of the report's figure on targets and outturns."""
    return [
        _name(words, href=_PROVINCE),
        Column(
            "target_point",
            "column.target_percent",
            "number",
            href="sources.html#{target_source_id}",
        ),
        Column("outturn", "column.outturn", "number"),
        Column("gap_pp", "column.gap", "signed"),
        Column("verdict", "column.verdict", "code", judges=True),
        Column("direction", "column.direction", "code", judges=True),
        *_cited(),
    ]


def report_versus_gdp(words: Words) -> list[Column]:
    """Columns of the report's figures on targets beside the growth target."""
    return [
        _name(words, href=_PROVINCE),
        Column("target_point", "column.target_percent", "number"),
        Column("wording", "column.wording", "quote"),
        Column(
            "gdp_target_point", "column.gdp_target", "number", href="sources.html#{gdp_source_id}"
        ),
        Column("gap_pp", "column.gap", "signed"),
        *_cited(),
    ]


def figure_claims(words: Words) -> list[Column]:
    """Columns of what the report says around a figure; each leads to its reconciliation."""
    return [
        Column("claim_id", "column.claim", href="reconciliation.html#{claim_id}"),
        Column("statement", "column.statement"),
        Column("claimed", "column.claimed", "number"),
        Column("recomputed", "column.recomputed", "number"),
        Column("interval", "column.bounds", "number"),
        Column("status", "column.status", "code", judges=True),
    ]
