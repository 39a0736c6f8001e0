"""Build models by dbt on Spark in a candidate that nothing judges or publishes.

    .venv-spark/bin/python bench/on_spark.py FOLDER --select +weighted_targets_asof

FOLDER is that of the warehouse; the rest are options of `dbt build`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner

from provincial_targets.warehouse.engines.spark import SparkWarehouse

if __name__ == "__main__":
    warehouse = SparkWarehouse(Path(sys.argv[1]).absolute())
    with warehouse.locked():
        warehouse.prepare()
        warehouse.open_candidate(warehouse.start_record("run").run_id)
        os.environ.update(warehouse.environment())
        outcome = dbtRunner().invoke(["build", "--target", "spark", *sys.argv[2:]])
    sys.exit(0 if outcome.success else 1)
