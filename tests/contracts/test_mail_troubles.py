"""What every store of mailboxes that take no mail promises."""

from __future__ import annotations

from bot.domain.notification import About
from bot.ports import Storage
from tests.examples import NOW, in_days


def test_failures_are_counted_by_address_and_purpose(storage: Storage) -> None:
    with storage.transaction() as work:
        counts = [work.mail_troubles.note("a", About.ANSWER, in_days(n)) for n in range(3)]
        other = (
            work.mail_troubles.note("a", About.ALERT, NOW),
            work.mail_troubles.note("b", About.ANSWER, NOW),
        )
    assert (counts, other) == ([1, 2, 3], (1, 1))


def test_a_mail_that_arrives_begins_the_count_anew(storage: Storage) -> None:
    with storage.transaction() as work:
        work.mail_troubles.note("a", About.ANSWER, NOW)
        work.mail_troubles.arrived("a", About.ANSWER)
        work.mail_troubles.arrived("nobody", About.ANSWER)
        assert work.mail_troubles.note("a", About.ANSWER, NOW) == 1


def test_what_is_stopped_stays_so_whatever_arrives_until_it_is_lifted(storage: Storage) -> None:
    with storage.transaction() as work:
        work.mail_troubles.stop("a", About.ANSWER, NOW)
        work.mail_troubles.stop("a", About.ANSWER, in_days(1))
        work.mail_troubles.stop("b", About.ANSWER, NOW)
        work.mail_troubles.arrived("a", About.ANSWER)
    with storage.transaction() as work:
        stopped = [
            work.mail_troubles.is_stopped(*one)
            for one in (("a", About.ANSWER), ("a", About.ALERT), ("b", About.ANSWER))
        ]
        assert stopped == [True, False, True]
        work.mail_troubles.lift("a")
        assert not work.mail_troubles.is_stopped("a", About.ANSWER)
        assert work.mail_troubles.is_stopped("b", About.ANSWER)
