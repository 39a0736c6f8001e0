#!/bin/sh
# Make sure of Java 17, on which Spark 3.5 runs, and of Java's driver for Postgres: install Debian's where one is missing, or print
# the remedy.
set -eu
java_is_17() { "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | grep -q 'version "17\.'; }
driver=${PROVINCIAL_TARGETS_JDBC:-/usr/share/java/postgresql.jar}
enough() { java_is_17 && [ -e "$driver" ]; }
enough && exit 0
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
if command -v apt-get >/dev/null && { [ -z "$as_root" ] || command -v sudo >/dev/null; }; then
	echo "installing Java 17 and its driver for Postgres" >&2
	$as_root apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
		openjdk-17-jre-headless libpostgresql-jdbc-java >/dev/null || true
	enough && exit 0
fi
echo "Spark needs Java 17 and Java's driver for Postgres. Install them (on Debian 12: apt-get install openjdk-17-jre-headless" \
	"libpostgresql-jdbc-java), or name them with JAVA_HOME and PROVINCIAL_TARGETS_JDBC." >&2
exit 1
