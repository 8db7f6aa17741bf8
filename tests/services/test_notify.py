from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.errors import (
    AddressRefusedError,
    CarrierUnavailableError,
    DoNotTryAgainError,
    NotFoundError,
)
from bot.domain.feedback import Owner
from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import About, Notification, NotificationId, State, Withheld
from bot.domain.operator import Operator
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.recipients import Recipients
from bot.services.notify import Message
from tests.services.reached import MAILBOX, MOBILE, OPERATOR, OTHER_MOBILE, TALK, Reached

HELLO = Message("hello", MOBILE, About.ANSWER, "Hello from the hub", Owner(TALK))
CODE = replace(HELLO, key="code", about=About.CODE, words="Your code is 123456.")


def sent(reached: Reached, message: Message = HELLO) -> Notification:
    result = reached.notify.send(message)
    assert isinstance(result, Notification), result
    return result


def test_a_message_is_stored_before_it_is_sent() -> None:
    reached = Reached()
    with reached.storage.transaction() as work:
        meant = reached.notify.intend(work, HELLO)
    assert isinstance(meant, Notification)
    assert meant.state is State.CREATED
    assert reached.texts.carried == []
    gone = reached.notify.deliver(meant.id)
    assert (gone.state, gone.provider_id) == (State.SENT, "carried-1")
    assert reached.texts.carried == [(MOBILE, "", "Hello from the hub")]


def test_the_same_key_twice_is_one_message() -> None:
    reached = Reached()
    first = sent(reached)
    assert sent(reached, replace(HELLO, words="Hello again")) == first
    assert len(reached.texts.carried) == 1


def test_several_are_meant_together_each_as_if_by_itself() -> None:
    reached = Reached()
    first = sent(reached)
    other = replace(HELLO, key="other", words="And you")
    mail = replace(HELLO, key="mail", to=MAILBOX, about=About.ALERT)
    with reached.storage.transaction() as work:
        meant = reached.notify.intend_each(work, [HELLO, mail, other])
    assert meant[:2] == [first, Withheld.NO_CONSENT]
    assert isinstance(meant[2], Notification)
    reached.notify.deliver_each([one for one in meant if isinstance(one, Notification)])
    assert [words for _to, _subject, words in reached.texts.carried] == [HELLO.words, "And you"]


def test_what_was_meant_and_never_went_goes_when_it_is_asked_for_again() -> None:
    reached = Reached()
    with reached.storage.transaction() as work:
        reached.notify.intend(work, HELLO)
    assert sent(reached).state is State.SENT


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (CarrierUnavailableError("away"), State.TEMPORARY_FAILURE),
        (AddressRefusedError("no such number"), State.PERMANENT_FAILURE),
        (DoNotTryAgainError("not our account"), State.TECHNICAL_FAILURE),
    ],
)
def test_a_failure_is_kept_for_what_it_is(fault: Exception, state: State) -> None:
    reached = Reached()
    reached.texts.fault = fault
    assert sent(reached).state is state


def test_only_a_passing_failure_is_tried_again() -> None:
    for fault, tried in ((CarrierUnavailableError("away"), 1), (AddressRefusedError("no"), 0)):
        reached = Reached()
        reached.texts.fault = fault
        failed = sent(reached)
        reached.texts.fault = None
        reached.notify.deliver(failed.id)
        assert len(reached.texts.carried) == tried


def test_of_a_code_that_went_only_dots_are_kept() -> None:
    reached = Reached()
    assert sent(reached, CODE).words == "Your code is ••••••."
    assert reached.texts.last == "Your code is 123456."


def test_a_code_that_could_not_go_for_now_is_kept_to_go_later() -> None:
    reached = Reached()
    reached.texts.fault = CarrierUnavailableError("away")
    failed = sent(reached, CODE)
    reached.texts.fault = None
    assert reached.notify.deliver(failed.id).state is State.SENT
    assert reached.texts.last == "Your code is 123456."


@pytest.mark.parametrize("part", ["name", "address", "registration", "email", "complaints"])
def test_nothing_is_sent_while_anything_of_the_operator_is_missing(part: str) -> None:
    reached = Reached(replace(OPERATOR, **{part: ""}))
    assert reached.notify.send(HELLO) is Withheld.NO_OPERATOR
    assert reached.texts.carried == []
    with reached.storage.transaction() as work:
        assert work.notifications.of_key("hello") is None


