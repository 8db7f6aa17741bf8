"""STOP and START: heard at once, kept for ever as a hash, and as evidence of consent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.consent import Answer, Channel, Consent, Evidence, EvidenceKind, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.channel_of import channel_of
from bot.services.may_write import MayWrite
from bot.services.message_words import MessageWords


class StopMessages:
    """Ends messages to an address in one step, and begins them again by its owner's own text."""

    def __init__(
        self, storage: Storage, gate: MayWrite, words: MessageWords, phrases: Phrases, clock: Clock
    ) -> None:
        self._storage = storage
        self._gate = gate
        self._words = words
        self._phrases = phrases
        self._clock = clock

    def by_text(self, text: InboundText) -> bool:
        """Nothing goes to the number any more; False where that held already."""
        evidence = Evidence(EvidenceKind.INBOUND_TEXT, text.id)
        with self._storage.transaction() as work:
            is_new = self._suppress(work, text.sender)
            person = work.people.of_address(text.sender)
            if person:
                _withdraw(work, person, Means.TEXT, _Step(Channel.TEXT, text.at, evidence))
        return is_new

    def in_chat(self, conversation: ConversationId) -> int:
        """Nothing goes to any address of whoever has the conversation; how many are now closed.

        A conversation that is nobody's has no address: then it is nought, and nothing changed.
        """
        now = self._clock.now()
        with self._storage.transaction() as work:
            held = work.people.belonging(conversation)
            thread = work.inbound_texts.number_of(conversation)
            addresses = {one.address for one in work.people.points(held.person)} if held else set()
            addresses |= {thread} if thread else set()
            for address in addresses:
                self._suppress(work, address)
            if held:
                for means in {one.means for one in addresses}:
                    _withdraw(work, held.person, means, _Step(channel_of(work, conversation), now))
        return len(addresses)

    def start_again(self, text: InboundText) -> bool:
        """Messages go to the number again, with what its STOP ended; False if they did.

        What is agreed to is what STOP was answered with: that START begins it again.
        """
        with self._storage.transaction() as work:
            lifted = work.suppressions.lift(text.sender.means, self._gate.hash_of(text.sender))
            person = work.people.of_address(text.sender)
            if lifted and person:
                self._agree_again(work, person, text)
        return lifted

    def _suppress(self, work: Work, address: Address) -> bool:
        return work.suppressions.add(address.means, self._gate.hash_of(address), self._clock.now())

    def _agree_again(self, work: Work, person: PersonId, text: InboundText) -> None:
        evidence = Evidence(EvidenceKind.INBOUND_TEXT, text.id)
        wording = self._words.of("message.stopped")
        version = self._phrases.say("consent.start.version")
        for purpose in Purpose:
            steps = work.consents.of(Owner(person=person), purpose)
            last = _last_by(Means.TEXT, steps)
            if last and last.answer is Answer.WITHDRAWN and last.evidence:
                step = Consent(
                    purpose,
                    Answer.YES,
                    wording,
                    version,
                    Channel.TEXT,
                    text.at,
                    Means.TEXT,
                    evidence,
                )
                work.consents.note(Owner(person=person), step)


@dataclass(frozen=True, slots=True)
class _Step:
    """How somebody withdrew: where, when, and what shows it."""

    channel: Channel
    at: datetime
    evidence: Evidence | None = None


def _withdraw(work: Work, person: PersonId, means: Means, step: _Step) -> None:
    """Every consent by these means, whatever for; a question still open is closed with it."""
    for purpose in Purpose:
        last = _last_by(means, work.consents.of(Owner(person=person), purpose))
        if last and last.answer in {Answer.YES, Answer.ASKED}:
            answer = Answer.WITHDRAWN if last.answer is Answer.YES else Answer.NO
            told = replace(
                last, answer=answer, channel=step.channel, at=step.at, evidence=step.evidence
            )
            work.consents.note(Owner(person=person), told)


def _last_by(means: Means, steps: Iterable[Consent]) -> Consent | None:
    return next((one for one in reversed(list(steps)) if one.means is means), None)
