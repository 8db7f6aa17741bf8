"""What a signed link is for: one purpose opens nothing of another."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class LinkPurpose(StrEnum):
    """What whoever holds the link may do."""

    ABOUT_ME = "about_me"
    """See, copy and erase what is held about somebody."""

    STATEMENT = "statement"
    """Take away the page about a firm."""

    QUOTE = "quote"
    """Write, send and take back one quote."""

    INVITED = "invited"
    """See what a buyer posted for the firm that it is about, and for few others."""

    CONFIRM_CONTACT = "confirm_contact"
    """Confirm that a buyer's mailbox is to get leads."""

    CONTACT = "contact"
    """Change how often a buyer's mailbox is written to, or end it."""

    LEAD = "lead"
    """See one lead, and answer it for the buyer."""

    AFTER_WIN = "after_win"
    """Say how work went that was won: as one side, once so many days after the win."""

    FORM = "form"
    """Send a form of this service, from a page of this service."""


FORM_LASTS = timedelta(hours=4)
"""A form may be left open over a meeting."""

ABOUT_ME_LASTS = timedelta(hours=24)
"""Long enough to go home to a bigger screen, short enough for a telephone that is lost."""

STATEMENT_LASTS = timedelta(hours=24)
"""Long enough to open it on another machine."""

QUOTE_LASTS = timedelta(days=90)
"""Over the whole of a short competition, and long enough after it to read the outcome."""

CONTACT_LASTS = timedelta(days=400)
"""Whatever mail somebody finds, its way out must work."""

AFTER_WIN_LASTS = timedelta(days=90)
"""Until the next question comes, and some weeks to answer the last."""

LEAD_LASTS = timedelta(days=90)
"""Longer than a lead waits for its answer."""
