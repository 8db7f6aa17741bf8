"""What every Storage promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from threading import Barrier

import pytest

from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.challenge import Phase
from bot.domain.change import Change, ChangeKind
from bot.domain.conversation import Choice, ConversationId, Criteria, NewTurn, Reply, Search
from bot.domain.money import Basis, Value, Vat
from bot.domain.notice import Finding, FindingKind, JsonBody, ProcessKey, Release
from bot.domain.opportunity import (
    Category,
    Contact,
    Kind,
    Law,
    Ocid,
    Opportunity,
    OpportunityId,
    Source,
    SuitableFor,
    Visibility,
    can_be_answered,
)
from bot.domain.place import Coverage, Office, Place, Point
from bot.ports import Storage, Work
from tests.examples import ALUM_ROCK, BORDESLEY, COUNCIL, NOW, cpv, in_days, opportunity, pounds

TALK = ConversationId("c4e2b1aa-0000-4000-8000-000000000001")
OTHER_TALK = ConversationId("c4e2b1aa-0000-4000-8000-000000000002")
LONG_AGO = in_days(-1)

EVERY_FACT = opportunity(
    "full",
    ocid=Ocid("ocds-h6vhtk-0001"),
    reference="REF/1",
    kind=Kind.OPEN_FRAMEWORK,
    title="Mentoring “young people” \N{EM DASH} caf\u00e9",
    description="Line one.\nLine two: 100 % of it; a 'quote'.",
    buyer=Buyer(
        "Eastside Council",
        BuyerClass.SUB_CENTRAL,
        s17=True,
        identifiers=(Identifier("GB-LAE", "EAS"), Identifier("GB-PPON", "PAAA-1111-BBBB")),
        website="https://eastside.example.org",
    ),
    source=Source("find_a_tender", "https://www.find-tender.service.gov.uk/Notice/2", NOW),
    category=Category.LIGHT_TOUCH,
    value=Value(Decimal("1234567890.07"), Vat.INCLUDED, Basis.YEARLY, "EUR"),
    cpv=cpv("80000000", "80500000", "98133110"),
    coverage=Coverage(
        "B9 4AA",
        Point(52.4770123456789, -1.8580123456789),
        ("West Midlands", "United Kingdom"),
        nationwide=True,
        office=Office("Leeds LS1", is_near=False),
    ),
    awarded_at=in_days(30),
    cancelled_at=in_days(40.0000001),
    starts_on=date(2027, 1, 1),
    ends_on=date(2030, 12, 31),
    suitable_for=frozenset({SuitableFor.SME, SuitableFor.VCSE}),
    reserved_for="smeVcse",
    procurement_method="Below threshold - open competition",
    above_threshold=False,
    law=Law.PROCUREMENT_ACT,
    special_regimes=frozenset({"lightTouch", "concession"}),
    phases=(Phase.CALL, Phase.TRIAL),
    how_to_respond="Write to us.",
    contact=Contact("Ms Example", "a@example.org", "0121 000 0000", "https://example.org"),
)


def saved(storage: Storage, *these: Opportunity) -> None:
    """Stores each under a process key that is its id."""
    with storage.transaction() as work:
        for one in these:
            work.opportunities.save(ProcessKey(f"process-{one.id}"), one)


def ids_not_over(storage: Storage, now: datetime = NOW) -> set[str]:
    """The ids of what is not over."""
    with storage.transaction() as work:
        return {str(o.id) for o in work.opportunities.not_over_at(now)}


def revision(storage: Storage) -> str:
    """The revision as another transaction sees it."""
    with storage.transaction() as work:
        return work.opportunities.revision()


def release(key: str, fingerprint: str, days: float = 0) -> Release:
    """A release of the process."""
    body = {"id": fingerprint, "tender": {"title": "Tëst", "value": {"amount": 0.1}}}
    return Release(ProcessKey(key), Ocid(key), in_days(days), "find_a_tender", body, fingerprint)


def turn(number: int, client_id: str | None = None, at: datetime = NOW) -> NewTurn:
    """A turn that begins."""
    return NewTurn(f"turn-{number}", TALK, f"message {number}", client_id, at)


def _write_and_fail(work: Work) -> None:
    work.opportunities.save(ProcessKey("p"), opportunity("one"))
    work.conversations.start(TALK, "hash", NOW)
    raise RuntimeError("on purpose")


class TestTransaction:
    def test_what_a_transaction_did_is_there_for_the_next(self, storage: Storage) -> None:
        saved(storage, opportunity("one"))
        with storage.transaction() as work:
            assert work.opportunities.get(OpportunityId("one")) == opportunity("one")

    def test_a_transaction_sees_what_it_did_itself(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.opportunities.save(ProcessKey("p"), opportunity("one"))
            assert work.opportunities.get(OpportunityId("one")) == opportunity("one")

    def test_a_transaction_that_raises_leaves_nothing_behind(self, storage: Storage) -> None:
        before = revision(storage)
        with pytest.raises(RuntimeError), storage.transaction() as work:
            _write_and_fail(work)
        with storage.transaction() as work:
            assert work.opportunities.get(OpportunityId("one")) is None
            assert work.conversations.get(TALK) is None
        assert revision(storage) == before

    def test_the_storage_works_on_after_a_transaction_that_raised(self, storage: Storage) -> None:
        with pytest.raises(RuntimeError), storage.transaction():
            raise RuntimeError("on purpose")
        saved(storage, opportunity("one"))
        assert ids_not_over(storage) == {"one"}


class TestOpportunityRepository:
    def test_every_fact_comes_back_as_it_was_saved(self, storage: Storage) -> None:
        saved(storage, EVERY_FACT)
        with storage.transaction() as work:
            assert work.opportunities.get(EVERY_FACT.id) == EVERY_FACT

    def test_what_is_not_stated_comes_back_as_not_stated(self, storage: Storage) -> None:
        bare = Opportunity(
            OpportunityId("bare"), Kind.TENDER, "T", "", Buyer(""), Source("ocds", None, NOW)
        )
        saved(storage, bare)
        with storage.transaction() as work:
            assert work.opportunities.get(bare.id) == bare

    @pytest.mark.parametrize("amount", ["0.01", "0.10", "19.99", "100000000000.05"])
    def test_no_penny_is_lost(self, storage: Storage, amount: str) -> None:
        saved(storage, opportunity("one", value=pounds(amount)))
        with storage.transaction() as work:
            found = work.opportunities.get(OpportunityId("one"))
        assert found is not None
        assert found.value.amount == Decimal(amount)

    def test_a_moment_comes_back_in_utc(self, storage: Storage) -> None:
        summer = datetime(2026, 7, 1, 12, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
        saved(storage, opportunity("one", deadline=summer))
        with storage.transaction() as work:
            found = work.opportunities.get(OpportunityId("one"))
        assert found is not None
        assert found.deadline == summer
        assert found.deadline.utcoffset() in {timedelta(0), timedelta(hours=1)}

    def test_an_unknown_id_is_none(self, storage: Storage) -> None:
        with storage.transaction() as work:
            assert work.opportunities.get(OpportunityId("nobody")) is None

    def test_many_come_in_the_order_asked_without_those_unknown(self, storage: Storage) -> None:
        saved(storage, opportunity("a"), opportunity("b"), opportunity("c"))
        asked = [OpportunityId(one) for one in ("c", "nobody", "a")]
        with storage.transaction() as work:
            assert [o.id for o in work.opportunities.get_many(asked)] == ["c", "a"]
            assert work.opportunities.get_many([]) == []

    def test_saving_the_same_again_writes_nothing(self, storage: Storage) -> None:
        saved(storage, EVERY_FACT)
        before = revision(storage)
        with storage.transaction() as work:
            assert work.opportunities.save(ProcessKey("process-full"), EVERY_FACT) is False
        assert revision(storage) == before

    @pytest.mark.parametrize(
        "change",
        [
            {"title": "Another title"},
            {"value": pounds("20000.01")},
            {"deadline": in_days(21)},
            {"coverage": Coverage(regions=("London",))},
            {"buyer": Buyer("Westside Council", BuyerClass.SUB_CENTRAL, s17=True)},
            {"buyer": replace(COUNCIL, identifiers=(Identifier("GB-LAE", "EAS"),))},
            {"cancelled_at": NOW},
            {"contact": Contact(email="new@example.org")},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_changed_fact_is_a_change(self, storage: Storage, change: dict[str, object]) -> None:
        saved(storage, opportunity("one"))
        before, changed = revision(storage), opportunity("one", **change)
        with storage.transaction() as work:
            assert work.opportunities.save(ProcessKey("process-one"), changed) is True
        assert revision(storage) != before
        with storage.transaction() as work:
            assert work.opportunities.get(OpportunityId("one")) == changed

    def test_a_process_keeps_the_id_that_it_first_had(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.opportunities.save(ProcessKey("p"), opportunity("first"))
            work.opportunities.save(ProcessKey("p"), opportunity("second", title="Changed"))
        with storage.transaction() as work:
            assert work.opportunities.get(OpportunityId("second")) is None
            kept = work.opportunities.get(OpportunityId("first"))
        assert kept is not None
        assert kept.title == "Changed"

    def test_the_same_under_another_id_changes_nothing(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.opportunities.save(ProcessKey("p"), opportunity("first"))
            assert work.opportunities.save(ProcessKey("p"), opportunity("second")) is False

    def test_what_only_invited_firms_may_see_is_never_read(self, storage: Storage) -> None:
        saved(storage, opportunity("hidden", visibility=Visibility.INVITED))
        hidden = OpportunityId("hidden")
        with storage.transaction() as work:
            assert work.opportunities.get(hidden) is None
            assert work.opportunities.get_many([hidden]) == []
            assert work.opportunities.not_over_at(NOW) == []

    @pytest.mark.parametrize(
        ("facts", "is_there"),
        [
            ({}, True),
            ({"deadline": NOW + timedelta(microseconds=1)}, True),
            ({"deadline": NOW}, False),
            ({"deadline": in_days(-1)}, False),
            ({"deadline": None}, False),
            ({"deadline": None, "kind": Kind.PLANNED}, True),
            ({"deadline": None, "kind": Kind.RE_LET}, True),
            ({"kind": Kind.PLANNED, "deadline": NOW}, False),
            ({"cancelled_at": NOW}, False),
            ({"cancelled_at": in_days(1)}, True),
            ({"awarded_at": NOW}, False),
            ({"awarded_at": in_days(1)}, True),
            ({"kind": Kind.PLANNED, "deadline": None, "awarded_at": in_days(-1)}, False),
            ({"published_at": in_days(1)}, True),
        ],
    )
    def test_what_is_over_at_the_moment_is_left_out(
        self, storage: Storage, facts: dict[str, object], is_there: bool
    ) -> None:
        saved(storage, opportunity("one", **facts))
        assert ids_not_over(storage) == ({"one"} if is_there else set())

    def test_only_processes_that_are_held_are_named(self, storage: Storage) -> None:
        saved(storage, *(opportunity(str(n)) for n in range(3)))
        asked = [ProcessKey(f"process-{n}") for n in range(2, 1_200)]
        with storage.transaction() as work:
            assert work.opportunities.held_among(iter(asked)) == {"process-2"}
            assert work.opportunities.held_among([]) == set()

    def test_samples_are_counted_apart_and_removed_together(self, storage: Storage) -> None:
        saved(storage, opportunity("real"), *(opportunity(s, is_sample=True) for s in "ab"))
        before = revision(storage)
        with storage.transaction() as work:
            assert work.opportunities.count_real() == 1
            assert work.opportunities.remove_samples() == 2
        assert ids_not_over(storage) == {"real"}
        after = revision(storage)
        assert after != before
        with storage.transaction() as work:
            assert work.opportunities.remove_samples() == 0
        assert revision(storage) == after

    @pytest.mark.parametrize("order", [1, -1])
    def test_a_buyer_is_known_by_what_all_its_notices_say(
        self, storage: Storage, order: int
    ) -> None:
        told = (
            Buyer("Eastside Council", BuyerClass.SUB_CENTRAL, s17=True),
            Buyer("EASTSIDE  COUNCIL", identifiers=(Identifier("GB-LAE", "EAS"),)),
        )
        named = [opportunity(str(n), buyer=buyer) for n, buyer in enumerate(told)]
        saved(storage, *named[::order])
        with storage.transaction() as work:
            both = work.opportunities.get_many([o.id for o in named])
        together = replace(told[0], identifiers=(Identifier("GB-LAE", "EAS"),))
        assert [o.buyer for o in both] == [together, together]

    def test_buyers_without_a_name_are_not_one_buyer(self, storage: Storage) -> None:
        told = (Buyer(""), Buyer("", BuyerClass.CENTRAL), Buyer("", s17=True))
        nameless = [opportunity(str(n), buyer=buyer) for n, buyer in enumerate(told)]
        saved(storage, *nameless)
        with storage.transaction() as work:
            found = work.opportunities.get_many([o.id for o in nameless])
        assert tuple(o.buyer for o in found) == told


class TestReleaseRepository:
    def test_a_release_comes_back_as_it_came(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.releases.add_new([release("p", "f1")])
        with storage.transaction() as work:
            assert work.releases.of_processes(["p"])["p"] == [release("p", "f1")]

    def test_the_same_fingerprint_is_held_once(self, storage: Storage) -> None:
        with storage.transaction() as work:
            twice = [release("p", "f1"), release("p", "f1"), release("q", "f2")]
            assert work.releases.add_new(iter(twice)) == twice[1:]
        with storage.transaction() as work:
            assert work.releases.add_new([release("p", "f1")]) == []
            both = [release("p", "f1"), release("p", "f3")]
            assert work.releases.add_new(both) == both[1:]
            assert work.releases.add_new([]) == []
            assert len(work.releases.of_processes(["p"])["p"]) == 2

    def test_which_of_some_releases_are_held_is_told(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.releases.add_new([release("p", "f1"), release("p", "f2")])
            assert work.releases.held_among(["f2", "f3"]) == {"f2"}
            assert work.releases.held_among([]) == set()

    def test_a_body_is_kept_as_the_text_that_it_came_as(self, storage: Storage) -> None:
        body = JsonBody('{"id":"1","tender":{"title":"Tëst"}}')
        with storage.transaction() as work:
            work.releases.add_new([replace(release("p", "f1"), body=body)])
        with storage.transaction() as work:
            [held] = work.releases.of_processes([ProcessKey("p")])["p"]
        assert isinstance(held.body, JsonBody)
        assert held.body.text == body.text

    def test_releases_come_oldest_first_whatever_order_they_came_in(self, storage: Storage) -> None:
        order = [release("p", "b", 2), release("p", "z", 1), release("p", "a", 2)]
        with storage.transaction() as work:
            work.releases.add_new(order)
            found = work.releases.of_processes(["p"])["p"]
        assert [r.fingerprint for r in found] == ["z", "a", "b"]

    def test_new_findings_replace_the_old(self, storage: Storage) -> None:
        kinds = FindingKind
        with storage.transaction() as work:
            first = {"p": [Finding(kinds.NO_CPV)] * 2, "q": [Finding(kinds.NO_CPV, "x")]}
            work.releases.replace_findings({ProcessKey(key): one for key, one in first.items()})
            work.releases.replace_findings({ProcessKey("p"): [Finding(kinds.NO_VALUE)]})
        with storage.transaction() as work:
            both = [ProcessKey("p"), ProcessKey("q")]
            assert work.releases.count_findings(both) == {"no_cpv": 1, "no_value": 1}
            assert work.releases.count_findings([ProcessKey("q")]) == {"no_cpv": 1}
            assert work.releases.count_findings([]) == {}

    def test_processes_without_releases_are_left_out(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.releases.add_new([release("p", "f1")])
            assert list(work.releases.of_processes([ProcessKey("q"), ProcessKey("p")])) == ["p"]
            assert work.releases.of_processes([]) == {}


class TestSavingMany:
    def test_only_what_differs_is_written(self, storage: Storage) -> None:
        both = {ProcessKey("p"): opportunity("one"), ProcessKey("q"): opportunity("two")}
        with storage.transaction() as work:
            assert work.opportunities.save_all(both) == {"p", "q"}
        with storage.transaction() as work:
            before = work.opportunities.revision()
            assert work.opportunities.save_all(both) == set()
            assert work.opportunities.revision() == before
            changed = {**both, ProcessKey("q"): opportunity("two", title="Changed")}
            assert work.opportunities.save_all(changed) == {"q"}
            assert work.opportunities.revision() != before
            held = work.opportunities.of_processes(both)
            assert {key: one.title for key, one in held.items()} == {
                "p": opportunity("one").title,
                "q": "Changed",
            }

    def test_two_notices_of_one_new_buyer_make_one_buyer(self, storage: Storage) -> None:
        plain = Buyer("Brindle Vale Council")
        known = replace(plain, name="BRINDLE VALE COUNCIL", s17=True)
        with storage.transaction() as work:
            work.opportunities.save_all(
                {
                    ProcessKey("p"): opportunity("one", buyer=plain),
                    ProcessKey("q"): opportunity("two", buyer=known),
                }
            )
        with storage.transaction() as work:
            found = work.opportunities.get_many([OpportunityId("one"), OpportunityId("two")])
        assert [one.buyer for one in found] == [replace(plain, s17=True)] * 2

    def test_what_is_removed_is_gone_and_its_absence_is_no_fault(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.opportunities.save(ProcessKey("p"), opportunity("one"))
            before = work.opportunities.revision()
            work.opportunities.remove([ProcessKey("p"), ProcessKey("nobody")])
            assert work.opportunities.get(OpportunityId("one")) is None
            assert work.opportunities.of_processes([ProcessKey("p")]) == {}
            assert work.opportunities.revision() != before

    def test_lists_and_plans_without_a_deadline_run_on_to_the_day_they_name(
        self, storage: Storage
    ) -> None:
        today = NOW.date()
        ends = {"past": today - timedelta(days=1), "today": today, "never": None}
        every = [
            opportunity(f"{kind.value}-{name}", kind=kind, deadline=None, ends_on=day)
            for kind in (Kind.OPEN_FRAMEWORK, Kind.RE_LET, Kind.PLANNED, Kind.TENDER)
            for name, day in ends.items()
        ]
        saved(storage, *every)
        with storage.transaction() as work:
            found = {one.id for one in work.opportunities.not_over_at(NOW)}
        assert found == {
            "open_framework-today",
            *("re_let-today", "re_let-never"),
            *("planned-today", "planned-never"),
        }
        assert all(can_be_answered(one.state_at(NOW)) for one in every if one.id in found)


class TestChangeRepository:
    MOVED = Change(OpportunityId("one"), ChangeKind.DEADLINE_MOVED, NOW, "then", "now")

    def test_a_change_is_held_once_however_often_it_is_noted(self, storage: Storage) -> None:
        saved(storage, opportunity("one"))
        for day in (0, 1):
            with storage.transaction() as work:
                work.changes.note([self.MOVED], in_days(day))
        with storage.transaction() as work:
            assert work.changes.of(OpportunityId("one")) == [self.MOVED]
            assert work.changes.of(OpportunityId("two")) == []

    def test_it_is_told_to_those_who_were_shown_it_before(self, storage: Storage) -> None:
        saved(storage, opportunity("one"), opportunity("two"))
        with storage.transaction() as work:
            for talk in (TALK, OTHER_TALK):
                work.conversations.start(talk, "hash", NOW)
            work.searches.note_shown(TALK, [OpportunityId("one")], in_days(1))
            work.searches.note_shown(OTHER_TALK, [OpportunityId("two")], in_days(1))
            work.changes.note([self.MOVED], in_days(2))
        with storage.transaction() as work:
            assert work.changes.to_tell(TALK) == [self.MOVED]
            assert work.changes.to_tell(OTHER_TALK) == []

    def test_whoever_was_shown_it_afterwards_has_seen_it_already(self, storage: Storage) -> None:
        saved(storage, opportunity("one"))
        with storage.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
            work.changes.note([self.MOVED], in_days(1))
            work.searches.note_shown(TALK, [OpportunityId("one")], in_days(2))
            assert work.changes.to_tell(TALK) == []

    def test_it_goes_with_its_opportunity(self, storage: Storage) -> None:
        saved(storage, opportunity("one"))
        with storage.transaction() as work:
            work.changes.note([self.MOVED], NOW)
            work.opportunities.remove([ProcessKey("process-one")])
        with storage.transaction() as work:
            assert work.changes.of(OpportunityId("one")) == []


class TestConversationRepository:
    @pytest.fixture(autouse=True)
    def _started(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.conversations.start(TALK, "a" * 64, NOW)
            work.conversations.start(OTHER_TALK, "b" * 64, NOW)

    def begin(self, storage: Storage, new: NewTurn, before: datetime = LONG_AGO) -> bool:
        with storage.transaction() as work:
            return work.conversations.begin_turn(new, abandon_before=before)

    def finish(self, storage: Storage, turn_id: str, *replies: Reply) -> None:
        with storage.transaction() as work:
            work.conversations.finish_turn(turn_id, replies or [Reply("Yes.")], NOW)

    def texts(self, storage: Storage) -> list[str]:
        with storage.transaction() as work:
            return [t.text for t in work.conversations.turns(TALK)]

    def test_a_conversation_is_held_with_the_hash_of_its_token(self, storage: Storage) -> None:
        with storage.transaction() as work:
            held = work.conversations.get(TALK)
            assert work.conversations.get(ConversationId("nobody")) is None
        assert held is not None
        assert (held.id, held.token_hash, held.started_at) == (TALK, "a" * 64, NOW)

    def test_a_finished_turn_comes_back_whole(self, storage: Storage) -> None:
        reply = Reply(
            "Two lines\nof words",
            cards=({"id": "x", "value": {"amount": 1234.56, "basis": None}, "reasons": ["a"]},),
            choices=(Choice("1", "More", "/show_more"), Choice("2", "Why?", "/ask_why_match")),
        )
        assert self.begin(storage, turn(1, "mine"))
        self.finish(storage, "turn-1", reply, Reply(""), Reply("Yes?", is_whole=True))
        with storage.transaction() as work:
            (held,) = work.conversations.turns(TALK)
            assert work.conversations.turn_of_client_id(TALK, "mine") == held
        assert (held.id, held.text, held.at, held.client_id) == ("turn-1", "message 1", NOW, "mine")
        assert held.replies == (reply, Reply(""), Reply("Yes?", is_whole=True))

    def test_only_one_turn_is_under_way(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1))
        assert not self.begin(storage, turn(2))
        self.finish(storage, "turn-1")
        assert self.begin(storage, turn(3))
        assert self.texts(storage) == ["message 1"]

    def test_another_conversation_is_not_held_up(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1))
        assert self.begin(storage, replace(turn(2), conversation_id=OTHER_TALK))

    def test_two_callers_at_once_are_never_both_told_yes(self, storage: Storage) -> None:
        together = Barrier(2)

        def take(number: int) -> bool:
            together.wait()
            return self.begin(storage, turn(number))

        for round_ in range(5):
            with ThreadPoolExecutor(2) as pool:
                taken = list(pool.map(take, (2 * round_, 2 * round_ + 1)))
            assert sorted(taken) == [False, True]
            self.finish(storage, f"turn-{2 * round_ + taken.index(True)}")

    def test_a_failed_turn_leaves_no_trace_and_its_client_id_may_come_again(
        self, storage: Storage
    ) -> None:
        assert self.begin(storage, turn(1, "mine"))
        with storage.transaction() as work:
            work.conversations.fail_turn("turn-1")
        assert self.texts(storage) == []
        assert self.begin(storage, turn(2, "mine"))
        self.finish(storage, "turn-2")
        assert self.texts(storage) == ["message 2"]

    def test_an_unfinished_turn_is_not_an_answer(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1, "mine"))
        with storage.transaction() as work:
            assert work.conversations.turn_of_client_id(TALK, "mine") is None
            assert work.conversations.turns(TALK) == []

    def test_a_client_id_that_was_answered_begins_no_second_turn(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1, "mine"))
        self.finish(storage, "turn-1")
        assert not self.begin(storage, turn(2, "mine"))
        assert self.begin(storage, turn(3, "another"))
        assert self.texts(storage) == ["message 1"]

    def test_a_client_id_belongs_to_its_conversation(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1, "mine"))
        self.finish(storage, "turn-1")
        with storage.transaction() as work:
            assert work.conversations.turn_of_client_id(OTHER_TALK, "mine") is None
        assert self.begin(storage, replace(turn(2, "mine"), conversation_id=OTHER_TALK))

    def test_a_turn_that_died_with_its_process_holds_nobody_up(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1, "mine", at=in_days(-1)))
        assert not self.begin(storage, turn(2, "mine"), before=in_days(-1))
        assert self.begin(storage, turn(2, "mine"), before=in_days(-0.5))
        self.finish(storage, "turn-1", Reply("too late"))
        assert not self.begin(storage, turn(3)), "the late one must not let the second go"
        self.finish(storage, "turn-2")
        assert self.texts(storage) == ["message 2"]

    def test_turns_come_oldest_first(self, storage: Storage) -> None:
        for number in range(1, 6):
            assert self.begin(storage, turn(number))
            self.finish(storage, f"turn-{number}")
        assert self.texts(storage) == [f"message {n}" for n in range(1, 6)]

    def test_nobody_takes_a_turn_in_a_conversation_that_is_not(self, storage: Storage) -> None:
        unknown = replace(turn(1), conversation_id=ConversationId("nobody"))
        assert not self.begin(storage, unknown)

    def test_forgetting_erases_all_that_hangs_on_it(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1))
        self.finish(storage, "turn-1")
        with storage.transaction() as work:
            work.searches.save(Search(TALK, Criteria(), (), 0, NOW))
            work.searches.note_shown(TALK, [OpportunityId("one")], NOW)
        with storage.transaction() as work:
            work.conversations.forget(TALK)
        with storage.transaction() as work:
            assert work.conversations.get(TALK) is None
            assert work.conversations.turns(TALK) == []
            assert work.searches.latest(TALK) is None
            assert work.conversations.get(OTHER_TALK) is not None

    def test_forgetting_twice_is_forgetting_once(self, storage: Storage) -> None:
        for _ in range(2):
            with storage.transaction() as work:
                work.conversations.forget(TALK)

    def test_a_turn_may_end_after_its_conversation_was_forgotten(self, storage: Storage) -> None:
        assert self.begin(storage, turn(1))
        with storage.transaction() as work:
            work.conversations.forget(TALK)
        self.finish(storage, "turn-1")
        with storage.transaction() as work:
            work.conversations.fail_turn("turn-1")
            assert work.conversations.get(TALK) is None


class TestSearchRepository:
    FULL = Search(
        TALK,
        Criteria(
            words="deep clean",
            trades=("cleaning", "window cleaning"),
            place=ALUM_ROCK,
            min_value=Decimal("0.01"),
            max_value=Decimal("99999.99"),
            buyer="Eastside Council",
            within_miles=4.5,
            closes_after=in_days(3),
            closes_before=in_days(9),
            goes_miles=7.0,
            by_profile=("travel",),
        ),
        ranked=(OpportunityId("a"), OpportunityId("b"), OpportunityId("c")),
        shown=2,
        at=NOW,
        last_page=(OpportunityId("a"), OpportunityId("b")),
        focus=OpportunityId("b"),
    )

    @pytest.fixture(autouse=True)
    def _started(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.conversations.start(TALK, "a" * 64, NOW)

    def test_a_search_comes_back_whole(self, storage: Storage) -> None:
        with storage.transaction() as work:
            assert work.searches.latest(TALK) is None
            work.searches.save(self.FULL)
        with storage.transaction() as work:
            assert work.searches.latest(TALK) == self.FULL

    @pytest.mark.parametrize("place", [None, Place("B9", None), BORDESLEY])
    def test_what_was_not_said_stays_unsaid(self, storage: Storage, place: Place | None) -> None:
        bare = Search(TALK, Criteria(place=place), (), 0, NOW)
        with storage.transaction() as work:
            work.searches.save(bare)
        with storage.transaction() as work:
            assert work.searches.latest(TALK) == bare

    def test_a_new_search_stands_in_place_of_the_last(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.searches.save(self.FULL)
            work.searches.save(replace(self.FULL, shown=3, focus=None))
        with storage.transaction() as work:
            assert work.searches.latest(TALK) == replace(self.FULL, shown=3, focus=None)
            assert work.searches.latest(OTHER_TALK) is None

    def test_a_search_may_come_before_its_conversation(self, storage: Storage) -> None:
        search = replace(self.FULL, conversation_id=OTHER_TALK)
        with storage.transaction() as work:
            work.searches.save(search)
        with storage.transaction() as work:
            assert work.searches.latest(OTHER_TALK) == search
            held = work.conversations.get(OTHER_TALK)
        assert held is not None
        assert held.token_hash == "", "no token may open it"

    def test_showing_nothing_is_allowed(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.searches.note_shown(TALK, [], NOW)

    def test_the_same_may_be_shown_again(self, storage: Storage) -> None:
        for _ in range(2):
            with storage.transaction() as work:
                work.searches.note_shown(TALK, [OpportunityId("a"), OpportunityId("b")], NOW)


def test_moments_are_stored_to_the_microsecond(storage: Storage) -> None:
    at = datetime(2026, 3, 29, 0, 59, 59, 999999, tzinfo=UTC)
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", at)
    with storage.transaction() as work:
        held = work.conversations.get(TALK)
    assert held is not None
    assert held.started_at == at
