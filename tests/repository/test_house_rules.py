"""The house rules that a machine can hold: layers, sizes, words, paths."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.house import ROOT, files, name_of, python_files, text_of, tree_of

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
LONGER_FUNCTIONS = {
    "connectors/storage/migrations/versions/": "a migration is one list of changes",
}
HOME_OF_ONE = re.compile("/(home|root|work|Users)/[a-z]|[A-Z]:" + r"\\Users")
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "conda" + r"\.io"])
)
TO_BE_DONE = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"]) + r")\b")
A_SENTENCE = re.compile(r"\w+ .*[a-z][.!?](\s|$)", re.DOTALL)
WORDLESS = ("actions", "bot/domain", "bot/services", "connectors/web", "connectors/storage")


def texts() -> Iterator[tuple[str, str]]:
    for file in files():
        try:
            yield name_of(file), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_the_layers_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_package_of_the_product_stands_in_a_layer() -> None:
    said = text_of("pyproject.toml").split("[[tool.importlinter.contracts]]")[1]
    packages = {f"connectors.{f.parent.name}" for f in (ROOT / "connectors").glob("*/__init__.py")}
    modules = {f"bot.{f.stem}" for f in (ROOT / "bot").glob("*.py") if f.stem != "__init__"}
    inner = {f"bot.{f.parent.name}" for f in (ROOT / "bot").glob("*/__init__.py")}
    layers = set(re.findall(r"[\w.]+", said))
    assert packages | modules | inner | {"actions"} <= layers


def test_a_file_is_one_thing() -> None:
    lengths = {name_of(file): len(text_of(name_of(file)).splitlines()) for file in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_a_function_is_short() -> None:
    long = {}
    for file in python_files():
        if name_of(file).startswith(tuple(LONGER_FUNCTIONS)):
            continue
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{name_of(file)}:{node.lineno} {node.name}"] = lines
    assert long == {}


def test_every_module_says_in_one_line_why_it_exists() -> None:
    silent = [name_of(f) for f in python_files() if not ast.get_docstring(tree_of(f))]
    assert silent == []


@pytest.mark.parametrize("folder", WORDLESS)
def test_words_for_users_are_not_in_python(folder: str) -> None:
    found = [
        f"{name_of(file)}: {words}"
        for file in python_files([folder])
        for words in sentences_said(tree_of(file))
    ]
    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [name for name, text in texts() if HOME_OF_ONE.search(text)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [name for name, text in texts() if REGISTRIES.search(text)] == []


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    assert [name for name, text in texts() if TO_BE_DONE.search(text)] == []


def test_continuous_integration_runs_the_same_commands_as_a_person() -> None:
    said = text_of(".ci/run").splitlines()
    assert "make lint" in said
    assert "make test" in said


@pytest.mark.parametrize("script", [".ci/run", "scripts/install", "scripts/find-browser"])
def test_a_script_can_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111


def sentences_said(tree: ast.Module) -> Iterator[str]:
    """Sentences that are neither docstrings, nor errors and logs, nor the API's description."""
    apart = {id(inner) for node in set_apart(tree) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in apart and A_SENTENCE.search(node.value):
            yield node.value


def set_apart(tree: ast.Module) -> Iterator[ast.AST]:
    """Errors, docstrings (any text by itself), log lines, and descriptions for developers."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise() | ast.Expr(value=ast.Constant()) | ast.keyword(arg="description"):
                yield node
            case ast.Call(func=func) if ast.unparse(func).startswith(("logger.", "super().")):
                yield node
            case ast.Dict(keys=keys, values=values):
                named = zip(keys, values, strict=True)
                yield from (v for k, v in named if k and ast.unparse(k) == "'description'")
