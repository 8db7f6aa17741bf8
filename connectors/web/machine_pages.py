"""What machines ask of a site: what to leave out of a search, and whom to tell of a weakness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aiohttp import web

from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /complaints/\n"
HOLDS_FOR = timedelta(days=180)
"""RFC 9116 asks for a day on which what it says is to be read anew, less than a year ahead."""


@routes.get("/robots.txt")
async def robots(request: web.Request) -> web.Response:
    """Everything may be found but the API and people's complaints; samples say so themselves."""
    site = request.app[SERVICES].accountable.site.address
    return web.Response(text=f"{ROBOTS}\nSitemap: {site}/sitemap.xml\n")


@routes.get("/.well-known/security.txt")
async def security(request: web.Request) -> web.Response:
    """Whom to tell of a weakness (RFC 9116); not there while the operator has no mailbox."""
    accountable = request.app[SERVICES].accountable
    if not accountable.operator.email:
        raise web.HTTPNotFound
    until = (datetime.now(UTC) + HOLDS_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: mailto:{accountable.operator.email}",
        f"Expires: {until}",
        "Preferred-Languages: en",
        f"Canonical: {accountable.site.address}{request.path}",
    )
    return web.Response(text="".join(f"{line}\n" for line in lines))
