from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.buyer_contact import BuyerContact, Ended, is_personal
from bot.domain.errors import InvalidInputError
from bot.domain.reaching import Address, Means
from tests.examples import NOW, buyer_contact, in_days

STANDING = buyer_contact()
NEW = buyer_contact(confirmed_at=None)


@pytest.mark.parametrize(
    "mailbox",
    [
        "etendering@birmingham.gov.uk",
        "cps@birmingham.gov.uk",
        "bsolcategoryteams@uhb.nhs.uk",
        "procurement@bham.ac.uk",
        "procurement.team@wmca.org.uk",
        "commissioning@westmidlands.police.uk",
        "estates.office@school.example",
        "supplies@school.example",
    ],
)
def test_a_teams_mailbox_is_known_by_its_role(mailbox: str) -> None:
    assert not is_personal(Address(Means.MAIL, mailbox))


@pytest.mark.parametrize(
    "mailbox",
    [
        "jo.bloggs@birmingham.gov.uk",
        "jo_bloggs2@bham.ac.uk",
        "jbloggs@uhb.nhs.uk",
        "procurement.jo@gmail.com",
    ],
)
def test_a_persons_mailbox_is_known_by_its_spelling_or_by_who_gives_it_away(mailbox: str) -> None:
    assert is_personal(Address(Means.MAIL, mailbox))


def test_nothing_goes_to_one_before_it_confirmed_or_after_it_ended() -> None:
    assert (NEW.waits, NEW.stands) == (True, False)
    confirmed = NEW.confirmed(NOW)
    assert (confirmed.waits, confirmed.stands) == (False, True)
    assert confirmed.confirmed(in_days(1)).confirmed_at == NOW
    ended = confirmed.ended_by(Ended.BOUNCED, NOW)
    assert (ended.waits, ended.stands) == (False, False)
    assert ended.ended_by(Ended.UNSUBSCRIBED, in_days(1)).ended is Ended.BOUNCED


def test_only_what_its_readers_took_off_do_its_readers_take_up_again() -> None:
    assert STANDING.ended_by(Ended.UNSUBSCRIBED, NOW).resumed() == STANDING
    bounced = STANDING.ended_by(Ended.BOUNCED, NOW)
    assert bounced.resumed() == bounced
    assert STANDING.resumed() == STANDING


def test_work_of_its_categories_and_of_none_known_is_for_it() -> None:
    cleaners = replace(STANDING, categories=("cleaning",))
    assert cleaners.deals_with(frozenset({"catering", "cleaning"}))
    assert cleaners.deals_with(frozenset())
    assert not cleaners.deals_with(frozenset({"catering"}))
    assert STANDING.deals_with(frozenset({"catering"}))


@pytest.mark.parametrize(
    "changes",
    [
        {"address": Address(Means.TEXT, "+447700900123")},
        {"buyer": " "},
        {"answers_within": 0},
        {"answers_within": 61},
        {"ended": Ended.BOUNCED},
        {"ended_at": NOW},
    ],
)
def test_what_is_no_mailbox_of_a_buyer_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        replace(STANDING, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"agreed_by": " "},
        {"enrolled_by": ""},
        {"agreed_at": in_days(1)},
        {"agreed_at": NOW.replace(tzinfo=None)},
        {"wording": ""},
        {"version": ""},
        {"evidence": "x" * 501},
        {"agreed_by": "x" * 201},
    ],
)
def test_what_proves_no_agreement_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        replace(STANDING.enrolment, **changes)  # type: ignore[arg-type]


def test_a_buyer_is_the_same_however_its_name_is_written() -> None:
    other: BuyerContact = replace(STANDING, buyer="The Eastside Council")
    assert other.buyer_key == STANDING.buyer_key
