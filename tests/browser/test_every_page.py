"""Each page of the service stands in a line that says where axe looks at it."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import make_services
from connectors.web.app import make_app
from tests.buying_site import settings_for
from tests.fakes import FakeDialogue
from tests.running import ROOT

BESIDE = "tests/browser/"
LOOKED_AT_IN: dict[str, str] = {
    "/": "test_accessibility.py",
    "/accessibility": "test_statement.py",
    "/after/{signed}": "test_after_win.py",
    "/alerts": "test_alerts.py",
    "/buying": "test_buying.py",
    "/buying/buyers": "test_buying_states.py",
    "/buying/new": "test_buying.py",
    "/buying/people": "test_buying.py",
    "/buying/posts": "test_buying.py",
    "/buying/posts/{entry}": "test_buying_states.py",
    "/buying/posts/{entry}/amend": "test_buying_states.py",
    "/buying/posts/{entry}/change": "test_buying.py",
    "/buying/posts/{entry}/firms": "test_buying_states.py",
    "/buying/posts/{entry}/questions": "test_quotes.py",
    "/buying/posts/{entry}/quotes": "test_quotes.py",
    "/buying/repeats": "test_buying.py",
    "/buying/sign-in": "test_buying.py",
    "/buying/sign-in/{token}": "test_buying.py",
    "/complaints": "test_complaints.py",
    "/complaints/{reference}": "test_complaints.py",
    "/contacts/{signed}": "test_leads.py",
    "/contacts/{signed}/confirm": "test_leads.py",
    "/contacts/{signed}/unsubscribe": "test_leads.py",
    "/erasures/{number}": "test_me.py",
    "/guidance": "test_guidance.py",
    "/invited/{signed}": "test_buying_states.py",
    "/leads/{signed}": "test_leads.py",
    "/me/{signed}": "test_me.py",
    "/me/{signed}/erase": "test_me.py",
    "/o/{link}": "test_alerts.py",
    "/open-data": "test_browse.py",
    "/opportunities": "test_browse.py",
    "/opportunities/map": "test_browse.py",
    "/opportunities/{id}": "test_browse.py",
    "/outbox": "test_accessibility.py",
    "/privacy": "test_statement.py",
    "/quality": "test_accessibility.py",
    "/quotes/{signed}": "test_quotes.py",
    "/spending": "test_accessibility.py",
    "/spending/{buyer}": "test_accessibility.py",
    "/statements/{signed}": "test_statement.py",
    "/templates": "test_accessibility.py",
}
"""In which file each page is looked at by axe; a page that stands in no line fails."""

NO_PAGES = {
    "/.well-known/security.txt", "/alerts/{id}", "/api/conversations/{id}/messages",
    "/api/ocds/releases", "/api/openapi.json", "/buying/posts/{entry}/quotes/{quote}/files/{file}",
    "/buying/posts/{entry}/record.{form}", "/buying/posts/{entry}/request.{form}", "/health",
    "/me/{signed}/copy.json", "/me/{signed}/copy.txt", "/open-data/releases.jsonl.gz",
    "/opportunities.atom", "/opportunities/{id}.ics", "/outbox/mails/{mail}",
    "/outbox/mails/{mail}/files/{number}", "/outbox/mails/{mail}/source",
    "/quotes/{signed}/files/{file}", "/ready", "/robots.txt", "/sitemap.xml", "/static",
    "/statements/{signed}/about-our-business.{form}", "/templates/opportunities.csv",
    "/templates/opportunities.xlsx",
}  # fmt: skip
"""What is served for machines, to be saved, or, as mails are, in a frame of a page."""


def test_every_page_is_looked_at_somewhere(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    app = make_app(settings, make_services(settings), FakeDialogue())
    served = {
        route.resource.canonical
        for route in app.router.routes()
        if route.method == "GET" and route.resource
    }
    assert served - NO_PAGES == set(LOOKED_AT_IN)
    for name in set(LOOKED_AT_IN.values()):
        assert "faults(" in (ROOT / BESIDE / name).read_text(), name
