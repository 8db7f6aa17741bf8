"""The documents and what they tell of: each setting, command, target and dependency."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from pydantic_core import PydanticUndefined

from bot.cli import main
from bot.settings import ROOT as HOUSE
from bot.settings import Settings
from tests.repository.house import ROOT, SHARED, files, name_of, project, text_of

ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>.*?) \| .+ \|$", re.MULTILINE)
TARGET = re.compile(r"^(?P<name>[a-z-]+):.*##", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?P<to>[^)#\s]+)(?:#[^)]*)?\)")
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
MADE = {name: cmd for name, cmd in main.commands.items() if isinstance(cmd, click.Command)}


def variables() -> dict[str, object]:
    """Every setting's variable and its default."""
    return {
        str(field.validation_alias or f"DOORSTEP_{name.upper()}"): field.default
        for name, field in Settings.model_fields.items()
    }


def documented() -> dict[str, str]:
    return {row["name"]: row["default"] for row in ROW.finditer(text_of("docs/settings.md"))}


def section(document: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level."""
    _, found, rest = document.partition(f"\n## {heading}\n")
    assert found, f"There is no heading {heading}."
    return rest.split("\n## ", maxsplit=1)[0]


def targets() -> set[str]:
    return {found["name"] for found in TARGET.finditer(text_of("Makefile"))}


def commands_named(document: str, program: str) -> set[str]:
    """Every command of the program that the document gives to type."""
    typed = re.findall(r"```(?:sh|bash|console)?\n(.*?)```|`([^`\n]+)`", document, re.DOTALL)
    lines = "\n".join(block or span for block, span in typed)
    return set(re.findall(rf"^(?:\.venv/bin/)?{program} ([a-z][a-z-]*)", lines, re.MULTILINE))


def documents() -> Iterator[str]:
    yield from (name_of(file) for file in files() if file.suffix == ".md")


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    assert set(documented()) == set(variables())


@pytest.mark.parametrize("variable", sorted(variables()))
def test_the_documented_default_is_the_real_one(variable: str) -> None:
    default = variables()[variable]
    assert default is not PydanticUndefined
    stated = str(default).replace(f"{HOUSE}/", "") if default not in {None, ""} else "none"
    assert stated in documented()[variable].replace("`", "")


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    headings = re.findall(r"^## doorstep ([a-z-]+)$", text_of("docs/commands.md"), re.MULTILINE)
    assert sorted(headings) == sorted(MADE)


@pytest.mark.parametrize("name", sorted(MADE))
def test_every_option_of_a_command_is_documented(name: str) -> None:
    told = section(text_of("docs/commands.md"), f"doorstep {name}")
    options = [o for p in MADE[name].params if isinstance(p, click.Option) for o in p.opts]
    assert [option for option in options if f"`{option}" not in told] == []


def test_every_make_target_is_documented_and_every_documented_one_exists() -> None:
    told = section(text_of("docs/commands.md"), "make")
    assert set(re.findall(r"^\| `make ([a-z-]+)", told, re.MULTILINE)) == targets()


@pytest.mark.parametrize("document", list(documents()))
def test_a_command_that_a_document_gives_to_type_exists(document: str) -> None:
    text = text_of(document)
    assert commands_named(text, "make") <= targets()
    assert commands_named(text, "doorstep") <= set(MADE)


def test_the_readme_gives_the_two_commands() -> None:
    assert {"run", "test"} <= commands_named(text_of("README.md"), "make")


@pytest.mark.parametrize("document", list(documents()))
def test_a_link_to_a_file_leads_to_one(document: str) -> None:
    here = (ROOT / document).parent
    links = [found["to"] for found in LINK.finditer(text_of(document))]
    # A path that begins with a slash is a page of the service, as statements link to them.
    inside = [link for link in links if "://" not in link and not link.startswith(("mailto:", "/"))]
    known = [link for link in inside if SHARED.exists() or "shared/" not in link]
    assert [link for link in known if not (here / link).exists()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(file.name[:4]) for file in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", [name_of(file) for file in RECORDS])
def test_a_decision_has_its_date_context_and_consequences(record: str) -> None:
    text = text_of(record)
    assert re.search(r"^\d{4}-\d{2}-\d{2}\b", text, re.MULTILINE)
    for heading in ("Context", "Decision", "Consequences"):
        assert f"\n## {heading}\n" in text


def test_the_changes_of_this_version_are_told() -> None:
    assert f"## [{project()['project']['version']}]" in text_of("CHANGELOG.md")
