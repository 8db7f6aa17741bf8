"""What every store promises of what it holds about people, and that no table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

import pytest

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId, Criteria, NewTurn, Reply, Search
from bot.domain.errors import DoorstepError
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.held import AskedErasure, Erasure, Holder, ListedErasure, Whose
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.rotation import Draw
from bot.domain.supplier import SupplierId
from bot.domain.supplier_rows import MadeRow
from bot.ports import Storage, Work
from connectors.storage.database import SqlStorage
from connectors.storage.held_tables import HELD, Personal, personal, ties_of
from connectors.storage.tables import metadata
from tests.examples import NOW, in_days, opportunity, supplier

TALK, OTHER_TALK, FIRM = ConversationId("talk"), ConversationId("other"), SupplierId("firm")
ME, OTHER = Holder(Whose.CONVERSATION, TALK), Holder(Whose.CONVERSATION, OTHER_TALK)
MY_FIRM = Holder(Whose.SUPPLIER, FIRM)
SCHOOL = OpportunityId("one")
OF_A_TALK = {"conversation", "turns", "searches", "shown", "feedback", "consents"}
OF_A_FIRM = {"firm", "firm_showings", "firm_turns", "feedback", "consents"}


def fill_talk(work: Work, talk: ConversationId, days: float = 0) -> None:
    """A conversation in which something of everything was said."""
    at = in_days(days)
    work.conversations.start(talk, f"hash of {talk}", at)
    turn = NewTurn(str(uuid5(NAMESPACE_OID, talk)), talk, "cleaning in Saltley", "c", at)
    work.conversations.begin_turn(turn, abandon_before=at)
    work.conversations.finish_turn(turn.id, [Reply("Here you are.")], at)
    work.searches.save(Search(talk, Criteria(words="cleaning"), (SCHOOL,), 1, at))
    work.searches.note_shown(talk, [SCHOOL], at)
    say(work, Owner(talk), days)


def say(work: Work, owner: Owner, days: float = 0) -> None:
    """Feedback and a consent."""
    at = in_days(days)
    work.feedback.note(owner, Feedback(SCHOOL, Verdict.WON, at, words="we won"))
    work.consents.note(
        owner, Consent(Purpose.LEARNING, Answer.NO, "May we?", "1", Channel.WEB_CHAT, at)
    )


def fill_firm(work: Work) -> None:
    """A firm that was shown to a buyer, and what hangs on it."""
    work.opportunities.save(ProcessKey("p"), opportunity("one"))
    work.suppliers.save_all([supplier("firm"), supplier("another")])
    work.supplier_rows.store("made", {FIRM: MadeRow(b"1", b"2", b"3")})
    work.showings.note(SCHOOL, Draw((FIRM,), {FIRM: 0.5}), NOW)
    say(work, Owner(supplier=FIRM))


@pytest.fixture
def filled(storage: Storage) -> Storage:
    """Two conversations and two firms."""
    with storage.transaction() as work:
        fill_talk(work, TALK)
        fill_talk(work, OTHER_TALK)
        fill_firm(work)
    return storage


class TestTelling:
    def test_all_of_a_conversation_is_told(self, filled: Storage) -> None:
        with filled.transaction() as work:
            told = {part.called: part.rows for part in work.held.about(frozenset({ME}))}
        assert set(told) == OF_A_TALK
        assert told["turns"][0]["text"] == "cleaning in Saltley"
        assert told["feedback"][0]["words"] == "we won"

    def test_all_of_a_firm_is_told(self, filled: Storage) -> None:
        with filled.transaction() as work:
            told = {part.called: part.rows for part in work.held.about(frozenset({MY_FIRM}))}
        assert set(told) - {"firm_rows"} == OF_A_FIRM
        assert told["firm"][0]["name"] == "firm Limited"

    def test_what_is_told_is_as_much_as_is_counted(self, filled: Storage) -> None:
        for one in (ME, MY_FIRM):
            with filled.transaction() as work:
                told, counted = work.held.about(frozenset({one})), work.held.count(frozenset({one}))
            assert {part.called: len(part.rows) for part in told} == counted

    def test_of_nobody_nothing_is_told(self, filled: Storage) -> None:
        with filled.transaction() as work:
            assert work.held.about(frozenset()) == []
            assert work.held.about(frozenset({Holder(Whose.PERSON, "nobody")})) == []

    def test_the_buyers_who_may_have_a_copy_are_named(self, filled: Storage) -> None:
        with filled.transaction() as work:
            assert work.held.buyers_shown(frozenset({ME, MY_FIRM})) == ["Eastside Council"]
            assert work.held.buyers_shown(frozenset({ME})) == []

    def test_a_holder_alone_is_whole(self, filled: Storage) -> None:
        with filled.transaction() as work:
            assert work.held.whole(ME) == {ME}
            assert work.held.whole(Holder(Whose.CONVERSATION, "unknown")) == frozenset()
            assert work.held.whole(Holder(Whose.PERSON, "unknown")) == frozenset()

    def test_every_holder_is_named(self, filled: Storage) -> None:
        with filled.transaction() as work:
            assert list(work.held.holders(Whose.CONVERSATION)) == [OTHER, ME]
            assert [one.id for one in work.held.holders(Whose.SUPPLIER)] == ["another", "firm"]


class TestErasing:
    def test_nothing_of_them_is_left_and_everything_of_others(self, filled: Storage) -> None:
        with filled.transaction() as work:
            before = work.held.about(frozenset({OTHER}))
            work.held.erase(frozenset({ME, MY_FIRM}))
        with filled.transaction() as work:
            assert work.held.about(frozenset({ME, MY_FIRM})) == []
            assert work.held.about(frozenset({OTHER})) == before
            assert work.conversations.get(TALK) is None
            assert [one.id for one in work.suppliers.get_many([FIRM, SupplierId("another")])] == [
                "another"
            ]

    def test_what_went_is_what_was_told(self, filled: Storage) -> None:
        with filled.transaction() as work:
            counted = work.held.count(frozenset({ME}))
            assert work.held.erase(frozenset({ME})) == counted

    def test_erasing_again_erases_nothing(self, filled: Storage) -> None:
        with filled.transaction() as work:
            work.held.erase(frozenset({ME}))
            assert work.held.erase(frozenset({ME})) == {}

    def test_indexes_learn_that_the_firm_is_gone(self, filled: Storage) -> None:
        with filled.transaction() as work:
            before = work.supplier_rows.change()
            work.held.erase(frozenset({MY_FIRM}))
            assert work.supplier_rows.change() > before


class TestAge:
    def test_a_conversation_is_idle_from_its_last_sign_of_life_on(self, storage: Storage) -> None:
        with storage.transaction() as work:
            fill_talk(work, TALK, days=-10)
            assert work.held.idle(Whose.CONVERSATION, in_days(-10), 9) == [ME]
            assert work.held.idle(Whose.CONVERSATION, in_days(-10) - SECOND, 9) == []

    def test_a_word_since_then_keeps_it(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.conversations.start(TALK, "hash", in_days(-100))
            turn = NewTurn("t", TALK, "hello", None, in_days(-5))
            work.conversations.begin_turn(turn, abandon_before=in_days(-6))
            assert work.held.idle(Whose.CONVERSATION, in_days(-6), 9) == []
            assert work.held.idle(Whose.CONVERSATION, in_days(-5), 9) == [ME]

    def test_a_firm_is_idle_from_its_last_sign_of_life_on(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.suppliers.save_all([supplier("firm", registered_at=in_days(-30))])
            assert work.held.idle(Whose.SUPPLIER, in_days(-30), 9) == [MY_FIRM]
            assert work.held.idle(Whose.SUPPLIER, in_days(-30) - SECOND, 9) == []
            say(work, Owner(supplier=FIRM), days=-2)
            assert work.held.idle(Whose.SUPPLIER, in_days(-3), 9) == []

    def test_no_more_are_told_than_were_asked_for(self, filled: Storage) -> None:
        with filled.transaction() as work:
            assert len(work.held.idle(Whose.CONVERSATION, in_days(1), 1)) == 1

    def test_what_ends_by_itself_ends_at_its_moment_and_not_before(self, storage: Storage) -> None:
        with storage.transaction() as work:
            fill_talk(work, TALK, days=-10)
            fill_talk(work, OTHER_TALK, days=-9)
            assert work.held.older("conversations", in_days(-10) - SECOND) == {}
            assert work.held.older("conversations", in_days(-10)) == {"turns": 1, "shown": 1}
            assert work.held.drop_older("conversations", in_days(-10)) == {"turns": 1, "shown": 1}
            assert work.conversations.turns(TALK) == []
            assert len(work.conversations.turns(OTHER_TALK)) == 1


class TestErasures:
    def test_one_that_was_asked_for_waits_until_it_is_done(self, filled: Storage) -> None:
        with filled.transaction() as work:
            work.erasures.ask(ME, "E-1", NOW)
            work.erasures.ask(OTHER, "E-2", in_days(-1))
            mine, others = AskedErasure(ME, "E-1", NOW), AskedErasure(OTHER, "E-2", in_days(-1))
            assert work.erasures.asked() == [others, mine]
            assert work.erasures.asked_of(ME) == mine
            work.held.erase(frozenset({ME}))
            assert work.erasures.asked() == [others]
            assert work.erasures.asked_of(ME) is None

    def test_the_last_asking_stands(self, filled: Storage) -> None:
        with filled.transaction() as work:
            work.erasures.ask(ME, "E-1", NOW)
            work.erasures.ask(ME, "E-2", NOW)
            assert work.erasures.asked() == [AskedErasure(ME, "E-2", NOW)]

    def test_only_a_conversation_asks(self, filled: Storage) -> None:
        with pytest.raises(DoorstepError), filled.transaction() as work:
            work.erasures.ask(MY_FIRM, "E-1", NOW)

    def test_a_receipt_comes_back_as_it_was(self, storage: Storage) -> None:
        done = Erasure("E-1", NOW, {"turns": 2}, ("Eastside Council",), "p", ("h",))
        with storage.transaction() as work:
            work.erasures.note(done)
            work.erasures.note(Erasure("E-1", NOW, {}))
            assert work.erasures.get("E-1") == done
            assert work.erasures.get("E-2") is None
            assert work.erasures.listed() == [ListedErasure("E-1", NOW, ("h",))]

    def test_receipts_end_at_their_moment_and_not_before(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.erasures.note(Erasure("E-1", NOW, {}))
            assert work.erasures.drop_before(NOW - SECOND) == 0
            assert work.erasures.drop_before(NOW) == 1
            assert work.erasures.get("E-1") is None


SECOND = timedelta(seconds=1)


@pytest.fixture
def sql(database_url: str) -> Iterator[SqlStorage]:
    """The storage on each sort of database."""
    storage = SqlStorage(database_url)
    yield storage
    storage.close()


class TestRegister:
    def test_every_table_is_declared_and_every_declared_one_exists(self) -> None:
        assert set(HELD) == set(metadata.tables)

    @pytest.mark.parametrize("name", sorted(personal()))
    def test_a_personal_table_is_somebodys(self, name: str) -> None:
        assert personal()[name].root or ties_of(metadata.tables[name])

    @pytest.mark.parametrize("name", sorted(personal()))
    def test_what_hangs_on_somebody_goes_with_them(self, name: str) -> None:
        keys = metadata.tables[name].foreign_keys
        loose = {
            k.parent.name for k in keys if k.column.table.name in personal() and not k.ondelete
        }
        # A conversation outlives the firm that it spoke for: its people may be of others too.
        assert loose == ({"supplier_id"} if name == "conversations" else set())

    @pytest.mark.parametrize("name", sorted(set(HELD) - set(personal())))
    def test_what_is_declared_of_nobody_hangs_on_nobody(self, name: str) -> None:
        keys = metadata.tables[name].foreign_keys
        assert [key.target_fullname for key in keys if key.column.table.name in personal()] == []

    @pytest.mark.parametrize("name", sorted(personal()))
    def test_the_columns_that_are_named_exist(self, name: str) -> None:
        told, columns = personal()[name], set(metadata.tables[name].c.keys())
        named = {
            *told.left_out,
            *(own for own, _ in told.ties),
            *([told.aged_by] if told.aged_by else []),
        }
        assert named <= columns

    @pytest.mark.parametrize("name", sorted(HELD))
    def test_reasons_are_given(self, name: str) -> None:
        told = HELD[name]
        reasons = told.left_out.values() if isinstance(told, Personal) else [told.because]
        assert all(reasons)

    def test_a_copy_holds_all_that_erasure_removes(self, sql: SqlStorage) -> None:
        """By the register: each table, and each column that is not left out with a reason."""
        with sql.transaction() as work:
            fill_talk(work, TALK)
            fill_firm(work)
            work.erasures.ask(ME, "E-1", NOW)
            told = {part.called: part.rows for part in work.held.about(frozenset({ME, MY_FIRM}))}
            removed = work.held.erase(frozenset({ME, MY_FIRM}))
        assert {name: len(rows) for name, rows in told.items()} == removed
        for name, one in personal().items():
            if one.called in told:
                columns = set(metadata.tables[name].c.keys()) - set(one.left_out)
                assert set(told[one.called][0]) == columns
