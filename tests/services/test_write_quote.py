"""A quote is kept as it is written, taken until the closing moment, and not a second longer."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.consent import Channel
from bot.domain.conversation import ConversationId
from bot.domain.entry import Door
from bot.domain.errors import NotFoundError, ScannerUnavailableError
from bot.domain.opportunity import OpportunityId
from bot.domain.quote import Did, QuoteFile, QuoteId, QuoteState, VatSaid
from bot.domain.quote_file import LARGEST, FileFault
from bot.services.write_quote import NotTaken, Sent, Writing
from tests.fake_scanner import EICAR, FakeScanner
from tests.services.quoting import AMINA, ENDS, ENTRY, JOB, OFFER, Quoting
from tests.services.reached import MOBILE, TALK

SECOND = timedelta(seconds=1)
PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF"
OTHER = "other"


@pytest.fixture
def made() -> Quoting:
    return Quoting()


class TestWriting:
    def test_each_part_is_kept_as_it_is_written(self, made: Quoting) -> None:
        held = made.begun()
        assert held.missing == ["price", "vat", "ask1", "ask2", "firm", "reach"]
        made.write.write(held.quote.id, lambda offer: replace(offer, price=Decimal(900)))
        again = made.begun()
        assert again.quote.id == held.quote.id
        assert again.quote.draft.price == Decimal(900)
        assert again.missing == ["vat", "ask1", "ask2", "firm", "reach"]

    def test_what_the_firm_told_before_is_filled_in(self, made: Quoting) -> None:
        made.firm("Bright Windows", MOBILE.value, "talk")
        draft = made.begun().quote.draft
        assert (draft.firm, draft.reach) == ("Bright Windows Limited", "07700 900123")

    def test_a_draft_goes_on_in_another_conversation_of_the_firm(self, made: Quoting) -> None:
        made.firm("firm", MOBILE.value, "talk")
        held = made.begun("talk")
        made.firm("firm", MOBILE.value, OTHER)
        assert made.begun(OTHER).quote.id == held.quote.id

    def test_what_was_begun_before_the_firm_was_known_becomes_the_firms(
        self, made: Quoting
    ) -> None:
        held = made.begun("talk")
        owner = made.firm("firm", MOBILE.value, "talk")
        again = made.begun("talk")
        assert (again.quote.id, again.quote.owner) == (held.quote.id, owner)

    def test_another_owner_has_another_quote(self, made: Quoting) -> None:
        assert made.begun("talk").quote.id != made.begun(OTHER).quote.id

    def test_what_was_not_posted_here_has_none(self, made: Quoting) -> None:
        elsewhere = OpportunityId("elsewhere")
        assert made.write.begin(TALK, elsewhere) is NotTaken.NOT_HERE

    def test_whoever_was_not_invited_finds_nothing(self) -> None:
        made = Quoting(replace(ENTRY, door=Door.INVITE))
        made.posted(replace(ENTRY, door=Door.INVITE), "firm")
        assert made.write.begin(TALK, ENTRY.opportunity_id) is NotTaken.NOT_HERE
        made.firm("firm", MOBILE.value, "talk")
        assert isinstance(made.write.begin(TALK, ENTRY.opportunity_id), Writing)


class TestSending:
    def test_it_is_taken_with_the_moment_at_which_it_came(self, made: Quoting) -> None:
        quote = made.sent()
        assert (quote.state, quote.version) == (QuoteState.SENT, 1)
        assert quote.received_at == made.clock.now()

    def test_what_is_missing_is_not_sent(self, made: Quoting) -> None:
        assert made.refused(made.begun().quote.id) is NotTaken.MISSING

    def test_the_same_again_is_the_same_quote(self, made: Quoting) -> None:
        quote = made.sent()
        made.clock.pass_by(hours=1)
        again = made.send.send(quote.id)
        assert isinstance(again, Sent)
        assert again.again
        assert again.quote == quote

    def test_the_last_one_counts_and_each_is_kept(self, made: Quoting) -> None:
        quote = made.sent()
        made.filled(quote.id, price=Decimal(1_100))
        assert made.write.get(quote.id).sent == OFFER
        made.send.send(quote.id)
        held = made.write.get(quote.id)
        assert held.sent == replace(OFFER, price=Decimal(1_100))
        assert [(one.did, one.version) for one in held.steps] == [(Did.SENT, 1), (Did.SENT, 2)]

    def test_the_last_moment_before_closing_is_in_time(self, made: Quoting) -> None:
        held = made.begun()
        made.filled(held.quote.id)
        made.at(ENDS - timedelta(microseconds=1))
        assert isinstance(made.send.send(held.quote.id), Sent)

    @pytest.mark.parametrize("late", [timedelta(0), SECOND])
    def test_the_closing_moment_and_a_second_past_are_too_late(
        self, made: Quoting, late: timedelta
    ) -> None:
        held = made.begun()
        made.filled(held.quote.id)
        made.at(ENDS + late)
        assert made.refused(held.quote.id) is NotTaken.CLOSED
        assert made.open.received(AMINA, JOB).count == 0

    def test_after_closing_nothing_is_changed_or_taken_back(self, made: Quoting) -> None:
        quote = made.sent()
        made.at(ENDS)
        assert made.filled(quote.id, price=Decimal(1)).quote.draft.price == OFFER.price
        assert made.send.withdraw(quote.id) is NotTaken.CLOSED
        assert made.write.get(quote.id).quote.counts

    def test_one_taken_back_does_not_count(self, made: Quoting) -> None:
        quote = made.sent()
        held = made.send.withdraw(quote.id)
        assert isinstance(held, Writing)
        assert held.quote.state is QuoteState.WITHDRAWN
        assert held.sent is None
        assert made.open.received(AMINA, JOB).count == 0
        assert isinstance(made.send.send(quote.id), Sent)

    def test_what_the_buyer_called_off_takes_none(self, made: Quoting) -> None:
        held = made.begun()
        made.filled(held.quote.id)
        made.posted(replace(ENTRY, withdrawn_at=made.clock.now()))
        assert made.refused(held.quote.id) is NotTaken.WITHDRAWN

    def test_a_price_whose_vat_is_unknown_is_taken_as_that(self, made: Quoting) -> None:
        quote = made.sent(vat=VatSaid.UNKNOWN)
        assert quote.draft.with_vat == (Decimal(1_200), Decimal("1440.00"))

    def test_nobody_sends_what_is_not_there(self, made: Quoting) -> None:
        with pytest.raises(NotFoundError):
            made.send.send(QuoteId("none"))


class TestTheReceipt:
    def test_it_tells_the_second_and_until_when_it_is_sealed(self, made: Quoting) -> None:
        quote = made.sent()
        told = made.tell.receipt(Sent(quote, made.begun().competition))
        assert "Received: 23 November 2026, 09:00:00" in told
        assert "Sealed until: 3 December 2026, 09:00:00" in told
        assert "£1,200.00" in told

    def test_it_goes_by_text_to_whoever_agreed_and_names_no_price(self, made: Quoting) -> None:
        owner = made.firm("firm", MOBILE.value, "talk")
        assert made.news.may_ask(owner) == MOBILE
        made.news.answer(owner, MOBILE, Channel.PAGE, agrees=True)
        assert made.news.may_ask(owner) is None
        made.sent()
        assert "your quote for Clean 12 windows" in made.texts.last
        assert "sealed until 3 December 2026, 09:00:00" in made.texts.last
        assert "1,200" not in made.texts.last

    def test_without_a_yes_nothing_goes(self, made: Quoting) -> None:
        owner = made.firm("firm", MOBILE.value, "talk")
        made.news.answer(owner, MOBILE, Channel.PAGE, agrees=False)
        made.sent()
        assert made.texts.carried == []


class TestFiles:
    def test_a_file_goes_with_the_quote_under_a_harmless_name(self, made: Quoting) -> None:
        quote = made.begun().quote.id
        file = made.write.add_file(quote, "../../etc/Quote\u202efdp.exe.pdf", PDF)
        assert isinstance(file, QuoteFile)
        assert (file.name, file.media_type) == ("Quotefdp.exe.pdf", "application/pdf")
        assert made.write.file(quote, file.id) == (file, PDF)
        assert not file.checked

    @pytest.mark.parametrize(
        ("name", "content", "fault"),
        [
            ("empty.pdf", b"", FileFault.EMPTY),
            ("huge.pdf", LARGEST, FileFault.TOO_LARGE),
            ("program.pdf", b"MZ\x90\x00" + b"0" * 80, FileFault.SORT),
            ("page.html", b"<html><script>alert(1)</script></html>", FileFault.SORT),
            ("words.pdf", b"only words", FileFault.SORT),
            ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileFault.SORT),
            ("bytes.txt", b"\xff\xfe\x00", FileFault.SORT),
        ],
    )
    def test_what_is_not_taken_says_why(
        self, made: Quoting, name: str, content: bytes | int, fault: FileFault
    ) -> None:
        sent = PDF + b" " * content if isinstance(content, int) else content
        assert made.write.add_file(made.begun().quote.id, name, sent) is fault

    def test_a_word_file_is_taken_and_one_with_macros_is_not(self, made: Quoting) -> None:
        quote = made.begun().quote.id
        assert isinstance(made.write.add_file(quote, "a.docx", office()), QuoteFile)
        with_macros = office("word/vbaProject.bin")
        assert made.write.add_file(quote, "a.docx", with_macros) is FileFault.SORT

    def test_four_are_the_most(self, made: Quoting) -> None:
        quote = made.begun().quote.id
        for n in range(4):
            assert isinstance(made.write.add_file(quote, f"{n}.pdf", PDF), QuoteFile)
        assert made.write.add_file(quote, "5.pdf", PDF) is FileFault.TOO_MANY

    def test_a_file_with_a_virus_is_not_kept(self) -> None:
        made = Quoting(scanner=FakeScanner())
        held = made.begun().quote
        assert made.write.add_file(held.id, "note.txt", EICAR) is FileFault.VIRUS
        clean = made.write.add_file(held.id, "note.txt", b"hello")
        assert isinstance(clean, QuoteFile)
        assert clean.checked

    def test_where_the_scanner_is_away_nothing_is_kept(self) -> None:
        made = Quoting(scanner=FakeScanner(is_away=True))
        held = made.begun().quote
        with pytest.raises(ScannerUnavailableError):
            made.write.add_file(held.id, "note.txt", b"hello")
        assert made.begun().quote.draft.files == ()

    def test_one_taken_out_is_gone_unless_it_was_sent(self, made: Quoting) -> None:
        quote = made.begun().quote.id
        first = made.write.add_file(quote, "one.pdf", PDF)
        assert isinstance(first, QuoteFile)
        made.sent()
        made.write.drop_file(quote, first.id)
        assert made.write.get(quote).quote.draft.files == ()
        assert made.write.file(quote, first.id)
        second = made.write.add_file(quote, "two.pdf", PDF)
        assert isinstance(second, QuoteFile)
        made.write.drop_file(quote, second.id)
        with pytest.raises(NotFoundError):
            made.write.file(quote, second.id)


def office(*parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part in ("[Content_Types].xml", "word/document.xml", *parts):
            archive.writestr(part, "<x/>")
    return written.getvalue()


def test_a_conversation_without_a_firm_can_answer_too(made: Quoting) -> None:
    assert made.sent(OTHER).owner.conversation == ConversationId(OTHER)
