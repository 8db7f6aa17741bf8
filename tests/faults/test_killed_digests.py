"""Killed at random moments while it sends a Monday's digests: each item once, no mail twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.domain.feedback import Owner
from bot.domain.introduction import IntroductionState
from bot.domain.notification import State
from bot.ports import Storage
from bot.settings import ROOT
from tests.standins.digests import WEEK, make_leads, settings_of

pytestmark = pytest.mark.faults

SEED = int(os.environ.get("DOORSTEP_FAULT_SEED", time.time()))
KILLS = int(os.environ.get("DOORSTEP_FAULT_KILLS", "20"))
BUYERS, LEADS = 10 * KILLS, 3
BEGUN_WITHIN, DONE_WITHIN = 120, 600


@pytest.fixture(params=[SEED], ids=lambda seed: f"DOORSTEP_FAULT_SEED={seed}")
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Whatever is left to chance; the test's name tells how to have it again."""
    return random.Random(request.param)  # noqa: S311 - nothing here is secret


def begin(folder: Path) -> subprocess.Popen[bytes]:
    """A process that has begun to send."""
    (folder / "working").unlink(missing_ok=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.digests_worker", str(folder)],
            env={**kept, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    until = time.monotonic() + BEGUN_WITHIN
    while not (folder / "working").exists():
        assert time.monotonic() < until, (folder / "log").read_text(errors="replace")[-3000:]
        time.sleep(0.01)
    return process


def test_each_item_is_told_once_and_no_mail_goes_twice(
    tmp_path: Path, chance: random.Random, capsys: pytest.CaptureFixture[str]
) -> None:
    storage = make_leads(settings_of(tmp_path), BUYERS, LEADS)
    in_the_middle = 0
    for _ in range(KILLS):
        process = begin(tmp_path)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        process.wait()
        in_the_middle += not (tmp_path / "done").exists()
    # A mail that was cut off on its way is looked at again once its fate can be known.
    time.sleep(2 * settings_of(tmp_path).smtp_doubt_seconds if _in_doubt(storage) else 0)
    last = begin(tmp_path)
    assert last.wait(DONE_WITHIN) == 0, (tmp_path / "log").read_text(errors="replace")[-3000:]
    again = begin(tmp_path)
    assert again.wait(DONE_WITHIN) == 0
    mails, items, sent = _counted(storage)
    with storage.transaction() as work:
        shown = Counter(one.to.value for one in work.outbox.latest(10 * BUYERS))
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what it is for
            f"\n{BUYERS} mailboxes, {BUYERS * LEADS} leads, {KILLS} kills ({in_the_middle} in the "
            f"middle): {len(shown)} mailboxes got a mail, {shown.total() - len(shown)} one too "
            f"many, {items.total()} items, {items.total() - len(items)} told twice"
        )
    assert set(mails.values()) == {1}
    assert len(mails) == len(shown) == shown.total() == BUYERS
    assert len(items) == items.total() == BUYERS * LEADS
    assert sent == BUYERS * LEADS
    assert in_the_middle >= KILLS / 2, "the kills came too late to prove anything"


def _in_doubt(storage: Storage) -> bool:
    with storage.transaction() as work:
        contacts = work.buyer_contacts.all()
        mails = [n for one in contacts for n in work.notifications.of(Owner(contact=one.id))]
    return any(one.state is State.SENDING for one in mails)


def _counted(storage: Storage) -> tuple[Counter[str], Counter[str], int]:
    """Mails by mailbox, items by what they are, and leads that stand as sent."""
    mails, items = Counter[str](), Counter[str]()
    with storage.transaction() as work:
        for one in work.buyer_contacts.all():
            mails[one.id] += len(work.notifications.of(Owner(contact=one.id)))
            digest = work.digests.of_week(WEEK, one.id)
            assert digest
            items.update(f"{one.id} {i.told} {i.about}" for i in work.digests.items_of(digest))
        sent = len(work.introductions.page({IntroductionState.SENT}, None, 10 * BUYERS * LEADS))
    return mails, items, sent
