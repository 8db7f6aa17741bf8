"""What mail comes to: whether its server takes any, and whether hand-overs reach anybody."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from bot.domain.checkup import Diagnosis, Noticed, broken, ok, warning


class MailState(StrEnum):
    """How the mail server was found: none is named, it takes mails, is away, or must be mended."""

    NONE = "none"
    TAKES = "takes"
    AWAY = "away"
    WRONG = "wrong"


def of_mail(state: MailState, host: str, why: str) -> Iterator[Diagnosis]:
    """Whether mails can go; no server is right where mails are only shown."""
    match state:
        case MailState.NONE:
            yield ok(Noticed.MAIL_NONE)
        case MailState.TAKES:
            yield ok(Noticed.MAIL_FINE, host=host)
        case MailState.AWAY:
            yield broken(Noticed.MAIL_AWAY, host=host)
        case MailState.WRONG:
            yield broken(Noticed.MAIL_WRONG, host=host, why=why)


def of_mail_to_operator(*, is_allowed: bool) -> Iterator[Diagnosis]:
    """Whether hand-overs reach whoever answers, where mails are sent at all."""
    if not is_allowed:
        yield warning(Noticed.MAIL_NOT_TO_OPERATOR)
