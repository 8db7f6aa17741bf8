"""The chat API's requests and answers; the OpenAPI description is made from these."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.conversation import MAX_MESSAGE_LENGTH, Reply, Turn


class Strict(BaseModel):
    """A request: unknown fields are refused, so that a slip is noticed."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewConversation(Strict):
    """Nothing is needed to begin."""


class NewMessage(Strict):
    """The owner's words, or a choice of the last answer: one of the two."""

    text: str | None = Field(
        None, description=f"At most {MAX_MESSAGE_LENGTH:,} characters; more is answered with 413."
    )
    choice: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="The id of one of the choices last offered, or of one on a card."
    )
    client_id: Annotated[str, Field(min_length=1, max_length=64)] | None = Field(
        None, description="Your own id for the message: the same one twice is one turn."
    )

    about: Annotated[str, Field(max_length=64)] | None = Field(
        None,
        description="The id of an opportunity that the words are about, if it was not shown here. "
        "One that is not there is passed over.",
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> NewMessage:
        if (self.text is None) == (self.choice is None):
            raise ValueError("Send either text or choice.")
        return self


class Started(BaseModel):
    """A new conversation; the token opens it and is told once."""

    conversation: str
    token: str


class Choice(BaseModel):
    """A button under an answer or on a card."""

    id: str
    label: str


class Value(BaseModel):
    """What it is worth; a null amount was not stated."""

    amount: float | None
    currency: str
    vat: Literal["included", "excluded", "unknown"]
    basis: Literal["total", "yearly", "unknown"]


class Contact(BaseModel):
    """Whom the notice names for enquiries about it."""

    name: str | None
    email: str | None
    phone: str | None
    url: str | None


class Opportunity(BaseModel):
    """A card."""

    id: str
    kind: Literal[
        "tender",
        "quick_quote",
        "planned",
        "market_engagement",
        "challenge",
        "open_framework",
        "subcontract",
        "re_let",
    ]
    title: str
    buyer: str
    value: Value
    deadline: datetime | None
    status: Literal["planned", "open", "closed", "awarded", "cancelled"]
    distance_miles: float | None
    area: str | None
    reserved_for: str | None
    how_to_respond: str
    contact: Contact | None
    reasons: list[str]
    against: list[str]
    source_url: str
    attribution: str
    as_of: datetime
    is_sample: bool
    verdict: Literal["interested", "not_for_me", "applied", "won", "lost", "reported"] | None = (
        Field(None, description="What the owner said of it, if anything.")
    )
    choices: list[Choice] = Field(
        default_factory=list,
        description="What the owner may say of it: buttons on the card, good for later turns too.",
    )


class Message(BaseModel):
    """One message of the conversation."""

    id: str
    author: Literal["owner", "doorstep"]
    at: datetime
    text: str
    opportunities: list[Opportunity]
    choices: list[Choice]


class Messages(BaseModel):
    """Messages in the order they were said."""

    messages: list[Message]


class Problem(BaseModel):
    """An error (RFC 9457); the detail is fit for the owner to read."""

    type: str
    title: str
    status: int
    detail: str


class Publisher(BaseModel):
    """Who gives it out."""

    name: str
    uri: str


class ReleaseLinks(BaseModel):
    """Where more is; no `next` where this is the last."""

    next: str | None = None


class ReleasePackage(BaseModel):
    """A release package of the Open Contracting Data Standard 1.1."""

    uri: str
    version: Literal["1.1"]
    extensions: list[str]
    published_date: datetime = Field(alias="publishedDate")
    publisher: Publisher
    license: str
    publication_policy: str = Field(alias="publicationPolicy")
    links: ReleaseLinks
    releases: list[dict[str, Any]] = Field(
        description="Each as https://standard.open-contracting.org/1.1/en/schema/ has it."
    )


def answers_of(turn: Turn) -> list[Message]:
    """The service's messages of a turn; their ids are the same whenever they are asked for."""
    return [_answer(turn, number, reply) for number, reply in enumerate(turn.replies)]


def all_of(turn: Turn) -> list[Message]:
    """The owner's message and the answers to it."""
    owner = Message(
        id=turn.id, author="owner", at=turn.at, text=turn.text, opportunities=[], choices=[]
    )
    return [owner, *answers_of(turn)]


def _answer(turn: Turn, number: int, reply: Reply) -> Message:
    return Message(
        id=f"{turn.id}-{number}",
        author="doorstep",
        at=turn.at,
        text=reply.text,
        opportunities=[
            Opportunity.model_validate({**card, "choices": _choices(reply, card["id"])})
            for card in reply.cards
        ],
        choices=_choices(reply, None),
    )


def _choices(reply: Reply, about: str | None) -> list[Choice]:
    """Those on the card of that opportunity, or those under the answer itself."""
    return [Choice(id=one.id, label=one.label) for one in reply.choices if one.about == about]
