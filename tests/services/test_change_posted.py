"""What is posted is changed fairly: recorded, told to everybody, and quotes stay sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.amendment import Obstacle, Part
from bot.domain.buyer_question import QuestionId
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.entry import Door, EntryState
from bot.domain.errors import NotYoursError
from bot.domain.feedback import Owner
from bot.domain.opportunity import LONDON
from bot.domain.person import PersonId
from bot.domain.quote import QuoteState
from bot.domain.reaching import Means
from bot.domain.supplier import SupplierId
from bot.services.change_posted import ChangePosted, Changing
from bot.services.tell_amendment import TellAmendment
from tests.examples import NOW
from tests.services.quoting import AMINA, ENDS, ENTRY, JOB, PHRASES, STRANGER, Quoting

LATER = (ENDS + timedelta(days=7)).astimezone(LONDON)
MORE_TIME = {
    "deadline-day": [str(LATER.day)],
    "deadline-month": [str(LATER.month)],
    "deadline-year": [str(LATER.year)],
}


class Published:
    """Stands for the posting: keeps what it was asked to show."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def publish(self, _work: object, entry: object, _now: object) -> None:
        self.shown.append(entry)

    def prepare(self, entry: object) -> None:
        self.shown.append(entry)


def changing(made: Quoting) -> ChangePosted:
    tell = TellAmendment(PHRASES, made.everybody)
    return ChangePosted(made.buying, Published(), tell)  # type: ignore[arg-type]


def agree(made: Quoting, firm: str, purpose: Purpose) -> None:
    """Their person agrees to texts of that purpose."""
    person = Owner(person=PersonId(f"person {firm}"))
    yes = Consent(purpose, Answer.YES, "May we?", "1", Channel.TEXT, NOW, Means.TEXT)
    with made.storage.transaction() as work:
        work.consents.note(person, yes)


def change(made: Quoting, **fields: str) -> Changing:
    told = {"why": ["A firm asked"], **{name: [words] for name, words in fields.items()}}
    return changing(made).change(AMINA, JOB, told)


def test_words_change_with_a_record_and_what_others_see() -> None:
    made = Quoting()
    done = change(made, wanted="Thirteen windows, once.")
    assert done.made
    with made.storage.transaction() as work:
        held = work.entries.get(JOB)
        [kept] = work.entries.amendments([JOB])
    assert held == done.entry
    assert held.wanted == "Thirteen windows, once."
    assert (kept.by, kept.why) == (AMINA.id, "A firm asked")
    assert [one.part for one in kept.parts] == [Part.WANTED]
    assert changing(made).history(AMINA, JOB).amendments == [kept]


def test_only_words_and_time_change() -> None:
    made = Quoting()
    done = change(made, title="Other", value="900000", door="invite", questions="New?", kind="x")
    assert done.made
    assert replace(done.entry, title=ENTRY.title, changed_at=ENTRY.changed_at) == ENTRY


