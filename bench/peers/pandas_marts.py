"""The main marts at every vintage by pandas, as an analyst who knows it well would write them.

python pandas_marts.py seeds out/                    from the seeds
python pandas_marts.py '/data/{name}/**/*.parquet' out/
"""

from __future__ import annotations

import glob
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from wordings import read

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CELL = ["geography_code", "indicator", "measure", "year"]
ROUND = ["geography_code", "indicator", "target_year"]
KINDS = {"official": 0, "research": 1, "news": 2, "aggregator": 3, "repository": 4}
RELEASES = {"revised": 0, "final": 1, "first": 2}
BEFORE_SUPPORT = [
    *("number_rank", "basis_rank", "release_rank", "is_rounded", "kind_rank", "revised_on"),
]
ORDER = [*BEFORE_SUPPORT, "support", "published_on", "source_id", "observation_id"]
LARGEST_FIRST = ("revised_on", "support", "published_on")
COLUMNS = [
    *("observation_id", "geography_code", "indicator", "measure", "value", "raw_text"),
    *("basis", "release", "is_rounded", "published_on", "source_id"),
]
# Types of the columns that are no text; dates are parsed where they are compared.
NUMBERS = {"year": int, "strength": int, "value": float}
FLAGS = ["is_rounded", "is_disclosed"]
# Few distinct texts, each many times: categories take a byte or two a value and group fast.
CATEGORIES = ["geography_code", "indicator", "measure", "basis", "release", "source_id", "raw_text"]


def seed(name: str) -> pd.DataFrame:
    """Return a seed."""
    (path,) = SEEDS.rglob(f"{name}.csv")
    found = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    for name in found.columns.intersection(list(NUMBERS)):
        found[name] = found[name].astype(NUMBERS[name])
    for name in found.columns.intersection(FLAGS):
        found[name] = found[name].map({"true": True, "false": False})
    return found


def source(location: str, name: str) -> pd.DataFrame:
    """Return a small input that may come from outside."""
    if location == "seeds":
        return seed(name)
    (path,) = glob.glob(location.replace("{name}", name), recursive=True)
    return pd.read_parquet(path)


def observations(location: str) -> pd.DataFrame:
    """Return the observations, repeated texts as categories."""
    if location == "seeds":
        found = seed("observations")[[*COLUMNS, "year"]]
    else:
        parts = []
        for path in glob.glob(location.replace("{name}", "observations"), recursive=True):
            part = pd.read_parquet(path, columns=COLUMNS)
            part["year"] = int(Path(path).parent.name.removeprefix("year="))
            for name in CATEGORIES:
                part[name] = part[name].astype("category")
            parts.append(part)
        kinds = {
            name: pd.api.types.union_categoricals([part[name] for part in parts]).categories
            for name in CATEGORIES
        }
        for part in parts:
            for name in CATEGORIES:
                part[name] = part[name].cat.set_categories(kinds[name])
        found = pd.concat(parts, ignore_index=True)
    found["published_on"] = pd.to_datetime(found["published_on"], format="%Y-%m-%d")
    for name in CATEGORIES:
        found[name] = found[name].astype("category")
        # The categories are in the order of the text, so that sorting by them sorts by it.
        found[name] = found[name].cat.reorder_categories(sorted(found[name].cat.categories))
    return found


