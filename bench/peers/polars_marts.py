"""The main marts at every vintage by Polars, as an analyst who knows it well would write them.

python polars_marts.py seeds out/                    from the seeds
python polars_marts.py '/data/{name}/**/*.parquet' out/
python polars_marts.py '/data/{name}/**/*.parquet' out/ --by-year    where memory does not hold all
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

import polars as pl
from wordings import read

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CELL = ["geography_code", "indicator", "measure", "year"]
KINDS = {"official": 0, "research": 1, "news": 2, "aggregator": 3, "repository": 4}
RELEASES = {"revised": 0, "final": 1, "first": 2}
BEFORE_SUPPORT = [
    *("number_rank", "basis_rank", "release_rank", "is_rounded", "kind_rank", "revised_on"),
]
ORDER = [*BEFORE_SUPPORT, "support", "published_on", "source_id", "observation_id"]
LARGEST_FIRST = ("revised_on", "support", "published_on")
# Types of the seeds' columns that are no text.
WRITTEN = {
    **{name: pl.col(name).cast(pl.Int64) for name in ("year", "strength")},
    **{name: pl.col(name).str.to_date("%Y-%m-%d") for name in ("published_on", "as_of")},
    **{name: pl.col(name) == "true" for name in ("is_rounded", "is_disclosed")},
    "value": pl.col("value").cast(pl.Float64),
}


def seed(name: str) -> pl.DataFrame:
    """Return a seed."""
    (path,) = SEEDS.rglob(f"{name}.csv")
    texts = pl.read_csv(path, infer_schema=False, null_values="", encoding="utf8")
    return texts.with_columns(WRITTEN[name] for name in texts.columns if name in WRITTEN)


def source(location: str, name: str) -> pl.DataFrame:
    """Return an input that may come from outside."""
    if location == "seeds":
        return seed(name)
    return pl.read_parquet(location.replace("{name}", name), hive_partitioning=True)


def readings(observations: pl.DataFrame) -> pl.DataFrame:
    """Read each distinct wording of a target once."""
    words = (
        observations.filter(pl.col("measure") == "target")["raw_text"]
        .drop_nulls()
        .unique()
        .to_list()
    )
    read_once = [read(wording) for wording in words]
    return pl.DataFrame(
        {
            "raw_text": pl.Series(words, dtype=pl.String),
            "stated": pl.Series([one.stated for one in read_once], dtype=pl.Float64),
            "range_low": pl.Series([one.low for one in read_once], dtype=pl.Float64),
            "range_high": pl.Series([one.high for one in read_once], dtype=pl.Float64),
            "read_as": pl.Series([one.qualifier for one in read_once], dtype=pl.String),
            "is_two_track": pl.Series([one.is_two_track for one in read_once], dtype=pl.Boolean),
        }
    )


def figures(location: str, observations: pl.DataFrame) -> pl.DataFrame:
    """Return the observations with their figures as numbers and the criteria of the choice."""
    observations = observations.select(
        *("observation_id", *CELL, "value", "raw_text", "basis", "release", "is_rounded"),
        *("published_on", "source_id"),
    )
    observations = observations.with_columns(
        pl.col("value").cast(pl.Float64),
        pl.col("is_rounded").cast(pl.Boolean),
        pl.col("year").cast(pl.Int32),
    )
    numeric = ["exact", "about", "at_least", "at_most", "range"]
    is_target = pl.col("measure") == "target"
    qualifier, value = pl.col("qualifier"), pl.col("value")
    exceptions = (
        seed("wording_exceptions")
        .filter(pl.col("unit") == "percent", pl.col("qualifier").is_not_null())
        .select(pl.col("value").cast(pl.Float64), raw_text="wording", reviewed="qualifier")
    )
    return (
        observations.lazy()
        .join(readings(observations).lazy(), on="raw_text", how="left")
        .join(exceptions.lazy(), on=["raw_text", "value"], how="left", nulls_equal=True)
        .join(source(location, "sources").lazy().select("source_id", "kind"), on="source_id")
        .with_columns(
            qualifier=pl.when(~is_target)
            .then(None)
            .when(pl.col("reviewed").is_not_null())
            .then("reviewed")
            .when(value.is_not_null() & ~pl.col("read_as").is_in(numeric).fill_null(value=False))
            .then(pl.lit("exact"))
            .otherwise(pl.col("read_as").fill_null("qualitative"))
        )
        .with_columns(
            figure=pl.when(qualifier == "range")
            .then(value.fill_null(((pl.col("range_low") + pl.col("range_high")) / 2).round(4)))
            .when(qualifier.is_in(["at_least", "at_most"]))
            .then(value.fill_null(pl.col("stated")))
            .when(qualifier.is_in(["exact", "about"]) | ~is_target)
            .then(value),
            is_two_track=is_target & pl.col("is_two_track").fill_null(value=False),
        )
        .with_columns(
            words=pl.when(pl.col("figure").is_null()).then(qualifier),
            target_low=pl.when(qualifier == "range")
            .then("range_low")
            .when(qualifier.is_in(["exact", "about", "at_least"]))
            .then("figure"),
            target_high=pl.when(qualifier == "range")
            .then("range_high")
            .when(qualifier.is_in(["exact", "about", "at_most"]))
            .then("figure"),
            number_rank=pl.when(pl.col("figure").is_not_null())
            .then(0)
            .when(qualifier == "not_disclosed")
            .then(2)
            .otherwise(1),
            basis_rank=pl.when(
                (pl.col("indicator") != "fiscal_revenue")
                | (pl.col("basis") == "natural").fill_null(value=False)
            )
            .then(0)
            .when(pl.col("basis").is_null())
            .then(1)
            .otherwise(2),
            release_rank=pl.when(is_target)
            .then(0)
            .otherwise(
                pl.col("release").replace_strict(RELEASES, default=3, return_dtype=pl.Int64)
            ),
            kind_rank=pl.col("kind").replace_strict(KINDS, default=4, return_dtype=pl.Int64),
            revised_on=pl.when(~is_target & (pl.col("release") == "revised")).then("published_on"),
        )
        .select(
            *("observation_id", *CELL, "figure", "words", "qualifier", "is_two_track"),
            *("target_low", "target_high", "source_id", "published_on", "is_rounded"),
            *("number_rank", "basis_rank", "release_rank", "kind_rank", "revised_on"),
            "release",
            wording="raw_text",
        )
        .collect()
    )


def chosen(known: pl.DataFrame) -> pl.DataFrame:
    """Choose one observation for each cell among those published by a vintage."""
    stated = [*CELL, *BEFORE_SUPPORT, "figure", "words"]
    support = known.lazy().group_by(stated).agg(support=pl.col("source_id").n_unique())
    behind = (
        known.lazy()
        .group_by(CELL)
        .agg(
            source_count=pl.col("source_id").n_unique(),
            distinct_value_count=pl.col("figure").drop_nulls().n_unique(),
        )
    )
    return (
        known.lazy()
        .join(support, on=stated, nulls_equal=True)
        .sort(
            [*CELL, *ORDER],
            descending=[name in LARGEST_FIRST for name in [*CELL, *ORDER]],
        )
        .unique(CELL, keep="first", maintain_order=True)
        .join(behind, on=CELL)
        .collect()
    )


def rounds(cells: pl.DataFrame, geographies: pl.DataFrame) -> pl.DataFrame:
    """Return every geography in every round, with all that is compared there."""
    qualifiers = seed("qualifiers").select("qualifier", "is_disclosed", "strength")
    targets = (
        cells.filter(pl.col("measure") == "target")
        .join(qualifiers, on="qualifier")
        .select(
            *("geography_code", "indicator", "wording", "strength", "is_disclosed"),
            target_year="year",
            target_point="figure",
        )
    )
    key = ["geography_code", "indicator", "target_year"]
    previous = targets.select(
        *("geography_code", "indicator"),
        target_year=pl.col("target_year") + 1,
        previous_target_point="target_point",
        previous_wording="wording",
        previous_strength="strength",
        previous_is_disclosed="is_disclosed",
    )
    outturns = cells.filter(pl.col("measure") == "outturn").select(
        *("geography_code", "indicator"), target_year="year", outturn="figure"
    )
    sizes = cells.filter(pl.col("measure") == "size").select(
        "geography_code",
        weight_indicator="indicator",
        target_year=pl.col("year") + 1,
        weight="figure",
    )
    indicators = seed("indicators").select("indicator", "better", "weight_indicator")
    return (
        targets.lazy()
        .select("indicator", "target_year")
        .unique()
        .join(geographies.lazy().select("geography_code", "level"), how="cross")
        .join(indicators.lazy(), on="indicator")
        .join(targets.lazy(), on=key, how="left")
        .join(previous.lazy(), on=key, how="left")
        .join(outturns.lazy(), on=key, how="left")
        .join(sizes.lazy(), on=["geography_code", "weight_indicator", "target_year"], how="left")
        .with_columns(
            pl.col("is_disclosed").fill_null(value=False),
            pl.col("previous_is_disclosed").fill_null(value=False),
        )
        .collect()
    )


def deltas(all_rounds: pl.DataFrame) -> pl.DataFrame:
    """Compare each target with the one before."""
    delta, now, before = pl.col("delta_pp"), pl.col("is_disclosed"), pl.col("previous_is_disclosed")
    one_number = pl.col("target_point").is_null() != pl.col("previous_target_point").is_null()
    return (
        all_rounds.lazy()
        .filter(now | before)
        .with_columns(delta_pp=(pl.col("target_point") - pl.col("previous_target_point")).round(4))
        .select(
            *("geography_code", "indicator", "target_year", "target_point"),
            *("previous_target_point", "delta_pp", "wording", "previous_wording"),
            direction=pl.when(~before)
            .then(pl.lit("newly_set"))
            .when(~now)
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
            .when(pl.col("strength") > pl.col("previous_strength"))
            .then(pl.lit("strengthened"))
            .when(pl.col("strength") < pl.col("previous_strength"))
            .then(pl.lit("softened"))
            .otherwise(pl.lit("same")),
        )
        .collect()
    )


def completion(all_rounds: pl.DataFrame) -> pl.DataFrame:
    """Compare each target with its outturn."""
    target, outturn = pl.col("target_point"), pl.col("outturn")
    return (
        all_rounds.lazy()
        .filter(target.is_not_null() & outturn.is_not_null())
        .select(
            *("geography_code", "indicator", "target_year", "target_point", "outturn"),
            gap_pp=(outturn - target).round(4),
            completion_rate=pl.when((target * outturn >= 0) & (target != 0)).then(outturn / target),
            is_met=pl.when(pl.col("better") == "higher")
            .then(outturn >= target)
            .otherwise(outturn <= target),
        )
        .collect()
    )


def scopes(geographies: pl.DataFrame) -> pl.DataFrame:
    """Return the members of each scope."""
    provinces = geographies.filter(pl.col("level") == "province")
    regions = provinces.filter(pl.col("region_en").is_not_null())
    return pl.concat(
        [
            provinces.select("geography_code", scope_code=pl.lit("all")),
            regions.select("geography_code", scope_code="region:" + pl.col("region_en")),
            seed("groups").select("geography_code", scope_code="group:" + pl.col("group_code")),
        ]
    )


def weighted(all_rounds: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Average the targets of each scope by size."""
    point, weight = pl.col("target_point"), pl.col("weight")
    both = point.is_not_null() & weight.is_not_null()
    key = ["scope_code", "indicator", "target_year"]
    averages = (
        all_rounds.lazy()
        .join(members.lazy(), on="geography_code")
        .group_by(key)
        .agg(
            weighted_sum=(point * weight).filter(both).sum(),
            weight_sum=weight.filter(both).sum(),
            all_weight=weight.sum(),
            known_count=weight.count(),
            weighted_count=both.sum().cast(pl.Int64),
            member_count=pl.len().cast(pl.Int64),
            disclosed_count=pl.col("is_disclosed").sum().cast(pl.Int64),
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
    return (
        averages.join(previous, on=key, how="left")
        .with_columns(
            change_pp=(pl.col("weighted_target") - pl.col("previous_weighted_target")).round(10)
        )
        .collect()
    )


def facts(cells: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the chosen figures of each measure."""
    about = ["source_id", "published_on", "source_count", "distinct_value_count", "observation_id"]
    parts = {
        kind: cells.filter(pl.col("measure") == kind) for kind in ("target", "outturn", "size")
    }
    numbers = {kind: part.filter(pl.col("figure").is_not_null()) for kind, part in parts.items()}
    return {
        "fct_targets": parts["target"].select(
            *("geography_code", "indicator", "target_low", "target_high", "qualifier"),
            *("is_two_track", "wording", *about),
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


def published_by(observations: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """Return the observations published by a vintage."""
    return observations.filter(pl.col("published_on") <= as_of)


def write(cells: pl.DataFrame, geographies: pl.DataFrame, out: Path, vintage: str) -> None:
    """Write every table at one vintage."""
    all_rounds = rounds(cells, geographies)
    tables = {
        **facts(cells),
        "target_deltas": deltas(all_rounds),
        "completion_rates": completion(all_rounds),
        "weighted_targets": weighted(all_rounds, scopes(geographies)),
    }
    for name, table in tables.items():
        place = out / name / f"vintage={vintage}"
        place.mkdir(parents=True, exist_ok=True)
        table.write_parquet(place / "all.parquet")


def main(location: str, out: Path, *, by_year: bool) -> None:
    """Write every table at every vintage, one vintage after the other: all do not fit at once."""
    geographies = source(location, "geographies").select("geography_code", "level", "region_en")
    vintages = source(location, "vintages").select("vintage", "as_of").rows()
    if not by_year:
        observations = figures(location, source(location, "observations"))
        for vintage, as_of in vintages:
            write(chosen(published_by(observations, as_of)), geographies, out, vintage)
        return
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        files = pl.scan_parquet(location.replace("{name}", "observations"), hive_partitioning=True)
        for year in files.select(pl.col("year").unique()).collect()["year"]:
            observations = figures(location, files.filter(pl.col("year") == year).collect())
            for vintage, as_of in vintages:
                place = Path(folder, vintage)
                place.mkdir(exist_ok=True)
                chosen(published_by(observations, as_of)).write_parquet(place / f"{year}.parquet")
        for vintage, _ in vintages:
            write(pl.read_parquet(Path(folder, vintage)), geographies, out, vintage)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:] == ["--by-year"])
