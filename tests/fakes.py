"""Stand-ins for the ports: real classes with state, quick, and held to the ports' contracts."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np

from bot.domain.buyer_identity import Body, bodies_of
from bot.domain.change import Change
from bot.domain.conversation import (
    ConversationId,
    HeldConversation,
    NewTurn,
    Reply,
    Search,
    Turn,
)
from bot.domain.errors import (
    DialogueFailedError,
    DirectoryUnavailableError,
    SourceError,
    StorageUnavailableError,
)
from bot.domain.feed import FeedName, FeedPage, FeedPosition, Window
from bot.domain.heard import Heard
from bot.domain.joined import Group, Pair, Touched, as_one, in_order
from bot.domain.notice import (
    CompiledNotice,
    FileNote,
    Finding,
    FindingKind,
    ProcessKey,
    Refusal,
    Release,
)
from bot.domain.opportunity import LONDON, Kind, Opportunity, OpportunityId, Visibility
from bot.domain.person import PersonId
from bot.domain.place import (
    Coverage,
    KeptPostcode,
    LocatedPostcode,
    Place,
    Point,
    Reach,
    miles_between,
)
from bot.domain.process_particulars import LARGEST_BLOCK, Particulars, blocks_of
from bot.domain.quality import BuyerQuality, FaultyNotice, QualityReport
from bot.domain.sending import Errand
from bot.domain.spending import SpendingRecord
from bot.domain.supplier import SupplierId
from bot.ports import Vectors
from tests.fake_alerts import (
    AlertTables,
    FakeAlertRuns,
    FakeAlerts,
    FakeReminders,
    FakeSubscriptions,
)
from tests.fake_buyer_contacts import DigestTables, FakeBuyerContacts, FakeDigests
from tests.fake_buying import BuyingTables, FakeBuyingWork
from tests.fake_complaints import ComplaintTables, FakeComplaints
from tests.fake_feedback import FakeConsents, FakeFeedback, FeedbackTables
from tests.fake_held import ErasureTables, FakeContacts, FakeErasures, FakeHeld
from tests.fake_index import FakeVectors, StoredRow
from tests.fake_interviews import FakeHandOvers, FakeInterviews, InterviewTables
from tests.fake_introductions import (
    FakeFollowUps,
    FakeIntroductions,
    IntroductionTables,
    fake_checks,
    fake_told_wins,
)
from tests.fake_listing import FakeListing
from tests.fake_people import FakeFirmPairs, FakePeople, FakeProofs, PeopleTables
from tests.fake_profiles import FakeProfiles, ProfileTables
from tests.fake_quotes import FakeBuyerQuestions, FakeQuotes, FakeSealedQuotes, QuoteTables
from tests.fake_reaching import (
    FakeInboundTexts,
    FakeMailParts,
    FakeMailTroubles,
    FakeNotifications,
    FakeOutbox,
    FakeSuppressions,
    ReachingTables,
)
from tests.fake_sending import FakeAttempts, FakeOutgoing
from tests.fake_suppliers import FakeShowings, FakeSupplierRows, FakeSuppliers, SupplierTables

NEAR_MILES = 15.0


class FakeBankHolidays:
    """Christmas and Boxing Day alone, whatever the year."""

    def between(self, first: date, last: date) -> frozenset[date]:
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return frozenset(day for day in days if (day.month, day.day) in {(12, 25), (12, 26)})


class FakeClock:
    """Time that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was left at."""
        return self.moment

    def pass_by(self, **duration: float) -> None:
        """Moves the time on by days, hours..."""
        self.moment += timedelta(**duration)


class FakePhrases:
    """Phrases given as a mapping."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self.phrases = dict(phrases)

    def say(self, key: str, **facts: object) -> str:
        """The phrase with its facts; KeyError if there is none."""
        return self.phrases[key].format(**facts)


