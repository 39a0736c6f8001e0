"""Superset on one machine: its own SQLite database, no cache, the warehouse read-only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy.engine.url import URL

HOME = Path(os.environ["SUPERSET_HOME"])
WAREHOUSE = Path(os.environ["PROVINCIAL_TARGETS_PUBLISHED"])


def _secret() -> str:
    """Return the key that signs sessions, made at the first start and kept."""
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(secrets.token_urlsafe(42), "utf-8")
    return path.read_text("utf-8")


SECRET_KEY = _secret()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}"

# Without caches, a published run shows at the next query.
_NO_CACHE = {"CACHE_TYPE": "NullCache"}
CACHE_CONFIG = _NO_CACHE
DATA_CACHE_CONFIG = _NO_CACHE
FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(HOME / "state")}
EXPLORE_FORM_DATA_CACHE_CONFIG = FILTER_STATE_CACHE_CONFIG
RATELIMIT_ENABLED = False  # it needs a server for its counters; Superset here serves 127.0.0.1 only

LANGUAGES = {
    "en": {"flag": "us", "name": "English"},
    "zh": {"flag": "cn", "name": "Chinese"},
}
# Pages load files of this server only; Superset's default policy also allows maps, fonts and a
# tracking pixel.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": "'self'",
        "base-uri": "'self'",
        "img-src": "'self' blob: data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "style-src": "'self' 'unsafe-inline'",
        "script-src": "'self' 'strict-dynamic'",
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
LOAD_EXAMPLES = False


def DB_CONNECTION_MUTATOR(uri: URL, params: dict[str, Any], *_: Any) -> tuple[URL, dict[str, Any]]:
    """Open the run that is published now, read-only.

    Within a process DuckDB shares the database that is open under a path. With the path of the run
    itself, a query after a publish reads the new run even while another still reads the old one.
    """
    if uri.drivername.startswith("duckdb"):
        params.setdefault("connect_args", {})["read_only"] = True
        uri = uri.set(database=os.path.realpath(WAREHOUSE))
    return uri, params
