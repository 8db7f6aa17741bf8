"""What the services need of the world around them: time, words, places, notices, dialogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from bot.domain.conversation import ConversationId, Reply
from bot.domain.feed import FeedPage, Window
from bot.domain.heard import Heard
from bot.domain.notice import CompiledNotice, FileNote, Refusal, Release
from bot.domain.payment import Payment, RefusedRow
from bot.domain.place import Coverage, LocatedPostcode, Place, Reach

if TYPE_CHECKING:  # what only names types of numpy does not load it
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"


class Clock(Protocol):
    """The domain's time; links, limits and schedules keep real time instead."""

    def now(self) -> datetime:
        """The moment it is, aware, in UTC."""
        ...


class BankHolidays(Protocol):
    """The days that offices keep beside weekends."""

    def between(self, first: date, last: date) -> frozenset[date]:
        """Those from the first day to the last, both included."""
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


class Stems(Protocol):
    """Cuts texts into words by their stems, each as a number."""

    @property
    def name(self) -> str:
        """Names the way: numbers of different names are not comparable."""
        ...

    def of(self, text: str) -> NDArray[np.uint32]:
        """The words of the text in its order, as often as it says them; none for an empty text."""
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


class PostcodeDirectory(Protocol):
    """A directory of full postcodes that somebody else keeps."""

    def locate(self, postcode: str) -> LocatedPostcode | None:
        """Where a full postcode in its usual spelling lies; None if there is no such postcode.

        Waits a second or so at the most. Raises DirectoryUnavailableError when it is away, at once
        for some minutes after it was, and when its answer is none.
        """
        ...


class ListTemplate(Protocol):
    """The template of a buyer's own list, as files and as a description."""

    def described(self) -> list[Mapping[str, Any]]:
        """Each column's `name`, what it is `about`, whether `required`, its `choices` as text."""
        ...

    def csv(self) -> bytes:
        """The template as a CSV file."""
        ...

    def xlsx(self) -> bytes:
        """The template as an Excel workbook."""
        ...


class NoticeReader(Protocol):
    """Reads the files in which notices are published."""

    def read(self, path: Path) -> Iterator[Release | Refusal | FileNote]:
        """Every release in the file, or why it (or the file) could not be read; never raises.

        Notes tell of what was passed over or read otherwise than it was meant to be.
        """
        ...


class NoticeFeed(Protocol):
    """A public feed of notices, read a page at a time."""

    async def page(self, window: Window, cursor: str | None) -> FeedPage:
        """The window's page at the cursor, None for its first; what is unreadable as a Refusal.

        Waits as the feed demands. Raises FeedUnavailableError when it stays away, and SourceError
        when its answer is no page of notices or it refuses the question.
        """
        ...


class PaymentsReader(Protocol):
    """Reads the files in which public bodies publish their payments."""

    def read(self, file: Path, latest: date) -> Iterator[Payment | RefusedRow]:
        """Every payment up to that day, or where and why a row was refused.

        Raises SourceError where the file is no payments file at all.
        """
        ...

    def fingerprint(self, file: Path) -> str:
        """The same for two files of the same bytes; SourceError where it cannot be read."""
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

    async def understand(self, message: str) -> Heard:
        """What the words are for, without a turn of any conversation; raises as `reply` does."""
        ...

    async def is_ready(self) -> bool:
        """Whether it would answer now."""
        ...

    async def forget(self, conversation: ConversationId) -> None:
        """Erases all it holds of the conversation; erasing twice is erasing once."""
        ...

    async def close(self) -> None:
        """Ends its connections, once nothing is asked of it any more; again is no error."""
        ...


class Understanding(Protocol):
    """Tells what a message is for and which facts it holds."""

    async def understand(self, texts: Sequence[str]) -> list[Mapping[str, Any]]:
        """For each text `{text, intent, confidence, entities}`, fallback applied."""
        ...
