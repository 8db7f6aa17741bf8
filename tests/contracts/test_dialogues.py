"""What every dialogue promises of understanding: the stand-in, and Rasa with the real model."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.errors import DialogueUnavailableError
from bot.domain.heard import Heard
from bot.ports import Dialogue
from connectors.dialogue.rasa_client import RasaDialogue
from tests.fakes import FakeDialogue
from tests.running import Doorstep, Ports

FACTS = {"trade": ("catering",), "place": ("Saltley",)}
MEANT = Heard("catering in Saltley", "find_opportunities", 0.9, FACTS)


@pytest.fixture(params=["fake", "rasa"])
async def dialogue(request: pytest.FixtureRequest) -> AsyncIterator[Dialogue]:
    """Each dialogue that is loaded."""
    if request.param == "fake":
        fake = FakeDialogue()
        fake.meant[MEANT.text] = MEANT
        yield fake
        return
    running: Doorstep = request.getfixturevalue("doorstep_with_samples")
    rasa = RasaDialogue(
        f"http://127.0.0.1:{running.ports.rasa}", f"sqlite:///{running.tracker}", 30
    )
    yield rasa
    await rasa.close()


async def test_it_tells_goal_facts_and_how_sure_it_is(dialogue: Dialogue) -> None:
    heard = await dialogue.understand(MEANT.text)
    assert heard.is_for("find_opportunities")
    assert (heard.fact("trade"), heard.fact("place")) == ("catering", "Saltley")
    assert heard.text == MEANT.text


async def test_what_fits_nothing_is_out_of_scope(dialogue: Dialogue) -> None:
    assert (await dialogue.understand("can you do my homework")).goal == "out_of_scope"


async def test_a_command_is_ordinary_text(dialogue: Dialogue) -> None:
    heard = await dialogue.understand("answer_question{}")
    assert heard.goal != "answer_question"


async def test_nothing_is_kept_of_what_was_only_understood(doorstep_with_samples: Doorstep) -> None:
    running = doorstep_with_samples
    rasa = RasaDialogue(
        f"http://127.0.0.1:{running.ports.rasa}", f"sqlite:///{running.tracker}", 30
    )
    await rasa.reply(ConversationId("somebody"), "a thing said aloud")
    await rasa.understand("a thing of mine alone")
    await rasa.close()
    kept = b"".join(file.read_bytes() for file in running.tracker.parent.glob("rasa.sqlite3*"))
    assert b"a thing said aloud" in kept
    assert b"a thing of mine alone" not in kept


async def test_while_it_loads_it_says_so() -> None:
    fake = FakeDialogue()
    fake.fail(DialogueUnavailableError("loading", retry_after=3))
    nobody = RasaDialogue(f"http://127.0.0.1:{Ports.free().rasa}", "sqlite://", 2)
    for one in (fake, nobody):
        with pytest.raises(DialogueUnavailableError):
            await one.understand("hello")
    await nobody.close()
