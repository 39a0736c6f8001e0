#!/bin/sh
# A standalone Spark cluster on this machine: `spark.sh start`, `spark.sh stop`. One master, two workers and the Thrift
# server that dbt connects to, all on the loopback address (docs/scale.md).
#   PROVINCIAL_TARGETS_SPARK       tables, catalogue and logs       (default warehouse/spark-cluster)
#   PROVINCIAL_TARGETS_SPARK_PORT  of the Thrift server             (default 10015)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
python=${SPARK_VENV:-$project/.venv-spark}/bin/python
root=${PROVINCIAL_TARGETS_SPARK:-$project/warehouse/spark-cluster}
port=${PROVINCIAL_TARGETS_SPARK_PORT:-10015}
master_port=${PROVINCIAL_TARGETS_SPARK_MASTER_PORT:-7087}
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
	for name in thrift worker1 worker2 master; do
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
	if is_running thrift; then
		say "already running on port $port"
		exit 0
	fi
	mkdir -p "$root"
	SPARK_HOME=$("$python" -c 'import pyspark; print(pyspark.__path__[0])')
	export SPARK_HOME SPARK_LOCAL_IP=$host PYSPARK_PYTHON="$python" SPARK_DAEMON_MEMORY=256m
	export SPARK_DAEMON_JAVA_OPTS="-Dlog4j2.configurationFile=$here/log4j2.properties"
	daemon="$SPARK_HOME/bin/spark-class org.apache.spark.deploy"
	launch master $daemon.master.Master --host $host --port "$master_port" --webui-port 0
	listens "$master_port" "$(cat "$root/master.pid")" || failed master
	for name in worker1 worker2; do
		launch $name $daemon.worker.Worker --host $host --cores 1 --memory 1g --webui-port 0 \
			--work-dir "$root/executors/$name" "spark://$host:$master_port"
	done
	# Spark gives this server the memory of its daemons and ignores that of cluster.conf.
	launch thrift env SPARK_DAEMON_MEMORY=2g "$SPARK_HOME/bin/spark-submit" --class org.apache.spark.sql.hive.thriftserver.HiveThriftServer2 \
		--name provincial_targets --master "spark://$host:$master_port" --properties-file "$here/cluster.conf" --load-spark-defaults \
		--driver-java-options "-Dlog4j2.configurationFile=$here/log4j2.properties -Dderby.stream.error.file=$root/derby.log" \
		--conf "spark.sql.warehouse.dir=$root/tables" \
		--conf "spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:;databaseName=$root/metastore;create=true" \
		spark-internal \
		--hiveconf hive.server2.thrift.bind.host=$host --hiveconf "hive.server2.thrift.port=$port" \
		--hiveconf hive.server2.enable.doAs=false
	listens "$port" "$(cat "$root/thrift.pid")" || failed thrift
	say "Spark: Thrift server on $host:$port, master on $host:$master_port; its files are in $root"
	;;
stop)
	stop
	;;
*)
	say "usage: $0 start|stop"
	exit 2
	;;
esac
