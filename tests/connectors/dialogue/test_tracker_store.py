"""Rasa's events: the quick store keeps what Rasa's own keeps, and what is erased stays erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, text

from bot.domain.conversation import ConversationId
from bot.domain.errors import SettingsError
from connectors.dialogue.quick_tracker_store import QuickSqlTrackerStore
from connectors.dialogue.tracker_store import TrackerStore

TALK = ConversationId("talk")
BEGIN: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'rasa.sqlite3'}"


@pytest.fixture
def quick(url: str) -> Iterator[QuickSqlTrackerStore]:
    store = QuickSqlTrackerStore(Domain.empty(), host=url)
    yield store
    store.engine.dispose()


@pytest.fixture
def plain(url: str) -> Iterator[SQLTrackerStore]:
    store = SQLTrackerStore(Domain.empty(), host=url)
    yield store
    store.engine.dispose()


async def say(store: SQLTrackerStore, *words: str) -> DialogueStateTracker:
    """One turn a word, saved twice each, as Rasa does."""
    for word in words:
        tracker = await store.get_or_create_tracker(TALK)
        if not tracker.events:
            for event in BEGIN:
                tracker.update(event)
        tracker.update(UserUttered(word))
        await store.save(tracker)
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
    return tracker


def words_of(tracker: DialogueStateTracker | None) -> list[str | None]:
    events = tracker.events if tracker else []
    return [event.text for event in events if isinstance(event, UserUttered)]


async def test_what_was_said_is_there_at_the_next_turn(quick: QuickSqlTrackerStore) -> None:
    await say(quick, "hello", "catering", "more")
    assert words_of(await quick.retrieve(TALK)) == ["hello", "catering", "more"]


async def test_rasas_own_store_reads_the_same_events(
    quick: QuickSqlTrackerStore, plain: SQLTrackerStore
) -> None:
    await say(quick, "hello", "catering")
    read = await plain.retrieve_full_tracker(TALK)
    held = await quick.retrieve(TALK)
    assert read is not None
    assert held is not None
    assert [e.as_dict() for e in read.events] == [e.as_dict() for e in held.events]


async def test_a_conversation_goes_on_where_another_rasa_left_it(
    quick: QuickSqlTrackerStore, plain: SQLTrackerStore
) -> None:
    await say(quick, "hello")
    await say(plain, "catering")
    await say(quick, "more")
    assert words_of(await quick.retrieve(TALK)) == ["hello", "catering", "more"]
    assert words_of(await plain.retrieve(TALK)) == ["hello", "catering", "more"]


async def test_what_was_erased_is_not_remembered(quick: QuickSqlTrackerStore, url: str) -> None:
    await say(quick, "hello", "my name is on my van")
    keeper = TrackerStore(url)
    keeper.forget(TALK)
    keeper.forget(TALK)
    keeper.close()
    assert await quick.retrieve(TALK) is None
    assert words_of(await say(quick, "hello again")) == ["hello again"]


async def test_a_turn_that_fails_before_it_is_saved_leaves_nothing(
    quick: QuickSqlTrackerStore,
) -> None:
    await say(quick, "hello")
    unsaved = await quick.retrieve(TALK)
    assert unsaved is not None
    unsaved.update(UserUttered("lost"))
    assert words_of(await quick.retrieve(TALK)) == ["hello"]


def test_the_journal_of_a_prepared_store_is_written_ahead(url: str) -> None:
    TrackerStore(url).prepare()
    TrackerStore(url).prepare()
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_a_store_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="Rasa's store"):
        TrackerStore(f"sqlite:///{tmp_path / 'file' / 'rasa.sqlite3'}").prepare()


def test_a_store_whose_table_rasa_has_not_made_yet_has_nothing_to_forget(url: str) -> None:
    keeper = TrackerStore(url)
    keeper.forget(TALK)
    assert keeper.ask(lambda _: ["somebody"]) == []
    keeper.close()
