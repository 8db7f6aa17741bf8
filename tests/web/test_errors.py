"""Every error of the chat API: one shape, the right status, and when to try again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client import Chat, Client
from tests.running import Doorstep, web_alone
from tests.web.problems import assert_problem, assert_try_again

UNKNOWN = "/api/conversations/3f1f64c2-6f0e-4d83-9f6d-2a3f8d7f0a11"
ODD_IDS = ("x", "%00", "..%2f..", "%F0%9F%99%82", "%ED%A0%80", "%27%20OR%201=1", "a" * 3000)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """A web process that allows three messages and five conversations a minute."""
    folder = tmp_path_factory.mktemp("strict")
    limits = {"DOORSTEP_MESSAGES_A_MINUTE": "3", "DOORSTEP_CONVERSATIONS_A_MINUTE": "5"}
    doorstep = web_alone(folder, **limits)
    try:
        yield doorstep.wait_for_page()
    finally:
        doorstep.stop()


def test_without_a_token_nothing_opens(chat: Chat) -> None:
    for answer in (
        chat.client.post(f"{chat.path}/messages", {"text": "hello"}),
        chat.client.get(f"{chat.path}/messages"),
        chat.client.call("DELETE", chat.path),
    ):
        assert_problem(answer, 401)
        assert answer.headers["Www-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic d3Jvbmc6d3Jvbmc=", "Bearer \xe9"]
)
def test_a_wrong_token_opens_nothing(chat: Chat, header: str) -> None:
    answer = chat.client.get(f"{chat.path}/messages", {"Authorization": header})
    assert_problem(answer, 401)


def test_another_conversations_token_opens_nothing(chat: Chat) -> None:
    stranger = chat.client.begin()
    chat.say("hello")
    for answer in (
        chat.client.post(f"{chat.path}/messages", {"text": "hello"}, stranger.opened),
        chat.client.get(f"{chat.path}/messages", stranger.opened),
        chat.client.call("DELETE", chat.path, headers=stranger.opened),
    ):
        assert_problem(answer, 401)
    assert len(chat.history()) == 2


def test_an_unknown_conversation_is_not_found(chat: Chat) -> None:
    assert_problem(chat.client.get(f"{UNKNOWN}/messages", chat.opened), 404)
    assert_problem(chat.client.post(f"{UNKNOWN}/messages", {"text": "hello"}, chat.opened), 404)
    assert_problem(chat.client.call("DELETE", UNKNOWN, headers=chat.opened), 404)


@pytest.mark.parametrize("odd", ODD_IDS)
def test_an_odd_conversation_id_is_not_found(chat: Chat, odd: str) -> None:
    assert_problem(chat.client.get(f"/api/conversations/{odd}/messages", chat.opened), 404)


def test_an_unknown_address_of_the_api_is_not_found(client: Client) -> None:
    assert_problem(client.get("/api/nothing"), 404)


def test_a_wrong_method_says_which_are_right(client: Client) -> None:
    answer = client.get("/api/conversations")
    assert_problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


def test_a_message_of_20_000_characters_is_too_long(chat: Chat) -> None:
    assert_problem(chat.send({"text": "cleaning " * 2223}), 413)
    assert not chat.history()


def test_a_message_of_2_000_characters_is_not_too_long(chat: Chat) -> None:
    assert chat.send({"text": "cleaning " * 222 + "!!"}).status == 200


def test_a_big_body_is_too_long(chat: Chat) -> None:
    assert_problem(chat.send({"text": "x" * 200_000}), 413)
    assert_problem(chat.client.post("/api/conversations", {"x": "x" * 200_000}), 413)


@pytest.mark.parametrize("text", ["", "   ", "\n\t ", "\x00\x01", "/", "\u200b"])
def test_an_empty_message_cannot_be_used(chat: Chat, text: str) -> None:
    assert_problem(chat.send({"text": text}), 422)
    assert not chat.history()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        b"[]",
        b'"hello"',
        b"{}",
        b'{"text": 1}',
        b'{"text": null}',
        b'{"text": "a", "choice": "b"}',
        b'{"text": "a", "colour": "red"}',
        b'{"text": "a", "client_id": ""}',
        b'{"text": "\xff\xfe"}',
        b'{"text": "\\ud800"}',
        b'{"text": ' + b"[" * 5000,
    ],
)
def test_a_body_of_another_shape_cannot_be_used(chat: Chat, body: bytes) -> None:
    answer = chat.client.call("POST", f"{chat.path}/messages", body, chat.opened)
    assert_problem(answer, 422)
    assert not chat.history()


def test_an_unknown_choice_cannot_be_used(chat: Chat) -> None:
    assert_problem(chat.send({"choice": "nothing"}), 422)
    chat.say("cleaning in B9")
    assert_problem(chat.send({"choice": "nothing"}), 422)


def test_a_choice_of_an_earlier_answer_is_stale(chat: Chat) -> None:
    chat.say("cleaning in B9")
    earlier = chat.choices[0]["id"]
    chat.say("catering in B9")
    answer = chat.send({"choice": earlier})
    assert_problem(answer, 422)
    assert answer.json["type"].endswith("stale_choice")


def test_another_conversations_choice_is_unknown_here(chat: Chat) -> None:
    other = chat.client.begin()
    other.say("cleaning in B9")
    chat.say("cleaning in B9")
    assert_problem(chat.send({"choice": other.choices[0]["id"]}), 422)


def test_while_rasa_is_loading_a_message_may_be_sent_again_soon(
    doorstep_without_rasa: Doorstep,
) -> None:
    chat = doorstep_without_rasa.client.begin()
    assert_try_again(chat.send({"text": "hello", "client_id": "one"}), 503)
    assert_try_again(chat.send({"text": "hello", "client_id": "one"}), 503)
    assert not chat.history()


def test_too_many_messages_are_told_to_wait(strict: Doorstep) -> None:
    chat = strict.client.begin()
    assert [chat.send({"text": "hello"}).status for _ in range(3)] == [503] * 3
    answer = chat.send({"text": "hello"})
    assert_try_again(answer, 429)
    assert int(answer.headers["Retry-After"]) <= 60


def test_too_many_conversations_are_told_to_wait(strict: Doorstep) -> None:
    answers = [strict.client.post("/api/conversations", {}) for _ in range(6)]
    assert_try_again(answers[-1], 429)
