"""Erasing is proved: somebody leaves marks everywhere, and is looked for everywhere afterwards.

Tables of every database, every file, logs, and a backup that is put back. The marks are words and
numbers that nothing else can contain.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS
from sqlalchemy import text

from bot.bootstrap import Services, make_services
from bot.domain.alert import Alert, AlertId, AlertText
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.held import Holder, Whose
from bot.domain.inbound import InboundText
from bot.domain.interview import Interview
from bot.domain.notice import ProcessKey
from bot.domain.notification import About, Notification, NotificationId
from bot.domain.opportunity import OpportunityId
from bot.domain.outbox import ShownMessage
from bot.domain.person import Belonging, Invitation, Joined, Membership, PersonId
from bot.domain.profile_facts import FirmProfile, Part
from bot.domain.proof import Proof, ProofId
from bot.domain.reaching import Address, Means
from bot.domain.reminder import Reminder
from bot.domain.rotation import Draw
from bot.domain.same_firm import FirmPair, PairState
from bot.domain.sending import Attempt
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.domain.supplier_rows import MadeRow
from bot.ports import Work
from bot.settings import Settings, read_settings
from connectors.jobs.running import running_jobs
from connectors.storage.engines import make_engine
from connectors.storage.held_tables import personal
from connectors.storage.migrate import migrate
from tests.business_traces import READER, leave_business, leave_officer
from tests.client import Chat
from tests.contracts.conftest import Server, migrated_file, postgresql, sqlite_url
from tests.contracts.test_held import fill_talk
from tests.examples import NOW, in_days, opportunity, supplier
from tests.introductions import leave_traces
from tests.running import ROOT, Doorstep
from tests.traces import in_files, in_tables, tables_of

__all__ = ["migrated_file", "postgresql", "sqlite_url"]

TALK = ConversationId("5e1f0000-0000-4000-8000-00000000beef")
FIRM = SupplierId("f1a90000-0000-4000-8000-00000000beef")
OTHER_TALK = ConversationId("0d0e0000-0000-4000-8000-00000000cafe")
SAID, FIRMS_NAME, NUMBER = "zanzibarquux", "Quokkaworks", "7700900123"
PERSON = PersonId("ab1e0000-0000-4000-8000-00000000beef")
MESSAGE = NotificationId("5e9d0000-0000-4000-8000-00000000beef")
MARKS = (TALK, PERSON, FIRM, MESSAGE, SAID, FIRMS_NAME, NUMBER)
STAYS = "wombatpolish"
OF_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'proof'"
"""Ends what is still connected: a database that is copied must have nobody in it."""


class NamesSomebody:
    """A job whose input, step and result name a conversation, or a message, as jobs that send."""

    def register(self) -> None:
        @DBOS.step(name="telling")
        def telling(whom: str) -> str:
            return f"told {whom}"

        @DBOS.workflow(name="tell_somebody")
        def tell_somebody(whom: str) -> str:
            return telling(whom)

        self._tell = tell_somebody

    def begin(self) -> None:
        for whom in (TALK, MESSAGE, OTHER_TALK):
            DBOS.start_workflow(self._tell, whom).get_result()

    def stop(self, within: float) -> None:
        """Nothing goes on."""


@dataclass
class Town:
    """An installation on one sort of database, with somebody in every personal table."""

    folder: Path
    urls: list[str]
    settings: Settings
    services: Services = field(init=False)

    def open(self) -> None:
        self.services = make_services(self.settings)

    def fill(self) -> None:
        migrate(self.settings.database_url)
        self.open()
        with self.services.storage.transaction() as work:
            fill_talk(work, OTHER_TALK)
            work.feedback.note(Owner(OTHER_TALK), _won(STAYS))
            fill_talk(work, TALK)
            work.feedback.note(Owner(TALK), _won(f"{SAID}, call {NUMBER}"))
            work.erasures.ask(Holder(Whose.CONVERSATION, TALK), "E-0", NOW)
            work.opportunities.save(ProcessKey("p"), opportunity("one"))
            work.suppliers.save_all([replace(supplier(FIRM), name=FIRMS_NAME, text=SAID)])
            work.supplier_rows.store("made", {FIRM: MadeRow(b"1", SAID.encode(), b"3")})
            work.showings.note(OpportunityId("one"), Draw((FIRM,), {FIRM: 0.5}), NOW)
            work.feedback.note(Owner(supplier=FIRM), _won(SAID))
            work.consents.note(Owner(supplier=FIRM), _yes(f"May we, {FIRMS_NAME}?"))
            _be_known(work)
        self._run(
            self.settings.database_url,
            "UPDATE conversations SET supplier_id = :firm WHERE id = :talk",
            {"firm": FIRM, "talk": TALK},
        )
        self._run(
            self.settings.database_url,
            "INSERT INTO hand_overs (id, conversation_id, at, about, contact, transcript, state,"
            " changed_at) VALUES ('h', :talk, :at, :said, :said, '[]', 'waiting', :at)",
            {"talk": TALK, "said": SAID, "at": NOW},
        )
        self._run(
            self.settings.database_url,
            "INSERT INTO earlier_searches (conversation_id, criteria, ranked, shown, last_page, at)"
            " SELECT conversation_id, criteria, ranked, shown, last_page, at FROM searches"
            " WHERE conversation_id = :talk",
            {"talk": TALK},
        )
        self._fill_rasa()
        self._fill_jobs()

    def _fill_jobs(self) -> None:
        """In a process of its own: on a server the jobs' library leaves a connection behind."""
        program = (
            "import asyncio, sys; from tests.web.test_erasure_proved import run_jobs;"
            "asyncio.run(run_jobs(*sys.argv[1:]))"
        )
        urls = [self.settings.database_url, self.settings.tracker_url]
        command = [sys.executable, "-c", program, str(self.folder), *urls]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    def _fill_rasa(self) -> None:
        url = self.settings.tracker_url
        kind = "INTEGER PRIMARY KEY" if url.startswith("sqlite") else "SERIAL PRIMARY KEY"
        self._run(
            url,
            f"CREATE TABLE events (id {kind}, sender_id VARCHAR(255), type_name VARCHAR(255),"
            " timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)",
            {},
        )
        for whose, said in ((TALK, SAID), (OTHER_TALK, STAYS)):
            self._run(
                url,
                "INSERT INTO events (sender_id, type_name, timestamp, data)"
                " VALUES (:whose, 'user', 1.0, :data)",
                {"whose": whose, "data": f'{{"text": "{said}"}}'},
            )

    def _run(self, url: str, statement: str, facts: dict[str, Any]) -> None:
        engine = make_engine(url)
        with engine.begin() as connection:
            connection.execute(text(statement), facts)
        engine.dispose()

    def traces(self, *marks: str) -> list[str]:
        return [where for url in self.urls for where in in_tables(url, marks or MARKS)]

    def erase(self) -> str:
        """Erases whoever wrote, firm and all; the receipt's number."""
        holder = Holder(Whose.CONVERSATION, TALK)
        return self.services.held.erase.erase_whole(holder).number

    def close(self) -> None:
        self.services.storage.close()  # type: ignore[attr-defined]


