"""Conversations: turns, replies, the choices offered, and what was last searched for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NewType

from bot.domain.opportunity import OpportunityId
from bot.domain.place import Place

ConversationId = NewType("ConversationId", str)

MAX_MESSAGE_LENGTH = 2_000
"""Characters; a story with the question last fits well within it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button; `payload` is what it means to the dialogue, never shown.

    One that is `about` an opportunity stands on its card and may be pressed at any time; any other
    stands under its answer and may be pressed until the next one.
    """

    id: str
    label: str
    payload: str
    about: OpportunityId | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the service: words, opportunity cards (as the API gives them), choices.

    `is_whole` where it must be read to its end before it is answered, or is not true without its
    end: by text it goes in one message, however long.
    """

    text: str
    cards: tuple[Mapping[str, Any], ...] = ()
    choices: tuple[Choice, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class HeldConversation:
    """A conversation as stored; the token itself is never kept, only its hash."""

    id: ConversationId
    token_hash: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn that begins: what the owner wrote or chose, and the caller's own id for it."""

    id: str
    conversation_id: ConversationId
    text: str
    client_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A finished turn."""

    id: str
    text: str
    at: datetime
    client_id: str | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an owner asked for; None is "did not say". Money in pounds, as the owner meant it.

    `coming_up` asks for what is planned or forecast alone, not for what is open. `by_profile` names
    what the owner's profile filled in: `trades`, `place`, `travel`, `value`. `goes_miles` is how
    far a firm goes: unlike `within_miles` it leaves in what no distance is known of.
    """

    words: str = ""
    trades: tuple[str, ...] = ()
    place: Place | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    buyer: str | None = None
    within_miles: float | None = None
    closes_after: datetime | None = None
    closes_before: datetime | None = None
    coming_up: bool = False
    goes_miles: float | None = None
    by_profile: tuple[str, ...] = ()

    def refined_by(self, change: Criteria) -> Criteria:
        """These criteria with all that the change says in place of what they said.

        A distance that a profile filled in counts from its own place alone.
        """
        moved = change.place is not None and "travel" in self.by_profile
        return replace(
            self,
            words=change.words if change.trades else self.words,
            trades=change.trades or self.trades,
            place=change.place or self.place,
            min_value=change.min_value if change.names_a_value else self.min_value,
            max_value=change.max_value if change.names_a_value else self.max_value,
            buyer=change.buyer or self.buyer,
            goes_miles=None if moved else self.goes_miles,
            closes_after=change.closes_after if change.names_a_day else self.closes_after,
            closes_before=change.closes_before if change.names_a_day else self.closes_before,
            by_profile=tuple(one for one in self.by_profile if one not in change.named),
        )

    def filled_in(self, usual: Criteria) -> Criteria:
        """These criteria with what a profile says in place of what was left unsaid.

        Distance is the profile's only together with its place. A search of one buyer is not
        narrowed to a trade.
        """
        names_work = self.trades or self.words or self.buyer
        by = [] if names_work or not (usual.trades or usual.words) else ["trades"]
        by += ["place"] if self.place is None and usual.place else []
        by += ["travel"] if "place" in by and usual.goes_miles is not None else []
        by += ["value"] if not self.names_a_value and usual.names_a_value else []
        return replace(
            self,
            words=usual.words if "trades" in by else self.words,
            trades=usual.trades if "trades" in by else self.trades,
            place=usual.place if "place" in by else self.place,
            goes_miles=usual.goes_miles if "travel" in by else self.goes_miles,
            min_value=usual.min_value if "value" in by else self.min_value,
            max_value=usual.max_value if "value" in by else self.max_value,
            by_profile=tuple(by),
        )

    def as_said(self) -> Criteria:
        """These criteria without what a profile filled in."""
        by = self.by_profile
        return replace(
            self,
            words="" if "trades" in by else self.words,
            trades=() if "trades" in by else self.trades,
            place=None if "place" in by else self.place,
            goes_miles=None if "travel" in by else self.goes_miles,
            min_value=None if "value" in by else self.min_value,
            max_value=None if "value" in by else self.max_value,
            by_profile=(),
        )

    @property
    def named(self) -> frozenset[str]:
        """What a profile could fill in and these criteria say themselves."""
        said = {"trades"} if self.trades else set()
        said |= {"place", "travel"} if self.place else set()
        return frozenset(said | ({"value"} if self.names_a_value else set()))

    @property
    def names_a_value(self) -> bool:
        """Whether a lower or an upper limit was said."""
        return self.min_value is not None or self.max_value is not None

    @property
    def names_a_day(self) -> bool:
        """Whether it was said when it should close."""
        return self.closes_after is not None or self.closes_before is not None


@dataclass(frozen=True, slots=True)
class Search:
    """A search made in a conversation: its criteria, its ranking, how many have been shown.

    `last_page` is what was shown last, `focus` the one of them that was last spoken of.
    """

    conversation_id: ConversationId
    criteria: Criteria
    ranked: tuple[OpportunityId, ...]
    shown: int
    at: datetime
    last_page: tuple[OpportunityId, ...] = ()
    focus: OpportunityId | None = None
