"""Begins the questions for texts about work, as soon as a number is known."""

from __future__ import annotations

from bot.domain.conversation import ConversationId, Reply
from bot.ports import Phrases
from bot.services.alerts_flow import AlertsFlow
from bot.services.consent_to_alerts import ConsentToAlerts
from bot.services.keep_thread import KeepThread
from bot.services.subscribe import Subscribe
from bot.services.tell_subscription import TellSubscription


class BeginAlerts:
    """What follows a wish for texts: nothing to prove any more, or the rules that stand already."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        flow: AlertsFlow,
        subscribe: Subscribe,
        tell: TellSubscription,
        consents: ConsentToAlerts,
        phrases: Phrases,
        thread: KeepThread,
    ) -> None:
        self._flow = flow
        self._subscribe = subscribe
        self._tell = tell
        self._consents = consents
        self._say = phrases.say
        self._thread = thread

    def reply(self, conversation: ConversationId, _wanted: object = None) -> Reply:
        """The first question that is left, to somebody whose number was just proved."""
        return self.reply_if_proved(conversation) or Reply(self._say("wish.needs_mobile"))

    def reply_if_proved(self, conversation: ConversationId) -> Reply | None:
        """The same; None where no mobile number was proved yet, so that nothing can be asked."""
        if not self._consents.has_number(conversation):
            return None
        standing = self._subscribe.of(conversation)
        if standing and self._consents.stands(conversation):
            return self._tell.reply("stands", standing)
        # Whoever was asked for a YES and has not said it yet is not asked how often again.
        known = self._flow.known(conversation) | (self._flow.chosen(standing) if standing else {})
        return self._thread.begin(conversation, self._flow.name, known)
