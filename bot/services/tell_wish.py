"""Tells what came of the wish for texts about work."""

from __future__ import annotations

from bot.domain.conversation import ConversationId, Reply
from bot.domain.notification import Withheld
from bot.ports import Phrases
from bot.services.consent_to_alerts import Asked, ConsentToAlerts


class TellWish:
    """The wish and its answer; a number must have been proved before."""

    def __init__(self, alerts: ConsentToAlerts, phrases: Phrases, shown_at: str = "") -> None:
        self._alerts = alerts
        self._say = phrases.say
        self._shown_at = shown_at

    def reply(self, conversation: ConversationId, _wanted: object = None) -> Reply:
        """What is to be done now for the wish to stand."""
        return self.reply_if_proved(conversation) or Reply(self._say("wish.needs_mobile"))

    def reply_if_proved(self, conversation: ConversationId) -> Reply | None:
        """The same, and None where no number was proved yet, so that nothing can be asked."""
        wish = self._alerts.wish(conversation)
        if wish is Withheld.SUPPRESSED:
            return Reply(self._say("wish.refused"))
        if wish is Withheld.NOT_A_RECIPIENT:
            return Reply(self._say("prove.not_a_recipient"))
        if isinstance(wish, Withheld):
            return Reply(self._say("prove.not_set_up"))
        if wish.asked is Asked.NO_NUMBER or wish.number is None:
            return None
        told = [self._say(f"wish.{wish.asked}", hint=wish.number.hint)]
        if self._shown_at and wish.asked in {Asked.SENT, Asked.WAITING}:
            told.append(self._say("prove.shown_at", address=self._shown_at))
        return Reply(" ".join(told))
