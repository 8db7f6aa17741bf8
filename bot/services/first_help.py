"""What stands before and behind the dialogue: answers at once, a person, a place to go."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.answer_at_once import AnswerAtOnce
from bot.services.lead_elsewhere import LeadElsewhere
from bot.services.offer_person import OfferPerson


@dataclass(frozen=True)
class FirstHelp:
    """The services for whatever is no request that the dialogue knows."""

    at_once: AnswerAtOnce
    person: OfferPerson
    elsewhere: LeadElsewhere
