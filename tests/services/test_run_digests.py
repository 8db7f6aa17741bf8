from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.buyer_contact import Ended, Frequency
from bot.domain.digest import Week
from bot.domain.errors import InvalidInputError, StorageUnavailableError
from bot.domain.introduction import By, IntroductionState, Mark, SharedFact, Why
from bot.domain.notification import State
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.supplier import Agreement, Supplier, SupplierId
from bot.ports import Work
from tests.examples import NOW, buyer_contact, in_days, opportunity, supplier
from tests.introductions import introduction
from tests.services.digests import COUNCIL, WEEK, Town, town_with_a_lead
from tests.services.reached import Reached

S = IntroductionState
A_WEEK = timedelta(days=7)
ESTATES = Address(Means.MAIL, "estates@eastside.example")
COVERED = (
    SharedFact("work", "Office cleaning from Bordesley Green, also near B9 4AA"),
    SharedFact("place", "Bordesley Green"),
    SharedFact("paper", "Public liability", Mark.DOCUMENT, NOW.date(), NOW.date() + A_WEEK),
)


def next_week(town: Town) -> None:
    town.clock.moment += A_WEEK


class TestTellingOnce:
    def test_the_weeks_leads_go_in_one_mail_and_are_then_sent(self) -> None:
        town = town_with_a_lead()
        assert town.digests.run() == {"told": 1}
        (mail,) = town.mails()
        assert "firm Limited" in mail.words
        assert mail.subject == "A firm asks to be put in touch with you"
        held = town.held()
        assert (held.state, held.contact) == (S.SENT, "contact")
        assert town.moved == [held], "its owner is told"
        assert held.answer_by == datetime(2026, 11, 30, 17, tzinfo=UTC)

    def test_a_run_again_sends_nothing_again(self) -> None:
        town = town_with_a_lead()
        town.digests.run()
        assert town.digests.run() == {}
        assert town.digests.run(WEEK) == {}
        assert len(town.mails()) == 1

    def test_nothing_to_say_is_no_mail_and_what_was_told_is_not_told_again(self) -> None:
        town = town_with_a_lead()
        town.digests.run()
        next_week(town)
        assert town.digests.run() == {"nothing": 1}
        assert len(town.mails()) == 1

    def test_what_happens_at_the_end_of_the_window_is_the_next_ones(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity())
        town.put_forward("just before", asked_at=WEEK.goes_at - timedelta(seconds=1))
        town.put_forward("just then", asked_at=WEEK.goes_at, supplier=SupplierId("other"))
        town.digests.run()
        assert (town.held("just before").state, town.held("just then").state) == (
            S.SENT,
            S.REQUESTED,
        )
        next_week(town)
        town.digests.run()
        assert town.held("just then").state is S.SENT

    def test_a_missed_week_is_found_and_made_up_by_one_mail(self) -> None:
        town = town_with_a_lead()
        town.digests.run()
        town.clock.moment += 3 * A_WEEK
        town.hold(opportunity("late", deadline=in_days(60)))
        town.put_forward("late", asked_at=WEEK.goes_at + A_WEEK, opportunity=opportunity("late").id)
        assert town.digests.run() == {"told": 1}
        assert len(town.mails()) == 2
        with town.storage.transaction() as work:
            done = [one.week.name for one in work.digests.runs(9) if one.finished_at]
        assert done == ["2026-W51", "2026-W50", "2026-W49", "2026-W48"]

    @pytest.mark.parametrize("after", range(1, 10))
    def test_a_run_that_is_cut_off_at_any_point_goes_on(self, after: int) -> None:
        reached = Reached()
        town = Town(reached=reached)
        town.hold(buyer_contact(), opportunity())
        town.put_forward()
        reached.storage.fails_at = after
        with suppress(StorageUnavailableError):
            town.digests.run()
        reached.storage.fails_at = None
        town.clock.pass_by(minutes=5)  # longer than a mail's fate is in doubt
        town.digests.run()
        (mail,) = town.mails()
        assert mail.state is State.SENT
        assert len(reached.mails.carried) == 1
        assert town.held().state is S.SENT

    def test_a_week_that_is_still_to_come_is_not_sent(self) -> None:
        town = town_with_a_lead()
        with pytest.raises(InvalidInputError, match="not due yet"):
            town.digests.run(Week.read("2026-W49"))

    def test_a_preview_stores_and_sends_nothing(self) -> None:
        town = town_with_a_lead()
        (shown,) = town.digests.preview(WEEK)
        assert (len(list(shown.contents.all_leads)), shown.why_not) == (1, None)
        assert town.mails() == []
        assert town.held().state is S.REQUESTED
        town.digests.run()
        (after,) = town.digests.preview(WEEK)
        assert after.why_not == "told"


