"""Reads e-mail addresses as people write them; asks no name server, so nobody learns of them."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

from bot.domain.reaching import Address, Means, Unfit

_LIKE_ONE = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
_MARKS_AFTER = ".!?'\u2019"


class MailAddresses:
    """The AddressReader of addresses that mails can go to."""

    def read(self, written: str) -> Address | Unfit:
        """The one e-mail address in the text, its domain in small letters; else why not."""
        found = {one.rstrip(_MARKS_AFTER).lower() for one in _LIKE_ONE.findall(written)}
        if not found:
            return Unfit.NO_MAIL
        if len(found) > 1:
            return Unfit.TWO
        try:
            read = validate_email(found.pop(), check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            return Unfit.NO_MAIL
        return Address(Means.MAIL, read.normalized)
