"""Several people of one firm, and one firm that was registered twice."""

from __future__ import annotations

import secrets
from dataclasses import replace
from itertools import combinations

from bot.domain.conversation import ConversationId
from bot.domain.keyed_hash import KeyedHash
from bot.domain.person import (
    INVITATION_LENGTH,
    INVITATION_LETTERS,
    Belonging,
    Invitation,
    Joined,
    Membership,
    usual_invitation,
)
from bot.domain.same_firm import FirmPair, PairState, grounds_of
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Clock, Storage, Work
from bot.services.recognise import about_firm, firms_of


class ShareFirm:
    """Lets people into a firm by a member's own invitation, and joins firms that are one."""

    def __init__(self, storage: Storage, hashes: KeyedHash, clock: Clock) -> None:
        self._storage = storage
        self._hashes = hashes
        self._clock = clock

    def invite(self, conversation: ConversationId) -> str | None:
        """A code that lets one more person in, good for seven days; None where it is nobody's.

        It is told once, and only its hash is kept.
        """
        code = _new_code()
        with self._storage.transaction() as work:
            held, firm = work.people.belonging(conversation), about_firm(work, conversation)
            if held is None or firm is None:
                return None
            made = Invitation(self._hash(code), firm.id, held.person, self._clock.now())
            work.people.invite(made)
        return f"{code[:4]} {code[4:]}"

    def accept(self, conversation: ConversationId, written: str) -> Supplier | None:
        """The firm that the code lets the conversation's owner into; None where it opens nothing.

        A code is good for one person; somebody who has proved nothing uses none up.
        """
        code, now = usual_invitation(written), self._clock.now()
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            if held is None or code is None:
                return None
            taken = work.people.take_invitation(self._hash(code), now)
            if taken is None:
                return None
            work.people.join(Membership(held.person, taken.supplier, Joined.INVITED, now))
            work.people.belong(Belonging(conversation, held.person, taken.supplier, now))
            return about_firm(work, conversation)

    def twice(self, conversation: ConversationId) -> tuple[Supplier, Supplier] | None:
        """Two firms of the conversation's owner that may be one, the older first; noted so.

        None where there are none, or they decided about them before.
        """
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            firms = firms_of(work, held.person) if held else ()
            for pair in combinations(sorted(firms, key=lambda one: one.registered_at), 2):
                if self._may_be_one(work, *pair):
                    return pair
        return None

    def decide(
        self, conversation: ConversationId, one: SupplierId, other: SupplierId, state: PairState
    ) -> bool:
        """Joins two firms for one, or keeps or puts them apart; False if they are not both theirs.

        Nothing of either is moved or lost, so it can be decided otherwise at any time.
        """
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            theirs = {m.supplier for m in work.people.firms(held.person)} if held else set()
            found = _pair_of(work, one, other)
            if held is None or found is None or not {one, other} <= theirs:
                return False
            work.firm_pairs.note(replace(found, state=state, at=self._clock.now(), by=held.person))
        return True

    def _may_be_one(self, work: Work, one: Supplier, other: Supplier) -> bool:
        grounds, held = grounds_of(one, other), _pair_of(work, one.id, other.id)
        if not grounds or (held and held.state is not PairState.NOTICED):
            return False
        if held is None:
            now = self._clock.now()
            work.firm_pairs.note(FirmPair(one.id, other.id, grounds, PairState.NOTICED, now))
        return True

    def _hash(self, code: str) -> str:
        return self._hashes.of("invitation", code)


def _pair_of(work: Work, one: SupplierId, other: SupplierId) -> FirmPair | None:
    pairs = work.firm_pairs.of(one)
    return next((pair for pair in pairs if {pair.kept, pair.other} == {one, other}), None)


def _new_code() -> str:
    """A code by chance with a digit in it, by which it is told from words in a sentence."""
    while True:
        code = "".join(secrets.choice(INVITATION_LETTERS) for _ in range(INVITATION_LENGTH))
        if any(letter.isdigit() for letter in code):
            return code
