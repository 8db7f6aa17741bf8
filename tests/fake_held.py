"""What is held of somebody, and erasures, in memory; held to the same contracts as on tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import InvalidInputError
from bot.domain.feedback import Owner
from bot.domain.held import AskedErasure, Erasure, HeldPart, Holder, ListedErasure, Somebody, Whose
from bot.domain.notification import TO_BE_SENT, Notification, State
from bot.domain.opportunity import Opportunity, can_be_answered
from bot.ports import Clock, ErasureList, HeldElsewhere, Storage
from bot.services.erase_held import Beside, EraseHeld
from tests.examples import NOW
from tests.fake_told import forget_questions_told, take_out_winners

NEVER_ARRIVED = (*TO_BE_SENT, State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE)
ABOUT_ONE = ("nudge", "follow-up")


@dataclass
class ErasureTables:
    """Erasures asked for and done; a copy is a snapshot."""

    asked: dict[Holder, tuple[str, datetime]] = field(default_factory=dict)
    done: dict[str, Erasure] = field(default_factory=dict)

    def __copy__(self) -> ErasureTables:
        return ErasureTables(dict(self.asked), dict(self.done))


class FakeHeld:
    """The HeldRepository in memory: conversations and firms, each part by the register's names."""

    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def whole(self, holder: Holder) -> Somebody:
        is_held = holder in set(self.holders(holder.whose))
        return frozenset({holder}) if is_held else frozenset()

    def about(self, somebody: Somebody) -> list[HeldPart]:
        rows = {name: list(found) for name, found in self._parts(somebody)}
        return [HeldPart(name, found) for name, found in rows.items() if found]

    def count(self, somebody: Somebody) -> Mapping[str, int]:
        return {part.called: len(part.rows) for part in self.about(somebody)}

    def names(self, somebody: Somebody) -> list[str]:
        ids = {one.id for one in somebody}
        sent = self._tables.reached.notifications.values()
        return sorted(ids | {one.id for one in sent if _is(one.owner, somebody)})

    def buyers_shown(self, somebody: Somebody) -> list[str]:
        firms, held = self._ids(somebody, Whose.SUPPLIER), self._tables.opportunities.values()
        needs = {n for n, those in self._tables.firms.showings.items() if firms & set(those)}
        shown = {one.buyer.name for one in held if one.id in needs}
        told = self._tables.introduced.introductions.values()
        shown |= {o.buyer for o in told if o.supplier in firms and o.was_shared}
        never = {one.key for one in self._sent() if one.state in NEVER_ARRIVED}
        mails = self._tables.digests.mails_about(firms)
        return sorted(shown | {buyer for key, buyer in mails.items() if key not in never})

    def erase(self, somebody: Somebody) -> Mapping[str, int]:
        from tests.fake_suppliers import FakeSuppliers
        from tests.fakes import FakeConversations

        counts, said = {**self.count(somebody), **self._forget_told(somebody)}, self._tables.said
        for one in self._ids(somebody, Whose.CONVERSATION):
            FakeConversations(self._tables).forget(one)
        firms = self._ids(somebody, Whose.SUPPLIER)
        FakeSuppliers(self._tables.firms).remove(firms)
        self._tables.forget_firms(firms)
        said.feedback = [row for row in said.feedback if row[0].supplier not in firms]
        said.consents = [row for row in said.consents if row[0].supplier not in firms]
        for holder in somebody:
            self._tables.erasures.asked.pop(holder, None)
        return counts

    def holders(self, whose: Whose) -> Iterator[Holder]:
        held = {
            Whose.CONVERSATION: self._tables.conversations,
            Whose.SUPPLIER: self._tables.firms.suppliers,
        }
        yield from (Holder(whose, str(one)) for one in sorted(held.get(whose, {})))

    def idle(self, whose: Whose, since: datetime, limit: int) -> list[Holder]:
        idle = [one for one in self.holders(whose) if max(self._moments(one)) <= since]
        return idle[:limit]

    def older(self, kept: str, moment: datetime) -> Mapping[str, int]:
        if kept != "conversations":
            return {}
        turns = [turn for turn, _ in self._tables.turns.values() if turn.at <= moment]
        shown = [row for row in self._tables.shown if row[3] <= moment]
        counts = {"turns": len(turns), "shown": len(shown)}
        return {name: count for name, count in counts.items() if count}

    def drop_older(self, kept: str, moment: datetime) -> Mapping[str, int]:
        counts = self.older(kept, moment)
        if counts:
            held = self._tables.turns
            self._tables.turns = {k: one for k, one in held.items() if one[0].at > moment}
            self._tables.shown = [row for row in self._tables.shown if row[3] > moment]
        return counts

    def _sent(self) -> list[Notification]:
        return list(self._tables.reached.notifications.values())

    def _forget_told(self, somebody: Somebody) -> dict[str, int]:
        def is_theirs(owner: Owner) -> bool:
            return _is(owner, somebody)

        told = {
            "mails_to_buyers": self._forget_mails(self._ids(somebody, Whose.SUPPLIER)),
            "questions_mailed": forget_questions_told(self._tables, is_theirs),
            "named_to_others": take_out_winners(self._tables, is_theirs),
        }
        return {called: count for called, count in told.items() if count}

    def _forget_mails(self, firms: set[Any]) -> int:
        told = self._tables.introduced.introductions.values()
        begins = tuple(f"{of}:{o.id}:" for o in told if o.supplier in firms for of in ABOUT_ONE)
        keys = set(self._tables.digests.mails_about(firms)) | {
            one.key for one in self._sent() if one.owner.contact and one.key.startswith(begins)
        }
        gone = [one for one in self._sent() if one.key in keys]
        self._tables.digests.forget_mails({one.key for one in gone if one.state in TO_BE_SENT})
        self._tables.reached.forget_notifications({one.id for one in gone})
        return len(gone)

    def _ids(self, somebody: Somebody, whose: Whose) -> set[Any]:
        return {one.id for one in somebody if one.whose is whose}

    def _parts(self, somebody: Somebody) -> Iterable[tuple[str, Iterable[dict[str, Any]]]]:
        t, talks = self._tables, self._ids(somebody, Whose.CONVERSATION)
        firms = self._ids(somebody, Whose.SUPPLIER)
        yield "conversation", ({"id": one} for one in talks if one in t.conversations)
        yield (
            "turns",
            ({"text": turn.text} for turn, _ in t.turns.values() if turn.conversation_id in talks),
        )
        yield "searches", ({"shown": t.searches[one].shown} for one in talks if one in t.searches)
        yield "shown", ({"opportunity_id": row[1]} for row in t.shown if row[0] in talks)
        yield (
            "feedback",
            ({"words": one.words} for who, one in t.said.feedback if _is(who, somebody)),
        )
        yield (
            "consents",
            ({"wording": one.wording} for who, one in t.said.consents if _is(who, somebody)),
        )
        yield (
            "erasure_request",
            ({"number": t.erasures.asked[one][0]} for one in somebody if one in t.erasures.asked),
        )
        yield (
            "firm",
            ({"name": t.firms.suppliers[one].name} for one in firms & set(t.firms.suppliers)),
        )
        yield (
            "firm_showings",
            (
                {"need_id": need}
                for need, those in t.firms.showings.items()
                for one in those
                if one in firms
            ),
        )
        yield (
            "firm_turns",
            ({"shown": t.firms.turns[one].shown} for one in firms & set(t.firms.turns)),
        )

    def _moments(self, holder: Holder) -> list[datetime]:
        t = self._tables
        said = [one.at for who, one in [*t.said.feedback, *t.said.consents] if _is(who, {holder})]
        if holder.whose is Whose.SUPPLIER:
            return [t.firms.suppliers[holder.id].registered_at, *said]
        turns = [turn.at for turn, _ in t.turns.values() if turn.conversation_id == holder.id]
        return [t.conversations[holder.id].held.started_at, *turns, *said]


