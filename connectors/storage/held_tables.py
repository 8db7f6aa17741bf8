"""The register of all tables: which hold something of people, whose it is, how long it is kept.

Whoever adds a table declares it here; a test fails for one that is not. From these lines follow
the copy that an owner gets, what an erasure deletes, and what ends by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Column, Table

from bot.domain.held import Whose

# Every table stands in the metadata once its module is imported.
from connectors.storage import (
    alert_tables,  # noqa: F401
    amendment_tables,  # noqa: F401
    digest_tables,  # noqa: F401
    entry_tables,  # noqa: F401
    erasure_tables,  # noqa: F401
    feedback_tables,  # noqa: F401
    index_tables,  # noqa: F401
    interview_tables,  # noqa: F401
    introduction_tables,  # noqa: F401
    joining_tables,  # noqa: F401
    mail_tables,  # noqa: F401
    officer_tables,  # noqa: F401
    people_tables,  # noqa: F401
    profile_tables,  # noqa: F401
    quote_tables,  # noqa: F401
    reaching_tables,  # noqa: F401
    sending_tables,  # noqa: F401
    spending_tables,  # noqa: F401
    supplier_tables,  # noqa: F401
    win_tables,  # noqa: F401
)
from connectors.storage.tables import metadata


@dataclass(frozen=True, slots=True)
class Personal:
    """A table that holds something of people.

    called          the key of its plain name: `held.<called>` in content/phrases/held.yml
    kept            the rule of content/retention.yml that says how long
    aged_by         the column with the moment that a row's age counts from
    is_life         whether that moment shows that whoever it hangs on still uses Doorstep
    ends_alone      whether rows end by their own age under the rule, before what they hang on does
    named_elsewhere whether places beside the tables, as jobs, name rows by their `id`
    root            what a row is, where others hang on it by its `id`
    ties            whose a row is where no foreign key tells: ("column", "table.column") for each
                    column of somebody's rows that repeats in it; a key that cascades needs no line,
                    and one that does not (as to whoever did something) makes a row nobody's
    left_out        columns that no copy shows, and why; they are erased all the same
    """

    called: str
    kept: str
    aged_by: str | None = None
    is_life: bool = False
    ends_alone: bool = False
    named_elsewhere: bool = False
    root: Whose | None = None
    ties: tuple[tuple[str, str], ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """A table that holds nothing of people who use Doorstep, and why that is so."""

    because: str


_PUBLISHED = NotPersonal("what buyers published; contacts in it end by a rule of their own")
_WORKED_OUT = NotPersonal("worked out of what buyers published")
_STATE = NotPersonal("where the service is in its own work")
_A_CODE = "a hash of a code that opens something is not given away"
_NUMBERS = "numbers that stand for the words of the firm, which are shown"

HELD: dict[str, Personal | NotPersonal] = {
    # Conversations
    "conversations": Personal(
        "conversation",
        "conversations",
        aged_by="started_at",
        is_life=True,
        root=Whose.CONVERSATION,
        left_out={
            "token_hash": "what opens the conversation is not given away",
            "turn_id": "a lock that lasts as long as an answer takes",
            "turn_began_at": "a lock that lasts as long as an answer takes",
        },
    ),
    "turns": Personal("turns", "conversations", aged_by="at", is_life=True, ends_alone=True),
    "searches": Personal("searches", "conversations"),
    "earlier_searches": Personal("earlier_searches", "conversations"),
    "shown": Personal("shown", "conversations", aged_by="at", ends_alone=True),
    "feedback": Personal("feedback", "conversations", aged_by="at", is_life=True),
    "consents": Personal("consents", "conversations", aged_by="at", is_life=True),
    "erasure_requests": Personal("erasure_request", "conversations"),
    "interviews": Personal("questions", "conversations"),
    "hand_overs": Personal("hand_over", "conversations"),
    "proofs": Personal("proof", "conversations", left_out={"code_hash": _A_CODE}),
    "text_threads": Personal("text_thread", "conversations"),
    # People
    "people": Personal("person", "firms", aged_by="since", is_life=True, root=Whose.PERSON),
    "contact_points": Personal("contact_points", "firms", aged_by="proved_at", is_life=True),
    "belongings": Personal("belongings", "firms", aged_by="at", is_life=True),
    "memberships": Personal("memberships", "firms", aged_by="at", is_life=True),
    "invitations": Personal("invitations", "firms", left_out={"code_hash": _A_CODE}),
    "firm_pairs": Personal("firm_pairs", "firms"),
    # What they asked to be told, and what they were told
    "subscriptions": Personal("subscriptions", "firms", aged_by="began_at", is_life=True),
    "alerts": Personal("alerts", "texts_sent", aged_by="due_at", ends_alone=True),
    "alert_texts": Personal("alert_texts", "texts_sent", aged_by="at", ends_alone=True),
    "reminders": Personal("reminders", "texts_sent", aged_by="deadline", ends_alone=True),
    "alert_runs": NotPersonal("when news was looked for, and counts of people"),
    # What was sent to them, and what they sent
    "notifications": Personal(
        "messages", "texts_sent", aged_by="created_at", ends_alone=True, named_elsewhere=True
    ),
    "attempts": Personal("attempts", "texts_sent"),
    "mail_parts": Personal("mail_parts", "texts_sent"),
    "mail_attachments": Personal("mail_attachments", "texts_sent"),
    "outbox": Personal(
        "outbox",
        "texts_sent",
        aged_by="at",
        ends_alone=True,
        ties=(("key", "notifications.key"), ("address", "contact_points.address")),
        left_out={"source": "the mail as a computer sends it: its words and files are shown"},
    ),
    "inbound_texts": Personal(
        "inbound_texts",
        "texts_sent",
        aged_by="at",
        is_life=True,
        ends_alone=True,
        ties=(("sender", "contact_points.address"), ("sender", "text_threads.sender")),
    ),
    "suppressions": NotPersonal("keyed hashes: STOP must hold when all else is erased"),
    "mail_troubles": NotPersonal("keyed hashes: a mailbox that is gone gets no more mail"),
    "complaints": NotPersonal(
        "tied to nobody here, as whoever complains need not chat; its own page has the only key, "
        "and content/complaints.yml its time"
    ),
    "codes_sent": NotPersonal("keyed hashes, for a day: nobody is to be sent codes without end"),
    # Firms
    "suppliers": Personal(
        "firm",
        "firms",
        aged_by="registered_at",
        is_life=True,
        root=Whose.SUPPLIER,
        left_out={
            "text_hash": "a check sum of the text, which is shown",
            "changed": "a count of changes of all firms",
            "number": "a number that stands for the id in memory",
        },
    ),
    "profiles": Personal("profile", "firms", aged_by="changed_at", is_life=True),
    "supplier_rows": Personal(
        "firm_rows", "firms", left_out={"vector": _NUMBERS, "words": _NUMBERS, "trades": _NUMBERS}
    ),
    "showings": Personal("firm_showings", "firms"),
    "supplier_turns": Personal("firm_turns", "firms"),
    # Quotes, and questions to buyers
    "quotes": Personal("quotes", "quotes", aged_by="changed_at", is_life=True, ends_alone=True),
    "quote_steps": Personal("quote_steps", "quotes"),
    "quote_files": Personal(
        "quote_files",
        "quotes",
        left_out={"content": "the file itself: the page of the quote gives it back as it was"},
    ),
    "buyer_questions": Personal(
        "buyer_questions", "quotes", aged_by="asked_at", is_life=True, ends_alone=True
    ),
    "published_answers": NotPersonal("published by a buyer, without who asked"),
    "quote_openings": NotPersonal("an act of a buyer, by the id of an officer's account"),
    "outcomes": NotPersonal("an act of a buyer, as it must tell of a contract"),
    # What buyers' contacts are told
    "digest_items": Personal("digest_items", "firms"),
    "buyer_contacts": NotPersonal(
        "mailboxes of public bodies and who agreed there, tied to nobody who uses Doorstep; "
        "`doorstep contacts forget` deletes one"
    ),
    "digests": NotPersonal("which week's mail went to which mailbox"),
    "digest_runs": NotPersonal("when a week's mails were made, and counts"),
    # Who was put before whom, and what came of it
    "introductions": Personal(
        "introductions",
        "introductions",
        aged_by="requested_at",
        ends_alone=True,
        left_out={
            "same": "what keeps two of the same from being made, told by the other columns",
            "moves": "a count of the steps, which are told",
        },
    ),
    "introduction_steps": Personal("introduction_steps", "introductions"),
    "follow_ups": Personal("follow_ups", "introductions"),
    "wins": Personal("wins", "introductions", aged_by="won_at", ends_alone=True),
    "win_answers": Personal("win_answers", "introductions"),
    "stories": Personal("stories", "firms", aged_by="told_at", is_life=True),
    "fact_checks": Personal("fact_checks", "firms"),
    "company_checks": Personal("company_checks", "firms"),
    "entry_invitations": Personal("invited_to_answer", "firms"),
    # People who sign in for a buyer, or for whoever runs the service
    "officers": Personal("officer_account", "firms", aged_by="signed_in_at", is_life=True),
    "sign_in_links": Personal(
        "sign_in_links",
        "sign_ins",
        aged_by="made_at",
        ends_alone=True,
        left_out={"token_hash": _A_CODE},
    ),
    "officer_sessions": Personal(
        "sign_ins",
        "sign_ins",
        aged_by="seen_at",
        ends_alone=True,
        left_out={"token_hash": _A_CODE},
    ),
    "entry_authors": Personal("entries_written", "firms"),
    "amendment_authors": Personal("changes_made", "firms"),
    # What is left of those who were erased
    "lessons": NotPersonal("each by itself, with nothing that leads back to anybody"),
    "erasures": NotPersonal("a number, a moment and counts; hashes that only a backup matches"),
    # What buyers published, and what follows from it
    "buyers": _PUBLISHED,
    "buyer_namings": _PUBLISHED,
    "buyer_keys": _PUBLISHED,
    "opportunities": _PUBLISHED,
    "releases": _PUBLISHED,
    "changes": _PUBLISHED,
    "findings": _WORKED_OUT,
    "vectors": _WORKED_OUT,
    "opportunity_changes": _WORKED_OUT,
    "process_particulars": _WORKED_OUT,
    "process_blocks": _WORKED_OUT,
    "process_pairs": _WORKED_OUT,
    "process_groups": _WORKED_OUT,
    "buyer_domains": NotPersonal("the mail domains of buyers, which are public bodies"),
    "entry_amendments": NotPersonal("what a public body changed; who did goes with their account"),
    "entries": NotPersonal("what a public body wants; its author goes with their account"),
    "reservations": NotPersonal("a decision of a buyer, which is a public body"),
    "spending_records": NotPersonal("sums of what buyers paid, without who was paid"),
    "spending_lines": NotPersonal("sums of what buyers paid, without who was paid"),
    "postcodes": NotPersonal("where a postcode lies, tied to nobody who asked"),
    "feeds": _STATE,
    "revisions": _STATE,
    "rotation_keys": NotPersonal("the secret by which lots are drawn"),
}


def personal() -> dict[str, Personal]:
    """The tables that hold something of people, by name."""
    return {name: one for name, one in HELD.items() if isinstance(one, Personal)}


def root_table(whose: Whose) -> Table | None:
    """The table whose rows are these holders; None where this version has none."""
    named = (name for name, one in personal().items() if one.root is whose)
    return next((metadata.tables[name] for name in named), None)


def ties_of(table: Table) -> list[tuple[Column[object], Column[object]]]:
    """Each column by which a row is somebody's, with the column of theirs that it repeats."""
    known = personal()
    keys = [
        (key.parent, key.column)
        for key in table.foreign_keys
        if key.column.table.name in known and key.ondelete == "CASCADE"
    ]
    said = [(table.c[own], _column(others)) for own, others in known[table.name].ties]
    return sorted(keys + said, key=lambda tie: (tie[0].name, str(tie[1])))


def _column(named: str) -> Column[object]:
    table, column = named.split(".")
    return metadata.tables[table].c[column]
