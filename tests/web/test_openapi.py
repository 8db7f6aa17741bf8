"""The API is as its description says, whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_pydantic import OpenAPI
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from tests.client import Chat, Client
from tests.running import Doorstep

EXAMPLES = 60
# The schema cannot say that just one of text and choice is sent, nor which choices are on offer;
# and the requests below carry a token always.
NOT_FOR_US = [positive_data_acceptance, ignored_auth]
PROMISED = {
    "/api/conversations": {"post"},
    "/api/conversations/{id}/messages": {"post", "get"},
    "/api/conversations/{id}": {"delete"},
    "/api/ocds/releases": {"get"},
}


def test_the_description_is_valid(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    OpenAPI.model_validate(answer.json)


def test_every_promised_call_is_described(client: Client) -> None:
    paths = client.get("/api/openapi.json").json["paths"]
    described = {path: {"get", "post", "delete"} & set(calls) for path, calls in paths.items()}
    assert described == PROMISED


def test_every_error_is_described_as_a_problem(client: Client) -> None:
    for calls in client.get("/api/openapi.json").json["paths"].values():
        for call in (calls[method] for method in ("get", "post", "delete") if method in calls):
            for status, response in call["responses"].items():
                assert status < "400" or "application/problem+json" in response["content"]


@pytest.fixture(scope="module")
def described(doorstep_with_samples: Doorstep) -> Any:
    """The description as a maker of requests, good and bad."""
    address = f"{doorstep_with_samples.address}/api/openapi.json"
    return schemathesis.openapi.from_url(address)


@pytest.fixture(scope="module")
def opened(doorstep_with_samples: Doorstep) -> Chat:
    """A conversation for the requests that need one."""
    return doorstep_with_samples.client.begin()


calls = schemathesis.pytest.from_fixture("described")


@calls.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_one_of_those_described(
    case: schemathesis.Case, opened: Chat
) -> None:
    if case.method != "DELETE" and case.path_parameters:
        case.path_parameters["id"] = opened.id
    case.call_and_validate(headers=opened.opened, excluded_checks=NOT_FOR_US)
