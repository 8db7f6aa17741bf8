"""What the services ask of what only this installation can sign."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from bot.domain.signed_link import LinkPurpose


class SignedLinks(Protocol):
    """Links that nobody else can make, each for one purpose and for a time."""

    def sign(self, purpose: LinkPurpose, about: str, lasting: timedelta) -> str:
        """The part of a link that opens `about` for the purpose until it ends, in real time.

        It is safe in a path. `about` can be read in it: it is an id, never a name or number.
        """
        ...

    def read(self, purpose: LinkPurpose, signed: str) -> str:
        """What the link is about.

        Raises NotYoursError for what was not signed here for this purpose, and LinkEndedError for
        what was, and has ended.
        """
        ...
