"""Erasing: everywhere, with a receipt, and again where a backup brought it back."""

from __future__ import annotations

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.errors import NotFoundError, SettingsError
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.notification import About, Notification, NotificationId
from bot.domain.reaching import Address, Means
from bot.services.erase_held import new_number
from tests.contracts.test_held import FIRM, TALK, fill_firm, fill_talk
from tests.examples import NOW
from tests.fake_held import FakeErasureList, FakePlace, eraser
from tests.fakes import FakeStorage

ME, MY_FIRM = Holder(Whose.CONVERSATION, TALK), Holder(Whose.SUPPLIER, FIRM)


class Town:
    """A storage with a conversation and a firm, a place beside it, and what erases."""

    def __init__(self) -> None:
        self.storage, self.place, self.listed = FakeStorage(), FakePlace(), FakeErasureList()
        with self.storage.transaction() as work:
            fill_talk(work, TALK)
            fill_firm(work)
        self.place.put(TALK, NOW, "cleaning")
        self.erase = eraser(self.storage, self.place, listed=self.listed)

    def holds(self, holder: Holder) -> bool:
        with self.storage.transaction() as work:
            in_tables = bool(work.held.about(frozenset({holder})))
        return in_tables or bool(self.place.about([holder.id]))

    def restored(self) -> Town:
        """The same town from a backup made before anything was erased; the list outlived it."""
        again = Town()
        again.listed = self.listed
        again.erase = eraser(again.storage, again.place, listed=self.listed)
        return again


@pytest.fixture
def town() -> Town:
    return Town()


class TestErasing:
    def test_nothing_is_left_anywhere(self, town: Town) -> None:
        town.erase.erase_whole(ME)
        assert not town.holds(ME)
        assert town.holds(MY_FIRM)

    def test_a_job_that_names_a_message_of_theirs_alone_goes_too(self, town: Town) -> None:
        number = Address(Means.TEXT, "+447700900123")
        sent = Notification(NotificationId("n"), "k", number, About.CODE, "hi", Owner(TALK), NOW)
        with town.storage.transaction() as work:
            work.notifications.put_all([sent])
        town.place.put(sent.id, NOW, "an errand")
        town.place.put("of others", NOW, "an errand")
        assert town.erase.would_go(ME).counts["understood"] == 2
        town.erase.erase_whole(ME)
        assert list(town.place.ids()) == ["of others"]

    def test_what_would_go_is_what_goes(self, town: Town) -> None:
        told = town.erase.would_go(ME)
        assert town.erase.erase_whole(ME).removed == told.counts
        assert told.counts["understood"] == 1

    def test_the_receipt_tells_when_and_what_and_nothing_of_whom(self, town: Town) -> None:
        done = town.erase.erase_whole(ME)
        assert town.erase.receipt(done.number) == done
        assert done.at == NOW
        assert TALK not in repr(done)
        assert "cleaning" not in repr(done)

    def test_a_number_may_be_typed_as_it_comes(self, town: Town) -> None:
        done = town.erase.erase_whole(ME)
        assert town.erase.receipt(f" {done.number.lower()} ") == done

    def test_the_buyers_who_may_have_a_copy_stand_on_the_receipt(self, town: Town) -> None:
        assert town.erase.erase_whole(MY_FIRM).buyers == ("Eastside Council",)

    def test_two_erasures_have_two_pseudonyms(self, town: Town) -> None:
        first = town.erase.erase_whole(ME)
        again = town.restored().erase.erase_whole(ME)
        assert len(first.pseudonym) == 64
        assert first.pseudonym != again.pseudonym

    def test_of_nobody_nothing_can_be_erased(self, town: Town) -> None:
        nobody = Holder(Whose.CONVERSATION, "nobody")
        with pytest.raises(NotFoundError):
            town.erase.erase_whole(nobody)
        with pytest.raises(NotFoundError):
            town.erase.would_go(nobody)

    def test_an_unknown_receipt_is_not_found(self, town: Town) -> None:
        with pytest.raises(NotFoundError):
            town.erase.receipt("E-2222-2222-2222")

    def test_it_stands_in_the_list_before_the_first_row_goes(self, town: Town) -> None:
        town.storage.fails_at = 1  # after asking what belongs together
        with pytest.raises(Exception, match="busy or away"):
            town.erase.erase_whole(ME)
        town.storage.fails_at = None
        assert town.holds(ME)
        assert town.erase.at_start() > 0
        assert not town.holds(ME)
        assert town.erase.receipt(town.listed.all()[0].number)

    def test_what_ends_by_age_leaves_no_receipt(self, town: Town) -> None:
        assert town.erase.forget(frozenset({ME}))["turns"] == 1
        assert not town.holds(ME)
        assert town.listed.all() == []

    def test_numbers_are_not_alike(self) -> None:
        assert len({new_number() for _ in range(1000)}) == 1000


