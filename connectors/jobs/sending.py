"""Sends what is queued, each notification once, and finds what was never queued."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from dbos import DBOS, SetWorkflowID
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from bot.bootstrap import make_sending_queue
from bot.clock import SystemClock
from bot.domain.errors import DoorstepError, StorageUnavailableError
from bot.domain.notification import NotificationId
from bot.domain.sending import Errand
from bot.ports import Clock, Sender, Storage
from bot.settings import Settings
from connectors.queue.at_once import AtOnce
from connectors.queue.names import MAIL_QUEUE, SEND, SENDING_QUEUE
from connectors.queue.sending_queue import SendingQueue, errand_id

AT_ONCE = 32
"""Texts under way at a time: enough to keep a provider busy, and memory flat."""
MAILS_AT_ONCE = 4
"""Mails under way at a time: servers take few connections of one sender, and a slow one must not
keep texts waiting."""
POLLED_EVERY = 0.1
"""Seconds between two looks at the queue."""
SWEEP_EVERY = 60.0
LEFT_ALONE_FOR = timedelta(minutes=2)
"""How long after its time a notification is taken to have been forgotten."""
SWEPT_AT_ONCE = 500

logger = logging.getLogger(__name__)


def sending_job(settings: Settings, storage: Storage, sender: Sender) -> Sending | None:
    """The job that sends, as the settings name it; None where nothing is sent."""
    queue = make_sending_queue(settings)
    if queue is None:
        return None
    rates = Rates(settings.texts_a_second, settings.mails_a_second)
    return Sending(sender, queue, storage, SystemClock(), rates)


@dataclass(frozen=True, slots=True)
class Rates:
    """How many are handed over in a second."""

    texts: float
    mails: float = 2


class Sending:
    """One workflow a notification, with its id. The workflow keeps nothing of its own.

    What was done stands with the notification, committed before and after each call, so a workflow
    that a crash cut off is simply run again. Where another look is due, that is an errand of its
    own: nothing sleeps in the queue, and nobody waits behind somebody whose phone is off.
    """

    def __init__(
        self, sender: Sender, queue: SendingQueue, storage: Storage, clock: Clock, rates: Rates
    ) -> None:
        self._sender = sender
        self._queue = queue
        self._storage = storage
        self._clock = clock
        self._rates = rates
        self._at_once = AtOnce(self._start, rates.texts)
        self.left_alone_for = LEFT_ALONE_FOR
        self._stopped = threading.Event()
        self._sweeping = threading.Thread(target=self._sweep_on, daemon=True, name="sweep")

    def register(self) -> None:
        """The workflow, under the name by which it is queued."""

        @DBOS.workflow(name=SEND)
        def send(notification: str) -> None:
            self._send(NotificationId(notification))

        self._workflow = send

    def begin(self) -> None:
        """The queues, each with its provider's rate as its limit; and the sweep."""
        limit, period = _rate(self._rates.texts)
        DBOS.register_queue(
            SENDING_QUEUE,
            worker_concurrency=AT_ONCE,
            limiter={"limit": limit, "period": period},
            polling_interval_sec=POLLED_EVERY,
        )
        limit, period = _rate(self._rates.mails)
        DBOS.register_queue(
            MAIL_QUEUE,
            worker_concurrency=MAILS_AT_ONCE,
            limiter={"limit": limit, "period": period},
            polling_interval_sec=0.5,
        )
        self._at_once.begin(self._queue.address)
        self._sweeping.start()

    def stop(self, within: float) -> None:
        """Ends the sweep. A call to the provider is not broken off: it has its own time."""
        self._at_once.end(self._queue.address)
        self._stopped.set()
        self._sweeping.join(timeout=within)
        self._queue.close()

    def sweep(self) -> int:
        """Queues what should have been looked at long ago; returns how many.

        At most once an hour each: a long queue is no reason to make it longer.
        """
        now = self._clock.now()
        with self._storage.transaction() as work:
            overdue = work.attempts.overdue(now - self.left_alone_for, SWEPT_AT_ONCE)
        errands = [Errand(one, f"{number}swept{now:%d%H}") for one, number in overdue]
        self._queue.put(errands)
        return len(errands)

    def _start(self, errand: Errand) -> None:
        """As the queue would, under the same id, but now."""
        with SetWorkflowID(errand_id(errand)):
            DBOS.start_workflow(self._workflow, errand.notification)

    def _send(self, notification: NotificationId) -> None:
        try:
            again = _patiently(lambda: self._sender.send(notification))
        except DoorstepError as fault:
            # The sweep comes back to it.
            logger.error("Notification %s is left: %s", notification, fault)  # noqa: TRY400
            return
        if again:
            self._queue.put([again])

    def _sweep_on(self) -> None:
        while not self._stopped.is_set():
            try:
                self.sweep()
            except DoorstepError as fault:
                logger.warning("The sweep is put off: %s", fault)
            self._stopped.wait(SWEEP_EVERY)


def _patiently(send: Callable[[], Errand | None]) -> Errand | None:
    """Waits out a database that is locked for longer than a transaction waits."""
    retrying = Retrying(
        retry=retry_if_exception_type(StorageUnavailableError),
        stop=stop_after_attempt(5),
        wait=wait_fixed(2),
        reraise=True,
    )
    return retrying(send)


def _rate(a_second: float) -> tuple[int, float]:
    """As whole texts in so many seconds: the limit is counted in a window."""
    return (round(a_second), 1.0) if a_second >= 1 else (1, 1 / a_second)
