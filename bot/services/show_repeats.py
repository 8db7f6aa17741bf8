"""Shows whoever looks after a buyer's posts where small ones of one kind reach a floor together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.entry_rules import rules_for
from bot.domain.errors import NotYoursError
from bot.domain.officer import BuyerName, Officer, Role
from bot.domain.repeated_posts import LOOKED_BACK, repeated_posts
from bot.domain.threshold_table import NO_ESCAPE, LegalSource
from bot.services.buying_desk import BuyingDesk
from bot.services.check_entry import pounds


@dataclass(frozen=True, slots=True)
class Repeats:
    """Posts of one kind: its name, their titles and days, what they come to with VAT."""

    kind: str
    posts: Sequence[tuple[str, str, str]]
    together: str
    floor: str
    source: LegalSource = NO_ESCAPE


class ShowRepeats:
    """For the buyer's own administrators alone; it judges nobody."""

    def __init__(self, desk: BuyingDesk) -> None:
        self._desk = desk

    def of(self, officer: Officer) -> list[Repeats]:
        """Those of the last year; NotYoursError for who is no administrator of a buyer."""
        if officer.role is not Role.BUYER_ADMIN:
            raise NotYoursError("repeats")
        buyer, now = self._desk.buyer_of(officer), self._desk.clock.now()
        with self._desk.storage.transaction() as work:
            posted = work.entries.posted_since(BuyerName(buyer.name), now - LOOKED_BACK)
        if not posted:
            return []
        floor = rules_for(posted[0], buyer, now).floor
        found = repeated_posts(posted, floor)
        names = self._desk.code_names
        return [
            Repeats(
                kind=names.get(f"{one.cpv_class}0000", one.cpv_class),
                posts=[
                    (e.id, e.title, f"{e.posted_at:%-d %B %Y}" if e.posted_at else "")
                    for e in one.entries
                ],
                together=pounds(one.together),
                floor=pounds(floor) if floor is not None else "",
            )
            for one in found
        ]