class TestWhoGetsIt:
    @pytest.mark.parametrize(
        ("frequency", "weeks"),
        [(Frequency.WEEKLY, 4), (Frequency.FORTNIGHTLY, 2), (Frequency.MONTHLY, 1)],
    )
    def test_each_gets_it_as_often_as_it_said(self, frequency: Frequency, weeks: int) -> None:
        town = Town()
        town.hold(buyer_contact(frequency=frequency))
        told = 0
        for number in range(4):
            town.hold(opportunity(f"o{number}", deadline=in_days(90)))
            name = f"i{number}"
            asked = town.clock.now() - timedelta(days=2)
            about = opportunity(f"o{number}").id
            town.put_forward(name, asked_at=asked, opportunity=about)
            told += town.digests.run().get("told", 0)
            next_week(town)
        assert told == weeks

    def test_one_that_paused_did_not_confirm_or_ended_gets_none(self) -> None:
        for contact in (
            buyer_contact(frequency=Frequency.PAUSED),
            buyer_contact(confirmed_at=None),
            buyer_contact(ended=Ended.UNSUBSCRIBED, ended_at=NOW),
        ):
            town = Town()
            town.hold(contact, opportunity())
            town.put_forward()
            assert town.digests.run() in ({}, {"ended": 1})
            assert town.mails() == []
            assert town.held().state is S.REQUESTED

    def test_whoever_is_on_no_list_of_recipients_is_told_nothing_and_loses_nothing(self) -> None:
        town = Town(reached=Reached(recipients=Recipients()))
        town.hold(buyer_contact(), opportunity())
        town.put_forward()
        assert town.digests.run() == {"not_a_recipient": 1}
        assert town.held().state is S.REQUESTED

    def test_a_lead_goes_to_the_mailbox_that_deals_with_its_work(self) -> None:
        town = Town()
        cleaners = buyer_contact("cleaners", categories=("cleaning",))
        cooks = buyer_contact(
            "cooks",
            categories=("catering",),
            address=replace(cleaners.address, value="kitchens@eastside.example"),
        )
        town.hold(cleaners, cooks, opportunity())
        town.put_forward()
        assert town.digests.run() == {"told": 1, "nothing": 1}
        assert town.mails()[0].to == cleaners.address

    def test_a_lead_that_no_mailbox_deals_with_goes_to_all(self) -> None:
        town = Town()
        town.hold(buyer_contact(categories=("catering",)), opportunity())
        town.put_forward()
        assert town.digests.run() == {"told": 1}


class TestMeanwhile:
    def test_what_its_owner_took_back_is_not_told(self) -> None:
        town = town_with_a_lead()
        town.move("one", S.WITHDRAWN)
        assert town.digests.run() == {"nothing": 1}

    def test_what_its_owner_takes_back_while_the_digest_is_made_is_left_out(self) -> None:
        town = town_with_a_lead()
        town.hold(supplier("other"))
        town.put_forward("other", supplier=SupplierId("other"), firm="other Limited")
        told_of = town.gather.of

        def of(work: Work, *about: object) -> object:
            contents = told_of(work, *about)
            one = work.introductions.get(town.held_id)  # type: ignore[attr-defined]
            from bot.domain.introduction import moved
            from tests.introductions import step

            work.introductions.advance(moved(one, step(S.WITHDRAWN, NOW)))
            return contents

        town.held_id = town.held("other").id  # type: ignore[attr-defined]
        town.gather.of = of  # type: ignore[method-assign,assignment]
        assert town.digests.run() == {"told": 1}
        assert "other Limited" not in town.mails()[0].words
        assert town.held("other").state is S.WITHDRAWN

    def test_a_lead_whose_notice_closed_is_not_sent(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity(deadline=in_days(-1)))
        town.put_forward()
        assert town.digests.run() == {"nothing": 1}
        assert town.held().state is S.REQUESTED

    def test_a_mailbox_that_stopped_is_not_told(self) -> None:
        town = town_with_a_lead()
        with town.storage.transaction() as work:
            work.buyer_contacts.end([buyer_contact().id], Ended.UNSUBSCRIBED, NOW)
        assert town.digests.run() == {}


