"""The weekly run: every contact's digest once, also when it is cut off, run again or made up."""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Ended
from bot.domain.digest import Digest, DigestId, DigestRun, Week, missed
from bot.domain.digest_contents import DigestContents
from bot.domain.errors import InvalidInputError, StorageUnavailableError
from bot.domain.feedback import Owner
from bot.domain.introduction import By, Introduction, IntroductionState, Step, moved
from bot.domain.notification import About, NotificationId, Withheld
from bot.domain.working_days import LONDON, is_working_day
from bot.ports import BankHolidays, Clock, Storage, Work
from bot.services.compose_digest import ComposeDigest
from bot.services.follow_steps import FollowsSteps
from bot.services.gather_digest import DigestRound, GatherDigest
from bot.services.notify import Notify

AT_A_TIME = 50
TRIES = 5
"""Of one contact, where the database is busy or a lead moves meanwhile."""
_LOOKED_BACK = 20
_OFFICES_CLOSE = time(17)
_A_DAY, _LONGEST = timedelta(days=1), timedelta(days=150)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one contact would be told, and the reason for which nothing would go."""

    contents: DigestContents
    why_not: str | None


@dataclass(frozen=True, eq=False)
class DigestParts:
    """What a run works with; the clock is the domain's."""

    storage: Storage
    gather: GatherDigest
    compose: ComposeDigest
    notify: Notify
    steps: FollowsSteps
    holidays: BankHolidays
    clock: Clock


