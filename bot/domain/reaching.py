"""Where people are reached: telephone numbers and e-mail addresses in their usual form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_DIGITS_SHOWN = 3


class Means(StrEnum):
    """How a message goes."""

    TEXT = "text"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Address:
    """A mobile number in E.164 (`+44` and ten digits), or an e-mail address as mail needs it."""

    means: Means
    value: str

    @property
    def national(self) -> str:
        """As it is written at home: "07700 900123"; a mail's address as it is."""
        if self.means is Means.MAIL:
            return self.value
        digits = self.value.removeprefix("+44")
        return f"0{digits[:4]} {digits[4:]}"

    @property
    def hint(self) -> str:
        """Enough to recognise one's own by: the last three digits, or a letter and the domain."""
        if self.means is Means.TEXT:
            return self.value[-_DIGITS_SHOWN:]
        name, _, domain = self.value.rpartition("@")
        return f"{name[:1]}\u2026@{domain}"


class Unfit(StrEnum):
    """Why something cannot be an address for texts or mails; each has a sentence of its own."""

    NO_NUMBER = "no_number"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    LANDLINE = "landline"
    PREMIUM = "premium"
    FREEPHONE = "freephone"
    ABROAD = "abroad"
    NO_MOBILE = "no_mobile"
    NO_MAIL = "no_mail"
    TWO = "two"
