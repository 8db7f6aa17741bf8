"""What reaches people: carriers, proofs, consents, STOP, and the answers to their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.mails import make_local_mails, make_smtp_mails, make_write_mail
from bot.bootstrap.parts import make_clock, make_phrases, make_secret, make_storage
from bot.bootstrap.profile import make_profile_claims
from bot.bootstrap.sending import (
    TwilioDoor,
    TwilioParts,
    make_enquiries,
    make_sender,
    make_twilio_door,
    queued_means,
)
from bot.bootstrap.sms import make_render_sms
from bot.bootstrap.subscribing import Subscribing, make_subscribing
from bot.clock import SystemClock
from bot.domain.doors import Doors
from bot.domain.errors import SettingsError
from bot.domain.keyed_hash import KeyedHash
from bot.domain.operator import Operator
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.ports import AddressReader, Carrier, Flow, Phrases, Sender, Storage
from bot.services.consent_to_alerts import ConsentToAlerts
from bot.services.join_flow import JoinFlow
from bot.services.may_write import MayWrite
from bot.services.message_words import MessageWords
from bot.services.notify import Notify
from bot.services.prove_address import ProveAddress
from bot.services.prove_flow import ProveFlow
from bot.services.recognise import Recognise
from bot.services.share_firm import ShareFirm
from bot.services.show_outbox import ShowOutbox
from bot.services.stop_messages import StopMessages
from bot.services.tell_invitation import TellInvitation
from bot.services.tell_wish import TellWish
from bot.services.text_desk import TextDesk
from bot.services.write_mail import WriteMail
from bot.settings import ANYBODY, Settings


@dataclass(frozen=True)
class Reaching:
    """All that reaches people, and that people reach by text."""

    notify: Notify
    sender: Sender
    twilio: TwilioDoor | None
    prove: ProveAddress
    recognise: Recognise
    share: ShareFirm
    alerts: ConsentToAlerts
    stop: StopMessages
    desk: TextDesk
    outbox: ShowOutbox
    mails: WriteMail
    wish: TellWish
    invitation: TellInvitation
    flows: tuple[Flow, ...]
    subscribing: Subscribing
    numbers: AddressReader
    doors: Doors


def make_reaching(
    settings: Settings, storage: Storage | None = None, phrases: Phrases | None = None
) -> Reaching:
    """The carriers of the settings and all that stands on them. Times are real ones."""
    from connectors.text.text_requests import load_text_requests

    storage, phrases = storage or make_storage(settings), phrases or make_phrases()
    clock, hashes, operator = SystemClock(), KeyedHash(make_secret(settings)), settings.operator
    words, mails = MessageWords(phrases, operator), make_write_mail(phrases, operator)
    gate, sender, notify, twilio = _make_notify(settings, storage, operator, hashes)
    recognise = Recognise(storage, make_profile_claims(storage), clock)
    alerts = ConsentToAlerts(storage, phrases, notify, words, clock)
    stop = StopMessages(storage, gate, words, phrases, clock)
    prove = ProveAddress(storage, notify, recognise, words, hashes, clock, mails)
    shown_at = f"{settings.public_address}/outbox" if settings.shows_outbox else ""
    share, wish = ShareFirm(storage, hashes, clock), TellWish(alerts, phrases, shown_at)
    consent, readers = (alerts, wish), make_readers()
    asking = make_subscribing(make_clock(settings), storage, phrases, recognise, consent)
    proving = ProveFlow(phrases, readers, prove, (recognise, share), asking.begin, shown_at)
    texts = load_text_requests(CONTENT), notify, recognise, alerts, stop, words
    desk = TextDesk(storage, *texts, make_render_sms(phrases), hashes)
    return Reaching(
        notify=notify,
        sender=sender,
        twilio=twilio,
        prove=prove,
        recognise=recognise,
        share=share,
        alerts=alerts,
        stop=stop,
        desk=desk,
        outbox=ShowOutbox(storage),
        mails=mails,
        wish=wish,
        invitation=TellInvitation(storage, share, phrases),
        flows=(proving, JoinFlow(phrases, share), asking.flow),
        subscribing=asking,
        numbers=readers[Means.TEXT],
        doors=make_doors(),
    )


def make_doors() -> Doors:
    """What opens a row of questions by its words alone."""
    from connectors.text.requests import load_doors

    return load_doors(CONTENT)


def _make_notify(
    settings: Settings, storage: Storage, operator: Operator, hashes: KeyedHash
) -> tuple[MayWrite, Sender, Notify, TwilioDoor | None]:
    """The way out, its gate, and what comes back of it."""
    twilio = TwilioParts(settings) if settings.sends_by_twilio else None
    carriers = make_carriers(settings, storage, twilio)
    gate = MayWrite(carriers, operator, make_recipients(settings), hashes)
    sender = make_sender(settings, storage, carriers, make_enquiries(twilio), gate)
    notify = Notify(storage, sender, gate, SystemClock(), queued_means(settings))
    return gate, sender, notify, make_twilio_door(storage, gate, twilio) if twilio else None


def make_readers() -> Mapping[Means, AddressReader]:
    """What reads numbers and addresses."""
    from connectors.email.addresses import MailAddresses
    from connectors.sms.numbers import MobileNumbers

    return {Means.TEXT: MobileNumbers(), Means.MAIL: MailAddresses()}


def make_carriers(
    settings: Settings, storage: Storage, twilio: TwilioParts | None = None
) -> Mapping[Means, Carrier]:
    """What carries messages; none where the settings name no transport."""
    from connectors.sms.local import LocalTexts

    carriers: dict[Means, Carrier] = {}
    if settings.shows_outbox:
        carriers[Means.TEXT] = LocalTexts(storage, SystemClock())
        carriers[Means.MAIL] = make_local_mails(settings, storage)
    if twilio:
        carriers[Means.TEXT] = twilio.texts
    if settings.sends_by_smtp:
        carriers[Means.MAIL] = make_smtp_mails(settings)
    return carriers


def make_recipients(settings: Settings) -> Recipients:
    """The allow-list; SettingsError for an entry that is neither a mobile number nor an address."""
    entries = [one.strip() for one in settings.recipients.split(",") if one.strip()]
    if entries == [ANYBODY]:
        return Recipients(anybody=True)
    readers = make_readers()
    read = [readers[Means.MAIL if "@" in one else Means.TEXT].read(one) for one in entries]
    if not all(isinstance(one, Address) for one in read):
        raise SettingsError(
            "DOORSTEP_RECIPIENTS must be mobile numbers and e-mail addresses with commas between, "
            f"or '{ANYBODY}' alone."
        )
    return Recipients(frozenset(one for one in read if isinstance(one, Address)))
