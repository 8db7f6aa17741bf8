"""How soon a reply by text is answered, with sixteen people texting at once."""

from __future__ import annotations

import statistics
import threading
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.running import Doorstep
from tests.standins.twilio import SERVICE, SID, TOKEN, TwilioStandIn, signed

CALLERS, EACH = 16, 20
WORDS = ("HELP", "1", "2", "cleaning in Saltley", "3")
"""What a reply is: mostly a digit."""
PATH = "/webhooks/twilio/messages"


def measure_inbound(folder: Path) -> dict[str, Any]:
    """From a text handed over to its answer accepted by the stand-in, in milliseconds.

    All that it starts listens on free ports and has ended when this returns. Raises AssertionError
    where a text is not answered within a minute.
    """
    folder.mkdir(exist_ok=True)
    with TwilioStandIn().open() as twilio:
        doorstep = Doorstep(folder, changes=_settings(twilio.address)).start()
        try:
            doorstep.wait_until_ready()
            spans = _all_at_once(doorstep.address, twilio)
        finally:
            doorstep.stop()
    cuts = statistics.quantiles(spans, n=20)
    return {"p50_ms": cuts[9], "p95_ms": cuts[18], "replies": len(spans), "callers": CALLERS}


def _settings(twilio: str) -> dict[str, str]:
    return {
        "DOORSTEP_TWILIO_ACCOUNT_SID": SID,
        "DOORSTEP_TWILIO_AUTH_TOKEN": TOKEN,
        "DOORSTEP_TWILIO_MESSAGING_SERVICE_SID": SERVICE,
        "DOORSTEP_TWILIO_URL": twilio,
        "DOORSTEP_PUBLIC_URL": "https://doorstep.example",
        "DOORSTEP_RECIPIENTS": "anybody",
        "DOORSTEP_TEXTS_A_SECOND": "1000",
        "DOORSTEP_OPERATOR_NAME": "Bench",
        "DOORSTEP_OPERATOR_ADDRESS": "1 High Street",
        "DOORSTEP_OPERATOR_REGISTRATION": "company 01234567",
        "DOORSTEP_OPERATOR_EMAIL": "a@bench.example",
        "DOORSTEP_OPERATOR_DATA_PROTECTION": "b@bench.example",
        "DOORSTEP_OPERATOR_COMPLAINTS": "c@bench.example",
    }


def _all_at_once(address: str, twilio: TwilioStandIn) -> list[float]:
    spans: list[float] = []
    callers = [
        threading.Thread(target=_one_caller, args=(address, twilio, which, spans))
        for which in range(CALLERS)
    ]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    return spans


def _one_caller(address: str, twilio: TwilioStandIn, which: int, spans: list[float]) -> None:
    number = f"+447700900{which:03d}"
    for turn in range(EACH):
        before, began = twilio.a_number[number], time.perf_counter()
        _hand_over(address, number, WORDS[turn % len(WORDS)])
        while twilio.a_number[number] <= before:
            assert time.perf_counter() - began < 60, "It was never answered."
            time.sleep(0.002)
        spans.append((time.perf_counter() - began) * 1000)


def _hand_over(address: str, number: str, words: str) -> None:
    form = {"AccountSid": SID, "MessageSid": f"SM{uuid.uuid4().hex}", "From": number}
    form |= {"Body": words, "NumMedia": "0"}
    headers = signed(f"https://doorstep.example{PATH}", form)
    request = Request(f"{address}{PATH}", urlencode(form).encode(), headers)  # noqa: S310 - loopback
    with urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
        assert answer.status == 200
