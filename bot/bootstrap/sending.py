"""What sends texts out: Twilio, the queue, and what hears of what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.bootstrap.folders import CONTENT
from bot.clock import SystemClock
from bot.domain.reaching import Means
from bot.domain.sending import ProviderError
from bot.domain.text_cost import Budget
from bot.ports import Carrier, Enquiry, Sender, Storage
from bot.services.hear_report import HearReport
from bot.services.may_write import MayWrite
from bot.services.send_notification import SendNotification
from bot.settings import Settings

if TYPE_CHECKING:
    from connectors.queue.sending_queue import SendingQueue
    from connectors.sms.twilio_texts import TwilioTexts
    from connectors.sms.twilio_webhooks import TwilioSignature


@dataclass(frozen=True)
class TwilioParts:
    """Twilio, as the settings name it: what is sent, and what comes from there."""

    settings: Settings

    @cached_property
    def texts(self) -> TwilioTexts:
        """The carrier of texts, which can also be asked what it took."""
        from connectors.sms.twilio_texts import TwilioAccount, TwilioTexts

        stated = self.settings
        account = TwilioAccount(
            sid=stated.twilio_account_sid,
            token=stated.twilio_auth_token,
            messaging_service=stated.twilio_messaging_service_sid,
            address=stated.twilio_url,
            seconds=stated.twilio_seconds,
            public_address=stated.public_address,
        )
        return TwilioTexts(account, self.errors)

    @cached_property
    def errors(self) -> Mapping[int, ProviderError]:
        """What is done about each of its errors."""
        from connectors.sms.twilio_errors import load_twilio_errors

        return load_twilio_errors(CONTENT)

    @cached_property
    def signature(self) -> TwilioSignature:
        """By which what comes from there is known."""
        from connectors.sms.twilio_webhooks import TwilioSignature

        stated = self.settings
        return TwilioSignature(
            stated.twilio_account_sid, stated.twilio_auth_token, stated.public_address
        )


@dataclass(frozen=True)
class TwilioDoor:
    """By what Twilio is known, what hears its reports, and what must be closed at the end."""

    signature: TwilioSignature
    reports: HearReport
    texts: TwilioTexts


def make_sender(
    settings: Settings,
    storage: Storage,
    carriers: Mapping[Means, Carrier],
    enquiries: Mapping[Means, Enquiry],
    gate: MayWrite,
) -> Sender:
    """What makes one attempt. Times are real, whatever day the rest is set to."""
    in_doubt_for = timedelta(seconds=settings.twilio_doubt_seconds)
    mails = timedelta(seconds=settings.smtp_doubt_seconds)
    clock = SystemClock()
    return SendNotification(storage, carriers, enquiries, gate, clock, in_doubt_for, mails)


def make_enquiries(twilio: TwilioParts | None) -> Mapping[Means, Enquiry]:
    """Who can be asked what it took."""
    return {Means.TEXT: twilio.texts} if twilio else {}


def make_twilio_door(storage: Storage, gate: MayWrite, twilio: TwilioParts) -> TwilioDoor:
    """What comes from Twilio, believed only with its signature."""
    reports = HearReport(storage, gate, twilio.errors, SystemClock())
    return TwilioDoor(twilio.signature, reports, twilio.texts)


def queued_means(settings: Settings) -> frozenset[Means]:
    """What goes out by a queue: all that is sent by others, and not only shown."""
    sends = {Means.TEXT: settings.sends_by_twilio, Means.MAIL: settings.sends_by_smtp}
    return frozenset(means for means, is_sent in sends.items() if is_sent)


def make_text_budget(settings: Settings) -> Budget:
    """What texts about work may cost in a month; no budget set is no limit."""
    return Budget(settings.text_budget or None, settings.text_price)


def make_sending_queue(settings: Settings) -> SendingQueue | None:
    """The queue of what goes out; None where all is only shown, and so at once."""
    if not queued_means(settings):
        return None
    from connectors.queue.sending_queue import SendingQueue

    shares = not settings.jobs_url and not settings.database_url.startswith("sqlite")
    return SendingQueue(settings.jobs_address, shares_database=shares)
