"""How soon a reply by text is answered, with sixteen people texting at once."""

from __future__ import annotations

import statistics
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bot.bootstrap import make_clock, make_storage
from bot.domain.alert import Alert, AlertId, AlertText
from bot.domain.notice import ProcessKey
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import Supplier, SupplierId
from bot.settings import read_settings
from tests.examples import opportunity
from tests.running import NOW, Doorstep, web_alone
from tests.standins.twilio import SERVICE, SID, TOKEN, TwilioStandIn, signed

CALLERS, EACH = 16, 60
REPLIES = ("1", "3", "2", "A1", "HELP")
"""What people answer to a text about work: none of it needs the assistant."""
WORDS = ("cleaning in Saltley", "any catering?", "painting in B9")
PATH = "/webhooks/twilio/messages"


def measure_replies(folder: Path) -> dict[str, Any]:
    """From a reply to an alert handed over to its answer accepted by the stand-in, in milliseconds.

    All that it starts listens on free ports and has ended when this returns. Raises AssertionError
    where a text is not answered within a minute.
    """
    folder.mkdir(exist_ok=True)
    with TwilioStandIn().open() as twilio:
        doorstep = web_alone(folder, **_settings(twilio.address))
        try:
            doorstep.wait_for_page()
            _tell_everybody(doorstep.database_url)
            return _measured(doorstep.address, twilio, REPLIES)
        finally:
            doorstep.stop()


def measure_words(folder: Path) -> dict[str, Any]:
    """The same of words that the assistant must understand."""
    folder.mkdir(exist_ok=True)
    with TwilioStandIn().open() as twilio:
        doorstep = Doorstep(folder, changes=_settings(twilio.address)).start()
        try:
            doorstep.wait_until_ready()
            return _measured(doorstep.address, twilio, WORDS)
        finally:
            doorstep.stop()


def _measured(address: str, twilio: TwilioStandIn, words: Sequence[str]) -> dict[str, Any]:
    spans = _all_at_once(address, twilio, words)
    cuts = statistics.quantiles(spans, n=20)
    return {"p50_ms": cuts[9], "p95_ms": cuts[18], "replies": len(spans), "callers": CALLERS}


def _tell_everybody(database_url: str) -> None:
    """Has each caller told of one job that is still open."""
    settings = read_settings({"DATABASE_URL": database_url, "now": NOW})
    storage, now = make_storage(settings), make_clock(settings).now()
    soon, firm = now + timedelta(days=20), SupplierId("told firm")
    job = opportunity("told", published_at=now - timedelta(days=2), deadline=soon)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey(job.id), job)
        work.suppliers.save_all([Supplier(firm, "A firm", "cleaning", now)])
        for which in range(CALLERS):
            person, key = PersonId(f"caller {which}"), SubscriptionId(f"caller {which}")
            work.people.prove(Address(Means.TEXT, _number(which)), now, person)
            work.subscriptions.put(Subscription(key, person, firm, Means.TEXT, now))
            text = f"alert:caller:{which}"
            work.alerts.put_texts([AlertText(text, key, person, f"caller{which}", 1, now)])
            alert = Alert(AlertId(f"caller {which}"), key, person, job.id, 0.9, now)
            work.alerts.add_new([alert.told(text, now, "A")])
    storage.close()


def _settings(twilio: str) -> Mapping[str, str]:
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


def _all_at_once(address: str, twilio: TwilioStandIn, words: Sequence[str]) -> list[float]:
    spans: list[float] = []
    callers = [
        threading.Thread(target=_one_caller, args=(address, twilio, which, words, spans))
        for which in range(CALLERS)
    ]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    assert len(spans) == CALLERS * EACH, "A text was never answered."
    return spans


def _one_caller(
    address: str, twilio: TwilioStandIn, which: int, words: Sequence[str], spans: list[float]
) -> None:
    number = _number(which)
    for turn in range(EACH):
        before, began = twilio.taken_for(number), time.perf_counter()
        _hand_over(address, number, words[(turn + which) % len(words)])
        assert twilio.wait_for_another(number, before, 60), "It was never answered."
        spans.append((time.perf_counter() - began) * 1000)


def _number(which: int) -> str:
    return f"+447700900{which:03d}"


def _hand_over(address: str, number: str, words: str) -> None:
    form = {"AccountSid": SID, "MessageSid": f"SM{uuid.uuid4().hex}", "From": number}
    form |= {"Body": words, "NumMedia": "0"}
    headers = signed(f"https://doorstep.example{PATH}", form)
    request = Request(f"{address}{PATH}", urlencode(form).encode(), headers)  # noqa: S310 - loopback
    with urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
        assert answer.status == 200
