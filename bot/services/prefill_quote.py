"""Fills into a new quote what the firm has told before: its name, and how it is reached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.feedback import Owner
from bot.domain.profile_facts import Part
from bot.domain.quote import LONGEST_FIRM, LONGEST_REACH, Ask, Offer
from bot.ports import Phrases, Work
from bot.services.quote_news import reached
from bot.services.tell_profile import TellProfile

_ON_PAPERS = re.compile(
    r"\b(?:insur\w*|liability|indemnity|dbs|certificat\w*|qualif\w*|accredit\w*|papers?|cards?)\b",
    re.IGNORECASE,
)


class PrefillQuote:
    """From the profile and what was proved; the owner sees and may change each before it goes."""

    def __init__(self, phrases: Phrases, tell: TellProfile) -> None:
        self._say = phrases.say
        self._tell = tell

    def draft(self, work: Work, owner: Owner, asks: Sequence[Ask] = ()) -> Offer:
        """The draft to begin with; what is asked of papers and insurance is answered as told."""
        profile = work.profiles.of(owner)
        firms = work.suppliers.get_many([owner.supplier]) if owner.supplier else []
        name = profile.name or (firms[0].name if firms else "")
        known = [to.national for _person, to in reached(work, owner)]
        if profile.reach and profile.reach.landline:
            known.append(profile.reach.landline)
        reach = ", ".join(dict.fromkeys(known))
        papers = self._tell.value(Part.PAPERS, profile) if profile.papers else ""
        answers = {ask.key: papers for ask in asks if papers and _ON_PAPERS.search(ask.words)}
        return Offer(name[:LONGEST_FIRM], reach[:LONGEST_REACH], answers=answers)
