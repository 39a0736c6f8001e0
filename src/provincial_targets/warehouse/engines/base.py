"""The abstract warehouse: what a run needs of the engine that holds it, a subclass per engine."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, ClassVar

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import lock, records
from provincial_targets.warehouse.files import replace_link
from provincial_targets.warehouse.paths import Paths

PUBLISHED_SCHEMAS = ("marts", "marts_asof")
"""The schemas that are published of those that dbt builds."""

Query = Callable[[str], list[dict[str, Any]]]
"""Runs a query and returns its rows, each with its values by column."""


class Warehouse(Paths, ABC):
    """A folder and the database that an engine publishes from it."""

    target: ClassVar[str]
    """The target of dbt that builds the database."""
    prefix: ClassVar[str]
    """The prefix of the names of a candidate's schemas."""
    reads_files: ClassVar[bool] = False
    """Whether a run reads files outside in place of seeds."""

    @property
    @abstractmethod
    def address(self) -> str:
        """What users open."""

    def candidate_address(self, run_id: str) -> str:
        """Return where a candidate is kept that did not pass its checks."""
        return str(self.run_dir(run_id))

    def refusal(self, text: str) -> Stop | None:
        """Return the message for the user if an error's text is a refusal of the server."""
        return None

    # --- records and the lock ---

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep out every other command that writes to this warehouse; do not wait.

        Raises:
            Stop: Another one is in progress.
            OSError: The warehouse cannot be written to.
        """
        with lock.hold(self):
            yield

    def start_record(self, command: str) -> records.Record:
        """Write the record of a run or rollback that starts; needs the lock."""
        return records.start(self, command, run_ids=self.run_ids(), published=self.current_run())

    def close_killed_runs(self) -> None:
        """Give runs that were killed their result; needs the lock."""
        records.close_killed(self, self.current_run())

    # --- a candidate, from its folder to the sealed tables ---

    @abstractmethod
    def prepare(self) -> None:
        """Make the folders, and check that a run can publish here.

        Raises:
            Stop: It cannot.
        """

    def open_candidate(self, run_id: str) -> Path:
        """Make a run's directory, point `candidate` at it, and return it."""
        directory = self.run_dir(run_id)
        directory.mkdir()
        replace_link(self.candidate, f"runs/{run_id}")
        return directory

    def close_candidate(self) -> None:
        """Remove the link to the candidate."""
        self.candidate.unlink(missing_ok=True)

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """Return what dbt's profile reads from the environment to build the candidate."""

    @abstractmethod
    def version(self) -> str:
        """Return the version of the engine that builds."""

    @abstractmethod
    def close_dbt_connections(self) -> None:
        """Close the connections that dbt keeps open in this process."""

    @abstractmethod
    def first_rows(self, sql: str, count: int) -> list[dict[str, Any]]:
        """Return the first rows that a query finds in the candidate; none where it cannot run."""

    @abstractmethod
    def write_parquet(self, schemas: Iterable[str]) -> dict[str, int]:
        """Write every table of some schemas of the candidate as `parquet/<schema>/<table>.parquet`.

        Returns:
            The rows written, by `schema.table`.
        """

    @abstractmethod
    def drop_unpublished(self) -> None:
        """Drop the schemas of the candidate that are not published."""

    @abstractmethod
    def write_meta(self, own: records.Record) -> None:
        """Write the schema `meta` of the candidate from the records of all runs.

        Args:
            own: The candidate's own record, as it will be once published.
        """

    @abstractmethod
    def seal(self, run_id: str, about: dict[str, Any]) -> None:
        """Finish the candidate's tables and files, and write its manifest.

        Args:
            run_id: The candidate's run.
            about: What the manifest says besides what was written.
        """

    # --- what is published ---

    @abstractmethod
    def current_run(self) -> str | None:
        """Return the id of the published run, or None where there is none."""

    @abstractmethod
    def switch_to(self, run_id: str) -> None:
        """Publish a sealed run, at once and whole."""

    @abstractmethod
    def damage(self, run_id: str, *, thorough: bool) -> list[str]:
        """Return what is wrong with a sealed run, one line each; an empty list for a whole run.

        Args:
            run_id: The run.
            thorough: Compare every byte or row; otherwise only names, sizes and times.
        """

    @abstractmethod
    def open_published(self) -> AbstractContextManager[Query]:
        """Open what is published, and yield a function that queries it."""

    def remove(self, run_id: str) -> None:
        """Delete a run; whoever has its files open keeps reading them."""
        if run_id == self.current_run():
            raise ValueError(f"{run_id} is published")
        shutil.rmtree(self.run_dir(run_id), ignore_errors=True)


def missing(module: str | None, extra: str) -> Stop:
    """Return the message for the user where a module of an extra is not installed."""
    return Stop(
        Exit.USAGE,
        f"{module} is not installed, which the target {extra} needs; "
        f"run: pip install 'provincial-targets[{extra}]'",
    )
