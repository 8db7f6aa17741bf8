"""Names the person to turn to when the assistant is not enough."""

from __future__ import annotations

from bot.ports import Phrases


class OfferPerson:
    """Whoever runs this installation, by the settings; plainly nobody where they name nobody."""

    def __init__(self, phrases: Phrases, name: str, email: str) -> None:
        self._phrases = phrases
        self._name = name
        self._email = email

    @property
    def is_named(self) -> bool:
        """Whether there is somebody to write to."""
        return bool(self._email)

    @property
    def name(self) -> str:
        """Who it is, as owners are told."""
        return self._name or self._phrases.say("person.whoever")

    def words(self) -> str:
        """Whom to write to, and whom to ask about one contract."""
        if not self._email:
            return self._phrases.say("person.nobody")
        return self._phrases.say("person.named", name=self.name, email=self._email)
