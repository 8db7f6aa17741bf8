"""Answers what needs no model: STOP, HELP, a person, another language, a message without words."""

from __future__ import annotations

from bot.domain.conversation import Reply
from bot.domain.languages import LATIN, Languages, script_of
from bot.domain.plain_requests import PlainRequest, PlainRequests
from bot.ports import Phrases
from bot.services.offer_person import OfferPerson


class AnswerAtOnce:
    """The first to hear a message; it works while the dialogue engine is still loading."""

    def __init__(
        self, requests: PlainRequests, languages: Languages, phrases: Phrases, person: OfferPerson
    ) -> None:
        self._requests = requests
        self._languages = languages
        self._phrases = phrases
        self._person = person

    def reply(self, text: str) -> Reply | None:
        """The answer to a cleaned message; None for whatever must be understood first."""
        return self.requested(text) or self.unreadable(text)

    def requested(self, text: str) -> Reply | None:
        """The answer to STOP, HELP or the wish for a person, which hold whatever was asked."""
        request = self._requests.in_(text)
        if request is PlainRequest.PERSON:
            return Reply(self._person.words())
        return Reply(self._phrases.say(f"at_once.{request}")) if request else None

    def wants_person(self, text: str) -> bool:
        """Whether it is the wish for a person, and nothing else."""
        return self._requests.in_(text) is PlainRequest.PERSON

    def stops(self, text: str) -> bool:
        """Whether it is STOP."""
        return self._requests.in_(text) is PlainRequest.STOP

    def stopped(self) -> Reply:
        """The answer to STOP from somebody who could have been written to."""
        return Reply(self._phrases.say("at_once.stopped"))

    def unreadable(self, text: str) -> Reply | None:
        """The answer to what cannot be understood: no words, a machine's, another language."""
        if self._requests.lacks_words(text):
            return Reply(self._phrases.say("at_once.no_words"))
        if self._requests.is_code(text):
            return Reply(self._phrases.say("at_once.code"))
        if self._requests.gives_orders(text):
            return Reply(self._phrases.say("at_once.orders"))
        return self._in_another_language(text)

    def _in_another_language(self, text: str) -> Reply | None:
        if language := self._languages.of(text):
            return Reply(self._phrases.say("at_once.language", says=language.says))
        if script_of(text) not in {LATIN, None}:
            return Reply(self._phrases.say("at_once.unknown_language"))
        return None