def test_nothing_is_sent_to_whoever_is_not_on_the_list() -> None:
    reached = Reached(recipients=Recipients(frozenset({OTHER_MOBILE})))
    assert reached.notify.send(HELLO) is Withheld.NOT_A_RECIPIENT
    assert isinstance(reached.notify.send(replace(HELLO, to=OTHER_MOBILE)), Notification)


def test_the_list_allows_nobody_by_default() -> None:
    assert not Recipients().allow(MOBILE)


def test_what_is_only_shown_needs_neither_operator_nor_list() -> None:
    reached = Reached(Operator(), Recipients(frozenset({OTHER_MOBILE})), only_shows=True)
    assert sent(reached).state is State.SENT


def test_after_stop_nothing_goes_but_that_it_was_heard() -> None:
    reached = Reached()
    reached.stop.by_text(reached.came("STOP"))
    assert reached.notify.send(HELLO) is Withheld.SUPPRESSED
    assert isinstance(reached.notify.send(replace(HELLO, about=About.STOPPED)), Notification)


def test_stop_between_meaning_and_sending_is_heeded() -> None:
    reached = Reached()
    with reached.storage.transaction() as work:
        meant = reached.notify.intend(work, HELLO)
    assert isinstance(meant, Notification)
    reached.stop.by_text(reached.came("STOP"))
    assert reached.notify.deliver(meant.id).state is State.PERMANENT_FAILURE
    assert reached.texts.carried == []


def test_an_alert_needs_the_consent_of_whoever_has_the_number() -> None:
    reached = Reached()
    person = reached.proved(TALK).person
    alert = replace(HELLO, key="alert", about=About.ALERT, owner=Owner(person=person))
    assert reached.notify.send(alert) is Withheld.NO_CONSENT
    note(reached, person, Means.TEXT)
    assert isinstance(reached.notify.send(alert), Notification)
    elsewhere = replace(alert, key="elsewhere", to=OTHER_MOBILE)
    assert reached.notify.send(elsewhere) is Withheld.NO_CONSENT


def test_a_consent_to_texts_is_none_to_mails() -> None:
    reached = Reached()
    person = reached.proved(TALK).person
    reached.proved(TALK, MAILBOX)
    note(reached, person, Means.TEXT)
    mail = replace(HELLO, to=MAILBOX, about=About.ALERT, owner=Owner(person=person))
    assert reached.notify.send(mail) is Withheld.NO_CONSENT


def test_one_that_was_erased_is_not_sent() -> None:
    reached = Reached()
    with pytest.raises(NotFoundError):
        reached.notify.deliver(NotificationId("gone"))


def note(reached: Reached, person: PersonId, means: Means) -> None:
    now = reached.clock.now()
    yes = Consent(Purpose.ALERTS, Answer.YES, "May we?", "1", Channel.TEXT, now, means)
    with reached.storage.transaction() as work:
        work.consents.note(Owner(person=person), yes)


def test_what_a_mail_has_beyond_its_words_is_stored_before_and_goes_with_it() -> None:
    reached = Reached()
    parts = MailParts("<p>Hello</p>", (Attachment("a.csv", "text/csv", b"a"),))
    mail = replace(HELLO, key="mail", to=MAILBOX, subject="Hello", parts=parts)
    with reached.storage.transaction() as work:
        meant = reached.notify.intend(work, mail)
        assert isinstance(meant, Notification)
        assert work.mail_parts.of(meant.id) == parts
    reached.notify.deliver(meant.id)
    assert reached.mails.carried == [(MAILBOX, "Hello", "Hello from the hub")]
    assert reached.mails.parts == [replace(parts, id=meant.id)]


def test_a_mail_of_words_alone_goes_with_the_id_by_which_reports_find_it() -> None:
    reached = Reached()
    mail = sent(reached, replace(HELLO, to=MAILBOX, subject="Hello"))
    assert reached.mails.parts == [MailParts(id=mail.id)]


def test_a_text_has_no_parts() -> None:
    reached = Reached()
    sent(reached)
    assert reached.texts.parts == [None]
