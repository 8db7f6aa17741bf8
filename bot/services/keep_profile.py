"""Keeps what a firm says of itself: noted part by part, undone, and handed to its supplier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.consent import Purpose, given
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.place import usual_spelling
from bot.domain.profile_changes import undone
from bot.domain.profile_facts import FirmProfile, Part, Value, joined
from bot.domain.supplier import LONGEST_NAME, LONGEST_TEXT, Agreement, Supplier, SupplierId
from bot.ports import Clock, Storage, Work

_ENDS = ".!?\u2026"
"""Signs after which a new sentence begins."""


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """A profile before and after something was said; the parts that then differ."""

    before: FirmProfile
    now: FirmProfile

    @property
    def parts(self) -> tuple[Part, ...]:
        """What changed."""
        return tuple(undone(self.before, self.now))


class KeepProfile:
    """The profiles of conversations; once one has a supplier, that supplier's.

    `clock` is the real one: it tells when something was said. `grown` is told of each conversation
    whose profile changed, after that is stored.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        grown: Callable[[ConversationId], object] = lambda _conversation: None,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._grown = grown

    def of(self, conversation: ConversationId) -> FirmProfile:
        """What was said so far; an empty profile where nothing was."""
        with self._storage.transaction() as work:
            return work.profiles.of(work.profiles.owner_of(conversation))

    def note(
        self, conversation: ConversationId, changes: Mapping[Part, Value | None]
    ) -> ProfileChange:
        """Notes what was said; None takes a part out. The same again changes nothing.

        What stood before is kept, so that the last change can be undone.
        """
        now = self._clock.now()
        with self._storage.transaction() as work:
            owner = work.profiles.owner_of(conversation)
            before = work.profiles.of(owner)
            told = before.told(changes, now)
            if told != before:
                work.profiles.save(owner, told, before, now)
                _keep_in_step(work, owner, told, now)
        if told != before:
            self._grown(conversation)
        return ProfileChange(before, told)

    def undo(self, conversation: ConversationId) -> ProfileChange | None:
        """Takes the last change back, once; None where there is none to take back."""
        with self._storage.transaction() as work:
            owner = work.profiles.owner_of(conversation)
            now, before = work.profiles.of(owner), work.profiles.before(owner)
            if before is None:
                return None
            work.profiles.save(owner, before, None, self._clock.now())
            _keep_in_step(work, owner, before, self._clock.now())
        return ProfileChange(now, before)

    def claim(self, work: Work, conversation: ConversationId, supplier: SupplierId) -> bool:
        """The ProfileClaims port: a conversation's profile becomes the supplier's."""
        own, firm = Owner(conversation), Owner(supplier=supplier)
        mine, theirs, now = work.profiles.of(own), work.profiles.of(firm), self._clock.now()
        whole = joined(theirs, mine)
        if not work.suppliers.get_many([supplier]) and _supplier(supplier, whole, now) is None:
            return False
        _register(work, supplier, whole, now)
        agreed = given(work.consents.of(own, Purpose.SHOWN_TO_BUYERS))
        if agreed and not work.consents.of(firm, Purpose.SHOWN_TO_BUYERS):
            work.consents.note(firm, agreed)
            _register(work, supplier, whole, now)
        if mine.parts:
            work.profiles.save(firm, whole, None, now)
            work.profiles.remove(own)
        return True

    def name(self, work: Work, conversation: ConversationId) -> str | None:
        """What the conversation calls its firm, None where it gave no name."""
        return work.profiles.of(Owner(conversation)).name


def _agreement(work: Work, key: SupplierId, held: Supplier | None) -> Agreement | None:
    """By the steps of consent; where there are none, as the firm was registered with it."""
    steps = work.consents.of(Owner(supplier=key), Purpose.SHOWN_TO_BUYERS)
    agreed = given(steps)
    if agreed:
        return Agreement(agreed.at, agreed.version)
    return held.shown_to_buyers if held and not steps else None


def register(work: Work, supplier: SupplierId, now: datetime) -> None:
    """Makes the supplier's row what its profile and its consent say."""
    _register(work, supplier, work.profiles.of(Owner(supplier=supplier)), now)


def _keep_in_step(work: Work, owner: Owner, profile: FirmProfile, now: datetime) -> None:
    if owner.supplier:
        _register(work, owner.supplier, profile, now)


def _register(work: Work, key: SupplierId, profile: FirmProfile, now: datetime) -> None:
    """What the profile does not tell stays as it was; a firm without name or work has no row."""
    held = next(iter(work.suppliers.get_many([key])), None)
    made = _supplier(key, profile, now, held, _agreement(work, key, held))
    if made:
        work.suppliers.save_all([made])


def _supplier(
    key: SupplierId,
    profile: FirmProfile,
    now: datetime,
    held: Supplier | None = None,
    agreed: Agreement | None = None,
) -> Supplier | None:
    text = text_of(profile) or (held.text if held else "")
    name = profile.name or (held.name if held else "")
    if not text or not name:
        return None
    place = usual_spelling(profile.place) if profile.place else None
    return Supplier(
        id=key,
        name=name[:LONGEST_NAME],
        text=text,
        registered_at=held.registered_at if held else now,
        postcode=place or (held.postcode if held and not profile.place else None),
        max_value=profile.size.most if profile.size else (held.max_value if held else None),
        shown_to_buyers=agreed,
    )


def text_of(profile: FirmProfile) -> str:
    """What the firm does, as one text: its own words, then the trades that it confirmed."""
    said = (profile.work or "").strip()
    missing = ", ".join(one for one in profile.trades or () if one.lower() not in said.lower())
    if not said or not missing:
        return (said.rstrip(" .") or missing)[:LONGEST_TEXT]
    sentence = said if said[-1] in _ENDS else f"{said.rstrip(' ,;:')}."
    return f"{sentence} {missing[0].upper()}{missing[1:]}"[:LONGEST_TEXT]
