"""The pages for buyers: signing in, a post by each door, what the law stops, and what firms see."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from aiohttp import ClientResponse
from sqlalchemy import Engine, event

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.person import Joined, Membership, PersonId
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.services.prepare_suppliers import prepare_suppliers
from tests.buying_site import (
    ANONYMOUS,
    READY,
    BuyingSite,
    drafted,
    form_token,
    open_site,
    posted,
    send,
    sign_in,
)
from tests.examples import NOW, supplier

TAGS = re.compile(r"<[^>]+>")
NASTY = '<script>alert(1)</script> & "=HYPERLINK(1)"'
YES = Consent(
    *(Purpose.ALERTS, Answer.YES, "May we text you?", "1", Channel.TEXT, NOW),
    means=Means.TEXT,
)
FEW = 12
"""Statements that a page may ask the database; each more for each row would be many more."""


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[BuyingSite]:
    opened = await open_site(tmp_path)
    yield opened
    await opened.close()


async def text_of(answer: ClientResponse) -> str:
    return unescape(" ".join(TAGS.sub(" ", await answer.text()).split()))


def id_of(path: str) -> OpportunityId:
    return OpportunityId(path.rpartition("/")[2])


class TestSigningIn:
    async def test_the_answer_is_the_same_whether_an_address_is_known(
        self, site: BuyingSite
    ) -> None:
        site.link_for("officer")
        visitor = await site.visitor(ANONYMOUS)
        said = []
        for email in ("ada@birmingham.gov.uk", "nobody@birmingham.gov.uk", "x@elsewhere.example"):
            answer = await send(visitor, "/buying/sign-in", {"email": email})
            said.append((answer.status, await text_of(answer)))
        assert len(set(said)) == 1
        await site.close()
        sent = site.services.reaching.outbox.latest()
        assert [mail.to.value for mail in sent.mails] == ["ada@birmingham.gov.uk"]

    async def test_opening_a_link_signs_nobody_in_and_its_button_does_once(
        self, site: BuyingSite
    ) -> None:
        path, visitor = site.link_for("officer"), await site.visitor(ANONYMOUS)
        shown = await visitor.get(path)
        assert "ada@birmingham.gov.uk" in await text_of(shown)
        assert "Set-Cookie" not in shown.headers
        came = await sign_in(visitor, path)
        assert (came.status, came.headers["Location"]) == (303, "/buying")
        assert (await visitor.get("/buying/posts")).status == 200
        assert (await visitor.get(path)).status == 410
        token = await form_token(visitor, "/buying/sign-in")
        again = await visitor.post(path, data={"form_token": token}, allow_redirects=False)
        assert again.status == 410

    async def test_the_cookie_is_for_this_service_alone(self, tmp_path: Path) -> None:
        for url, marks in (("", ()), ("https://doorstep.example", ("Secure", "__Host-"))):
            folder = tmp_path / (marks[0] if marks else "plain")
            folder.mkdir()
            opened = await open_site(folder, public_url=url)
            came = await sign_in(await opened.visitor(ANONYMOUS), opened.link_for("officer"))
            cookie = came.headers["Set-Cookie"]
            for mark in ("HttpOnly", "SameSite=Lax", "Path=/", *marks):
                assert mark in cookie
            assert ("Secure" in cookie) is bool(marks)
            await opened.close()

    async def test_signing_out_ends_it_here_and_in_the_browser(self, site: BuyingSite) -> None:
        visitor = await site.visitor("officer")
        out = await send(visitor, "/buying/sign-out", {}, "/buying/posts")
        assert out.status == 303
        answer = await visitor.get("/buying/posts", allow_redirects=False)
        assert answer.headers["Location"] == "/buying/sign-in"

    async def test_no_page_of_theirs_is_kept_on_the_way(self, site: BuyingSite) -> None:
        answer = await (await site.visitor("officer")).get("/buying/posts")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


class TestPosting:
    async def test_what_is_for_invited_firms_shows_nowhere(self, site: BuyingSite) -> None:
        path = await posted(await site.visitor("officer"), door="invite")
        anybody = await site.visitor(ANONYMOUS)
        assert (await anybody.get(f"/opportunities/{id_of(path)}")).status == 404
        with site.services.storage.transaction() as work:
            assert work.opportunities.get(id_of(path)) is None
            assert work.opportunities.not_over_at(site.services.clock.now()) == []
            assert work.opportunities.count_real() == 0

    async def test_what_is_advertised_is_found_and_has_its_page(self, site: BuyingSite) -> None:
        path = await posted(await site.visitor("officer"), door="advertise")
        page = await text_of(
            await (await site.visitor(ANONYMOUS)).get(f"/opportunities/{id_of(path)}")
        )
        assert "Window cleaning at two libraries" in page
        assert "Posted on Doorstep by the buyer itself." in page
        assert "ada@" not in page
        made = site.services.vocabulary.made_with
        with site.services.storage.transaction() as work:
            ready = work.vectors.held(made, [id_of(path)])
        assert id_of(path) in ready, "it is read as alerts and searches need it"

    async def test_at_the_floor_it_is_refused_until_there_is_a_notice(
        self, site: BuyingSite
    ) -> None:
        officer = await site.visitor("officer")
        path = await drafted(officer, door="advertise", value="30000")
        refused = await send(officer, f"{path}/post", READY, path)
        said = await text_of(refused)
        assert refused.status == 422
        assert "publish a below-threshold tender notice on Find a Tender first" in said
        assert "section 87" in said
        wrong = await send(officer, f"{path}/post", {**READY, "notice_number": "no"}, path)
        assert wrong.status == 422
        right = await send(officer, f"{path}/post", {"notice_number": "007747-2026"}, path)
        assert right.status == 303
        assert "Open" in await text_of(await officer.get(path))

    async def test_posting_again_changes_nothing(self, site: BuyingSite) -> None:
        officer = await site.visitor("officer")
        path = await drafted(officer)
        token = await form_token(officer, path)
        for _ in range(2):
            data = {"form_token": token, **READY}
            answer = await officer.post(f"{path}/post", data=data, allow_redirects=False)
            assert answer.status == 303
        assert len(re.findall("Open", await text_of(await officer.get("/buying/posts")))) == 1

    async def test_a_day_that_is_over_is_told_and_nothing_is_posted(self, site: BuyingSite) -> None:
        officer = await site.visitor("officer")
        path = await drafted(officer, **{"deadline-year": "2025"})
        refused = await send(officer, f"{path}/post", READY, path)
        assert refused.status == 422
        assert "Choose a closing day that is still to come" in await text_of(refused)

    async def test_a_reservation_that_the_law_does_not_allow_is_refused(
        self, site: BuyingSite
    ) -> None:
        for who, area, status in (
            ("officer", "own_area|Birmingham", 303),
            ("officer", "own_area|Saltley", 422),
            ("officer of another", "county|West Midlands", 303),
            ("officer of another", "own_area|Birmingham", 422),
        ):
            visitor = await site.visitor(who)
            path = await drafted(visitor)
            answer = await send(visitor, f"{path}/post", {**READY, "reserve": area}, path)
            assert answer.status == status, (who, area)
            with site.services.storage.transaction() as work:
                recorded = work.showings.reservation_of(id_of(path))
            assert (recorded is not None) is (status == 303)

    async def test_what_is_typed_is_shown_as_words(self, site: BuyingSite) -> None:
        officer = await site.visitor("officer")
        path = await posted(officer, title=NASTY, wanted=NASTY, door="advertise")
        anybody = await site.visitor(ANONYMOUS)
        for page in (
            await officer.get(path),
            await officer.get("/buying/posts"),
            await anybody.get(f"/opportunities/{id_of(path)}"),
        ):
            html = await page.text()
            assert "<script>alert" not in html
            assert "&lt;script&gt;alert" in html

    async def test_the_rules_are_said_while_it_is_typed_and_nothing_is_stored(
        self, site: BuyingSite
    ) -> None:
        officer = await site.visitor("officer")
        fields = {"title": "Roof repair", "value": "31000", "vat": "included", "door": "advertise"}
        said = await text_of(await send(officer, "/buying/rules", fields, "/buying/new"))
        assert "this comes to £31,000" in said
        assert "We file it under" in said
        assert "Nothing is posted yet." in await text_of(await officer.get("/buying/posts"))

    async def test_it_is_taken_along_in_word_and_as_a_pdf_of_one_page(
        self, site: BuyingSite
    ) -> None:
        officer = await site.visitor("officer")
        path = await posted(officer)
        word = ZipFile(io.BytesIO(await (await officer.get(f"{path}/request.docx")).read()))
        said = word.read("word/document.xml").decode()
        assert "Window cleaning at two libraries" in said
        assert "within 30 days" in said
        pdf = await (await officer.get(f"{path}/request.pdf")).read()
        assert pdf.startswith(b"%PDF")
        assert pdf.count(b"/Type /Page\n") == 1

    async def test_what_is_withdrawn_can_be_answered_no_more(self, site: BuyingSite) -> None:
        officer = await site.visitor("officer")
        path = await posted(officer, door="advertise")
        assert (await send(officer, f"{path}/withdraw", {}, path)).status == 303
        assert "Withdrawn" in await text_of(await officer.get(path))
        with site.services.storage.transaction() as work:
            found = work.opportunities.get(id_of(path))
            told = work.changes.of(id_of(path))
        assert found is not None
        assert found.cancelled_at is not None
        assert [one.kind for one in told] == ["cancelled"]
        assert (await officer.get(f"{path}/firms")).status == 404

    async def test_a_challenge_goes_from_its_steps_to_its_page(self, site: BuyingSite) -> None:
        officer = await site.visitor("officer")
        fields = {
            "kind": "challenge",
            "title": "Fewer missed bins",
            "wanted": "No bin is missed twice.",
            "outcome-call": "An idea on two pages",
            "outcome-trial": "It runs in one street",
            "amount-trial": "8,000",
        }
        path = await posted(officer, **fields, door="advertise")
        page = await text_of(
            await (await site.visitor(ANONYMOUS)).get(f"/opportunities/{id_of(path)}")
        )
        assert "It runs in one street (£8,000)" in page

    async def test_small_posts_of_one_kind_are_shown_to_the_administrator(
        self, site: BuyingSite
    ) -> None:
        officer = await site.visitor("officer")
        for _ in range(2):
            await posted(officer, value="16000")
        page = await (await site.visitor("buyer_admin")).get("/buying/repeats")
        said = await text_of(page)
        assert "Together £32,000 with VAT" in said
        assert "section 4(3)" in said
        other = await (await site.visitor("buyer_admin of another")).get("/buying/repeats")
        assert "There are none." in await text_of(other)


class TestFirms:
    @pytest.fixture
    def firms(self, site: BuyingSite) -> None:
        from bot.bootstrap.suppliers import make_prepare_supplier

        hidden = supplier("hidden", shown_to_buyers=None)
        with site.services.storage.transaction() as work:
            work.suppliers.save_all([supplier("shine"), hidden])
        prepare_suppliers(site.services.storage, make_prepare_supplier())

    @pytest.mark.usefixtures("firms")
    async def test_firms_that_agreed_are_found_and_invited_once(self, site: BuyingSite) -> None:
        officer = await site.visitor("officer")
        path = await posted(officer, title="Office cleaning", wanted="Clean our offices.")
        said = await text_of(await officer.get(f"{path}/firms"))
        assert "shine Limited" in said
        assert "hidden Limited" not in said
        assert "B9" not in said, "a firm's place has no part in it"
        picked = {"firm": ["shine", "hidden"]}
        assert (await send(officer, f"{path}/firms", picked, f"{path}/firms")).status == 303
        with site.services.storage.transaction() as work:
            invited = work.entries.invitations_of([SupplierId("shine"), SupplierId("hidden")])
        assert [one.supplier for one in invited] == ["shine"], "nobody who was not shown"
        assert "You invited" in await text_of(await officer.get(f"{path}/firms"))

    @pytest.mark.usefixtures("firms")
    async def test_an_invited_firm_is_told_by_text_if_it_agreed_and_sees_it_behind_its_link(
        self, site: BuyingSite
    ) -> None:
        number = Address(Means.TEXT, "+447700900123")
        storage, officer = site.services.storage, await site.visitor("officer")
        for agreed in (False, True):
            with storage.transaction() as work:
                person = work.people.prove(number, NOW, PersonId("owner"))
                work.people.join(Membership(person, SupplierId("shine"), Joined.FOUNDED, NOW))
                if agreed:
                    work.consents.note(Owner(person=person), YES)
            path = await posted(officer, title="Office cleaning", wanted="Clean our offices.")
            await officer.get(f"{path}/firms")
            await send(officer, f"{path}/firms", {"firm": ["shine"]}, f"{path}/firms")
        (text,) = site.services.reaching.outbox.latest().phones[0].bubbles
        link = re.search(r"/invited/[\w.~-]+", text.words)
        assert link is not None
        seen = await (await site.visitor(ANONYMOUS)).get(link[0])
        said = await text_of(seen)
        assert "Clean our offices." in said
        assert "ada@" not in said
        assert "Office cleaning" in said

    async def test_firms_are_not_looked_for_by_place(self, site: BuyingSite) -> None:
        for who, section in (("officer", "section 17"), ("officer of another", "PPN 005")):
            visitor = await site.visitor(who)
            path = await posted(visitor)
            answer = await visitor.get(f"{path}/firms", params={"area": "Saltley"})
            assert answer.status == 422
            assert section in await text_of(answer)


class TestPeople:
    async def test_an_address_outside_the_buyers_domain_is_refused(self, site: BuyingSite) -> None:
        admin = await site.visitor("buyer_admin")
        for email, status in (("new@birmingham.gov.uk", 303), ("new@elsewhere.example", 422)):
            fields = {"email": email, "role": "officer"}
            answer = await send(admin, "/buying/people", fields, "/buying/people")
            assert answer.status == status
        said = await text_of(await admin.get("/buying/people"))
        assert "new@birmingham.gov.uk" in said
        assert "elsewhere" not in said

    async def test_the_coordinator_lets_in_a_buyers_first_administrator(
        self, site: BuyingSite
    ) -> None:
        visitor = await site.visitor("coordinator")
        fields = {"buyer": "Aston University", "email": "a@aston.ac.uk", "role": "buyer_admin"}
        answer = await send(visitor, "/buying/people", fields, "/buying/buyers")
        assert answer.status == 303
        page = await visitor.get(answer.headers["Location"])
        assert "a@aston.ac.uk" in await text_of(page)


class TestQueries:
    async def test_a_page_asks_no_more_for_many_rows(self, site: BuyingSite) -> None:
        officer, admin = await site.visitor("officer"), await site.visitor("buyer_admin")
        first = await drafted(officer)
        few = [await asked(officer, "/buying/posts"), await asked(admin, "/buying/people")]
        for _ in range(9):
            await drafted(officer)
        many = [await asked(officer, "/buying/posts"), await asked(admin, "/buying/people")]
        assert many == few
        assert max(*many, await asked(officer, first)) <= FEW


async def asked(visitor: object, path: str) -> int:
    """How many statements the page asks of the database."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert (await visitor.get(path)).status == 200  # type: ignore[attr-defined]
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return count
