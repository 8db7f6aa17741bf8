"""Proofs under way, codes counted, and pairs of firms, in the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from bot.domain.conversation import ConversationId
from bot.domain.person import PersonId
from bot.domain.proof import CODE_LASTS, MOST_TRIES, CodesSent, Proof, ProofId
from bot.domain.reaching import Address, Means
from bot.domain.same_firm import FirmPair, PairState, SameGround
from bot.domain.supplier import SupplierId
from connectors.storage.people_tables import codes_sent, firm_pairs, proofs


class SqlProofs:
    """The ProofRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, proof: Proof, address_hash: str, conversation_hash: str) -> None:
        c = proofs.c
        self._connection.execute(delete(proofs).where(c.conversation_id == proof.conversation))
        self._connection.execute(insert(proofs).values(**_proof_row(proof)))
        sent = {"address_hash": address_hash, "conversation_hash": conversation_hash}
        self._connection.execute(insert(codes_sent).values(at=proof.made_at, **sent))

    def of(self, conversation: ConversationId) -> Proof | None:
        query = select(proofs).where(proofs.c.conversation_id == conversation)
        row = self._connection.execute(query).first()
        return _proof_of(row) if row else None

    def open_to(self, address: Address, now: datetime) -> bool:
        c = proofs.c
        query = select(c.id).where(
            c.means == address.means.value,
            c.address == address.value,
            c.proved_at.is_(None),
            c.tries < MOST_TRIES,
            c.made_at > now - CODE_LASTS,
        )
        return self._connection.execute(query).first() is not None

    def count_try(self, proof: ProofId) -> None:
        c = proofs.c
        self._connection.execute(update(proofs).where(c.id == proof).values(tries=c.tries + 1))

    def settle(self, proof: ProofId, at: datetime) -> bool:
        c = proofs.c
        is_open = (c.id == proof, c.proved_at.is_(None))
        done = self._connection.execute(update(proofs).where(*is_open).values(proved_at=at))
        return bool(done.rowcount)

    def sent(self, address_hash: str, conversation_hash: str, since: datetime) -> CodesSent:
        c = codes_sent.c
        # Written before it is counted: of two that ask at once the other waits here on SQLite.
        self._connection.execute(delete(codes_sent).where(c.at < since))
        to_it, of_it = c.address_hash == address_hash, c.conversation_hash == conversation_hash
        query = select(
            func.count().filter(to_it), func.count().filter(of_it), func.count()
        ).select_from(codes_sent)
        to_address, of_conversation, of_all = self._connection.execute(query).one()
        return CodesSent(to_address, of_conversation, of_all)


class SqlFirmPairs:
    """The FirmPairRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, pair: FirmPair) -> None:
        c = firm_pairs.c
        those = [pair.kept, pair.other]
        same_two = (c.kept_id.in_(those), c.other_id.in_(those))
        self._connection.execute(delete(firm_pairs).where(*same_two))
        row = {
            "kept_id": pair.kept,
            "other_id": pair.other,
            "grounds": sorted(one.value for one in pair.grounds),
            "state": pair.state.value,
            "at": pair.at,
            "by_person_id": pair.by,
        }
        self._connection.execute(insert(firm_pairs).values(**row))

    def of(self, supplier: SupplierId) -> list[FirmPair]:
        c = firm_pairs.c
        query = (
            select(firm_pairs)
            .where(or_(c.kept_id == supplier, c.other_id == supplier))
            .order_by(c.at, c.kept_id, c.other_id)
        )
        return [_pair_of(row) for row in self._connection.execute(query)]

    def all(self) -> list[FirmPair]:
        c = firm_pairs.c
        query = select(firm_pairs).order_by(c.at, c.kept_id, c.other_id)
        return [_pair_of(row) for row in self._connection.execute(query)]


def _proof_row(one: Proof) -> dict[str, Any]:
    return {
        "id": one.id,
        "conversation_id": one.conversation,
        "means": one.address.means.value,
        "address": one.address.value,
        "code_hash": one.code_hash,
        "made_at": one.made_at,
        "tries": one.tries,
        "proved_at": one.proved_at,
    }


def _proof_of(row: Row[Any]) -> Proof:
    return Proof(
        id=ProofId(row.id),
        conversation=ConversationId(row.conversation_id),
        address=Address(Means(row.means), row.address),
        code_hash=row.code_hash,
        made_at=row.made_at,
        tries=row.tries,
        proved_at=row.proved_at,
    )


def _pair_of(row: Row[Any]) -> FirmPair:
    return FirmPair(
        kept=SupplierId(row.kept_id),
        other=SupplierId(row.other_id),
        grounds=frozenset(SameGround(one) for one in row.grounds),
        state=PairState(row.state),
        at=row.at,
        by=PersonId(row.by_person_id) if row.by_person_id else None,
    )
