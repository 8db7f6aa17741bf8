"""Notes that a coordinator saw a document of a firm: which, when, and until when it holds."""

from __future__ import annotations

from datetime import date

from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.fact_check import FactCheck
from bot.domain.feedback import Owner
from bot.domain.introduction import Mark
from bot.domain.profile_facts import FirmProfile, HeldPaper, Part
from bot.domain.supplier import SupplierId
from bot.ports import Clock, Storage, Work
from bot.services.shared_facts import paper_fact
from bot.services.tell_profile import TellProfile


class NoteSeen:
    """Of facts that the firm itself says: what it does not say cannot be shown to a buyer."""

    def __init__(self, storage: Storage, tell: TellProfile, clock: Clock) -> None:
        self._storage = storage
        self._tell = tell
        self._clock = clock

    def papers(self, firm: SupplierId) -> list[str]:
        """The papers that the firm says it has. NotFoundError where there is no such firm."""
        with self._storage.transaction() as work:
            return [one.name for one in self._profile(work, firm).papers or ()]

    def note(
        self, firm: SupplierId, paper: str, by: str, source: str = "", ends_on: date | None = None
    ) -> FactCheck:
        """Stores that the document of that paper was seen now, by whom, with its last day.

        `paper` is its name or some words of it. Raises NotFoundError where the firm has none such,
        InvalidInputError where several may be meant or its last day is past.
        """
        now = self._clock.now()
        if ends_on and ends_on < now.date():
            raise InvalidInputError("That last day is past: there is nothing to note.")
        with self._storage.transaction() as work:
            held = _meant(self._profile(work, firm).papers or (), paper)
            value = self._tell.value(
                Part.PAPERS, FirmProfile(papers=(HeldPaper(held.name, held.pounds),))
            )
            check = FactCheck(
                supplier=firm,
                fact=paper_fact(held.name),
                how=Mark.DOCUMENT,
                value=value,
                source=source,
                checked_at=now,
                by=by,
                ends_on=ends_on or held.ends_on,
            )
            work.fact_checks.put(check)
        return check

    def forget(self, firm: SupplierId, paper: str) -> str:
        """Takes the note back; the name of the paper. Raises as `note`."""
        with self._storage.transaction() as work:
            held = _meant(self._profile(work, firm).papers or (), paper)
            work.fact_checks.remove(firm, paper_fact(held.name))
        return held.name

    def _profile(self, work: Work, firm: SupplierId) -> FirmProfile:
        if not work.suppliers.get_many([firm]):
            raise NotFoundError("firm")
        return work.profiles.of(Owner(supplier=firm))


def _meant(papers: tuple[HeldPaper, ...], named: str) -> HeldPaper:
    words = named.lower().split()
    exact = [one for one in papers if one.name.lower() == " ".join(words)]
    found = exact or [one for one in papers if all(word in one.name.lower() for word in words)]
    if not found:
        raise NotFoundError("paper")
    if len(found) > 1:
        raise InvalidInputError(f"Several may be meant: {', '.join(one.name for one in found)}.")
    return found[0]