class FakeEncoder:
    """A text as a bag of words, each word on one of 64 axes: quick, and like for like."""

    name = "fake-64"
    dimensions = 64

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; zeros where it has no words."""
        self.encoded += texts
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _words(text):
                row[sum(word.encode()) % 64] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)


class FakeGazetteer:
    """Knows the places and regions that it is given, by their exact names."""

    def __init__(
        self, places: Mapping[str, Point], home_regions: Sequence[str], countries: Sequence[str]
    ) -> None:
        self._places = dict(places)
        self._home_regions = set(home_regions)
        self._countries = set(countries)

    def find(self, text: str) -> Place | None:
        """The longest known name that stands in the text."""
        named = [name for name in self._places if name.lower() in text.lower()]
        best = max(named, key=len, default=None)
        return Place(best, self._places[best]) if best else None

    def coverage(self, postcode: str | None, region_names: Sequence[str]) -> Coverage:
        """The postcode, if it is one of the places, and the regions as they are."""
        known = postcode if postcode in self._places else None
        return Coverage(
            postcode=known,
            point=self._places[known] if known else None,
            regions=tuple(dict.fromkeys(region_names)),
            nationwide=any(name in self._countries for name in region_names),
        )

    def reach(self, coverage: Coverage, place: Place) -> tuple[Reach, float | None]:
        """By distance between points, else by what the regions are known to hold."""
        if coverage.point and place.point:
            miles = miles_between(coverage.point, place.point)
            return (Reach.NEAR if miles <= NEAR_MILES else Reach.ELSEWHERE), miles
        if coverage.point:  # whoever has no point is far from here
            return Reach.ELSEWHERE, None
        if coverage.nationwide:
            return Reach.NATIONWIDE, None
        if self._home_regions.intersection(coverage.regions):
            return Reach.REGION_WIDE, None
        return (Reach.ELSEWHERE if coverage.regions else Reach.UNKNOWN), None


class FakeDirectory:
    """Knows the postcodes that it is given, and remembers which it was asked for."""

    def __init__(self, *known: LocatedPostcode) -> None:
        self._known = {one.postcode: one for one in known}
        self.asked: list[str] = []
        self.is_away = False

    def locate(self, postcode: str) -> LocatedPostcode | None:
        """What it knows of the postcode."""
        self.asked.append(postcode)
        if self.is_away:
            raise DirectoryUnavailableError("The directory of postcodes does not answer.")
        return self._known.get(postcode)


class FakeReader:
    """Gives what it was told stands under each path."""

    def __init__(self, files: Mapping[Path, Sequence[Release | Refusal | FileNote]]) -> None:
        self.files = dict(files)

    def read(self, path: Path) -> Iterator[Release | Refusal | FileNote]:
        """What stands there, or why nothing does."""
        yield from self.files.get(path, [Refusal(str(path), "There is no such file.")])


class FakeFeed:
    """A feed of entries that appeared at the moments given; newest first, some on a page.

    `happens` maps the number of a call, from nought, to what is raised in its place; `turns`
    maps it to the cursor that is given in place of the right one.
    """

    def __init__(
        self, entries: Sequence[tuple[datetime, Release | Refusal]], on_a_page: int = 2
    ) -> None:
        self.entries = list(entries)
        self.on_a_page = on_a_page
        self.happens: dict[int, Exception] = {}
        self.turns: dict[int, str] = {}
        self.asked: list[tuple[Window, str | None]] = []

    async def page(self, window: Window, cursor: str | None) -> FeedPage:
        """The page at the cursor, which is the number of entries before it."""
        number = len(self.asked)
        self.asked.append((window, cursor))
        if number in self.happens:
            raise self.happens[number]
        found = [one for at, one in self.entries if window.start <= at < window.end][::-1]
        begin = int(cursor or 0)
        end = begin + self.on_a_page
        right = str(end) if end < len(found) else None
        return FeedPage(tuple(found[begin:end]), self.turns.get(number, right))


class FakeCompiler:
    """Takes the opportunity and the findings that the newest release carries in its body."""

    def __init__(self) -> None:
        self.compiled: list[ProcessKey] = []

    def compile(self, releases: Sequence[Release]) -> CompiledNotice:
        """What the newest release says; SourceError if it says nothing."""
        newest = max(releases, key=lambda r: (r.released_at, r.fingerprint))
        self.compiled.append(newest.process_key)
        if "opportunity" not in newest.body:
            raise SourceError("No release of the process has a title.")
        return CompiledNotice(
            newest.body["opportunity"],
            tuple(newest.body.get("findings", ())),
            newest.body.get("forecast"),
        )


class FakeDialogue:
    """Answers with the replies it was given, and remembers what it was asked."""

    def __init__(self, *replies: Reply) -> None:
        self.replies: list[Reply] = list(replies) or [Reply("Hello.")]
        self.heard: list[tuple[ConversationId, str]] = []
        self.chosen: list[tuple[ConversationId, str]] = []
        self.forgotten: list[ConversationId] = []
        self.meant: dict[str, Heard] = {}
        self.fault: Exception | None = None
        self.ready = True
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.was_asked = asyncio.Event()

    async def reply(self, conversation: ConversationId, message: str) -> list[Reply]:
        """The replies, once it may answer; the fault if it has one."""
        self.heard.append((conversation, message))
        return await self._answer()

    async def choose(self, conversation: ConversationId, payload: str) -> list[Reply]:
        """The replies to a payload."""
        self.chosen.append((conversation, payload))
        return await self._answer()

    async def close(self) -> None:
        """Holds nothing open."""

    async def understand(self, message: str) -> Heard:
        """What it was told that the words mean, once it may answer; else out of scope."""
        await self._answer()
        return self.meant.get(message, Heard(message, "out_of_scope", 0.2))

    async def is_ready(self) -> bool:
        """Whether it was left ready."""
        return self.ready

    async def forget(self, conversation: ConversationId) -> None:
        """Notes that it was told to forget."""
        self.forgotten.append(conversation)

    async def was_asked_by(self, callers: int) -> None:
        """Waits until so many have asked."""
        while len(self.heard) + len(self.chosen) < callers:
            self.was_asked.clear()
            await self.was_asked.wait()

    async def _answer(self) -> list[Reply]:
        self.was_asked.set()
        await self.may_answer.wait()
        if self.fault:
            raise self.fault
        return list(self.replies)

    def fail(self, fault: Exception | None = None) -> None:
        """Fails from now on."""
        self.fault = fault or DialogueFailedError("It answered nonsense.")

    def recover(self) -> None:
        """Answers again from now on."""
        self.fault = None


@dataclass(frozen=True)
class _StoredConversation:
    held: HeldConversation
    turn_id: str | None = None
    turn_began_at: datetime | None = None


@dataclass
class _Tables:
    """Everything held; values are frozen, so a shallow copy of each is a snapshot."""

    opportunities: dict[ProcessKey, Opportunity] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    findings: dict[ProcessKey, tuple[Finding, ...]] = field(default_factory=dict)
    changes: dict[tuple[OpportunityId, str, datetime], tuple[Change, datetime]] = field(
        default_factory=dict
    )
    vectors: dict[tuple[str, OpportunityId], StoredRow] = field(default_factory=dict)
    changed: dict[OpportunityId, int] = field(default_factory=dict)
    conversations: dict[ConversationId, _StoredConversation] = field(default_factory=dict)
    turns: dict[str, tuple[NewTurn, tuple[Reply, ...] | None]] = field(default_factory=dict)
    searches: dict[ConversationId, Search] = field(default_factory=dict)
    earlier: dict[ConversationId, tuple[Search, ...]] = field(default_factory=dict)
    shown: list[tuple[ConversationId, OpportunityId, int, datetime]] = field(default_factory=list)
    feeds: dict[FeedName, FeedPosition] = field(default_factory=dict)
    postcodes: dict[str, KeptPostcode] = field(default_factory=dict)
    spending: dict[str, SpendingRecord] = field(default_factory=dict)
    particulars: dict[ProcessKey, Particulars] = field(default_factory=dict)
    pairs: dict[tuple[ProcessKey, ProcessKey], Pair] = field(default_factory=dict)
    shown_as: dict[ProcessKey, ProcessKey] = field(default_factory=dict)
    firms: SupplierTables = field(default_factory=SupplierTables)
    said: FeedbackTables = field(default_factory=FeedbackTables)
    asked: InterviewTables = field(default_factory=InterviewTables)
    complaints: ComplaintTables = field(default_factory=ComplaintTables)
    reached: ReachingTables = field(default_factory=ReachingTables)
    folk: PeopleTables = field(default_factory=PeopleTables)
    erasures: ErasureTables = field(default_factory=ErasureTables)
    profiles: ProfileTables = field(default_factory=ProfileTables)
    told: AlertTables = field(default_factory=AlertTables)
    offered: QuoteTables = field(default_factory=QuoteTables)
    digests: DigestTables = field(default_factory=DigestTables)
    introduced: IntroductionTables = field(default_factory=IntroductionTables)
    buying: BuyingTables = field(default_factory=BuyingTables)
    revision: int = 0

    def note_changed(self, ids: Iterable[OpportunityId]) -> None:
        self.revision += 1
        self.changed |= dict.fromkeys(ids, self.revision)

    def forget_person(self, person: PersonId) -> None:
        self.reached.forget_person(person)
        self.told.forget_person(person)
        self.said.forget_person(person)
        self.introduced.forget_person(person)
        self.buying.forget_person(person)

    def forget_firms(self, gone: Collection[SupplierId]) -> None:
        self.told.forget_firms(gone)
        self.buying.forget_firms(gone)
        self.offered.forget_firms(gone)
        self.buying.forget_firms(gone)
        self.digests.forget_firms(gone)
        self.introduced.forget_firms(gone)

    def snapshot(self) -> _Tables:
        return _Tables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})


class FakeOpportunities:
    """The OpportunityRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def get(self, opportunity_id: OpportunityId) -> Opportunity | None:
        return next(iter(self.get_many([opportunity_id])), None)

    def get_many(self, ids: Sequence[OpportunityId]) -> list[Opportunity]:
        key_of = {o.id: key for key, o in self._tables.opportunities.items()}
        seen = self._as_seen()
        shown = self._tables.shown_as
        keys = {one: shown.get(key_of[one], key_of[one]) for one in ids if one in key_of}
        return [seen[keys[one]] for one in ids if one in keys and keys[one] in seen]

    def not_over_at(self, now: datetime) -> list[Opportunity]:
        return [o for o in self._as_seen().values() if _is_not_over(o, now)]

    def save(self, process_key: ProcessKey, opportunity: Opportunity) -> bool:
        held = self._tables.opportunities.get(process_key)
        kept = replace(opportunity, id=held.id) if held else opportunity
        if named := kept.contact:
            kept = replace(kept, contact=replace(named, until=kept.contact_until))
        if kept == held:
            return False
        self._tables.opportunities[process_key] = kept
        self._tables.note_changed([kept.id])
        return True

    def save_all(self, opportunities: Mapping[ProcessKey, Opportunity]) -> set[ProcessKey]:
        return {key for key, one in opportunities.items() if self.save(key, one)}

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Opportunity]:
        held = self._tables.opportunities
        return {key: held[key] for key in process_keys if key in held}

    def remove(self, process_keys: Iterable[ProcessKey]) -> None:
        for key in process_keys:
            gone = self._tables.opportunities.pop(key, None)
            if gone:
                self._tables.note_changed([gone.id])
            self._forget_joins(key)
            for held in [k for k in self._tables.changes if gone and k[0] == gone.id]:
                del self._tables.changes[held]

    def revision(self) -> str:
        return str(self._tables.revision)

    def held_among(self, process_keys: Iterable[ProcessKey]) -> set[ProcessKey]:
        return self._tables.opportunities.keys() & set(process_keys)

    def count_real(self) -> int:
        held, shown = self._tables.opportunities, self._tables.shown_as
        return sum(
            not o.is_sample and o.visibility is Visibility.ADVERTISED and shown.get(key, key) == key
            for key, o in held.items()
        )

    def remove_samples(self) -> int:
        held = self._tables.opportunities
        samples = {key: o.id for key, o in held.items() if o.is_sample}
        for key, one in samples.items():
            del held[key]
            for name, opportunity_id in list(self._tables.vectors):
                if opportunity_id == one:
                    del self._tables.vectors[name, one]
        if samples:
            self._tables.note_changed(samples.values())
        return len(samples)

    def _forget_joins(self, key: ProcessKey) -> None:
        self._tables.particulars.pop(key, None)
        self._tables.shown_as.pop(key, None)
        for pair in [keys for keys in self._tables.pairs if key in keys]:
            del self._tables.pairs[pair]

    def _as_seen(self) -> dict[ProcessKey, Opportunity]:
        """What is shown, by its process; those that are one, as one."""
        advertised, shown = self._advertised(), self._tables.shown_as
        others: dict[ProcessKey, list[Opportunity]] = {}
        for key, head in shown.items():
            if key != head and key in advertised:
                others.setdefault(head, []).append(advertised[key])
        return {
            key: as_one(o, others[key]) if key in others else o
            for key, o in advertised.items()
            if shown.get(key, key) == key
        }

    def _advertised(self) -> dict[ProcessKey, Opportunity]:
        held = self._tables.opportunities
        bodies = bodies_of(o.buyer for o in held.values())
        buyers = {naming: body.buyer for body in bodies for naming in body.namings}
        return {
            key: replace(o, buyer=buyers[o.buyer])
            for key, o in held.items()
            if o.visibility is Visibility.ADVERTISED
        }


