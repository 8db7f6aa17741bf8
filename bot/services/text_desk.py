"""What texts that come are answered with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.inbound import TextRequests
from bot.domain.keyed_hash import KeyedHash
from bot.ports import Storage
from bot.services.consent_to_alerts import ConsentToAlerts
from bot.services.message_words import MessageWords
from bot.services.notify import Notify
from bot.services.recognise import Recognise
from bot.services.render_sms import RenderSms
from bot.services.stop_messages import StopMessages


@dataclass(frozen=True, slots=True)
class TextDesk:
    """What an answer to a text is made with."""

    storage: Storage
    requests: TextRequests
    notify: Notify
    recognise: Recognise
    alerts: ConsentToAlerts
    stop: StopMessages
    words: MessageWords
    rendering: RenderSms
    hashes: KeyedHash
