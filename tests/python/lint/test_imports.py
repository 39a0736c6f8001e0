"""Imports go one way: from a module to its own layer or to a lower one, never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from helpers.small import PROJECT

PACKAGE = "provincial_targets"
LAYERS = (
    "provincial_targets",
    "terminal",
    "checks",
    "warehouse.files",
    "warehouse.paths",
    "warehouse.fingerprint warehouse.manifest warehouse.records",
    "warehouse.lock warehouse.meta",
    "warehouse.engines.base",
    "warehouse.engines",
    "warehouse",
    "ingest.reference",
    "ingest.read",
    "ingest.propose",
    "ingest.apply",
    "ingest export site",
    "read",
    "running",
    "cli",
    "__main__",
)
"""The packages and modules of each layer, from the lowest to the highest; the longest name counts.

`provincial_targets` is the package itself, which holds the version.
"""

Imports = Mapping[str, set[str]]
"""The modules that each module imports, by their names below the package."""


def name_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or PACKAGE


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield every dotted name that a module imports, also late and for type checkers only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_below(root: Path) -> Imports:
    """Return what the modules of the package in `root` import of each other."""
    files = {name_of(path, root): path for path in sorted(root.rglob("*.py"))}
    found: dict[str, set[str]] = {}
    for module, path in files.items():
        found[module] = set()
        for dotted in imported(ast.parse(path.read_text("utf-8"))):
            if dotted.split(".")[0] != PACKAGE:
                continue
            name = dotted.removeprefix(PACKAGE).lstrip(".")
            # `from module import name`: the module, unless the name is a module too.
            name = name if name in files else name.rpartition(".")[0]
            found[module].add(name or PACKAGE)
    return found


def layer_of(module: str, layers: tuple[str, ...] = LAYERS) -> int:
    """Return the number of a module's layer; of several names that fit, the longest counts."""
    fitting = {
        len(name): number
        for number, names in enumerate(layers)
        for name in names.split()
        if f"{module}.".startswith(f"{name}.")
    }
    assert fitting, f"{module} has no layer: name it in LAYERS"
    return fitting[max(fitting)]


def upwards(imports: Imports, layers: tuple[str, ...] = LAYERS) -> list[str]:
    """Return the imports that lead from a layer to a higher one."""
    return [
        f"{module} imports {other}"
        for module, others in imports.items()
        for other in sorted(others)
        if layer_of(other, layers) > layer_of(module, layers)
    ]


def circle(imports: Imports) -> list[str]:
    """Return the modules of a circle, or nothing."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def imports() -> Imports:
    return imports_below(PROJECT / "src" / PACKAGE)


def test_no_module_imports_from_a_layer_above_its_own(imports: Imports) -> None:
    assert upwards(imports) == []


def test_no_modules_import_each_other_in_a_circle(imports: Imports) -> None:
    assert circle(imports) == []


def test_digests_and_syncs_stand_in_one_module() -> None:
    root = PROJECT / "src" / PACKAGE
    found = [
        name_of(path, root)
        for path in sorted(root.rglob("*.py"))
        for tree in [ast.parse(path.read_text("utf-8"))]
        if any(name.split(".")[0] == "hashlib" for name in imported(tree))
        or any(isinstance(node, ast.Attribute) and node.attr == "fsync" for node in ast.walk(tree))
    ]
    assert found == ["warehouse.files"]


def test_every_name_in_the_layers_has_a_module(imports: Imports) -> None:
    names = [name for names in LAYERS for name in names.split()]
    unused = [n for n in names if not any(f"{module}.".startswith(f"{n}.") for module in imports)]
    assert unused == []


def test_an_import_upwards_and_a_circle_are_found(tmp_path: Path) -> None:
    for name, text in {
        "low/__init__.py": "",
        "low/one.py": "def late():\n    from provincial_targets.low import two\n",
        "low/two.py": "from provincial_targets.low.one import late\nimport json\n",
        "high.py": "from provincial_targets.low.one import late\n",
        "low/three.py": "import provincial_targets.high\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    found = imports_below(tmp_path)
    assert upwards(found, ("low", "high")) == ["low.three imports high"]
    assert set(circle(found)) == {"low.one", "low.two"}
