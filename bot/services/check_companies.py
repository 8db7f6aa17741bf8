"""Holds company numbers that firms gave against the register, and tells owners what differs."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass

from bot.domain.company import SOURCE, CompanyCheck, Finding, RegisteredCompany, finding_of
from bot.domain.errors import RegisterRefusedError, SourceError, TryAgainError
from bot.domain.fact_check import FactCheck
from bot.domain.feedback import Owner
from bot.domain.introduction import Mark
from bot.domain.notification import NotificationId
from bot.domain.profile_facts import FirmProfile, Part
from bot.domain.supplier import SupplierId
from bot.ports import Clock, CompanyRegister, Phrases, Storage, Work
from bot.services.tell_firm import Around, TellFirm

AT_A_TIME = 200
FACT = Part.COMPANY_NUMBER.value

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Due:
    firm: SupplierId
    number: str
    called: str


class CheckCompanies:
    """One round; cut off, it is done again, asks of nobody twice and tells nothing twice.

    A number whose name and state agree is marked as checked. What differs is never decided here:
    the number stays the firm's own word, and its people are told.
    """

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        register: CompanyRegister,
        tell: TellFirm,
        clock: Clock,
    ) -> None:
        self._say = phrases.say
        self._storage = storage
        self._register = register
        self._tell = tell
        self._clock = clock

    def run(self) -> dict[str, int]:
        """How many were asked after, by what was found; `left` where the register gave up."""
        counts, last = Counter[str](), None
        while some := self._some(last):
            last = some[-1][0]
            for firm, profile in some:
                due = self._due(firm, profile)
                if due is None:
                    continue
                try:
                    found = self._register.company(due.number)
                except SourceError as fault:
                    logger.warning("A company could not be looked up: %s", fault)
                    counts["not_read"] += 1
                    continue
                except (TryAgainError, RegisterRefusedError) as fault:
                    logger.warning("Companies are looked up another time: %s", fault)
                    return {**counts, "left": 1}
                counts[self._keep(due, found)] += 1
        return dict(counts)

    def _some(self, last: SupplierId | None) -> list[tuple[SupplierId, FirmProfile]]:
        with self._storage.transaction() as work:
            return work.profiles.of_suppliers(last, AT_A_TIME)

    def _due(self, firm: SupplierId, profile: FirmProfile) -> _Due | None:
        """What is to be asked of the firm now; what was found of a number it took back goes."""
        number, called = profile.company_number, profile.name or ""
        with self._storage.transaction() as work:
            held = work.company_checks.of(firm)
            if number is None:
                if held:
                    work.company_checks.remove(firm)
                    work.fact_checks.remove(firm, FACT)
                return None
        if held and not held.is_due(number, called, self._clock.now()):
            return None
        return _Due(firm, number, called)

    def _keep(self, due: _Due, found: RegisteredCompany | None) -> str:
        now, finding = self._clock.now(), finding_of(due.called, found)
        name, status = (found.name, found.status) if found else ("", "")
        check = CompanyCheck(due.firm, due.number, due.called, finding, name, status, now)
        with self._storage.transaction() as work:
            if work.profiles.of(Owner(supplier=due.firm)).company_number != due.number:
                return "changed_meanwhile"
            work.company_checks.put(check)
            if finding is Finding.SAME:
                fact = FactCheck(due.firm, FACT, Mark.REGISTER, due.number, SOURCE, now)
                work.fact_checks.put(fact)
                return finding.value
            work.fact_checks.remove(due.firm, FACT)
            meant = self._tell_of(work, check)
        self._tell.deliver(meant)
        return finding.value

    def _tell_of(self, work: Work, check: CompanyCheck) -> list[NotificationId]:
        key = f"company:{check.supplier}:{check.number}:{check.finding}"

        def words(around: Around) -> str:
            return self._say(
                f"told_firm.company.{check.finding}",
                sender=around.sender,
                number=check.number,
                name=check.name,
                firm=check.called,
                stop=around.stop,
            )

        return self._tell.intend(work, check.supplier, key, words)
