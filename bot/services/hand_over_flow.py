"""Asks what handing a conversation to a person needs: consent, a question, how to reach them."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

from bot.domain.consent import Answer, Consent, Purpose
from bot.domain.conversation import ConversationId, Reply
from bot.domain.feedback import Owner
from bot.domain.hand_over import HandOver, HandOverId, HandOverState, transcript_of
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.ports import Clock, Phrases, Storage
from bot.services.channel_of import channel_of
from bot.services.mail_hand_over import MailHandOver

NAME = "hand_over"
AGREE, ABOUT, CONTACT = "agree", "about", "contact"
YES, NO, NONE = "yes", "no", "none"
_ADDRESS = re.compile(r"\S+@\S+")
_LETTERS = re.compile(r"[^\W\d_]")
_LIKE_A_CONTACT = ("@", "0", "+")
LONGEST = 500
"""Characters of what it is about that are kept."""


class HandOverFlow:
    """A Flow: nothing is passed on before its last answer, and nothing without a yes."""

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        clock: Clock,
        person: str,
        mail: MailHandOver | None = None,
    ) -> None:
        """`person` is who answers, as owners are told; `mail` writes to them, where it can."""
        self._storage = storage
        self._phrases = phrases
        self._clock = clock
        self._person = person
        self._mail = mail

    @property
    def name(self) -> str:
        """How it is stored."""
        return NAME

    @property
    def title(self) -> str:
        """In an owner's words."""
        return self._phrases.say("hand_over.title", person=self._person)

    def wording(self) -> str:
        """What is agreed to, as it is read out."""
        return self._phrases.say("hand_over.consent.question", person=self._person)

    def question(self, interview: Interview) -> Question | None:
        """Consent first; after a no there is nothing else to ask."""
        agreed = interview.answers.get(AGREE)
        keys = (AGREE,) if agreed is False else (AGREE, ABOUT, CONTACT)
        key = interview.next_of(keys)
        if key == AGREE and interview.answers.get(CONTACT):
            noted = self._phrases.say("hand_over.has_contact", question=self.wording())
            return replace(self._question(key), words=noted)
        return self._question(key) if key else None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """Yes or no, or how to reach them already; then any words; then a number or an address."""
        key = interview.next_of((AGREE, ABOUT, CONTACT))
        yes_or_no = heard.is_for("affirm", "deny", sure=0.0)
        if key == CONTACT:
            return self._reads_contact(heard) is not None or yes_or_no or _looks_like_one(heard)
        if key == AGREE:
            return yes_or_no or _is_but_a_contact(heard)
        # What it is about is often a question: "when will I be paid?"
        return True

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """The answer; a yes or no to the consent is stored as evidence at once."""
        question = self.question(interview)
        key = question.key if question else None
        if key == AGREE and _is_but_a_contact(heard):
            return Taken({CONTACT: self._reads_contact(heard)})
        if key == AGREE:
            agrees = heard.option == YES or heard.goal == "affirm"
            self._note(interview.conversation, Answer.YES if agrees else Answer.NO)
            return Taken({AGREE: agrees})
        if key == CONTACT:
            return self._take_contact(heard)
        found = self._reads_contact(heard)
        contact = {CONTACT: found} if found else {}
        return Taken({ABOUT: heard.text[:LONGEST], **contact})

    def finish(self, interview: Interview) -> Reply:
        """Passes it on, with all that was said up to now, and gives a receipt."""
        say = self._phrases.say
        if not interview.answers.get(AGREE):
            return Reply(say("hand_over.refused", person=self._person))
        contact, about = interview.answers.get(CONTACT) or "", interview.answers.get(ABOUT) or ""
        with self._storage.transaction() as work:
            lines = transcript_of(work.conversations.turns(interview.conversation))
            now = self._clock.now()
            handed = HandOver(
                _id_of(interview),
                interview.conversation,
                now,
                about,
                contact,
                lines,
                HandOverState.WAITING,
                now,
            )
            work.hand_overs.add(handed)
            meant = self._mail.intend(work, handed) if self._mail else None
        if self._mail and meant:
            self._mail.deliver(meant)
        next_ = "hand_over.next.reachable" if contact else "hand_over.next.unreachable"
        told = say("hand_over.about", about=about) if about else say("hand_over.no_about")
        return Reply(
            say(
                "hand_over.receipt",
                person=self._person,
                messages=len(lines),
                about=told,
                next=say(next_, contact=contact, person=self._person),
            )
        )

    def leave(self, interview: Interview) -> Reply:
        """That nothing was passed on."""
        del interview  # nothing was, whatever was answered
        return Reply(self._phrases.say("hand_over.left"))

    def note_asked(self, conversation: ConversationId) -> None:
        """Stores that the question of consent was put."""
        self._note(conversation, Answer.ASKED)

    def _question(self, key: str) -> Question:
        say, person = self._phrases.say, self._person
        if key == AGREE:
            options = (Option(YES, say("choice.yes")), Option(NO, say("choice.no")))
            why = say("hand_over.why.agree")
            short = say("hand_over.again.agree", person=person)
            return Question(AGREE, self.wording(), short, why, options, may_skip=False)
        words, short = say(f"hand_over.ask.{key}", person=person), say(f"hand_over.again.{key}")
        why = say(f"hand_over.why.{key}", person=person)
        if key == ABOUT:
            return Question(ABOUT, words, short, why, takes_any_words=True)
        none = (Option(NONE, say("hand_over.no_contact")),)
        return Question(CONTACT, words, short, why, none, may_skip=False)

    def _take_contact(self, heard: Heard) -> Taken | Unclear:
        if found := self._reads_contact(heard):
            return Taken({CONTACT: found})
        if heard.option == NONE or heard.goal == "deny":
            return Taken({CONTACT: ""})
        return Unclear(self._phrases.say("hand_over.unclear.contact"))

    def _reads_contact(self, heard: Heard) -> str | None:
        found = heard.fact("email") or heard.fact("phone")
        return str(found) if found else None

    def _note(self, conversation: ConversationId, answer: Answer) -> None:
        version, now = self._phrases.say("hand_over.consent.version"), self._clock.now()
        with self._storage.transaction() as work:
            channel = channel_of(work, conversation)
            step = Consent(Purpose.HAND_OVER, answer, self.wording(), version, channel, now)
            work.consents.note(Owner(conversation), step)


def _is_but_a_contact(heard: Heard) -> bool:
    """Whether it is a number or an address, and nothing beside."""
    found = heard.fact("email") or heard.fact("phone")
    return bool(found) and not heard.option and not _LETTERS.search(_ADDRESS.sub("", heard.text))


def _looks_like_one(heard: Heard) -> bool:
    """An attempt at a number or an address, even one that cannot be used."""
    return any(sign in heard.text for sign in _LIKE_A_CONTACT)


def _id_of(interview: Interview) -> HandOverId:
    """The same however often an interview is finished."""
    began = f"{interview.conversation} {interview.begun_at.isoformat()}"
    return HandOverId(str(uuid.uuid5(uuid.NAMESPACE_OID, began)))
