"""A fresh conversation for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client import Chat
from tests.running import Doorstep


@pytest.fixture
def chat(doorstep_with_samples: Doorstep) -> Chat:
    """An owner's first visit."""
    return doorstep_with_samples.client.begin()


@pytest.fixture
def chat_on_notices(doorstep_with_notices: Doorstep) -> Chat:
    """An owner's first visit where notices were imported."""
    return doorstep_with_notices.client.begin()


@pytest.fixture(scope="session")
def doorstep_with_somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """Doorstep whose operator can be turned to."""
    named = {"DOORSTEP_OPERATOR_NAME": "Amina Khan", "DOORSTEP_OPERATOR_EMAIL": "amina@example.org"}
    doorstep = Doorstep(tmp_path_factory.mktemp("somebody"), changes=named).start()
    try:
        yield doorstep.wait_until_ready()
    finally:
        doorstep.stop()


@pytest.fixture
def chat_with_somebody(doorstep_with_somebody: Doorstep) -> Chat:
    """An owner's first visit where there is a person to turn to."""
    return doorstep_with_somebody.client.begin()
