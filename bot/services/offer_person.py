"""Names the person to turn to when the assistant is not enough."""

from __future__ import annotations

from bot.ports import Phrases


class OfferPerson:
    """Whoever runs this installation, by the settings; plainly nobody where they name nobody."""

    def __init__(self, phrases: Phrases, name: str, email: str) -> None:
        self._phrases = phrases
        self._name = name
        self._email = email

    def words(self) -> str:
        """Whom to write to, and whom to ask about one contract."""
        if not self._email:
            return self._phrases.say("person.nobody")
        name = self._name or self._phrases.say("person.whoever")
        return self._phrases.say("person.named", name=name, email=self._email)
