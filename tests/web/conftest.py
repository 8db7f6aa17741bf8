"""A fresh conversation for every test of the web service."""

from __future__ import annotations

import pytest

from tests.client import Chat, Client
from tests.running import Doorstep


@pytest.fixture
def client(doorstep_with_samples: Doorstep) -> Client:
    """A stranger."""
    return doorstep_with_samples.client


@pytest.fixture
def chat(client: Client) -> Chat:
    """A conversation just begun."""
    return client.begin()