class FakeReleases:
    """The ReleaseRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def add_new(self, releases: Iterable[Release]) -> list[Release]:
        new: list[Release] = []
        for release in releases:
            if release.fingerprint not in self._tables.releases:
                self._tables.releases[release.fingerprint] = release
                new.append(release)
        return new

    def held_among(self, fingerprints: Iterable[str]) -> set[str]:
        return {one for one in fingerprints if one in self._tables.releases}

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, list[Release]]:
        every = sorted(self._tables.releases.values(), key=lambda r: (r.released_at, r.fingerprint))
        found: dict[ProcessKey, list[Release]] = {}
        wanted = set(process_keys)
        for release in every:
            if release.process_key in wanted:
                found.setdefault(release.process_key, []).append(release)
        return found

    def replace_findings(self, findings: Mapping[ProcessKey, Sequence[Finding]]) -> None:
        self._tables.findings |= {key: tuple(those) for key, those in findings.items()}

    def count_findings(self, process_keys: Iterable[ProcessKey]) -> dict[str, int]:
        kinds = (f.kind.value for k in set(process_keys) for f in self._tables.findings.get(k, ()))
        return dict(sorted(Counter(kinds).items()))


class FakeChanges:
    """The ChangeRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def note(self, changes: Iterable[Change], at: datetime) -> None:
        for one in changes:
            key = one.opportunity_id, one.kind.value, one.at
            self._tables.changes.setdefault(key, (one, at))

    def of(self, opportunity_id: OpportunityId) -> list[Change]:
        held = [one for one, _ in self._tables.changes.values()]
        return sorted((c for c in held if c.opportunity_id == opportunity_id), key=_when)

    def noted_after(self, number: int) -> dict[int, Change]:
        held = enumerate((one for one, _at in self._tables.changes.values()), start=1)
        return {n: one for n, one in held if n > number}

    def to_tell(self, conversation_id: ConversationId) -> list[Change]:
        found = [
            change
            for change, noted_at in self._tables.changes.values()
            if any(
                one == conversation_id and shown == change.opportunity_id and at <= noted_at
                for one, shown, _, at in self._tables.shown
            )
        ]
        return sorted(found, key=_when)


