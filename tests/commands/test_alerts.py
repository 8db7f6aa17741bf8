"""`doorstep alerts`: what the month came to, and a word to whoever pays when it runs low."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.alert import AlertText
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.subscription import Subscription, SubscriptionId
from connectors.storage.database import SqlStorage
from connectors.storage.migrate import migrate
from tests.commands.conftest import Run
from tests.examples import NOW, supplier

ANNA, HERS = PersonId("anna"), SubscriptionId("hers")


@pytest.fixture
def with_ninety_segments(doorstep: Run, tmp_path: Path) -> Run:
    """The command, where ninety segments went this month."""
    url = f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
    migrate(url)
    storage = SqlStorage(url)
    with storage.transaction() as work:
        firm = supplier()
        work.suppliers.save_all([firm])
        work.people.prove(Address(Means.TEXT, "+447700900123"), NOW, ANNA)
        work.subscriptions.put(Subscription(HERS, ANNA, firm.id, Means.TEXT, NOW))
        work.alerts.put_texts([AlertText("t", HERS, ANNA, "abcdefgh23", 90, NOW)])
    storage.close()
    return doorstep


@pytest.mark.parametrize(("budget", "is_low"), [("4", True), ("100", False), ("0", False)])
def test_who_pays_is_told_in_words_when_four_fifths_are_spent(
    with_ninety_segments: Run, budget: str, is_low: bool
) -> None:
    changes = {"DOORSTEP_TEXT_BUDGET": budget, "DOORSTEP_TEXT_PRICE": "0.04"}
    answer = with_ninety_segments("alerts", "--as-of", f"{NOW:%Y-%m-%d}", **changes)
    told = json.loads(answer.stdout)
    assert (told["segments"], told["spent"], told["budget_is_low"]) == (90, 3.6, is_low)
    assert ("£3.60 of this month's £4.00" in answer.stderr) is is_low
