"""The operator: whoever runs an installation and answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OperatorPart(StrEnum):
    """What must be known of an operator; each value ends the name of its setting."""

    NAME = "name"
    ADDRESS = "address"
    REGISTRATION = "registration"
    EMAIL = "email"
    DATA_PROTECTION = "data_protection"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs it, as plain text on one line each; a part that is not set is empty.

    `address` is where post arrives, its lines parted by commas; `registration` the number of a
    company or charity, or at the ICO, with its kind; `data_protection` and `complaints` say whom to
    turn to: an e-mail address, with a name or a telephone number if they like.
    """

    name: str = ""
    address: str = ""
    registration: str = ""
    email: str = ""
    data_protection: str = ""
    complaints: str = ""

    @property
    def missing(self) -> tuple[OperatorPart, ...]:
        """The parts that are not set, in the order above: nothing is sent while there are any."""
        return tuple(part for part in OperatorPart if not getattr(self, part.value).strip())

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing, so that messages may be sent in its name."""
        return not self.missing
