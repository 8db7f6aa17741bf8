from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.buyer import Buyer
from bot.domain.buyer_contact import Ended, Frequency
from bot.domain.errors import InvalidInputError, LinkEndedError, NotFoundError, NotYoursError
from bot.domain.notification import Notification, Withheld
from bot.domain.recipients import Recipients
from bot.domain.register import BuyerRegister
from bot.domain.signed_link import LinkPurpose
from bot.services.contact_links import ContactLinks
from bot.services.enrol_contacts import ContactDesk, EnrolContacts, Enrolled, Enrolling
from bot.services.word_contacts import WordContacts
from connectors.email.addresses import MailAddresses
from connectors.signing.signed_links import ItsdangerousLinks
from tests.examples import NOW, in_days, opportunity
from tests.services.digests import COUNCIL, TRADES, registered
from tests.services.reached import PHRASES, Reached

ASKED = Enrolling(
    buyer="eastside council",
    mailbox="Procurement@eastside.example",
    agreed_by="Priya Shah, head of procurement",
    agreed_on=in_days(-2),
    enrolled_by="Sam at the hub",
    evidence="mail of 21 November",
)


class Office:
    """A coordinator's desk, and the mails that go out."""

    def __init__(self, reached: Reached | None = None) -> None:
        self.reached = reached or Reached()
        self.links = ContactLinks(
            ItsdangerousLinks(b"s" * 32, self.reached.clock), "https://door.example/"
        )
        from bot.bootstrap.mails import make_write_mail
        from tests.services.reached import OPERATOR

        words = WordContacts(PHRASES, make_write_mail(PHRASES, OPERATOR), self.links)
        self.contacts = EnrolContacts(
            ContactDesk(
                storage=self.reached.storage,
                register=BuyerRegister([registered(COUNCIL)]),
                trades=TRADES,
                mailboxes=MailAddresses(),
                links=self.links,
                words=words,
                notify=self.reached.notify,
                clock=self.reached.clock,
            )
        )

    def signed(self, done: Enrolled, *, to_confirm: bool = False) -> str:
        """The part of a link that is signed."""
        whole = (
            self.links.confirm(done.contact.id)
            if to_confirm
            else self.links.contact(done.contact.id)
        )
        return whole.removesuffix("/confirm").rpartition("/")[2]

    def confirmed(self) -> Enrolled:
        """A mailbox that was enrolled and confirmed."""
        done = self.contacts.enrol(ASKED)
        return replace(done, contact=self.contacts.confirm(self.signed(done, to_confirm=True)))


@pytest.fixture
def office() -> Office:
    return Office()


def test_what_was_agreed_to_is_kept_word_for_word_with_who_and_when(office: Office) -> None:
    done = office.contacts.enrol(ASKED)
    agreed = done.contact.enrolment
    assert agreed.wording == PHRASES.say("contact.agreement.wording") == office.contacts.wording
    assert (agreed.agreed_by, agreed.agreed_at, agreed.enrolled_at) == (
        ASKED.agreed_by,
        in_days(-2),
        NOW,
    )
    assert agreed.version == PHRASES.say("contact.agreement.version")
    assert done.contact.buyer == "Eastside Council"


def test_one_mail_asks_it_to_confirm_and_nothing_goes_before_it_does(office: Office) -> None:
    done = office.contacts.enrol(ASKED)
    assert isinstance(done.mail, Notification)
    ((to, subject, words),) = office.reached.mails.carried
    assert to.value == "procurement@eastside.example"
    assert "Eastside Council" in subject
    assert done.contact.enrolment.wording in words.replace("\n", " ")
    assert "/confirm" in words
    assert done.contact.waits
    assert not office.contacts.opened(office.signed(done)).stands


def test_whoever_reads_the_mailbox_confirms_by_its_link_once(office: Office) -> None:
    done = office.contacts.enrol(ASKED)
    signed = office.signed(done, to_confirm=True)
    assert office.contacts.opened(signed, LinkPurpose.CONFIRM_CONTACT).waits
    assert office.contacts.confirm(signed).confirmed_at == NOW
    office.reached.clock.pass_by(days=1)
    assert office.contacts.confirm(signed).confirmed_at == NOW


def test_a_link_for_one_thing_opens_no_other_and_ends(office: Office) -> None:
    done = office.contacts.enrol(ASKED)
    with pytest.raises(NotYoursError):
        office.contacts.confirm(office.signed(done))
    with pytest.raises(NotYoursError):
        office.contacts.unsubscribe(office.signed(done, to_confirm=True))
    late = office.signed(done, to_confirm=True)
    office.reached.clock.pass_by(days=15)
    with pytest.raises(LinkEndedError):
        office.contacts.confirm(late)


