"""Ends what was kept long enough, by the rules that are data; or tells what would end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.held import Whose
from bot.domain.retention import Retention
from bot.ports import Clock, Storage
from bot.services.erase_held import Beside, EraseHeld

HOLDERS_AT_A_TIME = 100
NOTICES_AT_A_TIME = 500
EVERYBODY = 10_000_000

RULE_OF = {
    Whose.CONVERSATION: "conversations",
    Whose.SUPPLIER: "firms",
    Whose.PERSON: "firms",
}
"""The rule by which one ends of whom nothing was heard for long."""

CONTACTS, POSTCODES, ERASURES = "contacts_in_notices", "postcodes", "erasures"
MAILBOXES = "buyer_contacts"

Counts = Mapping[str, Mapping[str, int]]
"""How many things end, by rule and by the key of their plain name."""


class EndHeld:
    """The end of things by their age. Running it again, or after it was cut off, is safe."""

    def __init__(
        self,
        storage: Storage,
        erase: EraseHeld,
        beside: Beside,
        retention: Retention,
        clock: Clock,
    ) -> None:
        """`clock` is the domain's, by which notices close; `now` of the calls is real time."""
        self._storage = storage
        self._erase = erase
        self._elsewhere = beside.places
        self._listed = beside.listed
        self._retention = retention
        self._clock = clock

    def would_end(self, now: datetime) -> Counts:
        """What `end` would erase at this moment; nothing is changed."""
        counts: dict[str, dict[str, int]] = {rule.of: {} for rule in self._retention.all}
        with self._storage.transaction() as work:
            for whose, rule in RULE_OF.items():
                idle = work.held.idle(whose, self._since(rule, now), EVERYBODY)
                _add(counts[rule], {f"{whose}s": len(idle)})
            for rule, so_far in counts.items():
                _add(so_far, work.held.older(rule, self._since(rule, now)))
            _add(counts[CONTACTS], {CONTACTS: work.contacts.ended(self._closed_since(now))})
            postcodes = work.postcodes.count_before(self._since(POSTCODES, now))
            receipts = work.erasures.count_before(self._since(ERASURES, now))
            mailboxes = work.buyer_contacts.count_ended_before(self._since(MAILBOXES, now))
        _add(counts[POSTCODES], {POSTCODES: postcodes})
        _add(counts[ERASURES], {ERASURES: receipts})
        _add(counts[MAILBOXES], {MAILBOXES: mailboxes})
        for place in self._elsewhere:
            ended = place.older(self._since(place.kept, now))
            _add(counts[place.kept], {place.called: ended})
        return counts

    def end(self, now: datetime) -> Counts:
        """Erases all that is over at this moment, and what was asked for; tells what was over."""
        self._erase.finish_all_asked()
        counts: dict[str, dict[str, int]] = {rule.of: {} for rule in self._retention.all}
        for rule, so_far in counts.items():
            with self._storage.transaction() as work:
                _add(so_far, work.held.drop_older(rule, self._since(rule, now)))
        for place in self._elsewhere:
            ended = place.drop_before(self._since(place.kept, now))
            _add(counts[place.kept], {place.called: ended})
        for whose, rule in RULE_OF.items():
            _add(counts[rule], {f"{whose}s": self._end_idle(whose, self._since(rule, now))})
        _add(counts[CONTACTS], {CONTACTS: self._end_contacts(self._closed_since(now))})
        with self._storage.transaction() as work:
            postcodes = work.postcodes.drop_before(self._since(POSTCODES, now))
            receipts = work.erasures.drop_before(self._since(ERASURES, now))
            mailboxes = work.buyer_contacts.drop_ended_before(self._since(MAILBOXES, now))
        self._listed.drop_before(self._since(ERASURES, now))
        _add(counts[POSTCODES], {POSTCODES: postcodes})
        _add(counts[ERASURES], {ERASURES: receipts})
        _add(counts[MAILBOXES], {MAILBOXES: mailboxes})
        return counts

    def _end_idle(self, whose: Whose, since: datetime) -> int:
        count = 0
        while True:
            with self._storage.transaction() as work:
                idle = work.held.idle(whose, since, HOLDERS_AT_A_TIME)
            if not idle or not self._erase.forget(frozenset(idle)):
                return count
            count += len(idle)

    def _end_contacts(self, since: datetime) -> int:
        count = 0
        while True:
            with self._storage.transaction() as work:
                dropped = work.contacts.drop_ended(since, NOTICES_AT_A_TIME)
            if not dropped:
                return count
            count += dropped

    def _since(self, rule: str, now: datetime) -> datetime:
        return self._retention[rule].ended_at(now)

    def _closed_since(self, now: datetime) -> datetime:
        """A clock that was set to another day must neither show late nor drop early."""
        return self._since(CONTACTS, min(now, self._clock.now()))


def _add(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for called, count in more.items():
        if count:
            counts[called] = counts.get(called, 0) + count