class TestAsking:
    def test_what_was_asked_for_is_done_when_the_turn_has_ended(self, town: Town) -> None:
        number = town.erase.ask(TALK)
        assert town.holds(ME)
        done = town.erase.finish_asked(TALK)
        assert done is not None
        assert done.number == number
        assert not town.holds(ME)

    def test_a_conversation_that_asked_for_nothing_stays(self, town: Town) -> None:
        assert town.erase.finish_asked(TALK) is None
        assert town.erase.finish_asked(ConversationId("unknown")) is None
        assert town.holds(ME)

    def test_what_a_crash_left_undone_is_done_at_the_next_start(self, town: Town) -> None:
        number = town.erase.ask(TALK)
        assert town.erase.at_start() == 1
        assert not town.holds(ME)
        assert town.erase.receipt(number).number == number


class TestBackups:
    def test_what_a_backup_brings_back_is_erased_at_the_start(self, town: Town) -> None:
        done = town.erase.erase_whole(ME)
        again = town.restored()
        assert again.holds(ME)
        assert again.erase.at_start() > 0
        assert not again.holds(ME)
        assert again.holds(MY_FIRM)
        assert again.erase.receipt(done.number).at == done.at

    def test_a_backup_of_the_place_beside_alone_is_cleaned_too(self, town: Town) -> None:
        town.erase.erase_whole(ME)
        town.place.put(TALK, NOW, "back again")
        assert town.erase.at_start() == 1
        assert not town.holds(ME)

    def test_a_backup_of_the_tables_with_their_receipts_needs_a_thorough_look(
        self, town: Town
    ) -> None:
        town.erase.erase_whole(ME)
        with town.storage.transaction() as work:
            fill_talk(work, TALK)
        assert town.erase.replay() == 0
        assert town.erase.replay(thorough=True) == 1
        assert not town.holds(ME)

    def test_a_receipt_that_was_lost_comes_back_with_all_that_it_said(self, town: Town) -> None:
        done = town.erase.erase(frozenset({ME, MY_FIRM}))
        again = town.restored()
        assert again.erase.at_start() > 0
        receipt = again.erase.receipt(done.number)
        assert receipt.buyers == done.buyers == ("Eastside Council",)
        assert receipt.removed == {k: n for k, n in done.removed.items() if k != "understood"}

    def test_a_second_start_erases_nothing(self, town: Town) -> None:
        town.erase.erase_whole(ME)
        again = town.restored()
        again.erase.at_start()
        assert again.erase.at_start() == 0

    def test_a_list_that_was_lost_is_made_again_from_the_database(self, town: Town) -> None:
        town.erase.erase_whole(ME)
        town.listed.listed.clear()
        town.erase.at_start()
        assert len(town.listed.all()) == 1

    def test_a_list_of_another_secret_stops_the_start(self, town: Town) -> None:
        town.erase.erase_whole(ME)
        other = eraser(town.storage, town.place, listed=town.listed, secret=b"t" * 40)
        with pytest.raises(SettingsError, match="another secret"):
            other.at_start()

    def test_the_list_holds_no_id(self, town: Town) -> None:
        town.erase.erase_whole(ME)
        assert TALK not in repr(town.listed.all())
