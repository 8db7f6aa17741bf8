"""What every error of the API must look like."""

from __future__ import annotations

from tests.client import Answer

TRACES = ("Traceback", ".py", "sqlalchemy", "aiohttp", "pydantic", "rasa")


def assert_problem(answer: Answer, status: int) -> None:
    """The answer is problem+json of that status, readable, and tells nothing of our insides."""
    assert answer.status == status, answer.text
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json["status"] == status
    assert answer.json["title"]
    assert answer.json["detail"]
    assert not [trace for trace in TRACES if trace in answer.text]


def assert_try_again(answer: Answer, status: int) -> None:
    """The answer also says in whole seconds when to try again."""
    assert_problem(answer, status)
    assert int(answer.headers["Retry-After"]) >= 1