def _when(change: Change) -> datetime:
    return change.at


class FakeConversations:
    """The ConversationRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def start(self, conversation_id: ConversationId, token_hash: str, at: datetime) -> None:
        held = HeldConversation(conversation_id, token_hash, at)
        self._tables.conversations[conversation_id] = _StoredConversation(held)

    def get(self, conversation_id: ConversationId) -> HeldConversation | None:
        stored = self._tables.conversations.get(conversation_id)
        return stored.held if stored else None

    def begin_turn(self, turn: NewTurn, *, abandon_before: datetime) -> bool:
        stored = self._tables.conversations.get(turn.conversation_id)
        if stored is None or _is_busy(stored, abandon_before):
            return False
        if turn.client_id and self.turn_of_client_id(turn.conversation_id, turn.client_id):
            return False
        for one, (begun, replies) in list(self._tables.turns.items()):
            if begun.conversation_id == turn.conversation_id and replies is None:
                del self._tables.turns[one]
        self._tables.turns[turn.id] = (turn, None)
        self._tables.conversations[turn.conversation_id] = replace(
            stored, turn_id=turn.id, turn_began_at=turn.at
        )
        return True

    def finish_turn(self, turn_id: str, replies: Sequence[Reply], at: datetime) -> None:
        del at
        if turn_id in self._tables.turns:
            self._tables.turns[turn_id] = (self._tables.turns[turn_id][0], tuple(replies))
        self._let_go(turn_id)

    def fail_turn(self, turn_id: str) -> None:
        self._tables.turns.pop(turn_id, None)
        self._let_go(turn_id)

    def turn_of_client_id(self, conversation_id: ConversationId, client_id: str) -> Turn | None:
        found = (t for t in self.turns(conversation_id) if t.client_id == client_id)
        return next(found, None)

    def turns(self, conversation_id: ConversationId) -> list[Turn]:
        return [
            Turn(turn.id, turn.text, turn.at, turn.client_id, replies)
            for turn, replies in self._tables.turns.values()
            if turn.conversation_id == conversation_id and replies is not None
        ]

    def forget(self, conversation_id: ConversationId) -> None:
        self._tables.conversations.pop(conversation_id, None)
        self._tables.searches.pop(conversation_id, None)
        self._tables.earlier.pop(conversation_id, None)
        self._tables.said.forget(conversation_id)
        self._tables.asked.forget(conversation_id)
        self._tables.reached.forget(conversation_id)
        self._tables.folk.forget(conversation_id)
        self._tables.profiles.forget(conversation_id)
        self._tables.told.forget(conversation_id)
        self._tables.offered.forget(conversation_id)
        self._tables.shown = [row for row in self._tables.shown if row[0] != conversation_id]
        for one, (turn, _replies) in list(self._tables.turns.items()):
            if turn.conversation_id == conversation_id:
                del self._tables.turns[one]

    def _let_go(self, turn_id: str) -> None:
        for key, stored in self._tables.conversations.items():
            if stored.turn_id == turn_id:
                self._tables.conversations[key] = _StoredConversation(stored.held)


class FakeSearches:
    """The SearchRepository in memory; `shown` may be looked at by tests."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    @property
    def shown(self) -> list[tuple[ConversationId, OpportunityId, int, datetime]]:
        """What was shown to whom, in which position, when."""
        return self._tables.shown

    def latest(self, conversation_id: ConversationId) -> Search | None:
        return self._tables.searches.get(conversation_id)

    def save(self, search: Search) -> None:
        one = search.conversation_id
        if one not in self._tables.conversations:
            held = HeldConversation(one, "", search.at)
            self._tables.conversations[one] = _StoredConversation(held)
        last = self._tables.searches.get(one)
        if last and last.criteria != search.criteria:
            self._tables.earlier[one] = (*self._tables.earlier.get(one, ()), last)
        self._tables.searches[one] = search

    def go_back(self, conversation_id: ConversationId, *, to_first: bool) -> Search | None:
        earlier = self._tables.earlier.get(conversation_id, ())
        if not earlier:
            return None
        at = 0 if to_first else len(earlier) - 1
        self._tables.earlier[conversation_id] = earlier[:at]
        self._tables.searches[conversation_id] = earlier[at]
        return earlier[at]

    def first_shown(self, conversation_id: ConversationId) -> OpportunityId | None:
        return next((row[1] for row in self._tables.shown if row[0] == conversation_id), None)

    def note_shown(
        self, conversation_id: ConversationId, ids: Sequence[OpportunityId], at: datetime
    ) -> None:
        self._tables.shown += [(conversation_id, one, n, at) for n, one in enumerate(ids, start=1)]


