"""The OpenAPI description of the chat API, made from its schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from openapi_pydantic import OpenAPI
from openapi_pydantic.util import PydanticSchema, construct_open_api_with_schema_class
from pydantic import BaseModel

from connectors.web import schema

_PROBLEMS = {
    "401": "No token, or another conversation's",
    "404": "Unknown, or erased",
    "409": "A turn is under way",
    "413": "Too long",
    "422": "Not what this call takes, or a stale choice",
    "429": "Too many requests; see Retry-After",
    "502": "The dialogue engine failed",
    "503": "Getting ready or busy; see Retry-After",
}


@cache
def description() -> str:
    """The description as JSON."""
    whole = OpenAPI.model_validate(
        {
            "info": {
                "title": "Doorstep API",
                "version": "1",
                "description": "Finds public contracts for small firms in a conversation, and "
                "gives out what buyers posted here.",
            },
            "paths": {
                "/api/conversations": {"post": _start()},
                "/api/conversations/{id}/messages": {
                    "parameters": [_ID],
                    "post": _say(),
                    "get": _history(),
                },
                "/api/conversations/{id}": {"parameters": [_ID], "delete": _forget()},
                "/api/ocds/releases": {"get": _releases()},
            },
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        }
    )
    return construct_open_api_with_schema_class(whole).model_dump_json(
        by_alias=True, exclude_none=True
    )


_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
_SECURED: list[dict[str, list[str]]] = [{"token": []}]


def _start() -> dict[str, Any]:
    return {
        "operationId": "startConversation",
        "summary": "Begin a conversation",
        "requestBody": _takes(schema.NewConversation, required=False),
        "responses": {
            "201": _gives("The conversation and its token", schema.Started),
            **_fail("413", "422", "429", "503"),
        },
    }


def _say() -> dict[str, Any]:
    return {
        "operationId": "sendMessage",
        "summary": "Send words or a choice, and get the answer",
        "security": _SECURED,
        "requestBody": _takes(schema.NewMessage, required=True),
        "responses": {"200": _gives("The answer", schema.Messages), **_fail(*_PROBLEMS)},
    }


def _history() -> dict[str, Any]:
    return {
        "operationId": "readConversation",
        "summary": "Read everything said so far",
        "security": _SECURED,
        "responses": {"200": _gives("All messages", schema.Messages), **_fail("401", "404", "503")},
    }


def _forget() -> dict[str, Any]:
    return {
        "operationId": "forgetConversation",
        "summary": "Erase the conversation",
        "security": _SECURED,
        "responses": {"204": {"description": "Erased"}, **_fail("401", "404", "503")},
    }


def _releases() -> dict[str, Any]:
    return {
        "operationId": "listReleases",
        "summary": "What buyers posted here, as OCDS releases; open to everybody",
        "parameters": [
            _query("since", "Only what was said, or has closed, from this moment on (RFC 3339)"),
            _query("cursor", "As links.next of the last package has it"),
        ],
        "responses": {
            "200": _gives("A release package", schema.ReleasePackage),
            **_fail("422", "503"),
        },
    }


def _query(name: str, words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": {"type": "string"}}


def _takes(model: type[BaseModel], *, required: bool) -> dict[str, Any]:
    return {"required": required, "content": _content(model)}


def _gives(words: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"description": words, "content": _content(model)}


def _fail(*statuses: str) -> dict[str, Any]:
    content = _content(schema.Problem, "application/problem+json")
    return {one: {"description": _PROBLEMS[one], "content": content} for one in statuses}


def _content(model: type[BaseModel], kind: str = "application/json") -> dict[str, Any]:
    return {kind: {"schema": PydanticSchema(schema_class=model)}}
