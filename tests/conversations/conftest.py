"""A fresh conversation for every test."""

from __future__ import annotations

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
