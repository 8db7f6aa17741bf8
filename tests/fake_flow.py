"""A flow of three questions that stands for any: a name, a place, a yes or no."""

from __future__ import annotations

from bot.domain.conversation import Reply
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear

NAME = Question("name", "What is your firm called?", "your firm's name?", "", (), True, True)
PLACE = Question("place", "Where do you work from?", "where do you work from?", "To find work.")
SHOWN = Question(
    "shown",
    "May buyers see it?",
    "may buyers see it?",
    options=(Option("yes", "Yes"), Option("no", "No")),
    may_skip=False,
)
QUESTIONS = {one.key: one for one in (NAME, PLACE, SHOWN)}


class FakeFlow:
    """Takes any words for a name, a place for the place, and yes or no; remembers what it did."""

    title = "your page"

    def __init__(self, name: str = "page") -> None:
        self.name = name
        self.finished: list[Interview] = []
        self.left: list[Interview] = []

    def question(self, interview: Interview) -> Question | None:
        """The next of the three."""
        key = interview.next_of(tuple(QUESTIONS))
        return QUESTIONS[key] if key else None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """By the kind of question."""
        question = self.question(interview)
        if question is None or heard.asks:
            return False
        if question is SHOWN:
            return heard.goal in {"affirm", "deny"}
        if question is PLACE:
            return bool(heard.fact("place")) or "street" in heard.text
        return True

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """A street alone is unclear; a place beside a name is taken too."""
        question = self.question(interview)
        place = {"place": heard.fact("place")} if heard.fact("place") else {}
        if question is SHOWN:
            return Taken({"shown": heard.option == "yes" or heard.goal == "affirm"})
        if question is PLACE and not place:
            return Unclear("Which postcode is that?")
        return Taken(place if question is PLACE else {"name": heard.text, **place}, "Noted.")

    def finish(self, interview: Interview) -> Reply:
        """Notes that it did."""
        self.finished.append(interview)
        return Reply("Your page is ready.")

    def leave(self, interview: Interview) -> Reply:
        """Notes that it was left."""
        self.left.append(interview)
        return Reply("We leave your page.")
