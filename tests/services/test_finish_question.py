"""The words that answer what the last answer asked."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.bootstrap import CONTENT, make_phrases
from bot.domain.conversation import Choice, NewTurn, Reply
from bot.domain.heard import Heard
from bot.domain.payloads import meaning
from bot.domain.place import Place
from bot.domain.said_term import SaidTerm
from bot.services.finish_question import FinishQuestion
from bot.services.sum_question import choices_of_sum
from bot.services.term_question import AboutPurchase, AskedTerm, choices_of_term
from connectors.text.vocabulary import load_register
from tests.examples import NOW
from tests.fake_suppliers import FakeSaidPlaces
from tests.fakes import FakeStorage
from tests.services.desk import TALK

ABOUT = AboutPurchase(amount=None, buyer="Eastside Council", words="60k a year plus vat?")
YEARS = choices_of_term(AskedTerm.YEARS, ABOUT, SaidTerm(1), make_phrases())
BASIS = choices_of_term(AskedTerm.BASIS, ABOUT, SaidTerm(), make_phrases())
EACH = choices_of_term(AskedTerm.EACH, ABOUT, SaidTerm(months=36), make_phrases())
PLACE = [
    {
        "title": "Yes",
        "payload": '/ask_process{"topic": "eligibility", "opportunity_id": "one", '
        '"asked": "place", "inside": "yes"}',
    }
]


class Talk:
    """A conversation whose last answer offered those choices."""

    def __init__(self, offered: list[Any]) -> None:
        storage = FakeStorage()
        choices = tuple(Choice("", one["title"], one["payload"]) for one in offered)
        with storage.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
            work.conversations.begin_turn(
                NewTurn("turn", TALK, "what?", None, NOW), abandon_before=NOW
            )
            work.conversations.finish_turn("turn", [Reply("Which?", choices=choices)], NOW)
        self.finish = FinishQuestion(storage, FakeSaidPlaces(Place("Solihull", None)))

    def meaning(self, text: str) -> str | None:
        """What the words mean after that answer."""
        return self.finish.meaning(TALK, text)

    def facts(self, text: str) -> dict[str, Any]:
        """The facts of what the words mean."""
        meaning = self.meaning(text) or ""
        return dict(json.loads(meaning[meaning.index("{") :]))


def test_how_many_years_is_answered_by_a_length_alone() -> None:
    facts = Talk(YEARS).facts("3 years plus 2")
    assert (facts["basis"], facts["months"], facts["extension_months"]) == ("yearly", 36, 24)
    assert facts["buyer"] == "Eastside Council"
    assert facts["words"] == "60k a year plus vat? 3 years plus 2"


def test_or_by_what_it_comes_to_in_all() -> None:
    facts = Talk(YEARS).facts("in all")
    assert facts["basis"] == "total"
    assert "months" not in facts


def test_another_sum_in_all_takes_the_place_of_the_first() -> None:
    facts = Talk(YEARS).facts("£180,000 in all")
    assert (facts["amount"], facts["basis"]) == (180_000.0, "total")


def test_a_year_or_in_all_is_answered_by_either() -> None:
    assert Talk(BASIS).facts("a year")["basis"] == "yearly"
    assert Talk(BASIS).facts("in all")["basis"] == "total"
    both = Talk(BASIS).facts("a year, for 3 years plus 2")
    assert (both["basis"], both["months"], both["extension_months"]) == ("yearly", 36, 24)


def test_a_length_alone_does_not_answer_that_and_is_kept_for_the_question_after() -> None:
    assert "basis" not in Talk(BASIS).facts("3 years")
    each = Talk(EACH).facts("for each year")
    assert (each["basis"], each["months"]) == ("yearly", 36)


def test_where_a_firm_is_answers_where_it_is() -> None:
    facts = Talk(PLACE).facts("we're based in Solihull")
    assert facts["words"] == "we're based in Solihull"
    assert (facts["topic"], facts["opportunity_id"]) == ("eligibility", "one")
    assert "inside" not in facts
    assert Talk(PLACE).facts("no")["inside"] == "no"
    assert Talk(PLACE).facts("yes we are")["inside"] == "yes"


@pytest.mark.parametrize(
    "text", ["cleaning in Solihull", "show me more", "what is a PQQ?", "Leeds"]
)
def test_a_new_question_is_no_answer(text: str) -> None:
    assert Talk(PLACE).meaning(text) is None
    assert Talk(BASIS).meaning(text) is None


@pytest.mark.parametrize("text", ["in all", "3 years", "Solihull", "yes"])
def test_where_nothing_was_asked_nothing_is_answered(text: str) -> None:
    assert Talk([]).meaning(text) is None
    assert Talk([{"title": "More", "payload": "/show_more"}]).meaning(text) is None


def test_a_long_message_is_something_new() -> None:
    assert Talk(YEARS).meaning("3 years " * 40) is None


@pytest.mark.parametrize(
    "text", ["Can they ask for a PQQ?", "can they ask for a pqq", "CAN THEY ASK for a PQQ!"]
)
def test_who_writes_the_very_words_of_a_choice_means_it(text: str) -> None:
    offered = [{"title": "Can they ask for a PQQ?", "payload": '/ask_process{"topic": "pqq"}'}]
    assert Talk(offered).meaning(text) == '/ask_process{"topic": "pqq"}'
    assert Talk(offered).meaning(f"{text} please tell me") is None


RULED = [
    {
        "title": "What would change it?",
        "payload": '/ask_threshold{"amount": 150000.0, "buyer": "Eastside Council", "check": true, '
        '"words": "a PQQ for £150,000 of building work?", "part": "change"}',
    }
]


def test_the_same_of_another_sum_keeps_the_buyer_and_the_work() -> None:
    facts = Talk(RULED).facts("and at £300,000 plus VAT?")
    assert (facts["amount"], facts["buyer"], facts["check"]) == (
        300_000.0,
        "Eastside Council",
        True,
    )
    assert facts["words"] == "and at £300,000 plus VAT? building work"
    assert "part" not in facts
    assert Talk(RULED).facts("what about £60k a year for 3 years")["months"] == 36


@pytest.mark.parametrize(
    "text",
    [
        "and for £300,000 at the hospital?",
        "and cleaning under £5,000?",
        "what about B9?",
    ],
)
def test_a_sum_with_another_buyer_or_trade_is_a_new_question(text: str) -> None:
    assert Talk(RULED).meaning(text) is None


@pytest.mark.parametrize("text", ["no, 50k", "sorry I meant £50,000", "50000", "make it 50 grand"])
def test_a_sum_by_itself_takes_the_place_of_the_one_before(text: str) -> None:
    facts = Talk(RULED).facts(text)
    assert (facts["amount"], facts["buyer"], facts["check"]) == (50_000.0, "Eastside Council", True)
    assert facts["words"] == f"{text} building work"


@pytest.mark.parametrize(
    ("text", "basis", "months"),
    [
        ("a year", "yearly", None),
        ("3 years", None, 36),
        ("it's 2+1", None, 24),
        ("in all", "total", None),
    ],
)
def test_a_term_by_itself_is_that_of_the_sum_before(
    text: str, basis: str | None, months: int | None
) -> None:
    facts = Talk(RULED).facts(text)
    assert (facts["amount"], facts.get("basis"), facts.get("months")) == (150_000.0, basis, months)
    assert facts["words"].endswith(f"building work? {text}")


def test_vat_by_itself_is_that_of_the_sum_before() -> None:
    facts = Talk(RULED).facts("sorry, plus VAT")
    assert (facts["amount"], facts["check"]) == (150_000.0, True)
    assert facts["words"].endswith("sorry, plus VAT")
    assert Talk(RULED).meaning("what is VAT") is None


@pytest.mark.parametrize("text", ["2", "the 2nd one", "cheaper", "50k of cleaning", "under 50k"])
def test_other_words_after_a_ruling_are_understood_as_ever(text: str) -> None:
    assert Talk(RULED).meaning(text) is None


WHICH_ONE = [
    {
        "title": f"For number {n}",
        "payload": f'/ask_buyer_contact{{"ordinal": {n}, "asked": "which"}}',
    }
    for n in (1, 2, 3)
]


@pytest.mark.parametrize(
    "text", ["the second one", "2", "number two please", "For number 2", "the 2nd"]
)
def test_which_of_those_shown_is_told_by_its_place(text: str) -> None:
    assert Talk(WHICH_ONE).facts(text)["ordinal"] == 2


@pytest.mark.parametrize("text", ["the cheap one", "tell me about the second one", "twelve"])
def test_other_words_are_no_answer_to_which(text: str) -> None:
    assert Talk(WHICH_ONE).meaning(text) is None


LACKING = choices_of_sum(replace(ABOUT, words="can they want a PQQ?", is_check=True))


@pytest.mark.parametrize(
    "text", ["28000", "28,000 quid", "£28,000", "about 28k I think", "no, 28k"]
)
def test_a_sum_that_was_asked_for_is_taken_with_its_question(text: str) -> None:
    facts = Talk([*LACKING]).facts(text)
    assert (facts["amount"], facts["buyer"], facts["check"]) == (28_000.0, "Eastside Council", True)


@pytest.mark.parametrize(
    "text", ["a year", "2026", "07700 900123", "under 10k", "28k for cleaning"]
)
def test_words_that_are_no_sum_are_no_answer_to_it(text: str) -> None:
    assert Talk([*LACKING]).meaning(text) is None


def said(text: str, **facts: Any) -> Heard:
    return Heard(text, "find_opportunities", 0.9, {kind: (one,) for kind, one in facts.items()})


@pytest.mark.parametrize("text", ["the hospital", "it's for the hospital", "and the hospital?"])
def test_the_same_can_be_asked_of_another_buyer(text: str) -> None:
    talk = Talk(RULED)
    assert talk.finish.may_name_buyer(TALK, text)
    meaning = talk.finish.meaning_of_buyer(TALK, said(text, buyer="Eastside NHS Trust"))
    assert meaning is not None
    facts = json.loads(meaning[meaning.index("{") :])
    assert (facts["amount"], facts["buyer"], facts["asked"]) == (
        150_000,
        "Eastside NHS Trust",
        "again",
    )
    assert "part" not in facts


def test_a_kind_of_buyer_does_where_no_one_is_meant() -> None:
    meaning = Talk(RULED).finish.meaning_of_buyer(TALK, said("it's the university"))
    assert meaning is not None
    facts = json.loads(meaning[meaning.index("{") :])
    assert "buyer" not in facts
    assert facts["words"].endswith("it's the university")


def test_of_another_buyer_the_term_stays_that_was_said() -> None:
    ruled = json.loads(RULED[0]["payload"].removeprefix("/ask_threshold"))
    of_term = {**ruled, "basis": "yearly", "payments": 1, "months": 36}
    offered = [
        *choices_of_term(
            AskedTerm.BASIS, replace(ABOUT, amount=Decimal(150_000)), SaidTerm(), make_phrases()
        ),
        {"title": "What would change it?", "payload": f"/ask_threshold{json.dumps(of_term)}"},
    ]
    meaning = Talk(offered).finish.meaning_of_buyer(TALK, said("the hospital", buyer="Trust"))
    assert meaning is not None
    assert json.loads(meaning[meaning.index("{") :])["months"] == 36
    meaning = Talk(offered[:2]).finish.meaning_of_buyer(TALK, said("the hospital", buyer="Trust"))
    assert meaning is not None
    facts = json.loads(meaning[meaning.index("{") :])
    assert "basis" in facts, "the first question said a year, and so it stays"
    assert facts["basis"] == "yearly"


def test_a_buyer_named_where_the_sum_is_asked_for_leaves_the_sum_open() -> None:
    talk = Talk([*LACKING])
    meaning = talk.finish.meaning_of_buyer(TALK, said("the hospital", buyer="Eastside NHS Trust"))
    assert meaning is not None
    assert "amount" not in json.loads(meaning[meaning.index("{") :])
    meaning = talk.finish.meaning_of_buyer(
        TALK, said("the hospital, 28k", buyer="Eastside NHS Trust", amount=28_000.0)
    )
    assert meaning is not None
    assert json.loads(meaning[meaning.index("{") :])["amount"] == 28_000.0


@pytest.mark.parametrize(
    "heard",
    [
        said("any work at the hospital", buyer="Eastside NHS Trust"),
        said("cleaning at the hospital", buyer="Eastside NHS Trust", trade="cleaning"),
        said("the weather"),
    ],
)
def test_who_looks_for_work_at_a_buyer_is_not_asking_of_the_limit(heard: Heard) -> None:
    assert Talk(RULED).finish.meaning_of_buyer(TALK, heard) is None


def test_a_buyer_is_listened_for_only_after_a_limit_was_told() -> None:
    assert not Talk(PLACE).finish.may_name_buyer(TALK, "the hospital")


@pytest.mark.parametrize("text", ["what would change that?", "And what could change it"])
def test_what_would_change_a_ruling_can_be_asked_in_other_words(text: str) -> None:
    assert Talk(RULED).meaning(text) == RULED[0]["payload"]
    assert Talk(YEARS).meaning(text) is None


def test_a_question_that_guidance_surely_knows_gets_its_answer() -> None:
    finish = FinishQuestion(
        FakeStorage(), FakeSaidPlaces(), lambda said: "legal_advice" if "sue" in said else None
    )
    assert finish.is_guided("can I sue them?")
    meaning = finish.guided(said("can I sue them?", buyer="Eastside Council"))
    assert meaning == (
        '/ask_process{"topic": "legal_advice", "words": "can I sue them?", '
        '"buyer": "Eastside Council"}'
    )
    assert not finish.is_guided("cleaning in B9")


BUYERS = [
    {"title": name, "payload": meaning("request_introduction", buyer=name, asked="which_buyer")}
    for name in ("University of Birmingham", "Aston University", "Birmingham City University")
]


@pytest.mark.parametrize(
    ("said", "buyer"),
    [
        ("aston", "Aston University"),
        ("the aston one please", "Aston University"),
        ("the third one", "Birmingham City University"),
        ("2", "Aston University"),
        ("city", "Birmingham City University"),
        ("bcu", "Birmingham City University"),
        ("birmingham city uni", "Birmingham City University"),
        ("uni of bham", "University of Birmingham"),
    ],
)
def test_one_of_several_buyers_is_named_in_any_way(said: str, buyer: str) -> None:
    talk = Talk(BUYERS)
    talk.finish = FinishQuestion(
        talk.finish._offer._storage,  # noqa: SLF001 - the same conversation, with the real register
        FakeSaidPlaces(),
        buyer_named=load_register(CONTENT).name_in,
    )
    assert talk.facts(said)["buyer"] == buyer


@pytest.mark.parametrize("said", ["the university", "birmingham", "find me cleaning", "4"])
def test_what_names_none_of_several_buyers_is_understood_as_ever(said: str) -> None:
    assert Talk(BUYERS).meaning(said) is None
