"""Fail where today's ratios are a quarter worse than the recorded ones, or any count differs.

    python bench/check.py              compare with bench/results
    python bench/check.py --record     write down today's counts

Ratios within one round are compared instead of seconds, since they depend less on the machine; a
record of another processor is marked in the output.
Counts (nodes of the build, rows that the models and the twenty questions read) depend on no
machine, and must be the recorded ones.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

import asking
import bare
import duckdb
import measure
from contestants import DATABASE, Arena

_WORSE = 1.25


def counts(manifest: Path, folder: Path) -> dict[str, int]:
    """Count the nodes of a build, and the rows that models and questions read."""
    content = json.loads(manifest.read_text("utf-8"))
    kinds = [node["resource_type"] for node in content["nodes"].values()]
    kinds += ["unit_test"] * len(content["unit_tests"])
    found = {f"nodes: {kind}": kinds.count(kind) for kind in sorted(set(kinds) - {"analysis"})}
    database, profile = folder / DATABASE, folder / "profile.json"
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        found["rows read: all models"] = sum(
            asking.scanned(connection, statement, profile)
            for statement in bare.statements(manifest)
        )
        for name, sql in asking.questions().items():
            found[f"rows read: {name}"] = asking.scanned(connection, sql, profile)
    return found


def main() -> None:
    """Compare, or record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="write down the counts of today")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        arena = Arena(folder=Path(name))
        arena.dbt_build()
        manifest = arena.folder / "dbt" / "target" / "manifest.json"
        today = counts(manifest, arena.folder)
        if options.record:
            rows = [{"what": what, "count": count} for what, count in today.items()]
            measure.write("counts", rows, {})
            return
        known = {row["what"]: int(row["count"]) for row in measure.read("counts")}
        wrong = [
            f"{what}: {today.get(what, 'gone')}, recorded {known.get(what, 'nothing')}"
            for what in sorted(known | today)
            if today.get(what) != known.get(what)
        ]
        arena.run()
        arena.wordings(manifest)
        jobs = arena.jobs(manifest)
        del jobs["SQLMesh"]  # takes as long as all others together, and is not ours to watch
        costs = measure.alternate(jobs, options.rounds)
    record = measure.read("real_job_ratios")
    if (here := measure.machine()["processor"]) != (there := record[0]["processor"]):
        print(f"recorded on {there}, this is {here}; bench/real_job.py records anew")
    for row in record:
        one, other, then = row["who"], row["against"], float(row["ratio"])
        if other == "SQLMesh":
            continue
        now = statistics.median(measure.ratios(costs, one, other))
        line = f"{one} / {other}: {now:.3f}, recorded {then:.3f}"
        print(line)
        if now > then * _WORSE:
            wrong.append(f"{line}: more than {_WORSE - 1:.0%} worse")
    if wrong:
        sys.exit("\n".join(wrong))
    print("as recorded")


if __name__ == "__main__":
    main()
