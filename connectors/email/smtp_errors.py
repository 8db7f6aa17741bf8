"""Mail servers' errors and what is done about each, from the content folder."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.domain.errors import (
    AccountAtFaultError,
    AddressGoneError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    SettingsError,
)
from bot.domain.mail_errors import MailError, MailErrors, status_in
from bot.domain.sending import Then

FILE = "smtp_errors.yml"


def load_smtp_errors(content: Path) -> dict[str, MailError]:
    """The errors by code. Raises SettingsError where a code stands twice or says nothing to do."""
    read = yaml.safe_load((content / FILE).read_text(encoding="utf-8"))
    errors: dict[str, MailError] = {}
    for entry in read["errors"]:
        code = str(entry["code"])
        if code in errors or entry["then"] not in set(Then):
            raise SettingsError(
                f"{FILE}: {code} stands twice, or what is done about it is unknown."
            )
        source = read["sources"]["status" if "." in code else "code"]
        errors[code] = MailError(code, entry["means"], Then(entry["then"]), source)
    return errors


def fault_of(code: int, answer: str, errors: MailErrors) -> DoorstepError:
    """The error of ours for an answer of a server; its words never repeat the server's.

    A server names the address in its answer.
    """
    status = status_in(answer)
    known = errors.find(code, status)
    means = known.means if known else "not known here"
    words = f"The mail server's answer {' '.join(filter(None, (str(code), status)))}: {means}."
    match errors.then(code, status):
        case Then.TRY_AGAIN:
            return CarrierUnavailableError(words, code=code)
        case Then.NEVER_AGAIN:
            return AddressRefusedError(words, code=code)
        case Then.SUPPRESS:
            return AddressGoneError(words, code=code)
        case Then.TELL_OPERATOR:
            return AccountAtFaultError(words, code=code)
