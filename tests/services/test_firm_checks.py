"""Facts that buyers read: checked with a register, seen on paper, lapsed, and told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import make_phrases
from bot.bootstrap.mails import make_write_mail
from bot.domain.company import Finding, RegisteredCompany
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.errors import (
    InvalidInputError,
    NotFoundError,
    RegisterRefusedError,
    RegisterUnavailableError,
    SourceError,
)
from bot.domain.feedback import Owner
from bot.domain.introduction import Mark
from bot.domain.opportunity import Kind, Source
from bot.domain.payloads import read_meaning
from bot.domain.profile_facts import HeldPaper, Part, Value
from bot.domain.reaching import Means
from bot.domain.supplier import SupplierId
from bot.services.check_companies import CheckCompanies
from bot.services.message_words import MessageWords
from bot.services.note_seen import NoteSeen
from bot.services.remind_of_papers import RemindOfPapers
from bot.services.renew_papers import RenewPapers, renewal_meant
from bot.services.tell_firm import TellFirm
from bot.services.tell_profile import TellProfile
from bot.services.tell_standing import TellStanding
from tests.examples import COUNCIL, NOW, buyer_contact, opportunity
from tests.fake_register import FakeRegister
from tests.services.digests import Town
from tests.services.introduced import FIRM, PERSON, Introduced
from tests.services.reached import OPERATOR, TALK

HERE = Source("posted_here", None, NOW)
HALL = opportunity("hall", kind=Kind.QUICK_QUOTE, source=HERE, title="Cleaning of a hall")
MAILBOX = buyer_contact(buyer=COUNCIL.name, confirmed_at=NOW)
SPOTLESS = RegisteredCompany("01234567", "SPOTLESS LIMITED", "active")
COVER = HeldPaper("public liability insurance", None, date(2026, 12, 10))
SAYS: dict[Part, Value] = {
    Part.NAME: "Spotless",
    Part.WORK: "We clean offices",
    Part.COMPANY_NUMBER: "01234567",
    Part.PAPERS: (COVER,),
}


class Checked(Introduced):
    """A firm with a number and an insurance, whose owner agreed to texts about work."""

    def __init__(self, *known: RegisteredCompany, agrees: bool = True) -> None:
        super().__init__(HALL, contacts=(MAILBOX,))
        self.register = FakeRegister(*known)
        writing = MessageWords(make_phrases(), OPERATOR), make_write_mail(make_phrases(), OPERATOR)
        tell = TellFirm(make_phrases(), self.notify, writing)
        self.companies = CheckCompanies(
            self.storage, make_phrases(), self.register, tell, self.clock
        )
        self.reminders = RemindOfPapers(self.storage, make_phrases(), tell, self.clock)
        self.seen = NoteSeen(self.storage, TellProfile(make_phrases()), self.clock)
        self.standing = TellStanding(self.storage, make_phrases(), self.clock)
        self.renew = RenewPapers(self.keep, self.clock)
        self.with_firm(SAYS)
        with self.storage.transaction() as work:
            yes = Consent(Purpose.ALERTS, Answer.YES, "May we?", "1", Channel.TEXT, NOW, Means.TEXT)
            if agrees:
                work.consents.note(Owner(person=PERSON), yes)

    def says(self, parts: dict[Part, Any]) -> None:
        """The firm says something else of itself."""
        self.keep.note(TALK, parts)

    @property
    def shown(self) -> str:
        """What the owner would agree to share."""
        return self.ask("hall").text


def test_a_number_whose_name_and_state_agree_is_checked_and_buyers_read_so() -> None:
    one = Checked(SPOTLESS)
    assert "Companies House number: 01234567 (your own word)" in one.shown
    assert one.companies.run() == {"same": 1}
    assert "01234567 (checked with Companies House, 23 November 2026)" in one.shown
    assert "checked with Companies House on Monday 23 November 2026" in one.standing.words(TALK)
    assert one.texts.carried == [], "nothing differs, so nothing is told"
    assert one.companies.run() == {}
    assert one.register.asked == ["01234567"]


@pytest.mark.parametrize(
    ("known", "finding", "says"),
    [
        (replace(SPOTLESS, name="SHINY LIMITED"), Finding.OTHER_NAME, "as SHINY LIMITED, and you"),
        (replace(SPOTLESS, status="dissolved"), Finding.NOT_ACTIVE, "is not active"),
        (None, Finding.NOT_THERE, "no company with number 01234567"),
    ],
)
def test_what_differs_is_told_once_and_decided_by_nobody(
    known: RegisteredCompany | None, finding: Finding, says: str
) -> None:
    one = Checked(*([known] if known else []))
    assert one.companies.run() == {finding.value: 1}
    assert says in one.texts.last
    assert "STOP ends" in one.texts.last
    is_other = finding is Finding.OTHER_NAME
    assert ("01234567 (your own word)" in one.shown) is not is_other
    assert says in one.standing.words(TALK)
    one.clock.moment += timedelta(days=29)
    assert one.companies.run() == {finding.value: 1}
    assert len(one.texts.carried) == 1, "the same finding is told once"


def test_a_real_number_under_another_name_is_told_to_buyers_as_what_it_is() -> None:
    one = Checked(RegisteredCompany("01234567", "SHINE (BIRMINGHAM) LTD", "active"))
    one.companies.run()
    assert (
        "01234567 (SHINE (BIRMINGHAM) LTD, active, checked with Companies House, 23 November 2026; "
        "your name Spotless is not checked)"
    ) in one.shown
    one.say("yes")
    [fact] = [each for each in one.all[0].shared if each.key == "company_number"]
    assert Town().compose.fact(fact, NOW.date()) == (
        "Companies House number: 01234567 (SHINE (BIRMINGHAM) LTD, active, checked with "
        "Companies House, 23 November 2026; the firm trades as Spotless, which was not checked)"
    )


def test_of_a_new_name_nothing_is_told_until_it_was_looked_at() -> None:
    one = Checked(RegisteredCompany("01234567", "SHINE (BIRMINGHAM) LTD", "active"))
    one.companies.run()
    one.says({Part.NAME: "Sparkle"})
    assert "01234567 (your own word)" in one.shown


def test_whoever_did_not_agree_to_texts_reads_it_in_the_chat_alone() -> None:
    one = Checked(agrees=False)
    assert one.companies.run() == {"not_there": 1}
    assert one.texts.carried == []
    assert "no company with number" in one.standing.words(TALK)


def test_a_name_that_is_changed_is_no_longer_checked_until_it_is_looked_at_again() -> None:
    one = Checked(SPOTLESS)
    one.companies.run()
    one.says({Part.NAME: "Sparkle"})
    assert "(your own word)" in one.shown
    assert one.companies.run() == {"other_name": 1}
    one.says({Part.NAME: "Spotless Ltd"})
    assert one.companies.run() == {"same": 1}
    assert "checked with Companies House" in one.shown


def test_a_number_that_is_taken_back_leaves_nothing_behind() -> None:
    one = Checked(SPOTLESS)
    one.companies.run()
    one.says({Part.COMPANY_NUMBER: None})
    assert one.companies.run() == {}
    with one.storage.transaction() as work:
        assert work.company_checks.of(FIRM) is None
        assert work.fact_checks.of(FIRM) == []


@pytest.mark.parametrize(
    ("fault", "counts"),
    [
        (RegisterUnavailableError("away"), {"left": 1}),
        (RegisterRefusedError("key"), {"left": 1}),
        (SourceError("odd"), {"not_read": 1}),
    ],
)
def test_a_register_at_fault_changes_nothing_and_is_asked_again(
    fault: Any, counts: dict[str, int]
) -> None:
    one = Checked(SPOTLESS)
    one.register.fault = fault
    assert one.companies.run() == counts
    assert "(your own word)" in one.shown
    one.register.fault = None
    assert one.companies.run() == {"same": 1}


def test_insurance_that_ran_out_is_said_to_have_and_is_asked_after_before_it_is_shared() -> None:
    one = Checked()
    one.clock.moment = datetime(2026, 12, 11, 9, tzinfo=UTC)
    assert "public liability insurance: ran out on Thursday 10 December 2026" in (
        one.standing.words(TALK)
    )
    assert "Until when does it run?" in one.ask("hall").text
    shown = one.say("I don't know").text
    assert "public liability insurance, which ran out on 10 December 2026" in shown


def test_a_document_that_was_seen_is_what_a_buyer_reads_and_can_be_taken_back() -> None:
    one = Checked()
    check = one.seen.note(FIRM, "public liability", "Sam Lee", "policy", date(2027, 6, 30))
    assert (check.how, check.by, check.ends_on) == (Mark.DOCUMENT, "Sam Lee", date(2027, 6, 30))
    assert "until 30 June 2027 (document seen: policy, 23 November 2026)" in one.shown
    assert "by Sam Lee, valid to Wednesday 30 June 2027" in one.standing.words(TALK)
    one.seen.forget(FIRM, "liability")
    assert "until 10 December 2026 (your own word)" in one.shown


def test_a_note_about_what_is_not_there_says_so() -> None:
    one = Checked()
    with pytest.raises(NotFoundError):
        one.seen.note(SupplierId("nobody"), "liability", "Sam")
    with pytest.raises(NotFoundError):
        one.seen.note(FIRM, "asbestos licence", "Sam")
    with pytest.raises(InvalidInputError):
        one.seen.note(FIRM, "liability", "Sam", ends_on=date(2026, 1, 1))
    one.says({Part.PAPERS: (COVER, HeldPaper("employers liability insurance"))})
    with pytest.raises(InvalidInputError, match="Several"):
        one.seen.note(FIRM, "liability", "Sam")


def test_an_owner_is_reminded_once_in_the_three_weeks_before_a_paper_runs_out() -> None:
    one = Checked()
    one.clock.moment = datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert one.reminders.run() == 0
    one.clock.moment = datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert one.reminders.run() == 1
    assert "your public liability insurance runs out on Thursday 10 December 2026" in one.texts.last
    one.reminders.run()
    assert len(one.texts.carried) == 1
    assert Checked(agrees=False).reminders.run() == 0


def test_the_new_last_day_is_told_in_plain_words() -> None:
    one = Checked()
    words = "our public liability insurance runs until 31 March 2028"
    payload = renewal_meant(words)
    assert payload
    assert read_meaning(payload) == ("update_profile", {"words": words})
    change = one.renew.take(TALK, words)
    assert change
    assert change.now.papers == (replace(COVER, ends_on=date(2028, 3, 31)),)


@pytest.mark.parametrize(
    "words",
    [
        "until when does my insurance run?",
        "our asbestos certificate runs until 31 March 2028",
        "my insurance ran until 1 March 2020",
        "we need public liability insurance",
    ],
)
def test_other_words_change_no_last_day(words: str) -> None:
    assert Checked().renew.take(TALK, words) is None
