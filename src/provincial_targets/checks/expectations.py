"""Great Expectations as the judge uses it: in memory, without usage data, with less to import."""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import; no usage data are sent


def _load_when_used(name: str) -> None:
    """Let a module load itself when something in it is first used."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    package, _, own_name = name.rpartition(".")
    setattr(sys.modules[package], own_name, module)
    spec.loader.exec_module(module)


# Great Expectations imports it for expectations that no suite has: a third of its import's time.
_load_when_used("scipy.stats")

import great_expectations as gx  # noqa: E402
from great_expectations.data_context.types.base import (  # noqa: E402
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.expectation import Expectation  # noqa: E402
from great_expectations.validator.v1_validator import Validator as Validator  # noqa: E402

logging.getLogger("great_expectations").setLevel(logging.ERROR)


def _describe_once() -> None:
    """Let an expectation keep its description of itself while it is evaluated.

    Great Expectations builds that anew for each argument of each metric, some sixty times for one
    expectation, which takes two fifths of its time.
    """
    described = Expectation.configuration.fget
    last: list[Any] = [None, None]

    def configuration(expectation: Expectation) -> Any:
        if last[0] is not expectation:
            last[:] = [expectation, described(expectation)]
        return last[1]

    Expectation.configuration = property(configuration)


_describe_once()


def frames() -> Any:
    """Return the definition of a batch that is a whole frame.

    Great Expectations keeps its own configuration in memory: the run's record and the Data Docs
    hold the results.
    """
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def suite(content: dict[str, Any]) -> Any:
    """Return the suite of a file in `gx/expectations/`."""
    return gx.ExpectationSuite(**content)
