#!/bin/sh
# A Postgres server of the project's own: `postgres.sh start`, `postgres.sh stop`. It listens on the loopback address and a
# socket, with its own port and data. The user who starts it may build; others need a password (docs/scale.md).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
port=${PGPORT:-54315}
socket=${PROVINCIAL_TARGETS_SOCKET:-/tmp}
owner=$(id -un)

say() { echo "$*" >&2; }

# Postgres refuses to run as root; Debian's user for it has a home for data.
if [ "$(id -u)" -eq 0 ]; then
	data=${PROVINCIAL_TARGETS_PGDATA:-/var/lib/postgresql/provincial-targets}
	as_server() { (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); }
else
	data=${PROVINCIAL_TARGETS_PGDATA:-$here/../warehouse/postgres/server}
	as_server() { "$@"; }
fi

find_server() {
	for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) "$(dirname "$(command -v postgres || echo none)")"; do
		if [ -x "$bin/initdb" ] && [ "$("$bin/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -ge 15 ]; then
			return 0
		fi
	done
	return 1
}

if ! find_server; then
	if [ "$1" = stop ] || ! command -v apt-get >/dev/null; then
		say "No Postgres 15 or newer is installed. Install one (on Debian: postgresql) and run again."
		exit 1
	fi
	as_root=""
	if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
	say "installing postgresql"
	$as_root apt-get update -qq
	# Without this setting Debian starts a server of its own, on the usual port.
	$as_root mkdir -p /etc/postgresql-common
	[ -e /etc/postgresql-common/createcluster.conf ] ||
		echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends postgresql >/dev/null
	find_server || { say "Debian's postgresql is older than 15; install a newer one and run again."; exit 1; }
fi

case "$1" in
start)
	if [ ! -e "$data/PG_VERSION" ]; then
		# Code points decide the order of text, as on the other engines.
		if [ "$(id -u)" -eq 0 ]; then
			install -d -o postgres -g postgres -m 700 "$data"
		else
			install -d -m 700 "$data"
		fi
		as_server "$bin/initdb" -D "$data" -U postgres -E UTF8 --locale=C.UTF-8 --auth=peer >/dev/null
		{
			echo "listen_addresses = '127.0.0.1'"
			echo "unix_socket_directories = '$socket'"
			echo "password_encryption = scram-sha-256"
			echo "timezone = UTC"
		} | as_server sh -c "cat >>'$data/postgresql.conf'"
		as_server sh -c "cat >'$data/pg_hba.conf'" <<-HBA
			local all all peer map=builder
			host all all 127.0.0.1/32 scram-sha-256
		HBA
		for role in postgres provincial_targets provincial_targets_reader; do
			echo "builder $owner $role"
		done | as_server sh -c "cat >'$data/pg_ident.conf'"
	fi
	if as_server "$bin/pg_ctl" -D "$data" status >/dev/null; then
		say "already running on port $port"
	else
		as_server "$bin/pg_ctl" -D "$data" -o "-p $port" -l "$data/server.log" -w start >/dev/null || {
			say "Postgres did not start: $(as_server tail -n 1 "$data/server.log")"
			exit 1
		}
		say "running on port $port of 127.0.0.1 and $socket; the data are in $data"
	fi
	# Run each time, as an older server may lack the roles; the script creates only what is missing.
	"$bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$socket" -p "$port" -U postgres -d postgres -f "$here/postgres.sql"
	;;
stop)
	as_server "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null
	;;
*)
	say "usage: $0 start|stop"
	exit 2
	;;
esac
