"""The repository's files, as its tests read them."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PRODUCT = ("bot", "connectors", "actions")
HOLE = re.compile(r"\{(\w*)\}")


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, whether or not it has been committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = (ROOT / line for line in listed.stdout.splitlines())
    return tuple(sorted(path for path in set(found) if path.is_file()))


def python_files(folders: Iterable[str] = PRODUCT) -> list[Path]:
    """The Python files under the folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def name_of(file: Path) -> str:
    """The file as a failing test should name it."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    """The text of a file by its name from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def yaml_of(name: str) -> Any:
    """The content of a YAML file by its name from the root."""
    return yaml.safe_load(text_of(name))


def yaml_folder(name: str) -> dict[str, Any]:
    """The content of each YAML file of a folder, by the file's name from the root."""
    return {name_of(f): yaml_of(name_of(f)) for f in sorted((ROOT / name).rglob("*.yml"))}


def mapping_keys(name: str) -> Iterator[str]:
    """Every key of every mapping in a YAML file, those that stand twice twice."""
    nodes = [yaml.compose(text_of(name))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            yield from (key.value for key, _ in node.value)
            nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def words_in(tree: ast.AST) -> Iterator[str]:
    """Every string of the code; the holes of an f-string are written {}."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
            yield "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def facts_given(tree: ast.AST) -> set[str]:
    """Every name under which the code may give a fact: a keyword, or a word by itself."""
    keywords = {n.arg for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg}
    return keywords | {word for word in words_in(tree) if word.isidentifier()}


def holes_in(sentence: str) -> set[str]:
    """The placeholders of a sentence."""
    return set(HOLE.findall(sentence))
