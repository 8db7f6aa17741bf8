"""`doorstep introductions`: what a coordinator lists, reads, and notes of what was told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import make_storage
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.feedback import Owner
from bot.domain.introduction import IntroductionState
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.ports import Storage
from bot.settings import Settings
from tests.commands.conftest import Run
from tests.examples import NOW, supplier
from tests.introductions import introduction

OWNER, MOBILE = PersonId("owner"), Address(Means.TEXT, "+447700900123")
ONE = "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
TWO = "11111111-bbbb-4bbb-8bbb-bbbbbbbbbbbb"


@pytest.fixture
def storage(doorstep: Run, tmp_path: Path) -> Storage:
    """A firm whose owner agreed to be told, a lead that is out, and one unanswered."""
    doorstep("introductions", "list")
    made = make_storage(Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"))
    words = introduction().agreed.wording
    yes = Consent(Purpose.INTRODUCTION, Answer.YES, words, "1", Channel.WEB_CHAT, NOW, Means.TEXT)
    with made.transaction() as work:
        work.suppliers.save_all([supplier("firm"), supplier("another")])
        work.people.prove(MOBILE, NOW, OWNER)
        work.consents.note(Owner(person=OWNER), yes)
        out = introduction(ONE, person=OWNER)
        lost = introduction(TWO, supplier=supplier("another").id, opportunity=None, title="")
        for one, states in ((out, ["sent"]), (lost, ["sent", "no_answer"])):
            assert work.introductions.add(one)
            for count in range(1, len(states) + 1):
                steps = [IntroductionState(name) for name in states[:count]]
                moved = introduction(one.id, *steps, **_facts(one))
                assert work.introductions.advance(moved)
    return made


def _facts(one: object) -> dict[str, object]:
    names = ("supplier", "person", "opportunity", "title")
    return {name: getattr(one, name) for name in names}


@pytest.mark.usefixtures("storage")
def test_those_of_which_something_may_come_are_listed_and_all_if_asked(doorstep: Run) -> None:
    told = doorstep("introductions", "list").stdout
    assert "sent since" in told
    assert "Cleaning of a primary school" in told
    assert "no_answer since" not in told
    everything = doorstep("introductions", "list", "--all", "--json").lines
    assert {line["state"] for line in everything} == {"sent", "no_answer"}
    assert doorstep("introductions", "list", "--buyer", "nobody").stdout == "There are none.\n"


@pytest.mark.usefixtures("storage")
def test_one_is_shown_with_what_was_agreed_and_each_step(doorstep: Run) -> None:
    shown = doorstep("introductions", "show", ONE[:12]).stdout
    assert "Shall I put you forward to Eastside Council?" in shown
    assert "company_number: 01234567 [register]" in shown
    assert "requested by owner" in shown


def test_what_was_told_by_phone_is_noted_and_its_owner_hears(
    doorstep: Run, storage: Storage
) -> None:
    ran = doorstep("introductions", "mark", ONE, "invited", "--by", "Priya to Sam")
    assert "Its owner is told." in ran.stdout
    with storage.transaction() as work:
        [text] = [one.words for one in work.outbox.latest(5)]
        noted = work.introductions.get(introduction(ONE).id)
    assert "invites you to quote" in text
    assert noted
    assert (noted.state, noted.last.who) == (IntroductionState.INVITED, "Priya to Sam")


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("show", "9"), "no introduction 9"),
        (("show", "11111111"), "2 ids begin with"),
        (("mark", ONE, "declined", "--by", "Sam"), "needs a reason"),
        (("mark", TWO, "seen", "--by", "Sam"), "cannot become seen"),
    ],
)
def test_what_cannot_be_done_says_why(doorstep: Run, said: tuple[str, ...], why: str) -> None:
    ran = doorstep("introductions", *said)
    assert ran.exit_code == 2
    assert why in ran.stderr
    assert not ran.has_stack_trace
