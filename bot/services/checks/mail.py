"""Looks whether the mail server takes mails, without sending any."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.domain.checkup import Diagnosis
from bot.domain.checkup_of_mail import MailState, of_mail, of_mail_to_operator
from bot.domain.errors import AccountAtFaultError, CarrierUnavailableError, DoorstepError


@dataclass(frozen=True, slots=True)
class MailCheck:
    """The mail server of the settings; `look_at` connects to it and signs in.

    `reaches_operator` says whether the list lets mails go to whoever answers.
    """

    host: str
    look_at: Callable[[], None] | None
    reaches_operator: bool
    name: str = "mail"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Whether it could take a mail now; else what must be mended."""
        if self.look_at is None:
            return of_mail(MailState.NONE, "", "")
        state, why = _found(self.look_at)
        to_operator = of_mail_to_operator(is_allowed=self.reaches_operator)
        return [*of_mail(state, self.host, why), *to_operator]


def _found(look_at: Callable[[], None]) -> tuple[MailState, str]:
    try:
        look_at()
    except AccountAtFaultError as fault:
        return MailState.WRONG, str(fault)
    except CarrierUnavailableError:
        return MailState.AWAY, ""
    except DoorstepError as fault:
        return MailState.WRONG, str(fault)
    return MailState.TAKES, ""
