"""Signing in by an e-mailed link: used once, for a while, by an address of the buyer's domain."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import LinkEndedError
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.letter import Button, Link, Paragraph
from bot.domain.notification import About
from bot.domain.officer import SIGN_IN_LASTS, Officer, OfficerId, Session, is_within
from bot.domain.reaching import Address, Means, Unfit
from bot.ports import AddressReader, Clock, Phrases, Storage, Work
from bot.services.buyer_domains import BuyerDomains
from bot.services.notify import Message, Notify
from bot.services.write_mail import MailToWrite, WriteMail

_LINK, _SESSION, _FORM = "sign-in link", "officer session", "officer form"
MOST_LINKS = 5
"""Links that one address gets in LINKS_WINDOW."""

LINKS_WINDOW = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is stored no more often than that."""


class SignIn:
    """Who may come in, and who is in. Times are real, whatever day the rest is set to.

    Links and sessions are known by keyed hashes: whoever reads the database cannot sign in.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        storage: Storage,
        notify: Notify,
        mails: WriteMail,
        phrases: Phrases,
        hashes: KeyedHash,
        addresses: AddressReader,
        domains: BuyerDomains,
        clock: Clock,
        public_address: str,
    ) -> None:
        self._storage = storage
        self._notify = notify
        self._mails = mails
        self._phrases = phrases
        self._hashes = hashes
        self._addresses = addresses
        self._domains = domains
        self._clock = clock
        self._address = public_address

    def ask(self, written: str) -> None:
        """Sends a link to the address if it has an account; nobody is told whether it has.

        An address whose domain is no longer its buyer's gets none, nor one that got many.
        """
        address = self._addresses.read(written)
        if isinstance(address, Unfit):
            return
        with self._storage.transaction() as work:
            officer = work.officers.of_email(address.value)
            if officer is None or not self._may_come_in(work, officer):
                return
            since = self._clock.now() - LINKS_WINDOW
            if work.sessions.links_since(officer.id, since) >= MOST_LINKS:
                return
            link = self._new_link(work, officer.id)
        self._notify.send(self._mail(officer, link))

    def link_for(self, officer: OfficerId) -> str:
        """The address of a new link, for whoever runs the installation to pass on."""
        with self._storage.transaction() as work:
            return self._new_link(work, officer)

    def opens_for(self, token: str) -> Officer:
        """Whom the link signs in; looking changes nothing. LinkEndedError where it does no more."""
        with self._storage.transaction() as work:
            return self._officer_of(work, token)

    def use(self, token: str) -> str:
        """Signs in, and returns the new session's secret. LinkEndedError for a link used or old."""
        now, session = self._clock.now(), secrets.token_urlsafe(32)
        with self._storage.transaction() as work:
            officer = self._officer_of(work, token)
            if not work.sessions.use_link(self._hashes.of(_LINK, token), now):
                raise LinkEndedError("used")
            work.sessions.begin(self._hashes.of(_SESSION, session), Session(officer.id, now, now))
            work.officers.save(replace(officer, signed_in_at=now))
        return session

    def who(self, session: str) -> Officer | None:
        """Who is signed in with the secret; None where nobody is, or no longer."""
        key, now = self._hashes.of(_SESSION, session), self._clock.now()
        with self._storage.transaction() as work:
            held = work.sessions.get(key)
            if held is None or not held.is_open(now):
                return None
            officer = work.officers.get(held.officer)
            if officer is None or not officer.is_active:
                return None
            if now - held.seen_at >= SEEN_EVERY:
                work.sessions.see(key, now)
            return officer

    def sign_out(self, session: str) -> None:
        """Ends the session; again is no error."""
        with self._storage.transaction() as work:
            work.sessions.end(self._hashes.of(_SESSION, session), self._clock.now())

    def form_token(self, session: str) -> str:
        """What a form of the session must bring back, and no other site can know."""
        return self._hashes.of(_FORM, session)

    def _may_come_in(self, work: Work, officer: Officer) -> bool:
        if not officer.is_active:
            return False
        if officer.buyer is None:
            return True
        return is_within(officer.email, self._domains.of(work, officer.buyer))

    def _new_link(self, work: Work, officer: OfficerId) -> str:
        token = secrets.token_urlsafe(32)
        work.sessions.add_link(self._hashes.of(_LINK, token), officer, self._clock.now())
        return f"{self._address}/buying/sign-in/{token}"

    def _officer_of(self, work: Work, token: str) -> Officer:
        found = work.sessions.link(self._hashes.of(_LINK, token))
        if found is None or found[1] + SIGN_IN_LASTS <= self._clock.now():
            raise LinkEndedError("sign-in")
        officer = work.officers.get(found[0])
        if officer is None or not self._may_come_in(work, officer):
            raise LinkEndedError("account")
        return officer

    def _mail(self, officer: Officer, link: str) -> Message:
        say, minutes = self._phrases.say, int(SIGN_IN_LASTS.total_seconds() // 60)
        return self._mails.write(
            MailToWrite(
                key=f"sign-in:{uuid.uuid4()}",
                to=Address(Means.MAIL, officer.email),
                about=About.SIGN_IN,
                owner=Owner(person=officer.person),
                subject=say("mail.sign_in.subject"),
                heading=say("mail.sign_in.heading"),
                blocks=(
                    Paragraph(say("mail.sign_in.before")),
                    Button(Link(say("mail.sign_in.button"), link)),
                    Paragraph(say("mail.sign_in.after", minutes=minutes), is_quiet=True),
                ),
                why=say("mail.sign_in.why"),
            )
        )
