"""Write the suites in `gx/expectations/` from what the project already declares (`make suites`).

Review the difference afterwards; a test fails when this was forgotten.
"""

from __future__ import annotations

import sys
from pathlib import Path

from provincial_targets.checks.form import Json, render
from provincial_targets.checks.seed_suites import seed_suites
from provincial_targets.checks.table_suites import table_suites


def all_suites(project_dir: Path) -> list[Json]:
    """Return every suite of the project."""
    return [*seed_suites(project_dir), *table_suites()]


def main(project_dir: Path) -> None:
    """Write every suite and delete those that nothing declares any more."""
    folder = project_dir / "gx" / "expectations"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{item['name']}.json": render(item) for item in all_suites(project_dir)}
    for old in folder.glob("*.json"):
        if old.name not in wanted:
            old.unlink()
    for name, content in wanted.items():
        (folder / name).write_text(content, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd())
