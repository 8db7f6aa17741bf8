"""Erases all that is held of somebody, everywhere, for good, and leaves a receipt."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.conversation import ConversationId
from bot.domain.errors import NotFoundError, SettingsError
from bot.domain.farewell import may_be_erased
from bot.domain.feedback import Owner
from bot.domain.held import AskedErasure, Erasure, Holder, ListedErasure, Somebody, Whose
from bot.domain.keyed_hash import keyed_hash
from bot.domain.supplier import SupplierId
from bot.ports import Clock, ErasureList, HeldElsewhere, Storage, Work
from bot.services.consent_to_learning import keep_lessons

_USE, _THE_SECRET = "erasures", "the secret itself"
_MOST_WAITING = 1000
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that look like another: a number may be read out or copied by hand."""


@dataclass(frozen=True, slots=True)
class WouldGo:
    """What an erasure would remove: rows by the key of their plain name; who has a copy already."""

    somebody: Somebody
    counts: Mapping[str, int]
    buyers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the database: other places that hold something, the list of erasures."""

    places: Sequence[HeldElsewhere]
    listed: ErasureList


class EraseHeld:
    """Erasing, whoever asks; the list apart from the database lets it be repeated on a backup."""

    def __init__(self, storage: Storage, beside: Beside, secret: bytes, clock: Clock) -> None:
        self._storage = storage
        self._elsewhere = beside.places
        self._listed = beside.listed
        self._secret = secret
        self._clock = clock

    def would_go(self, holder: Holder) -> WouldGo:
        """What `erase_whole` would remove now. Raises NotFoundError where nothing is held."""
        with self._storage.transaction() as work:
            somebody = _all_of(work, holder)
            counts = dict(work.held.count(somebody))
            buyers = work.held.buyers_shown(somebody)
            names = work.held.names(somebody)
        counts |= self._elsewhere_counts(names)
        return WouldGo(somebody, counts, buyers)

    def ask(self, conversation: ConversationId) -> str:
        """The number of the receipt that there will be once the turn under way has ended.

        The asking is stored: if the process dies before, the erasure is done at the next start.
        Asked again meanwhile, it is the same erasure.
        """
        number = new_number()
        with self._storage.transaction() as work:
            if asked := work.erasures.asked_of(_talk(conversation)):
                return asked.number
            work.erasures.ask(_talk(conversation), number, self._clock.now())
        return number

    def is_asked(self, number: str) -> bool:
        """Whether that is the number of an erasure that is still to be done."""
        with self._storage.transaction() as work:
            return number.strip().upper() in {one.number for one in work.erasures.asked()}

    def finish_asked(self, conversation: ConversationId) -> Erasure | None:
        """Does what the conversation asked for; None where it asked for nothing.

        Where it asked by text, the text with its receipt goes out first, as any other: then it is
        None too, and `finish_all_asked` does it later.
        """
        with self._storage.transaction() as work:
            asked = work.erasures.asked_of(_talk(conversation))
            is_due = asked is not None and self._is_due(work, asked)
        return self.erase_whole(asked.holder, asked.number) if asked and is_due else None

    def erase_whole(self, holder: Holder, number: str | None = None) -> Erasure:
        """Erases the holder and all that belongs to the same person; the receipt.

        Raises NotFoundError where nothing is held.
        """
        with self._storage.transaction() as work:
            somebody = _all_of(work, holder)
        return self.erase(somebody, number)

    def erase(self, somebody: Somebody, number: str | None = None) -> Erasure:
        """Erases just these, and stores the receipt.

        They stand in the list before the first row goes: an erasure that is cut off is finished at
        the next start. The same number again is the same erasure.
        """
        begun = ListedErasure(number or new_number(), self._clock.now(), self._hashes(somebody))
        self._listed.add([begun])
        return self._carry_out(begun, somebody, learns=True)

    def forget(self, somebody: Somebody) -> Mapping[str, int]:
        """Erases these without a receipt or the list: their time was over, a backup's will be too.

        Returns how many things went, by the key of their plain name.
        """
        gone = self._elsewhere_forget(self._names(somebody))
        with self._storage.transaction() as work:
            _keep_lessons(work, somebody)
            return dict(work.held.erase(somebody)) | gone

    def receipt(self, number: str) -> Erasure:
        """The receipt of that number, however it is typed; NotFoundError if there is none."""
        with self._storage.transaction() as work:
            found = work.erasures.get(number.strip().upper())
        if found is None:
            raise NotFoundError("receipt")
        return found

    def at_start(self) -> int:
        """Finishes what was begun and repeats what a backup brought back; how many were erased.

        To be called before anything is served. Raises what `replay` raises.
        """
        return self.finish_all_asked() + self.replay()

    def finish_all_asked(self) -> int:
        """Does all erasures that were asked for and not done; how many.

        One that was asked for by text waits until its answer has gone out, a day at most.
        """
        with self._storage.transaction() as work:
            due = [one for one in work.erasures.asked() if self._is_due(work, one)]
        for one in due:
            self.erase_whole(one.holder, one.number)
        return len(due)

    def replay(self, *, thorough: bool = False) -> int:
        """Erases again whatever the list names and is held all the same; how many were erased.

        Tables are looked through only where the list has an erasure that the database does not
        know, as after a backup was restored; `thorough` looks always. Lost receipts come back.
        Raises SettingsError where the list was made with another secret: then it names nobody.
        """
        with self._storage.transaction() as work:
            known = work.erasures.listed()
        self._listed.add(known)
        listed = self._listed.all()
        missing = [one for one in listed if one.number not in {held.number for held in known}]
        self._check_secret(listed)
        hashes = {one: erasure for erasure in listed for one in erasure.hashes[1:]}
        count = self._replay_elsewhere(hashes) if hashes else 0
        if missing or thorough:
            count += self._replay_tables(hashes)
        for one in missing:
            self._carry_out(one, frozenset(), learns=False)
        return count

    def _is_due(self, work: Work, asked: AskedErasure) -> bool:
        conversation = ConversationId(asked.holder.id)
        number = work.inbound_texts.number_of(conversation)
        if number is None:
            return True
        waiting = work.inbound_texts.waiting(_MOST_WAITING)
        return may_be_erased(
            asked.at,
            work.notifications.of(Owner(conversation)),
            self._clock.now(),
            is_answered=all(one.sender != number for one in waiting),
        )

    def _carry_out(self, begun: ListedErasure, somebody: Somebody, *, learns: bool) -> Erasure:
        gone = self._elsewhere_forget(self._names(somebody))
        with self._storage.transaction() as work:
            buyers = tuple(work.held.buyers_shown(somebody))
            if learns:
                _keep_lessons(work, somebody)
            removed = dict(work.held.erase(somebody)) | gone
            pseudonym = _pseudonym(somebody)
            done = Erasure(begun.number, begun.at, removed, buyers, pseudonym, begun.hashes)
            work.erasures.note(done)
        return done

    def _replay_tables(self, hashes: Mapping[str, ListedErasure]) -> int:
        with self._storage.transaction() as work:
            back = [
                holder
                for whose in Whose
                for holder in work.held.holders(whose)
                if self._hash(holder) in hashes
            ]
        # All of one erasure at once: its receipt is made of what they held together.
        theirs: dict[str, set[Holder]] = {}
        for holder in back:
            theirs.setdefault(hashes[self._hash(holder)].number, set()).add(holder)
        begun = {one.number: one for one in hashes.values()}
        for number, those in theirs.items():
            self._carry_out(begun[number], frozenset(those), learns=False)
        return len(back)

    def _replay_elsewhere(self, hashes: Mapping[str, ListedErasure]) -> int:
        count = 0
        for place in self._elsewhere:
            ids = [one for one in place.ids() if self._is_listed(one, hashes)]
            count += len(ids)
            place.forget(ids)
        return count

    def _is_listed(self, named: str, hashes: Mapping[str, ListedErasure]) -> bool:
        return any(self._hash(Holder(whose, named)) in hashes for whose in Whose)

    def _check_secret(self, listed: Iterable[ListedErasure]) -> None:
        ours = keyed_hash(self._secret, _USE, _THE_SECRET)
        if any(one.hashes[:1] not in {(), (ours,)} for one in listed):
            raise SettingsError(
                "The list of erasures was made with another secret, so it names nobody, and what "
                "was erased could come back. Set DOORSTEP_SECRET, or put back DOORSTEP_SECRET_FILE."
            )

    def _names(self, somebody: Somebody) -> Sequence[str]:
        with self._storage.transaction() as work:
            return work.held.names(somebody)

    def _elsewhere_counts(self, names: Sequence[str]) -> dict[str, int]:
        counts = {place.called: len(place.about(names)) for place in self._elsewhere}
        return {called: count for called, count in counts.items() if count}

    def _elsewhere_forget(self, names: Sequence[str]) -> dict[str, int]:
        counts = {place.called: place.forget(names) for place in self._elsewhere}
        return {called: count for called, count in counts.items() if count}

    def _hashes(self, somebody: Somebody) -> tuple[str, ...]:
        mark = keyed_hash(self._secret, _USE, _THE_SECRET)
        return (mark, *(self._hash(one) for one in sorted(somebody)))

    def _hash(self, holder: Holder) -> str:
        return keyed_hash(self._secret, _USE, str(holder))


def new_number() -> str:
    """A number of a receipt, which nobody guesses."""
    parts = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)]
    return "-".join(("E", *parts))


def _pseudonym(somebody: Somebody) -> str:
    """Tells this erasure from others, and nobody whose it was: its key is never kept."""
    key = secrets.token_bytes(32)
    return hmac.new(key, "\n".join(map(str, sorted(somebody))).encode(), "sha256").hexdigest()


def _all_of(work: Work, holder: Holder) -> Somebody:
    somebody = work.held.whole(holder)
    if not somebody:
        raise NotFoundError("holder")
    return somebody


def _keep_lessons(work: Work, somebody: Somebody) -> None:
    for one in sorted(somebody):
        if one.whose is Whose.CONVERSATION:
            keep_lessons(work, Owner(ConversationId(one.id)))
        elif one.whose is Whose.SUPPLIER:
            keep_lessons(work, Owner(supplier=SupplierId(one.id)))


def _talk(conversation: ConversationId) -> Holder:
    return Holder(Whose.CONVERSATION, conversation)
