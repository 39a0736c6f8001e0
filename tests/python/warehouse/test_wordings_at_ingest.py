"""`ingest` reads wordings without dbt, and gets the same as the build."""

from __future__ import annotations

import duckdb

from provincial_targets.ingest.propose import wordings
from warehouse.project import Project

from helpers.small import PROJECT

_ALL = "select * from {} order by unit, wording"


def test_ingest_reads_every_wording_as_the_build_does(published_project: Project) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        built = connection.execute(_ALL.format("intermediate.int_wordings")).fetchall()
    assert len(built) > 2000
    with wordings.read(PROJECT, ((unit, wording) for unit, wording, *_ in built)) as connection:
        assert connection.execute(_ALL.format("int_wordings")).fetchall() == built
