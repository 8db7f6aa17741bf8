"""What one word of a text may ask for, as the content folder lists it."""

from __future__ import annotations

from pathlib import Path

from bot.domain.inbound import TextRequest, TextRequests
from connectors.text.vocabulary import read_yaml


def load_text_requests(content: Path) -> TextRequests:
    """The requests of `text_requests.yml`, with all ways in which the chat hears STOP."""
    said = read_yaml(content / "text_requests.yml")["said"]
    stop_in_chat = read_yaml(content / "requests.yml")["said"]["stop"]
    words = {TextRequest(ask): [str(one) for one in each] for ask, each in said.items()}
    words[TextRequest.STOP] += [str(one) for one in stop_in_chat]
    return TextRequests(words)
