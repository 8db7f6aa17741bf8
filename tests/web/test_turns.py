"""Turns: one at a time, each once, kept as they were said, and forgotten when asked."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.client import Answer, Chat
from tests.running import Doorstep
from tests.web.problems import assert_problem, assert_try_again

TELLING = "quincunx marquetry in Alum Rock"
"""Words that stand nowhere else in the databases."""


@contextmanager
def rasa_held_up(doorstep: Doorstep) -> Iterator[None]:
    """Rasa answers nothing for a while, then goes on where it was."""
    rasa = doorstep.listening_at(doorstep.ports.rasa)
    rasa.suspend()
    try:
        yield
    finally:
        rasa.resume()


def wait_until_under_way(doorstep: Doorstep, chat: Chat) -> None:
    """Returns once the service is answering the conversation."""
    until = time.monotonic() + 10
    query = "SELECT turn_id FROM conversations WHERE id = ?"
    while time.monotonic() < until:
        with closing(sqlite3.connect(doorstep.folder / "doorstep.sqlite3")) as connection:
            if connection.execute(query, (chat.id,)).fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("No turn is under way.")


def test_two_turns_at_once_are_one_turn_and_one_refusal(
    doorstep_with_samples: Doorstep, chat: Chat
) -> None:
    with ThreadPoolExecutor() as pool:
        with rasa_held_up(doorstep_with_samples):
            first = pool.submit(chat.send, {"text": "hello"})
            wait_until_under_way(doorstep_with_samples, chat)
            assert_try_again(chat.send({"text": "cleaning in B9"}), 409)
        assert first.result().status == 200
    assert [one["text"] for one in chat.history() if one["author"] == "owner"] == ["hello"]


def test_a_turn_under_way_holds_up_nobody_else(doorstep_with_samples: Doorstep, chat: Chat) -> None:
    other = chat.client.begin()
    with ThreadPoolExecutor() as pool:
        with rasa_held_up(doorstep_with_samples):
            first = pool.submit(chat.send, {"text": "hello"})
            wait_until_under_way(doorstep_with_samples, chat)
            assert other.history() == []
            assert chat.client.get("/").status == 200
            second = pool.submit(other.send, {"text": "hello"})
        assert (first.result().status, second.result().status) == (200, 200)


def test_the_same_client_id_twice_is_one_turn(chat: Chat) -> None:
    message = {"text": "cleaning in B9", "client_id": "one"}
    first, second = chat.send(message), chat.send(message)
    assert first.json == second.json
    assert len(chat.history()) == 2


def test_the_same_client_id_at_once_is_one_turn(chat: Chat) -> None:
    message = {"text": "cleaning in B9", "client_id": "one"}

    def send(_: int) -> Answer:
        while (answer := chat.send(message)).status == 409:
            time.sleep(0.1)
        return answer

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert {answer.status for answer in answers} == {200}
    assert all(answer.json == answers[0].json for answer in answers)
    assert len(chat.history()) == 2


def test_a_choice_pressed_twice_is_one_turn(chat: Chat) -> None:
    chat.say("I'm a builder in Tyseley")
    more = next(c["id"] for c in chat.choices if c["label"] == "Show more")
    first, second = (chat.send({"choice": more, "client_id": "two"}) for _ in range(2))
    assert first.json == second.json
    assert len(chat.history()) == 4


def test_a_client_id_belongs_to_its_conversation(chat: Chat) -> None:
    other = chat.client.begin()
    chat.send({"text": "hello", "client_id": "one"})
    answer = other.send({"text": "goodbye", "client_id": "one"})
    assert answer.json["messages"][0]["text"] != chat.history()[1]["text"]


def test_the_history_is_what_was_said_with_the_same_ids(chat: Chat) -> None:
    answers = [chat.say(words).messages for words in ("hello", "I'm a builder in Tyseley")]
    answers.append(chat.press("More about 2").messages)
    history = chat.history()
    assert [m for m in history if m["author"] == "doorstep"][-1:] == answers[-1][-1:]
    assert _without_choices(m for m in history if m["author"] == "doorstep") == _without_choices(
        m for answer in answers for m in answer
    )
    owner = [m["text"] for m in history if m["author"] == "owner"]
    assert owner == ["hello", "I'm a builder in Tyseley", "More about 2"]
    assert len({m["id"] for m in history}) == len(history)
    assert chat.history() == history


def test_only_the_last_answer_still_has_its_choices(chat: Chat) -> None:
    chat.say("cleaning in B9")
    chat.say("catering in B9")
    with_choices = [number for number, m in enumerate(chat.history()) if m["choices"]]
    assert with_choices == [len(chat.history()) - 1]


def test_a_new_conversation_has_no_history(chat: Chat) -> None:
    assert chat.history() == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('/find_opportunities{"trade": "cleaning"}', 'find_opportunities{"trade": "cleaning"}'),
        ("/session_start", "session_start"),
        ("hel\x00lo\x07 there\x1b[31m", "hel lo there [31m"),
        ("a\u202eb\u200bc", "a b c"),
        ("<b>hello</b><script>alert(1)</script>", "<b>hello</b><script>alert(1)</script>"),
        ("cafe\u0301 work 🙂", "café work 🙂"),
        ("{title} {0} %s ${HOME}", "{title} {0} %s ${HOME}"),
    ],
)
def test_words_stay_words(chat: Chat, sent: str, kept: str) -> None:
    assert chat.say(sent).text.strip()
    assert chat.history()[0]["text"] == kept


def test_a_forgotten_conversation_is_gone(chat: Chat) -> None:
    chat.say("cleaning in B9")
    answer = chat.forget()
    assert (answer.status, answer.body) == (204, b"")
    assert_problem(chat.client.get(f"{chat.path}/messages", chat.opened), 404)
    assert_problem(chat.send({"text": "hello"}), 404)
    assert_problem(chat.forget(), 404)


def test_a_forgotten_conversation_leaves_nothing_in_either_database(
    doorstep_with_samples: Doorstep, chat: Chat
) -> None:
    other = chat.client.begin()
    for one in (chat, other):
        one.say(TELLING)
        one.say("cheaper")
    chat.forget()
    for held in _databases(doorstep_with_samples):
        everything = _contents(held)
        assert chat.id not in everything
        assert other.id in everything
    other.forget()
    for held in _databases(doorstep_with_samples):
        assert TELLING not in _contents(held)


def test_what_is_forgotten_in_the_middle_of_a_turn_stays_forgotten(
    doorstep_with_samples: Doorstep, chat: Chat
) -> None:
    with ThreadPoolExecutor() as pool:
        with rasa_held_up(doorstep_with_samples):
            turn = pool.submit(chat.send, {"text": TELLING})
            wait_until_under_way(doorstep_with_samples, chat)
            forgotten = pool.submit(chat.forget)
            time.sleep(0.5)
        turn.result()
        if forgotten.result().status == 409:  # it may ask to wait for the turn's end
            assert chat.forget().status == 204
    assert_problem(chat.client.get(f"{chat.path}/messages", chat.opened), 404)
    for held in _databases(doorstep_with_samples):
        contents = _contents(held)
        assert chat.id not in contents
        assert TELLING not in contents


def _without_choices(messages: Any) -> list[dict[str, Any]]:
    return [{**message, "choices": []} for message in messages]


def _databases(doorstep: Doorstep) -> list[Path]:
    return [doorstep.folder / "doorstep.sqlite3", doorstep.tracker]


def _contents(database: Path) -> str:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return "\n".join(connection.iterdump())
