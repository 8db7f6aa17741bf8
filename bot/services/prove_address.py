"""Proves that an address is its owner's: a code goes there, and must come back in the chat."""

from __future__ import annotations

import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.letter import Code, Paragraph
from bot.domain.notification import About, State, Withheld
from bot.domain.person import ContactPoint, PersonId
from bot.domain.proof import (
    CODE_DIGITS,
    MOST_TRIES,
    WINDOW,
    Proof,
    ProofId,
    TooMany,
    too_many,
)
from bot.domain.reaching import Address, Means
from bot.ports import Clock, Storage, Work
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify
from bot.services.recognise import Recognise, Recognised
from bot.services.write_mail import MailToWrite, WriteMail

FAILED = frozenset({State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE})


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is on its way, as far as whoever asked may know."""

    to: Address


@dataclass(frozen=True, slots=True)
class CodeWrong:
    """It is another code; so many tries are left."""

    left: int


class CodeOver:
    """No code would still be taken: too old, tried too often, or none was asked for."""


class ProveAddress:
    """Codes by text or mail. Whether an address is known is told to nobody before it is proved."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        storage: Storage,
        notify: Notify,
        recognise: Recognise,
        words: MessageWords,
        hashes: KeyedHash,
        clock: Clock,
        mails: WriteMail,
    ) -> None:
        self._storage = storage
        self._notify = notify
        self._recognise = recognise
        self._words = words
        self._hashes = hashes
        self._clock = clock
        self._mails = mails

    def ask(
        self, conversation: ConversationId, address: Address
    ) -> CodeSent | TooMany | Withheld | State:
        """Sends a code, in place of the conversation's last one; else why none goes.

        An address that said STOP gets none, and whoever asked is told what others are told. A State
        is the failure that the carrier met.
        """
        now, code = self._clock.now(), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        proof_id = ProofId(str(uuid.uuid4()))
        code_hash = self._code_hash(proof_id, code)
        proof = Proof(proof_id, conversation, address, code_hash, now)
        with self._storage.transaction() as work:
            refused = self._notify.gate.unable(address) or self._too_many(work, proof)
            if refused:
                return refused
            work.proofs.begin(proof, *self._counted_as(proof))
        sent = self._notify.send(self._message(proof, code))
        if isinstance(sent, Withheld):
            return CodeSent(address) if sent is Withheld.SUPPRESSED else sent
        return sent.state if sent.state in FAILED else CodeSent(address)

    def take(self, conversation: ConversationId, code: str) -> Recognised | CodeWrong | CodeOver:
        """Whose the conversation now is, if the code is the one that was sent; taken once."""
        now = self._clock.now()
        with self._storage.transaction() as work:
            proof = work.proofs.of(conversation)
            if proof is None or not proof.is_open(now):
                return CodeOver()
            if not hmac.compare_digest(proof.code_hash, self._code_hash(proof.id, code)):
                work.proofs.count_try(proof.id)
                left = MOST_TRIES - proof.tries - 1
                return CodeWrong(left) if left else CodeOver()
            if not work.proofs.settle(proof.id, now):
                return CodeOver()
            person = _whose(work, conversation, proof.address, now)
            # A mail has just arrived there, so what came back before counts no more.
            work.mail_troubles.lift(self._notify.gate.hash_of(proof.address))
            return self._recognise.after_proof(work, conversation, person, now)

    def _too_many(self, work: Work, proof: Proof) -> TooMany | None:
        held = work.proofs.of(proof.conversation)
        if held and held.is_on_its_way(proof.address, proof.made_at):
            return TooMany.WAIT
        return too_many(work.proofs.sent(*self._counted_as(proof), proof.made_at - WINDOW))

    def _counted_as(self, proof: Proof) -> tuple[str, str]:
        of = self._hashes.of
        return of("codes to", proof.address.value), of("codes of", proof.conversation)

    def _code_hash(self, proof: ProofId, code: str) -> str:
        return self._hashes.of("code", f"{proof}:{code}")

    def _message(self, proof: Proof, code: str) -> Message:
        key, to, owner = f"code:{proof.id}", proof.address, Owner(proof.conversation)
        if to.means is Means.TEXT:
            return Message(key, to, About.CODE, self._words.of("message.code", code=code), owner)
        said = self._words.of
        return self._mails.write(
            MailToWrite(
                key=key,
                to=to,
                about=About.CODE,
                owner=owner,
                subject=said("mail.code.subject"),
                heading=said("mail.code.heading"),
                blocks=(
                    Paragraph(said("mail.code.before")),
                    Code(code),
                    Paragraph(said("mail.code.after")),
                ),
                why=said("mail.code.why"),
            )
        )


def _whose(work: Work, conversation: ConversationId, address: Address, now: datetime) -> PersonId:
    """Whose the address is; of whoever has the conversation, where it was nobody's.

    Where it is another person's, the conversation becomes theirs: the last proof decides.
    """
    held = work.people.belonging(conversation)
    if held and work.people.add_point(ContactPoint(held.person, address, now)):
        return work.people.prove(address, now, held.person)
    return work.people.prove(address, now, PersonId(str(uuid.uuid4())))
