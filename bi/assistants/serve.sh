#!/bin/sh
# Serve the published file to an assistant, by the Model Context Protocol over standard input and output: serve.sh [database]
set -eu
cd "$(dirname "$0")/../.."
database=${1:-warehouse/provincial_targets.duckdb}
if [ ! -e "$database" ]; then
	echo "nothing is published; run 'make build'" >&2
	exit 7
fi

# The server's framework looks for its newest version in the network otherwise.
export FASTMCP_CHECK_FOR_UPDATES=off FASTMCP_SHOW_SERVER_BANNER=false
# A file opened read-only still lets a query write and read other files.
exec .venv-assistants/bin/mcp-server-motherduck --db-path "$database" \
	--init-sql "set enable_external_access = false; set lock_configuration = true"
