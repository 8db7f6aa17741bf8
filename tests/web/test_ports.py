"""What can be reached from outside: the public port, and behind it only pages and chat."""

from __future__ import annotations

import pytest

from tests.client import Client
from tests.running import Doorstep, addresses_of

LOOPBACK = "127.0.0.1"


def test_everything_listens_on_this_machine_only(doorstep_with_samples: Doorstep) -> None:
    listening = {a for p in doorstep_with_samples.processes() for a in addresses_of(p)}
    ports = doorstep_with_samples.ports
    assert {tuple(a) for a in listening} == {
        (LOOPBACK, ports.web),
        (LOOPBACK, ports.rasa),
        (LOOPBACK, ports.actions),
    }


def test_rasa_and_the_action_server_stay_inside_when_the_page_is_public(
    doorstep_open_to_all: Doorstep,
) -> None:
    by_port = {a[1]: a[0] for p in doorstep_open_to_all.processes() for a in addresses_of(p)}
    assert by_port[doorstep_open_to_all.ports.web] == "0.0.0.0"
    assert by_port[doorstep_open_to_all.ports.actions] == LOOPBACK


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/webhook"),
        ("POST", "/webhooks/rest/webhook"),
        ("GET", "/webhooks/rest/"),
        ("POST", "/model/parse"),
        ("GET", "/conversations/x/tracker"),
        ("GET", "/domain"),
        ("GET", "/actions"),
    ],
)
def test_neither_is_reached_through_the_public_port(client: Client, method: str, path: str) -> None:
    body = b"{}" if method == "POST" else None
    assert client.call(method, path, body).status == 404


def test_rasa_offers_only_the_conversation_on_its_port(doorstep_with_samples: Doorstep) -> None:
    rasa = Client(doorstep_with_samples.ports.rasa)
    for path in ("/conversations/x/tracker", "/domain", "/status", "/model/parse"):
        assert rasa.get(path).status in {404, 405}, path


def test_the_action_server_tells_nothing_of_an_error(doorstep_with_samples: Doorstep) -> None:
    actions = Client(doorstep_with_samples.ports.actions)
    unknown = actions.post("/webhook", {"next_action": "action_nothing", "tracker": {}})
    assert unknown.status == 404
    for body in (b"{}", b"[]", b"not JSON", b'{"next_action": 1}'):
        answer = actions.call("POST", "/webhook", body)
        assert "Traceback" not in answer.text
