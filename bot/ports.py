"""What the services need from the world, as Protocols in the domain's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.conversation import (
    ConversationId,
    HeldConversation,
    NewTurn,
    Reply,
    Search,
    Turn,
)
from bot.domain.notice import CompiledNotice, Finding, ProcessKey, Refusal, Release
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.place import Coverage, Place, Reach

Vectors = NDArray[np.float32]


class Clock(Protocol):
    """The domain's time; links, limits and schedules keep real time instead."""

    def now(self) -> datetime:
        """The moment it is, aware, in UTC."""
        ...


class Phrases(Protocol):
    """The words that users read, by key."""

    def say(self, key: str, **facts: object) -> str:
        """The sentence for the key with its facts filled in; KeyError if there is none."""
        ...


class TextEncoder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    @property
    def name(self) -> str:
        """Names model and size: vectors of different names are not comparable."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a row has."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in order: of unit length, or zeros for an empty text."""
        ...


class LexicalIndex(Protocol):
    """Texts indexed by their words."""

    def scores(self, query: str) -> NDArray[np.float32]:
        """A score of zero or more for each text, in the order they were indexed."""
        ...


class Lexicon(Protocol):
    """Makes lexical indexes."""

    def index(self, texts: Sequence[str]) -> LexicalIndex:
        """An index of the texts; an empty list is allowed."""
        ...


class Gazetteer(Protocol):
    """Knows places by the names that people use."""

    def find(self, text: str) -> Place | None:
        """The place that a sentence names, or None."""
        ...

    def coverage(self, postcode: str | None, region_names: Sequence[str]) -> Coverage:
        """What a notice's delivery postcode and region names cover together."""
        ...

    def reach(self, coverage: Coverage, place: Place) -> tuple[Reach, float | None]:
        """How the coverage relates to a place, with miles where both have a point."""
        ...


class NoticeReader(Protocol):
    """Reads the files in which notices are published."""

    def read(self, path: Path) -> Iterator[Release | Refusal]:
        """Every release in the file, or why it (or the file) could not be read; never raises."""
        ...


class ReleaseCompiler(Protocol):
    """Joins the releases of one process into what they together say."""

    def compile(self, releases: Sequence[Release]) -> CompiledNotice:
        """The compiled notice; the order of `releases` does not matter."""
        ...


class Dialogue(Protocol):
    """Understands a message and answers it; Rasa today."""

    async def reply(self, conversation: ConversationId, message: str) -> list[Reply]:
        """The replies to an owner's words, which are never taken for a command.

        Raises DialogueUnavailableError while loading and DialogueFailedError on nonsense.
        """
        ...

    async def choose(self, conversation: ConversationId, payload: str) -> list[Reply]:
        """The replies to a choice that the service itself offered, by its payload."""
        ...

    async def is_ready(self) -> bool:
        """Whether it would answer now."""
        ...

    async def forget(self, conversation: ConversationId) -> None:
        """Erases all it holds of the conversation; erasing twice is erasing once."""
        ...


class OpportunityRepository(Protocol):
    """Opportunities as stored. Reads leave out what is not advertised unless told otherwise."""

    def get(self, opportunity_id: OpportunityId) -> Opportunity | None:
        """The advertised opportunity of that id, or None."""
        ...

    def get_many(self, ids: Sequence[OpportunityId]) -> list[Opportunity]:
        """Those of the ids that exist, in the order asked."""
        ...

    def not_over_at(self, now: datetime) -> list[Opportunity]:
        """All that are not over at the moment, already published or not, in no order."""
        ...

    def save(self, process_key: ProcessKey, opportunity: Opportunity) -> bool:
        """Stores the process's opportunity; the process keeps the id that it first had.

        Returns whether anything changed: saving the same again is False and writes nothing.
        """
        ...

    def revision(self) -> str:
        """Changes whenever any opportunity or vector does."""
        ...

    def held_among(self, process_keys: Iterable[ProcessKey]) -> set[ProcessKey]:
        """Those of the processes that have an opportunity."""
        ...

    def count_real(self) -> int:
        """How many are not samples."""
        ...

    def remove_samples(self) -> int:
        """Deletes all samples; returns how many there were."""
        ...


class ReleaseRepository(Protocol):
    """Releases as they came, and what was found in them."""

    def add_new(self, releases: Iterable[Release]) -> set[ProcessKey]:
        """Stores those not yet held (by fingerprint); returns the processes that got one."""
        ...

    def of_process(self, process_key: ProcessKey) -> list[Release]:
        """All releases of the process, oldest first."""
        ...

    def replace_findings(self, process_key: ProcessKey, findings: Sequence[Finding]) -> None:
        """Makes these the findings of the process, whatever they were."""
        ...

    def count_findings(self, process_keys: Iterable[ProcessKey]) -> dict[str, int]:
        """How many findings of each kind those processes have."""
        ...


class VectorRepository(Protocol):
    """The opportunities' text vectors, by encoder."""

    def lacking(self, encoder_name: str, limit: int) -> list[Opportunity]:
        """Up to `limit` opportunities without a vector of their present text."""
        ...

    def store(self, encoder_name: str, opportunities: Sequence[Opportunity], rows: Vectors) -> None:
        """Stores a row for each; storing again replaces."""
        ...

    def load(self, encoder_name: str) -> dict[OpportunityId, NDArray[np.float32]]:
        """All vectors of the encoder."""
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
        """Stores the search in place of the conversation's last one."""
        ...

    def note_shown(
        self, conversation_id: ConversationId, ids: Sequence[OpportunityId], at: datetime
    ) -> None:
        """Records that these opportunities were shown in this order."""
        ...


class Work(Protocol):
    """One transaction's repositories."""

    @property
    def opportunities(self) -> OpportunityRepository: ...
    @property
    def releases(self) -> ReleaseRepository: ...
    @property
    def vectors(self) -> VectorRepository: ...
    @property
    def conversations(self) -> ConversationRepository: ...
    @property
    def searches(self) -> SearchRepository: ...


class Storage(Protocol):
    """Where everything is kept."""

    def transaction(self) -> AbstractContextManager[Work]:
        """Commits when the block ends, rolls back when it raises.

        Raises StorageUnavailableError when the database is locked or away.
        """
        ...


class Understanding(Protocol):
    """Tells what a message is for and which facts it holds."""

    async def understand(self, texts: Sequence[str]) -> list[Mapping[str, Any]]:
        """For each text `{text, intent, confidence, entities}`, fallback applied."""
        ...