class FakeBuyers:
    """The BuyerRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def bodies(self) -> list[Body]:
        return bodies_of(o.buyer for o in self._tables.opportunities.values())

    def opportunities_of(self, name: str) -> set[OpportunityId]:
        held = self._tables.opportunities.values()
        named = {
            naming
            for body in self.bodies()
            if body.buyer.name.lower() == name.lower()
            for naming in body.namings
        }
        return {o.id for o in held if o.buyer in named}


class FakePostcodes:
    """The PostcodeRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def get(self, postcode: str) -> KeptPostcode | None:
        return self._tables.postcodes.get(postcode)

    def keep(self, postcode: str, located: LocatedPostcode | None, at: datetime) -> None:
        self._tables.postcodes[postcode] = KeptPostcode(located, at)

    def count_before(self, moment: datetime) -> int:
        return sum(kept.at < moment for kept in self._tables.postcodes.values())

    def drop_before(self, moment: datetime) -> int:
        old = [one for one, kept in self._tables.postcodes.items() if kept.at < moment]
        for one in old:
            del self._tables.postcodes[one]
        return len(old)


class FakeJoins:
    """The JoinRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def note(self, particulars: Iterable[Particulars]) -> Touched:
        held, before = set(self._tables.particulars), self._blocks()
        noted = {one.process_key: one for one in particulars}
        self._tables.particulars = {**self._tables.particulars, **noted}
        after = self._blocks()
        crossing = {
            key
            for block in before.keys() | after.keys()
            if (len(before.get(block, ())) > LARGEST_BLOCK)
            != (len(after.get(block, ())) > LARGEST_BLOCK)
            for key in after.get(block, ())
        }
        small = [those for those in after.values() if len(those) <= LARGEST_BLOCK]
        pairs = {in_order(one, other) for those in small for one, other in combinations(those, 2)}
        return Touched(
            frozenset(held & noted.keys() | crossing),
            frozenset(pair for pair in pairs if (noted.keys() | crossing) & set(pair)),
        )

    def particulars(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, Particulars]:
        held = self._tables.particulars
        return {key: held[key] for key in process_keys if key in held}

    def pairs_of(self, process_keys: Iterable[ProcessKey]) -> list[Pair]:
        wanted, held = set(process_keys), self._tables.pairs
        return [held[keys] for keys in sorted(held) if wanted & set(keys)]

    def all_pairs(self) -> list[Pair]:
        return sorted(self._tables.pairs.values(), key=lambda pair: (pair.joined_at, pair.keys))

    def put(self, pairs: Iterable[Pair]) -> None:
        self._tables.pairs |= {pair.keys: pair for pair in pairs}

    def drop(self, pairs: Iterable[tuple[ProcessKey, ProcessKey]]) -> None:
        for keys in pairs:
            self._tables.pairs.pop(keys, None)

    def groups_of(self, process_keys: Iterable[ProcessKey]) -> list[Group]:
        shown = self._tables.shown_as
        heads = sorted({shown[key] for key in process_keys if key in shown})
        members = {head: sorted(k for k, one in shown.items() if one == head) for head in heads}
        return [(head, *(k for k in those if k != head)) for head, those in members.items()]

    def regroup(self, process_keys: Iterable[ProcessKey], groups: Iterable[Group]) -> None:
        told, made = list(process_keys), list(groups)
        for key in told:
            self._tables.shown_as.pop(key, None)
        self._tables.shown_as |= {key: group[0] for group in made for key in group}
        held = self._tables.opportunities
        keys = {*told, *(key for group in made for key in group)}
        self._tables.note_changed([held[key].id for key in keys if key in held])

    def count_hidden(self, process_keys: Iterable[ProcessKey]) -> int:
        shown = self._tables.shown_as
        return sum(shown.get(key, key) != key for key in process_keys)

    def lacking(self, limit: int) -> list[ProcessKey]:
        noted = self._tables.particulars
        held = self._tables.opportunities.items()
        return [key for key, o in held if key not in noted and _may_be_joined(o)][:limit]

    def forget(self, process_keys: Iterable[ProcessKey]) -> None:
        gone, held = set(process_keys), self._tables.particulars
        self._tables.particulars = {key: one for key, one in held.items() if key not in gone}

    def noted(self, after: ProcessKey | None, limit: int) -> list[ProcessKey]:
        return sorted(key for key in self._tables.particulars if key > (after or ""))[:limit]

    def key_of(self, named: str) -> ProcessKey | None:
        held = self._tables.opportunities.items()
        return next((key for key, o in held if named in {key, o.id}), None)

    def _blocks(self) -> dict[int, list[ProcessKey]]:
        blocks: dict[int, list[ProcessKey]] = {}
        for key, one in self._tables.particulars.items():
            for block in blocks_of(one):
                blocks.setdefault(block, []).append(key)
        return blocks


class FakeFeeds:
    """The FeedRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def position(self, feed: FeedName) -> FeedPosition | None:
        return self._tables.feeds.get(feed)

    def advance(self, position: FeedPosition) -> bool:
        held = self._tables.feeds.get(position.feed)
        if (held.number if held else 0) != position.number - 1:
            return False
        self._tables.feeds[position.feed] = position
        return True


