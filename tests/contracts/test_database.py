"""What holds of the databases themselves: their errors, their shape, their likeness."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.bootstrap import MODELS
from bot.domain.after_winning import FollowUp, Side
from bot.domain.alert import Alert, AlertId, AlertRun, AlertText
from bot.domain.amendment import Amendment, AmendmentId
from bot.domain.buyer_contact import Ended as ContactEnded
from bot.domain.buyer_question import Published, Question, QuestionId
from bot.domain.change import Change, ChangeKind
from bot.domain.company import CompanyCheck
from bot.domain.company import Finding as OfRegister
from bot.domain.complaint import About as ComplainedOf
from bot.domain.complaint import Complaint, ComplaintForm, ComplaintId
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId, Criteria, NewTurn, Reply, Search
from bot.domain.digest import Digest, DigestId, DigestItem, DigestRun, Told, Week
from bot.domain.entry import Entry, EntryId
from bot.domain.entry import Invitation as Asked
from bot.domain.errors import (
    DoNotTryAgainError,
    DoorstepError,
    SettingsError,
    StorageUnavailableError,
)
from bot.domain.fact_check import FactCheck
from bot.domain.feed import FeedName, FeedPosition
from bot.domain.feedback import Feedback, Lesson, Owner, Seen, Verdict
from bot.domain.hand_over import HandOver, HandOverId, HandOverState
from bot.domain.held import Erasure, Holder, Whose
from bot.domain.inbound import InboundText
from bot.domain.index_row import IndexRow, MadeWith
from bot.domain.interview import Interview
from bot.domain.introduction import IntroductionId, Mark
from bot.domain.joined import Pair
from bot.domain.mail import MailParts
from bot.domain.notice import Finding, FindingKind, ProcessKey, Release
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.officer import BuyerName, Officer, OfficerId, Role, Session
from bot.domain.opportunity import Kind, OpportunityId
from bot.domain.outbox import ShownMessage
from bot.domain.outcome import Ended, Outcome
from bot.domain.person import Belonging, ContactPoint, Invitation, Joined, Membership, PersonId
from bot.domain.process_particulars import particulars_of
from bot.domain.profile_facts import FirmProfile
from bot.domain.proof import Proof, ProofId
from bot.domain.quote import FileId, Offer, Opening, Quote, QuoteFile, QuoteId
from bot.domain.reaching import Address, Means
from bot.domain.reminder import Reminder
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.rotation import Draw
from bot.domain.same_firm import FirmPair, PairState
from bot.domain.same_process import Evidence, Ground
from bot.domain.sending import Attempt
from bot.domain.spending import SpendingKind, SpendingRecord
from bot.domain.subscription import Subscription, SubscriptionId
from bot.domain.supplier import SupplierId
from bot.domain.supplier_rows import MadeRow
from bot.domain.telling import Reason
from bot.domain.trade import Trades
from bot.domain.won_work import Win, WinId
from bot.ports import (
    AlertRepository,
    AlertRunRepository,
    AttemptRepository,
    BuyerContactRepository,
    BuyerQuestionRepository,
    BuyerRepository,
    ChangeRepository,
    CompanyCheckRepository,
    ComplaintRepository,
    ConsentRepository,
    ContactRepository,
    ConversationRepository,
    DigestRepository,
    EntryRepository,
    ErasureRepository,
    FactCheckRepository,
    FeedbackRepository,
    FeedRepository,
    FirmPairRepository,
    FollowUpRepository,
    HandOverRepository,
    HeldRepository,
    InboundTextRepository,
    InterviewRepository,
    IntroductionRepository,
    JoinRepository,
    ListingRepository,
    MailPartsRepository,
    MailTroubleRepository,
    NotificationRepository,
    OfficerRepository,
    OpportunityRepository,
    OutboxRepository,
    PersonRepository,
    PostcodeRepository,
    ProfileRepository,
    ProofRepository,
    QualityRepository,
    QuoteRepository,
    ReleaseRepository,
    ReminderRepository,
    SealedQuoteRepository,
    SearchRepository,
    SessionRepository,
    ShowingRepository,
    SpendingRepository,
    StoryRepository,
    SubscriptionRepository,
    SupplierRepository,
    SupplierRowRepository,
    SuppressionRepository,
    VectorRepository,
    WinRepository,
    Work,
)
from bot.services.embed_opportunities import embed_opportunities
from bot.services.find_opportunities import FindOpportunities
from bot.services.opportunity_index import OpportunityIndex
from bot.services.suiting import Suiting
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.migrate import alembic_config, migrate, newest_revision
from connectors.text.fit_file import load_fit
from tests.contracts.conftest import Server
from tests.examples import (
    CATERING,
    CLEANING,
    HOME,
    NOW,
    WINDOWS,
    buyer_contact,
    in_days,
    opportunity,
    supplier,
)
from tests.fake_index import vocabulary_of
from tests.fakes import FakeBankHolidays, FakeClock, FakeEncoder, FakeGazetteer
from tests.introductions import PUT_FORWARD, STORY

TALK = ConversationId("talk")
ME = Holder(Whose.CONVERSATION, TALK)
CHANGE = Change(OpportunityId("one"), ChangeKind.CANCELLED, NOW, None, "now")
PAIR = Pair(ProcessKey("p"), ProcessKey("q"), Evidence(Ground.BY_HAND, {}), NOW)
FIRM = SupplierId("firm")
FOR_THE_UK = Reservation(ReservedArea.UK, None, NOW)
SAID = Feedback(OpportunityId("one"), Verdict.WON, NOW)
LESSON = Lesson(OpportunityId("one"), Verdict.WON, None, Seen(), "2026-11", "1")
ASKED = Consent(Purpose.LEARNING, Answer.ASKED, "May we?", "1", Channel.WEB_CHAT, NOW)
HANDED = HandOver(HandOverId("h"), TALK, NOW, "pay", "", (), HandOverState.WAITING, NOW)
WRONGED = Complaint(
    ComplaintId("C-22222222"),
    ComplaintForm(ComplainedOf.DATA, "", "ada@example.org", "No."),
    NOW,
    NOW.date(),
)
MADE = MadeWith("e", "1")
NUMBER = Address(Means.TEXT, "+447700900123")
OWNER = PersonId("owner")
PROOF = Proof(ProofId("proof"), TALK, NUMBER, "hash", NOW)
NOTIFICATION = Notification(NotificationId("n"), "k", NUMBER, About.CODE, "", Owner(TALK), NOW)
ATTEMPT = Attempt(NOTIFICATION.id, 1, NOW)
RELEASE = Release(ProcessKey("p"), None, NOW, "ocds", {}, "f")
WISH = Subscription(SubscriptionId("w"), OWNER, FIRM, Means.TEXT, NOW)
ALERT = Alert(AlertId("a"), WISH.id, OWNER, OpportunityId("one"), 0.9, NOW)
FOLLOW_UP = FollowUp(IntroductionId("i"), 30, Side.OWNER, NOW)
WIN = Win(WinId("w"), FIRM, OWNER, "firm Limited", "Eastside Council", "", None, NOW)
BUYER = BuyerName("Eastside Council")
OFFICER = Officer(OfficerId("ada"), "ada@example.org", Role.OFFICER, BUYER, NOW)
ENTRY = Entry(EntryId("e"), BUYER, Kind.QUICK_QUOTE, NOW, NOW)
REMINDER = Reminder(Owner(TALK), OpportunityId("one"), NOW, NOW)
CONTACT = buyer_contact()
WEEK = Week.read("2026-W48")
DIGEST = Digest(DigestId("d"), WEEK, CONTACT.id, NOW, NOW, NOW)

QUOTE = Quote(QuoteId("q"), OpportunityId("one"), Owner(TALK), NOW, NOW)
FILE = QuoteFile(FileId("f"), "price.pdf", "application/pdf", 1, "digest", checked=True)
QUESTION = Question(QuestionId("b"), OpportunityId("one"), Owner(TALK), "How big?", NOW)
PUBLISHED = Published(QUESTION.id, QUESTION.opportunity, "How big?", "Big.", NOW)
OUTCOME = Outcome(OpportunityId("one"), Ended.NOBODY, NOW, "o")


def _vector(work: Work) -> None:
    work.vectors.store(MADE, {opportunity().id: IndexRow("h", b"", b"", b"", b"", None)})


CALLS: dict[str, Callable[[Work], object]] = {
    "opportunities.get": lambda w: w.opportunities.get(OpportunityId("one")),
    "opportunities.get_many": lambda w: w.opportunities.get_many([OpportunityId("one")]),
    "listing.listed": lambda w: w.listing.listed([OpportunityId("one")]),
    "listing.namings_of_buyers": lambda w: w.listing.namings_of_buyers("council"),
    "listing.has_real": lambda w: w.listing.has_real(),
    "listing.posted_here": lambda w: w.listing.posted_here(["buyer_list"], (NOW, "one"), 1),
    "opportunities.not_over_at": lambda w: w.opportunities.not_over_at(NOW),
    "opportunities.save": lambda w: w.opportunities.save(ProcessKey("p"), opportunity()),
    "opportunities.revision": lambda w: w.opportunities.revision(),
    "opportunities.held_among": lambda w: w.opportunities.held_among([ProcessKey("p")]),
    "opportunities.count_real": lambda w: w.opportunities.count_real(),
    "opportunities.remove_samples": lambda w: w.opportunities.remove_samples(),
    "releases.add_new": lambda w: w.releases.add_new([RELEASE]),
    "opportunities.save_all": lambda w: w.opportunities.save_all({ProcessKey("p"): opportunity()}),
    "opportunities.of_processes": lambda w: w.opportunities.of_processes([ProcessKey("p")]),
    "opportunities.remove": lambda w: w.opportunities.remove([ProcessKey("p")]),
    "releases.held_among": lambda w: w.releases.held_among(["f"]),
    "releases.of_processes": lambda w: w.releases.of_processes([ProcessKey("p")]),
    "releases.replace_findings": lambda w: w.releases.replace_findings(
        {ProcessKey("p"): [Finding(FindingKind.NO_CPV)]}
    ),
    "changes.note": lambda w: w.changes.note([CHANGE], NOW),
    "changes.of": lambda w: w.changes.of(OpportunityId("one")),
    "changes.to_tell": lambda w: w.changes.to_tell(TALK),
    "releases.count_findings": lambda w: w.releases.count_findings([ProcessKey("p")]),
    "complaints.add": lambda w: w.complaints.add(WRONGED, "hash"),
    "complaints.get": lambda w: w.complaints.get(WRONGED.id),
    "complaints.opened_by": lambda w: w.complaints.opened_by("hash"),
    "complaints.all": lambda w: w.complaints.all(),
    "complaints.update": lambda w: w.complaints.update(WRONGED),
    "complaints.remove": lambda w: w.complaints.remove([WRONGED.id]),
    "profiles.owner_of": lambda w: w.profiles.owner_of(TALK),
    "profiles.of": lambda w: w.profiles.of(Owner(TALK)),
    "profiles.of_suppliers": lambda w: w.profiles.of_suppliers(None, 1),
    "profiles.before": lambda w: w.profiles.before(Owner(TALK)),
    "profiles.save": lambda w: w.profiles.save(Owner(TALK), FirmProfile(), None, NOW),
    "profiles.remove": lambda w: w.profiles.remove(Owner(TALK)),
    "suppliers.save_all": lambda w: w.suppliers.save_all([supplier()]),
    "suppliers.get_many": lambda w: w.suppliers.get_many([FIRM]),
    "suppliers.count": lambda w: w.suppliers.count(),
    "suppliers.agreed_between": lambda w: w.suppliers.agreed_between(NOW, NOW),
    "suppliers.remove": lambda w: w.suppliers.remove([FIRM]),
    "supplier_rows.lacking": lambda w: w.supplier_rows.lacking("made", 1),
    "supplier_rows.store": lambda w: w.supplier_rows.store("made", {FIRM: MadeRow(b"", b"", b"")}),
    "supplier_rows.change": lambda w: w.supplier_rows.change(),
    "supplier_rows.changed_since": lambda w: list(w.supplier_rows.changed_since(0, "made")),
    "supplier_rows.numbers": lambda w: w.supplier_rows.numbers("made"),
    "supplier_rows.ids_of": lambda w: w.supplier_rows.ids_of([1]),
    "showings.hold": lambda w: w.showings.hold(OpportunityId("one")),
    "showings.note": lambda w: w.showings.note(
        OpportunityId("one"), Draw((FIRM,), {FIRM: 1.0}), NOW
    ),
    "showings.turns_of": lambda w: w.showings.turns_of([FIRM]),
    "showings.key": lambda w: w.showings.key(),
    "showings.record": lambda w: w.showings.record(OpportunityId("one"), FOR_THE_UK, NOW),
    "showings.reservation_of": lambda w: w.showings.reservation_of(OpportunityId("one")),
    "quality.revision": lambda w: w.quality.revision(),
    "quality.report": lambda w: w.quality.report(),
    "quality.faulty_notices": lambda w: w.quality.faulty_notices("Eastside Council", 1),
    "vectors.lacking": lambda w: w.vectors.lacking(MADE, 1),
    "vectors.held": lambda w: w.vectors.held(MADE, [OpportunityId("one")]),
    "vectors.ready": lambda w: w.vectors.ready(MADE, NOW),
    "vectors.unready": lambda w: w.vectors.unready(MADE, NOW, 1),
    "vectors.changed_since": lambda w: w.vectors.changed_since("0"),
    "buyers.opportunities_of": lambda w: w.buyers.opportunities_of("Eastside Council"),
    "vectors.store": _vector,
    "conversations.start": lambda w: w.conversations.start(TALK, "hash", NOW),
    "conversations.get": lambda w: w.conversations.get(TALK),
    "conversations.begin_turn": lambda w: w.conversations.begin_turn(
        NewTurn("t", TALK, "hello", None, NOW), abandon_before=in_days(-1)
    ),
    "conversations.finish_turn": lambda w: w.conversations.finish_turn("t", [Reply("")], NOW),
    "conversations.fail_turn": lambda w: w.conversations.fail_turn("t"),
    "conversations.turn_of_client_id": lambda w: w.conversations.turn_of_client_id(TALK, "c"),
    "conversations.turns": lambda w: w.conversations.turns(TALK),
    "conversations.forget": lambda w: w.conversations.forget(TALK),
    "searches.latest": lambda w: w.searches.latest(TALK),
    "searches.save": lambda w: w.searches.save(Search(TALK, Criteria(), (), 0, NOW)),
    "searches.go_back": lambda w: w.searches.go_back(TALK, to_first=True),
    "searches.first_shown": lambda w: w.searches.first_shown(TALK),
    "joins.note": lambda w: w.joins.note([particulars_of(ProcessKey("p"), opportunity())]),
    "joins.particulars": lambda w: w.joins.particulars([ProcessKey("p")]),
    "joins.pairs_of": lambda w: w.joins.pairs_of([ProcessKey("p")]),
    "joins.all_pairs": lambda w: w.joins.all_pairs(),
    "joins.put": lambda w: w.joins.put([PAIR]),
    "joins.drop": lambda w: w.joins.drop([PAIR.keys]),
    "joins.groups_of": lambda w: w.joins.groups_of([ProcessKey("p")]),
    "joins.regroup": lambda w: w.joins.regroup([ProcessKey("p")], []),
    "joins.count_hidden": lambda w: w.joins.count_hidden([ProcessKey("p")]),
    "joins.lacking": lambda w: w.joins.lacking(1),
    "joins.forget": lambda w: w.joins.forget([ProcessKey("p")]),
    "joins.noted": lambda w: w.joins.noted(None, 1),
    "joins.key_of": lambda w: w.joins.key_of("p"),
    "searches.note_shown": lambda w: w.searches.note_shown(TALK, [OpportunityId("one")], NOW),
    "feedback.note": lambda w: w.feedback.note(Owner(TALK), SAID),
    "feedback.of": lambda w: w.feedback.of(Owner(TALK)),
    "feedback.of_each": lambda w: w.feedback.of_each([TALK]),
    "feedback.reports": lambda w: w.feedback.reports(),
    "feedback.keep": lambda w: w.feedback.keep([LESSON]),
    "feedback.lessons": lambda w: w.feedback.lessons(),
    "consents.note": lambda w: w.consents.note(Owner(TALK), ASKED),
    "consents.of": lambda w: w.consents.of(Owner(TALK), Purpose.LEARNING),
    "consents.of_each": lambda w: w.consents.of_each([Owner(person=OWNER)], Purpose.ALERTS),
    "consents.owners_agreeing": lambda w: w.consents.owners_agreeing(Purpose.LEARNING),
    "hand_overs.add": lambda w: w.hand_overs.add(HANDED),
    "hand_overs.get": lambda w: w.hand_overs.get(HANDED.id),
    "hand_overs.of": lambda w: w.hand_overs.of(TALK),
    "hand_overs.in_state": lambda w: w.hand_overs.in_state([HandOverState.WAITING]),
    "hand_overs.move": lambda w: w.hand_overs.move(HANDED.id, HandOverState.CLOSED, NOW),
    "interviews.of": lambda w: w.interviews.of(TALK),
    "interviews.put": lambda w: w.interviews.put(Interview(TALK, "page", NOW, NOW)),
    "interviews.remove": lambda w: w.interviews.remove(TALK, "page"),
    "notifications.put_all": lambda w: w.notifications.put_all([NOTIFICATION]),
    "notifications.get": lambda w: w.notifications.get(NOTIFICATION.id),
    "notifications.of_key": lambda w: w.notifications.of_key("k"),
    "notifications.of_keys": lambda w: w.notifications.of_keys(["k"]),
    "notifications.take": lambda w: w.notifications.take([NOTIFICATION.id], NOW),
    "notifications.settle": lambda w: w.notifications.settle(
        NOTIFICATION.id, State.SENT, NOW, words=""
    ),
    "notifications.of": lambda w: w.notifications.of(Owner(TALK)),
    "mail_parts.put": lambda w: w.mail_parts.put(NOTIFICATION.id, MailParts("<p>Hello</p>")),
    "mail_parts.of": lambda w: w.mail_parts.of(NOTIFICATION.id),
    "mail_troubles.note": lambda w: w.mail_troubles.note("h", About.CODE, NOW),
    "mail_troubles.stop": lambda w: w.mail_troubles.stop("h", About.CODE, NOW),
    "mail_troubles.is_stopped": lambda w: w.mail_troubles.is_stopped("h", About.CODE),
    "mail_troubles.arrived": lambda w: w.mail_troubles.arrived("h", About.CODE),
    "mail_troubles.lift": lambda w: w.mail_troubles.lift("h"),
    "attempts.begin": lambda w: w.attempts.begin([ATTEMPT]),
    "attempts.end": lambda w: w.attempts.end(ATTEMPT),
    "attempts.settle": lambda w: w.attempts.settle([(ATTEMPT, State.SENT)]),
    "attempts.note": lambda w: w.attempts.note(ATTEMPT),
    "attempts.last": lambda w: w.attempts.last(NOTIFICATION.id),
    "attempts.last_of": lambda w: w.attempts.last_of([NOTIFICATION.id]),
    "attempts.of_provider_id": lambda w: w.attempts.of_provider_id("SM1"),
    "attempts.not_ours_yet": lambda w: w.attempts.not_ours_yet(["SM1"]),
    "attempts.advance": lambda w: w.attempts.advance(NOTIFICATION.id, State.SENT, NOW),
    "attempts.overdue": lambda w: w.attempts.overdue(NOW, 1),
    "suppressions.add": lambda w: w.suppressions.add(Means.TEXT, "hash", NOW),
    "suppressions.lift": lambda w: w.suppressions.lift(Means.TEXT, "hash"),
    "suppressions.holds": lambda w: w.suppressions.holds(Means.TEXT, "hash"),
    "suppressions.among": lambda w: w.suppressions.among(Means.TEXT, ["hash"]),
    "inbound_texts.add": lambda w: w.inbound_texts.add(InboundText("i", NUMBER, "YES", NOW)),
    "inbound_texts.is_waiting": lambda w: w.inbound_texts.is_waiting("i"),
    "inbound_texts.waiting": lambda w: w.inbound_texts.waiting(1),
    "inbound_texts.note_answered": lambda w: w.inbound_texts.note_answered("i", NOW),
    "inbound_texts.of": lambda w: w.inbound_texts.of(NUMBER),
    "inbound_texts.latest": lambda w: w.inbound_texts.latest(1),
    "inbound_texts.thread": lambda w: w.inbound_texts.thread(NUMBER),
    "inbound_texts.number_of": lambda w: w.inbound_texts.number_of(TALK),
    "inbound_texts.begin_thread": lambda w: w.inbound_texts.begin_thread(NUMBER, TALK),
    "inbound_texts.forget": lambda w: w.inbound_texts.forget(NUMBER),
    "outbox.add": lambda w: w.outbox.add(ShownMessage("k", NUMBER, "", "Hello", NOW)),
    "outbox.latest": lambda w: w.outbox.latest(1),
    "outbox.forget": lambda w: w.outbox.forget(NUMBER),
    "proofs.begin": lambda w: w.proofs.begin(PROOF, "hash", "hash"),
    "proofs.of": lambda w: w.proofs.of(TALK),
    "proofs.open_to": lambda w: w.proofs.open_to(NUMBER, NOW),
    "proofs.count_try": lambda w: w.proofs.count_try(PROOF.id),
    "proofs.settle": lambda w: w.proofs.settle(PROOF.id, NOW),
    "proofs.sent": lambda w: w.proofs.sent("hash", "hash", NOW),
    "people.prove": lambda w: w.people.prove(NUMBER, NOW, OWNER),
    "people.add_point": lambda w: w.people.add_point(ContactPoint(OWNER, NUMBER, NOW)),
    "people.of_address": lambda w: w.people.of_address(NUMBER),
    "people.of_addresses": lambda w: w.people.of_addresses([NUMBER]),
    "people.points": lambda w: w.people.points(OWNER),
    "people.points_of_each": lambda w: w.people.points_of_each([OWNER]),
    "people.join": lambda w: w.people.join(Membership(OWNER, FIRM, Joined.FOUNDED, NOW)),
    "people.firms": lambda w: w.people.firms(OWNER),
    "people.members": lambda w: w.people.members(FIRM),
    "people.leave": lambda w: w.people.leave(OWNER, FIRM),
    "people.memberships": lambda w: w.people.memberships(),
    "people.belong": lambda w: w.people.belong(Belonging(TALK, OWNER, None, NOW)),
    "people.belonging": lambda w: w.people.belonging(TALK),
    "people.conversations": lambda w: w.people.conversations(OWNER),
    "people.conversations_of_each": lambda w: w.people.conversations_of_each([OWNER]),
    "people.forget": lambda w: w.people.forget(OWNER),
    "people.invite": lambda w: w.people.invite(Invitation("hash", FIRM, OWNER, NOW)),
    "people.take_invitation": lambda w: w.people.take_invitation("hash", NOW),
    "firm_pairs.note": lambda w: w.firm_pairs.note(
        FirmPair(FIRM, SupplierId("b"), frozenset(), PairState.JOINED, NOW)
    ),
    "firm_pairs.of": lambda w: w.firm_pairs.of(FIRM),
    "firm_pairs.all": lambda w: w.firm_pairs.all(),
    "held.whole": lambda w: w.held.whole(ME),
    "held.about": lambda w: w.held.about(frozenset({ME})),
    "held.count": lambda w: w.held.count(frozenset({ME})),
    "held.names": lambda w: w.held.names(frozenset({ME})),
    "held.buyers_shown": lambda w: w.held.buyers_shown(frozenset({ME})),
    "held.erase": lambda w: w.held.erase(frozenset({ME})),
    "held.holders": lambda w: list(w.held.holders(Whose.CONVERSATION)),
    "held.idle": lambda w: w.held.idle(Whose.CONVERSATION, NOW, 1),
    "held.older": lambda w: w.held.older("conversations", NOW),
    "held.drop_older": lambda w: w.held.drop_older("conversations", NOW),
    "contacts.ended": lambda w: w.contacts.ended(NOW),
    "contacts.drop_ended": lambda w: w.contacts.drop_ended(NOW, 1),
    "erasures.ask": lambda w: w.erasures.ask(ME, "1", NOW),
    "erasures.asked": lambda w: w.erasures.asked(),
    "erasures.asked_of": lambda w: w.erasures.asked_of(ME),
    "erasures.note": lambda w: w.erasures.note(Erasure("1", NOW, {})),
    "erasures.get": lambda w: w.erasures.get("1"),
    "erasures.listed": lambda w: w.erasures.listed(),
    "erasures.count_before": lambda w: w.erasures.count_before(NOW),
    "erasures.drop_before": lambda w: w.erasures.drop_before(NOW),
    "changes.noted_after": lambda w: w.changes.noted_after(0),
    "subscriptions.put": lambda w: w.subscriptions.put(WISH),
    "subscriptions.get_many": lambda w: w.subscriptions.get_many([WISH.id]),
    "subscriptions.of_person": lambda w: w.subscriptions.of_person(OWNER),
    "subscriptions.standing": lambda w: w.subscriptions.standing(NOW),
    "alerts.add_new": lambda w: w.alerts.add_new([ALERT]),
    "alerts.save": lambda w: w.alerts.save([ALERT]),
    "alerts.due": lambda w: w.alerts.due(NOW),
    "alerts.told": lambda w: w.alerts.told([OWNER]),
    "alerts.left": lambda w: w.alerts.left(WISH.id, [Reason.TOO_BIG], NOW),
    "alerts.of": lambda w: w.alerts.of(OpportunityId("one")),
    "alerts.put_texts": lambda w: w.alerts.put_texts(
        [AlertText("t", WISH.id, OWNER, "link", 1, NOW)]
    ),
    "alerts.of_link": lambda w: w.alerts.of_link("link"),
    "alerts.segments": lambda w: w.alerts.segments(NOW, NOW),
    "alerts.counted": lambda w: w.alerts.counted(NOW, NOW),
    "alerts.told_at": lambda w: w.alerts.told_at(NOW, NOW),
    "alert_runs.last": lambda w: w.alert_runs.last(),
    "alert_runs.put": lambda w: w.alert_runs.put(AlertRun(1, NOW, "1", 0, "seed")),
    "alert_runs.latest": lambda w: w.alert_runs.latest(1),
    "reminders.put": lambda w: w.reminders.put(REMINDER),
    "reminders.due": lambda w: w.reminders.due(NOW),
    "reminders.told": lambda w: w.reminders.told(REMINDER, NOW),
    "quotes.begin": lambda w: w.quotes.begin(QUOTE),
    "quotes.get": lambda w: w.quotes.get(QUOTE.id),
    "quotes.of": lambda w: w.quotes.of(Owner(TALK), QUOTE.opportunity),
    "quotes.all_of": lambda w: w.quotes.all_of(Owner(TALK)),
    "quotes.adopt": lambda w: w.quotes.adopt(QUOTE.id, Owner(supplier=FIRM)),
    "quotes.write": lambda w: w.quotes.write(QUOTE.id, Offer(), NOW),
    "quotes.send": lambda w: w.quotes.send(QUOTE.id, Offer(), NOW),
    "quotes.withdraw": lambda w: w.quotes.withdraw(QUOTE.id, NOW),
    "quotes.leave": lambda w: w.quotes.leave(QUOTE.id, NOW),
    "quotes.taken_back": lambda w: w.quotes.taken_back(QUOTE.opportunity),
    "quotes.steps": lambda w: w.quotes.steps(QUOTE.id),
    "quotes.add_file": lambda w: w.quotes.add_file(QUOTE.id, FILE, b"1", NOW),
    "quotes.file": lambda w: w.quotes.file(QUOTE.id, FILE.id),
    "quotes.drop_file": lambda w: w.quotes.drop_file(QUOTE.id, FILE.id),
    "quotes.answering": lambda w: w.quotes.answering(QUOTE.opportunity),
    "sealed_quotes.count": lambda w: w.sealed_quotes.count(QUOTE.opportunity),
    "sealed_quotes.open": lambda w: w.sealed_quotes.open(Opening(QUOTE.opportunity, NOW, "o", 0)),
    "sealed_quotes.opening": lambda w: w.sealed_quotes.opening(QUOTE.opportunity),
    "sealed_quotes.opened": lambda w: w.sealed_quotes.opened(QUOTE.opportunity),
    "sealed_quotes.opened_file": lambda w: w.sealed_quotes.opened_file(
        QUOTE.opportunity, QUOTE.id, FILE.id
    ),
    "sealed_quotes.note_outcome": lambda w: w.sealed_quotes.note_outcome(OUTCOME),
    "sealed_quotes.outcome": lambda w: w.sealed_quotes.outcome(QUOTE.opportunity),
    "buyer_questions.ask": lambda w: w.buyer_questions.ask(QUESTION),
    "buyer_questions.get": lambda w: w.buyer_questions.get(QUESTION.id),
    "buyer_questions.of": lambda w: w.buyer_questions.of(QUESTION.opportunity),
    "buyer_questions.of_owner": lambda w: w.buyer_questions.of_owner(Owner(TALK)),
    "buyer_questions.settle": lambda w: w.buyer_questions.settle(QUESTION),
    "buyer_questions.publish": lambda w: w.buyer_questions.publish(PUBLISHED),
    "buyer_questions.published": lambda w: w.buyer_questions.published([QUESTION.opportunity]),
    "buyer_contacts.add": lambda w: w.buyer_contacts.add(CONTACT),
    "buyer_contacts.save": lambda w: w.buyer_contacts.save(CONTACT),
    "buyer_contacts.get": lambda w: w.buyer_contacts.get(CONTACT.id),
    "buyer_contacts.of_buyer": lambda w: w.buyer_contacts.of_buyer(CONTACT.buyer),
    "buyer_contacts.of_address": lambda w: w.buyer_contacts.of_address(CONTACT.address),
    "buyer_contacts.all": lambda w: w.buyer_contacts.all(),
    "buyer_contacts.standing_after": lambda w: w.buyer_contacts.standing_after(None, 1),
    "buyer_contacts.end": lambda w: w.buyer_contacts.end([CONTACT.id], ContactEnded.BOUNCED, NOW),
    "buyer_contacts.count_ended_before": lambda w: w.buyer_contacts.count_ended_before(NOW),
    "buyer_contacts.drop_ended_before": lambda w: w.buyer_contacts.drop_ended_before(NOW),
    "buyer_contacts.remove": lambda w: w.buyer_contacts.remove([CONTACT.id]),
    "digests.begin": lambda w: w.digests.begin(DigestRun(WEEK, NOW)),
    "digests.finish": lambda w: w.digests.finish(WEEK, NOW, {}),
    "digests.run_of": lambda w: w.digests.run_of(WEEK),
    "digests.runs": lambda w: w.digests.runs(1),
    "digests.put": lambda w: w.digests.put(DIGEST, []),
    "digests.of_week": lambda w: w.digests.of_week(WEEK, CONTACT.id),
    "digests.last_of": lambda w: w.digests.last_of(CONTACT.id),
    "digests.not_told": lambda w: w.digests.not_told(CONTACT.id, [DigestItem(Told.LEAD, "x")]),
    "digests.items_of": lambda w: w.digests.items_of(DIGEST),
    "introductions.add": lambda w: w.introductions.add(PUT_FORWARD),
    "introductions.get": lambda w: w.introductions.get(PUT_FORWARD.id),
    "introductions.of_supplier": lambda w: w.introductions.of_supplier(FIRM),
    "introductions.of_buyer": lambda w: w.introductions.of_buyer("Eastside Council", []),
    "introductions.page": lambda w: w.introductions.page([], None, 1),
    "introductions.buyers": lambda w: w.introductions.buyers([]),
    "introductions.advance": lambda w: w.introductions.advance(PUT_FORWARD),
    "introductions.nudge": lambda w: w.introductions.nudge(PUT_FORWARD.id, NOW),
    "wins.note": lambda w: w.wins.note(WIN),
    "wins.get": lambda w: w.wins.get(WIN.id),
    "wins.of_supplier": lambda w: w.wins.of_supplier(FIRM),
    "wins.page": lambda w: w.wins.page(None, 1),
    "wins.remove": lambda w: w.wins.remove(WIN.id),
    "follow_ups.ask": lambda w: w.follow_ups.ask(FOLLOW_UP),
    "follow_ups.of": lambda w: w.follow_ups.of(FOLLOW_UP.introduction),
    "follow_ups.open_of": lambda w: w.follow_ups.open_of([FOLLOW_UP.introduction], Side.OWNER),
    "follow_ups.answer": lambda w: w.follow_ups.answer(FOLLOW_UP),
    "stories.put": lambda w: w.stories.put(STORY),
    "stories.of": lambda w: w.stories.of(FIRM),
    "stories.remove": lambda w: w.stories.remove(STORY.id),
    "fact_checks.put": lambda w: w.fact_checks.put(
        FactCheck(FIRM, "company_number", Mark.REGISTER, "01234567", "Companies House", NOW)
    ),
    "fact_checks.of": lambda w: w.fact_checks.of(FIRM),
    "fact_checks.remove": lambda w: w.fact_checks.remove(FIRM, "company_number"),
    "company_checks.put": lambda w: w.company_checks.put(
        CompanyCheck(FIRM, "01234567", "Spotless", OfRegister.SAME, "SPOTLESS LTD", "active", NOW)
    ),
    "company_checks.of": lambda w: w.company_checks.of(FIRM),
    "company_checks.remove": lambda w: w.company_checks.remove(FIRM),
    "officers.add": lambda w: w.officers.add(OFFICER),
    "officers.save": lambda w: w.officers.save(OFFICER),
    "officers.get": lambda w: w.officers.get(OFFICER.id),
    "officers.of_email": lambda w: w.officers.of_email(OFFICER.email),
    "officers.of_buyer": lambda w: w.officers.of_buyer(BUYER),
    "officers.all": lambda w: w.officers.all(),
    "officers.allow_domain": lambda w: w.officers.allow_domain("example.org", BUYER, NOW),
    "officers.refuse_domain": lambda w: w.officers.refuse_domain("example.org"),
    "officers.domains": lambda w: w.officers.domains(),
    "sessions.add_link": lambda w: w.sessions.add_link("hash", OFFICER.id, NOW),
    "sessions.link": lambda w: w.sessions.link("hash"),
    "sessions.use_link": lambda w: w.sessions.use_link("hash", NOW),
    "sessions.links_since": lambda w: w.sessions.links_since(OFFICER.id, NOW),
    "sessions.begin": lambda w: w.sessions.begin("hash", Session(OFFICER.id, NOW, NOW)),
    "sessions.get": lambda w: w.sessions.get("hash"),
    "sessions.see": lambda w: w.sessions.see("hash", NOW),
    "sessions.end": lambda w: w.sessions.end("hash", NOW),
    "sessions.end_all_of": lambda w: w.sessions.end_all_of(OFFICER.id, NOW),
    "entries.save": lambda w: w.entries.save(ENTRY),
    "entries.get": lambda w: w.entries.get(ENTRY.id),
    "entries.of_opportunity": lambda w: w.entries.of_opportunity(ENTRY.opportunity_id),
    "entries.of_buyer": lambda w: w.entries.of_buyer(BUYER),
    "entries.posted_since": lambda w: w.entries.posted_since(BUYER, NOW),
    "entries.remove": lambda w: w.entries.remove(ENTRY.id),
    "entries.invite": lambda w: w.entries.invite([Asked(ENTRY.id, FIRM, NOW, None)]),
    "entries.note_told": lambda w: w.entries.note_told(ENTRY.id, FIRM, [Means.TEXT]),
    "entries.see": lambda w: w.entries.see(ENTRY.id, FIRM, NOW),
    "entries.amend": lambda w: w.entries.amend(
        Amendment(AmendmentId("a"), ENTRY.id, NOW, (), "why", None)
    ),
    "entries.amendments": lambda w: w.entries.amendments([ENTRY.id]),
    "entries.invitations": lambda w: w.entries.invitations(ENTRY.id),
    "entries.invitations_of": lambda w: w.entries.invitations_of([FIRM]),
    "spending.records": lambda w: w.spending.records(),
    "spending.add": lambda w: w.spending.add(
        SpendingRecord("key", "Eastside Council", SpendingKind.PAYMENTS, ()), NOW
    ),
    "spending.remove": lambda w: w.spending.remove(["key"]),
    "buyers.bodies": lambda w: w.buyers.bodies(),
    "postcodes.get": lambda w: w.postcodes.get("B9 4AA"),
    "postcodes.keep": lambda w: w.postcodes.keep("B9 4AA", None, NOW),
    "postcodes.count_before": lambda w: w.postcodes.count_before(NOW),
    "postcodes.drop_before": lambda w: w.postcodes.drop_before(NOW),
    "feeds.position": lambda w: w.feeds.position(FeedName.FIND_A_TENDER),
    "feeds.advance": lambda w: w.feeds.advance(FeedPosition(FeedName.FIND_A_TENDER, NOW, number=1)),
}


PORTS = {
    "listing": ListingRepository,
    "opportunities": OpportunityRepository,
    "releases": ReleaseRepository,
    "changes": ChangeRepository,
    "joins": JoinRepository,
    "vectors": VectorRepository,
    "conversations": ConversationRepository,
    "searches": SearchRepository,
    "feeds": FeedRepository,
    "buyers": BuyerRepository,
    "postcodes": PostcodeRepository,
    "spending": SpendingRepository,
    "buyer_contacts": BuyerContactRepository,
    "digests": DigestRepository,
    "quality": QualityRepository,
    "feedback": FeedbackRepository,
    "consents": ConsentRepository,
    "hand_overs": HandOverRepository,
    "interviews": InterviewRepository,
    "profiles": ProfileRepository,
    "suppliers": SupplierRepository,
    "supplier_rows": SupplierRowRepository,
    "showings": ShowingRepository,
    "complaints": ComplaintRepository,
    "notifications": NotificationRepository,
    "mail_parts": MailPartsRepository,
    "mail_troubles": MailTroubleRepository,
    "attempts": AttemptRepository,
    "suppressions": SuppressionRepository,
    "inbound_texts": InboundTextRepository,
    "outbox": OutboxRepository,
    "proofs": ProofRepository,
    "people": PersonRepository,
    "firm_pairs": FirmPairRepository,
    "held": HeldRepository,
    "erasures": ErasureRepository,
    "contacts": ContactRepository,
    "subscriptions": SubscriptionRepository,
    "alerts": AlertRepository,
    "alert_runs": AlertRunRepository,
    "reminders": ReminderRepository,
    "quotes": QuoteRepository,
    "sealed_quotes": SealedQuoteRepository,
    "buyer_questions": BuyerQuestionRepository,
    "introductions": IntroductionRepository,
    "follow_ups": FollowUpRepository,
    "wins": WinRepository,
    "stories": StoryRepository,
    "fact_checks": FactCheckRepository,
    "company_checks": CompanyCheckRepository,
    "officers": OfficerRepository,
    "sessions": SessionRepository,
    "entries": EntryRepository,
}


def _write_and_lose_the_connection(work: Work, server: Server) -> None:
    work.conversations.start(TALK, "hash", NOW)
    server.end_connections()
    work.conversations.get(TALK)


@pytest.fixture
def sql(database_url: str) -> Iterator[SqlStorage]:
    """The storage on each sort of database."""
    storage = SqlStorage(database_url)
    yield storage
    storage.close()


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def without_tables(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlStorage]:
    """A database of each sort whose tables were dropped."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('bare') / 'bare.sqlite3'}"
    else:
        server: Server = request.getfixturevalue("postgresql")
        url = server.new_database("bare")
    storage = SqlStorage(url)
    yield storage
    storage.close()


