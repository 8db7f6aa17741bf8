"""What every store of introductions promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.after_winning import FollowUp, Side, Went
from bot.domain.company import CompanyCheck, Finding
from bot.domain.consent import Evidence, EvidenceKind
from bot.domain.fact_check import FactCheck
from bot.domain.held import Holder, Whose
from bot.domain.introduction import (
    By,
    IntroductionId,
    IntroductionState,
    Mark,
    Step,
    Why,
    moved,
)
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.domain.won_work import Win, WinId
from bot.ports import Storage
from tests.examples import NOW, in_days, supplier
from tests.introductions import STORY, introduction, step

S = IntroductionState
FIRM, OTHER = SupplierId("firm"), SupplierId("another")
OWNER = PersonId("owner")
ONE = introduction(
    person=OWNER,
    agreed=replace(introduction().agreed, evidence=Evidence(EvidenceKind.INBOUND_TEXT, "SM1")),
)
WIN = Win(WinId("win"), FIRM, OWNER, "firm Limited", "Eastside Council", "A hall", None, NOW)
EVERY = tuple(S)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """Two firms, a person, and one introduction."""
    with storage.transaction() as work:
        work.suppliers.save_all([supplier("firm"), supplier("another")])
        work.people.prove(Address(Means.TEXT, "+447700900123"), NOW, OWNER)
        assert work.introductions.add(ONE)
    return storage


def test_one_comes_back_as_it_was(held: Storage) -> None:
    with held.transaction() as work:
        assert work.introductions.get(ONE.id) == ONE
        assert work.introductions.of_supplier(FIRM) == [ONE]
        assert work.introductions.of_supplier(OTHER) == []
        assert work.introductions.get(IntroductionId("none")) is None


def test_the_same_is_introduced_once_while_it_is_live(held: Storage) -> None:
    with held.transaction() as work:
        assert not work.introductions.add(replace(ONE, id=IntroductionId("two")))
        assert not work.introductions.add(ONE)
        other = replace(ONE, id=IntroductionId("three"), supplier=OTHER, person=None)
        assert work.introductions.add(other)
        note = replace(ONE, id=IntroductionId("four"), opportunity=None, title="")
        assert work.introductions.add(note)
        assert not work.introductions.add(
            replace(note, id=IntroductionId("five"), buyer="EASTSIDE COUNCIL")
        )


def test_one_that_has_ended_makes_room_for_another(held: Storage) -> None:
    ended = moved(ONE, step(S.WITHDRAWN, in_days(1)))
    with held.transaction() as work:
        assert work.introductions.advance(ended)
        assert work.introductions.get(ONE.id) == ended
        assert work.introductions.add(replace(ONE, id=IntroductionId("two")))


def test_of_two_who_move_it_at_once_one_is_told_so(held: Storage) -> None:
    sent = replace(moved(ONE, step(S.SENT, in_days(1))), contact="mailbox", answer_by=in_days(8))
    invited = moved(sent, step(S.INVITED, in_days(2), who="mailbox"))
    no = Step(S.DECLINED, in_days(2), By.BUYER, "mailbox", Why.NOT_NOW, in_days(30), "Full.")
    with held.transaction() as work:
        assert work.introductions.advance(sent)
        assert work.introductions.advance(invited)
        assert not work.introductions.advance(moved(sent, no))
        assert work.introductions.get(ONE.id) == invited
        assert work.introductions.advance(moved(invited, no))
        assert work.introductions.get(ONE.id) == moved(invited, no)
        gone = moved(replace(ONE, id=IntroductionId("none")), step(S.SENT, NOW))
        assert not work.introductions.advance(gone)


def test_a_late_yes_does_not_take_the_place_of_a_newer_one(held: Storage) -> None:
    silent = moved(moved(ONE, step(S.SENT, NOW)), step(S.NO_ANSWER, in_days(9), why=Why.SILENT))
    with held.transaction() as work:
        assert work.introductions.advance(moved(ONE, step(S.SENT, NOW)))
        assert work.introductions.advance(silent)
        assert work.introductions.add(replace(ONE, id=IntroductionId("two")))
        assert work.introductions.advance(moved(silent, step(S.INVITED, in_days(10))))
        assert not work.introductions.add(replace(ONE, id=IntroductionId("three")))


def test_a_buyer_is_reminded_once_each_time_that_it_goes_out(held: Storage) -> None:
    sent = moved(ONE, step(S.SENT, in_days(1)))
    back = moved(sent, step(S.REQUESTED, in_days(2), by=By.BUYER, why=Why.WRONG_PERSON))
    with held.transaction() as work:
        assert work.introductions.advance(sent)
        assert work.introductions.nudge(ONE.id, in_days(2))
        assert not work.introductions.nudge(ONE.id, in_days(3))
        assert not work.introductions.nudge(IntroductionId("none"), NOW)
        assert work.introductions.advance(back)
        assert work.introductions.advance(moved(back, step(S.SENT, in_days(3))))
        assert work.introductions.nudge(ONE.id, in_days(9))


def test_a_buyers_are_found_by_any_spelling_of_its_name(held: Storage) -> None:
    older = introduction("two", supplier=OTHER, history=(Step(S.REQUESTED, in_days(-3), By.OWNER),))
    elsewhere = introduction("three", supplier=OTHER, buyer="Westside College")
    with held.transaction() as work:
        assert work.introductions.add(older)
        assert work.introductions.add(replace(elsewhere, opportunity=None))
        assert work.introductions.of_buyer("The Eastside Council", [S.REQUESTED]) == [older, ONE]
        assert work.introductions.of_buyer("Eastside Council", [S.REQUESTED], NOW) == [ONE]
        assert work.introductions.of_buyer("Eastside Council", [S.SENT]) == []
        assert work.introductions.of_buyer("Eastside Council", []) == []
        assert work.introductions.buyers([S.REQUESTED]) == ["eastside council", "westside college"]
        assert work.introductions.buyers([S.WON]) == []


def test_all_are_gone_through_some_at_a_time(held: Storage) -> None:
    with held.transaction() as work:
        for n in range(3):
            work.introductions.add(
                introduction(f"p{n}", supplier=OTHER, buyer=f"B{n}", opportunity=None)
            )
        first = work.introductions.page(EVERY, None, 2)
        rest = work.introductions.page(EVERY, first[-1].id, 9)
        assert [one.id for one in first + rest] == ["one", "p0", "p1", "p2"]
        assert work.introductions.page([S.LOST], None, 9) == []


def test_it_stays_when_the_person_goes_and_goes_with_the_firm(held: Storage) -> None:
    with held.transaction() as work:
        work.stories.put(replace(STORY, agreed_by=OWNER))
        work.people.forget(OWNER)
        assert work.introductions.get(ONE.id) == replace(ONE, person=None)
        assert work.stories.of(FIRM) == [STORY]
        work.follow_ups.ask(FollowUp(ONE.id, 30, Side.OWNER, NOW))
        work.stories.put(STORY)
        work.fact_checks.put(_check("company_number"))
        work.company_checks.put(REGISTERED)
        work.suppliers.remove([FIRM])
        assert work.introductions.page(EVERY, None, 9) == []
        assert work.follow_ups.of(ONE.id) == []
        assert work.stories.of(FIRM) == []
        assert work.fact_checks.of(FIRM) == []
        assert work.company_checks.of(FIRM) is None


def test_each_side_is_asked_once_and_may_correct_its_answer(held: Storage) -> None:
    asked = FollowUp(ONE.id, 30, Side.OWNER, NOW)
    later = FollowUp(ONE.id, 90, Side.OWNER, in_days(60))
    buyer = FollowUp(ONE.id, 30, Side.BUYER, NOW)
    with held.transaction() as work:
        assert all(work.follow_ups.ask(one) for one in (later, asked, buyer))
        assert not work.follow_ups.ask(replace(asked, asked_at=in_days(1)))
        assert work.follow_ups.of(ONE.id) == [buyer, asked, later]
        assert work.follow_ups.open_of([ONE.id], Side.OWNER) == [asked, later]
        said = replace(
            asked,
            delivered=Went.PART,
            paid=Went.LATE,
            answered_at=in_days(1),
            words="Half of it",
            who=OWNER,
        )
        assert work.follow_ups.answer(said)
        assert work.follow_ups.of(ONE.id) == [buyer, said, later]
        assert work.follow_ups.open_of([ONE.id], Side.OWNER) == [later]
        assert not work.follow_ups.answer(replace(said, introduction=IntroductionId("none")))


def test_a_story_is_one_and_can_be_taken_back(held: Storage) -> None:
    with held.transaction() as work:
        work.stories.put(STORY)
        unsaid = replace(STORY, agreed=None, came="They asked us back twice.")
        work.stories.put(unsaid)
        assert work.stories.of(FIRM) == [unsaid]
        work.stories.put(STORY)
        assert work.stories.of(FIRM) == [STORY]
        work.stories.remove(STORY.id)
        work.stories.remove(STORY.id)
        assert work.stories.of(FIRM) == []


def test_the_last_check_of_a_fact_stands(held: Storage) -> None:
    seen = replace(_check("paper"), how=Mark.DOCUMENT, by="coordinator", ends_on=date(2027, 1, 31))
    with held.transaction() as work:
        for one in (seen, _check("company_number"), replace(_check("paper"), value="old"), seen):
            work.fact_checks.put(one)
        assert work.fact_checks.of(FIRM) == [_check("company_number"), seen]
        work.fact_checks.remove(FIRM, "paper")
        work.fact_checks.remove(FIRM, "paper")
        assert work.fact_checks.of(FIRM) == [_check("company_number")]


def test_the_last_look_into_the_register_stands(held: Storage) -> None:
    other = replace(REGISTERED, finding=Finding.OTHER_NAME, name="SHINE LTD", asked_at=in_days(1))
    with held.transaction() as work:
        assert work.company_checks.of(FIRM) is None
        work.company_checks.put(REGISTERED)
        work.company_checks.put(other)
        assert work.company_checks.of(FIRM) == other
        work.company_checks.remove(FIRM)
        work.company_checks.remove(FIRM)
        assert work.company_checks.of(FIRM) is None


def test_buyers_who_have_had_it_are_named_and_those_who_have_not_are_not(held: Storage) -> None:
    mine = frozenset({Holder(Whose.SUPPLIER, FIRM)})
    with held.transaction() as work:
        assert work.held.buyers_shown(mine) == []
        sent = moved(ONE, step(S.SENT, in_days(1)))
        work.introductions.advance(sent)
        work.introductions.advance(moved(sent, step(S.WITHDRAWN, in_days(2))))
        assert work.held.buyers_shown(mine) == ["Eastside Council"]


REGISTERED = CompanyCheck(FIRM, "01234567", "Spotless", Finding.SAME, "SPOTLESS LTD", "active", NOW)


def _check(fact: str) -> FactCheck:
    return FactCheck(FIRM, fact, Mark.REGISTER, "01234567", "Companies House", NOW)


def test_a_win_that_was_only_told_is_kept_once_and_asked_of_the_owner_alone(held: Storage) -> None:
    with held.transaction() as work:
        assert work.wins.note(WIN)
        assert not work.wins.note(replace(WIN, title="another"))
        assert work.wins.get(WIN.id) == WIN
        assert work.wins.of_supplier(FIRM) == [WIN]
        assert work.wins.of_supplier(OTHER) == []
        asked = FollowUp(WIN.id, 30, Side.OWNER, NOW)
        assert work.follow_ups.ask(asked)
        assert not work.follow_ups.ask(replace(asked, asked_at=in_days(1)))
        assert not work.follow_ups.ask(replace(asked, side=Side.BUYER))
        assert work.follow_ups.of(WIN.id) == [asked]
        assert work.follow_ups.open_of([WIN.id, ONE.id], Side.OWNER) == [asked]
        assert work.follow_ups.open_of([WIN.id], Side.BUYER) == []
        said = replace(asked, paid=Went.LATE, answered_at=NOW, words="late", who=OWNER)
        assert work.follow_ups.answer(said)
        assert not work.follow_ups.answer(replace(said, side=Side.BUYER))
        assert work.follow_ups.of(WIN.id) == [said]
        assert work.follow_ups.open_of([WIN.id], Side.OWNER) == []


def test_wins_are_gone_through_some_at_a_time(held: Storage) -> None:
    with held.transaction() as work:
        for n in range(3):
            work.wins.note(replace(WIN, id=WinId(f"w{n}")))
        first = work.wins.page(None, 2)
        rest = work.wins.page(first[-1].id, 9)
        assert [one.id for one in first + rest] == ["w0", "w1", "w2"]


@pytest.mark.parametrize("goes", ["firm", "person", "win"])
def test_a_win_goes_with_its_firm_or_person_and_what_was_said_goes_with_it(
    held: Storage, goes: str
) -> None:
    with held.transaction() as work:
        work.wins.note(WIN)
        work.follow_ups.ask(FollowUp(WIN.id, 30, Side.OWNER, NOW))
        if goes == "firm":
            work.suppliers.remove([FIRM])
        elif goes == "person":
            work.people.forget(OWNER)
        else:
            work.wins.remove(WIN.id)
        assert work.wins.get(WIN.id) is None
        assert work.follow_ups.of(WIN.id) == []