class TestAfterwards:
    def test_one_that_is_not_answered_in_the_promised_days_is_named_once_more(self) -> None:
        town = town_with_a_lead()
        town.hold(opportunity("one", deadline=in_days(90)))
        town.digests.run()
        next_week(town)
        assert town.digests.run() == {"nothing": 1}, "the promised days end that evening"
        next_week(town)
        assert town.digests.run() == {"told": 1}
        assert "Still waiting" in town.mails()[-1].words
        next_week(town)
        assert town.digests.run() == {"nothing": 1}

    def test_one_that_was_reminded_of_is_not_named_again(self) -> None:
        town = town_with_a_lead()
        town.hold(opportunity("one", deadline=in_days(90)))
        town.digests.run()
        next_week(town)
        next_week(town)
        with town.storage.transaction() as work:
            assert work.introductions.nudge(introduction().id, town.clock.now())
        assert town.digests.run() == {"nothing": 1}

    def test_the_list_is_the_one_reminder_and_no_other_follows(self) -> None:
        town = town_with_a_lead()
        town.hold(opportunity("one", deadline=in_days(90)))
        town.digests.run()
        next_week(town)
        next_week(town)
        town.digests.run()
        assert town.held().nudged_at == town.clock.now()

    def test_a_lead_that_came_back_goes_to_the_other_mailbox_that_had_it_too(self) -> None:
        town = town_with_a_lead()
        other = buyer_contact("other", address=ESTATES)
        town.hold(other, opportunity("one", deadline=in_days(90)))
        town.digests.run()
        town.move("one", S.REQUESTED, by=By.BUYER, who="contact", why=Why.WRONG_PERSON)
        next_week(town)
        assert town.digests.run() == {"nothing": 1, "told": 1}
        assert town.mails()[-1].to == ESTATES
        assert (town.held().state, town.held().contact) == (S.SENT, "other")

    def test_what_came_of_a_lead_is_told_unless_the_mailbox_said_it_itself(self) -> None:
        town = town_with_a_lead()
        town.digests.run()
        town.move("one", S.INVITED, by=By.BUYER, who="contact")
        next_week(town)
        assert town.digests.run() == {"nothing": 1}
        town.move("one", S.QUOTED)
        next_week(town)
        assert town.digests.run() == {"told": 1}
        assert "sent a quote" in town.mails()[-1].words

    def test_a_colleagues_answer_is_told(self) -> None:
        town = town_with_a_lead()
        town.digests.run()
        town.move("one", S.DECLINED, by=By.BUYER, who="colleague", why=Why.FILLED)
        next_week(town)
        town.digests.run()
        assert "declined by a colleague" in town.mails()[-1].words

    def test_what_came_of_a_lead_that_was_never_told_is_not_told(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity())
        town.put_forward()
        town.move("one", S.SENT)
        town.move("one", S.WITHDRAWN)
        assert town.digests.run() == {"nothing": 1}


def new_firm(name: str, **changes: Any) -> Supplier:
    agreed = Agreement(in_days(-3), "2026-11")
    facts = {"registered_at": in_days(-3), "shown_to_buyers": agreed}
    return supplier(name, **{**facts, **changes})


class TestNewFirms:
    def test_firms_of_its_categories_that_agreed_in_the_window_are_told(self) -> None:
        town = Town()
        town.hold(buyer_contact(categories=("cleaning",)))
        town.hold(
            new_firm("clean"),
            new_firm("cook", text="Catering for events."),
            new_firm("shy", shown_to_buyers=None),
            supplier("old"),
        )
        assert town.digests.run() == {"told": 1}
        words = town.mails()[0].words
        assert "clean Limited" in words
        for left_out in ("cook Limited", "shy Limited", "old Limited"):
            assert left_out not in words

    def test_without_categories_of_its_own_what_the_buyer_buys_counts(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity())
        town.hold(new_firm("clean"), new_firm("cook", text="Catering."))
        town.digests.run()
        assert "clean Limited" in town.mails()[0].words
        assert "cook Limited" not in town.mails()[0].words

    def test_their_order_is_drawn_and_neither_name_nor_place_has_a_part_in_it(self) -> None:
        town = Town()
        town.hold(buyer_contact(categories=("cleaning",)))
        names = [f"firm{number}" for number in range(9)]
        town.hold(*(new_firm(one) for one in names))
        (shown,) = town.digests.preview(WEEK)
        first = [one.id for one in shown.contents.suppliers]
        assert sorted(first) == names
        assert first != names
        town.hold(*(new_firm(one, postcode="SW1A 1AA") for one in names))
        (shown,) = town.digests.preview(WEEK)
        assert [one.id for one in shown.contents.suppliers] == first


PLACES = ("Bordesley Green", "B9 4AA", "B94AA")
NOT_BOUND = Buyer("Eastside Council", BuyerClass.CENTRAL, s17=False)


def told_words(town: Town) -> str:
    town.digests.run()
    (mail,) = town.mails()
    with town.storage.transaction() as work:
        parts = work.mail_parts.of(mail.id)
    assert parts
    files = "".join(one.content.decode() for one in parts.attachments)
    return f"{mail.subject}{mail.words}{parts.html}{files}"


