"""`doorstep admin`: the first administrator, a link, an end, and domains."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    monkeypatch.setenv("DOORSTEP_SECRET_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("DOORSTEP_ERASURES_FILE", str(tmp_path / "erasures.jsonl"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["admin", *arguments])


def test_a_buyers_first_administrator_is_made_with_a_link_and_ended() -> None:
    made = run("add", "Ada@birmingham.gov.uk", "--buyer", "bcc")
    assert made.exit_code == 0
    assert "ada@birmingham.gov.uk  buyer_admin  Birmingham City Council" in made.output
    assert "/buying/sign-in/" in made.output
    assert "/buying/sign-in/" in run("link", "ada@birmingham.gov.uk").output
    assert "ended" in run("end", "ada@birmingham.gov.uk").output
    assert "ended" in run("list").output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "ada@elsewhere.example", "--buyer", "bcc"), "doorstep admin domain"),
        (("add", "ada@birmingham.gov.uk", "--buyer", "nobody at all"), "content/buyers.yml"),
        (("add", "nobody"), "no e-mail address"),
        (("add", "ada@example.org", "--role", "officer"), "goes with --buyer"),
        (("add", "a@birmingham.gov.uk", "--buyer", "bcc", "--role", "operator"), "without --buyer"),
        (("link", "ada@example.org"), "has no account"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(arguments: tuple[str, ...], why: str) -> None:
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert why in refused.output


def test_the_services_own_people_and_another_domain_are_added() -> None:
    assert "operator  Doorstep" in run("add", "dev@example.org").output
    allowed = run("domain", "elsewhere.example", "--buyer", "bcc")
    assert "birmingham.gov.uk, elsewhere.example" in allowed.output
    assert run("add", "ada@elsewhere.example", "--buyer", "bcc").exit_code == 0
