"""A run checks and publishes the seeds only."""

from __future__ import annotations

from pathlib import Path

from helpers.built import Built
from helpers.command import published
from helpers.forked import Forge


def test_a_run_which_checks_the_seeds_does_not_publish_other_figures(
    forge: Forge, small: Built, tmp_path: Path
) -> None:
    before = published(small.warehouse)
    settings = small.project / "dbt_project.yml"
    text = settings.read_text("utf-8")
    assert "inputs_from: seeds\n" in text
    other = f'inputs_from: "{tmp_path}/{{name}}.parquet"\n'
    settings.write_text(text.replace("inputs_from: seeds\n", other), "utf-8")

    outcome = forge.call(small.project, small.warehouse, "run")

    assert outcome.code == 3
    assert "inputs_from" in outcome.errors[0] and "dbt build" in outcome.errors[0]
    assert published(small.warehouse) == before
