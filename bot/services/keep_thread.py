"""Keeps the thread: asks a flow's questions one by one, and comes back after something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.controls import Controls
from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import SURE, Heard, unpacked
from bot.domain.interview import Control, Interview, Question, State, Unclear
from bot.domain.payloads import meaning, read_meaning
from bot.ports import Clock, Flow, Phrases, Storage
from bot.services.put_question import INTENT, PutQuestion

_RESTART = "restart"
_MAY_ANSWER = frozenset({"affirm", "deny", "out_of_scope", "create_profile", "update_profile"})
"""Goals that an answer is easily taken for, however surely."""

_ANSWERS = frozenset({"affirm", "deny"})


class KeepThread:
    """The flows' interviews; its state is in the storage, so it holds on any channel."""

    def __init__(
        self, storage: Storage, phrases: Phrases, clock: Clock, controls: Controls
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._controls = controls
        self._put = PutQuestion(phrases)
        self._flows: dict[str, Flow] = {}

    def register(self, *flows: Flow) -> None:
        """Makes flows known by their names."""
        self._flows |= {flow.name: flow for flow in flows}

    def begin(
        self, conversation: ConversationId, flow: str, answers: Mapping[str, Any] | None = None
    ) -> Reply:
        """The first question of the flow; with answers that are known already, the first left.

        One that was left is gone on with, and keeps its answers.
        """
        now, held = self._clock.now(), self._held(conversation, flow)
        interview = held or Interview(conversation, flow, now, now)
        return self._go_on(interview.taking(answers or {}, now))

    def standing(self, conversation: ConversationId) -> list[Interview]:
        """Where the conversation's interviews stand, the current one last."""
        with self._storage.transaction() as work:
            return [one for one in work.interviews.of(conversation) if one.flow in self._flows]

    def current(self, conversation: ConversationId) -> Interview | None:
        """The one whose question is put, or put in doubt."""
        return current_of(self.standing(conversation))

    def steering_in(self, standing: Sequence[Interview], text: str) -> str | None:
        """The payload of a message that steers the questions in so many words; else None."""
        asked = self._controls.in_(text)
        is_put = current_of(standing) is not None or (asked is Control.GO_ON and standing)
        return _steering(asked) if asked and is_put else None

    def restarts(self, standing: Sequence[Interview], heard: Heard) -> bool:
        """Whether the message asks to begin anew, and is no answer: "all over" may be a distance.

        Where any words would be an answer, it is what it asks for.
        """
        interview = current_of(standing)
        if interview is None or not heard.is_for(_RESTART):
            return False
        return self._takes_any_words(interview) or self._answered(interview, heard) is None

    def answer_in(self, standing: Sequence[Interview], heard: Heard) -> str | None:
        """The payload by which the message answers the question at hand; None if it does not."""
        interview = current_of(standing)
        if interview is None or interview.yields:
            return None
        if interview.state is State.DOUBTED and heard.is_for("affirm", "deny"):
            return _steering(Control.GO_ON if heard.goal == "affirm" else Control.LEAVE)
        if heard.is_for("cancel") and not self._takes_any_words(interview):
            return _steering(Control.LEAVE)
        doubted = interview.state is State.DOUBTED or interview.is_long_ago(self._clock.now())
        if doubted and heard.confidence >= SURE and heard.goal not in _MAY_ANSWER:
            return None
        found = self._answered(interview, heard)
        return meaning(INTENT, said=found[1].packed(), question=found[0]) if found else None

    def take(
        self, conversation: ConversationId, said: str, question: str | None, option: str | None
    ) -> Reply:
        """The reply to an answer: what was understood, then the next question or the end.

        `said` is a packed Heard, or empty where an option was pressed. Where the question is no
        longer at hand the one that is is put.
        """
        interview = self.current(conversation)
        if interview is None:
            return self._put.nothing_asked()
        flow = self._flows[interview.flow]
        key = _key(flow.question(interview))
        heard = Heard("", option=option) if option else unpacked(said)
        if option and question != key:
            return self._go_on(interview)
        asked = interview.at_question(question) if question else interview
        taken = flow.take(asked, heard)
        if isinstance(taken, Unclear):
            return self._ask_again(interview, taken)
        moved = interview.taking(taken.answers, self._clock.now())
        return self._go_on(moved, taken.says)

    def steer(self, conversation: ConversationId, control: Control) -> Reply:
        """The reply to a word that steers: skip, back, why, leave it, carry on, start again."""
        standing = self.standing(conversation)
        interview = current_of(standing) or next(iter(standing[::-1]), None)
        if interview is None:
            return self._put.nothing_asked()
        if control is Control.LEAVE:
            return self._leave(interview)
        if control is Control.GO_ON:
            return self._go_on(interview, self._put.going_on(self._flows[interview.flow]))
        if control is Control.START_AGAIN:
            self._remove(interview)
            return self._put.ended(self._flows[interview.flow])
        return self._move(interview, control)

    def lead_back(
        self, before: Sequence[Interview], conversation: ConversationId, replies: Sequence[Reply]
    ) -> list[Reply]:
        """What leads back to the question, once something else was answered; nothing if none is.

        Nothing either where this turn put the question itself, or where the answer asks something
        of its own, which is then waited for.
        """
        interview, now = self.current(conversation), self._clock.now()
        if interview is None or interview not in before:
            return []
        if any(_asks(reply) for reply in replies):
            self._store(interview.yielding())
            return []
        flow, moved = self._flows[interview.flow], interview.digressed(now)
        self._store(moved)
        question = flow.question(moved)
        if moved.state is State.RESTING or question is None:
            return []
        if moved.state is State.DOUBTED:
            return [self._put.in_doubt(flow)]
        return [self._put.back_at(flow, question)]

    def rest(self, conversation: ConversationId) -> None:
        """Leaves every question that is put; each can be gone on with."""
        for one in self.standing(conversation):
            if one.state is not State.RESTING:
                self._store(one.resting(self._clock.now()))

    def end(self, conversation: ConversationId) -> None:
        """Ends all interviews with their answers."""
        for one in self.standing(conversation):
            self._remove(one)

    def restore(self, before: Sequence[Interview], conversation: ConversationId) -> None:
        """As it stood before a turn that failed, so that the same message may be sent again."""
        with self._storage.transaction() as work:
            for one in work.interviews.of(conversation):
                work.interviews.remove(conversation, one.flow)
            for one in before:
                work.interviews.put(one)

    def _takes_any_words(self, interview: Interview) -> bool:
        """A firm may be called "Forget Me Not"."""
        question = self._flows[interview.flow].question(interview)
        return question is not None and question.takes_any_words

    def _answered(self, interview: Interview, heard: Heard) -> tuple[str, Heard] | None:
        """The key of the question that is answered, and by what; None if none is."""
        flow = self._flows[interview.flow]
        question = flow.question(interview)
        if question is None:
            return None
        for one, words in _tries(interview, question, heard):
            if flow.is_answer(one, words):
                return one.at or question.key, words
        return None

    def _move(self, interview: Interview, control: Control) -> Reply:
        flow, now = self._flows[interview.flow], self._clock.now()
        question = flow.question(interview)
        if question is None:
            return self._go_on(interview)
        if control is Control.WHY:
            return self._go_on(interview, self._put.why(question))
        if control is Control.BACK:
            back = interview.back_from(question.key, now)
            return self._go_on(back or interview, "" if back else self._put.no_way_back())
        if question.skip_means:
            return self.take(interview.conversation, "", question.key, question.skip_means)
        if not question.may_skip:
            return self._go_on(interview, self._put.needed(question))
        return self._go_on(interview.skipping(question.key, now), self._put.skipped())

    def _go_on(self, interview: Interview, says: str = "") -> Reply:
        """The question at hand after what is said, or the end of the flow."""
        flow = self._flows[interview.flow]
        question = flow.question(interview)
        if question is None:
            done = flow.finish(interview)
            self._remove(interview)
            return self._put.after(says, done)
        self._store(interview.listening(self._clock.now()))
        return self._put.question(question, says)

    def _ask_again(self, interview: Interview, unclear: Unclear) -> Reply:
        moved = interview.misheard(self._clock.now())
        self._store(moved)
        question = self._flows[interview.flow].question(moved)
        if question is None:
            return Reply(unclear.says)
        return self._put.again(question, unclear, moved.unclear)

    def _leave(self, interview: Interview) -> Reply:
        self._store(interview.resting(self._clock.now()))
        return self._flows[interview.flow].leave(interview)

    def _held(self, conversation: ConversationId, flow: str) -> Interview | None:
        return next((one for one in self.standing(conversation) if one.flow == flow), None)

    def _store(self, interview: Interview) -> None:
        with self._storage.transaction() as work:
            work.interviews.put(interview)

    def _remove(self, interview: Interview) -> None:
        with self._storage.transaction() as work:
            work.interviews.remove(interview.conversation, interview.flow)


def current_of(standing: Sequence[Interview]) -> Interview | None:
    """The one last heard of whose question is put, or put in doubt."""
    return next((one for one in reversed(standing) if one.state is not State.RESTING), None)


def _steering(control: Control) -> str:
    return meaning(INTENT, control=control.value)


def _tries(
    interview: Interview, question: Question, heard: Heard
) -> Iterator[tuple[Interview, Heard]]:
    """As which answer a message is tried, in order.

    "Sorry, I meant Clean Sweep" mends the answer before where the question at hand would take any
    words; where it would not, it is tried first.
    """
    mended, earlier = heard.mends, interview.back_from(question.key, interview.heard_at)
    if question.takes_any_words and not heard.mends_plainly:
        mended = None
    of_earlier = [(earlier, mended)] if mended and earlier else []
    of_this = [(interview, mended)] if mended else []
    if question.takes_any_words:
        yield from (*of_earlier, *of_this)
    else:
        yield from (*of_this, *of_earlier)
    yield interview, heard


def _key(question: Question | None) -> str | None:
    return question.key if question else None


def _asks(reply: Reply) -> bool:
    """Whether an answer asks for words of its own: a reason, or a yes to something."""
    meant = [read_meaning(choice.payload) for choice in reply.choices if not choice.about]
    return any(goal in _ANSWERS or "why" in facts for goal, facts in meant)
