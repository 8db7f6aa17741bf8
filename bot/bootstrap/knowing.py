"""Wires what knows owners and their firms, talks with them, and tells them of work."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.alerting import Alerting, make_alerting
from bot.bootstrap.finding import Finding, Known
from bot.bootstrap.introducing import Beside, Introducing, make_introducing
from bot.bootstrap.profile import make_profile_desk
from bot.bootstrap.reaching import make_reaching
from bot.bootstrap.talking import Talking, make_talking
from bot.services.locate_place import LocatePlace
from bot.services.profile_desk import ProfileDesk
from bot.settings import Settings


@dataclass(frozen=True)
class Knowing(Talking):
    """The services of talking, with firms' profiles, texts about work, and introductions."""

    profile: ProfileDesk
    alerting: Alerting
    introducing: Introducing


def make_knowing(
    settings: Settings, known: Known, finding: Finding, places: LocatePlace
) -> Knowing:
    """All of them on the real parts; a profile that grows is told to what recognises people."""
    storage, phrases, vocabulary = known.storage, known.phrases, known.vocabulary
    reaching = make_reaching(settings, storage, phrases)
    grown = reaching.recognise.registered
    profile = make_profile_desk(
        settings, storage, places, known.gazetteer, vocabulary, finding.find, grown
    )
    talking = make_talking(settings, storage, phrases, reaching, profile.flow)
    beside = Beside(storage, phrases, reaching, profile, talking.thread)
    introducing = make_introducing(settings, beside)
    alerting = make_alerting(
        settings, storage, vocabulary, reaching, finding.feedback, introducing.by_text
    )
    return Knowing(**vars(talking), profile=profile, alerting=alerting, introducing=introducing)