class FakeSpending:
    """The SpendingRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def records(self) -> list[SpendingRecord]:
        return sorted(self._tables.spending.values(), key=lambda one: (one.buyer, one.key))

    def add(self, record: SpendingRecord, at: datetime) -> bool:
        is_new = record.key not in self._tables.spending
        self._tables.spending.setdefault(record.key, record)
        return is_new

    def remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._tables.spending.pop(key, None)


class FakeQuality:
    """The QualityRepository in memory."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def revision(self) -> str:
        return f"{self._tables.revision} {sorted(self._tables.findings.items(), key=repr)}"

    def report(self) -> QualityReport:
        return QualityReport.of(
            BuyerQuality(
                buyer=o.buyer.name,
                notices=1,
                with_findings=int(bool(kinds)),
                found=dict.fromkeys(kinds, 1),
                as_of=o.source.as_of,
                sources=frozenset({o.source.name}),
            )
            for o, kinds in self._counted()
        )

    def faulty_notices(self, buyer: str, limit: int) -> list[FaultyNotice]:
        found = [
            FaultyNotice(o.id, o.title, o.source.as_of, tuple(kinds))
            for o, kinds in self._counted()
            if kinds and o.buyer.name == buyer
        ]
        by_id = sorted(found, key=lambda one: one.id)
        return sorted(by_id, key=lambda one: one.as_of, reverse=True)[:limit]

    def _counted(self) -> list[tuple[Opportunity, list[FindingKind]]]:
        """Each published notice with the kinds of its findings, in their own order."""
        return [
            (o, [k for k in FindingKind if k in {f.kind for f in self._findings(key)}])
            for key, o in self._tables.opportunities.items()
            if not o.is_sample
            and o.visibility is Visibility.ADVERTISED
            and o.kind is not Kind.RE_LET
        ]

    def _findings(self, key: ProcessKey) -> tuple[Finding, ...]:
        return self._tables.findings.get(key, ())


