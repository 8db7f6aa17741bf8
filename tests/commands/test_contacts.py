"""`doorstep contacts` and `doorstep digest`: a coordinator's way from an agreement to a Monday."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import make_storage
from bot.domain.introduction import IntroductionState
from bot.domain.notice import ProcessKey
from bot.settings import Settings
from tests.commands.conftest import Run
from tests.examples import NOW, opportunity, supplier
from tests.introductions import introduction, step

MAILBOX = "quotes@aston.example"
ENROL = (
    *("contacts", "enrol", "--buyer", "Aston University", "--mailbox", MAILBOX),
    *("--agreed-by", "Lee Grant, buyer", "--agreed-on", "2026-11-02", "--enrolled-by", "Sam"),
)


def test_a_mailbox_is_enrolled_listed_ended_and_forgotten(doorstep: Run) -> None:
    assert "once a week at most" in doorstep("contacts", "wording").stdout
    done = doorstep(*ENROL, "--category", "cleaning", "--evidence", "mail of 2 November")
    assert done.exit_code == 0, done.stderr
    assert "Until it does, nothing else goes there" in done.stdout
    (told,) = doorstep("contacts", "list", "--json").lines
    assert (told["mailbox"], told["state"]) == (MAILBOX, "waits for its confirmation")
    assert (told["agreed_by"], told["evidence"]) == ("Lee Grant, buyer", "mail of 2 November")
    assert told["wording"] in doorstep("contacts", "wording").stdout
    assert doorstep("contacts", "end", MAILBOX).stdout.endswith("by_coordinator.\n")
    assert doorstep("contacts", "forget", MAILBOX).lines == [{"forgotten": told["id"]}]
    assert doorstep("contacts", "list").stdout == "No mailbox is enrolled.\n"


def test_what_cannot_be_enrolled_says_why(doorstep: Run) -> None:
    ran = doorstep(*ENROL, "--mailbox", "lee.grant@aston.example")
    assert ran.exit_code == 2
    assert "--personal" in ran.stderr
    assert not ran.has_stack_trace


def test_a_monday_is_previewed_sent_and_not_sent_again(doorstep: Run, tmp_path: Path) -> None:
    doorstep(*ENROL)
    storage = make_storage(Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"))
    asked = (step(IntroductionState.REQUESTED, NOW.replace(day=20)),)
    with storage.transaction() as work:
        (contact,) = work.buyer_contacts.all()
        work.buyer_contacts.save(contact.confirmed(NOW))
        work.opportunities.save(ProcessKey("p"), opportunity())
        work.suppliers.save_all([supplier("firm")])
        work.introductions.add(introduction(buyer="Aston University", history=asked))
    week = ("digest", "--week", "2026-W48", "--as-of", "2026-11-23T09:00+00:00")
    (shown,) = doorstep(*week, "--preview", "--pages", str(tmp_path / "pages")).lines
    assert (shown["to"], shown["goes"], shown["leads"][0]["firm"]) == (
        MAILBOX,
        True,
        "firm Limited",
    )
    assert "Lee Grant, buyer agreed" in shown["because"]
    assert len(list((tmp_path / "pages").iterdir())) == 2
    assert doorstep(*week).lines == [{"week": "2026-W48", "contacts": {"told": 1}}]
    assert doorstep(*week).lines == [{"week": "2026-W48", "contacts": {}}]
    with storage.transaction() as work:
        assert len([one for one in work.outbox.latest(9) if "put in touch" in one.subject]) == 1


def test_a_week_that_is_none_or_is_to_come_is_refused(doorstep: Run) -> None:
    wrong = doorstep("digest", "--week", "W99")
    assert (wrong.exit_code, "2026-W47" in wrong.stderr) == (2, True)
    early = doorstep("digest", "--week", "2026-W48", "--as-of", "2026-11-20")
    assert (early.exit_code, "not due yet" in early.stderr) == (2, True)
