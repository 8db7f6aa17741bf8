"""Records how a competition ended, once, and tells every firm that answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.change import changes_between
from bot.domain.entry import Entry, EntryId
from bot.domain.errors import InvalidInputError
from bot.domain.notification import NotificationId
from bot.domain.officer import Officer
from bot.domain.opportunity import LONDON
from bot.domain.outcome import Ended, NoAward, NotChosen, Outcome
from bot.domain.quote import OpenedQuote, QuoteId
from bot.ports import Clock, Phrases, Work
from bot.services.buying_desk import BuyingDesk
from bot.services.competition import Competition, Competitions
from bot.services.follow_outcome import FollowOutcome
from bot.services.notify import Message
from bot.services.open_quotes import SealedError
from bot.services.quote_news import QuoteNews
from bot.services.remind_of_notice import RemindOfNotice, Signed
from bot.services.tell_everybody import TellEverybody
from bot.services.tell_invited import Saying


@dataclass(frozen=True, slots=True)
class Recorded:
    """The outcome that stands, and whether a contract details notice is due for it."""

    outcome: Outcome
    notice_due: bool


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is to be delivered once the outcome is stored."""

    recorded: Recorded
    told: Sequence[NotificationId] = ()
    reminders: Sequence[Message] = ()


class RecordOutcome:
    """Only on quotes that were opened; the first outcome stands."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        desk: BuyingDesk,
        competitions: Competitions,
        news: QuoteNews,
        everybody: TellEverybody,
        notice: RemindOfNotice,
        phrases: Phrases,
        clock: Clock,
        follow: FollowOutcome,
    ) -> None:
        self._desk = desk
        self._follow = follow
        self._competitions = competitions
        self._news = news
        self._everybody = everybody
        self._notice = notice
        self._say = phrases.say
        self._clock = clock

    def award(
        self,
        officer: Officer,
        entry: EntryId,
        winner: QuoteId,
        reasons: Mapping[QuoteId, NotChosen],
    ) -> Recorded:
        """Who won, and why the others did not; a reason not given is the one suggested.

        Raises SealedError before the opening, InvalidInputError for a quote that was not opened.
        """
        with self._desk.storage.transaction() as work:
            found, quotes = self._opened(work, officer, entry)
            won = next((one for one in quotes if one.id == winner), None)
            if won is None:
                raise InvalidInputError("winner")
            others = [one for one in quotes if one is not won]
            why = {one.id: reasons.get(one.id) or suggested(won, one) for one in others}
            paid = won.offer.with_vat
            outcome = Outcome(
                found.opportunity,
                Ended.AWARDED,
                self._clock.now(),
                officer.id,
                winner,
                won.offer.firm,
                paid[1] if paid else None,
                won.offer.vat,
                reasons=why,
            )
            recorded = self._record(work, found, outcome, quotes)
        return self._delivered(recorded)

    def nobody(self, officer: Officer, entry: EntryId, why: NoAward) -> Recorded:
        """That nobody was chosen, with the reason. Raises SealedError before the opening."""
        with self._desk.storage.transaction() as work:
            found, quotes = self._opened(work, officer, entry)
            outcome = Outcome(
                found.opportunity,
                Ended.NOBODY,
                self._clock.now(),
                officer.id,
                why_nobody=why,
            )
            recorded = self._record(work, found, outcome, quotes)
        return self._delivered(recorded)

    def notice_due(self, found: Competition, outcome: Outcome) -> bool:
        """Whether the law asks for a contract details notice for that outcome."""
        signed = _signed(outcome)
        return signed is not None and self._notice.is_due(found.entry, signed)

    def tell_withdrawn(self, entry: EntryId) -> int:
        """Tells whoever was invited, asked or answered that it is called off; how many messages.

        To be called once the entry was withdrawn; again tells nobody twice.
        """
        with self._desk.storage.transaction() as work:
            held = work.entries.get(entry)
            if held is None or held.withdrawn_at is None:
                return 0
            saying = self._called_off(held)
            meant = self._everybody.intend(work, held, lambda _hearer: saying)
        self._everybody.deliver(meant)
        return len(meant)

    def _called_off(self, entry: Entry) -> Saying:
        title, say, words = entry.title, self._say, self._everybody.words
        return Saying(
            key=f"called-off:{entry.id}",
            text=lambda _url: words.of("message.called_off", title=title),
            subject=say("mail.called_off.subject", title=title),
            heading=say("mail.called_off.heading", buyer=entry.buyer),
            lines=(say("called_off.line", title=title),),
            button=say("mail.called_off.button"),
        )

    def _record(
        self, work: Work, found: Competition, outcome: Outcome, quotes: Sequence[OpenedQuote]
    ) -> _Meant:
        is_new = work.sealed_quotes.note_outcome(outcome)
        held = work.sealed_quotes.outcome(found.opportunity) or outcome
        signed, entry, due = _signed(held), found.entry, self.notice_due(found, held)
        if not is_new:
            return _Meant(Recorded(held, due))
        self._publish(work, found, held.at, ended=held.ended)
        told = self._tell(work, found, held, quotes)
        reminders = self._notice.intend(work, entry, signed) if signed else ()
        return _Meant(Recorded(held, due), told, reminders)

    def _delivered(self, meant: _Meant) -> Recorded:
        self._news.deliver(meant.told)
        self._notice.deliver(meant.reminders)
        return meant.recorded

    def _publish(self, work: Work, found: Competition, at: datetime, *, ended: Ended) -> None:
        """The opportunity is awarded, or called off, from that moment on."""
        key = found.entry.process_key
        before = work.opportunities.of_processes([key]).get(key)
        if before is None:
            return
        as_of = replace(before.source, as_of=at)
        awarded = at if ended is Ended.AWARDED else None
        ended_at = None if awarded else at
        after = replace(before, source=as_of, awarded_at=awarded, cancelled_at=ended_at)
        work.opportunities.save(key, after)
        work.changes.note(changes_between(before, after), at)

    def _tell(
        self, work: Work, found: Competition, outcome: Outcome, quotes: Sequence[OpenedQuote]
    ) -> list[NotificationId]:
        told: list[NotificationId] = []
        for one in quotes:
            key, facts = self._words_for(outcome, one.id)
            news = self._news.intend(
                work, one.owner, f"outcome:{found.entry.id}", key, title=found.title, **facts
            )
            told += [*news, *self._follow.after(work, outcome, one, is_told=bool(news))]
        return told

    def _words_for(self, outcome: Outcome, quote: QuoteId) -> tuple[str, dict[str, str]]:
        if outcome.winner == quote:
            return "message.quote_won", {}
        if outcome.ended is Ended.AWARDED:
            reason = outcome.reasons.get(quote, NotChosen.CLOSE)
            return "message.quote_not_chosen", {
                "winner": outcome.winner_name,
                "reason": self._say(f"not_chosen.{reason}.told"),
                "advice": self._say(f"not_chosen.{reason}.advice"),
            }
        reason_key = outcome.why_nobody or NoAward.NONE_FITTED
        return "message.nobody_chosen", {"reason": self._say(f"no_award.{reason_key}.told")}

    def _opened(
        self, work: Work, officer: Officer, entry: EntryId
    ) -> tuple[Competition, list[OpenedQuote]]:
        held = self._desk.entry_of(work, officer, entry)
        found = self._competitions.of(work, held.opportunity_id)
        if found is None or work.sealed_quotes.opening(found.opportunity) is None:
            raise SealedError("sealed")
        return found, work.sealed_quotes.opened(found.opportunity)


def suggested(won: OpenedQuote, other: OpenedQuote) -> NotChosen:
    """The likeliest reason, by what was sent: a dearer price, one that is unclear, or the rest."""
    paid, asked = won.offer.with_vat, other.offer.with_vat
    if paid is None or asked is None:
        return NotChosen.CLOSE
    if asked[0] != asked[1]:
        return NotChosen.PRICE_UNCLEAR
    return NotChosen.PRICE if asked[1] > paid[1] else NotChosen.ANSWERS


def _signed(outcome: Outcome) -> Signed | None:
    if outcome.ended is not Ended.AWARDED or outcome.value is None:
        return None
    return Signed(outcome.winner_name, outcome.value, outcome.at.astimezone(LONDON).date())