def _won(words: str) -> Feedback:
    return Feedback(OpportunityId("one"), Verdict.WON, in_days(0), words=words)


def _yes(wording: str) -> Consent:
    return Consent(Purpose.LEARNING, Answer.YES, wording, "1", Channel.WEB_CHAT, NOW)


async def run_jobs(folder: str, database: str, tracker: str) -> None:
    """Runs jobs that name somebody, and ends."""
    async with running_jobs(settings_for(Path(folder), database, tracker), [NamesSomebody()]):
        await asyncio.sleep(0)


def _be_known(work: Work) -> None:
    """A proved number, a firm, an invitation, a twin, a message, a text, questions, a hand-over."""
    number = Address(Means.TEXT, f"+44{NUMBER}")
    other = replace(supplier("0d0e0000-0000-4000-8000-00000000f12a"), name=STAYS)
    work.suppliers.save_all([other])
    work.proofs.begin(Proof(ProofId("proof"), TALK, number, "hash", NOW), "a", "c")
    person = work.people.prove(number, NOW, PERSON)
    work.people.belong(Belonging(TALK, person, FIRM, NOW))
    work.people.join(Membership(person, FIRM, Joined.FOUNDED, NOW))
    work.people.invite(Invitation("hash", FIRM, person, NOW))
    work.firm_pairs.note(FirmPair(FIRM, other.id, frozenset(), PairState.NOTICED, NOW))
    words, owner = f"{SAID} for {FIRMS_NAME}", Owner(person=person)
    sent = Notification(MESSAGE, "k", number, About.CODE, words, owner, NOW)
    work.notifications.put_all([sent])
    work.outbox.add(ShownMessage("k", number, "", words, NOW))
    work.inbound_texts.begin_thread(number, TALK)
    work.inbound_texts.add(InboundText("i", number, f"{SAID} please", NOW))
    work.interviews.put(Interview(TALK, "page", NOW, NOW, {"name": FIRMS_NAME}))
    told = FirmProfile().told({Part.NAME: FIRMS_NAME, Part.WORK: SAID}, NOW)
    for whose in (Owner(TALK), Owner(supplier=FIRM)):
        work.profiles.save(whose, told, told, NOW)
    work.attempts.begin([Attempt(sent.id, 1, NOW)])
    work.attempts.end(Attempt(sent.id, 1, NOW, NOW, provider_id=f"SM{SAID}"))
    _be_told(work, person)


