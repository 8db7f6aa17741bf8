"""Links to sign in: for known addresses of the buyer's domain, once, for a while, not too often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.bootstrap import make_phrases
from bot.bootstrap.folders import CONTENT
from bot.bootstrap.mails import make_write_mail
from bot.bootstrap.reaching import make_readers
from bot.domain.errors import LinkEndedError, NotYoursError
from bot.domain.keyed_hash import KeyedHash
from bot.domain.officer import (
    SESSION_LASTS,
    SESSION_RESTS,
    SIGN_IN_LASTS,
    BuyerName,
    Officer,
    Role,
)
from bot.domain.operator import Operator
from bot.domain.reaching import Means
from bot.domain.recipients import Recipients
from bot.services.buyer_domains import BuyerDomains
from bot.services.keep_officers import AccountFault, KeepOfficers
from bot.services.may_write import MayWrite
from bot.services.notify import Notify
from bot.services.send_notification import SendNotification
from bot.services.sign_in import MOST_LINKS, SignIn
from connectors.email.local import LocalMails
from connectors.text.vocabulary import load_register
from tests.examples import NOW
from tests.fakes import FakeClock, FakeStorage

COUNCIL = BuyerName("Birmingham City Council")
ADA = "ada@birmingham.gov.uk"


@dataclass
class Door:
    """Signing in on a storage in memory, with a clock that can be set."""

    storage: FakeStorage
    clock: FakeClock
    sign_in: SignIn
    officers: KeepOfficers

    def account(self, role: Role = Role.OFFICER) -> Officer:
        made = self.officers.add(ADA, role, COUNCIL)
        assert isinstance(made, Officer)
        return made

    def mails(self) -> list[str]:
        with self.storage.transaction() as work:
            return [one.words for one in work.outbox.latest(99)]

    def token(self) -> str:
        return self.sign_in.link_for(self.account().id).rpartition("/")[2]


@pytest.fixture
def door() -> Door:
    storage, clock = FakeStorage(), FakeClock(NOW)
    mails, hashes = make_readers()[Means.MAIL], KeyedHash(b"secret")
    domains = BuyerDomains(load_register(CONTENT))
    carriers = {Means.MAIL: LocalMails(storage, clock)}
    gate = MayWrite(carriers, Operator(), Recipients(), hashes)
    sender = SendNotification(storage, carriers, {}, gate, clock, timedelta(minutes=1))
    notify = Notify(storage, sender, gate, clock)
    phrases, written = make_phrases(), make_write_mail(make_phrases(), Operator())
    sign_in = SignIn(
        *(storage, notify, written, phrases, hashes, mails, domains, clock),
        "https://doorstep.example",
    )
    return Door(storage, clock, sign_in, KeepOfficers(storage, mails, domains, clock))


def test_a_known_address_gets_a_link_however_it_is_written(door: Door) -> None:
    door.account()
    door.sign_in.ask("  Ada@Birmingham.gov.uk ")
    (mail,) = door.mails()
    assert "https://doorstep.example/buying/sign-in/" in mail


@pytest.mark.parametrize(
    "written", ["", "nobody", "bea@birmingham.gov.uk", "ada@elsewhere.example", f"{ADA} {ADA}x"]
)
def test_nobody_else_gets_one(door: Door, written: str) -> None:
    door.account()
    door.sign_in.ask(written)
    assert door.mails() == []


def test_looking_at_a_link_uses_nothing_up_and_it_signs_in_once(door: Door) -> None:
    token = door.token()
    for _ in range(2):
        assert door.sign_in.opens_for(token).email == ADA
    session = door.sign_in.use(token)
    officer = door.sign_in.who(session)
    assert officer is not None
    assert officer.email == ADA
    assert officer.signed_in_at == NOW
    for use in (door.sign_in.use, door.sign_in.opens_for):
        with pytest.raises(LinkEndedError):
            use(token)


def test_a_link_ends_by_itself(door: Door) -> None:
    token = door.token()
    door.clock.moment = NOW + SIGN_IN_LASTS
    with pytest.raises(LinkEndedError):
        door.sign_in.use(token)


def test_a_link_that_is_none_signs_nobody_in(door: Door) -> None:
    with pytest.raises(LinkEndedError):
        door.sign_in.use("made-up")
    assert door.sign_in.who("made-up") is None
    assert door.sign_in.who("") is None


def test_links_are_not_sent_without_end(door: Door) -> None:
    door.account()
    for _ in range(MOST_LINKS + 3):
        door.sign_in.ask(ADA)
    assert len(door.mails()) == MOST_LINKS
    door.clock.moment = NOW + timedelta(hours=2)
    door.sign_in.ask(ADA)
    assert len(door.mails()) == MOST_LINKS + 1


def test_a_domain_that_is_taken_away_lets_nobody_in_any_more(door: Door) -> None:
    token = door.token()
    with door.storage.transaction() as work:
        work.officers.allow_domain("birmingham.gov.uk", BuyerName("Another"), NOW)
    with pytest.raises(LinkEndedError):
        door.sign_in.use(token)
    door.sign_in.ask(ADA)
    assert door.mails() == []


def test_whose_account_ends_is_out_at_once(door: Door) -> None:
    officer = door.account()
    session = door.sign_in.use(door.token())
    waiting = door.token()
    door.officers.end(officer.id)
    assert door.sign_in.who(session) is None
    with pytest.raises(LinkEndedError):
        door.sign_in.use(waiting)


def test_a_session_ends_by_signing_out_by_resting_and_by_its_length(door: Door) -> None:
    session = door.sign_in.use(door.token())
    door.sign_in.sign_out(session)
    assert door.sign_in.who(session) is None
    resting = door.sign_in.use(door.token())
    door.clock.moment = NOW + SESSION_RESTS
    assert door.sign_in.who(resting) is None
    busy = door.sign_in.use(door.token())
    began = door.clock.moment
    while door.clock.moment < began + SESSION_LASTS - timedelta(hours=1):
        door.clock.moment += timedelta(hours=1)
        assert door.sign_in.who(busy) is not None
    door.clock.moment = began + SESSION_LASTS
    assert door.sign_in.who(busy) is None


def test_a_session_has_a_token_for_its_forms_that_no_other_has(door: Door) -> None:
    one, other = door.sign_in.use(door.token()), door.sign_in.use(door.token())
    assert door.sign_in.form_token(one) != door.sign_in.form_token(other)
    assert door.sign_in.form_token(one) == door.sign_in.form_token(one)


def test_an_account_is_made_for_the_buyers_domain_alone(door: Door) -> None:
    elsewhere = "ada@birmingham.gov.uk.example.org"
    assert door.officers.add(elsewhere, Role.OFFICER, COUNCIL) is AccountFault.DOMAIN
    assert door.officers.add("nobody", Role.OFFICER, COUNCIL) is AccountFault.NO_MAIL
    below = "ada@mail.birmingham.gov.uk"
    assert door.officers.add(below, Role.OFFICER, COUNCIL) is AccountFault.DOMAIN
    door.officers.allow_domain("@Mail.Birmingham.gov.uk", COUNCIL)
    assert isinstance(door.officers.add(below, Role.OFFICER, COUNCIL), Officer)


def test_an_address_has_one_account_and_an_ended_one_begins_again(door: Door) -> None:
    made = door.account()
    assert door.officers.add(ADA, Role.OPERATOR, None) is AccountFault.TAKEN
    door.officers.end(made.id)
    assert door.account(Role.BUYER_ADMIN).id == made.id


def test_an_administrator_lets_in_people_of_their_own_buyer_and_never_ends_themselves(
    door: Door,
) -> None:
    admin, officer = door.account(Role.BUYER_ADMIN), "ben@birmingham.gov.uk"
    assert door.officers.add_to(admin, COUNCIL, officer, Role.OFFICER) is None
    ben = next(one for one in door.officers.of_buyer(COUNCIL) if one.email == officer)
    trust = BuyerName("University Hospitals Birmingham NHS Foundation Trust")
    for act in (
        lambda: door.officers.add_to(admin, trust, "a@uhb.nhs.uk", Role.OFFICER),
        lambda: door.officers.add_to(admin, COUNCIL, officer, Role.OPERATOR),
        lambda: door.officers.add_to(ben, COUNCIL, "c@birmingham.gov.uk", Role.OFFICER),
        lambda: door.officers.end_by(admin, COUNCIL, admin.id),
        lambda: door.officers.end_by(ben, COUNCIL, admin.id),
        lambda: door.officers.end_by(admin, trust, ben.id),
    ):
        with pytest.raises(NotYoursError):
            act()
    door.officers.end_by(admin, COUNCIL, ben.id)
    assert [one.id for one in door.officers.of_buyer(COUNCIL)] == [admin.id]
