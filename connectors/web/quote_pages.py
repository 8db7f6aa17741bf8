"""The page of one quote behind its signed link: written, saved as it goes, sent, taken back."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote as quoted

from aiohttp import BodyPartReader, web

from bot.bootstrap import Services
from bot.domain.buyer_question import QuestionId
from bot.domain.consent import Channel
from bot.domain.errors import LinkEndedError, NotFoundError, NotYoursError, ScannerUnavailableError
from bot.domain.quote import FileId, QuoteFile, QuoteId
from bot.domain.quote_file import LARGEST, FileFault
from bot.domain.quote_form import read_quote
from bot.services.ask_buyer import NotAsked
from bot.services.write_quote import NotTaken, Writing
from connectors.web.chat_api import caller_of
from connectors.web.keys import LIMITS, SERVICES
from connectors.web.pages import common, error_page, render
from connectors.web.quote_facts import facts_of

routes = web.RouteTableDef()
UNPROCESSABLE = 422
# Whoever has the link is the firm: nothing of it is kept on the way or told to a search engine.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
Page = Callable[[web.Request, QuoteId], Awaitable[web.StreamResponse]]
_CHUNK = 64 * 1024


def opened(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The page for whoever has the link; for others there is none.

    The link is what no other site can know, so a form of another site finds nothing here.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            if request.method == "POST":
                request.app[LIMITS].take("quotes", caller_of(request))
            quote = request.app[SERVICES].quoting.links.opened(request.match_info["signed"])
            shown = await page(request, quote)
        except LinkEndedError:
            shown = error_page(request, "quote_link_ended", 410)
        except (NotYoursError, NotFoundError):
            shown = error_page(request, "not_found", 404)
        shown.headers.update(PRIVATE)
        return shown

    return answer


@routes.get("/quotes/{signed}")
@opened
async def show(request: web.Request, quote: QuoteId) -> web.Response:
    """The quote as it stands: the form while it is open, else what was sent and what came of it."""
    return await _page(request, quote)


@routes.post("/quotes/{signed}")
@opened
async def act(request: web.Request, quote: QuoteId) -> web.StreamResponse:
    """Saves what was typed; `do` says whether to send it too, or to take it back."""
    services, sent = request.app[SERVICES], await _fields(request)
    held, faults = await asyncio.to_thread(_save, services, quote, sent)
    if sent.get("do") == "withdraw":
        await asyncio.to_thread(services.quoting.send.withdraw, quote)
        return _back(request, "withdrawn")
    if sent.get("do") != "send":
        return await _page(request, quote, faults, sent) if faults else _back(request, "saved")
    missing = held.missing if held.is_open else []
    faults = {**{part: f"missing.{part.rstrip('0123456789')}" for part in missing}, **faults}
    if faults:
        return await _page(request, quote, faults, sent)
    await asyncio.to_thread(_agree, services, held, sent)
    taken = await asyncio.to_thread(services.quoting.send.send, quote)
    if isinstance(taken, NotTaken):
        return await _page(request, quote, {"all": f"quote.not_taken.{taken}"})
    return _back(request, "sent")


@routes.post("/quotes/{signed}/draft")
@opened
async def save(request: web.Request, quote: QuoteId) -> web.Response:
    """Saves what was typed so far, while it is typed; says what could not be kept."""
    services, sent = request.app[SERVICES], await _fields(request)
    held, faults = await asyncio.to_thread(_save, services, quote, sent)
    say = services.phrases.say
    words = [say(_fault_key(one)) for one in faults.values()]
    return web.json_response({"open": held.is_open, "faults": words})


@routes.post("/quotes/{signed}/files")
@opened
async def add_file(request: web.Request, quote: QuoteId) -> web.StreamResponse:
    """Takes one file in, read in pieces and no further than may be kept."""
    name, content = await _sent_file(request)
    write = request.app[SERVICES].quoting.write.add_file
    try:
        kept: QuoteFile | FileFault = await asyncio.to_thread(write, quote, name, content)
    except ScannerUnavailableError:
        kept = FileFault.NOT_CHECKED
    if isinstance(kept, FileFault):
        return await _page(request, quote, {"file": f"file.fault.{kept}"})
    return _back(request, "file")


@routes.post("/quotes/{signed}/files/{file}/remove")
@opened
async def drop_file(request: web.Request, quote: QuoteId) -> web.StreamResponse:
    """Takes a file out of the draft."""
    drop = request.app[SERVICES].quoting.write.drop_file
    await asyncio.to_thread(drop, quote, FileId(request.match_info["file"]))
    return _back(request, "file")


@routes.get("/quotes/{signed}/files/{file}")
@opened
async def file(request: web.Request, quote: QuoteId) -> web.Response:
    """A file of the quote, for whoever sent it."""
    read = request.app[SERVICES].quoting.write.file
    found, content = await asyncio.to_thread(read, quote, FileId(request.match_info["file"]))
    return as_download(found, content)


@routes.post("/quotes/{signed}/questions")
@opened
async def ask(request: web.Request, quote: QuoteId) -> web.StreamResponse:
    """Puts a question to the buyer; one that tells who asks is shown again, to be sure."""
    services, sent = request.app[SERVICES], await _fields(request)
    words = sent.get("question", "")
    held = await asyncio.to_thread(services.quoting.write.get, quote)
    tells = await asyncio.to_thread(services.quoting.ask.tells, held.quote.owner, words)
    if tells and sent.get("sure") != "yes":
        return await _page(request, quote, {"question": "ask.page_tells"}, sent, tells)
    once = QuestionId(str(uuid.uuid5(uuid.NAMESPACE_OID, f"{quote} {' '.join(words.split())}")))
    asked = await asyncio.to_thread(
        services.quoting.ask.ask, held.quote.owner, held.quote.opportunity, words, once
    )
    if isinstance(asked, NotAsked):
        return await _page(request, quote, {"question": f"ask.not_asked.{asked}"}, sent)
    return _back(request, "asked")


def as_download(file: QuoteFile, content: bytes) -> web.Response:
    """The file to be saved, never opened as a page of ours."""
    headers = {
        **PRIVATE,
        "Content-Type": file.media_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quoted(file.name)}",
    }
    return web.Response(body=content, headers=headers)


def _save(
    services: Services, quote: QuoteId, sent: Mapping[str, str]
) -> tuple[Writing, dict[str, str]]:
    write = services.quoting.write
    held = write.get(quote)
    read = read_quote(held.quote.draft, sent, held.competition.asks)
    return write.write(quote, lambda _held: read.offer), dict(read.faults)


def _agree(services: Services, held: Writing, sent: Mapping[str, str]) -> None:
    """The box under the form; left empty it says nothing, for it may be ticked later."""
    news = services.quoting.news
    address = news.may_ask(held.quote.owner)
    if address and sent.get("tell") == "yes":
        news.answer(held.quote.owner, address, Channel.PAGE, agrees=True)


async def _page(
    request: web.Request,
    quote: QuoteId,
    faults: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    tells: list[str] | None = None,
) -> web.Response:
    services = request.app[SERVICES]
    facts = await asyncio.to_thread(facts_of, services, quote)
    say = services.phrases.say
    named = ", ".join(tells or ())
    told = {name: say(_fault_key(key), tells=named) for name, key in (faults or {}).items()}
    shown = {
        **facts,
        "path": f"/quotes/{request.match_info['signed']}",
        "faults": told,
        "typed": {**facts["typed"], **(typed or {})},
        "done": request.query.get("done", ""),
        "is_sure": bool(tells),
    }
    words = {**await common(request), "has_samples": False, "quote": shown}
    return render(request, "quote.html", words, UNPROCESSABLE if told else 200)


def _fault_key(fault: str) -> str:
    if fault.startswith(("quote.", "file.", "ask.")):
        return fault
    return f"quote.fault.{fault.removeprefix('price.')}"


def _back(request: web.Request, done: str) -> web.Response:
    path = f"/quotes/{request.match_info['signed']}?done={done}"
    return web.Response(status=303, headers={"Location": path})


async def _fields(request: web.Request) -> dict[str, str]:
    try:
        sent = await request.post()
    except (ValueError, LookupError, web.HTTPRequestEntityTooLarge):
        return {}
    return {name: value for name, value in sent.items() if isinstance(value, str)}


async def _sent_file(request: web.Request) -> tuple[str, bytes]:
    """The first file of the form; one byte more than may be kept is read at most."""
    try:
        parts = await request.multipart()
        async for part in parts:
            if isinstance(part, BodyPartReader) and part.name == "file":
                return part.filename or "", await _content(part)
    except (ValueError, LookupError, AssertionError):
        return "", b""
    return "", b""


async def _content(part: BodyPartReader) -> bytes:
    content = bytearray()
    while len(content) <= LARGEST and (chunk := await part.read_chunk(_CHUNK)):
        content += chunk
    return bytes(content)