def figures(location: str) -> pd.DataFrame:
    """Return the observations with their figures as numbers and the criteria of the choice."""
    found = observations(location)
    target = found["measure"] == "target"
    words = found.loc[target, "raw_text"].cat.remove_unused_categories().cat.categories
    readings = pd.DataFrame(
        [(wording, *read(wording)) for wording in words],
        columns=["raw_text", "stated", "low", "high", "read_as", "is_two_track"],
    ).set_index("raw_text")
    for name in readings:
        found[name] = found["raw_text"].astype(object).map(readings[name])
    exceptions = seed("wording_exceptions").query("unit == 'percent'").dropna(subset="qualifier")
    sources = source(location, "sources").set_index("source_id")["kind"]
    exception = pd.Series(None, index=found.index, dtype=object)
    for reviewed in exceptions.itertuples():
        same = (
            found["value"].isna() if np.isnan(reviewed.value) else found["value"] == reviewed.value
        )
        exception[same & (found["raw_text"] == reviewed.wording)] = reviewed.qualifier
    numeric = found["read_as"].isin(["exact", "about", "at_least", "at_most", "range"])
    qualifier = found["read_as"].fillna("qualitative")
    qualifier = qualifier.mask(found["value"].notna() & ~numeric, "exact")
    qualifier = qualifier.mask(exception.notna(), exception).where(target, None)
    figure = pd.Series(np.nan, index=found.index)
    for kinds, number in (
        (["range"], found["value"].fillna(((found["low"] + found["high"]) / 2).round(4))),
        (["at_least", "at_most"], found["value"].fillna(found["stated"])),
        (["exact", "about"], found["value"]),
    ):
        figure = figure.where(~qualifier.isin(kinds), number)
    found["figure"] = figure.where(target, found["value"])
    is_range = qualifier == "range"
    found["target_low"] = found["figure"].where(qualifier.isin(["exact", "about", "at_least"]))
    found["target_low"] = found["target_low"].mask(is_range, found["low"])
    found["target_high"] = found["figure"].where(qualifier.isin(["exact", "about", "at_most"]))
    found["target_high"] = found["target_high"].mask(is_range, found["high"])
    found["qualifier"] = qualifier.astype("category")
    found["words"] = qualifier.where(found["figure"].isna()).fillna("").astype("category")
    found["is_two_track"] = target & (found["is_two_track"] == True)  # noqa: E712  (missing is not)
    number_rank = np.select([found["figure"].notna(), qualifier == "not_disclosed"], [0, 2], 1)
    plain = (found["indicator"] != "fiscal_revenue") | (found["basis"] == "natural")
    found["number_rank"] = number_rank.astype("int8")
    found["basis_rank"] = np.select([plain, found["basis"].isna()], [0, 1], 2).astype("int8")
    release = found["release"].astype(object).map(RELEASES).fillna(3)
    found["release_rank"] = release.where(~target, 0).astype("int8")
    found["kind_rank"] = found["source_id"].astype(object).map(sources).map(KINDS).astype("int8")
    found["is_rounded"] = found["is_rounded"].astype(bool)
    # Only the order counts: the date of a revision, otherwise a date before all.
    revised = ~target & (found["release"] == "revised")
    found["revised_on"] = found["published_on"].where(revised, pd.Timestamp(0))
    return found.drop(columns=["value", "basis", "stated", "low", "high", "read_as"]).rename(
        columns={"raw_text": "wording"}
    )


def chosen(known: pd.DataFrame) -> pd.DataFrame:
    """Choose one observation for each cell among those published by a vintage."""
    stated = [*CELL, *BEFORE_SUPPORT, "figure", "words"]
    once = known.drop_duplicates([*stated, "source_id"])
    support = once.groupby(stated, observed=True, dropna=False).size().rename("support")
    ranked = known.join(support, on=stated)
    # NaN does not join on NaN, so words are counted apart.
    in_words = once[once["figure"].isna()]
    alike = [*CELL, *BEFORE_SUPPORT, "words"]
    by_words = in_words.groupby(alike, observed=True).size().rename("by_words")
    ranked = ranked.join(by_words, on=alike)
    in_words = ranked["figure"].isna()
    ranked["support"] = np.where(in_words, ranked["by_words"], ranked["support"])
    first = ranked.sort_values(
        [*CELL, *ORDER],
        ascending=[name not in LARGEST_FIRST for name in [*CELL, *ORDER]],
    ).drop_duplicates(CELL)
    sources = known.drop_duplicates([*CELL, "source_id"]).groupby(CELL, observed=True).size()
    values = known.drop_duplicates([*CELL, "figure"]).groupby(CELL, observed=True)["figure"].count()
    behind = pd.DataFrame({"source_count": sources, "distinct_value_count": values})
    return first.join(behind, on=CELL)


