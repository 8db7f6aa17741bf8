"""What hangs on people, and what belongs to one of them: by the register, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.inbound import InboundText
from bot.domain.notification import About, Notification, NotificationId
from bot.domain.outbox import ShownMessage
from bot.domain.person import (
    Belonging,
    ContactPoint,
    Invitation,
    Joined,
    Membership,
    PersonId,
)
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.ports import Work
from connectors.storage.database import SqlStorage
from tests.contracts.test_held import OTHER_TALK, TALK, fill_talk
from tests.examples import NOW, in_days, supplier

HERS, HIS = PersonId("her"), PersonId("his")
FIRM, SHARED = SupplierId("firm"), SupplierId("shared")
HER_NUMBER, HIS_NUMBER = Address(Means.TEXT, "+447700900123"), Address(Means.TEXT, "+447700900456")
SHE, HE = Holder(Whose.PERSON, HERS), Holder(Whose.PERSON, HIS)
HER_TALK, HIS_TALK = Holder(Whose.CONVERSATION, TALK), Holder(Whose.CONVERSATION, OTHER_TALK)
HER_FIRM, BOTH = Holder(Whose.SUPPLIER, FIRM), Holder(Whose.SUPPLIER, SHARED)


def know(work: Work, talk: ConversationId, number: Address, new: PersonId) -> None:
    """Somebody with a proved number, a conversation, a consent, a text sent and one that came."""
    fill_talk(work, talk)
    person = work.people.prove(number, NOW, new)
    work.people.belong(Belonging(talk, person, None, NOW))
    owner = Owner(person=person)
    sent = Notification(
        NotificationId(f"n {new}"), f"k {new}", number, About.CODE, "hello", owner, NOW
    )
    work.notifications.put_all([sent])
    work.outbox.add(ShownMessage(f"k {new}", number, "", "hello", NOW))
    work.inbound_texts.add(InboundText(f"i {new}", number, "YES", NOW))
    yes = Consent(Purpose.LEARNING, Answer.YES, "May we?", "1", Channel.WEB_CHAT, NOW)
    work.consents.note(owner, yes)


@pytest.fixture
def sql(database_url: str) -> Iterator[SqlStorage]:
    """Two people: each with a firm of her own or none, and one firm that both are in."""
    storage = SqlStorage(database_url)
    with storage.transaction() as work:
        work.suppliers.save_all([supplier("firm"), supplier("shared")])
        know(work, TALK, HER_NUMBER, HERS)
        know(work, OTHER_TALK, HIS_NUMBER, HIS)
        work.people.join(Membership(HERS, FIRM, Joined.FOUNDED, NOW))
        work.people.join(Membership(HERS, SHARED, Joined.FOUNDED, NOW))
        work.people.join(Membership(HIS, SHARED, Joined.INVITED, NOW))
        work.people.invite(Invitation("hash", SHARED, HERS, NOW))
    yield storage
    storage.close()


def test_a_conversation_its_person_and_their_own_firm_belong_together(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        assert work.held.whole(HER_TALK) == {SHE, HER_TALK, HER_FIRM}
        assert work.held.whole(SHE) == {SHE, HER_TALK, HER_FIRM}


def test_a_firm_that_others_are_in_is_not_one_persons(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        assert work.held.whole(HE) == {HE, HIS_TALK}


def test_who_is_left_alone_in_a_firm_has_it(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        work.held.erase(work.held.whole(SHE))
        assert work.held.whole(HE) == {HE, HIS_TALK, BOTH}


def test_the_conversation_that_a_number_holds_by_text_is_its_persons(sql: SqlStorage) -> None:
    by_text = ConversationId("by text")
    with sql.transaction() as work:
        work.conversations.start(by_text, "hash", NOW)
        work.inbound_texts.begin_thread(HER_NUMBER, by_text)
        assert Holder(Whose.CONVERSATION, by_text) in work.held.whole(SHE)


def test_all_of_a_person_is_told(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        told = {part.called: part.rows for part in work.held.about(work.held.whole(SHE))}
    assert {"person", "contact_points", "belongings", "memberships", "messages"} <= set(told)
    assert told["inbound_texts"][0]["words"] == "YES"
    assert told["outbox"][0]["words"] == "hello"
    assert [row["address"] for row in told["contact_points"]] == [HER_NUMBER.value]
    assert len(told["consents"]) == 2


def test_places_beside_name_what_is_hers_by_its_ids_and_those_of_her_messages(
    sql: SqlStorage,
) -> None:
    with sql.transaction() as work:
        assert work.held.names(frozenset({SHE})) == sorted([HERS, f"n {HERS}"])
        assert f"n {HIS}" not in work.held.names(work.held.whole(SHE))


def test_nothing_of_her_is_left_and_everything_of_him(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        whole, his = work.held.whole(SHE), work.held.whole(HE)
        before = work.held.count(his)
        counted = work.held.count(whole)
        assert work.held.erase(whole) == counted
    with sql.transaction() as work:
        assert work.held.count(whole) == {}
        assert work.held.count(his) == before
        assert work.inbound_texts.of(HER_NUMBER) == []
        assert work.people.of_address(HER_NUMBER) is None
        assert work.people.points(HIS) == [ContactPoint(HIS, HIS_NUMBER, NOW)]
        assert [one.id for one in work.suppliers.get_many([FIRM, SHARED])] == [SHARED]


def test_a_person_is_idle_when_nothing_came_from_them(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        assert work.held.idle(Whose.PERSON, NOW, 9) == [SHE, HE]
        work.inbound_texts.add(InboundText("later", HER_NUMBER, "hello", in_days(2)))
        assert work.held.idle(Whose.PERSON, in_days(1), 9) == [HE]


def test_a_firm_lives_while_one_of_its_people_does(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        assert work.held.idle(Whose.SUPPLIER, NOW, 9) == [HER_FIRM, BOTH]
        work.inbound_texts.add(InboundText("later", HIS_NUMBER, "hello", in_days(2)))
        assert work.held.idle(Whose.SUPPLIER, in_days(1), 9) == [HER_FIRM]


def test_what_was_sent_ends_by_its_own_age(sql: SqlStorage) -> None:
    with sql.transaction() as work:
        sent = {"messages": 2, "outbox": 2, "inbound_texts": 2}
        assert work.held.older("texts_sent", NOW) == sent
        assert work.held.drop_older("texts_sent", NOW) == sent
        assert work.people.of_address(HER_NUMBER) == HERS
