"""A database of buyers' mailboxes with firms that asked for them, and a Monday's run on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bootstrap import make_storage, make_vocabulary
from bot.bootstrap.digests import make_digests
from bot.bootstrap.reaching import make_reaching
from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.digest import Week
from bot.domain.introduction import IntroductionState, SharedFact
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.reaching import Address, Means
from bot.domain.register import BuyerRegister
from bot.domain.supplier import SupplierId
from bot.ports import Storage
from bot.services.run_digests import RunDigests
from bot.settings import Settings, read_settings
from connectors.storage.migrate import migrate
from tests.examples import buyer_contact, opportunity, supplier
from tests.introductions import introduction, step

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEK = Week.last_due(MONDAY)
_WORK = "Deep cleaning of kitchens, offices and schools; our own machines, and a van to bring them."
_DAY = timedelta(days=1)


def settings_of(folder: Path) -> Settings:
    """An installation in a folder, on that Monday; mails are shown and go to nobody."""
    return read_settings(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}",
            "secret_file": folder / "secret",
            "now": MONDAY,
            "smtp_seconds": 0.5,
            "smtp_doubt_seconds": 1,
        }
    )


def run_of(settings: Settings) -> RunDigests:
    """What sends the digests of the installation."""
    storage, trades = make_storage(settings), make_vocabulary().trades
    reaching = make_reaching(settings, storage)
    return make_digests(settings, storage, (BuyerRegister([]), trades), reaching).run


def make_leads(settings: Settings, buyers: int, leads: int) -> Storage:
    """So many buyers with an open notice and a mailbox, and so many leads for each."""
    migrate(settings.database_url)
    storage = make_storage(settings)
    firms = [supplier(f"firm-{n}") for n in range(leads)]
    with storage.transaction() as work:
        work.suppliers.save_all(firms)
    for number in range(buyers):
        _make_buyer(storage, number, leads)
    return storage


def _make_buyer(storage: Storage, number: int, leads: int) -> None:
    name = f"{_in_letters(number)} Council"
    buyer = Buyer(name, BuyerClass.SUB_CENTRAL, s17=bool(number % 2))
    about = OpportunityId(f"notice-{number}")
    asked = (step(IntroductionState.REQUESTED, WEEK.goes_at - _DAY),)
    with storage.transaction() as work:
        work.opportunities.save(
            ProcessKey(about), opportunity(about, buyer=buyer, deadline=MONDAY + 30 * _DAY)
        )
        address = Address(Means.MAIL, f"procurement@council{number}.example")
        work.buyer_contacts.add(buyer_contact(f"contact-{number}", buyer=name, address=address))
        for firm in range(leads):
            one = introduction(
                f"lead-{number}-{firm}",
                supplier=SupplierId(f"firm-{firm}"),
                firm=f"Firm {firm} Ltd",
                buyer=name,
                opportunity=about,
                shared=(
                    SharedFact("work", f"{_WORK} Firm {firm}."),
                    SharedFact("people", "2 to 4"),
                ),
                history=asked,
            )
            assert work.introductions.add(one)


def _in_letters(number: int) -> str:
    """A name of its own for each: what ends in figures is taken for the same body."""
    letters = "abcdefghijklmnopqrst"
    return "".join(letters[number // 20**n % 20] for n in range(3)).title() + "ford"
