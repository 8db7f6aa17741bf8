"""A check-up looks with every check, whatever one of them meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.alert import AlertText
from bot.domain.checkup import Diagnosis, Noticed, Verdict, broken, ok, warning
from bot.domain.checkup_of_installation import DatabaseShape, ModelState
from bot.domain.complaint import ComplaintId
from bot.domain.conversation import ConversationId
from bot.domain.errors import StorageUnavailableError
from bot.domain.feedback import Owner
from bot.domain.hand_over import HandOver, HandOverId, HandOverState
from bot.domain.notice import ProcessKey
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.statement import Statement
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import Supplier, SupplierId
from bot.domain.text_cost import Budget
from bot.domain.trade import Trades
from bot.services.check_up import check_up
from bot.services.checks.content import GuidanceCheck, LawCheck
from bot.services.checks.database import DatabaseCheck
from bot.services.checks.files import DiskCheck, FilesCheck, ModelCheck, PrivateFilesCheck
from bot.services.checks.notices import FeedsCheck, NoticesCheck, VectorsCheck
from bot.services.checks.people import ComplaintsCheck
from bot.services.checks.reaching import (
    HandOversCheck,
    RecipientsCheck,
    SecretCheck,
    SendingCheck,
    TextBudgetCheck,
)
from bot.services.checks.setting_up import OperatorCheck, SettingsCheck
from bot.services.embed_opportunities import embed_opportunities
from connectors.text.guidance_files import GuidanceFiles
from tests.checkup_cases import LIMITS, NAMED, PROMISE, WAITING, days
from tests.examples import CLEANING, NOW, opportunity
from tests.fake_index import vocabulary_of
from tests.fakes import FakeClock, FakeEncoder, FakeStorage

TALK = ConversationId("talk")
SOUND = DatabaseShape(is_there=True, current="1", newest="1", known=frozenset({"1"}))
CONTENT = Path(__file__).parents[2] / "content"


@dataclass
class Inspector:
    """Sees the shape it was given, or the fault."""

    seen: DatabaseShape | Exception

    def shape(self) -> DatabaseShape:
        if isinstance(self.seen, Exception):
            raise self.seen
        return self.seen


@dataclass
class Machine:
    """Has so much room, and these files."""

    free: int = 5000
    files: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    def free_megabytes(self, folder: Path) -> int:
        return self.free

    def is_readable(self, file: Path) -> bool:
        return file.name in self.files

    def is_open(self, file: Path) -> bool:
        return file.name in self.open


def noticed(*checks: object) -> list[tuple[str, Noticed]]:
    return [(name, one.noticed) for name, one in check_up(checks)]  # type: ignore[arg-type]


def alone(check: object) -> list[Noticed]:
    database = DatabaseCheck(Inspector(SOUND))
    return [one for name, one in noticed(database, check) if name != "database"]


@pytest.fixture
def storage() -> FakeStorage:
    return FakeStorage()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.mark.parametrize(
    "seen",
    [
        DatabaseShape(is_there=True, current="0", newest="1", known=frozenset({"0", "1"})),
        DatabaseShape(is_there=False, current=None, newest="1", known=frozenset({"1"})),
        StorageUnavailableError("no route"),
    ],
)
def test_what_needs_the_database_is_not_looked_at_where_that_is_not_sound(
    seen: DatabaseShape | Exception, storage: FakeStorage, clock: FakeClock
) -> None:
    storage.is_away = True
    checks = (
        DatabaseCheck(Inspector(seen)),
        ComplaintsCheck(storage, clock, PROMISE),
        OperatorCheck(NAMED),
    )
    found = noticed(*checks)
    assert found[0][1] is not Noticed.DATABASE_FINE
    assert found[1:] == [
        ("complaints", Noticed.NOT_LOOKED),
        ("operator", Noticed.OPERATOR_NAMED),
    ]


def test_a_database_that_does_not_answer_says_why() -> None:
    (found,) = check_up([DatabaseCheck(Inspector(StorageUnavailableError("no route")))])
    assert (found[1].verdict, str(found[1].facts["why"])) == (Verdict.BROKEN, "no route")


def test_a_check_that_fails_keeps_no_other_from_looking(
    storage: FakeStorage, clock: FakeClock
) -> None:
    storage.is_away = True
    found = noticed(
        DatabaseCheck(Inspector(SOUND)),
        ComplaintsCheck(storage, clock, PROMISE),
        OperatorCheck(NAMED),
    )
    assert found[1:] == [
        ("complaints", Noticed.CHECK_FAILED),
        ("operator", Noticed.OPERATOR_NAMED),
    ]


def test_notices_are_counted_without_samples_and_dated(
    storage: FakeStorage, clock: FakeClock
) -> None:
    check = NoticesCheck(storage, clock, LIMITS)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("s"), opportunity("sample", is_sample=True))
    assert alone(check) == [Noticed.SAMPLES_ALONE]
    with storage.transaction() as work:
        real = opportunity("real")
        work.opportunities.save(ProcessKey("r"), real)
    clock.moment = real.source.as_of
    assert alone(check) == [Noticed.NOTICES_FRESH]
    clock.pass_by(days=15)
    assert alone(check) == [Noticed.NOTICES_OLD]


def test_what_was_not_worked_out_is_counted(storage: FakeStorage) -> None:
    known = vocabulary_of(Trades([CLEANING]), FakeEncoder())
    check = VectorsCheck(storage, known)
    assert alone(check) == [Noticed.VECTORS_FINE]
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity())
    assert alone(check) == [Noticed.VECTORS_LACKING]
    embed_opportunities(storage, known)
    assert alone(check) == [Noticed.VECTORS_FINE]


@pytest.mark.parametrize("is_scheduled", [True, False])
def test_each_feed_is_told_of(storage: FakeStorage, clock: FakeClock, is_scheduled: bool) -> None:
    found = alone(FeedsCheck(storage, clock, LIMITS, is_scheduled))
    assert found == [Noticed.FEED_NEVER_BEGUN if is_scheduled else Noticed.FEED_UNREAD] * 2


def test_an_overdue_complaint_is_noticed(storage: FakeStorage, clock: FakeClock) -> None:
    check = ComplaintsCheck(storage, clock, PROMISE)
    assert alone(check) == [Noticed.COMPLAINTS_NONE]
    with storage.transaction() as work:
        work.complaints.add(WAITING, "key")
    clock.moment = WAITING.received_at
    assert alone(check) == [Noticed.COMPLAINTS_OPEN]
    clock.pass_by(days=29)
    assert alone(check) == [Noticed.COMPLAINT_OVERDUE]
    with storage.transaction() as work:
        work.complaints.remove([ComplaintId(WAITING.id)])
    assert alone(check) == [Noticed.COMPLAINTS_NONE]


def test_guidance_and_statements_are_both_looked_at(clock: FakeClock) -> None:
    shelf = GuidanceFiles(CONTENT)
    clock.moment = NOW
    newest = max(one.reviewed_on for one in shelf.guidance())
    old = Statement("What we keep", newest - days(900), ())
    found = [
        one.facts.get("name")
        for _, one in check_up([GuidanceCheck(shelf, [old], clock, LIMITS)])
        if one.noticed is Noticed.REVIEW_DUE
    ]
    assert found == ["What we keep"]
    clock.moment = NOW + timedelta(days=900)
    due = list(check_up([GuidanceCheck(shelf, [old], clock, LIMITS)]))
    assert len(due) == len(shelf.guidance()) + 1


def test_the_law_is_looked_at_by_the_clock(clock: FakeClock) -> None:
    check = LawCheck(GuidanceFiles(CONTENT), clock, LIMITS)
    assert Noticed.FIGURES_FINE in alone(check)
    clock.pass_by(days=900)
    assert Noticed.FIGURES_PAST in alone(check)


def test_a_file_that_cannot_be_read_and_a_full_disk_are_noticed() -> None:
    home = Path("here")
    assert alone(FilesCheck(Machine(files=("a", "b")), home, ["x/a", "b"])) == [Noticed.FILES_FINE]
    assert alone(FilesCheck(Machine(files=("b",)), home, ["x/a", "b"])) == [Noticed.FILE_ABSENT]
    assert alone(DiskCheck(Machine(free=1), [home, home], LIMITS)) == [Noticed.DISK_FULL]
    assert alone(DiskCheck(Machine(), [home], LIMITS)) == [Noticed.DISK_FINE]


def test_a_file_of_peoples_words_that_all_can_read_is_noticed() -> None:
    files = [Path("var/a"), Path("var/b")]
    assert alone(PrivateFilesCheck(Machine(open=("b",)), files)) == [Noticed.FILE_OPEN]
    assert alone(PrivateFilesCheck(Machine(), files)) == [Noticed.FILES_PRIVATE]


@pytest.mark.parametrize("state", ModelState)
def test_the_model_is_compared_when_it_is_looked_at(state: ModelState) -> None:
    (found,) = alone(ModelCheck(lambda: state))
    assert (found is Noticed.MODEL_FINE) == (state is ModelState.FRESH)


def test_settings_are_looked_at() -> None:
    assert alone(SettingsCheck("127.0.0.1", "", None)) == [Noticed.SETTINGS_FINE]
    assert alone(SettingsCheck("127.0.0.1", "", NOW)) == [Noticed.CLOCK_FIXED]


def test_findings_keep_the_order_of_their_checks() -> None:
    @dataclass
    class Two:
        name: str = "two"
        needs_database: bool = False

        def look(self) -> Iterable[Diagnosis]:
            return [warning(Noticed.DISK_LOW), broken(Noticed.DISK_FULL), ok(Noticed.DISK_FINE)]

    assert [one for _, one in noticed(Two(), OperatorCheck(NAMED))] == [
        Noticed.DISK_LOW,
        Noticed.DISK_FULL,
        Noticed.DISK_FINE,
        Noticed.OPERATOR_NAMED,
    ]


def test_who_waits_for_a_person_is_counted(storage: FakeStorage, clock: FakeClock) -> None:
    check = HandOversCheck(storage, clock, LIMITS)
    assert alone(check) == [Noticed.HAND_OVERS_NONE]
    asked = HandOver(HandOverId("h"), TALK, NOW, "", "", [], HandOverState.WAITING, NOW)
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.hand_overs.add(asked)
    assert alone(check) == [Noticed.HAND_OVERS_WAIT]
    clock.pass_by(hours=49)
    assert alone(check) == [Noticed.HAND_OVERS_LONG]
    with storage.transaction() as work:
        work.hand_overs.move(asked.id, HandOverState.ANSWERED, clock.now())
    assert alone(check) == [Noticed.HAND_OVERS_NONE]


def test_a_message_that_never_went_is_noticed(storage: FakeStorage, clock: FakeClock) -> None:
    check = SendingCheck(storage, clock, LIMITS)
    to, owner = Address(Means.TEXT, "+447700900123"), Owner(TALK)
    meant = Notification(NotificationId("n"), "k", to, About.ANSWER, "Hello", owner, NOW)
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.notifications.put_all([meant])
    assert alone(check) == [Noticed.MESSAGES_FINE]
    clock.pass_by(minutes=61)
    assert alone(check) == [Noticed.MESSAGES_STUCK]
    with storage.transaction() as work:
        work.attempts.advance(meant.id, State.SENT, clock.now())
    assert alone(check) == [Noticed.MESSAGES_FINE]


def test_what_texts_cost_this_month_is_held_against_the_budget(
    storage: FakeStorage, clock: FakeClock
) -> None:
    check = TextBudgetCheck(storage, clock, Budget(Decimal("1.00"), Decimal("0.05")))
    assert alone(check) == [Noticed.TEXTS_WITHIN]
    person, key = PersonId("p"), SubscriptionId("s")
    with storage.transaction() as work:
        work.people.prove(Address(Means.TEXT, "+447700900123"), NOW, person)
        work.suppliers.save_all([Supplier(SupplierId("f"), "A firm", "cleaning", NOW)])
        work.subscriptions.put(Subscription(key, person, SupplierId("f"), Means.TEXT, NOW))
        work.alerts.put_texts([AlertText("t", key, person, "link", 16, NOW)])
    assert alone(check) == [Noticed.TEXTS_LOW]
    with storage.transaction() as work:
        work.alerts.put_texts([AlertText("u", key, person, "other", 4, NOW)])
    assert alone(check) == [Noticed.TEXTS_SPENT]
    clock.pass_by(hours=24 * 31)
    assert alone(check) == [Noticed.TEXTS_WITHIN]


def test_a_secret_that_others_can_read_is_noticed() -> None:
    kept, open_ = Machine(), Machine(open=("secret",))
    assert alone(SecretCheck(kept, Path("secret"))) == [Noticed.KEY_KEPT]
    assert alone(SecretCheck(open_, Path("secret"))) == [Noticed.KEY_OPEN]


def test_whom_it_may_write_to_is_said() -> None:
    assert alone(RecipientsCheck(Recipients(), sends=True)) == [Noticed.RECIPIENTS_NOBODY]
