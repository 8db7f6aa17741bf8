"""Texts that were stored and not answered: each is answered once, whatever cut it off."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.consent import Answer
from bot.domain.conversation import Reply
from bot.domain.errors import DialogueUnavailableError
from bot.domain.inbound import InboundText
from bot.services.answer_text import PATIENCE
from tests.examples import NOW
from tests.services.test_answer_text import FIRST_OF_A_DAY, Phone

SOON, AFTER_PATIENCE, AFTER_A_DAY = timedelta(minutes=1), PATIENCE, timedelta(days=1, minutes=1)


async def wait_out(phone: Phone, age: timedelta = SOON) -> list[str]:
    """What is texted when the texts that wait are looked at, so long after they came."""
    before = len(phone.reached.texts.carried)
    await phone.answers.answer_waiting(phone.reached.clock.now() + age)
    texted = [words for _, _, words in phone.reached.texts.carried[before:]]
    return [words.removeprefix(FIRST_OF_A_DAY) for words in texted]


async def cut_off(phone: Phone, words: str) -> InboundText:
    """A text whose answer is broken off while the dialogue thinks, as by a stop of the service."""
    text = phone.reached.came(words)
    phone.dialogue.may_answer.clear()
    task = asyncio.create_task(phone.answers.take(text))
    await phone.dialogue.was_asked_by(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    phone.dialogue.may_answer.set()
    return text


async def test_what_was_cut_off_is_answered_later_and_once() -> None:
    phone = Phone(Reply("Found two."))
    await cut_off(phone, "cleaning")
    assert phone.reached.texts.carried == []
    assert await wait_out(phone) == ["Found two."]
    assert await wait_out(phone) == []


async def test_what_was_cut_off_and_comes_again_is_answered_at_once() -> None:
    phone = Phone(Reply("Found two."))
    text = await cut_off(phone, "cleaning")
    assert await phone.answers.take(text)
    assert phone.reached.texts.last.endswith("Found two.")
    assert not await phone.answers.take(text)
    assert await wait_out(phone) == []


async def test_what_is_being_answered_is_left_to_whoever_does() -> None:
    phone = Phone(Reply("Found two."))
    text = phone.reached.came("cleaning")
    phone.dialogue.may_answer.clear()
    task = asyncio.create_task(phone.answers.take(text))
    await phone.dialogue.was_asked_by(1)
    assert not await phone.answers.take(text)
    assert await phone.answers.answer_waiting(text.at) == 0
    phone.dialogue.may_answer.set()
    assert await task
    assert len(phone.reached.texts.carried) == 1


async def test_while_the_dialogue_is_away_it_waits_and_is_told_so_after_some_minutes() -> None:
    phone = Phone(Reply("Found two."))
    await cut_off(phone, "cleaning")
    phone.dialogue.fail(DialogueUnavailableError("loading"))
    assert await wait_out(phone) == []
    (told,) = await wait_out(phone, AFTER_PATIENCE)
    assert "in a minute" in told
    assert await wait_out(phone, AFTER_PATIENCE) == []


async def test_what_is_a_day_old_is_let_be_but_a_stop_is_always_heard() -> None:
    phone = Phone(Reply("Found two."))
    text = await cut_off(phone, "cleaning")
    assert await wait_out(phone, AFTER_A_DAY) == []
    assert await wait_out(phone) == [], "it does not come back"
    with phone.reached.storage.transaction() as work:
        work.inbound_texts.add(InboundText("stop", text.sender, "STOP", text.at))
    (told,) = await wait_out(phone, AFTER_A_DAY)
    assert "no more texts" in told
    with phone.reached.storage.transaction() as work:
        assert phone.reached.gate.is_suppressed(work, text.sender)


async def test_a_stop_that_was_heard_and_not_confirmed_is_confirmed() -> None:
    phone = Phone(Reply("Hello."))
    await phone.text("hello")
    text = phone.reached.came("STOP")
    with phone.reached.storage.transaction() as work:
        work.inbound_texts.add(text)
    phone.reached.stop.by_text(text)
    (told,) = await wait_out(phone)
    assert "no more texts" in told


async def test_a_yes_that_was_stored_and_not_confirmed_is_one_yes() -> None:
    phone = Phone(Reply("Hello."))
    await phone.text("hello")
    person = phone.asked_for_texts()
    text = phone.reached.came("YES")
    with phone.reached.storage.transaction() as work:
        work.inbound_texts.add(text)
    assert phone.reached.alerts.confirm(text)
    (told,) = await wait_out(phone)
    assert "STOP" in told
    assert [one.answer for one in phone.steps(person)].count(Answer.YES) == 1


async def test_a_picture_alone_is_answered_as_one_later_too() -> None:
    phone = Phone(Reply("Hello."))
    await phone.text("hello")
    with phone.reached.storage.transaction() as work:
        work.inbound_texts.add(phone.reached.came(""))
    (told,) = await wait_out(phone)
    assert "picture" in told


async def test_an_answer_that_is_stored_already_is_not_made_again() -> None:
    phone = Phone(Reply("Found two."))
    await phone.text("cleaning", once="one")
    with phone.reached.storage.transaction() as work:
        work.inbound_texts.forget(phone.reached.came("").sender)
        work.inbound_texts.add(InboundText("one", phone.reached.came("").sender, "cleaning", NOW))
    assert await wait_out(phone) == []
    assert len(phone.dialogue.heard) == 1


class EndedError(BaseException):
    """The process was killed."""


async def test_more_that_is_cut_off_after_its_page_was_stored_is_one_page() -> None:
    phone = Phone(Reply(" ".join(f"The {n}th of all of the sentences." for n in range(20))))
    await phone.text("cleaning")
    more = phone.reached.came("MORE")
    phone.reached.texts.fault = EndedError()
    with pytest.raises(EndedError):
        await phone.answers.take(more)
    phone.reached.texts.fault = None
    assert not await phone.answers.take(more), "it is answered"
    assert await wait_out(phone) == []
    phone.reached.clock.pass_by(minutes=2)
    second = await phone.text("MORE")
    assert len(second) == 2, "the page that never went, and the one after it"
    assert len(set(second)) == 2
