"""What the services keep, and ask for again: one repository for each kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.buyer_identity import Body
from bot.domain.change import Change
from bot.domain.conversation import ConversationId, HeldConversation, NewTurn, Reply, Search, Turn
from bot.domain.feed import FeedName, FeedPosition
from bot.domain.notice import Finding, ProcessKey, Release
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.place import KeptPostcode, LocatedPostcode
from bot.domain.spending import SpendingRecord


class OpportunityRepository(Protocol):
    """Opportunities as stored. Reads leave out what is not advertised unless told otherwise.

    `get`, `get_many`, `not_over_at` and `count_real` take processes that were joined for one: the
    one that is shown, with what the others say of it (`as_one`), whichever was asked for.
    """

    def get(self, opportunity_id: OpportunityId) -> Opportunity | None:
        """The advertised opportunity of that id, or None."""
        ...

    def get_many(self, ids: Sequence[OpportunityId]) -> list[Opportunity]:
        """Those of the ids that exist, in the order asked; one for each id, joined or not."""
        ...

    def not_over_at(self, now: datetime) -> list[Opportunity]:
        """All that are not over at the moment, already published or not, in no order."""
        ...

    def save(self, process_key: ProcessKey, opportunity: Opportunity) -> bool:
        """Stores the process's opportunity; the process keeps the id that it first had.

        Returns whether anything changed: saving the same again is False and writes nothing.
        """
        ...

    def save_all(self, opportunities: Mapping[ProcessKey, Opportunity]) -> set[ProcessKey]:
        """Saves many as `save` does, in few statements; returns the processes that changed."""
        ...

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Opportunity]:
        """The opportunities of those processes that have one, whoever may see them."""
        ...

    def remove(self, process_keys: Iterable[ProcessKey]) -> None:
        """Deletes the opportunities of those processes; absent ones are no error."""
        ...

    def revision(self) -> str:
        """Changes whenever any opportunity or vector does."""
        ...

    def held_among(self, process_keys: Iterable[ProcessKey]) -> set[ProcessKey]:
        """Those of the processes that have an opportunity."""
        ...

    def count_real(self) -> int:
        """How many that everybody may see are not samples."""
        ...

    def remove_samples(self) -> int:
        """Deletes all samples; returns how many there were."""
        ...


class ReleaseRepository(Protocol):
    """Releases as they came, and what was found in them."""

    def add_new(self, releases: Iterable[Release]) -> list[Release]:
        """Stores those not yet held (by fingerprint) and returns them, each once.

        Until the transaction ends, another that calls it waits.
        """
        ...

    def held_among(self, fingerprints: Iterable[str]) -> set[str]:
        """Those of the fingerprints whose releases are held."""
        ...

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, list[Release]]:
        """All releases of each process, oldest first; a process without any is left out."""
        ...

    def replace_findings(self, findings: Mapping[ProcessKey, Sequence[Finding]]) -> None:
        """Makes these the findings of the processes, whatever they were."""
        ...

    def count_findings(self, process_keys: Iterable[ProcessKey]) -> dict[str, int]:
        """How many findings of each kind those processes have."""
        ...


class ChangeRepository(Protocol):
    """What changed in opportunities, for those they were shown to."""

    def note(self, changes: Iterable[Change], at: datetime) -> None:
        """Stores changes noticed at that moment; one that is held already is not held twice."""
        ...

    def of(self, opportunity_id: OpportunityId) -> list[Change]:
        """The changes of an opportunity, oldest first."""
        ...

    def noted_after(self, number: int) -> dict[int, Change]:
        """The changes with higher numbers by their numbers, which count as they were noticed."""
        ...

    def to_tell(self, conversation_id: ConversationId) -> list[Change]:
        """The changes noticed since the conversation was shown what changed, oldest first."""
        ...


class BuyerRepository(Protocol):
    """The buyers of the opportunities held, each body once."""

    def bodies(self) -> list[Body]:
        """Every body with all the ways in which opportunities name it, as `bodies_of` makes them.

        So the order in which opportunities were saved, and how often, does not matter.
        """
        ...

    def opportunities_of(self, name: str) -> set[OpportunityId]:
        """All opportunities, whoever may see them, of buyers of that name, in any capitals."""
        ...


class PostcodeRepository(Protocol):
    """What a directory told of postcodes: a cache, tied to nobody who asked."""

    def get(self, postcode: str) -> KeptPostcode | None:
        """What was last told of the postcode, however long ago, or None."""
        ...

    def keep(self, postcode: str, located: LocatedPostcode | None, at: datetime) -> None:
        """Stores what was told at that moment, in place of what was told before."""
        ...

    def count_before(self, moment: datetime) -> int:
        """How many `drop_before` would delete."""
        ...

    def drop_before(self, moment: datetime) -> int:
        """Deletes what was told before the moment; returns how many there were."""
        ...


class ConversationRepository(Protocol):
    """Conversations, their turns and what was shown in them."""

    def start(self, conversation_id: ConversationId, token_hash: str, at: datetime) -> None:
        """Stores a new, empty conversation."""
        ...

    def get(self, conversation_id: ConversationId) -> HeldConversation | None:
        """The conversation, or None if there is none or it was forgotten."""
        ...

    def begin_turn(self, turn: NewTurn, *, abandon_before: datetime) -> bool:
        """Takes the conversation for one turn; False if another has it or had this client id.

        A turn that began before `abandon_before` is taken to have died with its process.
        One conditional update decides, so two processes cannot both be told True.
        """
        ...

    def finish_turn(self, turn_id: str, replies: Sequence[Reply], at: datetime) -> None:
        """Stores the replies and lets the conversation go."""
        ...

    def fail_turn(self, turn_id: str) -> None:
        """Lets the conversation go without an answer; the same client id may come again."""
        ...

    def turn_of_client_id(self, conversation_id: ConversationId, client_id: str) -> Turn | None:
        """The finished turn that the caller gave this id, or None."""
        ...

    def turns(self, conversation_id: ConversationId) -> list[Turn]:
        """The finished turns, oldest first."""
        ...

    def forget(self, conversation_id: ConversationId) -> None:
        """Deletes the conversation and all that hangs on it."""
        ...


class SearchRepository(Protocol):
    """The searches of a conversation, so that "the second one" has a meaning."""

    def latest(self, conversation_id: ConversationId) -> Search | None:
        """The last search of the conversation, or None."""
        ...

    def save(self, search: Search) -> None:
        """Stores the search in place of the conversation's last one.

        One that asked for something else is kept among the earlier ones.
        """
        ...

    def go_back(self, conversation_id: ConversationId, *, to_first: bool) -> Search | None:
        """The search before the last, or the first of all, which is then the last one.

        Those after it are forgotten; None, and nothing changes, where there is none before.
        """
        ...

    def first_shown(self, conversation_id: ConversationId) -> OpportunityId | None:
        """The first opportunity that the conversation was shown, or None."""
        ...

    def note_shown(
        self, conversation_id: ConversationId, ids: Sequence[OpportunityId], at: datetime
    ) -> None:
        """Records that these opportunities were shown in this order."""
        ...


class FeedRepository(Protocol):
    """How far each feed of notices has been read."""

    def position(self, feed: FeedName) -> FeedPosition | None:
        """Where reading the feed has got to, or None if it was never read."""
        ...

    def advance(self, position: FeedPosition) -> bool:
        """Stores a step; False, and nothing stored, if it does not follow the stored one.

        Step 1 follows nothing. One conditional statement decides, so of two syncs that take the
        same step one is told False.
        """
        ...


class SpendingRepository(Protocol):
    """What buyers paid for, as totals of their published payments."""

    def records(self) -> list[SpendingRecord]:
        """All records, by buyer; the lines of each by category, place and size."""
        ...

    def add(self, record: SpendingRecord, at: datetime) -> bool:
        """Stores a record imported at that moment; False, and nothing, if its key is held."""
        ...

    def remove(self, keys: Iterable[str]) -> None:
        """Deletes the records of those keys with their lines; absent ones are no error."""
        ...
