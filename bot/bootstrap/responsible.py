"""What whoever runs it answers for: who they are, what they say in public, who agreed to what."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.clock import SystemClock
from bot.domain.site import Site
from bot.ports import Phrases, Storage
from bot.services.accountable import Accountable
from bot.services.consent_to_learning import ConsentToLearning
from bot.services.handle_complaints import HandleComplaints
from bot.settings import Settings


def make_accountable(settings: Settings, storage: Storage) -> Accountable:
    """Who runs it, what is said in public of people's data, and what people complain of."""
    from connectors.text.statement_files import load_statement

    return Accountable(
        operator=settings.operator,
        site=Site(settings.public_address),
        privacy=load_statement(CONTENT, "privacy"),
        accessibility=load_statement(CONTENT, "accessibility"),
        complaints=make_complaints(storage),
    )


def make_complaints(storage: Storage) -> HandleComplaints:
    """What takes complaints in; the days that they may take are real ones."""
    from connectors.text.complaint_file import load_promise

    return HandleComplaints(storage, SystemClock(), load_promise(CONTENT))


def make_learning(storage: Storage, phrases: Phrases) -> ConsentToLearning:
    """The consent to learning; when somebody agreed is real time, whatever day is set."""
    return ConsentToLearning(storage, phrases, SystemClock())
