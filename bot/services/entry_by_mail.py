"""A buyer writes a mail, gets the draft back, and posts it behind a link that only its mailbox has.

Who a mail says that it is from proves nothing: the draft goes to that officer's own address, is
seen by their buyer alone, and is posted by nobody but whoever signs in.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator

from bot.domain.entry import LONGEST_TITLE, LONGEST_WORDS, Door, Entry, EntryId
from bot.domain.entry_form import Fields
from bot.domain.feedback import Owner
from bot.domain.inbound_mail import ReceivedMail
from bot.domain.letter import Button, Card, Link, Paragraph
from bot.domain.money_words import read_sums
from bot.domain.notification import About
from bot.domain.officer import Officer
from bot.domain.reaching import Address, Means
from bot.domain.said_purchase import read_purchase
from bot.services.buying_desk import BuyingDesk
from bot.services.check_entry import CheckEntry
from bot.services.draft_entry import DraftEntry
from bot.services.notify import Notify
from bot.services.sign_in import SignIn
from bot.services.word_entry import WordEntry
from bot.services.write_mail import MailToWrite, WriteMail

BOX = "post"
_DRAFTS = uuid.UUID("6a1c2f0e-6d7e-4a55-9c1b-0f6f0d1f2a77")
"""Makes the id of a draft from that of its mail, so that the same mail is one draft."""

_FORWARDED = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
logger = logging.getLogger(__name__)


class EntryByMail:
    """The MailBox `post@`: mails of officers become drafts; all others are left alone."""

    name = BOX
    takes_automatic = False

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        desk: BuyingDesk,
        drafts: DraftEntry,
        check: CheckEntry,
        sign_in: SignIn,
        notify: Notify,
        mails: WriteMail,
        words: WordEntry,
    ) -> None:
        self._desk = desk
        self._drafts = drafts
        self._check = check
        self._sign_in = sign_in
        self._notify = notify
        self._mails = mails
        self._words = words

    def takes(self, mark: str) -> bool:
        """Mails to the plain address alone."""
        return not mark

    def receive(self, mail: ReceivedMail, mark: str) -> None:
        """Makes a draft of an officer's mail and sends it back; again it is the same draft.

        Nothing at all is answered to anybody else: nobody learns who has an account.
        """
        officer = self._officer(mail.sender)
        if officer is None or not self.takes(mark):
            logger.info("A mail to %s is of nobody who signs in for a buyer", BOX)
            return
        key, entry_id = f"draft:{uuid.uuid5(_DRAFTS, mail.id)}", self._id(mail)
        with self._desk.storage.transaction() as work:
            is_answered = work.notifications.of_key(key) is not None
            held = work.entries.get(entry_id)
        if is_answered:
            return
        entry = held or self._drafts.begin_as(officer, entry_id, fields_of(mail)).entry
        self._notify.send(self._mails.write(self._answer(key, officer, entry, mail)))

    def _officer(self, sender: Address | None) -> Officer | None:
        if sender is None:
            return None
        with self._desk.storage.transaction() as work:
            found = work.officers.of_email(sender.value)
        return found if found and found.is_active and found.buyer else None

    def _id(self, mail: ReceivedMail) -> EntryId:
        return EntryId(str(uuid.uuid5(_DRAFTS, f"entry {mail.id}")))

    def _answer(self, key: str, officer: Officer, entry: Entry, mail: ReceivedMail) -> MailToWrite:
        say = self._desk.phrases.say
        link = f"{self._sign_in.link_for(officer.id)}?to={entry.id}"
        return MailToWrite(
            key=key,
            to=Address(Means.MAIL, officer.email),
            about=About.BUYERS_ERRAND,
            owner=Owner(person=officer.person),
            subject=say("mail.draft.subject", title=entry.title),
            heading=say("mail.draft.heading"),
            blocks=(
                Paragraph(say("mail.draft.before")),
                Card(entry.title, (entry.wanted,), tuple(self._facts(entry))),
                *(Paragraph(words) for words in self._missing(entry)),
                Button(Link(say("mail.draft.button"), link)),
                Paragraph(say("mail.draft.after"), is_quiet=True),
            ),
            why=say("mail.draft.why"),
            answers=mail.answers,
        )

    def _facts(self, entry: Entry) -> Iterator[tuple[str, str]]:
        say = self._desk.phrases.say
        yield say("request.label.value"), self._words.value(entry.value)
        yield say("request.label.closes"), self._words.closes(entry)

    def _missing(self, entry: Entry) -> list[str]:
        """What the law or the form still asks, as on the draft's own page."""
        hurdles = self._check.check(entry).hurdles
        return [f"{said.words}." for _, said in hurdles]


def fields_of(mail: ReceivedMail) -> Fields:
    """The form's fields as the mail says them: its subject, its words, the largest sum, VAT.

    For invited firms until somebody says otherwise: what was not meant for all shows nowhere.
    """
    words = _SIGNATURE.sub("", mail.words.replace("\r\n", "\n")).strip()
    sums = [one.maximum or one.amount for one in read_sums(words)]
    most = max((one for one in sums if one), default=None)
    title = _FORWARDED.sub("", mail.subject).strip() or words.partition("\n")[0]
    return {
        "title": [title[:LONGEST_TITLE]],
        "wanted": [words[:LONGEST_WORDS]],
        "value": ["" if most is None else f"{most:f}"],
        "vat": [read_purchase(words).vat.value],
        "door": [Door.INVITE.value],
    }
