"""The question that lets somebody into a firm: the code that one of its people gave them."""

from __future__ import annotations

from bot.domain.conversation import Reply
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Question, Taken, Unclear
from bot.domain.person import usual_invitation
from bot.ports import Phrases
from bot.services.share_firm import ShareFirm

_CODE = "code"
_FEW = 2
"""Words of a message in which eight letters without a digit are taken for a code."""


class JoinFlow:
    """The Flow of an invitation; the code itself is not kept."""

    name = "join"

    def __init__(self, phrases: Phrases, share: ShareFirm) -> None:
        self._say = phrases.say
        self._share = share

    @property
    def title(self) -> str:
        """What it is, as owners read it."""
        return self._say("join.title")

    def question(self, interview: Interview) -> Question | None:
        """The one question."""
        if _CODE in interview.answers:
            return None
        words, short = self._say("join.code"), self._say("join.code.short")
        return Question(_CODE, words, short, self._say("join.code.why"), may_skip=False)

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """Anything with a code's worth of letters that asks nothing and wishes for nothing else."""
        del interview
        return not heard.asks and _code_in(heard.text) is not None

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """The firm that the code opens."""
        firm = self._share.accept(interview.conversation, _code_in(heard.text) or "")
        if firm is None:
            return Unclear(self._say("join.unclear"))
        return Taken({_CODE: True}, self._say("join.done", name=firm.name))

    def finish(self, interview: Interview) -> Reply:
        """All was said."""
        del interview
        return Reply("")

    def leave(self, interview: Interview) -> Reply:
        """That it can be done another time."""
        del interview
        return Reply(self._say("join.left"))


def _code_in(text: str) -> str | None:
    """The first word, or two words together, that can be a code."""
    words = "".join(c if c.isalnum() else " " for c in text.upper()).split()
    for one, other in zip(["", *words], words, strict=False):
        for tried in (other, one + other):
            if usual_invitation(tried) and (any(c.isdigit() for c in tried) or len(words) <= _FEW):
                return tried
    return None
