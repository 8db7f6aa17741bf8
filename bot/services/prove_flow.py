"""The questions that prove whose a number is: the number, its code, and where needed the firm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.notification import State, Withheld
from bot.domain.organisation_name import same_organisation_key
from bot.domain.proof import TooMany, code_in
from bot.domain.reaching import Address, Means, Unfit
from bot.domain.same_firm import PairState
from bot.domain.supplier import SupplierId
from bot.ports import AddressReader, Phrases
from bot.services.prove_address import CodeOver, CodeSent, CodeWrong, ProveAddress
from bot.services.recognise import Recognise, Recognised
from bot.services.share_firm import ShareFirm

ADDRESS, CODE, FIRM, TWICE = "address", "code", "firm", "twice"
FOR_ALERTS = "for_alerts"
"""An answer known at the start: texts about work were asked for, and the number is for them."""
FOR_INTRODUCTION = "for_introduction"
"""The same where somebody is to be put forward to a buyer."""
_AGAIN, _OTHER, _NEW, _YES, _NO = "again", "other", "new", "yes", "no"
_PLAINLY, _PERHAPS, _FEW_WORDS = 7, 3, 4


class AfterProof(Protocol):
    """What was wanted of the number besides."""

    def reply(self, conversation: ConversationId, wanted: object = None) -> Reply:
        """What is said next, now that a number is proved; `wanted` is what was known at the start.

        It is true, or what JSON can hold.
        """
        ...


class ProveFlow:
    """The Flow of proving; what was answered is kept, but neither code nor what it opened.

    `shown_at` is the page that shows messages where none is really sent.
    """

    name = "prove"

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        phrases: Phrases,
        readers: Mapping[Means, AddressReader],
        prove: ProveAddress,
        firms: tuple[Recognise, ShareFirm],
        wish: AfterProof,
        shown_at: str = "",
    ) -> None:
        self._say = phrases.say
        self._readers = readers
        self._prove = prove
        self._recognise, self._share = firms
        self._afterwards: dict[str, AfterProof] = {FOR_ALERTS: wish}
        self._shown_at = shown_at

    @property
    def title(self) -> str:
        """What it is, as owners read it."""
        return self._say("prove.title")

    def question(self, interview: Interview) -> Question | None:
        """The number, then its code, then which firm, as far as each is needed."""
        match self._key(interview):
            case "address":
                return self._asked("address")
            case "code":
                return self._asked("code", self._ways())
            case "firm":
                return self._which(interview.answers["firms"], interview.answers.get("new"))
            case "twice":
                return self._twice(interview.answers["alike"])
        return None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """By what the message holds: a number or address, six digits, a firm, a yes or no."""
        key = self._key(interview)
        if key == ADDRESS or (key == CODE and code_in(heard.text) is None):
            return _tries_an_address(heard.text)
        if key == CODE:
            return True
        if key == TWICE:
            return heard.goal in {"affirm", "deny"}
        return _named(interview.answers.get("firms", ()), heard.text) is not None

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """What the message answers; a code is sent, or a proof made, by it."""
        match self._key(interview):
            case "address":
                return self._take_address(interview.conversation, heard)
            case "code":
                return self._take_code(interview, heard)
            case "firm":
                return self._take_firm(interview, heard)
        return self._take_twice(interview, heard)

    def finish(self, interview: Interview) -> Reply:
        """What else was wanted of the number."""
        answers = interview.answers
        wanted = ((answers[key], o) for key, o in self._afterwards.items() if answers.get(key))
        what, after = next(wanted, (None, None))
        return after.reply(interview.conversation, what) if after else Reply("")

    def go_on_with(self, key: str, after: AfterProof) -> None:
        """What is done once a number is proved, where that answer was known at the start."""
        self._afterwards[key] = after

    def leave(self, interview: Interview) -> Reply:
        """That it can be done another time."""
        del interview
        return Reply(self._say("prove.left"))

    def _key(self, interview: Interview) -> str | None:
        answers = interview.answers
        if not answers.get(ADDRESS) or interview.at == ADDRESS:
            return ADDRESS
        if not answers.get(CODE):
            return CODE
        if answers.get("firms") and FIRM not in answers:
            return FIRM
        return TWICE if answers.get("alike") and TWICE not in answers else None

    def _take_address(self, conversation: ConversationId, heard: Heard) -> Taken | Unclear:
        means = Means.MAIL if "@" in heard.text else Means.TEXT
        read = self._readers[means].read(heard.text)
        if isinstance(read, Unfit):
            return Unclear(self._say(f"unfit.{read}"))
        return self._send_to(conversation, read)

    def _send_to(
        self, conversation: ConversationId, address: Address, key: str = ""
    ) -> Taken | Unclear:
        match self._prove.ask(conversation, address):
            case CodeSent():
                sent = key or _SENT[address.means]
                told = [self._say(sent, hint=address.hint)]
                if self._shown_at:
                    told.append(self._say("prove.shown_at", address=self._shown_at))
                return Taken({ADDRESS: [address.means.value, address.value]}, " ".join(told))
            case TooMany() as why:
                return Unclear(self._say(f"too_many.{why}"))
            case Withheld.NOT_A_RECIPIENT:
                return Unclear(self._say("prove.not_a_recipient"))
            case Withheld():
                return Unclear(self._say("prove.not_set_up"))
            case State():
                return Unclear(self._say("prove.failed"))

    def _take_code(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        if heard.option == _AGAIN:
            means, value = interview.answers[ADDRESS]
            address = Address(Means(means), value)
            return self._send_to(interview.conversation, address, "prove.sent_again")
        if heard.option == _OTHER:
            return Taken({ADDRESS: None})
        code = code_in(heard.text)
        if code is None:
            return self._no_code(interview.conversation, heard)
        match self._prove.take(interview.conversation, code):
            case Recognised() as found:
                return self._recognised(interview.conversation, found)
            case CodeWrong(left):
                key = "prove.wrong" if left > 1 else "prove.wrong_last"
                return Unclear(self._say(key, left=left), self._ways())
            case CodeOver():
                return Unclear(self._say("prove.over"), self._ways())

    def _no_code(self, conversation: ConversationId, heard: Heard) -> Taken | Unclear:
        """Another number in its place is taken for that: "no, it's 07700 900124"."""
        means = Means.MAIL if "@" in heard.text else Means.TEXT
        read = self._readers[means].read(heard.text)
        if isinstance(read, Address):
            return self._send_to(conversation, read)
        return Unclear(self._say("prove.no_code"), self._ways())

    def _recognised(self, conversation: ConversationId, found: Recognised) -> Taken:
        says = [self._say("prove.known" if found.was_here else "prove.done")]
        answers: dict[str, Any] = {CODE: True}
        if found.chosen:
            says.append(self._say("prove.firm", name=found.chosen.name))
        elif found.firms:
            answers["firms"] = [[one.id, one.name] for one in found.firms]
            answers["new"] = found.names
        return Taken({**answers, **self._alike(conversation)}, " ".join(says))

    def _take_firm(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        firms = interview.answers["firms"]
        if heard.option == _NEW:
            chosen = self._recognise.another(interview.conversation)
        else:
            known = heard.option or _named(firms, heard.text) or ""
            chosen = self._recognise.choose(interview.conversation, SupplierId(known))
        if chosen is None:
            return Unclear(self._say("prove.which.unclear"))
        says = self._say("prove.firm", name=chosen.name)
        return Taken({FIRM: chosen.id, **self._alike(interview.conversation)}, says)

    def _take_twice(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        (one, name), (other, _) = interview.answers["alike"]
        is_one = heard.option == _YES or heard.goal == "affirm"
        if not is_one and heard.option != _NO and heard.goal != "deny":
            return Unclear(self._say("prove.twice.unclear"))
        state = PairState.JOINED if is_one else PairState.APART
        self._share.decide(interview.conversation, SupplierId(one), SupplierId(other), state)
        says = self._say("prove.joined", name=name) if is_one else self._say("prove.apart")
        return Taken({TWICE: is_one}, says)

    def _alike(self, conversation: ConversationId) -> dict[str, Any]:
        pair = self._share.twice(conversation)
        return {"alike": [[one.id, one.name] for one in pair]} if pair else {}

    def _asked(self, key: str, options: tuple[Option, ...] = ()) -> Question:
        return Question(
            key=key,
            words=self._say(f"prove.{key}"),
            short=self._say(f"prove.{key}.short"),
            why=self._say(f"prove.{key}.why"),
            options=options,
            may_skip=False,
        )

    def _which(self, firms: Sequence[Sequence[str]], new: str | None) -> Question:
        options = [Option(firm, name) for firm, name in firms]
        if new:
            options.append(Option(_NEW, self._say("choice.prove.new_firm", name=new)))
        words, short = self._say("prove.which"), self._say("prove.which.short")
        return Question(FIRM, words, short, "", tuple(options), may_skip=False)

    def _twice(self, alike: Sequence[Sequence[str]]) -> Question:
        names = {"name": alike[0][1], "other": alike[1][1]}
        options = (
            Option(_YES, self._say("choice.prove.same")),
            Option(_NO, self._say("choice.prove.two")),
        )
        words = self._say("prove.twice", name=names["name"], other=names["other"])
        return Question(TWICE, words, self._say("prove.twice.short", **names), "", options)

    def _ways(self) -> tuple[Option, ...]:
        again, other = self._say("choice.prove.again"), self._say("choice.prove.other")
        return Option(_AGAIN, again), Option(_OTHER, other)


_SENT = {Means.TEXT: "prove.sent", Means.MAIL: "prove.sent_by_mail"}


def _tries_an_address(text: str) -> bool:
    """Whether a number or address is meant, well or badly: not "work under 5000 in B8, please"."""
    digits = sum(c.isdigit() for c in text)
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    return "@" in text or digits >= _PLAINLY or (digits >= _PERHAPS and words <= _FEW_WORDS)


def _named(firms: Sequence[Sequence[str]], text: str) -> str | None:
    """The one firm whose name the text says, however it is written."""
    key = same_organisation_key(text)
    same = [firm for firm, name in firms if key and same_organisation_key(name) in key]
    return same[0] if len(same) == 1 else None
