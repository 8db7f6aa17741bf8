"""Asks an owner, after a win, whether the work is done and whether it was paid within 30 days."""

from __future__ import annotations

from typing import Any

from bot.domain.after_winning import Side, Went
from bot.domain.after_words import HowItWent, read_how_it_went, read_part
from bot.domain.conversation import Reply
from bot.domain.heard import SURE, Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.introduction import IntroductionId
from bot.ports import Phrases
from bot.services.hear_after_win import Answered, HearAfterWin, Waiting
from bot.services.tell_after_win import TellAfterWin

NAME = "after_win"
INTRODUCTION, DAYS, BUYER, WORDS = "introduction", "days", "buyer", "words"
DELIVERED, PAID = "delivered", "paid"
_ASKED = (DELIVERED, PAID)
_WORK_OPTIONS = (Went.YES, Went.PART, Went.NOT_YET, Went.NO)
_PAY_OPTIONS = (Went.YES, Went.LATE, Went.PART, Went.NO, Went.NOT_YET)
_MOST_WORDS = 25
_MAY_BE_ANSWERS = frozenset(
    {"out_of_scope", "report_outcome", "affirm", "deny", "track_introduction", "ask_payment"}
)
"""Goals that words about how work went are easily taken for."""


class AfterWinFlow:
    """The Flow; whatever one message says of both questions is heard at once."""

    name = NAME

    def __init__(self, phrases: Phrases, hear: HearAfterWin, tell: TellAfterWin) -> None:
        self._say = phrases.say
        self._hear = hear
        self._tell = tell

    @property
    def title(self) -> str:
        """In an owner's words."""
        return self._say("after_win.title")

    def question(self, interview: Interview) -> Question | None:
        """Of the work, then of the pay; of work that fell through nothing more is asked."""
        if interview.answers.get(DELIVERED) == Went.NO:
            return None
        match interview.next_of(_ASKED):
            case "delivered":
                return self._asked(interview, DELIVERED, _WORK_OPTIONS)
            case "paid":
                return self._asked(interview, PAID, _PAY_OPTIONS)
        return None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """What can be read, a yes or a no, or other words that may be meant for an answer."""
        del interview
        if Heard(heard.text).asks or len(heard.text.split()) > _MOST_WORDS:
            return False
        if read_how_it_went(heard.text) or read_part(heard.text):
            return True  # "they still owe us the money" asks nothing, whatever it is taken for
        if heard.asks:
            return False
        return heard.goal in _MAY_BE_ANSWERS or heard.confidence < SURE

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """What the message says of either; asked again kindly where it says nothing of them."""
        key = interview.next_of(_ASKED) or DELIVERED
        if heard.option:
            return Taken({key: heard.option})
        found = self._read(key, heard)
        if not found:
            return Unclear(self._say(f"after_win.unclear.{key}"))
        words = " ".join(filter(None, [interview.answers.get(WORDS), heard.text.strip()]))
        read = {DELIVERED: found.delivered, PAID: found.paid}
        return Taken({WORDS: words} | {part: one.value for part, one in read.items() if one})

    def finish(self, interview: Interview) -> Reply:
        """Keeps what was said and tells what to do about it; done twice it is as done once."""
        answers, conversation = interview.answers, interview.conversation
        delivered, paid = (answers.get(one) for one in _ASKED)
        said = Answered(
            Went(delivered) if delivered else None,
            Went(paid) if paid else None,
            answers.get(WORDS) or "",
            self._hear.owner_of(conversation),
        )
        if said.delivered is None and said.paid is None:
            return Reply(self._say("after_win.left"))
        introduction, days = IntroductionId(answers[INTRODUCTION]), int(answers[DAYS])
        kept = self._hear.answer(introduction, days, Side.OWNER, said)
        if kept is None:
            return Reply(self._say("after_win.gone"))
        return self._tell.thanks(kept, answers[BUYER])

    def leave(self, interview: Interview) -> Reply:
        """That it can be told another time."""
        del interview
        return Reply(self._say("after_win.left"))

    def known(self, waiting: Waiting, text: str = "") -> dict[str, Any]:
        """The answers with which it begins: what it is about, and what the words said already."""
        one, asked = waiting.won, waiting.follow_up
        about = {INTRODUCTION: one.id, DAYS: asked.days, BUYER: one.buyer}
        read = read_how_it_went(text)
        said = {DELIVERED: read.delivered, PAID: read.paid}
        heard = {key: went.value for key, went in said.items() if went}
        return {**about, **heard, WORDS: text if heard else ""}

    def _read(self, key: str, heard: Heard) -> HowItWent:
        read = read_how_it_went(heard.text)
        if read:
            return read
        plain = {"affirm": Went.YES, "deny": Went.NOT_YET if key == DELIVERED else Went.NO}
        went = Went.PART if read_part(heard.text) else plain.get(heard.goal)
        return HowItWent(went, None) if key == DELIVERED else HowItWent(None, went)

    def _asked(self, interview: Interview, key: str, options: tuple[Went, ...]) -> Question:
        buyer = interview.answers[BUYER]
        return Question(
            key=key,
            words=self._say(f"after_win.ask.{key}", buyer=buyer),
            short=self._say(f"after_win.short.{key}", buyer=buyer),
            why=self._say(f"after_win.why.{key}"),
            options=tuple(
                Option(one.value, self._say(f"after_win.option.{key}.{one}")) for one in options
            ),
        )
