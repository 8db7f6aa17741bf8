"""What waits for a buyer: reminded of once, never twice in a week, and never left with nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Ended
from bot.domain.digest import Digest, DigestId, Week
from bot.domain.feedback import Owner
from bot.domain.introduction import Introduction, IntroductionId, IntroductionState, Why
from bot.domain.introduction_limits import gives_up_at
from bot.domain.lead_answer import LeadChoice
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from tests.examples import COUNCIL, NOW, buyer_contact, in_days, opportunity
from tests.services.introduced import COORDINATOR, FIRM, Introduced
from tests.services.reached import TALK
from tests.services.test_be_introduced import HERE, MAILBOX, PLAIN, QUOTE

S = IntroductionState
COLLEAGUE = buyer_contact(
    "colleague",
    buyer=COUNCIL.name,
    address=Address(Means.MAIL, "estates@eastside.example"),
    confirmed_at=NOW,
)
LONG = opportunity(
    "quote", kind=QUOTE.kind, source=HERE, title="Cleaning of a hall", deadline=in_days(90)
)


def sent(*contacts: BuyerContact, answer_days: float = 7) -> Introduced:
    """A lead that its buyer's mailbox has had since now."""
    one = Introduced(LONG, contacts=contacts or (MAILBOX,)).with_firm(PLAIN)
    one.ask("quote")
    one.say("yes")
    out = replace(one.all[0], contact=MAILBOX.id, answer_by=in_days(answer_days))
    one.move(out, S.SENT)
    return one


def told_on(one: Introduced, monday: Week, message: str) -> None:
    """The mailbox's digest of that week; `message` is empty where there was nothing to tell."""
    digest = Digest(
        DigestId(monday.name),
        monday,
        MAILBOX.id,
        monday.first,
        monday.goes_at,
        monday.goes_at,
        message,
    )
    with one.storage.transaction() as work:
        assert work.digests.put(digest, [])


def wrong_person(one: Introduced, words: str = "") -> Introduction:
    """Somebody at the mailbox says that it is not for them."""
    who = {"who": MAILBOX.id, "why": Why.WRONG_PERSON, "words": words}
    return one.move(one.all[0], S.REQUESTED, **who)


class TestReminding:
    def test_in_a_week_whose_list_went_to_the_mailbox_no_mail_of_its_own_goes(self) -> None:
        one = sent()
        one.clock.moment = in_days(8)
        told_on(one, Week.last_due(in_days(8)), "digest:1")
        assert one.chase.run() == {}
        assert one.all[0].nudged_at is None, "Monday's list is still to remind"

    def test_in_a_week_without_a_list_a_mail_of_its_own_goes(self) -> None:
        one = sent()
        one.clock.moment = in_days(8)
        told_on(one, Week.last_due(in_days(8)), "")
        assert one.chase.run() == {"nudge": 1}

    def test_a_mailbox_gets_one_such_mail_a_week_however_many_wait(self) -> None:
        one = sent()
        other = replace(one.all[0], id=IntroductionId("other"), supplier=SupplierId("another"))
        with one.storage.transaction() as work:
            work.introductions.add(replace(other, history=other.history[:1]))
            assert work.introductions.advance(other)
        one.clock.moment = in_days(8)
        assert one.chase.run() == {"nudge": 1}
        one.clock.moment = in_days(9)
        assert one.chase.run() == {}

    def test_it_can_be_answered_and_ended_from_the_mail(self) -> None:
        one = sent()
        one.clock.moment = in_days(8)
        one.chase.run()
        with one.storage.transaction() as work:
            [mail] = work.notifications.of(Owner(contact=MAILBOX.id))
            parts = work.mail_parts.of(mail.id)
        assert parts
        assert mail.words.count("https://door.example/leads/") == len(LeadChoice)
        assert parts.unsubscribe.endswith("/unsubscribe")

    def test_the_mailbox_that_has_it_is_reminded_and_no_other_of_the_buyer(self) -> None:
        one = sent(COLLEAGUE, MAILBOX)
        one.clock.moment = in_days(8)
        one.chase.run()
        assert [to for to, _subject, _words in one.mails.carried] == [MAILBOX.address]


