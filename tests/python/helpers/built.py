"""A project and the warehouse made of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from helpers.command import Outcome


@dataclass(frozen=True)
class Built:
    """A project and the warehouse that a run made of it."""

    project: Path
    warehouse: Path
    outcome: Outcome

    def copy_to(self, folder: Path) -> Built:
        """Copy both, so that a test may change them."""
        shutil.copytree(self.project, folder / "project")
        shutil.copytree(self.warehouse, folder / "warehouse", symlinks=True)
        return Built(folder / "project", folder / "warehouse", self.outcome)


@dataclass(frozen=True)
class Stage:
    """A warehouse in the folder where it was built, and the copy that restores it.

    dbt parses a moved project anew, which is the slowest step; so tests that change a project all
    use one folder.
    """

    place: Built
    kept: Built

    def restore_project(self) -> Built:
        """Copy the kept project back."""
        shutil.rmtree(self.place.project, ignore_errors=True)
        shutil.copytree(self.kept.project, self.place.project)
        return self.place

    def restore_warehouse(self) -> Built:
        """Copy the kept warehouse back into its folder, which is absent or empty."""
        shutil.copytree(
            self.kept.warehouse, self.place.warehouse, symlinks=True, dirs_exist_ok=True
        )
        return self.place