def rounds(cells: pd.DataFrame, geographies: pd.DataFrame) -> pd.DataFrame:
    """Return every geography in every round, with all that is compared there."""
    qualifiers = seed("qualifiers")[["qualifier", "is_disclosed", "strength"]]
    plain = cells.astype({"geography_code": object, "indicator": object, "qualifier": object})
    targets = (
        plain[plain["measure"] == "target"]
        .merge(qualifiers, on="qualifier")
        .rename(columns={"year": "target_year", "figure": "target_point"})
    )
    targets = targets[[*ROUND, "target_point", "wording", "strength", "is_disclosed"]]
    previous = targets.assign(target_year=targets["target_year"] + 1).rename(
        columns={name: f"previous_{name}" for name in targets if name not in ROUND}
    )
    outturns = plain[plain["measure"] == "outturn"].rename(
        columns={"year": "target_year", "figure": "outturn"}
    )
    sizes = plain[plain["measure"] == "size"].rename(
        columns={"indicator": "weight_indicator", "figure": "weight"}
    )
    sizes = sizes.assign(target_year=sizes["year"] + 1)
    by_size = ["geography_code", "weight_indicator", "target_year"]
    grid = targets[["indicator", "target_year"]].drop_duplicates()
    found = (
        grid.merge(geographies[["geography_code", "level"]], how="cross")
        .merge(seed("indicators")[["indicator", "better", "weight_indicator"]], on="indicator")
        .merge(targets, on=ROUND, how="left")
        .merge(previous, on=ROUND, how="left")
        .merge(outturns[[*ROUND, "outturn"]], on=ROUND, how="left")
        .merge(sizes[[*by_size, "weight"]], on=by_size, how="left")
    )
    for name in ("is_disclosed", "previous_is_disclosed"):
        found[name] = found[name] == True  # noqa: E712  (what is missing is not disclosed)
    return found


def deltas(all_rounds: pd.DataFrame) -> pd.DataFrame:
    """Compare each target with the one before."""
    found = all_rounds[all_rounds["is_disclosed"] | all_rounds["previous_is_disclosed"]].copy()
    now, before = found["is_disclosed"], found["previous_is_disclosed"]
    delta = (found["target_point"] - found["previous_target_point"]).round(4)
    found["delta_pp"] = delta
    found["direction"] = np.select(
        [~before, ~now, delta.isna(), delta < 0, delta > 0],
        ["newly_set", "withdrawn", "not_comparable", "lowered", "raised"],
        "unchanged",
    )
    one_number = found["target_point"].isna() != found["previous_target_point"].isna()
    changed = ~(now & before) | (delta.notna() & (delta != 0)) | one_number
    found["wording_change"] = pd.Series(
        np.select(
            [
                found["strength"] > found["previous_strength"],
                found["strength"] < found["previous_strength"],
            ],
            ["strengthened", "softened"],
            "same",
        ),
        index=found.index,
    ).mask(changed, None)
    kept = ["target_point", "previous_target_point", "delta_pp", "direction"]
    return found[[*ROUND, *kept, "wording", "previous_wording", "wording_change"]]


def completion(all_rounds: pd.DataFrame) -> pd.DataFrame:
    """Compare each target with its outturn."""
    found = all_rounds[all_rounds["target_point"].notna() & all_rounds["outturn"].notna()].copy()
    target, outturn = found["target_point"], found["outturn"]
    found["gap_pp"] = (outturn - target).round(4)
    found["completion_rate"] = (outturn / target).where((target * outturn >= 0) & (target != 0))
    found["is_met"] = np.where(found["better"] == "higher", outturn >= target, outturn <= target)
    return found[[*ROUND, "target_point", "outturn", "gap_pp", "completion_rate", "is_met"]]


