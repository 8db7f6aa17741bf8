"""All that has to do with a firm's profile, together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import StatementWriter
from bot.services.begin_profile import BeginProfile
from bot.services.consent_to_be_shown import ConsentToBeShown
from bot.services.keep_profile import KeepProfile
from bot.services.make_statement import MakeStatement
from bot.services.offer_statement import OfferStatement
from bot.services.profile_endings import ProfileEndings
from bot.services.profile_flow import ProfileFlow
from bot.services.show_fitting_work import ShowFittingWork
from bot.services.tell_profile import TellProfile
from bot.services.update_profile import UpdateProfile
from bot.services.usual_search import UsualSearch


@dataclass(frozen=True)
class ProfileDesk:
    """The services of profiles; `keep` is also what claims one for a supplier."""

    keep: KeepProfile
    tell: TellProfile
    flow: ProfileFlow
    begin: BeginProfile
    update: UpdateProfile
    endings: ProfileEndings
    usual: UsualSearch
    shown: ConsentToBeShown
    offer: OfferStatement
    statement: MakeStatement
    files: StatementWriter
    work: ShowFittingWork