class TestErrors:
    @pytest.mark.parametrize("name", CALLS)
    def test_a_missing_table_leaves_as_an_error_of_ours(
        self, without_tables: SqlStorage, name: str
    ) -> None:
        with pytest.raises(DoorstepError), without_tables.transaction() as work:
            CALLS[name](work)

    def test_every_call_of_the_port_is_tried_above(self) -> None:
        promised = {
            f"{part}.{name}"
            for part, port in PORTS.items()
            for name in vars(port)
            if not name.startswith("_")
        }
        assert promised == set(CALLS)

    def test_a_locked_database_says_try_again(self, sqlite_url: str) -> None:
        storage = SqlStorage(sqlite_url)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
        other.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(StorageUnavailableError), storage.transaction() as work:
                work.conversations.start(TALK, "hash", NOW)
            with storage.transaction() as work:
                assert work.conversations.get(TALK) is None, "readers need not wait"
        finally:
            other.close()
        with storage.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
        storage.close()

    def test_a_server_that_ends_the_connection_says_try_again(
        self, postgresql: Server, postgresql_url: str
    ) -> None:
        storage = SqlStorage(postgresql_url)
        with pytest.raises(StorageUnavailableError), storage.transaction() as work:
            _write_and_lose_the_connection(work, postgresql)
        with storage.transaction() as work:
            assert work.conversations.get(TALK) is None
        storage.close()

    @pytest.mark.parametrize(
        "url",
        [
            "sqlite:////nowhere/at/all/doorstep.sqlite3",
            "postgresql://nobody@127.0.0.1:1/doorstep?connect_timeout=2",
        ],
    )
    def test_a_database_that_is_not_there_says_try_again(self, url: str) -> None:
        storage = SqlStorage(url)
        with pytest.raises(StorageUnavailableError), storage.transaction() as work:
            work.opportunities.revision()
        storage.close()

    def test_what_the_database_refuses_is_not_tried_again(self, sql: SqlStorage) -> None:
        with sql.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
        with pytest.raises(DoNotTryAgainError), sql.transaction() as work:
            work.conversations.start(TALK, "another hash", NOW)

    def test_a_moment_without_a_zone_is_refused(self, sql: SqlStorage) -> None:
        with pytest.raises(DoNotTryAgainError), sql.transaction() as work:
            work.conversations.start(TALK, "hash", NOW.replace(tzinfo=None))

    def test_what_a_caller_raises_passes_through_as_it_is(self, sql: SqlStorage) -> None:
        with pytest.raises(LookupError), sql.transaction():
            raise LookupError

    def test_no_message_of_ours_tells_what_was_stored(self, sql: SqlStorage) -> None:
        with sql.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
        with pytest.raises(DoNotTryAgainError) as caught, sql.transaction() as work:
            work.conversations.start(TALK, "secret-hash", NOW)
        assert "secret-hash" not in str(caught.value)


