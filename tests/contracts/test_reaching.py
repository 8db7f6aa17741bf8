"""What every store of messages promises, and everything that carries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.consent import Answer, Channel, Consent, Evidence, EvidenceKind, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.outbox import ShownMessage
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Carrier, Storage
from connectors.email.local import LocalMails
from connectors.sms.local import LocalTexts
from tests.examples import NOW, in_days
from tests.fake_reaching import FakeCarrier
from tests.fakes import FakeClock

TALK, OTHER_TALK = ConversationId("talk"), ConversationId("other")
FIRM, PERSON = SupplierId("firm"), PersonId("person")
NUMBER, OTHER = Address(Means.TEXT, "+447700900123"), Address(Means.TEXT, "+447700900124")
MAILBOX = Address(Means.MAIL, "aisha@example.org")
OWNERS = [Owner(TALK), Owner(supplier=FIRM), Owner(person=PERSON)]
MEANT = Notification(
    NotificationId("n"), "key", NUMBER, About.CODE, "Your code “123456”", Owner(TALK), NOW
)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows two conversations, a firm and a person."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER_TALK, "hash", NOW)
        work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", NOW)])
        work.people.prove(NUMBER, NOW, PERSON)
    return storage


class TestNotifications:
    @pytest.mark.parametrize("owner", OWNERS)
    def test_one_comes_back_as_it_was_to_its_owner_alone(self, held: Storage, owner: Owner) -> None:
        one = replace(MEANT, owner=owner, subject="A subject")
        with held.transaction() as work:
            work.notifications.put_all([one])
        with held.transaction() as work:
            assert work.notifications.get(one.id) == one
            assert work.notifications.of_key("key") == one
            assert [work.notifications.of(other) for other in OWNERS if other != owner] == [[], []]
            assert work.notifications.of(owner) == [one]

    def test_the_same_key_is_stored_once(self, held: Storage) -> None:
        with held.transaction() as work:
            work.notifications.put_all([MEANT])
            work.notifications.put_all([replace(MEANT, id=NotificationId("m"), words="x")])
        with held.transaction() as work:
            assert work.notifications.of(MEANT.owner) == [MEANT]
            assert work.notifications.get(NotificationId("m")) is None

    def test_many_are_stored_together_but_those_whose_key_is_held(self, held: Storage) -> None:
        again = replace(MEANT, id=NotificationId("m"), words="x")
        other = replace(again, id=NotificationId("o"), key="other", owner=OWNERS[1])
        with held.transaction() as work:
            work.notifications.put_all([MEANT])
            work.notifications.put_all([again, other])
            work.notifications.put_all([])
        with held.transaction() as work:
            found = work.notifications.of_keys(["key", "other", "none"])
            assert found == {"key": MEANT, "other": other}

    @pytest.mark.parametrize("state", list(State))
    def test_it_is_taken_to_be_sent_once_and_only_where_it_is_to_be(
        self, held: Storage, state: State
    ) -> None:
        with held.transaction() as work:
            work.notifications.put_all([replace(MEANT, state=state)])
            asked = [MEANT.id, NotificationId("unknown")]
            taken = [work.notifications.take(asked, in_days(1)) for _ in range(2)]
        mine = replace(MEANT, state=State.SENDING, changed_at=in_days(1))
        is_to_be = state in {State.CREATED, State.TEMPORARY_FAILURE}
        assert taken == [[mine] if is_to_be else [], []]

    def test_what_came_of_it_is_kept_with_the_words_that_are_to_be(self, held: Storage) -> None:
        with held.transaction() as work:
            work.notifications.put_all([MEANT])
            work.notifications.settle(
                MEANT.id, State.SENT, in_days(1), words="kept", provider_id="SM1"
            )
        with held.transaction() as work:
            found = work.notifications.get(MEANT.id)
        told = {"state": State.SENT, "changed_at": in_days(1), "words": "kept"}
        assert found == replace(MEANT, **told, provider_id="SM1")

    def test_it_goes_with_its_conversation_and_with_its_person(self, held: Storage) -> None:
        theirs = replace(MEANT, id=NotificationId("p"), key="p", owner=Owner(person=PERSON))
        with held.transaction() as work:
            work.notifications.put_all([MEANT, theirs])
            work.conversations.forget(TALK)
        with held.transaction() as work:
            assert work.notifications.get(MEANT.id) is None
            assert work.notifications.get(theirs.id) == theirs
            work.people.forget(PERSON)
        with held.transaction() as work:
            assert work.notifications.get(theirs.id) is None


class TestSuppressions:
    def test_they_hold_by_means_and_hash_until_they_are_lifted(self, held: Storage) -> None:
        with held.transaction() as work:
            said = work.suppressions
            assert [said.add(Means.TEXT, "h", NOW), said.add(Means.TEXT, "h", NOW)] == [True, False]
        with held.transaction() as work:
            said = work.suppressions
            assert said.holds(Means.TEXT, "h")
            assert not said.holds(Means.MAIL, "h")
            assert not said.holds(Means.TEXT, "other")
            assert said.among(Means.TEXT, ["h", "other"]) == {"h"}
            assert said.among(Means.MAIL, ["h"]) == said.among(Means.TEXT, []) == set()
            assert [said.lift(Means.TEXT, "h"), said.lift(Means.TEXT, "h")] == [True, False]
            assert not said.holds(Means.TEXT, "h")


class TestInboundTexts:
    def test_a_text_is_stored_once_and_told_in_the_order_of_coming(self, held: Storage) -> None:
        first, second = InboundText("a", NUMBER, "YES “ok”", NOW), InboundText("b", OTHER, "2", NOW)
        third = InboundText("c", NUMBER, "STOP", in_days(-1))
        with held.transaction() as work:
            texts = work.inbound_texts
            assert [texts.add(one) for one in (first, second, third, first)] == [*[True] * 3, False]
        with held.transaction() as work:
            assert work.inbound_texts.of(NUMBER) == [first, third]
            assert work.inbound_texts.latest(2) == [second, third]

    def test_what_was_not_answered_waits_the_oldest_first(self, held: Storage) -> None:
        came = [InboundText(one, NUMBER, "hello", NOW) for one in "abc"]
        with held.transaction() as work:
            for one in came:
                work.inbound_texts.add(one)
            work.inbound_texts.note_answered("b", NOW)
            work.inbound_texts.note_answered("of nobody", NOW)
        with held.transaction() as work:
            texts = work.inbound_texts
            assert texts.waiting(9) == [came[0], came[2]]
            assert texts.waiting(1) == came[:1]
            assert [texts.is_waiting(one) for one in ("a", "b", "of nobody")] == [
                True,
                False,
                False,
            ]
            assert not texts.add(came[1]), "answering is no matter for coming once"

    def test_a_number_holds_one_conversation_which_is_erased_with_it(self, held: Storage) -> None:
        with held.transaction() as work:
            texts = work.inbound_texts
            texts.begin_thread(NUMBER, TALK)
            texts.begin_thread(NUMBER, OTHER_TALK)
            assert texts.thread(NUMBER) == OTHER_TALK
            assert [texts.number_of(one) for one in (TALK, OTHER_TALK)] == [None, NUMBER]
            work.conversations.forget(OTHER_TALK)
            assert texts.thread(NUMBER) is None

    def test_a_number_is_forgotten_with_all_its_texts(self, held: Storage) -> None:
        with held.transaction() as work:
            work.inbound_texts.add(InboundText("a", NUMBER, "YES", NOW))
            work.inbound_texts.add(InboundText("b", OTHER, "YES", NOW))
            work.inbound_texts.begin_thread(NUMBER, TALK)
            work.inbound_texts.forget(NUMBER)
        with held.transaction() as work:
            assert [one.id for one in work.inbound_texts.latest(9)] == ["b"]
            assert work.inbound_texts.thread(NUMBER) is None


class TestOutbox:
    def test_what_is_shown_is_shown_once_in_its_order(self, held: Storage) -> None:
        text = ShownMessage("a", NUMBER, "", "Hello", NOW)
        mail = ShownMessage("b", MAILBOX, "A subject", "Hello\n\nagain", in_days(-1))
        with held.transaction() as work:
            ids = [work.outbox.add(one) for one in (text, mail, replace(text, words="Other"))]
        assert ids[0] == ids[2] != ids[1]
        with held.transaction() as work:
            assert work.outbox.latest(9) == [text, mail]
            assert work.outbox.latest(1) == [mail]
            work.outbox.forget(NUMBER)
            assert work.outbox.latest(9) == [mail]


class TestConsentsOfPeople:
    YES = Consent(
        Purpose.ALERTS,
        Answer.YES,
        "May we?",
        "1",
        Channel.TEXT,
        NOW,
        Means.TEXT,
        Evidence(EvidenceKind.INBOUND_TEXT, "SM1"),
    )

    def test_a_persons_consent_comes_back_with_means_and_evidence(self, held: Storage) -> None:
        with held.transaction() as work:
            work.consents.note(Owner(person=PERSON), self.YES)
        with held.transaction() as work:
            assert work.consents.of(Owner(person=PERSON), Purpose.ALERTS) == [self.YES]
            assert work.consents.of(Owner(TALK), Purpose.ALERTS) == []
            assert work.consents.owners_agreeing(Purpose.ALERTS) == [Owner(person=PERSON)]
            asked = [Owner(person=PERSON), Owner(person=PersonId("other")), Owner(TALK)]
            found = work.consents.of_each(asked, Purpose.ALERTS)
            assert {one: steps for one, steps in found.items() if steps} == {asked[0]: [self.YES]}

    def test_it_goes_with_the_person(self, held: Storage) -> None:
        with held.transaction() as work:
            work.consents.note(Owner(person=PERSON), self.YES)
            work.people.forget(PERSON)
        with held.transaction() as work:
            assert work.consents.of(Owner(person=PERSON), Purpose.ALERTS) == []


CARRIERS: dict[str, tuple[Address, Callable[[Storage], Carrier]]] = {
    "fake": (NUMBER, lambda _: FakeCarrier()),
    "local texts": (NUMBER, lambda storage: LocalTexts(storage, FakeClock(NOW))),
    "local mails": (MAILBOX, lambda storage: LocalMails(storage, FakeClock(NOW))),
}


@pytest.mark.parametrize(("to", "make"), CARRIERS.values(), ids=CARRIERS)
class TestCarriers:
    def test_each_message_has_an_id_of_its_own(
        self, storage: Storage, to: Address, make: Callable[[Storage], Carrier]
    ) -> None:
        carrier = make(storage)
        ids = {carrier.send(to, "", "Hello", key) for key in ("a", "b")}
        assert len(ids) == 2
        assert all(ids)

    def test_the_same_key_again_is_the_same_message(
        self, storage: Storage, to: Address, make: Callable[[Storage], Carrier]
    ) -> None:
        carrier = make(storage)
        ids = {carrier.send(to, "", "Hello", "key") for _ in range(3)}
        assert len(ids) == 1


@pytest.mark.parametrize("make", [LocalTexts, LocalMails])
def test_what_the_local_transport_takes_stands_in_the_outbox(
    storage: Storage, make: type[LocalTexts | LocalMails]
) -> None:
    carrier = make(storage, FakeClock(NOW))
    assert carrier.only_shows
    carrier.send(MAILBOX, "A subject", "Hello", "key")
    with storage.transaction() as work:
        [shown] = work.outbox.latest(9)
    assert replace(shown, source=None) == ShownMessage("key", MAILBOX, "A subject", "Hello", NOW)