def scopes(geographies: pd.DataFrame) -> pd.DataFrame:
    """Return the members of each scope."""
    provinces = geographies[geographies["level"] == "province"]
    regions = provinces[provinces["region_en"].notna()]
    groups = seed("groups")
    parts = [
        provinces[["geography_code"]].assign(scope_code="all"),
        regions[["geography_code"]].assign(scope_code="region:" + regions["region_en"]),
        groups[["geography_code"]].assign(scope_code="group:" + groups["group_code"]),
    ]
    return pd.concat(parts, ignore_index=True)


def weighted(all_rounds: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Average the targets of each scope by size."""
    key = ["scope_code", "indicator", "target_year"]
    found = all_rounds.merge(members, on="geography_code")
    both = found["target_point"].notna() & found["weight"].notna()
    found["product"] = (found["target_point"] * found["weight"]).where(both)
    found["own_weight"] = found["weight"].where(both)
    averages = (
        found.groupby(key)
        .agg(
            weighted_sum=("product", lambda values: values.sum(min_count=1)),
            weight_sum=("own_weight", "sum"),
            all_weight=("weight", "sum"),
            known_count=("weight", "count"),
            weighted_count=("product", "count"),
            member_count=("geography_code", "size"),
            disclosed_count=("is_disclosed", "sum"),
            numeric_count=("target_point", "count"),
            simple_average=("target_point", "mean"),
            median_target=("target_point", "median"),
            min_target=("target_point", "min"),
            max_target=("target_point", "max"),
        )
        .reset_index()
    )
    averages["weighted_target"] = averages["weighted_sum"] / averages["weight_sum"].where(
        averages["weighted_count"] > 0
    )
    whole = averages["all_weight"] * averages["member_count"]
    share = averages["weight_sum"] * averages["known_count"] / whole.where(whole > 0)
    averages["weight_coverage"] = share.fillna(0)
    previous = averages[[*key, "weighted_target"]].rename(
        columns={"weighted_target": "previous_weighted_target"}
    )
    previous["target_year"] += 1
    averages = averages.merge(previous, on=key, how="left")
    averages["change_pp"] = (
        averages["weighted_target"] - averages["previous_weighted_target"]
    ).round(10)
    return averages.drop(columns=["all_weight", "known_count", "weight_sum"])


def facts(cells: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the chosen figures of each measure."""
    about = ["source_id", "published_on", "source_count", "distinct_value_count", "observation_id"]
    parts = {kind: cells[cells["measure"] == kind] for kind in ("target", "outturn", "size")}
    numbers = {kind: part[part["figure"].notna()] for kind, part in parts.items()}
    words = ["target_low", "target_point", "target_high", "qualifier", "is_two_track", "wording"]
    targets = parts["target"].rename(columns={"year": "target_year", "figure": "target_point"})
    outturns = numbers["outturn"].rename(columns={"figure": "outturn"})
    sizes = numbers["size"].rename(columns={"figure": "size_100m_yuan"})
    own = ["geography_code", "indicator", "year", "release"]
    return {
        "fct_targets": targets[[*ROUND, *words, *about]],
        "fct_outturns": outturns[[*own, "outturn", *about]],
        "fct_sizes": sizes[[*own, "size_100m_yuan", *about]],
    }


def main(location: str, out: Path) -> None:
    """Write every table at every vintage, one vintage after the other: all do not fit at once."""
    all_observations = figures(location)
    geographies = source(location, "geographies")
    members = scopes(geographies)
    days = all_observations["published_on"].to_numpy().astype("datetime64[D]")
    for vintage in source(location, "vintages").itertuples():
        cells = chosen(all_observations[days <= np.datetime64(str(vintage.as_of)[:10], "D")])
        all_rounds = rounds(cells, geographies)
        tables = {
            **facts(cells),
            "target_deltas": deltas(all_rounds),
            "completion_rates": completion(all_rounds),
            "weighted_targets": weighted(all_rounds, members),
        }
        for name, table in tables.items():
            place = out / name / f"vintage={vintage.vintage}"
            place.mkdir(parents=True, exist_ok=True)
            table.to_parquet(place / "all.parquet", index=False)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