class TestMigrations:
    def test_the_migrations_make_exactly_the_tables_of_the_code(self, database_url: str) -> None:
        command.check(alembic_config(database_url))

    def test_migrating_again_changes_nothing(self, database_url: str, sql: SqlStorage) -> None:
        with sql.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
        migrate(database_url)
        with sql.transaction() as work:
            assert work.conversations.get(TALK) is not None

    def test_the_newest_revision_is_the_one_that_the_chain_of_migrations_ends_with(self) -> None:
        scripts = ScriptDirectory.from_config(alembic_config("sqlite://"))
        assert scripts.get_current_head() == newest_revision()

    def test_a_database_that_is_behind_is_migrated(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'behind.sqlite3'}"
        migrate(url)
        command.downgrade(alembic_config(url), "-1")
        migrate(url)
        command.check(alembic_config(url))

    def test_what_migrates_is_not_loaded_for_a_database_that_is_up_to_date(
        self, sqlite_url: str
    ) -> None:
        asked = "import sys; from connectors.storage.migrate import migrate; migrate(sys.argv[1]); "
        told = [sys.executable, "-c", f"{asked} print('alembic' in sys.modules)", sqlite_url]
        assert subprocess.run(told, capture_output=True, check=True, text=True).stdout == "False\n"

    def test_the_migrations_can_be_taken_back(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'back.sqlite3'}"
        migrate(url)
        command.downgrade(alembic_config(url), "base")
        with make_engine(url).connect() as connection:
            left = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
            assert set(left.scalars()) <= {"alembic_version"}

    def test_the_folder_of_a_new_database_is_made(self, tmp_path: Path) -> None:
        migrate(f"sqlite:///{tmp_path / 'not' / 'yet' / 'there.sqlite3'}")
        assert (tmp_path / "not" / "yet" / "there.sqlite3").exists()

    @pytest.mark.parametrize(
        "url",
        [
            "not a url",
            "postgresql://nobody@127.0.0.1:1/doorstep",
            "oracle+nothing://x",
            "sqlite:////dev/null/x",
        ],
    )
    def test_a_database_that_cannot_be_migrated_is_a_fault_of_the_settings(self, url: str) -> None:
        with pytest.raises(SettingsError):
            migrate(url)


