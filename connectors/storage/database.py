"""The Storage on SQLAlchemy: transactions, and the repositories of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from connectors.storage.alert_repository import SqlAlertRuns, SqlAlerts
from connectors.storage.buyer_contact_repository import SqlBuyerContacts
from connectors.storage.buyer_repository import SqlBuyers
from connectors.storage.buying_work import BuyingWork
from connectors.storage.complaint_repository import SqlComplaints
from connectors.storage.contact_repository import SqlContacts
from connectors.storage.conversation_repository import SqlConversations
from connectors.storage.digest_repository import SqlDigests
from connectors.storage.engines import make_engine
from connectors.storage.erasure_repository import SqlErasures
from connectors.storage.faults import as_ours
from connectors.storage.feedback_repository import SqlConsents, SqlFeedback
from connectors.storage.hand_over_repository import SqlHandOvers
from connectors.storage.held_repository import SqlHeld
from connectors.storage.intake_storage import SqlIntakeWork
from connectors.storage.interview_repository import SqlInterviews
from connectors.storage.introduction_work import IntroductionWork
from connectors.storage.listing_repository import ListingWork
from connectors.storage.mail_work import MailWork
from connectors.storage.outgoing import JobQueue, NoQueue, Outgoing
from connectors.storage.people_repository import SqlPeople
from connectors.storage.postcode_repository import SqlPostcodes
from connectors.storage.profile_repository import SqlProfiles
from connectors.storage.proof_repository import SqlFirmPairs, SqlProofs
from connectors.storage.quality_repository import SqlQuality
from connectors.storage.quoting_work import QuotingWork
from connectors.storage.reaching_repository import (
    SqlInboundTexts,
    SqlNotifications,
    SqlOutbox,
    SqlSuppressions,
)
from connectors.storage.search_repository import SqlSearches
from connectors.storage.sending_repository import SqlAttempts
from connectors.storage.showing_repository import SqlShowings
from connectors.storage.spending_repository import SqlSpending
from connectors.storage.subscription_repository import SqlReminders, SqlSubscriptions
from connectors.storage.supplier_repository import SqlSuppliers
from connectors.storage.vector_repository import SqlVectors

if TYPE_CHECKING:
    from connectors.storage.supplier_row_repository import SqlSupplierRows


class SqlWork(SqlIntakeWork, QuotingWork, MailWork, IntroductionWork, ListingWork, BuyingWork):
    """One transaction's repositories, made when first asked for."""

    def __init__(self, connection: Connection, outgoing: Outgoing) -> None:
        super().__init__(connection)
        self.outgoing = outgoing

    @cached_property
    def vectors(self) -> SqlVectors:
        return SqlVectors(self._connection)

    @cached_property
    def conversations(self) -> SqlConversations:
        return SqlConversations(self._connection)

    @cached_property
    def searches(self) -> SqlSearches:
        return SqlSearches(self._connection)

    @cached_property
    def buyers(self) -> SqlBuyers:
        return SqlBuyers(self._connection)

    @cached_property
    def postcodes(self) -> SqlPostcodes:
        return SqlPostcodes(self._connection)

    @cached_property
    def quality(self) -> SqlQuality:
        return SqlQuality(self._connection)

    @cached_property
    def spending(self) -> SqlSpending:
        return SqlSpending(self._connection)

    @cached_property
    def feedback(self) -> SqlFeedback:
        return SqlFeedback(self._connection)

    @cached_property
    def consents(self) -> SqlConsents:
        return SqlConsents(self._connection)

    @cached_property
    def interviews(self) -> SqlInterviews:
        return SqlInterviews(self._connection)

    @cached_property
    def profiles(self) -> SqlProfiles:
        return SqlProfiles(self._connection)

    @cached_property
    def hand_overs(self) -> SqlHandOvers:
        return SqlHandOvers(self._connection)

    @cached_property
    def suppliers(self) -> SqlSuppliers:
        return SqlSuppliers(self._connection)

    @cached_property
    def supplier_rows(self) -> SqlSupplierRows:
        from connectors.storage.supplier_row_repository import (  # noqa: PLC0415 - brings numpy
            SqlSupplierRows,
        )

        return SqlSupplierRows(self._connection)

    @cached_property
    def showings(self) -> SqlShowings:
        return SqlShowings(self._connection)

    @cached_property
    def complaints(self) -> SqlComplaints:
        return SqlComplaints(self._connection)

    @cached_property
    def notifications(self) -> SqlNotifications:
        return SqlNotifications(self._connection)

    @cached_property
    def attempts(self) -> SqlAttempts:
        return SqlAttempts(self._connection)

    @cached_property
    def suppressions(self) -> SqlSuppressions:
        return SqlSuppressions(self._connection)

    @cached_property
    def inbound_texts(self) -> SqlInboundTexts:
        return SqlInboundTexts(self._connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._connection)

    @cached_property
    def proofs(self) -> SqlProofs:
        return SqlProofs(self._connection)

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self._connection)

    @cached_property
    def firm_pairs(self) -> SqlFirmPairs:
        return SqlFirmPairs(self._connection)

    @cached_property
    def held(self) -> SqlHeld:
        return SqlHeld(self._connection)

    @cached_property
    def erasures(self) -> SqlErasures:
        return SqlErasures(self._connection)

    @cached_property
    def contacts(self) -> SqlContacts:
        return SqlContacts(self._connection)

    @cached_property
    def subscriptions(self) -> SqlSubscriptions:
        return SqlSubscriptions(self._connection)

    @cached_property
    def alerts(self) -> SqlAlerts:
        return SqlAlerts(self._connection)

    @cached_property
    def alert_runs(self) -> SqlAlertRuns:
        return SqlAlertRuns(self._connection)

    @cached_property
    def reminders(self) -> SqlReminders:
        return SqlReminders(self._connection)

    @cached_property
    def buyer_contacts(self) -> SqlBuyerContacts:
        return SqlBuyerContacts(self._connection)

    @cached_property
    def digests(self) -> SqlDigests:
        return SqlDigests(self._connection)


class SqlStorage:
    """Everything kept in one SQL database, SQLite or PostgreSQL by its URL."""

    def __init__(self, url: str, queue: JobQueue | None = None) -> None:
        self._engine = make_engine(url)
        self._queue = queue or NoQueue()

    @contextmanager
    def transaction(self) -> Iterator[SqlWork]:
        """Commits at the end of the block; every database error leaves as one of ours."""
        with as_ours():
            with self._engine.begin() as connection:
                outgoing = Outgoing(connection, self._queue)
                work = SqlWork(connection, outgoing)
                yield work
            if work.held.has_erased and self._engine.dialect.name == "sqlite":
                clear_journal(self._engine)
        outgoing.committed()

    def close(self) -> None:
        """Gives all connections back, its queue's too."""
        self._queue.close()
        self._engine.dispose()


def clear_journal(engine: Engine) -> None:
    """Takes in SQLite's journal, which otherwise holds for a while what was deleted."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
