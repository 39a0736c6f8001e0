"""Readers of a published warehouse on Postgres, in every way that tools read, until stopped.

    python reading.py HOST PORT PAUSE CELL … < (its end stops the readers) > what they saw, as JSON

Each reads all the cells (queries of one value), again and again, with a pause in seconds. Values
read together must be of one run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

DATABASE, USER = "provincial_targets", "provincial_targets_reader"
Seen = tuple[Any, ...]
Way = Callable[[Any, list[str]], Seen]


def in_one_statement(connection: Any, cells: list[str]) -> Seen:
    """A dashboard's query: all schemas at once."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(cells)}")
        return tuple(cursor.fetchone())


def in_one_transaction(connection: Any, cells: list[str]) -> Seen:
    """A notebook: one query after the other, in a transaction that the first one opens."""
    connection.autocommit = False
    found: list[Any] = []
    with connection.cursor() as cursor:
        for cell in cells:
            cursor.execute(f"select {cell}")
            found += cursor.fetchone()
    connection.commit()
    return tuple(found)


def prepared(connection: Any, cells: list[str]) -> Seen:
    """A driver that prepares a statement once and keeps it."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements")
        if cursor.fetchone() == (0,):
            cursor.execute(f"prepare look as select {', '.join(cells)}")
        cursor.execute("execute look")
        return tuple(cursor.fetchone())


def read(way: Way, host: str, port: str, pause: float, cells: list[str], *, again: bool) -> Any:
    """Read in one way until `stop` is set; count the values, and keep the error that ended it."""
    seen: Counter[Seen] = Counter()
    error = None
    connection = None
    try:
        while not stop.wait(pause):
            if connection is None or again:
                connection = psycopg2.connect(host=host, port=port, dbname=DATABASE, user=USER)
            seen[way(connection, cells)] += 1
            if again:
                connection.close()
    except psycopg2.Error as failure:
        error = str(failure)
    return {"way": way.__name__, "seen": [[*what, n] for what, n in seen.items()], "error": error}


stop = threading.Event()


def main() -> None:
    """Start the readers, wait for the end of standard input, and print what they saw."""
    host, port, seconds, *cells = sys.argv[1:]
    pause = float(seconds)
    results: list[Any] = []
    readers = [
        threading.Thread(
            target=lambda w=way, a=again: results.append(read(w, host, port, pause, cells, again=a))
        )
        for way, again in (
            (in_one_statement, False),
            (in_one_statement, True),
            (in_one_transaction, False),
            (in_one_transaction, False),
            (prepared, False),
        )
    ]
    for reader in readers:
        reader.start()
    sys.stdin.read()
    stop.set()
    for reader in readers:
        reader.join()
    print(json.dumps(results))


@contextmanager
def reading(variables: dict[str, str], *cells: str, pause: float) -> Iterator[list[dict[str, Any]]]:
    """Run readers during the body; at the end the list holds the values that each of them saw.

    Args:
        variables: How to reach the server.
        cells: Queries of one value.
        pause: Seconds between two reads; without, the readers take the processor from a run.
    """
    process = subprocess.Popen(
        [
            *(sys.executable, __file__),
            *(variables["PGHOST"], variables["PGPORT"], str(pause), *cells),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: list[dict[str, Any]] = []
    try:
        yield found
    finally:
        out, _ = process.communicate("")
        found += json.loads(out)


if __name__ == "__main__":
    main()
