"""A caller of the chat API over plain HTTP, who sees exactly what the service answers."""

from __future__ import annotations

import http.client
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 60
"""Seconds to wait for any one answer."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as words."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Calls one port on loopback; every call is a connection of its own."""

    port: int

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """GET."""
        return self.call("GET", path, headers=headers)

    def post(self, path: str, data: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """POST of JSON."""
        return self.call("POST", path, json.dumps(data).encode(), headers)

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request, as given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            told = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, body, told | dict(headers or {}))
            got = connection.getresponse()
            return Answer(got.status, {k.title(): v for k, v in got.getheaders()}, got.read())
        finally:
            connection.close()

    def answers(self, path: str) -> bool:
        """Whether anything listens and answers at all."""
        try:
            self.get(path)
        except (OSError, http.client.HTTPException):
            return False
        return True

    def begin(self) -> Chat:
        """A new conversation."""
        answer = self.post("/api/conversations", {})
        assert answer.status == 201, answer.text
        return Chat(self, answer.json["conversation"], answer.json["token"])


@dataclass
class Chat:
    """One conversation, held the way the widget holds it."""

    client: Client
    id: str
    token: str
    choices: list[dict[str, str]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where the conversation is."""
        return f"/api/conversations/{self.id}"

    @property
    def opened(self) -> dict[str, str]:
        """The header that opens it."""
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, data: Any) -> Answer:
        """The raw answer to any message body."""
        return self.client.post(f"{self.path}/messages", data, self.opened)

    def say(self, text: str) -> Reply:
        """The reply to words."""
        return self._reply({"text": text})

    def press(self, label: str) -> Reply:
        """The reply to the choice of that label, among those last offered."""
        chosen = next((c for c in self.choices if c["label"] == label), None)
        assert chosen, f"There is no choice “{label}” among {self.choices}"
        return self._reply({"choice": chosen["id"]})

    def press_on(self, card: dict[str, Any], label: str) -> Reply:
        """The reply to the choice of that label on a card, however long ago it was shown."""
        chosen = next((c for c in card["choices"] if c["label"] == label), None)
        assert chosen, f"There is no choice “{label}” among {card['choices']}"
        return self._reply({"choice": chosen["id"]})

    def history(self) -> list[dict[str, Any]]:
        """All that was said."""
        answer = self.client.get(f"{self.path}/messages", self.opened)
        assert answer.status == 200, answer.text
        return list(answer.json["messages"])

    def forget(self) -> Answer:
        """Erases it."""
        return self.client.call("DELETE", self.path, headers=self.opened)

    def _reply(self, data: dict[str, str]) -> Reply:
        answer = self.send(data | {"client_id": str(uuid.uuid4())})
        assert answer.status == 200, f"{data}: {answer.status} {answer.text}"
        reply = Reply(answer.json["messages"])
        self.choices = reply.choices
        return reply


@dataclass(frozen=True)
class Reply:
    """The messages that answer one turn."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """All words of the answer."""
        return "\n".join(message["text"] for message in self.messages)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """All opportunities shown, in order."""
        return [card for message in self.messages for card in message["opportunities"]]

    @property
    def choices(self) -> list[dict[str, str]]:
        """What may be pressed next."""
        return list(self.messages[-1]["choices"])

    @property
    def titles(self) -> list[str]:
        """The cards' titles."""
        return [card["title"] for card in self.cards]
