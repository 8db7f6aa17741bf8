"""Tells an owner what stands behind the facts of their firm: a register, a document, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.company import CompanyCheck, Finding
from bot.domain.conversation import ConversationId
from bot.domain.fact_check import FactCheck
from bot.domain.introduction import Mark
from bot.domain.profile_facts import FirmProfile
from bot.domain.working_days import LONDON
from bot.ports import Clock, Phrases, Storage
from bot.services.plain_days import day_of, plain_day
from bot.services.shared_facts import holds_name


class TellStanding:
    """Lines for the page of a profile; none where nobody looked at anything and nothing lapsed."""

    def __init__(self, storage: Storage, phrases: Phrases, clock: Clock) -> None:
        self._storage = storage
        self._say = phrases.say
        self._clock = clock

    def words(self, conversation: ConversationId) -> str:
        """All of it as one paragraph, or nothing."""
        with self._storage.transaction() as work:
            firm = work.profiles.owner_of(conversation).supplier
            profile = work.profiles.of(work.profiles.owner_of(conversation))
            checks = work.fact_checks.of(firm) if firm else []
            company = work.company_checks.of(firm) if firm else None
        lines = [*self._company(profile, checks, company), *self._papers(profile, checks)]
        if not lines:
            return ""
        told = [self._say("standing.firm.line", line=line) for line in lines]
        return "\n".join([self._say("standing.firm"), *told])

    def _company(
        self, profile: FirmProfile, checks: list[FactCheck], company: CompanyCheck | None
    ) -> Iterator[str]:
        if company is None or company.number != profile.company_number:
            return
        registered = next((o for o in checks if o.how is Mark.REGISTER), None)
        if company.finding is Finding.SAME:
            if registered and holds_name(company, profile):
                day = day_of(registered.checked_at)
                yield self._say("standing.firm.register", source=registered.source, day=day)
            return
        yield self._say(
            f"standing.firm.{company.finding}",
            number=company.number,
            name=company.name,
            firm=company.called,
            status=company.status,
        )

    def _papers(self, profile: FirmProfile, checks: list[FactCheck]) -> Iterator[str]:
        today = self._clock.now().astimezone(LONDON).date()
        for check in (o for o in checks if o.how is Mark.DOCUMENT):
            said = {"value": check.value, "day": day_of(check.checked_at), "by": check.by}
            if check.ends_on is None:
                yield self._say("standing.firm.document", **said)
            elif check.ends_on >= today:
                until = plain_day(check.ends_on)
                yield self._say("standing.firm.document_until", **said, until=until)
        for paper in profile.papers or ():
            if paper.ends_on and paper.ends_on < today:
                day = plain_day(paper.ends_on)
                yield self._say("standing.firm.lapsed", paper=paper.name, day=day)