def _is(owner: Any, somebody: Iterable[Holder]) -> bool:
    ids = {one.id for one in somebody}
    return bool(ids & {owner.conversation, owner.supplier, owner.person})


class FakeErasures:
    """The ErasureRepository in memory."""

    def __init__(self, tables: ErasureTables) -> None:
        self._tables = tables

    def ask(self, holder: Holder, number: str, at: datetime) -> None:
        if holder.whose is not Whose.CONVERSATION:
            raise InvalidInputError("holder")
        self._tables.asked[holder] = (number, at)

    def asked(self) -> list[AskedErasure]:
        oldest_first = sorted(self._tables.asked.items(), key=lambda one: one[1][1])
        return [AskedErasure(holder, number, at) for holder, (number, at) in oldest_first]

    def asked_of(self, holder: Holder) -> AskedErasure | None:
        found = self._tables.asked.get(holder)
        return AskedErasure(holder, *found) if found else None

    def note(self, erasure: Erasure) -> None:
        self._tables.done.setdefault(erasure.number, erasure)

    def get(self, number: str) -> Erasure | None:
        return self._tables.done.get(number)

    def listed(self) -> list[ListedErasure]:
        done = sorted(self._tables.done.values(), key=lambda one: (one.at, one.number))
        return [ListedErasure(one.number, one.at, one.hashes) for one in done]

    def count_before(self, moment: datetime) -> int:
        return sum(one.at <= moment for one in self._tables.done.values())

    def drop_before(self, moment: datetime) -> int:
        old = [number for number, one in self._tables.done.items() if one.at <= moment]
        for number in old:
            del self._tables.done[number]
        return len(old)


