"""What takes wishes for texts about work."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.thread import make_thread
from bot.ports import Clock, Phrases, Storage
from bot.services.alerts_flow import AlertsFlow
from bot.services.begin_alerts import BeginAlerts
from bot.services.consent_to_alerts import ConsentToAlerts
from bot.services.recognise import Recognise
from bot.services.subscribe import Subscribe
from bot.services.tell_subscription import TellSubscription
from bot.services.tell_wish import TellWish


@dataclass(frozen=True)
class Subscribing:
    """Subscriptions, the questions that begin them, and their rules in words."""

    subscribe: Subscribe
    tell: TellSubscription
    flow: AlertsFlow
    begin: BeginAlerts


def make_subscribing(
    clock: Clock,
    storage: Storage,
    phrases: Phrases,
    recognise: Recognise,
    consent: tuple[ConsentToAlerts, TellWish],
) -> Subscribing:
    """Wishes on the domain's clock; consents keep real time."""
    from connectors.text.short_names import load_feasts

    consents, wish = consent
    subscribe = Subscribe(storage, recognise, load_feasts(CONTENT), clock)
    tell = TellSubscription(phrases, clock)
    flow = AlertsFlow(phrases, subscribe, tell, wish)
    thread = make_thread(storage, phrases, flow)
    begin = BeginAlerts(flow, subscribe, tell, consents, phrases, thread)
    return Subscribing(subscribe, tell, flow, begin)
