"""Each broken seed alone is refused by `run` with the right message, and changes nothing."""

from __future__ import annotations

import pytest

from helpers.built import Built
from helpers.faults_of_input import Fault, of_stages, refusal


@pytest.mark.parametrize("fault", of_stages("columns", "cells", "figures"))
def test_each_fault_alone_is_refused_by_name(small: Built, fault: Fault) -> None:
    fault.breaks(small.project / fault.file)
    assert fault.is_named_in(refusal(small))