@pytest.mark.parametrize(
    ("fields", "obstacle"),
    [
        ({"title": ""}, Obstacle.NO_TITLE),
        ({"title": "Other", "why": ""}, Obstacle.NO_WHY),
        ({"title": ENTRY.title}, Obstacle.NOTHING),
        ({"deadline-day": "1", "deadline-month": "1", "deadline-year": "2020"},
         Obstacle.DEADLINE_EARLIER),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_named_and_nothing_changes(
    fields: dict[str, str], obstacle: Obstacle
) -> None:
    made = Quoting()
    done = change(made, **fields)
    assert done.obstacles == (obstacle,)
    assert done.made is None
    with made.storage.transaction() as work:
        assert work.entries.get(JOB) == ENTRY
        assert work.entries.amendments([JOB]) == []


def test_a_day_that_is_none_comes_back() -> None:
    assert change(Quoting(), **{"deadline-day": "41"}).faults == ("deadline",)


def test_more_time_is_more_time_for_quotes_and_questions_and_keeps_the_seal() -> None:
    made = Quoting()
    made.firm("firm", "+447700900123", "talk")
    sent = made.sent()
    done = changing(made).change(AMINA, JOB, {**MORE_TIME, "why": ["Holidays"]})
    assert done.made
    assert not done.made.is_material
    made.at(ENDS)
    assert made.write.get(sent.id).is_open
    assert made.write.get(sent.id).quote.state is QuoteState.SENT
    assert not made.open.received(AMINA, JOB).may_open
    made.at(done.entry.deadline or ENDS)
    assert not made.write.get(sent.id).is_open
    assert made.open.received(AMINA, JOB).may_open


def test_nobody_changes_what_is_over_withdrawn_or_of_another_buyer() -> None:
    made = Quoting()
    with pytest.raises(NotYoursError):
        changing(made).change(STRANGER, JOB, {"title": ["Mine"], "why": ["x"]})
    made.at(ENDS)
    with pytest.raises(NotYoursError):
        change(made, title="Too late")
    made.at(NOW)
    with made.storage.transaction() as work:
        work.entries.save(replace(ENTRY, withdrawn_at=NOW))
    assert ENTRY.state_at(NOW) is EntryState.POSTED
    with pytest.raises(NotYoursError):
        change(made, title="Withdrawn")


def test_everybody_hears_once_and_whoever_sent_a_quote_that_it_counts() -> None:
    made = Quoting(replace(ENTRY, door=Door.INVITE))
    made.firm("sender", "+447700900001", "talk")
    made.firm("asker", "+447700900002", "other")
    made.firm("silent", "+447700900003", "third")
    made.posted(replace(ENTRY, door=Door.INVITE), "sender", "asker", "silent", "unreached")
    for firm, purpose in (
        ("sender", Purpose.QUOTES),
        ("asker", Purpose.QUOTES),
        ("silent", Purpose.ALERTS),
    ):
        agree(made, firm, purpose)
    made.sent()
    asked = Owner(supplier=made.firm("asker", "+447700900002", "other").supplier)
    made.ask.ask(asked, ENTRY.opportunity_id, "Is there parking?", QuestionId("q"))
    before = len(made.texts.carried)
    change(made, wanted="Thirteen windows.")
    new = made.texts.carried[before:]
    said = {to.value: words for to, _subject, words in new}
    assert len(new) == len(said)
    assert set(said) == {"+447700900001", "+447700900002", "+447700900003"}
    assert "Your quote still counts as you sent it" in said["+447700900001"]
    assert "/quotes/" in said["+447700900001"]
    assert "/invited/" in said["+447700900002"]
    assert "Answer by" in said["+447700900003"]
    assert all("A firm asked" in words for words in said.values())


def test_an_answer_that_nobody_asked_for_is_published_and_told_once() -> None:
    made = Quoting()
    made.firm("sender", "+447700900001", "talk")
    agree(made, "sender", Purpose.QUOTES)
    made.sent()
    before = len(made.texts.carried)
    for _ in range(2):
        made.answer.add(AMINA, JOB, "Where can a van stop?", "In the yard.")
    [told] = made.ask.published(ENTRY.opportunity_id)
    assert (told.words, told.reply) == ("Where can a van stop?", "In the yard.")
    [(_to, _subject, words)] = made.texts.carried[before:]
    assert "In the yard." in words
    made.at(ENDS)
    with pytest.raises(NotYoursError):
        made.answer.add(AMINA, JOB, "Too late?", "Yes.")


def taken_back(*also: str) -> Quoting:
    """A firm that agreed to hear of its quotes sent one, and took it back."""
    made = Quoting(replace(ENTRY, door=Door.INVITE) if also else ENTRY)
    made.firm("sender", "+447700900001", "talk")
    if also:
        made.posted(replace(ENTRY, door=Door.INVITE), *also)
    agree(made, "sender", Purpose.QUOTES)
    made.send.withdraw(made.sent().id)
    made.texts.carried.clear()
    return made


def told(made: Quoting) -> list[str]:
    """What was texted since the last look."""
    words = [words for _to, _subject, words in made.texts.carried]
    made.texts.carried.clear()
    return words


def test_whoever_took_a_quote_back_hears_of_one_change_and_that_it_may_send_anew() -> None:
    made = taken_back()
    change(made, wanted="Thirteen windows.")
    [words] = told(made)
    assert "You took your quote back. You may send a new one until" in words
    assert "/quotes/" in words
    change(made, wanted="Fourteen windows.")
    made.answer.add(AMINA, JOB, "Where can a van stop?", "In the yard.")
    assert told(made) == []


def test_another_quote_that_is_taken_back_is_another_reason_to_hear() -> None:
    made = taken_back()
    change(made, wanted="Thirteen windows.")
    made.send.withdraw(made.sent(price=Decimal(900)).id)
    told(made)
    change(made, wanted="Fourteen windows.")
    assert len(told(made)) == 1


def test_an_invited_firm_that_took_its_quote_back_hears_of_each_change() -> None:
    made = taken_back("sender")
    for number in ("Thirteen", "Fourteen"):
        change(made, wanted=f"{number} windows.")
        [words] = told(made)
        assert "You took your quote back" in words


@pytest.mark.parametrize("invited", [(), ("sender",)])
def test_whoever_wants_to_hear_no_more_does_not(invited: tuple[str, ...]) -> None:
    made = taken_back(*invited)
    owner = Owner(supplier=SupplierId("sender"))
    with made.storage.transaction() as work:
        held = work.quotes.of(owner, ENTRY.opportunity_id)
    assert held
    assert made.write.leave(held.id)
    change(made, wanted="Thirteen windows.")
    assert told(made) == []
    made.sent(price=Decimal(900))
    told(made)
    change(made, wanted="Fourteen windows.")
    assert len(told(made)) == 1


def test_without_a_yes_to_hear_of_quotes_nobody_is_told() -> None:
    made = Quoting()
    made.firm("sender", "+447700900001", "talk")
    made.send.withdraw(made.sent().id)
    change(made, wanted="Thirteen windows.")
    assert told(made) == []
