"""Makes the facts that a buyer would read of a firm: what it said, each with what it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.domain.company import SOURCE, CompanyCheck, Finding
from bot.domain.fact_check import FactCheck
from bot.domain.feedback import Owner
from bot.domain.introduction import Mark, SharedFact
from bot.domain.person import PersonId
from bot.domain.profile_facts import FirmProfile, HeldPaper, Part
from bot.domain.supplier import SupplierId
from bot.domain.working_days import LONDON
from bot.ports import Clock, Phrases, PlaceNames, Work
from bot.services.keep_profile import text_of
from bot.services.tell_profile import TellProfile

CONTACT, PAPER = "contact", "paper"
SHARED_PARTS = (
    Part.WORK,
    Part.PLACE,
    Part.PEOPLE,
    Part.PAPERS,
    Part.HOURS,
    Part.COMPANY_NUMBER,
    Part.PPON,
)
"""What a buyer reads, in this order; what a firm would charge or how far it goes is no part."""


class SharedFacts:
    """Facts alone: nothing is inferred, and where a buyer may not know a place, none is told."""

    def __init__(
        self, phrases: Phrases, tell: TellProfile, places: PlaceNames, clock: Clock
    ) -> None:
        self._say = phrases.say
        self._tell = tell
        self._places = places
        self._clock = clock

    def of(
        self,
        work: Work,
        supplier: SupplierId,
        person: PersonId | None,
        *,
        with_place: bool,
        without: Collection[str] = (),
    ) -> tuple[SharedFact, ...]:
        """The facts of a firm, and how to reach the person; `without` are keys left out."""
        profile = work.profiles.of(Owner(supplier=supplier))
        checks = standing_checks(work, supplier, profile)
        facts = [
            fact
            for part in SHARED_PARTS
            if with_place or part is not Part.PLACE
            for fact in self._of_part(part, profile, checks, with_place=with_place)
        ]
        facts += self._reach(work, person, profile)
        return tuple(fact for fact in facts if fact.key not in without and fact.value)

    def listed(self, facts: Collection[SharedFact]) -> str:
        """Each on a line of its own, with its mark."""
        return "\n".join(self._say("introduction.fact.line", fact=self.line(f)) for f in facts)

    def line(self, fact: SharedFact) -> str:
        """One fact: what it is, what it says, until when, and what it stands on."""
        value = fact.value
        if fact.ends_on:
            day = f"{fact.ends_on.day} {fact.ends_on:%B %Y}"
            is_over = fact.is_over(self._clock.now().astimezone(LONDON).date())
            key = "introduction.fact.ended" if is_over else "introduction.fact.ends"
            value = self._say(key, value=value, day=day)
        return self._say(f"introduction.fact.{fact.key}", value=value, mark=self.mark(fact))

    def mark(self, fact: SharedFact) -> str:
        """What it stands on, in words."""
        day = f"{fact.on.day} {fact.on:%B %Y}" if fact.on else ""
        return self._say(
            f"introduction.mark.{fact.mark}",
            source=fact.source,
            day=day,
            registered=fact.registered_as,
            firm=fact.trades_as,
        )

    def _of_part(
        self, part: Part, profile: FirmProfile, checks: dict[str, FactCheck], *, with_place: bool
    ) -> Iterator[SharedFact]:
        if part is Part.WORK:
            said = text_of(profile)
            value = said if with_place else self._places.without_places(said)
            yield _fact("work", value, profile.said_at.get(Part.WORK), None)
        elif part is Part.PAPERS:
            for paper in profile.papers or ():
                yield self._paper(paper, profile, checks)
        elif profile.get(part) is not None:
            value = self._tell.value(part, profile)
            yield _fact(part.value, value, profile.said_at.get(part), checks.get(part.value))

    def _paper(
        self, paper: HeldPaper, profile: FirmProfile, checks: dict[str, FactCheck]
    ) -> SharedFact:
        alone = FirmProfile(papers=(HeldPaper(paper.name, paper.pounds),))
        value = self._tell.value(Part.PAPERS, alone)
        check = checks.get(f"{PAPER}:{paper.name}")
        fact = _fact(PAPER, value, profile.said_at.get(Part.PAPERS), check)
        if fact.mark is Mark.SELF_DECLARED:
            return SharedFact(PAPER, value, fact.mark, fact.on, paper.ends_on)
        return fact

    def _reach(
        self, work: Work, person: PersonId | None, profile: FirmProfile
    ) -> Iterator[SharedFact]:
        """Where the buyer answers: what the owner proved, and a landline that they gave."""
        points = work.people.points(person) if person else []
        told = [point.address.national for point in points]
        if profile.reach and profile.reach.landline:
            told.append(self._say("introduction.landline", number=profile.reach.landline))
        if told:
            at = max((p.proved_at for p in points), default=None)
            yield _fact(CONTACT, ", ".join(told), at, None)


def _fact(key: str, value: str, at: datetime | None, check: FactCheck | None) -> SharedFact:
    if check and check.value == value:
        on = check.checked_at.astimezone(LONDON).date()
        names = check.registered_as, check.trades_as
        return SharedFact(key, value, check.how, on, check.ends_on, check.source, *names)
    return SharedFact(key, value, on=at.astimezone(LONDON).date() if at else None)


def standing_checks(work: Work, firm: SupplierId, profile: FirmProfile) -> dict[str, FactCheck]:
    """What was looked at of the firm and holds of what it says now, by the fact."""
    held = {paper_fact(one.name) for one in profile.papers or ()}
    checks = {
        one.fact: one
        for one in work.fact_checks.of(firm)
        if one.fact in held or not one.fact.startswith(PAPER)
    }
    company, number = work.company_checks.of(firm), checks.get(Part.COMPANY_NUMBER.value)
    is_other = bool(company and not holds_name(company, profile))
    if number and (is_other or number.value != profile.company_number):
        # It was checked of another name: until it is looked at again it is the firm's word.
        del checks[Part.COMPANY_NUMBER.value]
    if company and not is_other and (under := _under_another_name(company, profile)):
        checks[under.fact] = under
    return checks


def _under_another_name(company: CompanyCheck, profile: FirmProfile) -> FactCheck | None:
    """What was found of a real number that the register has under another name, or None.

    A buyer reads both names: whether they are one firm is nothing that the register tells.
    """
    if company.finding is not Finding.OTHER_NAME or company.number != profile.company_number:
        return None
    return FactCheck(
        company.supplier,
        Part.COMPANY_NUMBER.value,
        Mark.OTHER_NAME,
        company.number,
        SOURCE,
        company.asked_at,
        registered_as=f"{company.name}, {company.status.lower()}",
        trades_as=company.called,
    )


def holds_name(company: CompanyCheck, profile: FirmProfile) -> bool:
    """Whether what the register said was said of the name that the firm bears now."""
    return company.called == (profile.name or "")


def paper_fact(name: str) -> str:
    """By which a paper's check is known."""
    return f"{PAPER}:{name}"
