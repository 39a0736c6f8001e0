#!/bin/sh
# A standalone Spark cluster on this machine: `spark.sh start`, `spark.sh stop`. One master and two workers, all on the loopback
# address (docs/scale.md).
#   PROVINCIAL_TARGETS_SPARK_MASTER  the master's address    (default spark://127.0.0.1:7087)
#   PROVINCIAL_TARGETS_SPARK         logs and scratch files  (default warehouse/spark-cluster)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
python=${SPARK_VENV:-$project/.venv-spark}/bin/python
root=${PROVINCIAL_TARGETS_SPARK:-$project/warehouse/spark-cluster}
master=${PROVINCIAL_TARGETS_SPARK_MASTER:-spark://127.0.0.1:7087}
port=${master##*:}
host=127.0.0.1

say() { echo "$*" >&2; }

# Wait until the port is open; fail when the process ends first, or after a minute and a half.
listens() {
	"$python" - "$host" "$1" "$2" <<-'PY'
		import os, socket, sys, time
		host, port, pid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
		for _ in range(900):
		    with socket.socket() as probe:
		        if probe.connect_ex((host, port)) == 0:
		            sys.exit(0)
		    try:
		        os.kill(pid, 0)
		    except ProcessLookupError:
		        sys.exit(1)
		    time.sleep(0.1)
		sys.exit(1)
	PY
}

is_running() { [ -e "$root/$1.pid" ] && kill -0 "$(cat "$root/$1.pid")" 2>/dev/null; }

launch() { # name, command…: in the background, with a log and a file that holds its process id
	name=$1
	shift
	nohup "$@" >"$root/$name.log" 2>&1 </dev/null &
	echo $! >"$root/$name.pid"
}

stop() {
	for name in worker1 worker2 master; do
		if is_running $name; then
			pid=$(cat "$root/$name.pid")
			kill "$pid"
			while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
		fi
		rm -f "$root/$name.pid"
	done
}

failed() {
	say "Spark's $1 did not start: see $root/$1.log"
	stop
	exit 1
}

case "${1:-}" in
start)
	"$here/java.sh"
	if is_running master; then
		say "already running on $master"
		exit 0
	fi
	mkdir -p "$root"
	SPARK_HOME=$("$python" -c 'import pyspark; print(pyspark.__path__[0])')
	export SPARK_HOME SPARK_LOCAL_IP=$host PYSPARK_PYTHON="$python" SPARK_DAEMON_MEMORY=256m
	export SPARK_CONF_DIR="$project/src/provincial_targets/warehouse/engines/spark_conf"
	daemon="$SPARK_HOME/bin/spark-class org.apache.spark.deploy"
	launch master $daemon.master.Master --host $host --port "$port" --webui-port 0
	listens "$port" "$(cat "$root/master.pid")" || failed master
	for name in worker1 worker2; do
		launch $name $daemon.worker.Worker --host $host --cores 1 --memory 1g --webui-port 0 \
			--work-dir "$root/executors/$name" "$master"
	done
	say "Spark: a master and two workers on $master; their files are in $root"
	;;
stop)
	stop
	;;
*)
	say "usage: $0 start|stop"
	exit 2
	;;
esac
