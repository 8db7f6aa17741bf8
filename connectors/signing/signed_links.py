"""The SignedLinks made with itsdangerous."""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.domain.errors import LinkEndedError, NotYoursError
from bot.domain.signed_link import LinkPurpose
from bot.ports import Clock


class ItsdangerousLinks:
    """Signs what a link is for, whom it is about and when it ends, with the secret."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock

    def sign(self, purpose: LinkPurpose, about: str, lasting: timedelta) -> str:
        """What to put into the link: letters, digits, `-`, `_` and `.` alone."""
        ends = int((self._clock.now() + lasting).timestamp())
        return str(self._signer(purpose).dumps([about, ends]))

    def read(self, purpose: LinkPurpose, signed: str) -> str:
        """Whom the link is about; NotYoursError or LinkEndedError where it opens nothing."""
        try:
            about, ends = self._signer(purpose).loads(signed)
        except (BadData, ValueError, TypeError) as fault:
            raise NotYoursError("link") from fault
        if self._clock.now().timestamp() >= ends:
            raise LinkEndedError("link")
        return str(about)

    def _signer(self, purpose: LinkPurpose) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=f"doorstep.link.{purpose.value}")
