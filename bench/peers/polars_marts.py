"""The main marts at every vintage by Polars, as an analyst who knows it well would write them.

    python polars_marts.py seeds wordings.parquet out/                    from the seeds
    python polars_marts.py '/data/{name}/**/*.parquet' wordings.parquet out/
    python polars_marts.py '/data/{name}/**/*.parquet' wordings.parquet out/ --by-year

`wordings.parquet` is what the models read in each distinct wording. As in the models, a value is
chosen once for all vintages that see the same observations. Criteria of the choice are packed into
one integer, so that the preferred observation is a minimum. Plans are lazy,
and the streaming engine executes them. With `--by-year`, figures are chosen year by year, where
memory does not hold all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import polars as pl

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CELL = ["geography_code", "indicator", "measure", "year"]
ROUND = ["geography_code", "indicator", "target_year"]
KINDS = {"official": 0, "research": 1, "news": 2, "aggregator": 3, "repository": 4}
RELEASES = {"revised": 0, "final": 1, "first": 2, "estimate": 3}
NUMERIC = ["exact", "about", "at_least", "at_most", "range"]
TURNED = {"at_most": "at_least", "at_least": "at_most"}
LAST_DAY = pl.date(9999, 12, 31)
BITS_OF_DAYS = 22
# Types of the seeds' columns that are no text.
WRITTEN = {
    **{name: pl.col(name).cast(pl.Int64) for name in ("year", "strength")},
    **{name: pl.col(name).str.to_date("%Y-%m-%d") for name in ("published_on", "as_of")},
    **{
        name: pl.col(name) == "true"
        for name in ("is_rounded", "is_disclosed", "is_reduction", "is_read_in_full")
    },
    "value": pl.col("value").cast(pl.Float64),
}


def seed(name: str) -> pl.LazyFrame:
    """Return a seed."""
    (path,) = SEEDS.rglob(f"{name}.csv")
    texts = pl.read_csv(path, infer_schema=False, null_values="", encoding="utf8").lazy()
    columns = texts.collect_schema().names()
    return texts.with_columns(WRITTEN[name] for name in columns if name in WRITTEN)


def source(location: str, name: str) -> pl.LazyFrame:
    """Return an input that may come from outside."""
    if location == "seeds":
        return seed(name)
    found = pl.scan_parquet(location.replace("{name}", name), hive_partitioning=True)
    return found.with_columns(pl.col("year").cast(pl.Int64)) if name == "observations" else found


def packed(*parts: tuple[pl.Expr, int]) -> pl.Expr:
    """Return one integer that is ordered as its parts are, one after the other."""
    number = pl.lit(0, pl.Int64)
    for part, bits in parts:
        number = number * 2**bits + part.cast(pl.Int64)
    return number


def numbered(location: str) -> pl.LazyFrame:
    """Return the vintages, numbered by their day."""
    vintages = source(location, "vintages").select("vintage", "as_of")
    return vintages.with_columns(number=pl.col("as_of").rank("dense").cast(pl.Int64))


def figures(location: str, wordings: Path, observations: pl.LazyFrame) -> pl.LazyFrame:
    """Return the observations that a vintage sees, with their figures and packed criteria."""
    sources = source(location, "sources")
    of_sources = sources.select(
        "source_id",
        "title",
        kind_rank=pl.col("kind").replace_strict(KINDS, return_dtype=pl.Int64),
        source_number=pl.col("source_id").rank("dense").cast(pl.Int64),
    )
    days = (
        observations.select("published_on")
        .unique()
        .join_where(numbered(location), pl.col("published_on") <= pl.col("as_of"))
        .group_by("published_on")
        .agg(known_from=pl.col("number").min())
    )
    reviewed = seed("wording_exceptions").select(
        "unit", "value", raw_text="wording", reviewed="qualifier"
    )
    texts = (
        source(location, "documents")
        .join(sources, on="title")
        .select("geography_code", "year", "source_id", is_text=pl.lit(value=True))
        .with_columns(pl.col("year").cast(pl.Int64))
        .unique()
    )
    is_target, is_reduction = pl.col("measure") == "target", pl.col("is_reduction")
    value, qualifier, figure = pl.col("value"), pl.col("qualifier"), pl.col("figure")
    read_as = pl.col("read_as")
    days_left = (LAST_DAY - pl.col("published_on")).dt.total_days()
    return (
        observations.select(
            *("observation_id", *CELL, "value", "raw_text", "unit", "basis", "release"),
            *("is_rounded", "published_on", "source_id"),
        )
        .join(days, on="published_on")
        .join(of_sources, on="source_id")
        .join(seed("indicators").select("indicator", "is_reduction"), on="indicator")
        .join(
            pl.scan_parquet(wordings).rename({"wording": "raw_text", "qualifier": "read_as"}),
            on=["raw_text", "unit"],
            how="left",
        )
        .join(reviewed, on=["unit", "raw_text", "value"], how="left", nulls_equal=True)
        .join(texts, on=["geography_code", "year", "source_id"], how="left")
        .with_columns(
            range_low=pl.when(is_reduction).then(-pl.col("range_high")).otherwise("range_low"),
            range_high=pl.when(is_reduction).then(-pl.col("range_low")).otherwise("range_high"),
            stated_number=pl.col("stated_number") * pl.when(is_reduction).then(-1).otherwise(1),
            qualifier=pl.when(~is_target)
            .then(None)
            .when(pl.col("reviewed").is_not_null())
            .then("reviewed")
            .when(value.is_not_null() & ~read_as.is_in(NUMERIC).fill_null(value=False))
            .then(pl.lit("exact"))
            .when(is_reduction)
            .then(read_as.replace(TURNED))
            .otherwise(read_as.fill_null("qualitative")),
        )
        .with_columns(
            figure=pl.when(qualifier == "range")
            .then(value.fill_null(((pl.col("range_low") + pl.col("range_high")) / 2).round(4)))
            .when(qualifier.is_in(["at_least", "at_most"]))
            .then(value.fill_null(pl.col("stated_number")))
            .when(qualifier.is_in(["exact", "about"]) | ~is_target)
            .then(value),
        )
        .with_columns(
            words=pl.when(figure.is_null()).then(qualifier),
            target_low=pl.when(qualifier == "range")
            .then("range_low")
            .when(qualifier.is_in(["exact", "about", "at_least"]))
            .then("figure"),
            target_high=pl.when(qualifier == "range")
            .then("range_high")
            .when(qualifier.is_in(["exact", "about", "at_most"]))
            .then("figure"),
            is_two_track=pl.col("is_two_track").fill_null(value=False),
            # All criteria before the number of sources.
            before=packed(
                (
                    pl.when(figure.is_not_null())
                    .then(0)
                    .when(qualifier == "not_disclosed")
                    .then(2)
                    .otherwise(1),
                    2,
                ),
                (
                    pl.when(
                        (pl.col("indicator") != "fiscal_revenue")
                        | (pl.col("basis") == "natural").fill_null(value=False)
                    )
                    .then(0)
                    .when(pl.col("basis").is_null())
                    .then(1)
                    .otherwise(2),
                    2,
                ),
                (
                    pl.when(is_target)
                    .then(0)
                    .otherwise(pl.col("release").replace_strict(RELEASES, return_dtype=pl.Int64)),
                    2,
                ),
                (pl.col("is_rounded"), 1),
                (pl.col("kind_rank"), 3),
                (
                    pl.when(~is_target & (pl.col("release") == "revised"))
                    .then(days_left)
                    .otherwise(0),
                    BITS_OF_DAYS,
                ),
            ),
            # All criteria behind it, but the observation's own number.
            behind=packed((days_left, BITS_OF_DAYS), (pl.col("source_number"), 20)),
            # For the choice of the wording: the report itself first, then who says the most.
            text_rank=pl.col("is_text").is_null().cast(pl.Int64),
            silence_rank=pl.when(qualifier != "exact")
            .then(0)
            .when(pl.col("is_text").is_not_null() | pl.col("is_clause").fill_null(value=False))
            .then(1)
            .otherwise(2),
        )
        .drop("value", "range_low", "range_high", "stated_number", "read_as", "basis", "unit")
        .drop("reviewed", "is_text", "is_clause", "kind_rank", "is_rounded", "is_reduction")
        .rename({"raw_text": "wording"})
    )


def first(candidates: pl.DataFrame, *criteria: str) -> pl.DataFrame:
    """Return the observation of each state with the least criteria, one after the other."""
    for criterion in criteria:
        least = candidates.lazy().group_by("state").agg(pl.col(criterion).min())
        kept = candidates.lazy().join(least, on=["state", criterion], how="semi")
        candidates = kept.collect(engine="streaming")
    return candidates


def stated_by(candidates: pl.LazyFrame, alike: list[str], name: str) -> pl.LazyFrame:
    """Add minus the number of sources that state the same, so that most is least."""
    keys = ["state", *alike]
    most_is_least = -pl.col("source_number").n_unique().cast(pl.Int64)
    sources = candidates.group_by(keys).agg(most_is_least.alias(name))
    return candidates.join(sources, on=keys, nulls_equal=True)


def chosen(observations: pl.DataFrame, last_number: int) -> pl.DataFrame:
    """Choose the observation of each cell, from each vintage at which another one becomes known."""
    cells = observations.lazy().select(CELL).unique().with_row_index("cell")
    criteria = (
        observations.lazy()
        .with_row_index("row")
        .join(cells, on=CELL)
        .select(
            *("row", "cell", "known_from", "before", "behind", "figure", "words", "measure"),
            *("source_number", "observation_id", "qualifier", "is_two_track"),
            *("text_rank", "silence_rank"),
        )
        .collect(engine="streaming")
    )
    states = (
        criteria.lazy()
        .select("cell", from_number="known_from")
        .unique()
        .sort("cell", "from_number")
        .with_columns(
            to_number=pl.when(pl.col("cell").shift(-1) == pl.col("cell"))
            .then(pl.col("from_number").shift(-1) - 1)
            .otherwise(last_number)
        )
        .with_row_index("state")
        .collect(engine="streaming")
    )
    known = (
        states.lazy()
        .select("state", "cell", "from_number")
        .join(criteria.lazy(), on="cell")
        .filter(pl.col("known_from") <= pl.col("from_number"))
        .drop("cell", "known_from", "from_number")
        .collect(engine="streaming")
    )
    behind = (
        known.lazy()
        .group_by("state")
        .agg(
            source_count=pl.col("source_number").n_unique().cast(pl.Int64),
            distinct_value_count=pl.col("figure").drop_nulls().n_unique().cast(pl.Int64),
        )
    )
    best = first(known, "before").lazy()
    best = stated_by(best, ["figure", "words"], "support").collect(engine="streaming")
    winners = first(best, "support", "behind", "observation_id").lazy()
    agreeing = (
        known.lazy()
        .filter(pl.col("measure") == "target")
        .join(
            winners.select("state", "figure", "words"),
            on=["state", "figure", "words"],
            how="semi",
            nulls_equal=True,
        )
    )
    agreeing = stated_by(agreeing, ["before"], "support")
    agreeing = stated_by(agreeing, ["text_rank", "silence_rank", "qualifier"], "alike")
    words_rank = packed(
        (pl.col("text_rank"), 1),
        (pl.col("silence_rank"), 2),
        (pl.col("alike") + 2**20, 21),
        (~pl.col("is_two_track"), 1),
    )
    worded = first(
        agreeing.with_columns(words_rank=words_rank).collect(engine="streaming"),
        *("words_rank", "before", "support", "behind", "observation_id"),
    ).lazy()
    worded = worded.select("state", words_row="row", is_wording_known=pl.col("silence_rank") < 2)
    observations = observations.with_row_index("row")
    of_value = observations.lazy().select(
        *("row", "observation_id", *CELL, "figure", "source_id", "published_on", "release")
    )
    of_words = observations.lazy().select(
        *("qualifier", "wording", "is_two_track", "target_low", "target_high"),
        words_row="row",
    )
    return (
        winners.select("state", "row")
        .join(states.lazy().select("state", "from_number", "to_number"), on="state")
        .join(behind, on="state")
        .join(worded, on="state", how="left")
        .with_columns(pl.col("words_row").fill_null(pl.col("row")))
        .join(of_value, on="row")
        .join(of_words, on="words_row")
        .drop("state", "row", "words_row")
        .collect(engine="streaming")
    )


def settled(location: str, observations: pl.DataFrame) -> pl.DataFrame:
    """Return the reports that were read in full, and whether they state a target."""
    statements = (
        observations.lazy()
        .filter(pl.col("measure") == "target")
        .join(seed("qualifiers").filter("is_disclosed"), on="qualifier", how="semi")
        .select("geography_code", "indicator", "year", "title", has_target=pl.lit(value=True))
        .unique()
    )
    return (
        source(location, "documents")
        .filter("is_read_in_full")
        .with_columns(pl.col("year").cast(pl.Int64))
        .join_where(numbered(location), pl.col("published_on") <= pl.col("as_of"))
        .group_by("geography_code", "year", "document_kind", "title")
        .agg(from_number=pl.col("number").min())
        .join(
            seed("indicators").select("indicator", document_kind="settled_by"), on="document_kind"
        )
        .join(statements, on=["geography_code", "indicator", "year", "title"], how="left")
        .select(
            *("geography_code", "indicator", "from_number"),
            pl.col("has_target").fill_null(value=False),
            target_year="year",
        )
        .collect()
    )


def rounds(cells: pl.DataFrame, documents: pl.DataFrame, geographies: pl.DataFrame) -> pl.DataFrame:
    """Return every geography in every round, with all that is compared there."""
    qualifiers = seed("qualifiers").select("qualifier", "is_disclosed", "strength")
    targets = (
        cells.lazy()
        .filter(pl.col("measure") == "target")
        .join(qualifiers, on="qualifier")
        .select(
            *("geography_code", "indicator", "wording", "strength", "is_disclosed"),
            "is_wording_known",
            target_year="year",
            target_point="figure",
        )
    )
    outturns = (
        cells.lazy()
        .filter(pl.col("measure") == "outturn")
        .select("geography_code", "indicator", target_year="year", outturn="figure")
    )
    # The newest size of the four years before weighs.
    sizes = (
        cells.lazy()
        .filter(pl.col("measure") == "size", pl.col("figure").is_not_null())
        .select("geography_code", "year", weight_indicator="indicator", weight="figure")
        .sort("year")
    )
    indicators = seed("indicators").select("indicator", "better", "weight_indicator", "target_kind")
    status = (
        pl.when(pl.col("is_disclosed") & pl.col("target_point").is_not_null())
        .then(pl.lit("stated_number"))
        .when("is_disclosed")
        .then(pl.lit("stated_words"))
        .when(~pl.col("has_target"))
        .then(pl.lit("not_stated"))
        .otherwise(pl.lit("no_source"))
    )
    current = (
        targets.select("indicator", "target_year")
        .unique()
        .join(geographies.lazy().select("geography_code", "level"), how="cross")
        .join(indicators, on="indicator")
        .join(targets, on=ROUND, how="left")
        .join(outturns, on=ROUND, how="left")
        .join(documents.lazy().select(*ROUND, "has_target"), on=ROUND, how="left")
        .with_columns(
            pl.col("is_disclosed").fill_null(value=False),
            before=pl.col("target_year") - 1,
        )
        .with_columns(target_status=status)
        .sort("before")
        .join_asof(
            sizes,
            left_on="before",
            right_on="year",
            by=["geography_code", "weight_indicator"],
            tolerance=3,
            check_sortedness=False,
        )
        .drop("year", "before", "has_target")
    )
    previous = (
        targets.join(
            documents.lazy().select(*ROUND, "has_target"), on=ROUND, how="full", coalesce=True
        )
        .with_columns(pl.col("is_disclosed").fill_null(value=False))
        .select(
            *("geography_code", "indicator"),
            target_year=pl.col("target_year") + 1,
            previous_target_status=status,
            previous_target_point="target_point",
            previous_wording="wording",
            previous_strength="strength",
            previous_is_disclosed="is_disclosed",
            previous_is_wording_known="is_wording_known",
        )
    )
    return (
        current.join(previous, on=ROUND, how="left")
        .with_columns(
            pl.col("previous_is_disclosed").fill_null(value=False),
            pl.col("previous_target_status").fill_null("no_source"),
        )
        .collect(engine="streaming")
    )


def deltas(all_rounds: pl.LazyFrame) -> pl.LazyFrame:
    """Compare each target with the one before."""
    delta, now, before = pl.col("delta"), pl.col("is_disclosed"), pl.col("previous_is_disclosed")
    status, previous_status = pl.col("target_status"), pl.col("previous_target_status")
    one_number = pl.col("target_point").is_null() != pl.col("previous_target_point").is_null()
    return (
        all_rounds.filter(pl.col("level") != "nation", now | before)
        .with_columns(delta=(pl.col("target_point") - pl.col("previous_target_point")).round(4))
        .select(
            *(*ROUND, "target_point", "previous_target_point", "wording", "previous_wording"),
            delta_pp=pl.when(pl.col("target_kind") != "level").then("delta"),
            direction=pl.when(previous_status == "no_source")
            .then(pl.lit("unknown_before"))
            .when(status == "no_source")
            .then(pl.lit("unknown_now"))
            .when(previous_status == "not_stated")
            .then(pl.lit("newly_set"))
            .when(status == "not_stated")
            .then(pl.lit("withdrawn"))
            .when(delta.is_null())
            .then(pl.lit("not_comparable"))
            .when(delta < 0)
            .then(pl.lit("lowered"))
            .when(delta > 0)
            .then(pl.lit("raised"))
            .otherwise(pl.lit("unchanged")),
            wording_change=pl.when(
                ~(now & before) | (delta != 0).fill_null(value=False) | one_number
            )
            .then(None)
            .when(~(pl.col("is_wording_known") & pl.col("previous_is_wording_known")))
            .then(pl.lit("unknown"))
            .when(pl.col("strength") > pl.col("previous_strength"))
            .then(pl.lit("strengthened"))
            .when(pl.col("strength") < pl.col("previous_strength"))
            .then(pl.lit("softened"))
            .otherwise(pl.lit("same")),
        )
    )


def completion(all_rounds: pl.LazyFrame) -> pl.LazyFrame:
    """Compare each target with its outturn."""
    target, outturn = pl.col("target_point"), pl.col("outturn")
    return all_rounds.filter(
        pl.col("level") != "nation", target.is_not_null() & outturn.is_not_null()
    ).select(
        *(*ROUND, "target_point", "outturn"),
        gap_pp=pl.when(pl.col("target_kind") != "level").then((outturn - target).round(4)),
        completion_rate=pl.when((target * outturn >= 0) & (target != 0)).then(outturn / target),
        is_met=pl.when(pl.col("better") == "higher")
        .then(outturn >= target)
        .otherwise(outturn <= target),
    )


def scopes(all_rounds: pl.LazyFrame, geographies: pl.DataFrame) -> pl.LazyFrame:
    """Return the members of each scope in each year."""
    provinces = geographies.lazy().filter(pl.col("level") == "province")
    regions = provinces.filter(pl.col("region_en").is_not_null())
    lasting = pl.concat(
        [
            provinces.select("geography_code", scope_code=pl.lit("all")),
            regions.select("geography_code", scope_code="region:" + pl.col("region_en")),
            seed("groups").select("geography_code", scope_code="group:" + pl.col("group_code")),
        ]
    )
    by_gdp = pl.col("weight").rank("min", descending=True).over("target_year")
    largest = (
        all_rounds.filter(pl.col("indicator") == "gdp", pl.col("level") == "province")
        .filter(pl.col("weight").is_not_null().all().over("target_year"), by_gdp <= 10)
        .select("geography_code", "target_year", scope_code=pl.lit("rank:top10"))
    )
    years = all_rounds.select("target_year").unique()
    return pl.concat([lasting.join(years, how="cross"), largest], how="diagonal")


def weighted(all_rounds: pl.LazyFrame, members: pl.LazyFrame) -> pl.LazyFrame:
    """Average the targets of each scope by size."""
    point, weight = pl.col("target_point"), pl.col("weight")
    both = point.is_not_null() & weight.is_not_null()
    key = ["scope_code", "indicator", "target_year"]
    averages = (
        all_rounds.filter(pl.col("target_kind") != "level")
        .join(members, on=["geography_code", "target_year"])
        .group_by(key)
        .agg(
            weighted_sum=(point * weight).filter(both).sum(),
            weight_sum=weight.filter(both).sum(),
            all_weight=weight.sum(),
            known_count=weight.count(),
            weighted_count=both.sum().cast(pl.Int64),
            member_count=pl.len().cast(pl.Int64),
            disclosed_count=pl.col("is_disclosed").sum().cast(pl.Int64),
            not_stated_count=(pl.col("target_status") == "not_stated").sum().cast(pl.Int64),
            numeric_count=point.count().cast(pl.Int64),
            simple_average=point.mean(),
            median_target=point.median(),
            min_target=point.min(),
            max_target=point.max(),
        )
        .with_columns(
            weighted_target=pl.when(pl.col("weighted_count") > 0).then(
                pl.col("weighted_sum") / pl.col("weight_sum")
            )
        )
        .with_columns(
            weighted_sum=pl.when(pl.col("weighted_count") > 0).then("weighted_sum"),
            weight_coverage=pl.when(pl.col("all_weight") > 0)
            .then(
                pl.col("weight_sum")
                * pl.col("known_count")
                / (pl.col("all_weight") * pl.col("member_count"))
            )
            .otherwise(0.0),
        )
        .drop("all_weight", "known_count", "weight_sum")
    )
    previous = averages.select(
        *("scope_code", "indicator"),
        target_year=pl.col("target_year") + 1,
        previous_weighted_target="weighted_target",
    )
    return averages.join(previous, on=key, how="left").with_columns(
        change_pp=(pl.col("weighted_target") - pl.col("previous_weighted_target")).round(10)
    )


def facts(cells: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """Return the chosen figures of each measure."""
    about = ["source_id", "published_on", "source_count", "distinct_value_count", "observation_id"]
    parts = {
        kind: cells.filter(pl.col("measure") == kind) for kind in ("target", "outturn", "size")
    }
    numbers = {kind: part.filter(pl.col("figure").is_not_null()) for kind, part in parts.items()}
    return {
        "fct_targets": parts["target"].select(
            *("geography_code", "indicator", "target_low", "target_high", "qualifier"),
            *("is_two_track", "is_wording_known", "wording", *about),
            target_year="year",
            target_point="figure",
        ),
        "fct_outturns": numbers["outturn"].select(
            *("geography_code", "indicator", "year", "release", *about), outturn="figure"
        ),
        "fct_sizes": numbers["size"].select(
            *("geography_code", "indicator", "year", "release", *about), size_100m_yuan="figure"
        ),
    }


def write(
    cells: pl.DataFrame,
    documents: pl.DataFrame,
    geographies: pl.DataFrame,
    out: Path,
    vintage: str,
) -> None:
    """Write every table at one vintage."""
    all_rounds = rounds(cells, documents, geographies).lazy()
    tables = {
        **facts(cells.lazy()),
        "target_deltas": deltas(all_rounds),
        "completion_rates": completion(all_rounds),
        "weighted_targets": weighted(all_rounds, scopes(all_rounds, geographies)),
    }
    for name, table in tables.items():
        place = out / name / f"vintage={vintage}"
        place.mkdir(parents=True, exist_ok=True)
        table.sink_parquet(place / "all.parquet")


def main(location: str, wordings: Path, out: Path, *, by_year: bool) -> None:
    """Choose once; write every table at every vintage, one after the other: all do not fit."""
    geographies = source(location, "geographies").select("geography_code", "level", "region_en")
    vintages = numbered(location).select("vintage", "number").collect().rows()
    last_number = max(number for _, number in vintages)
    files = source(location, "observations")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        years = files.select(pl.col("year").unique()).collect()["year"] if by_year else [None]
        documents = []
        for year in years:
            part = files if year is None else files.filter(pl.col("year") == year)
            observations = figures(location, wordings, part).collect(engine="streaming")
            documents.append(settled(location, observations))
            chosen(observations, last_number).write_parquet(Path(folder, f"{year}.parquet"))
        settling = (
            pl.concat(documents).group_by(*ROUND, "from_number").agg(pl.col("has_target").any())
        )
        cells = pl.scan_parquet(Path(folder, "*.parquet"))
        for vintage, number in vintages:
            seen = cells.filter(pl.col("from_number") <= number, pl.col("to_number") >= number)
            write(
                seen.collect(engine="streaming"),
                settling.filter(pl.col("from_number") <= number),
                geographies.collect(),
                out,
                vintage,
            )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), by_year=sys.argv[4:] == ["--by-year"])
