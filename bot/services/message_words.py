"""The words of messages to people: each names its sender, and each text tells how to stop."""

from __future__ import annotations

from bot.domain.operator import Operator
from bot.ports import Phrases


class MessageWords:
    """What is written to people, in an operator's name."""

    def __init__(self, phrases: Phrases, operator: Operator) -> None:
        self._phrases = phrases
        self._operator = operator

    def of(self, key: str, **facts: object) -> str:
        """The message of that key; its sender is filled in."""
        return self._phrases.say(key, sender=self.sender, **facts)

    @property
    def sender(self) -> str:
        """Who sends, as every message begins."""
        if self._operator.name:
            return self._phrases.say("sender.named", operator=self._operator.name)
        return self._phrases.say("sender.unnamed")

    @property
    def whom_to_ask(self) -> str:
        """Where the operator can be written to, as HELP tells it."""
        if self._operator.email:
            return self._phrases.say("sender.contact", contact=self._operator.email)
        return self._phrases.say("sender.no_contact")
