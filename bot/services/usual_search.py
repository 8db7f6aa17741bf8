"""What a profile fills in where a search does not say it: work, place, distance, size of job."""

from __future__ import annotations

from bot.domain.conversation import ConversationId, Criteria
from bot.domain.place import Place
from bot.domain.profile_facts import FirmProfile, JobSize, Part, Travel
from bot.domain.search_words import SearchWords
from bot.services.keep_profile import KeepProfile
from bot.services.locate_place import LocatePlace
from bot.services.tell_profile import TellProfile

_PARTS = {
    "trades": (Part.TRADES, Part.WORK),
    "place": (Part.PLACE,),
    "travel": (Part.TRAVEL,),
    "value": (Part.SIZE,),
}
"""The parts of a profile that each thing filled in comes from."""


class UsualSearch:
    """A profile as criteria."""

    def __init__(
        self, keep: KeepProfile, places: LocatePlace, subject: SearchWords, tell: TellProfile
    ) -> None:
        self._keep = keep
        self._tell = tell
        self._places = places
        self._subject = subject

    def of(self, conversation: ConversationId) -> Criteria:
        """All that the owner's profile says of what is sought; empty where it says nothing.

        A place that nobody here knows is one far away.
        """
        profile = self._keep.of(conversation)
        size, travel = profile.size, profile.travel
        return Criteria(
            words="" if profile.trades else self._subject.of(profile.work or ""),
            trades=profile.trades or (),
            place=self._place(profile),
            # A lower limit would leave out the many that do not state what they are worth.
            max_value=size.most if size else None,
            goes_miles=float(travel.miles) if travel and travel.miles is not None else None,
        )

    def told(self, criteria: Criteria) -> str:
        """What of a search was filled in, in words; empty where nothing was."""
        used = {part for name in criteria.by_profile for part in _PARTS[name]}
        size = JobSize(most=criteria.max_value)
        travel = Travel(None if criteria.goes_miles is None else round(criteria.goes_miles))
        profile = FirmProfile(
            work=criteria.words or None,
            trades=criteria.trades or None,
            place=criteria.place.name if criteria.place else None,
            travel=travel,
            size=size,
        )
        return self._tell.listed(profile, used.intersection(profile.parts))

    def _place(self, profile: FirmProfile) -> Place | None:
        if profile.place is None:
            return None
        return self._places.find(profile.place) or Place(profile.place, None)
