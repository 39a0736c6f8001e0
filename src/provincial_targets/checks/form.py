"""The JSON form of Great Expectations' suites, as this project writes them.

Each expectation carries its own wording in `meta` (`message`, and `remedy` for the one who has to
repair the row); each suite carries the file or table that it judges.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

Json = dict[str, Any]

_NAMESPACE = uuid.UUID("8f0cf0f4-7d8f-4f4c-9a63-6a2f4a1f5f0e")


def expectation(
    kind: str, message: str, remedy: str, *, blames: str | None = None, **kwargs: object
) -> Json:
    """Return one expectation of Great Expectations' type `kind`.

    Args:
        kind: The type.
        message: What is wrong with a row that fails.
        remedy: What to do about it.
        blames: The column to name, where it is not the first that `kwargs` mention.
        kwargs: The expectation's own arguments.
    """
    meta = {"message": message, "remedy": remedy}
    if blames is not None:
        meta["column"] = blames
    return {"type": kind, "kwargs": kwargs, "meta": meta, "severity": "critical"}


def suite(name: str, meta: Json, expectations: list[Json]) -> Json:
    """Return a suite whose ids depend on its content only, so that rewriting it changes nothing."""
    for number, item in enumerate(expectations):
        key = json.dumps([name, item["type"], item["kwargs"], number], ensure_ascii=False)
        item["id"] = str(uuid.uuid5(_NAMESPACE, key))
    return {
        "name": name,
        "id": str(uuid.uuid5(_NAMESPACE, name)),
        "meta": meta,
        "notes": None,
        "expectations": expectations,
    }


def render(item: Json) -> str:
    """Return a suite as it stands in its file."""
    return json.dumps(item, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
