"""The words by which a firm is offered to a buyer: what is shared, the question, the receipt."""

from __future__ import annotations

from bot.domain.consent import Channel
from bot.domain.conversation import ConversationId
from bot.domain.introduction_limits import USUAL_ANSWER_DAYS, Refusal
from bot.domain.reaching import Means
from bot.domain.right_door import BY_YOURSELF, Door
from bot.ports import Phrases, Storage
from bot.services.channel_of import channel_of
from bot.services.find_door import AtDoor
from bot.services.put_forward import Offer
from bot.services.recognise import about_firm
from bot.services.shared_facts import SharedFacts
from bot.services.tell_door import TellDoor
from bot.services.tell_introductions import TellIntroductions


class TellOffer:
    """What is said yes to is exactly what these words show."""

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        facts: SharedFacts,
        telling: tuple[TellDoor, TellIntroductions],
    ) -> None:
        self._storage = storage
        self._say = phrases.say
        self._facts = facts
        self._door, self._tell = telling

    def wording(self, offer: Offer) -> str:
        """The buyer, the job, every fact with what it stands on, and the question."""
        at = offer.at
        shows_place = any(fact.key == "place" for fact in offer.facts)
        hidden = "" if shows_place or at.s17 is False else self._hidden(at)
        return self._say(
            f"introduction.ask.{at.door}",
            buyer=at.buyer,
            title=at.title,
            firm=offer.firm.name,
            facts=self._facts.listed(offer.facts),
            no_place=hidden,
            still=self._door.still(at),
            means=self._means(offer),
        )

    def short(self, offer: Offer, *, is_as_shown: bool) -> str:
        """The question again, of what was shown a moment ago; or that it has changed since."""
        at = offer.at
        if not is_as_shown:
            return self._say("introduction.short.changed", buyer=at.buyer)
        return self._say(f"introduction.short.{at.door}", buyer=at.buyer, title=at.title)

    def receipt(self, offer: Offer) -> str:
        """That it is on its way, that it is no bid, and what must still be done by when."""
        at = offer.at
        days = at.mailbox.answers_within if at.mailbox else USUAL_ANSWER_DAYS
        return self._say(
            f"introduction.receipt.{at.door}",
            buyer=at.buyer,
            title=at.title,
            when=self._say("introduction.when", days=days),
            still=self._door.still(at),
        )

    def refused(self, refusal: Refusal) -> str:
        """Why the firm is not put forward once more."""
        return self._tell.refused(refusal)

    def elsewhere(self, at: AtDoor, conversation: ConversationId) -> str:
        """The way to the buyer where nobody is put forward, with a draft of the firm's facts."""
        if at.door in {Door.LEAD, Door.NOTE}:
            return self._say("introduction.who")
        with self._storage.transaction() as work:
            firm, held = about_firm(work, conversation), work.people.belonging(conversation)
            by_text = channel_of(work, conversation) is Channel.TEXT
            if firm is None or held is None:
                return self._door.words(at, by_text=by_text)
            with_place = at.s17 is False
            facts = self._facts.of(work, firm.id, held.person, with_place=with_place)
        return self._door.words(at, firm.name, facts, by_text=by_text)

    def asking(self, at: AtDoor, conversation: ConversationId) -> str:
        """Whom to ask about what is at that door; a draft where the owner is to write."""
        if at.door in BY_YOURSELF:
            return self.elsewhere(at, conversation)
        return f"{self._door.whom_to_ask(at)} {self._door.still(at)}"

    def _hidden(self, at: AtDoor) -> str:
        return self._say("introduction.no_place", buyer=at.buyer) + "\n"

    def _means(self, offer: Offer) -> str:
        with self._storage.transaction() as work:
            points = work.people.points(offer.person)
        first = next((point.address for point in points), None)
        if first is None:
            return self._say("introduction.means.none")
        key = "text" if first.means is Means.TEXT else "mail"
        return self._say(f"introduction.means.{key}", hint=first.hint)
