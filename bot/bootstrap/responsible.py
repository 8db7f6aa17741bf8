"""What whoever runs it answers for: who they are, what they say in public, who agreed to what."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.clock import SystemClock
from bot.domain.site import Site
from bot.ports import Phrases, Storage
from bot.services.accountable import Accountable
from bot.services.consent_to_learning import ConsentToLearning
from bot.settings import Settings


def make_accountable(settings: Settings) -> Accountable:
    """Who runs it, and what is said in public of people's data."""
    from connectors.text.statement_files import load_statement

    return Accountable(
        operator=settings.operator,
        site=Site(settings.public_address),
        privacy=load_statement(CONTENT, "privacy"),
    )


def make_learning(storage: Storage, phrases: Phrases) -> ConsentToLearning:
    """The consent to learning; when somebody agreed is real time, whatever day is set."""
    return ConsentToLearning(storage, phrases, SystemClock())