def _be_told(work: Work, person: PersonId) -> None:
    """What they asked to be texted about, what came of it, and a reminder."""
    asked, school = SubscriptionId("w"), OpportunityId("one")
    work.subscriptions.put(Subscription(asked, person, FIRM, Means.TEXT, NOW))
    work.alerts.add_new([Alert(AlertId("a"), asked, person, school, 0.9, NOW)])
    work.alerts.put_texts([AlertText("t", asked, person, "link", 1, NOW)])
    work.reminders.put(Reminder(Owner(person=person), school, NOW, NOW))
    leave_traces(work, FIRM, person, SAID)
    leave_business(work, TALK, FIRM, MESSAGE, SAID)
    leave_officer(work, person, f"{SAID}@eastside.example")


def settings_for(folder: Path, database: str, tracker: str) -> Settings:
    return read_settings(
        {
            "DATABASE_URL": database,
            "tracker_url": tracker,
            "secret_file": folder / "secret",
            "erasures_file": folder / "erasures.jsonl",
        }
    )


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Town]:
    urls = [f"sqlite:///{tmp_path / f'{name}.sqlite3'}" for name in ("doorstep", "rasa")]
    town = Town(tmp_path, urls, settings_for(tmp_path, *urls))
    town.urls = [*urls, town.settings.jobs_address]
    yield town
    town.close()


