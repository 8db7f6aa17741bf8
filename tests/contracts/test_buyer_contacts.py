"""What every store of buyers' contacts and digests promises: in memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Ended, Frequency
from bot.domain.digest import Digest, DigestId, DigestItem, DigestRun, Told, Week
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.outbox import ShownMessage
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.ports import Storage
from tests.examples import NOW, buyer_contact, in_days, supplier
from tests.introductions import introduction

QUOTES = buyer_contact("b", categories=("cleaning", "catering"), frequency=Frequency.MONTHLY)
OTHER = buyer_contact("c", address=Address(Means.MAIL, "estates@eastside.example"))
UNIVERSITY = buyer_contact("a", buyer="University of Eastside", confirmed_at=None)
WEEK, LATER = Week.read("2026-W47"), Week.read("2026-W48")
FIRM = SupplierId("firm")
LEAD = DigestItem(Told.LEAD, "introduction", FIRM)
LATE = DigestItem(Told.UNANSWERED, "introduction", FIRM)
NEW = DigestItem(Told.NEW_SUPPLIER, "nobody's")
FIRST = Digest(DigestId("1"), WEEK, QUOTES.id, WEEK.first, WEEK.goes_at, WEEK.goes_at, "digest:1")
MINE = Holder(Whose.SUPPLIER, FIRM)
MAIL = Notification(
    NotificationId("mail"),
    FIRST.message,
    QUOTES.address,
    About.LEADS,
    "firm Limited asks to be put in touch.",
    Owner(contact=QUOTES.id),
    NOW,
)


def held(storage: Storage, *contacts: BuyerContact) -> None:
    with storage.transaction() as work:
        for one in contacts or (QUOTES, OTHER, UNIVERSITY):
            assert work.buyer_contacts.add(one)


class TestContacts:
    def test_one_comes_back_as_it_was(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            assert work.buyer_contacts.get(QUOTES.id) == QUOTES
            assert work.buyer_contacts.get(BuyerContactId("nobody")) is None

    def test_one_mailbox_of_a_buyer_is_held_once_however_its_name_is_written(
        self, storage: Storage
    ) -> None:
        held(storage)
        again = replace(QUOTES, id=BuyerContactId("d"), buyer="EASTSIDE COUNCIL")
        with storage.transaction() as work:
            assert not work.buyer_contacts.add(again)
            assert [one.id for one in work.buyer_contacts.of_buyer("the eastside council")] == [
                QUOTES.id,
                OTHER.id,
            ]

    def test_one_mailbox_may_serve_two_buyers(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            found = work.buyer_contacts.of_address(QUOTES.address)
            assert {one.id for one in found} == {QUOTES.id, UNIVERSITY.id}

    def test_all_stand_by_buyer(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            assert work.buyer_contacts.all() == [QUOTES, OTHER, UNIVERSITY]

    def test_those_that_confirmed_and_did_not_end_come_by_turns(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            assert work.buyer_contacts.standing_after(None, 1) == [QUOTES]
            assert work.buyer_contacts.standing_after(QUOTES.id, 5) == [OTHER]
            work.buyer_contacts.end([OTHER.id], Ended.BOUNCED, NOW)
            assert work.buyer_contacts.standing_after(QUOTES.id, 5) == []

    def test_a_change_is_stored_of_one_that_is_held(self, storage: Storage) -> None:
        held(storage, UNIVERSITY)
        with storage.transaction() as work:
            work.buyer_contacts.save(UNIVERSITY.confirmed(NOW))
            work.buyer_contacts.save(OTHER)
        with storage.transaction() as work:
            assert work.buyer_contacts.all() == [UNIVERSITY.confirmed(NOW)]

    def test_the_first_end_stands(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            ids = [QUOTES.id, UNIVERSITY.id, BuyerContactId("nobody")]
            assert work.buyer_contacts.end(ids, Ended.UNSUBSCRIBED, NOW) == 2
            assert work.buyer_contacts.end(ids, Ended.BOUNCED, in_days(1)) == 0
        with storage.transaction() as work:
            assert work.buyer_contacts.get(QUOTES.id) == QUOTES.ended_by(Ended.UNSUBSCRIBED, NOW)

    def test_those_that_ended_long_ago_are_dropped(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            work.buyer_contacts.end([QUOTES.id], Ended.BOUNCED, in_days(-9))
            work.buyer_contacts.end([OTHER.id], Ended.BOUNCED, NOW)
            assert work.buyer_contacts.count_ended_before(in_days(-1)) == 1
            assert work.buyer_contacts.drop_ended_before(in_days(-1)) == 1
            assert [one.id for one in work.buyer_contacts.all()] == [OTHER.id, UNIVERSITY.id]

    def test_what_hangs_on_one_goes_with_it(self, storage: Storage) -> None:
        held(storage)
        told = Notification(
            NotificationId("n"), "k", QUOTES.address, About.LEADS, "", Owner(contact=QUOTES.id), NOW
        )
        with storage.transaction() as work:
            work.notifications.put_all([told])
            assert work.notifications.of(Owner(contact=QUOTES.id)) == [told]
            work.digests.put(FIRST, [NEW])
        with storage.transaction() as work:
            assert work.buyer_contacts.remove([QUOTES.id, BuyerContactId("nobody")]) == 1
        with storage.transaction() as work:
            assert work.notifications.get(told.id) is None
            assert work.digests.of_week(WEEK, QUOTES.id) is None
            assert work.digests.not_told(QUOTES.id, [NEW]) == [NEW]


class TestDigests:
    def test_a_week_has_one_run_and_its_first_end_stands(self, storage: Storage) -> None:
        with storage.transaction() as work:
            assert work.digests.begin(DigestRun(WEEK, NOW))
            assert not work.digests.begin(DigestRun(WEEK, in_days(1)))
            work.digests.finish(WEEK, in_days(1), {"told": 2})
            work.digests.finish(WEEK, in_days(2), {"told": 0})
            work.digests.begin(DigestRun(LATER, in_days(3)))
        with storage.transaction() as work:
            done = DigestRun(WEEK, NOW, in_days(1), {"told": 2})
            assert work.digests.run_of(WEEK) == done
            assert work.digests.runs(5) == [DigestRun(LATER, in_days(3)), done]
            assert work.digests.runs(1) == [DigestRun(LATER, in_days(3))]
            assert work.digests.run_of(LATER.before.before) is None

    def test_a_contact_has_one_digest_a_week(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            assert work.digests.put(FIRST, [NEW])
            assert not work.digests.put(replace(FIRST, id=DigestId("2")), [LATE])
            assert work.digests.put(replace(FIRST, id=DigestId("3"), contact=OTHER.id), [NEW])
        with storage.transaction() as work:
            assert work.digests.of_week(WEEK, QUOTES.id) == FIRST
            assert work.digests.items_of(FIRST) == [NEW]
            assert work.digests.of_week(LATER, QUOTES.id) is None

    def test_the_one_that_ended_last_is_known(self, storage: Storage) -> None:
        held(storage)
        second = replace(FIRST, id=DigestId("2"), week=LATER, end=LATER.goes_at, message="")
        with storage.transaction() as work:
            work.digests.put(second, [])
            work.digests.put(FIRST, [])
            assert work.digests.last_of(QUOTES.id) == second
            assert work.digests.last_of(OTHER.id) is None

    def test_what_was_told_to_one_is_known_by_kind_and_what_it_is_about(
        self, storage: Storage
    ) -> None:
        held(storage)
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm")])
            work.digests.put(FIRST, [LEAD, NEW])
            assert work.digests.not_told(QUOTES.id, [NEW, LATE, LEAD]) == [LATE]
            assert work.digests.not_told(OTHER.id, [NEW, LATE]) == [NEW, LATE]
            assert work.digests.not_told(OTHER.id, []) == []

    @pytest.mark.parametrize(
        ("state", "has_it"),
        [
            (State.CREATED, False),
            (State.TEMPORARY_FAILURE, False),
            (State.PERMANENT_FAILURE, False),
            (State.TECHNICAL_FAILURE, False),
            (State.SENDING, True),
            (State.SENT, True),
            (State.DELIVERED, True),
        ],
    )
    def test_a_buyer_has_a_copy_of_a_firm_once_a_mail_that_names_it_may_have_gone(
        self, storage: Storage, state: State, *, has_it: bool
    ) -> None:
        held(storage)
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm"), supplier("another")])
            work.digests.put(FIRST, [DigestItem(Told.NEW_SUPPLIER, FIRM, FIRM)])
            work.notifications.put_all([replace(MAIL, state=state)])
            shown = work.held.buyers_shown(frozenset({MINE}))
            assert shown == (["Eastside Council"] if has_it else [])
            assert work.held.buyers_shown(frozenset({replace(MINE, id="another")})) == []

    def test_a_mail_that_is_no_longer_kept_was_sent_all_the_same(self, storage: Storage) -> None:
        held(storage)
        silent = replace(FIRST, id=DigestId("2"), contact=OTHER.id, message="")
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm")])
            work.digests.put(silent, [LEAD])
            assert work.held.buyers_shown(frozenset({MINE})) == []
            work.digests.put(FIRST, [LEAD])
            assert work.held.buyers_shown(frozenset({MINE})) == ["Eastside Council"]

    def test_mails_that_name_a_firm_are_erased_with_it_and_no_others(
        self, storage: Storage
    ) -> None:
        held(storage)
        lead = introduction()
        nudge = replace(MAIL, id=NotificationId("n"), key=f"nudge:{lead.id}:2")
        other = replace(MAIL, id=NotificationId("o"), key=f"nudge:{lead.id}s:2")
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm")])
            assert work.introductions.add(lead)
            work.digests.put(FIRST, [LEAD, NEW])
            mails = [replace(MAIL, state=State.SENT), nudge, other]
            work.notifications.put_all(mails)
            assert all(work.notifications.get(mail.id) for mail in mails)
            work.outbox.add(ShownMessage(MAIL.key, MAIL.to, "", MAIL.words, NOW))
        with storage.transaction() as work:
            assert work.held.erase(frozenset({MINE}))["mails_to_buyers"] == 2
        with storage.transaction() as work:
            assert work.notifications.of(Owner(contact=QUOTES.id)) == [other]
            assert work.outbox.latest(5) == []
            assert work.digests.items_of(FIRST) == [NEW], "of others it was told"

    def test_what_a_mail_that_never_went_would_have_told_of_others_is_still_to_be_told(
        self, storage: Storage
    ) -> None:
        held(storage)
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm")])
            work.digests.put(FIRST, [LEAD, NEW])
            work.notifications.put_all([MAIL])
            work.held.erase(frozenset({MINE}))
        with storage.transaction() as work:
            assert work.notifications.get(MAIL.id) is None
            assert work.digests.of_week(WEEK, QUOTES.id) is None
            assert work.digests.not_told(QUOTES.id, [NEW]) == [NEW]

    def test_what_was_told_of_a_firm_goes_with_the_firm(self, storage: Storage) -> None:
        held(storage)
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm")])
            work.digests.put(FIRST, [LEAD, NEW])
        with storage.transaction() as work:
            work.suppliers.remove([FIRM])
        with storage.transaction() as work:
            assert work.digests.items_of(FIRST) == [NEW]
