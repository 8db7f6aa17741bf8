"""Pages for whoever reads a buyer's mailbox: confirm it, say how often, stop it by one press.

A GET only ever shows, so a scanner that opens links in mails changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.domain.buyer_contact import BuyerContact, Frequency
from bot.domain.errors import LinkEndedError, NotFoundError, NotYoursError
from bot.domain.signed_link import LinkPurpose
from bot.services.enrol_contacts import EnrolContacts
from bot.services.plain_days import day_of
from connectors.web.keys import SERVICES
from connectors.web.pages import common, error_page, render

routes = web.RouteTableDef()
Page = Callable[[web.Request, str], Awaitable[web.Response]]
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def opened(page: Page) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The page for whoever holds the link, or one that says why there is none."""

    async def answer(request: web.Request) -> web.Response:
        try:
            shown = await page(request, request.match_info["signed"])
        except LinkEndedError:
            shown = error_page(request, "lead_ended", 410)
        except NotYoursError:
            shown = error_page(request, "not_found", 404)
        except NotFoundError:
            shown = error_page(request, "contact_gone", 404)
        shown.headers.update(_PRIVATE)
        return shown

    return answer


@routes.get("/contacts/{signed}/confirm")
@opened
async def ask_to_confirm(request: web.Request, signed: str) -> web.Response:
    """What was agreed to, and the button."""
    contacts = _contacts(request)
    contact = await asyncio.to_thread(contacts.opened, signed, LinkPurpose.CONFIRM_CONTACT)
    return await _page(request, contact, "contact_confirm.html")


@routes.post("/contacts/{signed}/confirm")
@opened
async def confirm(request: web.Request, signed: str) -> web.Response:
    """Lets leads go to the mailbox."""
    await asyncio.to_thread(_contacts(request).confirm, signed)
    return _see_other(request.path)


@routes.get("/contacts/{signed}")
@opened
async def settings(request: web.Request, signed: str) -> web.Response:
    """Why mails come, how often, and how to stop them."""
    contact = await asyncio.to_thread(_contacts(request).opened, signed)
    return await _page(request, contact, "contact.html")


@routes.post("/contacts/{signed}")
@opened
async def change(request: web.Request, signed: str) -> web.Response:
    """Stores how often mails come."""
    said = (await request.post()).get("often", "")
    if said in set(Frequency):
        await asyncio.to_thread(_contacts(request).change, signed, Frequency(str(said)))
    return _see_other(f"{request.path}?saved=1" if said in set(Frequency) else request.path)


@routes.get("/contacts/{signed}/unsubscribe")
@opened
async def ask_to_unsubscribe(request: web.Request, signed: str) -> web.Response:
    """The same page: mail programs post here by themselves, people press its button."""
    await asyncio.to_thread(_contacts(request).opened, signed)
    return _see_other(request.path.removesuffix("/unsubscribe"))


@routes.post("/contacts/{signed}/unsubscribe")
@opened
async def unsubscribe(request: web.Request, signed: str) -> web.Response:
    """Ends all mails at once: by a mail program's one click (RFC 8058), or by the button."""
    contact = await asyncio.to_thread(_contacts(request).unsubscribe, signed)
    form = await request.post()
    if form.get("List-Unsubscribe") == "One-Click":
        # A mail program follows no redirects, and nobody reads the answer.
        return await _page(request, contact, "contact.html")
    return _see_other(request.path.removesuffix("/unsubscribe"))


@routes.post("/contacts/{signed}/resume")
@opened
async def resume(request: web.Request, signed: str) -> web.Response:
    """Takes the stop back."""
    await asyncio.to_thread(_contacts(request).resume, signed)
    return _see_other(request.path.removesuffix("/resume"))


async def _page(request: web.Request, contact: BuyerContact, template: str) -> web.Response:
    say, agreed = request.app[SERVICES].phrases.say, contact.enrolment
    path = request.path
    for ending in ("/unsubscribe", "/resume"):
        path = path.removesuffix(ending)
    facts: dict[str, Any] = {
        "path": path,
        "buyer": contact.buyer,
        "mailbox": contact.address.value,
        "agreed_by": agreed.agreed_by,
        "agreed_on": day_of(agreed.agreed_at),
        "enrolled_by": agreed.enrolled_by,
        "wording": agreed.wording,
        "waits": contact.waits,
        "ended": contact.ended.value if contact.ended else None,
        "often": contact.frequency.value,
        "choices": [(one.value, say(f"contact.often.{one}")) for one in Frequency],
        "saved": request.query.get("saved") == "1",
    }
    words = {**await common(request), "has_samples": False, "contact": facts}
    return render(request, template, words)


def _contacts(request: web.Request) -> EnrolContacts:
    return request.app[SERVICES].digests.contacts


def _see_other(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})
