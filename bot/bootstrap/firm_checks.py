"""Wires what looks at facts of firms: the register of companies, documents seen, last days."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.bootstrap.parts import make_clock
from bot.bootstrap.reaching import Reaching
from bot.clock import SystemClock
from bot.ports import Clock, CompanyRegister, Phrases, Storage
from bot.services.check_companies import CheckCompanies
from bot.services.message_words import MessageWords
from bot.services.note_seen import NoteSeen
from bot.services.remind_of_papers import RemindOfPapers
from bot.services.tell_firm import TellFirm
from bot.services.tell_profile import TellProfile
from bot.settings import Settings


@dataclass(frozen=True)
class FirmChecks:
    """`companies` is None where no key is set: then the register is never asked."""

    companies: CheckCompanies | None
    papers: RemindOfPapers
    seen: NoteSeen

    def run(self) -> dict[str, int]:
        """One round of all; how many, by what was found or done."""
        found = self.companies.run() if self.companies else {}
        reminded = self.papers.run()
        return {**found, **({"reminded": reminded} if reminded else {})}


def make_company_register(
    settings: Settings, clock: Clock, sleep: Callable[[float], None] = time.sleep
) -> CompanyRegister | None:
    """Companies House, or None where the settings have no key for it."""
    from connectors.registers.companies_house import CompaniesHouse

    if not settings.companies_house_key:
        return None
    address, key = settings.companies_house_url, settings.companies_house_key
    return CompaniesHouse(address, key, clock, sleep)


def make_firm_checks(
    settings: Settings, storage: Storage, phrases: Phrases, reaching: Reaching
) -> FirmChecks:
    """All of it: what was looked at when is real time, days of papers are the domain's."""
    writing = MessageWords(phrases, settings.operator), reaching.mails
    tell, real = TellFirm(phrases, reaching.notify, writing), SystemClock()
    register = make_company_register(settings, real)
    return FirmChecks(
        companies=CheckCompanies(storage, phrases, register, tell, real) if register else None,
        papers=RemindOfPapers(storage, phrases, tell, make_clock(settings)),
        seen=NoteSeen(storage, TellProfile(phrases), real),
    )
