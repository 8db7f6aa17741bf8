"""A mail becomes a draft that only its officer's mailbox can post; a forged one harms nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.bootstrap import Services, make_services
from bot.domain.entry import Entry
from bot.domain.inbound_mail import ReceivedMail
from bot.domain.officer import Officer
from bot.domain.reaching import Address, Means
from bot.services.entry_by_mail import fields_of
from bot.services.remind_of_notice import Signed
from tests.buying_site import COUNCIL, PEOPLE, settings_for
from tests.examples import NOW

ADA = Address(Means.MAIL, "ada@birmingham.gov.uk")
MAIL = ReceivedMail(
    id="<1@birmingham.gov.uk>",
    sender=ADA,
    subject="Fwd: Window cleaning at two libraries",
    words="Inside and outside, every month. Up to £9,000 plus VAT.\n-- \nAda Low\n0121 000",
    at=NOW,
)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    folder: Path = tmp_path_factory.mktemp("by_mail")
    made = make_services(settings_for(folder))
    for email, role, buyer in PEOPLE.values():
        assert isinstance(made.buying.officers.add(email, role, buyer), Officer)
    return made


def drafts(services: Services) -> list[Entry]:
    with services.storage.transaction() as work:
        return work.entries.of_buyer(COUNCIL)


def mails(services: Services) -> list[str]:
    return [one.words for one in services.reaching.outbox.latest().mails]


def test_what_a_mail_says_is_read_into_the_form() -> None:
    fields = fields_of(MAIL)
    assert fields["title"] == ["Window cleaning at two libraries"]
    assert fields["wanted"] == ["Inside and outside, every month. Up to £9,000 plus VAT."]
    assert (fields["value"], fields["vat"], fields["door"]) == (["9000"], ["excluded"], ["invite"])
    bare = fields_of(replace(MAIL, subject="Re:", words="Just a chat\nabout work"))
    assert (bare["title"], bare["value"], bare["vat"]) == (["Just a chat"], [""], ["unknown"])


def test_an_officers_mail_is_one_draft_and_comes_back_once(services: Services) -> None:
    for _ in range(2):
        services.buying.by_mail.receive(MAIL, "")
    (entry,) = drafts(services)
    assert entry.value.amount == Decimal(9000)
    assert entry.posted_at is None
    (mail,) = mails(services)
    assert "/buying/sign-in/" in mail
    assert re.search(rf"\?to={entry.id}\b", mail)
    assert "£9,000 before VAT" in mail


@pytest.mark.parametrize(
    "sender",
    [
        None,
        Address(Means.MAIL, "nobody@birmingham.gov.uk"),
        Address(Means.MAIL, "ada@elsewhere.example"),
        Address(Means.MAIL, "cis@example.org"),
    ],
)
def test_nobody_elses_mail_does_anything(services: Services, sender: Address | None) -> None:
    before = (len(drafts(services)), len(mails(services)))
    services.buying.by_mail.receive(replace(MAIL, id="<2@x>", sender=sender), "")
    assert (len(drafts(services)), len(mails(services))) == before


def test_only_the_plain_address_takes_mail(services: Services) -> None:
    assert services.buying.by_mail.takes("")
    assert not services.buying.by_mail.takes("mark")


@pytest.mark.parametrize(("value", "is_due"), [("30000", True), ("29999.99", False)])
def test_an_outcome_from_the_floor_on_reminds_of_the_notice_once(
    services: Services, value: str, is_due: bool
) -> None:
    services.buying.by_mail.receive(replace(MAIL, id=f"<{value}@x>"), "")
    entry = next(one for one in drafts(services))
    signed = Signed("Shine Limited", Decimal(value), date(2026, 12, 1))
    assert services.buying.notice.is_due(entry, signed) is is_due
    before = len(mails(services))
    for _ in range(2):
        with services.storage.transaction() as work:
            meant = services.buying.notice.intend(work, entry, signed)
        services.buying.notice.deliver(meant)
    sent = mails(services)
    assert len(sent) - before == int(is_due)
    assert any("Shine Limited" in one and "section 87(3)" in one for one in sent) or not is_due
