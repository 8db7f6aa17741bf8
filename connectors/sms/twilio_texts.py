"""Texts through Twilio's own library: sent by a Messaging Service, and looked up after a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.domain.errors import (
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    OutcomeUnknownError,
)
from bot.domain.mail import MailParts
from bot.domain.reaching import Address, Means
from bot.domain.sending import ProviderError
from connectors.sms.twilio_errors import fault_of
from connectors.sms.twilio_http import Loop, TwilioHttp
from connectors.sms.twilio_keys import written

STATUS_PATH = "/webhooks/twilio/status"
MOST_TO_LOOK_AT = 200
"""Texts to one number, newest first: far more than go to anybody while one is in doubt."""


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """With whose account texts are sent, where Twilio is reached, and where it reports to."""

    sid: str
    token: str
    messaging_service: str
    address: str
    seconds: float
    public_address: str


class TwilioTexts:
    """The Carrier of texts, and the Enquiry about them."""

    only_shows = False

    def __init__(self, account: TwilioAccount, errors: Mapping[int, ProviderError]) -> None:
        self._account = account
        self._errors = errors
        self._loop = Loop()
        self._http = TwilioHttp(account.address, account.seconds)
        client = Client(account.sid, account.token, http_client=self._http)
        self._messages = client.messages

    def send(
        self, to: Address, subject: str, words: str, key: str, parts: MailParts | None = None
    ) -> str:
        """Hands over one text; the key comes back with each report about it.

        Characters are never replaced by look-alikes, so what is kept there is what was sent.
        """
        try:
            taken = self._loop.wait_for(
                self._messages.create_async(
                    to=_number(to),
                    messaging_service_sid=self._account.messaging_service,
                    body=words,
                    status_callback=report_address(self._account.public_address, key),
                    smart_encoded=False,
                )
            )
        except (TwilioException, ValueError, KeyError, TypeError) as fault:
            raise self._ours(fault) from fault
        if not taken.sid:
            raise OutcomeUnknownError("Twilio's answer names no message.")
        if taken.to and taken.to != _number(to):
            self._hang_up()
            raise OutcomeUnknownError("Twilio's answer is about another message.")
        return str(taken.sid)

    def taken(self, to: Address, words: str, since: datetime) -> list[str]:
        """The ids of what was taken, oldest first.

        Only by number: Twilio finds by the time of sending, which a text that waits has not yet.
        """
        try:
            found = self._loop.wait_for(
                self._messages.list_async(
                    to=_number(to), limit=MOST_TO_LOOK_AT, page_size=MOST_TO_LOOK_AT
                )
            )
        except (TwilioException, ValueError, KeyError, TypeError) as fault:
            self._hang_up()
            raise CarrierUnavailableError("Twilio cannot be asked now.") from fault
        mine = [
            (made, str(one.sid))
            for one in found
            if (made := one.date_created.astimezone(UTC) if one.date_created else since) >= since
            and one.to in {None, _number(to)}
            and str(one.direction or "").startswith("outbound")
            # A trial account's texts begin with words of Twilio's own.
            and _plain(one.body or "").endswith(_plain(words))
        ]
        return [sid for _, sid in sorted(mine)]

    def close(self) -> None:
        """Gives its connections and its thread back."""
        self._hang_up()
        self._loop.stop()

    def _hang_up(self) -> None:
        """Leaves all lines: on one where an answer belongs to another request, so do all later."""
        self._loop.wait_for(self._http.close())

    def _ours(self, fault: Exception) -> DoorstepError:
        if isinstance(fault, TwilioRestException | TwilioServiceException):
            return fault_of(int(fault.code or fault.status), self._errors)
        return OutcomeUnknownError("Twilio's answer cannot be read.")


def report_address(public_address: str, key: str) -> str:
    """Where Twilio reports about the message of that key."""
    return f"{public_address}{STATUS_PATH}?key={written(key)}"


def _number(to: Address) -> str:
    if to.means is not Means.TEXT:
        raise AddressRefusedError("A text goes to a number.")
    return to.value


def _plain(words: str) -> str:
    return " ".join(words.split())
