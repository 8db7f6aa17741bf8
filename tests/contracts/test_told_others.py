"""What every store promises of what others were told: it goes with those it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.buyer_question import Question, QuestionId
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.mail import MailParts
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.opportunity import OpportunityId
from bot.domain.outbox import ShownMessage
from bot.domain.outcome import Ended, Outcome
from bot.domain.person import PersonId
from bot.domain.quote import Offer, Quote, QuoteId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.ports import Storage, Work
from tests.examples import NOW, supplier

TALK, FIRM, JOB = ConversationId("talk"), SupplierId("firm"), OpportunityId("job")
OFFICER = PersonId("officer")
MY_TALK, MY_FIRM = Holder(Whose.CONVERSATION, TALK), Holder(Whose.SUPPLIER, FIRM)
NAME = "O'Neill & Daughters"
HIDDEN = "••••••"
MAIL = Notification(
    NotificationId("mail"),
    f"details-notice:{JOB}:amina",
    Address(Means.MAIL, "amina@council.example"),
    About.BUYERS_ERRAND,
    f"Supplier: {NAME}",
    Owner(person=OFFICER),
    NOW,
    subject=f"Signed with {NAME}",
)
LOSER = replace(
    MAIL,
    id=NotificationId("loser"),
    key=f"outcome:{JOB}:other:text",
    to=Address(Means.TEXT, "+447700900123"),
    about=About.QUOTE,
    words=f"{NAME} was chosen, not you: another price was lower.",
    subject="",
)
OTHERS = replace(MAIL, id=NotificationId("others"), key=f"details-notice:{JOB}s:amina")


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A conversation, a firm that won, and people who were told so."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.suppliers.save_all([supplier("firm")])
        work.people.prove(LOSER.to, NOW, OFFICER)
        won(work, Owner(supplier=FIRM))
        work.notifications.put_all([MAIL, LOSER, OTHERS])
        assert all(work.notifications.get(one.id) for one in (MAIL, LOSER, OTHERS))
        work.mail_parts.put(MAIL.id, MailParts(html="<p>O&#39;Neill\n&amp; Daughters</p>"))
        work.outbox.add(
            ShownMessage(MAIL.key, MAIL.to, MAIL.subject, MAIL.words, NOW, NAME.encode())
        )
    return storage


def won(work: Work, owner: Owner) -> None:
    """A quote of theirs that was chosen."""
    quote = Quote(QuoteId("q"), JOB, owner, NOW, NOW)
    assert work.quotes.begin(quote)
    work.quotes.send(quote.id, Offer(firm=NAME), NOW)
    assert work.sealed_quotes.note_outcome(
        Outcome(JOB, Ended.AWARDED, NOW, "amina", quote.id, NAME)
    )


def everything(work: Work) -> str:
    """All that is kept of what others were told."""
    told = [one for one in work.notifications.of(Owner(person=OFFICER)) if one.id != OTHERS.id]
    shown, parts = work.outbox.latest(9), work.mail_parts.of(MAIL.id)
    return f"{told} {shown} {parts}"


def test_a_name_of_a_winner_is_taken_out_of_what_others_were_told(held: Storage) -> None:
    with held.transaction() as work:
        assert work.held.erase(frozenset({MY_FIRM}))["named_to_others"] == 2
    with held.transaction() as work:
        kept = everything(work)
        assert all(one not in kept for one in ("Neill", "Daughters"))
        assert work.notifications.get(MAIL.id) == replace(
            MAIL, words=f"Supplier: {HIDDEN}", subject=f"Signed with {HIDDEN}"
        )
        loser = work.notifications.get(LOSER.id)
        assert loser
        assert loser.words == f"{HIDDEN} was chosen, not you: another price was lower."


def test_what_was_told_of_another_job_stays(held: Storage) -> None:
    with held.transaction() as work:
        work.held.erase(frozenset({MY_FIRM}))
        assert work.notifications.get(OTHERS.id) == OTHERS


def test_erasing_again_or_somebody_else_takes_nothing_out(held: Storage) -> None:
    with held.transaction() as work:
        assert "named_to_others" not in work.held.erase(frozenset({MY_TALK}))
        assert NAME in everything(work)
        work.held.erase(frozenset({MY_FIRM}))
        assert "named_to_others" not in work.held.erase(frozenset({MY_FIRM}))


@pytest.mark.parametrize("state", [State.CREATED, State.SENT])
@pytest.mark.parametrize(
    ("owner", "holder"), [(Owner(TALK), MY_TALK), (Owner(supplier=FIRM), MY_FIRM)]
)
def test_mails_with_a_question_go_with_whoever_asked(
    held: Storage, owner: Owner, holder: Holder, state: State
) -> None:
    asked = Question(QuestionId("ask"), JOB, owner, "Is Clean & Sons, 1 High Street, known?", NOW)
    mail = replace(MAIL, id=NotificationId("q"), key=f"question:{asked.id}:amina", state=state)
    other = replace(mail, id=NotificationId("r"), key=f"question:{asked.id}s:amina")
    with held.transaction() as work:
        assert work.buyer_questions.ask(asked)
        work.notifications.put_all([replace(one, words=asked.words) for one in (mail, other)])
        assert all(work.notifications.get(one.id) for one in (mail, other))
        work.outbox.add(ShownMessage(mail.key, mail.to, "", asked.words, NOW))
    with held.transaction() as work:
        assert work.held.erase(frozenset({holder}))["questions_mailed"] == 1
    with held.transaction() as work:
        assert work.notifications.get(mail.id) is None
        assert work.notifications.get(other.id)
        assert asked.words not in str(work.outbox.latest(9))