class TestTheWrongPerson:
    def test_where_another_mailbox_takes_leads_it_waits_for_that(self) -> None:
        one = sent(MAILBOX, COLLEAGUE)
        wrong_person(one)
        assert "They go to another mailbox there" in one.texts.last
        assert one.mails.carried == []

    def test_where_none_is_left_a_coordinator_hears_and_the_owner_is_told_honestly(self) -> None:
        one = sent()
        back = wrong_person(one, "Ask the estates team")
        [(to, subject, words)] = one.mails.carried
        assert to == COORDINATOR
        assert COUNCIL.name in subject
        assert "Ask the estates team" in words
        assert "doorstep contacts enrol" in words
        day = f"{gives_up_at(back):%-d %B %Y}"
        assert day in words
        assert f"If there is none by {day}, I close it" in one.texts.last
        assert f"if none takes it by {day}" in one.be.track(TALK).text

    def test_it_is_closed_in_two_weeks_and_its_owner_is_told(self) -> None:
        one = sent()
        wrong_person(one)
        assert one.chase.run() == {}
        assert len(one.mails.carried) == 1, "a coordinator hears once"
        one.clock.moment += timedelta(days=14)
        assert one.chase.run() == {"no_mailbox": 1}
        assert one.all[0].last.why is Why.NO_MAILBOX
        assert "no other mailbox" in one.texts.last
        assert "no other mailbox" in one.be.track(TALK).text

    def test_a_mailbox_that_is_enrolled_meanwhile_has_its_time(self) -> None:
        one = sent()
        wrong_person(one)
        with one.storage.transaction() as work:
            work.buyer_contacts.add(COLLEAGUE)
        one.clock.moment += timedelta(days=14)
        assert one.chase.run() == {}


class TestMailsThatNeverArrived:
    def test_where_the_mailbox_is_gone_it_comes_back_and_nobody_waits(self) -> None:
        one = sent()
        with one.storage.transaction() as work:
            work.mail_troubles.stop(one.gate.hash_of(MAILBOX.address), About.LEADS, NOW)
        assert one.chase.run() == {"came_back": 1}
        assert one.all[0].last.why is Why.BOUNCED
        assert "did not arrive" in one.texts.last
        assert [to for to, _, _ in one.mails.carried] == [COORDINATOR]
        with one.storage.transaction() as work:
            held = work.buyer_contacts.get(MAILBOX.id)
        assert held
        assert held.ended is Ended.BOUNCED

    @pytest.mark.parametrize(
        ("state", "done"),
        [(State.PERMANENT_FAILURE, {"came_back": 1}), (State.DELIVERED, {}), (State.SENDING, {})],
    )
    def test_where_its_mail_alone_failed_the_same_mailbox_may_get_it_again(
        self, state: State, done: dict[str, int]
    ) -> None:
        one = sent()
        key = f"digest:{Week.last_due(NOW).name}:{MAILBOX.id}"
        mail = Notification(
            NotificationId("m"),
            key,
            MAILBOX.address,
            About.LEADS,
            "",
            Owner(contact=MAILBOX.id),
            NOW,
        )
        with one.storage.transaction() as work:
            work.notifications.put_all([replace(mail, state=state)])
        assert one.chase.run() == done
        assert one.all[0].came_back_from <= {""}
        assert COORDINATOR not in [to for to, _, _ in one.mails.carried]


def test_one_that_waits_while_its_buyers_last_mailbox_ends_is_told_to_a_coordinator() -> None:
    one = Introduced(LONG, contacts=(MAILBOX,)).with_firm(PLAIN)
    one.ask("quote")
    one.say("yes")
    with one.storage.transaction() as work:
        work.buyer_contacts.end([BuyerContactId(MAILBOX.id)], Ended.UNSUBSCRIBED, NOW)
    for _ in range(2):
        one.chase.run()
    [(to, _subject, words)] = one.mails.carried
    assert to == COORDINATOR
    assert "has ended since" in words
    assert one.all[0].supplier == FIRM
