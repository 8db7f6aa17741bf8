"""What every command does when something is wrong with how it was started."""

from __future__ import annotations

import socket

import pytest

from tests.commands.conftest import Run

COMMANDS = ["run", "serve", "import", "rules", "spending", "understand", "train"]
WRONG = {
    "DOORSTEP_PORT": "seventy",
    "DOORSTEP_RASA_PORT": "0",
    "DOORSTEP_NOW": "some day",
    "DOORSTEP_LOG_LEVEL": "loud",
    "DOORSTEP_MESSAGES_A_MINUTE": "-1",
    "DOORSTEP_POSTCODES_URL": "postcodes",
}


def test_help_lists_every_command(doorstep: Run) -> None:
    ran = doorstep("--help")
    assert ran.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in ran.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, doorstep: Run) -> None:
    ran = doorstep(command, "--help")
    assert ran.exit_code == 0
    assert ran.stdout.startswith(f"Usage: doorstep {command} ")
    assert len(ran.stdout.splitlines()[2].strip()) > 20
    assert ran.stderr == ""


def test_help_needs_no_right_settings(doorstep: Run) -> None:
    assert doorstep("run", "--help", **WRONG).exit_code == 0


@pytest.mark.parametrize("command", [["run"], ["import", "x"], ["rules"], ["train"]])
def test_wrong_settings_are_all_named_at_once(command: list[str], doorstep: Run) -> None:
    ran = doorstep(*command, **WRONG)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert [name for name in WRONG if name not in ran.stderr] == []
    assert "docs/settings.md" in ran.stderr
    assert not ran.has_stack_trace


@pytest.mark.parametrize(
    "url",
    [
        "nonsense", "", "mysterysql://somewhere/db", "mysql://x/y", "postgresql://me:pass@x:word/y",
        "sqlite:////dev/null/x", "sqlite:////dev", "postgresql://nobody@127.0.0.1:1/x",
    ],
)  # fmt: skip
def test_a_database_url_that_is_none_is_one_clear_sentence(url: str, doorstep: Run) -> None:
    ran = doorstep("import", "x", DATABASE_URL=url)
    assert ran.exit_code == 2
    assert ran.stderr.startswith("doorstep: ")
    assert len(ran.stderr.splitlines()) == 1
    assert [word for word in ("sqlalche", "pass", "word") if word in ran.stderr] == []
    assert not ran.has_stack_trace


@pytest.mark.parametrize("name", ["DOORSTEP_PORT", "DOORSTEP_RASA_PORT", "DOORSTEP_ACTIONS_PORT"])
def test_a_port_that_something_else_has_is_one_clear_sentence(name: str, doorstep: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = doorstep("run", **{name: str(port)})
    assert ran.exit_code == 2
    assert f"{name}={port}" in ran.stderr
    assert "Something else listens" in ran.stderr
    assert not ran.has_stack_trace


@pytest.mark.parametrize("arguments", [["dance"], ["--loud"], ["rules", "--loud"]])
def test_a_command_or_option_that_is_none_says_so(arguments: list[str], doorstep: Run) -> None:
    ran = doorstep(*arguments)
    assert ran.exit_code == 2
    assert "No such" in ran.stderr
