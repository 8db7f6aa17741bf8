"""Takes complaints in, shows them to whoever made them, and notes what came of each."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.complaint import (
    Complaint,
    ComplaintForm,
    ComplaintId,
    ComplaintPromise,
    Outcome,
    reference_meant,
    reference_of,
)
from bot.domain.errors import NotFoundError, NotYoursError
from bot.ports import Clock, Storage, Work

_KEY = re.compile(r"[\w-]{32}", re.ASCII)
_KEY_BYTES, _REFERENCE_BYTES = 24, 8


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint taken in, and the key to its page, which is never stored."""

    complaint: Complaint
    key: str


class HandleComplaints:
    """Complaints from their first word to their answer, in real time."""

    def __init__(self, storage: Storage, clock: Clock, promise: ComplaintPromise) -> None:
        self._storage = storage
        self._clock = clock
        self.promise = promise

    @staticmethod
    def new_key() -> str:
        """A key for one form: sent twice with the same words it is one complaint."""
        return secrets.token_urlsafe(_KEY_BYTES)

    def file(self, form: ComplaintForm, key: str) -> Filed:
        """Takes the complaint in, and so acknowledges it.

        The same form with the same key again is the complaint that it was; another form with that
        key, or a key that was not made here, gets a new one.
        """
        with self._storage.transaction() as work:
            held = work.complaints.opened_by(_hash(key))
            if held and held.form == form:
                return Filed(held, key)
            new = self.new_key() if held or not _KEY.fullmatch(key) else key
            return Filed(self._add(work, form, new), new)

    def opened(self, reference: str, key: str) -> Complaint:
        """The complaint, for whoever holds its reference and key; NotYoursError for others."""
        with self._storage.transaction() as work:
            held = work.complaints.opened_by(_hash(key))
        if held is None or held.id != reference_meant(reference):
            raise NotYoursError("complaint")
        return held

    def all(self) -> Sequence[Complaint]:
        """All of them for the operator, those received first first."""
        with self._storage.transaction() as work:
            return work.complaints.all()

    def is_overdue(self, complaint: Complaint) -> bool:
        """Whether it should have been answered by now."""
        return complaint.is_overdue(self._clock.now())

    def get(self, reference: str) -> Complaint:
        """The complaint of the reference; NotFoundError if there is none."""
        with self._storage.transaction() as work:
            return _held(work, reference)

    def tell(self, reference: str, words: str) -> Complaint:
        """Notes how far it has got, for its page; InvalidInputError once it is answered."""
        with self._storage.transaction() as work:
            told = _held(work, reference).told(words, self._clock.now())
            work.complaints.update(told)
        return told

    def answer(self, reference: str, outcome: Outcome, words: str) -> Complaint:
        """Notes what came of it, for its page; InvalidInputError if it was answered before."""
        with self._storage.transaction() as work:
            answered = _held(work, reference).answered(outcome, words, self._clock.now())
            work.complaints.update(answered)
        return answered

    def forget(self, references: Iterable[str]) -> int:
        """Deletes complaints; returns how many there were."""
        with self._storage.transaction() as work:
            return work.complaints.remove([reference_meant(one) for one in references])

    def _add(self, work: Work, form: ComplaintForm, key: str) -> Complaint:
        now = self._clock.now()
        while True:  # a reference that is taken, one in billions, is drawn again
            drawn = reference_of(secrets.token_bytes(_REFERENCE_BYTES))
            complaint = Complaint(drawn, form, now, self.promise.due(now))
            if work.complaints.add(complaint, _hash(key)):
                return complaint


def _held(work: Work, reference: str) -> Complaint:
    found = work.complaints.get(ComplaintId(reference_meant(reference)))
    if found is None:
        raise NotFoundError(f"There is no complaint {reference}.")
    return found


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
