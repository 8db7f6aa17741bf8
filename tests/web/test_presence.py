"""What the terminal and /ready say of an assistant that comes, goes, or does not come."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from connectors.web.presence import LATE_AFTER, DialogueWatch, Presence

LOG = Path("var/rasa-5005.log")


@pytest.fixture
def watch(caplog: pytest.LogCaptureFixture) -> DialogueWatch:
    """A watch that begins at nought, with all that it says recorded."""
    caplog.set_level(logging.INFO)
    return DialogueWatch("http://127.0.0.1:8080", LOG, now=0)


def test_an_assistant_that_comes_is_told_with_the_address(
    watch: DialogueWatch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.look(is_ready=False, now=1)
    watch.look(is_ready=True, now=8)
    watch.look(is_ready=True, now=9)
    assert watch.presence is Presence.READY
    assert caplog.messages == ["The assistant is ready after 8 s: chat at http://127.0.0.1:8080"]


def test_while_it_loads_that_is_told_every_few_seconds(
    watch: DialogueWatch, caplog: pytest.LogCaptureFixture
) -> None:
    for second in range(1, 13):
        watch.look(is_ready=False, now=second)
    assert caplog.messages == ["The assistant is loading, 5 s", "The assistant is loading, 10 s"]


def test_one_that_does_not_come_is_late_and_the_log_to_read_is_named_once(
    watch: DialogueWatch, caplog: pytest.LogCaptureFixture
) -> None:
    for second in range(1, 300):
        watch.look(is_ready=False, now=second)
    assert watch.presence is Presence.LATE
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in errors] == [
        f"The assistant has not come in {LATE_AFTER:.0f} s; {LOG} tells why"
    ]
    assert caplog.messages[-1] == errors[0].getMessage()


def test_one_that_went_is_loading_again_and_may_be_late_again(
    watch: DialogueWatch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.look(is_ready=True, now=1)
    watch.look(is_ready=False, now=100)
    assert watch.presence is Presence.LOADING
    watch.look(is_ready=False, now=100 + LATE_AFTER)
    assert watch.presence is Presence.LATE
    watch.look(is_ready=True, now=300)
    assert watch.presence is Presence.READY
    assert caplog.messages[1] == "The assistant has gone; it is being started again"
