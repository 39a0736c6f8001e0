"""Build the project with dbt on one engine, as a user does by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from helpers.command import environment

PROJECT = Path(__file__).resolve().parents[3]


def dbt(
    *words: str, target: str, folder: Path, project: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run dbt to its end.

    Args:
        words: A command and its options.
        target: Name of the target in profiles/profiles.yml.
        folder: Where dbt keeps its files.
        project: The project.
        variables: Variables of the environment that the profile reads.
    """
    return subprocess.run(
        [
            *(str(Path(sys.executable).with_name("dbt")), *words, "--target", target),
            *("--project-dir", str(project), "--profiles-dir", str(project / "profiles")),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        ],
        capture_output=True,
        text=True,
        env=environment(**variables),
        cwd=project,
        check=False,
    )


def dbt_build(target: str, folder: Path, *words: str, project: Path, **variables: str) -> None:
    """Build with all tests; `words` are for `dbt build`."""
    done = dbt("build", *words, target=target, folder=folder, project=project, **variables)
    assert done.returncode == 0, done.stdout[-4000:]
    results = json.loads((folder / "target" / "run_results.json").read_text("utf-8"))["results"]
    assert {result["status"] for result in results} <= {"success", "pass", "no-op"}


def keys(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """Return the key of each published table, as its own test states it."""
    found = {}
    for node in manifest["nodes"].values():
        test = node.get("test_metadata") or {}
        model = manifest["nodes"].get(node.get("attached_node") or "")
        if model is None or model["schema"] not in ("marts", "marts_asof"):
            continue
        table = f"{model['schema']}.{model['alias']}"
        if test.get("name") == "table_rules":
            found[table] = list(test["kwargs"]["key"])
    return found


def contracts(manifest: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Return the type that the contract names for each published column."""
    return {
        (f"{node['schema']}.{node['alias']}", column["name"]): column["data_type"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in ("marts", "marts_asof")
        for column in node["columns"].values()
    }