class TestPlaces:
    @pytest.mark.parametrize("buyer_class", list(BuyerClass))
    @pytest.mark.parametrize("s17", [True, None])
    def test_a_buyer_that_is_bound_or_may_be_reads_no_firms_place(
        self, buyer_class: BuyerClass, s17: bool | None
    ) -> None:
        buyer = Buyer("Eastside Council", buyer_class, s17=s17)
        town = Town(buyer)
        town.hold(buyer_contact(), opportunity(buyer=buyer))
        town.put_forward(shared=COVERED)
        town.hold(new_firm("new", text="Cleaning in Bordesley Green, B9 4AA."))
        words = told_words(town)
        assert "firm Limited" in words
        assert "new Limited" in words
        for place in PLACES:
            assert place not in words

    @pytest.mark.parametrize("buyer_class", list(BuyerClass))
    def test_one_that_is_not_bound_reads_what_the_firm_shared(
        self, buyer_class: BuyerClass
    ) -> None:
        town = town_with_a_lead(replace(NOT_BOUND, buyer_class=buyer_class))
        town.put_forward("two", shared=COVERED, supplier=SupplierId("two"))
        assert "Bordesley Green" in told_words(town)

    def test_a_recorded_reservation_lets_places_be_read_for_that_need_alone(self) -> None:
        town = Town(COUNCIL)
        town.hold(buyer_contact(), opportunity(), opportunity("open"))
        town.put_forward(shared=COVERED)
        elsewhere = (SharedFact("place", "Alum Rock"),)
        town.put_forward("open", shared=elsewhere, opportunity=opportunity("open").id)
        decided = Reservation(ReservedArea.OWN_AREA, "Birmingham", NOW)
        with town.storage.transaction() as work:
            work.showings.record(opportunity().id, decided, NOW)
        words = told_words(town)
        assert "Bordesley Green" in words
        assert "Alum Rock" not in words


class TestWhatItSays:
    def test_stated_needs_are_told_with_what_meets_them_and_on_what_that_stands(self) -> None:
        town = Town()
        asks = "Bidders must hold public liability insurance."
        town.hold(buyer_contact(), opportunity(description=asks))
        town.put_forward(shared=COVERED)
        words = told_words(town)
        assert "document seen, 23 November 2026, valid to 30 November 2026" in words
        assert "You ask for" in words

    def test_insurance_that_ran_out_since_it_was_shared_is_said_to_have(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity())
        day = date(2026, 11, 2)
        town.put_forward(shared=tuple(replace(o, ends_on=day) if o.ends_on else o for o in COVERED))
        assert "but ran out on 2 November 2026" in told_words(town)

    def test_every_mail_says_why_it_came_and_how_to_stop_it(self) -> None:
        town = town_with_a_lead()
        town.digests.run()
        (mail,) = town.mails()
        with town.storage.transaction() as work:
            parts = work.mail_parts.of(mail.id)
        assert parts
        assert parts.unsubscribe.startswith("https://door.example/contacts/")
        assert parts.unsubscribe.endswith("/unsubscribe")
        assert "Priya Shah, head of procurement agreed to it" in mail.words
        assert "Eastside Hub" in mail.words

    def test_what_firms_write_is_no_page_and_no_formula(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity())
        evil = (SharedFact("work", "=cmd|'/c calc'!A1 <script>alert(1)</script>"),)
        town.put_forward(firm='=HYPERLINK("http://x") & <b>Sons</b>', shared=evil)
        town.digests.run()
        (mail,) = town.mails()
        with town.storage.transaction() as work:
            parts = work.mail_parts.of(mail.id)
        assert parts
        assert "<script" not in parts.html
        assert "<b>Sons" not in parts.html
        (file,) = parts.attachments
        assert "\"'=HYPERLINK" in file.content.decode()

    def test_a_long_one_has_fewer_whole_leads_and_is_shown_uncut(self) -> None:
        town = Town()
        town.hold(buyer_contact(), opportunity())
        for number in range(120):
            name = f"n{number}"
            town.put_forward(
                name,
                supplier=SupplierId(name),
                firm=f"Firm {number}",
                shared=tuple(SharedFact("work", "Cleaning of all sorts. " * 9) for _ in range(4)),
            )
        town.digests.run()
        (mail,) = town.mails()
        with town.storage.transaction() as work:
            parts = work.mail_parts.of(mail.id)
        assert parts
        assert len(parts.html.encode()) <= 100_000
        assert parts.attachments[0].content.decode().count("Firm ") == 120
        assert mail.subject == "120 firms ask to be put in touch with you"