class FakeContacts:
    """The ContactRepository in memory."""

    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def ended(self, moment: datetime) -> int:
        return len(self._opportunities(moment)) + len(self._releases(moment))

    def drop_ended(self, moment: datetime, limit: int) -> int:
        held, releases = self._tables.opportunities, self._tables.releases
        notices, those = self._opportunities(moment)[:limit], self._releases(moment)[:limit]
        for key in notices:
            held[key] = replace(held[key], contact=None)
        for one in those:
            releases[one] = replace(releases[one], body=_emptied(dict(releases[one].body)))
        return len(notices) + len(those)

    def _opportunities(self, moment: datetime) -> list[Any]:
        held = self._tables.opportunities.items()
        return [key for key, o in held if o.contact and _is_ended(o, moment)]

    def _releases(self, moment: datetime) -> list[Any]:
        held = self._tables.opportunities
        return [
            name
            for name, one in self._tables.releases.items()
            if _emptied(dict(one.body)) != one.body
            and (
                _is_ended(held[one.process_key], moment)
                if one.process_key in held
                else one.released_at <= moment
            )
        ]


def _is_ended(o: Opportunity, moment: datetime) -> bool:
    known = (o.published_at or o.source.as_of) <= moment
    return known and not o.is_sample and not can_be_answered(o.state_at(moment))


def _emptied(body: Any) -> Any:
    if isinstance(body, dict):
        return {
            key: {"email": ""} if key == "contactPoint" else _emptied(one)
            for key, one in body.items()
        }
    return [_emptied(one) for one in body] if isinstance(body, list) else body


class FakeErasureList:
    """The ErasureList in memory."""

    def __init__(self) -> None:
        self.listed: list[ListedErasure] = []

    def add(self, those: Iterable[ListedErasure]) -> None:
        for one in those:
            if one.number not in {held.number for held in self.listed}:
                self.listed.append(one)

    def all(self) -> list[ListedErasure]:
        return list(self.listed)

    def drop_before(self, moment: datetime) -> int:
        kept = [one for one in self.listed if one.at > moment]
        dropped, self.listed = len(self.listed) - len(kept), kept
        return dropped


class FakePlace:
    """A HeldElsewhere in memory: things by whose they are."""

    called = "understood"
    kept = "conversations"

    def __init__(self) -> None:
        self.things: list[tuple[str, datetime, str]] = []

    def put(self, named: str, at: datetime, said: str) -> None:
        self.things.append((named, at, said))

    def about(self, ids: Collection[str]) -> Sequence[Mapping[str, Any]]:
        return [{"said": said} for named, _at, said in self.things if named in ids]

    def forget(self, ids: Collection[str]) -> int:
        return self._keep([one for one in self.things if one[0] not in ids])

    def ids(self) -> Iterable[str]:
        return sorted({named for named, _at, _said in self.things})

    def older(self, moment: datetime) -> int:
        return sum(at <= moment for _named, at, _said in self.things)

    def drop_before(self, moment: datetime) -> int:
        return self._keep([one for one in self.things if one[1] > moment])

    def _keep(self, kept: list[tuple[str, datetime, str]]) -> int:
        gone, self.things = len(self.things) - len(kept), kept
        return gone


def eraser(
    storage: Storage,
    *places: HeldElsewhere,
    listed: ErasureList | None = None,
    secret: bytes = b"s" * 40,
    clock: Clock | None = None,
) -> EraseHeld:
    """What erases, on fakes; its clock stands at NOW unless one is given."""
    from tests.fakes import FakeClock

    beside = Beside(places, listed or FakeErasureList())
    return EraseHeld(storage, beside, secret, clock or FakeClock(NOW))
