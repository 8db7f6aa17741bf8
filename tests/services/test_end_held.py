"""What was kept long enough ends, by the rules as they are written, at both edges."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.bootstrap import make_retention
from bot.clock import FixedClock
from bot.domain.buyer_contact import Ended
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId, NewTurn
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.held import Erasure, ListedErasure
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Contact, OpportunityId
from bot.domain.supplier import SupplierId
from bot.services.end_held import RULE_OF, EndHeld
from bot.services.erase_held import Beside
from connectors.storage.held_tables import personal
from tests.examples import NOW, buyer_contact, opportunity, supplier
from tests.fake_held import FakeErasureList, FakePlace, eraser
from tests.fakes import FakeStorage

TALK, FIRM = ConversationId("talk"), SupplierId("firm")
RETENTION = make_retention()
SECOND = timedelta(seconds=1)


def edge(rule: str) -> datetime:
    """The latest moment that is over now."""
    return RETENTION[rule].ended_at(NOW)


class Town:
    """An installation on fakes, by the rules that travel along."""

    def __init__(self, clock: datetime = NOW) -> None:
        self.storage, self.place, self.listed = FakeStorage(), FakePlace(), FakeErasureList()
        erase = eraser(self.storage, self.place, listed=self.listed)
        beside = Beside([self.place], self.listed)
        self.erase = erase
        self.end = EndHeld(self.storage, erase, beside, RETENTION, FixedClock(clock))

    def night(self) -> dict[str, dict[str, int]]:
        """What ends tonight; the preview must say the same, and a second night find nothing."""
        told = self.end.would_end(NOW)
        done = self.end.end(NOW)
        assert told == done
        assert not any(self.end.end(NOW).values())
        return {rule: dict(counts) for rule, counts in done.items() if counts}


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.parametrize(("late", "ends"), [(0, True), (1, False)])
class TestEdges:
    """A second later than the edge is young enough to stay."""

    def test_of_a_conversation(self, town: Town, late: int, ends: bool) -> None:
        at = edge("conversations") + late * SECOND
        with town.storage.transaction() as work:
            work.conversations.start(TALK, "hash", at)
        town.place.put(TALK, at, "said")
        gone = town.night()
        with town.storage.transaction() as work:
            assert (work.conversations.get(TALK) is None) is ends
        assert bool(town.place.about([TALK])) is not ends
        assert gone.get("conversations", {}).get("conversations", 0) == ends

    def test_of_messages_of_a_conversation_that_goes_on(
        self, town: Town, late: int, ends: bool
    ) -> None:
        at = edge("conversations") + late * SECOND
        with town.storage.transaction() as work:
            work.conversations.start(TALK, "hash", at)
            for name, moment in (("old", at), ("new", NOW)):
                turn = NewTurn(name, TALK, name, None, moment)
                work.conversations.begin_turn(turn, abandon_before=NOW)
                work.conversations.finish_turn(name, [], moment)
        gone = town.night()
        with town.storage.transaction() as work:
            kept = [turn.text for turn in work.conversations.turns(TALK)]
        assert kept == (["new"] if ends else ["old", "new"])
        assert gone == ({"conversations": {"turns": 1}} if ends else {})

    def test_of_a_firm(self, town: Town, late: int, ends: bool) -> None:
        registered = edge("firms") + late * SECOND
        with town.storage.transaction() as work:
            work.suppliers.save_all([supplier("firm", registered_at=registered)])
        assert town.night() == ({"firms": {"suppliers": 1}} if ends else {})

    def test_of_a_firm_that_says_something(self, town: Town, late: int, ends: bool) -> None:
        with town.storage.transaction() as work:
            work.suppliers.save_all([supplier("firm", registered_at=edge("firms"))])
            said = Feedback(OpportunityId("o"), Verdict.WON, edge("firms") + late * SECOND)
            work.feedback.note(Owner(supplier=FIRM), said)
        assert town.night() == ({"firms": {"suppliers": 1}} if ends else {})

    def test_of_a_contact_in_a_notice(self, town: Town, late: int, ends: bool) -> None:
        closed = edge("contacts_in_notices") + late * SECOND
        one = opportunity(
            deadline=closed, published_at=closed - timedelta(days=9), contact=Contact("Jo Bloggs")
        )
        with town.storage.transaction() as work:
            work.opportunities.save(ProcessKey("p"), one)
        gone = town.night()
        with town.storage.transaction() as work:
            held = work.opportunities.get(one.id)
        assert held is not None
        assert (held.contact is None) is ends
        assert gone == ({"contacts_in_notices": {"contacts_in_notices": 1}} if ends else {})

    def test_of_a_receipt(self, town: Town, late: int, ends: bool) -> None:
        at = edge("erasures") + late * SECOND
        town.listed.add([ListedErasure("E-1", at, ("a",))])
        with town.storage.transaction() as work:
            work.erasures.note(Erasure("E-1", at, {}))
        town.night()
        with town.storage.transaction() as work:
            assert (work.erasures.get("E-1") is None) is ends
        assert (town.listed.all() == []) is ends


def test_a_postcode_ends_after_its_days(town: Town) -> None:
    with town.storage.transaction() as work:
        work.postcodes.keep("B9 4AA", None, edge("postcodes") - SECOND)
        work.postcodes.keep("B8 1DE", None, edge("postcodes") + SECOND)
    assert town.night() == {"postcodes": {"postcodes": 1}}


def test_a_buyers_mailbox_ends_long_after_it_was_taken_off(town: Town) -> None:
    early, late = edge("buyer_contacts") - SECOND, edge("buyer_contacts") + SECOND
    with town.storage.transaction() as work:
        for name, at in (("a", early), ("b", late)):
            one = buyer_contact(name, buyer=f"{name} council").ended_by(Ended.UNSUBSCRIBED, at)
            work.buyer_contacts.add(one)
        work.buyer_contacts.add(buyer_contact("c", buyer="c council"))
    assert town.night() == {"buyer_contacts": {"buyer_contacts": 1}}
    with town.storage.transaction() as work:
        assert [one.id for one in work.buyer_contacts.all()] == ["b", "c"]


def test_many_that_are_idle_end_in_one_night(town: Town) -> None:
    with town.storage.transaction() as work:
        for n in range(250):
            work.conversations.start(ConversationId(f"{n}"), "hash", edge("conversations"))
    assert town.night() == {"conversations": {"conversations": 250}}


def test_an_erasure_that_waits_is_done_by_night(town: Town) -> None:
    with town.storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
    number = town.erase.ask(TALK)
    town.end.end(NOW)
    with town.storage.transaction() as work:
        assert work.conversations.get(TALK) is None
    assert town.erase.receipt(number).number == number


def test_what_may_be_learnt_from_stays_of_whoever_agreed(town: Town) -> None:
    at = edge("conversations")
    with town.storage.transaction() as work:
        work.conversations.start(TALK, "hash", at)
        work.feedback.note(Owner(TALK), Feedback(OpportunityId("o"), Verdict.WON, at))
        yes = Consent(Purpose.LEARNING, Answer.YES, "May we?", "1", Channel.WEB_CHAT, at)
        work.consents.note(Owner(TALK), yes)
    town.night()
    with town.storage.transaction() as work:
        assert len(work.feedback.lessons()) == 1


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_set_to_another_day_drops_no_contact_early(days: int) -> None:
    """Set back, notices are open by it; set ahead, they are not over in truth."""
    town = Town(NOW + timedelta(days=days))
    open_then = NOW + timedelta(days=min(days, 0) + 5)
    one = opportunity(deadline=open_then, published_at=None, contact=Contact("Jo Bloggs"))
    with town.storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), one)
    assert town.night() == {}


def test_every_rule_is_somebodys_and_every_table_has_one() -> None:
    rules = {rule.of for rule in RETENTION.all}
    tables = {one.kept for one in personal().values()}
    roots = {one.root: one.kept for one in personal().values() if one.root}
    beside = {"finished_jobs", "contacts_in_notices", "postcodes", "erasures", "buyer_contacts"}
    assert tables | beside == rules
    assert roots.items() <= RULE_OF.items()
