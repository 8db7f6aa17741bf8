"""`doorstep feedback`: what may be learnt from, and what is said to be wrong with notices."""

from __future__ import annotations

from pathlib import Path

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Owner, Seen, Verdict, Why
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from connectors.storage.database import SqlStorage
from tests.commands.conftest import Run
from tests.examples import NOW, opportunity

AGREES, REFUSES = ConversationId("agrees"), ConversationId("refuses")
SAID = Feedback(
    OpportunityId("one"), Verdict.NOT_FOR_ME, NOW, Why.TOO_FAR, "not with my van", Seen(miles=6.3)
)
CLOSED = Feedback(OpportunityId("two"), Verdict.REPORTED, NOW, Why.CLOSED)


def test_an_empty_database_has_nothing_to_learn_from(doorstep: Run) -> None:
    for arguments in (["feedback"], ["feedback", "--reports"]):
        ran = doorstep(*arguments)
        assert (ran.exit_code, ran.stdout) == (0, "")


def test_only_what_was_agreed_to_is_told_and_nothing_of_whose_it_is(
    doorstep: Run, tmp_path: Path
) -> None:
    doorstep("feedback")  # makes the database
    storage = SqlStorage(f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("one"), opportunity("one"))
        for one, answer in ((AGREES, Answer.YES), (REFUSES, Answer.NO)):
            work.conversations.start(one, "hash", NOW)
            work.feedback.note(Owner(one), SAID)
            work.feedback.note(Owner(one), CLOSED)
            step = Consent(Purpose.LEARNING, answer, "May we?", "v1", Channel.WEB_CHAT, NOW)
            work.consents.note(Owner(one), step)
    storage.close()
    ran = doorstep("feedback")
    first, second = ran.lines
    assert (first["opportunity"], first["verdict"], first["why"]) == (
        "one",
        "not_for_me",
        "too_far",
    )
    assert (first["miles"], first["month"], first["consent"]) == (6.0, "2026-11", "v1")
    assert (first["is_sample"], second["is_sample"]) == (False, None)
    assert not any(word in ran.stdout for word in ("agrees", "refuses", "van"))
    (report,) = doorstep("feedback", "--reports").lines
    assert (report["opportunity"], report["why"], report["times"]) == ("two", "closed", 2)
