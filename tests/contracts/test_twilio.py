"""Our requests, and the stand-in's answers, are what Twilio's own description says they must be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import BasicAuth, ClientSession

from bot.bootstrap import CONTENT
from bot.domain.errors import AccountAtFaultError, OptedOutError, OutcomeUnknownError
from bot.domain.reaching import Address, Means
from connectors.sms import twilio_keys
from connectors.sms.twilio_errors import load_twilio_errors
from connectors.sms.twilio_texts import TwilioAccount, TwilioTexts
from tests.repository.house import SHARED
from tests.standins.prism_proxy import checking
from tests.standins.twilio import MESSAGES, SERVICE, SID, TOKEN, Mood, Refusal, TwilioStandIn

EXTRACT = Path(__file__).parents[1] / "standins" / "twilio_messages.json"
WHOLE = SHARED / "reference" / "twilio" / "twilio_api_v2010.json"
THERE = [EXTRACT, *([WHOLE] if WHOLE.exists() else [])]
TO = Address(Means.TEXT, "+447700900123")
WORDS = "Doorstep: £900, cleaning & windows. Reply 1, 2 or 3. STOP ends it."


@pytest.fixture(scope="module")
def standin() -> Iterator[TwilioStandIn]:
    with TwilioStandIn().open() as opened:
        yield opened


@pytest.fixture(scope="module", params=THERE, ids=lambda file: file.stem)
def checked(
    request: pytest.FixtureRequest,
    standin: TwilioStandIn,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The stand-in's address behind what checks both sides."""
    if not WHOLE.exists():
        print(f"{WHOLE} is not here: only {EXTRACT.name} is checked against.")  # noqa: T201
    folder = tmp_path_factory.mktemp("prism")
    with checking(as_twilio_does(request.param, folder), standin.address, folder) as address:
        yield address


def as_twilio_does(file: Path, folder: Path) -> Path:
    """The description without the form of a list's links, which its own examples break.

    They are said to be whole addresses; Twilio gives paths, in the examples and in truth.
    """
    described = json.loads(file.read_text(encoding="utf-8"))
    listed = described["paths"][MESSAGES.replace("{account}", "{AccountSid}")]["get"]
    answer = listed["responses"]["200"]["content"]["application/json"]["schema"]
    for name, schema in answer["properties"].items():
        if name.endswith("uri"):
            schema.pop("format")
    copy = folder / file.name
    copy.write_text(json.dumps(described), encoding="utf-8")
    return copy


@pytest.fixture
def texts(checked: str, standin: TwilioStandIn) -> Iterator[TwilioTexts]:
    standin.mood = lambda _: Mood.WELL
    account = TwilioAccount(SID, TOKEN, SERVICE, checked, 10, "https://doorstep.example")
    made = TwilioTexts(account, load_twilio_errors(CONTENT))
    yield made
    made.close()


def test_a_text_is_sent_in_the_form_that_is_described(
    texts: TwilioTexts, standin: TwilioStandIn
) -> None:
    before = len(standin.taken)
    given = texts.send(TO, "", WORDS, "alert:1 £")
    (taken,) = standin.taken[before:]
    assert (taken.sid, taken.to, taken.body) == (given, TO.value, WORDS)
    address, _, key = str(taken.callback).partition("?key=")
    assert address == "https://doorstep.example/webhooks/twilio/status"
    assert re.fullmatch(r"[\w-]+", key), "nothing that anybody would write in another form"
    assert twilio_keys.read(key) == "alert:1 £"
    (method, form) = standin.asked[-1]
    assert method == "POST"
    assert form["SmartEncoded"] == "false", "what is kept there must be what was sent"


def test_what_was_taken_is_found_by_number_words_and_time(texts: TwilioTexts) -> None:
    now = datetime.now(UTC)
    # Within a second the stand-in may have taken the same through the other description.
    mark = uuid4().hex
    first = texts.send(TO, "", f"The same words {mark}", "one")
    second = texts.send(TO, "", f"The same words {mark}", "other")
    texts.send(TO, "", f"Other words {mark}", "third")
    texts.send(Address(Means.TEXT, "+447700900124"), "", f"The same words {mark}", "fourth")
    since = now - timedelta(seconds=2)
    assert set(texts.taken(TO, f"The same  words {mark}", since)) == {first, second}
    assert texts.taken(TO, f"The same words {mark}", now + timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        (Refusal(21610), OptedOutError),
        (Refusal(20003, 401), AccountAtFaultError),
        (Mood.NEVER, OutcomeUnknownError),
    ],
)
def test_a_refusal_is_told_apart_from_a_lost_answer(
    texts: TwilioTexts, standin: TwilioStandIn, mood: Mood | Refusal, error: type[Exception]
) -> None:
    standin.mood = lambda _: mood
    with pytest.raises(error):
        texts.send(TO, "", WORDS, "k")


@pytest.mark.parametrize("broken", ["", "é", "a", "_w", "====", "%3A"])
def test_a_key_that_nobody_wrote_is_none(broken: str) -> None:
    assert twilio_keys.read(broken) is None


async def test_a_request_in_another_form_would_not_have_passed(checked: str) -> None:
    async with ClientSession(auth=BasicAuth(SID, TOKEN)) as session:
        path = MESSAGES.format(account="AC-not-an-account")
        async with session.post(f"{checked}{path}", data={"To": TO.value}) as answer:
            problem: dict[str, Any] = json.loads(await answer.text())
    assert answer.status == 422
    assert "AccountSid" in json.dumps(problem) or "accountsid" in json.dumps(problem).lower()


@pytest.mark.parametrize("whole", [one for one in THERE if one == WHOLE] or [EXTRACT])
def test_the_extract_says_what_the_description_says(whole: Path) -> None:
    extract, described = (json.loads(f.read_text(encoding="utf-8")) for f in (EXTRACT, whole))
    (path,) = extract["paths"]
    for method in ("get", "post"):
        ours, theirs = extract["paths"][path][method], described["paths"][path][method]
        assert names(ours) == names(theirs)
    for name, schema in extract["components"]["schemas"].items():
        theirs = described["components"]["schemas"][name]
        assert set(schema.get("properties", {})) == set(theirs.get("properties", {}))
        assert schema.get("enum") == theirs.get("enum")


def names(call: dict[str, Any]) -> set[str]:
    """What a call takes."""
    body = call.get("requestBody", {}).get("content", {})
    forms = [one["schema"].get("properties", {}) for one in body.values()]
    return {one["name"] for one in call.get("parameters", [])} | {n for f in forms for n in f}
