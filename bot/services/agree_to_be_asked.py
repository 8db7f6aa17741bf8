"""Asks a firm that won work whether it may be asked later how that went, and keeps the answer."""

from __future__ import annotations

from bot.domain.consent import Answer, Consent, Purpose, by
from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.feedback import Owner, Verdict, standing
from bot.domain.introduction import Introduction, IntroductionState, buyer_key
from bot.domain.payloads import meaning
from bot.domain.person import PersonId
from bot.domain.reaching import Address
from bot.domain.supplier import Supplier
from bot.domain.won_work import Win, WonWork, win_id
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.ask_after_win import asked_at
from bot.services.channel_of import channel_of
from bot.services.feedback_of import feedback_of
from bot.services.find_won_work import won_work
from bot.services.recognise import about_firm

CONSENT = "after_win"
"""What a choice carries that answers this question."""

_QUESTION, _VERSION = "consent.after_win.question", "consent.after_win.version"


class AgreeToBeAsked:
    """One yes holds for all wins; nobody who said no, or STOP, is asked for it again.

    A win that came of an introduction is asked after by what was agreed to then. `real` is the
    clock of consents, `clock` the domain's.
    """

    def __init__(self, storage: Storage, phrases: Phrases, clock: Clock, real: Clock) -> None:
        self._storage = storage
        self._say = phrases.say
        self._clock = clock
        self._real = real

    def offer(self, conversation: ConversationId) -> Reply | None:
        """What follows a win that was just told: the question, or that it will be asked after.

        None where it is not known who they are or how to reach them, where they said no before, or
        where the win is asked after already.
        """
        with self._storage.transaction() as work:
            won, to = self._new_win(work, conversation), None
            if won is None:
                return None
            if asked_at(work, won.person):
                work.wins.note(won)
                return Reply(self._say("after_win.will_ask", buyer=won.buyer))
            to = _fresh_address(work, won.person)
        return self._question(to) if to else None

    def asks(self, conversation: ConversationId) -> bool:
        """Whether `offer` would put the question; nothing is stored."""
        with self._storage.transaction() as work:
            won = self._new_win(work, conversation)
            if won is None or asked_at(work, won.person):
                return False
            return _fresh_address(work, won.person) is not None

    def answer(self, conversation: ConversationId, *, agrees: bool) -> Reply:
        """Keeps the answer, and after a yes the win; the same again is as once."""
        with self._storage.transaction() as work:
            won = self._new_win(work, conversation)
            to = _fresh_address(work, won.person) if won else None
            if won is None or to is None:
                return Reply(self._say("after_win.nothing_to_ask"))
            step = Consent(
                Purpose.AFTER_WIN,
                Answer.YES if agrees else Answer.NO,
                self._wording(to),
                self._say(_VERSION),
                channel_of(work, conversation),
                self._real.now(),
                to.means,
            )
            work.consents.note(Owner(person=won.person), step)
            if agrees:
                work.wins.note(won)
        return Reply(self._say("after_win.agreed" if agrees else "after_win.refused"))

    def forget_lost(self, conversation: ConversationId) -> None:
        """Nothing is asked of what the firm says it did not win after all."""
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
            stands = standing(feedback_of(work, conversation))
            for one in work.wins.of_supplier(firm.id) if firm else []:
                said = stands.get(one.opportunity) if one.opportunity else None
                if said and said.verdict is not Verdict.WON:
                    work.wins.remove(one.id)

    def _question(self, to: Address) -> Reply:
        choices = tuple(
            Choice("", self._say(f"after_win.choice.{key}"), meaning(goal, consent=CONSENT))
            for key, goal in (("agree", "affirm"), ("refuse", "deny"))
        )
        return Reply(self._wording(to), (), choices)

    def _wording(self, to: Address) -> str:
        where = self._say(f"consent.after_win.{to.means}", hint=to.hint)
        return self._say(_QUESTION, address=where)

    def _new_win(self, work: Work, conversation: ConversationId) -> Win | None:
        """The work won last, where nothing else asks after it."""
        held, firm = work.people.belonging(conversation), about_firm(work, conversation)
        won = won_work(work, conversation, firm.id) if firm else []
        if held is None or firm is None or not won:
            return None
        last = won[0]
        introduced = work.introductions.of_supplier(firm.id)
        is_asked = any(_is_of(one, last) for one in introduced)
        made = _made(firm, held.person, last)
        return None if is_asked or work.wins.get(made.id) else made


def _made(firm: Supplier, person: PersonId, won: WonWork) -> Win:
    about = won.opportunity
    key = win_id(firm.id, won)
    return Win(key, firm.id, person, firm.name, won.buyer, won.title, about, won.at)


def _is_of(one: Introduction, won: WonWork) -> bool:
    """Whether the win is that of an introduction, which is asked after by itself."""
    if one.state is not IntroductionState.WON:
        return False
    if one.opportunity or won.opportunity:
        return one.opportunity == won.opportunity
    return one.buyer_key == buyer_key(won.buyer)


def _fresh_address(work: Work, person: PersonId) -> Address | None:
    """The first proved address of which this was never asked; None where they said no by any."""
    steps = work.consents.of(Owner(person=person), Purpose.AFTER_WIN)
    if any(one.answer in {Answer.NO, Answer.WITHDRAWN} for one in steps):
        return None
    points = (point.address for point in work.people.points(person))
    return next((one for one in points if not by(one.means, steps)), None)
