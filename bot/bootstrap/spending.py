"""What past spending is read and told with."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock, make_storage
from bot.domain.register import BuyerRegister
from bot.ports import Storage
from bot.services.import_payments import ImportPayments
from bot.services.spending_records import SpendingRecords
from bot.settings import Settings


def make_payments_import(settings: Settings) -> ImportPayments:
    """What takes in a buyer's files of payments."""
    from connectors.places.payee_places import PayeePlaces
    from connectors.spending.guide_file import load_guide
    from connectors.spending.payments_file import PaymentsFileReader
    from connectors.text.vocabulary import load_register

    reader = PaymentsFileReader(load_guide(CONTENT), PayeePlaces(CONTENT).of)
    register = load_register(CONTENT)
    return ImportPayments(make_storage(settings), reader, make_clock(settings), register)


def make_spending_records(storage: Storage, register: BuyerRegister) -> SpendingRecords:
    """What is known of past spending."""
    from connectors.spending.guide_file import load_guide, load_published

    return SpendingRecords(storage, load_published(CONTENT), load_guide(CONTENT), register)