@pytest.mark.parametrize("mailbox", ["jo.bloggs@eastside.example", "eastside.team@gmail.com"])
def test_one_persons_mailbox_is_taken_only_where_that_is_meant(
    office: Office, mailbox: str
) -> None:
    with pytest.raises(InvalidInputError, match="one person"):
        office.contacts.enrol(replace(ASKED, mailbox=mailbox))
    meant = replace(ASKED, mailbox=mailbox, allow_personal=True)
    assert office.contacts.enrol(meant).contact.address.value == mailbox


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"buyer": "Nowhere Council"}, "Nowhere Council"),
        ({"mailbox": "no mailbox"}, "no e-mail address"),
        ({"categories": ("knitting", "cleaning")}, "knitting"),
        ({"agreed_on": in_days(1)}, "before it was given"),
        ({"agreed_by": ""}, "who agreed"),
        ({"answers_within": 0}, "1 to 60"),
    ],
)
def test_what_cannot_be_enrolled_is_refused_with_the_reason(
    office: Office, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInputError, match=said):
        office.contacts.enrol(replace(ASKED, **changes))  # type: ignore[arg-type]
    assert office.contacts.all() == []
    assert office.reached.mails.carried == []


def test_a_buyer_that_only_a_notice_names_can_be_enrolled(office: Office) -> None:
    from bot.domain.notice import ProcessKey

    with office.reached.storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity(buyer=Buyer("Hill School")))
    done = office.contacts.enrol(replace(ASKED, buyer="hill school"))
    assert done.contact.buyer == "Hill School"


def test_one_that_waits_is_asked_anew_and_one_that_stands_is_not(office: Office) -> None:
    first = office.contacts.enrol(ASKED)
    office.reached.clock.pass_by(hours=1)
    again = office.contacts.enrol(replace(ASKED, answers_within=9))
    assert (again.contact.id, again.contact.answers_within) == (first.contact.id, 9)
    assert len(office.reached.mails.carried) == 2
    office.contacts.confirm(office.signed(again, to_confirm=True))
    with pytest.raises(InvalidInputError, match="already"):
        office.contacts.enrol(ASKED)


def test_unsubscribing_works_at_once_and_only_its_readers_take_it_back(office: Office) -> None:
    done = office.confirmed()
    signed = office.signed(done)
    assert office.contacts.unsubscribe(signed).ended is Ended.UNSUBSCRIBED
    assert office.contacts.unsubscribe(signed).ended_at == NOW
    with pytest.raises(InvalidInputError, match="unsubscribed"):
        office.contacts.enrol(ASKED)
    assert office.contacts.resume(signed).stands


def test_one_that_a_coordinator_ended_can_be_enrolled_anew_and_confirms_anew(
    office: Office,
) -> None:
    done = office.confirmed()
    ended = office.contacts.end("procurement@eastside.example")
    assert ended.ended is Ended.BY_COORDINATOR
    office.reached.clock.pass_by(hours=1)
    again = office.contacts.enrol(ASKED)
    assert again.contact.id == done.contact.id
    assert again.contact.waits


def test_how_often_is_theirs_to_say(office: Office) -> None:
    done = office.confirmed()
    changed = office.contacts.change(office.signed(done), Frequency.MONTHLY)
    assert changed.frequency is Frequency.MONTHLY


def test_one_is_found_by_its_id_or_by_an_address_that_it_alone_has(office: Office) -> None:
    from bot.domain.notice import ProcessKey

    done = office.contacts.enrol(ASKED)
    with pytest.raises(NotFoundError, match="nobody"):
        office.contacts.end("nobody")
    with office.reached.storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity(buyer=Buyer("Hill School")))
    office.contacts.enrol(replace(ASKED, buyer="Hill School"))
    with pytest.raises(InvalidInputError, match="several"):
        office.contacts.end("procurement@eastside.example")
    assert office.contacts.forget(done.contact.id).id == done.contact.id
    assert [one.buyer for one in office.contacts.all()] == ["Hill School"]


def test_whoever_is_on_no_list_is_noted_and_not_written_to() -> None:
    office = Office(Reached(recipients=Recipients()))
    assert office.contacts.enrol(ASKED).mail is Withheld.NOT_A_RECIPIENT
    assert len(office.contacts.all()) == 1