class TestLikeness:
    def test_a_search_gives_the_same_answer_on_every_database(
        self, sqlite_url: str, postgresql_url: str
    ) -> None:
        answers = []
        for url in (sqlite_url, postgresql_url):
            storage = SqlStorage(url)
            answers.append(_searched(storage))
            storage.close()
        assert answers[0] == answers[1]
        assert answers[0][0], "something must be found"


def _searched(storage: SqlStorage) -> tuple[list[tuple[str, float]], tuple[str, ...]]:
    """What a search of a few opportunities finds, and what it showed."""
    titles = ["Cleaning of offices", "Catering for a school", "Window cleaning", "Road works"]
    with storage.transaction() as work:
        for n, title in enumerate(titles):
            one = opportunity(str(n), title=title, deadline=in_days(9 + n), cpv=())
            work.opportunities.save(ProcessKey(str(n)), one)
    gazetteer = FakeGazetteer({}, ["West Midlands"], [])
    trades = Trades([CLEANING, WINDOWS, CATERING])
    known = vocabulary_of(trades, FakeEncoder())
    embed_opportunities(storage, known)
    suiting = Suiting(OpportunityIndex(storage, known, gazetteer), load_fit(MODELS / "fit.json"))
    find = FindOpportunities(
        storage, suiting, gazetteer, trades, FakeClock(NOW), HOME, FakeBankHolidays()
    )
    page = find.find(TALK, Criteria(words="cleaning", trades=("cleaning",)))
    with storage.transaction() as work:
        search = work.searches.latest(TALK)
    assert search is not None
    return [(m.opportunity.id, round(m.score, 6)) for m in page.matches], search.ranked
