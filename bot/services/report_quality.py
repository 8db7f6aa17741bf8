"""Tells how clean the published notices are, by buyer and kind of finding, with their words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.notice import FindingKind
from bot.domain.quality import FaultyNotice, QualityReport
from bot.domain.register import BuyerRegister
from bot.ports import Phrases, Storage

NOTICES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class KindInWords:
    """A kind of finding as people read of it; `mend` is for the buyer."""

    kind: FindingKind
    name: str
    says: str
    mend: str


class ReportQuality:
    """Counts findings in what is stored; reads only."""

    def __init__(self, storage: Storage, register: BuyerRegister, phrases: Phrases) -> None:
        self._storage = storage
        self._register = register
        self._phrases = phrases
        self._kept: tuple[str, QualityReport] | None = None

    def report(self, buyer: str | None = None) -> QualityReport:
        """All buyers, or those that `buyer` names: a whole name, else a part, else an alias."""
        whole = self._whole()
        if buyer is None:
            return whole
        named = whole.about(buyer)
        known = None if named.buyers else self._register.find(buyer)
        return whole.about(known.registered.buyer.name) if known else named

    def _whole(self) -> QualityReport:
        """Counted once, until notices or their findings change."""
        with self._storage.transaction() as work:
            revision, kept = work.quality.revision(), self._kept
            if kept is None or kept[0] != revision:
                self._kept = kept = revision, work.quality.report()
        return kept[1]

    def faulty_notices(self, buyer: str) -> list[FaultyNotice]:
        """The newest notices with findings of the buyer of exactly that name, at most fifty."""
        with self._storage.transaction() as work:
            return work.quality.faulty_notices(buyer, NOTICES_SHOWN)

    def attributions(self, report: QualityReport) -> list[str]:
        """The line that the licence of each source asks for, each once."""
        lines = (self._phrases.say(f"source.{source}") for source in report.sources)
        return list(dict.fromkeys(lines))

    def in_words(self, kind: FindingKind) -> KindInWords:
        """What to call the kind, what it means for an owner, and how a buyer mends it."""
        name, says, mend = (
            self._phrases.say(f"finding.{kind.value}.{part}") for part in ("name", "says", "mend")
        )
        return KindInWords(kind, name, says, mend)
