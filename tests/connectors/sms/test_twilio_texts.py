"""An answer of Twilio's is believed only where it is about what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import CarrierUnavailableError, OutcomeUnknownError
from bot.domain.reaching import Address, Means
from connectors.sms.twilio_texts import TwilioAccount, TwilioTexts
from tests.standins.twilio import SERVICE, SID, TOKEN, Mood, TwilioStandIn

ADA, BEN = Address(Means.TEXT, "+447700900101"), Address(Means.TEXT, "+447700900102")
AGAIN, LATE = 0.5, 1.5
"""Seconds: whoever asks next has half a second to be the one who waits."""
SINCE = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def standin() -> Iterator[TwilioStandIn]:
    """Answers the first request once more, while the second waits for its answer."""
    moods = [Mood.ANSWERS_TWICE, Mood.LATE]
    standing_in = TwilioStandIn(
        mood=lambda n: moods[n] if n < len(moods) else Mood.WELL,
        late=LATE,
        again_after=(AGAIN, AGAIN),
    )
    with standing_in.open() as opened:
        yield opened


@pytest.fixture
def texts(standin: TwilioStandIn) -> Iterator[TwilioTexts]:
    """What sends to it."""
    account = TwilioAccount(SID, TOKEN, SERVICE, standin.address, 20, "https://doorstep.example")
    made = TwilioTexts(account, {})
    yield made
    made.close()


def test_an_answer_about_another_text_is_not_taken_for_this_ones(
    texts: TwilioTexts, standin: TwilioStandIn
) -> None:
    texts.send(ADA, "", "For Ada", "a")
    with pytest.raises(OutcomeUnknownError):
        texts.send(BEN, "", "For Ben", "b")
    assert [one.to for one in standin.taken] == [ADA.value, BEN.value]
    (found,) = texts.taken(BEN, "For Ben", SINCE)
    assert found == standin.taken[1].sid
    assert texts.send(ADA, "", "Again", "c") == standin.taken[2].sid


def test_those_who_send_while_the_lines_are_left_are_taken_or_in_doubt(
    texts: TwilioTexts, standin: TwilioStandIn
) -> None:
    texts.send(ADA, "", "For Ada", "a")
    others = [Address(Means.TEXT, f"+4477009002{n:02d}") for n in range(40)]
    with ThreadPoolExecutor(20) as callers:
        ends = [callers.submit(texts.send, BEN, "", "For Ben", "b")]
        ends += [callers.submit(texts.send, to, "", "For all", "c") for to in others]
    assert all(isinstance(one.exception(), OutcomeUnknownError | None) for one in ends)
    assert texts.send(ADA, "", "Again", "d") == standin.taken[-1].sid


def test_what_answers_another_request_tells_nothing_of_what_was_taken(
    texts: TwilioTexts, standin: TwilioStandIn
) -> None:
    first = texts.send(ADA, "", "For Ada", "a")
    standin.lists_after = LATE
    with pytest.raises(CarrierUnavailableError):
        texts.taken(ADA, "For Ada", SINCE)
    standin.lists_after = 0
    assert texts.taken(ADA, "For Ada", SINCE) == [first]
