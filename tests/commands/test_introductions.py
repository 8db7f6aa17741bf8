"""`doorstep introductions`: how each stands, what was told by phone, and how wins went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import make_storage
from bot.domain.after_winning import FollowUp, Side, Went
from bot.domain.feedback import Owner
from bot.domain.introduction import IntroductionState, Mark
from bot.domain.person import PersonId
from bot.domain.profile_facts import FirmProfile, HeldPaper, Part
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.domain.won_work import Win, WinId
from bot.ports import Storage
from bot.settings import Settings
from connectors.storage.migrate import migrate
from tests.commands.conftest import Run
from tests.examples import NOW, in_days, supplier
from tests.introductions import introduction
from tests.standins.companies_house import companies_house

S = IntroductionState
SENT = introduction("sent-one", S.SENT, buyer="Aston University", opportunity=None, title="")
WON = introduction("won-one", S.SENT, S.QUOTED, S.WON)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    migrate(settings.database_url)
    made = make_storage(settings)
    with made.transaction() as work:
        work.suppliers.save_all([supplier("firm")])
        for one in (SENT, WON):
            work.introductions.add(replace(one, history=one.history[:1]))
            for number in range(2, len(one.history) + 1):
                work.introductions.advance(replace(one, history=one.history[:number]))
    return made


def test_they_are_listed_and_one_is_shown_with_what_was_agreed(
    doorstep: Run, storage: Storage
) -> None:
    listed = doorstep("introductions", "list").stdout
    assert "firm Limited to Aston University (what it does)" in listed
    assert "won" not in listed
    everything = doorstep("introductions", "list", "--all", "--json").lines
    assert {one["state"] for one in everything} == {"sent", "won"}
    shown = doorstep("introductions", "show", "sent").stdout
    assert "Shall I put you forward to Eastside Council?" in shown
    assert "Office “cleaning” & windows" in shown
    assert "requested by owner" in shown


def test_a_step_told_by_phone_is_noted_and_what_may_not_come_next_refused(
    doorstep: Run, storage: Storage
) -> None:
    done = doorstep(
        *("introductions", "mark", "sent", "declined", "--by", "Lee told Sam", "--why", "papers")
    )
    assert done.exit_code == 0, done.stderr
    assert "Its owner has not agreed to be told by message." in done.stdout
    assert "(papers)" in doorstep("introductions", "show", "sent").stdout
    wrong = doorstep("introductions", "mark", "won-one", "invited", "--by", "Lee")
    assert (wrong.exit_code, wrong.has_stack_trace) == (2, False)
    assert "cannot become invited from won" in wrong.stderr
    unknown = doorstep("introductions", "show", "zzz")
    assert unknown.exit_code == 2
    assert "There is no introduction zzz" in unknown.stderr


def test_a_document_that_was_seen_is_noted_and_taken_back(doorstep: Run, storage: Storage) -> None:
    says = {Part.NAME: "Spotless", Part.PAPERS: (HeldPaper("public liability insurance"),)}
    with storage.transaction() as work:
        profile = FirmProfile().told(says, NOW)
        work.profiles.save(Owner(supplier=SupplierId("firm")), profile, None, NOW)
    seen = ("introductions", "seen", "firm")
    assert "\n  firm firm\n" in doorstep("introductions", "show", "sent").stdout
    noted = doorstep(*seen, "liability", "--by", "Sam Lee", "--expires", "2099-03-31")
    assert noted.stdout == (
        "Noted: public liability insurance, certificate seen by Sam Lee, valid to 31 March 2099.\n"
    )
    with storage.transaction() as work:
        [check] = work.fact_checks.of(SupplierId("firm"))
    assert (check.how, check.by) == (Mark.DOCUMENT, "Sam Lee")
    assert "own word again" in doorstep(*seen, "liability", "--forget").stdout
    for wrong, says_why in (
        ((*seen, "asbestos", "--by", "Sam"), "What it says it has: public liability insurance."),
        (("introductions", "seen", "nobody", "x", "--by", "Sam"), "There is no firm nobody"),
        ((*seen, "liability"), "Say who saw it"),
    ):
        ran = doorstep(*wrong)
        assert (ran.exit_code, ran.has_stack_trace) == (2, False)
        assert says_why in ran.stderr


def test_a_round_of_checks_asks_the_register_only_with_a_key(
    doorstep: Run, storage: Storage
) -> None:
    with storage.transaction() as work:
        told = FirmProfile().told({Part.NAME: "Spotless", Part.COMPANY_NUMBER: "01234567"}, NOW)
        work.profiles.save(Owner(supplier=SupplierId("firm")), told, None, NOW)
    without = doorstep("introductions", "check")
    assert without.lines == [{}]
    assert "No key for Companies House" in without.stderr
    with companies_house() as register:
        key = {"DOORSTEP_COMPANIES_HOUSE_KEY": "k"}
        ran = doorstep(
            "introductions", "check", **key, DOORSTEP_COMPANIES_HOUSE_URL=register.address
        )
        assert ran.lines == [{"other_name": 1}], ran.stderr
        assert register.asked == ["/company/01234567"]


def test_what_both_sides_said_after_a_win_is_shown_and_trouble_stands_out(
    doorstep: Run, storage: Storage
) -> None:
    with storage.transaction() as work:
        asked = FollowUp(WON.id, 30, Side.OWNER, NOW)
        work.follow_ups.ask(asked)
        work.follow_ups.ask(replace(asked, side=Side.BUYER))
        said = {"delivered": Went.YES, "paid": Went.NO, "words": "Twice asked", "who": "owner-id"}
        work.follow_ups.answer(replace(asked, answered_at=in_days(1), **said))  # type: ignore[arg-type]
    listed = doorstep("introductions", "list", "--all").stdout
    line = (
        "30 days after the win, owner (owner-id), 24 Nov 2026: delivered, not paid: “Twice asked”"
    )
    assert f"  ! {line}" in listed
    shown = doorstep("introductions", "show", "won-one").stdout
    assert line in shown
    assert "30 days after the win, buyer: asked 23 Nov 2026, no answer yet" in shown
    [told] = [o for o in doorstep("introductions", "list", "--all", "--json").lines if o["after"]]
    assert [(one["side"], one["paid"]) for one in told["after"]] == [
        ("buyer", None),
        ("owner", "no"),
    ]


def test_wins_that_were_only_told_are_listed_with_how_they_went(
    doorstep: Run, storage: Storage
) -> None:
    assert "There are none." in doorstep("introductions", "wins").stdout
    person = PersonId("owner")
    with storage.transaction() as work:
        work.people.prove(Address(Means.TEXT, "+447700900123"), NOW, person)
        firm = SupplierId("firm")
        win = Win(WinId("w"), firm, person, "firm Limited", "Eastside Council", "A hall", None, NOW)
        work.wins.note(win)
        asked = FollowUp(win.id, 30, Side.OWNER, NOW)
        work.follow_ups.ask(asked)
        work.follow_ups.answer(replace(asked, answered_at=in_days(1), paid=Went.NO))
        work.follow_ups.ask(replace(asked, days=90))
    listed = doorstep("introductions", "wins").stdout
    assert "firm Limited won from Eastside Council, 23 Nov 2026: A hall" in listed
    assert "  ! 30 days after the win, owner, 24 Nov 2026: not paid" in listed
    assert "    90 days after the win, owner: asked 23 Nov 2026, no answer yet" in listed
    [told] = doorstep("introductions", "wins", "--json").lines
    assert (told["supplier"], [one["paid"] for one in told["after"]]) == ("firm", ["no", None])
