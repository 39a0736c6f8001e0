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
