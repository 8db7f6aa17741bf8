"""Asks for a question to a buyer, warns of what would tell who asks, and puts it once agreed."""

from __future__ import annotations

import uuid

from bot.domain.buyer_question import LONGEST, QuestionId
from bot.domain.consent import Channel
from bot.domain.conversation import ConversationId, Reply
from bot.domain.feedback import Owner
from bot.domain.heard import SURE, Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.opportunity import OpportunityId
from bot.domain.question_words import question_in
from bot.ports import Phrases, Storage
from bot.services.ask_buyer import AskBuyer, NotAsked
from bot.services.competition import Competition, owner_of_talk
from bot.services.quote_record import when

FLOW = "ask_buyer"
ABOUT, WORDS, SEND = "about", "words", "send"
_YES, _AGAIN, _NO = "yes", "again", "no"
_FEW = 3
"""Words of a yes or a no, and of few questions."""
_OTHER_BUSINESS = (
    "request_human", "complain", "restart", "cancel", "find_opportunities", "submit_quote",
    "delete_my_data", "export_my_data", "unsubscribe_alerts", "goodbye",
)  # fmt: skip


class AskFlow:
    """The Flow named "ask_buyer": nothing goes to a buyer before its last answer."""

    name = FLOW

    def __init__(self, storage: Storage, phrases: Phrases, ask: AskBuyer) -> None:
        self._storage = storage
        self._say = phrases.say
        self._ask = ask

    @property
    def title(self) -> str:
        """What it is, in an owner's words."""
        return self._say("ask.title")

    def question(self, interview: Interview) -> Question | None:
        """The question, then whether it goes as it is."""
        if interview.answers.get(SEND) is not None:
            return None
        if not interview.answers.get(WORDS) or interview.at == WORDS:
            why = self._say("ask.why.words")
            words, short = self._say("ask.ask.words"), self._say("ask.short.words")
            return Question(WORDS, words, short, why, may_skip=False, takes_any_words=True)
        return self._confirm(interview)

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """A question is an answer here, whatever it would be for by itself."""
        held = interview.answers.get(WORDS)
        if held and interview.at == WORDS and _is_short(heard):
            return False  # "no, leave it" puts nothing right
        if not held or interview.at == WORDS:
            return not heard.is_for(*_OTHER_BUSINESS, sure=SURE)
        return heard.is_for("affirm", "deny", sure=0.0)

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """Keeps the words, or what was said to sending them."""
        if not interview.answers.get(WORDS) or interview.at == WORDS:
            return self._take_question(heard)
        if heard.option == _AGAIN:
            return Taken({WORDS: None})
        says_yes = heard.option == _YES or heard.goal == "affirm"
        if not says_yes and heard.option != _NO and heard.goal != "deny":
            return Unclear(self._say("quote.fault.yes_or_no"))
        return Taken({SEND: says_yes})

    def _take_question(self, heard: Heard) -> Taken | Unclear:
        """The question itself, without the wish to have it asked; a bare yes or no is none."""
        if len(heard.text) > LONGEST:
            return Unclear(self._say("ask.too_long", longest=LONGEST))
        if _is_short(heard):
            if heard.is_for("deny"):
                return Taken({WORDS: heard.text, SEND: False})
            if heard.is_for("affirm"):
                return Unclear(self._say("ask.ask.words"))
        return Taken({WORDS: question_in(heard.text) or heard.text})

    def finish(self, interview: Interview) -> Reply:
        """Puts it; twice is once, by an id that follows from the interview."""
        if not interview.answers.get(SEND):
            return Reply(self._say("ask.not_sent"))
        owner, about = self._owner(interview.conversation), _about(interview)
        question_id = QuestionId(str(uuid.uuid5(uuid.NAMESPACE_OID, _once(interview))))
        asked = self._ask.ask(owner, about, str(interview.answers[WORDS]), question_id)
        if isinstance(asked, NotAsked):
            return Reply(self._say(f"ask.not_asked.{asked}"))
        found = asked.competition
        return Reply(self._say("ask.sent", buyer=found.buyer, words=asked.question.words))

    def leave(self, interview: Interview) -> Reply:
        """That nothing was sent."""
        del interview  # nothing was, whatever was answered
        return Reply(self._say("ask.not_sent"))

    def opening(self, found: Competition, channel: Channel = Channel.WEB_CHAT) -> str:
        """What is said before the first question; by text in few words."""
        if channel is Channel.TEXT:
            return self._say("ask.begin_by_text", title=found.title)
        return self._say(
            "ask.begin", buyer=found.buyer, title=found.title, until=when(found.questions_end)
        )

    def _confirm(self, interview: Interview) -> Question:
        words = str(interview.answers[WORDS])
        tells = self._ask.tells(self._owner(interview.conversation), words)
        key = "ask.confirm_tells" if tells else "ask.confirm"
        options = tuple(Option(one, self._say(f"ask.option.{one}")) for one in (_YES, _AGAIN, _NO))
        asked = self._say(key, words=words, tells=", ".join(tells))
        short, why = self._say("ask.short.send"), self._say("ask.why.words")
        return Question(SEND, asked, short, why, options, may_skip=False)

    def _owner(self, conversation: ConversationId) -> Owner:
        with self._storage.transaction() as work:
            return owner_of_talk(work, conversation)


def _about(interview: Interview) -> OpportunityId:
    return OpportunityId(str(interview.answers.get(ABOUT, "")))


def _once(interview: Interview) -> str:
    """The same however often an interview is finished; another for other words."""
    begun, words = interview.begun_at.isoformat(), interview.answers.get(WORDS)
    return f"{interview.conversation} {begun} {_about(interview)} {words}"


def _is_short(heard: Heard) -> bool:
    return len(heard.text.split()) <= _FEW and "?" not in heard.text
