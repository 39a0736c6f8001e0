#!/bin/sh
# Set Superset up and serve it: bi/superset/superset.sh [PORT]; run by `make superset`.
# SUPERSET_HOME        Superset's database and keys     (default bi/superset/home)
# SUPERSET_PASSWORD    of the user admin, first start    (default admin: it listens on 127.0.0.1 only)
# PROVINCIAL_TARGETS_PUBLISHED  the warehouse to show    (default warehouse/provincial_targets.duckdb)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
bin=${SUPERSET_VENV:-$project/.venv-superset}/bin
export PYTHONUTF8=1
export SUPERSET_HOME="${SUPERSET_HOME:-$here/home}"
export SUPERSET_ADMIN="${SUPERSET_ADMIN:-admin}"
export SUPERSET_PASSWORD="${SUPERSET_PASSWORD:-admin}"
export PROVINCIAL_TARGETS_PUBLISHED="${PROVINCIAL_TARGETS_PUBLISHED:-$project/warehouse/provincial_targets.duckdb}"
export SUPERSET_CONFIG_PATH="$here/superset_config.py"
if [ ! -e "$PROVINCIAL_TARGETS_PUBLISHED" ]; then
	echo "$PROVINCIAL_TARGETS_PUBLISHED is missing; run 'make build' first" >&2
	exit 1
fi
mkdir -p "$SUPERSET_HOME"
"$bin/python" "$here/set_up.py" >"$SUPERSET_HOME/set_up.log" 2>&1 || {
	tail -n 20 "$SUPERSET_HOME/set_up.log" >&2
	exit 1
}
echo "Superset: http://127.0.0.1:${1:-8088} (user $SUPERSET_ADMIN)" >&2
exec "$bin/gunicorn" --bind "127.0.0.1:${1:-8088}" --worker-class gthread --threads 8 --timeout 120 \
	--log-level warning "superset.app:create_app()"