class FakeWork(FakeBuyingWork):
    """One transaction's repositories in memory."""

    def __init__(self, tables: _Tables) -> None:
        super().__init__(tables.buying)
        self.opportunities = FakeOpportunities(tables)
        self.releases = FakeReleases(tables)
        self.changes = FakeChanges(tables)
        self.listing = FakeListing(tables)
        self.vectors = FakeVectors(tables)
        self.conversations = FakeConversations(tables)
        self.searches = FakeSearches(tables)
        self.feeds = FakeFeeds(tables)
        self.buyers = FakeBuyers(tables)
        self.postcodes = FakePostcodes(tables)
        self.spending = FakeSpending(tables)
        self.joins = FakeJoins(tables)
        self.quality = FakeQuality(tables)
        self.feedback = FakeFeedback(tables.said)
        self.consents = FakeConsents(tables.said)
        self.hand_overs = FakeHandOvers(tables.asked)
        self.interviews = FakeInterviews(tables.asked)
        self.profiles = FakeProfiles(tables.profiles)
        self.suppliers = FakeSuppliers(tables.firms, forgets=tables.forget_firms)
        self.supplier_rows = FakeSupplierRows(tables.firms)
        self.showings = FakeShowings(tables.firms)
        self.complaints = FakeComplaints(tables.complaints)
        self.notifications = FakeNotifications(tables.reached)
        self.attempts = FakeAttempts(tables.reached)
        self.outgoing = FakeOutgoing(tables.reached)
        self.suppressions = FakeSuppressions(tables.reached)
        self.inbound_texts = FakeInboundTexts(tables.reached)
        self.outbox = FakeOutbox(tables.reached)
        self.mail_parts = FakeMailParts(tables.reached)
        self.mail_troubles = FakeMailTroubles(tables.reached)
        self.proofs = FakeProofs(tables.folk)
        self.people = FakePeople(
            tables.folk, forgets=tables.forget_person, firms=tables.profiles.suppliers
        )
        self.firm_pairs = FakeFirmPairs(tables.folk)
        self.held = FakeHeld(tables)
        self.erasures = FakeErasures(tables.erasures)
        self.contacts = FakeContacts(tables)
        self.subscriptions = FakeSubscriptions(tables.told)
        self.alerts = FakeAlerts(tables.told)
        self.alert_runs = FakeAlertRuns(tables.told)
        self.reminders = FakeReminders(tables.told)
        self.quotes = FakeQuotes(tables.offered)
        self.sealed_quotes = FakeSealedQuotes(tables.offered)
        self.buyer_questions = FakeBuyerQuestions(tables.offered)
        self.buyer_contacts = FakeBuyerContacts(tables.digests, tables.reached.forget_contacts)
        self.digests = FakeDigests(tables.digests)
        self.introductions = FakeIntroductions(tables.introduced)
        self.follow_ups = FakeFollowUps(tables.introduced)
        self.wins, self.stories = fake_told_wins(tables.introduced)
        self.fact_checks, self.company_checks = fake_checks(tables.introduced)


