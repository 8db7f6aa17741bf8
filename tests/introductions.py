"""Made-up introductions for tests; every fact can be changed by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.after_winning import FollowUp, Side, Story
from bot.domain.company import CompanyCheck, Finding
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.fact_check import FactCheck
from bot.domain.introduction import (
    By,
    Introduction,
    IntroductionId,
    IntroductionState,
    Mark,
    SharedFact,
    Step,
    Why,
    moved,
)
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import Win, WinId
from bot.ports import Work
from tests.examples import NOW, in_days

AGREED = Consent(
    Purpose.INTRODUCTION,
    Answer.YES,
    "Shall I put you forward to Eastside Council?\nWe would send: Office cleaning",
    "introduction-1",
    Channel.WEB_CHAT,
    NOW,
)
SHARED = (
    SharedFact("work", "Office “cleaning” & windows"),
    SharedFact("company_number", "01234567", Mark.REGISTER, date(2026, 11, 2), source="Register"),
    SharedFact("paper", "Public liability", Mark.DOCUMENT, NOW.date(), date(2027, 3, 31)),
)


def introduction(name: str = "one", *states: IntroductionState, **changes: Any) -> Introduction:
    """A cleaner put before Eastside Council for an opportunity, then moved on day by day."""
    facts: dict[str, Any] = {
        "id": IntroductionId(name),
        "supplier": SupplierId("firm"),
        "person": None,
        "firm": "firm Limited",
        "buyer": "Eastside Council",
        "opportunity": OpportunityId("one"),
        "title": "Cleaning of a primary school",
        "shared": SHARED,
        "agreed": AGREED,
        "history": (Step(IntroductionState.REQUESTED, NOW, By.OWNER),),
    }
    made = Introduction(**{**facts, **changes})
    for number, state in enumerate(states, start=1):
        made = moved(made, step(state, in_days(number)))
    return made


def step(state: IntroductionState, at: datetime, **changes: Any) -> Step:
    """A step as it mostly comes about."""
    by = By.BUYER if state in {IntroductionState.SEEN, IntroductionState.INVITED} else By.SERVICE
    facts: dict[str, Any] = {"by": by}
    if state is IntroductionState.DECLINED:
        facts = {"by": By.BUYER, "why": Why.OTHER_WORK}
    if state in {IntroductionState.WITHDRAWN, IntroductionState.QUOTED, IntroductionState.WON}:
        facts = {"by": By.OWNER}
    return Step(state, at, **{**facts, **changes})


def leave_traces(work: Work, firm: SupplierId, person: PersonId, word: str) -> None:
    """An introduction with its steps and what follows a win, each with the word in it."""
    made = introduction(f"of {word}"[:36], supplier=firm, person=person, firm=word)
    work.introductions.add(made)
    work.introductions.advance(moved(made, step(IntroductionState.SENT, in_days(1), words=word)))
    work.follow_ups.ask(FollowUp(made.id, 30, Side.OWNER, NOW))
    work.stories.put(replace(STORY, supplier=firm, did=word))
    won = Win(WinId(f"win of {word}"[:36]), firm, person, word, word, word, None, NOW)
    work.wins.note(won)
    work.follow_ups.ask(FollowUp(won.id, 30, Side.OWNER, NOW, words=word))
    checked = FactCheck(firm, "company_number", Mark.REGISTER, word, "Register", NOW)
    work.fact_checks.put(checked)
    work.company_checks.put(
        CompanyCheck(firm, "01234567", word, Finding.OTHER_NAME, word, "active", NOW)
    )


PUT_FORWARD = introduction()

STORY = Story(
    id="one",
    supplier=SupplierId("firm"),
    buyer="Eastside Council",
    title="Cleaning of a primary school",
    needed="A school that is clean by eight.",
    did="Two of us came at five.",
    came="They asked us back.",
    told_at=NOW,
    opportunity=OpportunityId("one"),
    agreed=replace(AGREED, purpose=Purpose.STORY),
)