@pytest.fixture
def on_postgresql(tmp_path: Path, postgresql: Server) -> Iterator[Town]:
    url = postgresql.new_database("proof")
    town = Town(tmp_path, [url], settings_for(tmp_path, url, url))
    yield town
    town.close()
    for name in ("proof", "proof_backup"):
        postgresql.run("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def copied(folder: Path, to: Path) -> None:
    """A backup of every SQLite database, made as operators are told to."""
    to.mkdir()
    for file in folder.glob("*.sqlite3"):
        with sqlite3.connect(file) as held, sqlite3.connect(to / file.name) as copy:
            held.backup(copy)


def put_back(backup: Path, folder: Path) -> None:
    """The databases of the backup in place of those there; secret and list stay as they are."""
    for file in folder.glob("*.sqlite3*"):
        file.unlink()
    for file in backup.iterdir():
        shutil.copy(file, folder)


def test_nothing_is_left_in_any_table_or_file_nor_in_a_backup_put_back(
    on_sqlite: Town, tmp_path_factory: pytest.TempPathFactory
) -> None:
    town, backup = on_sqlite, tmp_path_factory.mktemp("backups") / "one"
    town.fill()
    assert len(set(town.traces())) > 30, "the search finds what there is"
    assert in_files(town.folder, MARKS)
    copied(town.folder, backup)

    number = town.erase()
    receipt = town.services.held.erase.receipt(number)
    assert receipt.buyers == ("Eastside Council", READER), "all who may hold a copy are named"
    assert town.traces() == []
    assert in_files(town.folder, MARKS) == []
    assert town.traces(STAYS), "of others everything is still there"

    town.close()
    put_back(backup, town.folder)
    town.open()
    assert town.traces()
    assert town.services.held.erase.at_start() > 0
    assert town.traces() == []
    assert in_files(town.folder, MARKS) == []
    assert town.traces(STAYS)
    assert town.services.held.erase.receipt(number).number == number


def test_the_same_on_a_server(on_postgresql: Town, postgresql: Server) -> None:
    town = on_postgresql
    town.fill()
    assert len(set(town.traces())) > 30
    town.close()
    postgresql.run("postgres", OF_OTHERS)
    postgresql.run("postgres", "CREATE DATABASE proof_backup TEMPLATE proof")
    town.open()

    town.erase()
    assert town.traces() == []
    assert in_files(town.folder, MARKS) == []
    assert town.traces(STAYS)

    town.close()
    postgresql.run("postgres", "DROP DATABASE proof WITH (FORCE)")
    postgresql.run("postgres", "CREATE DATABASE proof TEMPLATE proof_backup")
    town.open()
    assert town.traces()
    assert town.services.held.erase.at_start() > 0
    assert town.traces() == []
    assert town.traces(STAYS)


def test_somebody_stood_in_every_personal_table(on_sqlite: Town) -> None:
    """The proof above is worth as much as what was there before."""
    on_sqlite.fill()
    assert set(personal()) <= tables_of(on_sqlite.urls[0])
    traces = on_sqlite.traces()
    lacking = {name for name in personal() if not any(f".{name}." in one for one in traces)}
    assert sorted(lacking) == []
    assert any(".events." in one for one in traces)
    assert any(".workflow_" in one for one in traces)


def test_whoever_erases_in_the_chat_leaves_nothing_behind(tmp_path: Path) -> None:
    """The whole of Doorstep, Rasa and its logs included, erased by a sentence in the chat."""
    folder, backup = tmp_path / "var", tmp_path / "backup"
    folder.mkdir()
    doorstep = Doorstep(folder)
    try:
        chat = doorstep.start().wait_until_ready().client.begin()
        other = doorstep.client.begin()
        other.say(f"{STAYS} in Saltley")
        _talk(chat)
        marks = (chat.id, SAID, NUMBER)
        assert in_files(folder, marks)
        copied(folder, backup)
        chat.say("delete my data")
        assert "Your receipt is E-" in chat.say("yes").text
        assert _traces(folder, marks) == []
        assert _traces(folder, (STAYS,))
    finally:
        doorstep.stop()
    assert in_files(folder, marks) == []

    put_back(backup, folder)
    assert _traces(folder, marks)
    again = Doorstep(folder, ("serve",))
    try:
        again.start().wait_for_page()
        assert _traces(folder, marks) == []
        assert other.id
    finally:
        again.stop()
    assert in_files(folder, marks) == []
    assert _traces(folder, (STAYS,))


def _talk(chat: Chat) -> None:
    """A search, a look, an objection in own words, a number, and a yes to learning."""
    cards = chat.say(f"I do cleaning and {SAID} in B9, ring 0{NUMBER}").cards
    chat.press_on(cards[0], "Not for me")
    chat.say(f"no good, too much {SAID}")
    chat.say("yes")
    chat.say(f"what about {SAID}?")


def _traces(folder: Path, marks: tuple[str, ...]) -> list[str]:
    files = [file for file in folder.glob("*.sqlite3") if file.stat().st_size]
    return [where for file in files for where in in_tables(f"sqlite:///{file}", marks)]