class FakeStorage:
    """Everything in memory; one transaction at a time, rolled back when it raises."""

    def __init__(self) -> None:
        self._tables = _Tables()
        self._lock = threading.Lock()
        self.is_away = False
        self.fails_at: int | None = None

    @contextmanager
    def transaction(self) -> Iterator[FakeWork]:
        """Works on a copy, which is kept only when the block ends well."""
        self._refuse_if_away()
        with self._lock:
            tables = self._tables.snapshot()
            yield FakeWork(tables)
            self._tables = tables

    @property
    def errands(self) -> list[Errand]:
        """What committed transactions have queued to be sent."""
        return self._tables.reached.errands

    def _refuse_if_away(self) -> None:
        if self.fails_at is not None:
            self.fails_at -= 1
        if self.is_away or (self.fails_at is not None and self.fails_at < 0):
            raise StorageUnavailableError("The database is busy or away.")


def _may_be_joined(o: Opportunity) -> bool:
    advertised = o.visibility is Visibility.ADVERTISED
    return advertised and not o.is_sample and o.kind is not Kind.RE_LET


def _is_not_over(o: Opportunity, now: datetime) -> bool:
    ended = any(moment and moment <= now for moment in (o.awarded_at, o.cancelled_at))
    if ended or o.deadline:
        return not ended and bool(o.deadline and o.deadline > now)
    if o.ends_on is None:
        return o.kind in {Kind.PLANNED, Kind.RE_LET}
    runs_on = {Kind.PLANNED, Kind.RE_LET, Kind.OPEN_FRAMEWORK}
    return o.kind in runs_on and o.ends_on >= now.astimezone(LONDON).date()


def _is_busy(stored: _StoredConversation, abandon_before: datetime) -> bool:
    return stored.turn_began_at is not None and stored.turn_began_at >= abandon_before


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()
