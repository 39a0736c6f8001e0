from __future__ import annotations

from pathlib import Path

import pytest

from provincial_targets.warehouse import fingerprint

from helpers.small import PROJECT, small_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project(tmp_path_factory.mktemp("fingerprint"))
    code = project / "src" / "provincial_targets"
    code.mkdir(parents=True)
    (code / "run.py").write_text("", "utf-8")
    return project


@pytest.mark.parametrize(
    "name",
    [
        "dbt_project.yml",
        "profiles/profiles.yml",
        "requirements.lock",
        "models/marts/targets/weighted_targets.sql",
        "macros/cross_db/regexp.sql",
        "tests/generic/table_rules.sql",
        "seeds/reference/_reference.yml",
        "gx/expectations/seed_groups.json",
        "src/provincial_targets/run.py",
    ],
)
def test_every_file_that_decides_what_is_built_counts_as_code(project: Path, name: str) -> None:
    before = fingerprint.of_code(project)
    path = project / name
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    assert fingerprint.of_code(project) != before
    path.write_bytes(content)
    assert fingerprint.of_code(project) == before


def test_a_new_and_a_renamed_model_count_too(project: Path) -> None:
    before = fingerprint.of_code(project)
    path = project / "models" / "marts" / "another.sql"
    path.write_text("select 1", "utf-8")
    added = fingerprint.of_code(project)
    renamed_path = path.rename(path.with_name("other.sql"))
    renamed = fingerprint.of_code(project)
    renamed_path.unlink()
    assert len({before, added, renamed}) == 3


@pytest.mark.parametrize("name", ["README.md", "docs/rules.md", "tests/python/test_x.py"])
def test_what_decides_nothing_does_not_count(project: Path, name: str) -> None:
    before = fingerprint.of_code(project)
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", "utf-8")
    assert fingerprint.of_code(project) == before


def test_each_seed_is_an_input_with_its_rows(project: Path) -> None:
    before = fingerprint.inputs(project)
    names = {file.file for file in before}
    assert names == {p.relative_to(project).as_posix() for p in (project / "seeds").rglob("*.csv")}
    vintages = project / "seeds" / "reference" / "vintages.csv"
    with vintages.open("a", encoding="utf-8") as file:
        file.write("budget_2025,2025-03-05,预算,Budget")  # no line break at the end
    after = {file.file: file for file in fingerprint.inputs(project)}
    old = {file.file: file for file in before}
    name = "seeds/reference/vintages.csv"
    assert after[name].rows == old[name].rows + 1
    assert fingerprint.of_inputs(after.values()) != fingerprint.of_inputs(old.values())


def test_the_real_project_has_its_ten_files_among_the_inputs() -> None:
    files = {Path(file.file).name: file.rows for file in fingerprint.inputs(PROJECT)}
    wanted = (
        "geographies groups indicators sources observations vintages report_claims report_facts "
        "commitments priorities"
    ).split()
    assert all(files[f"{name}.csv"] > 0 for name in wanted)