class RunDigests:
    """A digest, its items and its mail commit together; only then does the mail go."""

    def __init__(self, parts: DigestParts) -> None:
        self._parts = parts

    def run(self, week: Week | None = None) -> dict[str, int]:
        """Sends every digest that is owed: of that week, or of all up to the last that was due.

        Missed weeks are made up by one digest, which goes on from the contact's last. Running it
        again, in several processes or after a crash sends nothing twice. Raises InvalidInputError
        for a week whose Monday is still to come.
        """
        now = self._parts.clock.now()
        due = week or Week.last_due(now)
        if due.goes_at > now:
            raise InvalidInputError(f"The digest of {due.name} is not due yet: see --preview.")
        with self._parts.storage.transaction() as work:
            owed = list(missed(_last_done(work), due)) if week is None else _open(work, due)
            for one in owed:
                work.digests.begin(DigestRun(one, now))
            round_ = self._parts.gather.begin(work)
        if not owed:
            return {}
        counts: Counter[str] = Counter()
        for contact in self._contacts():
            if any(one.is_due(contact.frequency) for one in owed):
                counts[self._tell(round_, contact.id, due)] += 1
        with self._parts.storage.transaction() as work:
            for one in owed:
                work.digests.finish(one, self._parts.clock.now(), counts if one == due else {})
        logger.info("Digests of %s: %s", due.name, dict(counts))
        return dict(counts)

    def preview(self, week: Week) -> Iterator[Shown]:
        """What each contact would be told in that week's run; nothing is stored or sent."""
        with self._parts.storage.transaction() as work:
            round_ = self._parts.gather.begin(work)
        for contact in self._contacts():
            with self._parts.storage.transaction() as work:
                contents = self._parts.gather.of(work, round_, contact, week)
                yield Shown(contents, self._why_not(work, contents, week))

    def _why_not(self, work: Work, contents: DigestContents, week: Week) -> str | None:
        contact = contents.contact
        if work.digests.of_week(week, contact.id):
            return "told"
        if not week.is_due(contact.frequency):
            return "not_due"
        if contents.is_empty:
            return "nothing"
        message = self._parts.compose.message(contents)
        return self._parts.notify.gate.why_not(work, message.to, message.about, message.owner)

    def _contacts(self) -> Iterator[BuyerContact]:
        last: BuyerContactId | None = None
        while True:
            with self._parts.storage.transaction() as work:
                some = work.buyer_contacts.standing_after(last, AT_A_TIME)
            yield from some
            if len(some) < AT_A_TIME:
                return
            last = some[-1].id

    def _tell(self, round_: DigestRound, contact: BuyerContactId, week: Week) -> str:
        """One contact's digest, or what was the matter; a mail that a crash left behind goes."""
        for left in reversed(range(TRIES)):
            try:
                with self._parts.storage.transaction() as work:
                    said, goes = self._settle(work, round_, contact, week)
            except StorageUnavailableError:
                if not left:
                    raise
            else:
                for one in goes:
                    self._parts.notify.deliver(one)
                return said
        return "busy"

    def _settle(
        self, work: Work, round_: DigestRound, contact: BuyerContactId, week: Week
    ) -> tuple[str, list[NotificationId]]:
        held = work.buyer_contacts.get(contact)
        if held is None or not held.stands:
            return "ended", []
        if done := work.digests.of_week(week, contact):
            sent = work.notifications.of_key(done.message) if done.message else None
            return "told_before", [sent.id] if sent else []
        contents = self._parts.gather.of(work, round_, held, week)
        owners: list[NotificationId] = []
        if not contents.is_empty:
            if why_not := self._withheld(work, held):
                return why_not, []
            contents, owners = self._sent(work, contents)
        if contents.is_empty:
            self._keep(work, contents, "")
            return "nothing", owners
        message = self._parts.compose.message(contents)
        meant = self._parts.notify.intend(work, message)
        if isinstance(meant, Withheld):
            raise StorageUnavailableError("What may be sent changed meanwhile.")
        self._keep(work, contents, message.key)
        return "told", [meant.id, *owners]

    def _keep(self, work: Work, contents: DigestContents, message: str) -> None:
        """Stores that it was told; what another process told meanwhile is looked at again."""
        digest = Digest(
            id=DigestId(str(uuid.uuid4())),
            week=contents.week,
            contact=contents.contact.id,
            first=contents.first,
            end=contents.end,
            made_at=self._parts.clock.now(),
            message=message,
        )
        if not work.digests.put(digest, contents.items):
            raise StorageUnavailableError("Another process tells this contact.")

    def _withheld(self, work: Work, contact: BuyerContact) -> str | None:
        """Why nothing may go to it now; a mailbox that mails came back from is ended."""
        owner = Owner(contact=contact.id)
        why_not = self._parts.notify.gate.why_not(work, contact.address, About.LEADS, owner)
        if why_not is Withheld.UNREACHABLE:
            work.buyer_contacts.end([contact.id], Ended.BOUNCED, self._parts.clock.now())
        return why_not.value if why_not else None

    def _sent(
        self, work: Work, contents: DigestContents
    ) -> tuple[DigestContents, list[NotificationId]]:
        """With each lead stored as sent, what its owner is told of that, and each reminder stored.

        Without those that were moved or reminded of a moment ago.
        """
        now, contact = self._parts.clock.now(), contents.contact
        answer_by = self._answer_by(now, contact.answers_within)
        step = Step(IntroductionState.SENT, now, By.SERVICE, contact.id)
        groups, owners = [], list[NotificationId]()
        for one in contents.leads:
            leads = tuple(
                replace(lead, introduction=sent)
                for lead in one.leads
                if (sent := self._send(work, lead.introduction, step, answer_by, owners))
            )
            groups += [replace(one, leads=leads)] if leads else []
        late = tuple(o for o in contents.unanswered if self._reminds(work, o.introduction, now))
        return replace(contents, leads=tuple(groups), unanswered=late), owners

    def _reminds(self, work: Work, one: Introduction, now: datetime) -> bool:
        """Whether this mail is the one reminder of it: not where another went a moment ago."""
        return work.introductions.nudge(one.id, now)

    def _send(
        self,
        work: Work,
        one: Introduction,
        step: Step,
        answer_by: datetime,
        owners: list[NotificationId],
    ) -> Introduction | None:
        if one.state is not IntroductionState.REQUESTED:
            return one  # a colleague has it already
        sent = replace(moved(one, step), contact=step.who, answer_by=answer_by)
        if not work.introductions.advance(sent):
            return None
        owners += self._parts.steps.after_move(work, sent)
        return sent

    def _answer_by(self, now: datetime, days: int) -> datetime:
        """The end of the last of so many working days after the day of sending."""
        day = now.astimezone(LONDON).date()
        holidays = self._parts.holidays.between(day, day + _LONGEST)
        while days:
            day += _A_DAY
            days -= is_working_day(day, holidays)
        return datetime.combine(day, _OFFICES_CLOSE, LONDON).astimezone(UTC)


def _last_done(work: Work) -> Week | None:
    """The last week whose run was done, among the latest."""
    return next((one.week for one in work.digests.runs(_LOOKED_BACK) if one.finished_at), None)


def _open(work: Work, week: Week) -> list[Week]:
    held = work.digests.run_of(week)
    return [] if held and held.finished_at else [week]
