#!/bin/sh
# Make sure of Java 17 or newer, which Spark needs: install Debian's where it is missing, or print the remedy.
set -eu
version() { "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p'; }
enough() { found=$(version 2>/dev/null) && [ -n "$found" ] && [ "$found" -ge 17 ]; }
enough && exit 0
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
if command -v apt-get >/dev/null && { [ -z "$as_root" ] || command -v sudo >/dev/null; } && [ -z "${JAVA_HOME:-}" ]; then
	echo "installing Java" >&2
	$as_root apt-get update -qq
	# Debian's own version: 17 in bookworm, 21 in trixie; Spark runs on both.
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null
	enough && exit 0
fi
echo "Spark needs Java 17 or newer. Install it (on Debian: apt-get install default-jre-headless) or set JAVA_HOME." >&2
exit 1
