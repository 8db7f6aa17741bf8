"""Begins an introduction by text: 1 to an alert shows what would be sent, and only YES sends it."""

from __future__ import annotations

from bot.domain.conversation import ConversationId
from bot.domain.introduction_limits import Refusal
from bot.domain.opportunity import Opportunity
from bot.domain.right_door import PUTS_FORWARD
from bot.ports import Phrases
from bot.services.find_door import FindDoor
from bot.services.introduction_flow import INSURED, NAME, IntroductionFlow
from bot.services.keep_thread import KeepThread
from bot.services.put_forward import Offer, PutForward
from bot.services.tell_offer import TellOffer


class IntroduceByText:
    """The same questions as in the chat, put in one text that can be answered by a word."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        phrases: Phrases,
        door: FindDoor,
        forward: PutForward,
        tell: TellOffer,
        flow: IntroductionFlow,
        thread: KeepThread,
    ) -> None:
        self._say = phrases.say
        self._door, self._forward = door, forward
        self._tell, self._flow, self._thread = tell, flow, thread

    def words(self, conversation: ConversationId, one: Opportunity) -> str | None:
        """What is texted back; None where the way to the buyer is another than a lead."""
        at = self._door.to_opportunity(one)
        if at.door not in PUTS_FORWARD:
            return None
        offer = self._forward.offer(conversation, at)
        if isinstance(offer, Refusal):
            return self._tell.refused(offer)
        if not isinstance(offer, Offer):
            return None
        # One text more to ask for an insurance's last day would cost more than it helps.
        known = {**self._flow.known(at, offer), INSURED: None}
        self._thread.begin(conversation, NAME, known)
        return self._say("introduction.by_text", question=self._tell.wording(offer))
