"""What tells, copies, erases and ends what is held about people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock, make_phrases, make_secret, make_storage
from bot.bootstrap.signing import make_signed_links
from bot.clock import SystemClock
from bot.domain.retention import Retention
from bot.ports import AboutMe, Storage
from bot.services.end_held import EndHeld
from bot.services.erase_held import Beside, EraseHeld
from bot.services.public_links import PublicLinks
from bot.services.tell_held import Sources, TellHeld
from bot.settings import Settings


@dataclass(frozen=True)
class HeldDesk:
    """What is done with what is held of people: told, erased, ended."""

    tell: TellHeld
    erase: EraseHeld
    end: EndHeld


def make_held(settings: Settings, storage: Storage, sections: Sequence[AboutMe] = ()) -> HeldDesk:
    """All three on one storage; the page about somebody begins with the sections."""
    return HeldDesk(
        make_tell_held(settings, storage, sections),
        make_erase_held(settings, storage),
        make_end_held(settings, storage),
    )


def make_beside(settings: Settings) -> Beside:
    """Every other place that holds something of people, and the list of erasures."""
    from connectors.dialogue.rasa_events import RasaEvents
    from connectors.storage.erasure_list import ErasureFile
    from connectors.storage.job_rows import JobRows

    places = (RasaEvents(settings.tracker_url), JobRows(settings.jobs_address))
    return Beside(places, ErasureFile(settings.erasures_file))


def make_erase_held(settings: Settings, storage: Storage | None = None) -> EraseHeld:
    """What erases; when it did is real time, whatever day the rest is set to."""
    return EraseHeld(
        storage or make_storage(settings),
        make_beside(settings),
        make_secret(settings),
        SystemClock(),
    )


def make_tell_held(
    settings: Settings, storage: Storage | None = None, sections: Sequence[AboutMe] = ()
) -> TellHeld:
    """What tells and copies; the page about somebody begins with the sections."""
    return TellHeld(
        storage or make_storage(settings),
        Sources(make_beside(settings).places, sections),
        PublicLinks(make_signed_links(settings), settings.public_address),
        make_phrases(),
        SystemClock(),
    )


def make_retention() -> Retention:
    """How long things are kept."""
    from connectors.text.retention_file import load_retention

    return load_retention(CONTENT)


def make_end_held(settings: Settings, storage: Storage | None = None) -> EndHeld:
    """What ends by age: notices by the domain's clock, what people left by the real one."""
    held = storage or make_storage(settings)
    return EndHeld(
        held,
        make_erase_held(settings, held),
        make_beside(settings),
        make_retention(),
        make_clock(settings),
    )
