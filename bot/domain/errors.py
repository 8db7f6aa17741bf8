"""The one error family; what a caller should do next is the shape of the tree.

DoorstepError
|-- TryAgainError                 a passing fault: the same call may succeed later
|   |-- DialogueUnavailableError    the dialogue engine is loading or did not answer
|   |-- TurnUnderWayError           the conversation is still answering
|   |-- TooManyRequestsError        the caller is over a limit
|   |-- StorageUnavailableError     the database is locked or away
|   |-- DirectoryUnavailableError   a directory of postcodes does not answer
|   |-- CarrierUnavailableError     whoever carries texts or mails is away, or asks for patience
|   |   |-- OutcomeUnknownError       it may or may not have taken the message: ask before sending
|   |   `-- AccountAtFaultError       it takes nothing until the operator has mended the account
|   |-- RegisterUnavailableError    a public register does not answer, or asks for patience
|   |-- ScannerUnavailableError     what looks for viruses does not answer
|   |-- FeedUnavailableError        a feed of notices is away, overloaded, or asks for patience
|   `-- FeedWalkedElsewhereError    another sync of the same feed was quicker
|-- DoNotTryAgainError            the same call would fail the same way
|   |-- SourceError                 a file or feed that is not what it should be
|   |-- RegisterRefusedError         a public register refuses the key that is set
|   |-- SettingsError               the installation is not set up rightly
|   |-- AddressRefusedError         whoever carries texts or mails refuses this one message
|   |   `-- OptedOutError             whoever has the address told the provider to stop
|   `-- DialogueFailedError         the dialogue engine answered nonsense
`-- TellTheUserError              the person who asked can put it right
    |-- InvalidInputError           (also a ValueError)
    |   `-- TooLongError              more than may be sent at once
    |-- NotFoundError               (also a LookupError)
    |-- NotYoursError               no token, or another conversation's
    |   `-- LinkEndedError             a signed link that was right, and has ended
    `-- StaleChoiceError            a button of an earlier answer
"""

from __future__ import annotations


class DoorstepError(Exception):
    """Base of every error that leaves a Doorstep function."""


class TryAgainError(DoorstepError):
    """A passing fault; `retry_after` is the wait in seconds before the next try."""

    def __init__(self, message: str, *, retry_after: int = 2) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DialogueUnavailableError(TryAgainError):
    """The dialogue engine is still loading, restarting, or too slow."""


class TurnUnderWayError(TryAgainError):
    """The conversation is still answering its last message."""


class TooManyRequestsError(TryAgainError):
    """The caller has sent more than the limit allows."""


class StorageUnavailableError(TryAgainError):
    """The database is locked or cannot be reached."""


class DirectoryUnavailableError(TryAgainError):
    """A directory of postcodes does not answer, or not with an answer."""


class CarrierUnavailableError(TryAgainError):
    """Whoever carries texts or mails is away, overloaded, or asks not to be asked for a while.

    Nothing was taken. `code` is the provider's error, where it gave one.
    """

    def __init__(self, message: str, *, retry_after: int = 2, code: int | None = None) -> None:
        super().__init__(message, retry_after=retry_after)
        self.code = code


class OutcomeUnknownError(CarrierUnavailableError):
    """The answer was lost: the message may have been taken, so sending it again might double it."""


class AccountAtFaultError(CarrierUnavailableError):
    """Nothing is taken until whoever runs the installation has mended something there."""


class RegisterUnavailableError(TryAgainError):
    """A public register does not answer, or asks not to be asked for a while."""


class ScannerUnavailableError(TryAgainError):
    """What looks for viruses in files does not answer: a file is not taken unlooked at."""


class FeedUnavailableError(TryAgainError):
    """A feed of notices does not answer, or asks not to be asked for a while."""


class FeedWalkedElsewhereError(TryAgainError):
    """Another sync took the same step of the same feed first: nothing was stored twice."""


class DoNotTryAgainError(DoorstepError):
    """The same call would fail the same way: something must be changed first."""


class SourceError(DoNotTryAgainError):
    """A file or feed is not what it should be; the message says what it is."""


class RegisterRefusedError(DoNotTryAgainError):
    """A public register refuses whoever asks: the operator must set another key."""


class SettingsError(DoNotTryAgainError):
    """The installation is not set up rightly; the message names every fault."""


class AddressRefusedError(DoNotTryAgainError):
    """The message can be brought to nobody: there is no such address, or it takes none.

    `code` is the provider's error, where it gave one.
    """

    def __init__(self, message: str, *, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class AddressGoneError(AddressRefusedError):
    """There is no such mailbox, or it is closed: mails for the same purpose need not go there."""


class OptedOutError(AddressRefusedError):
    """Whoever has the address has told the provider to let nothing of ours through."""


class DialogueFailedError(DoNotTryAgainError):
    """The dialogue engine answered, but not with an answer."""


class TellTheUserError(DoorstepError):
    """The person who asked can put it right; the message is fit for them to read."""


class InvalidInputError(TellTheUserError, ValueError):
    """What was sent cannot be used as it is."""


class InvalidQueryError(InvalidInputError):
    """A part of an address's question cannot be read."""


class TooLongError(InvalidInputError):
    """More was sent than may be sent at once; `limit` is how much may be, in characters."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"At most {limit} characters can be sent at once.")
        self.limit = limit


class MailRefusedError(TellTheUserError):
    """The mail that came is taken by nobody here; the message is for whoever wrote it."""


class NotFoundError(TellTheUserError, LookupError):
    """What was asked for does not exist, or no longer."""


class NotYoursError(TellTheUserError):
    """The token is missing, or belongs to something else."""


class LinkEndedError(NotYoursError):
    """The signed link has ended; a new one can be asked for."""


class StaleChoiceError(TellTheUserError):
    """The choice is not one of those last offered."""
