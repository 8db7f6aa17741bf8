"""What signs links, with the installation's one secret."""

from __future__ import annotations

from bot.bootstrap.parts import make_secret
from bot.clock import SystemClock
from bot.ports import SignedLinks
from bot.settings import Settings


def make_signed_links(settings: Settings) -> SignedLinks:
    """Links signed with the secret; they end in real time, whatever day the rest is set to."""
    from connectors.signing.signed_links import ItsdangerousLinks

    return ItsdangerousLinks(make_secret(settings), SystemClock())
