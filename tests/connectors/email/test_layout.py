"""The one look of mails: words and page say the same, and nothing in a letter does anything."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.domain.errors import DoNotTryAgainError
from bot.domain.letter import (
    LONGEST_PAGE,
    Block,
    Button,
    Card,
    Code,
    LaidOut,
    Letter,
    Link,
    Links,
    Paragraph,
    Points,
    Spoken,
    Subheading,
)
from connectors.email.layout import MjmlLayout

NASTY = """<script>alert("1")</script> & {{ 7*7 }} {% raw %} ]]> --> <mj-raw> <!-- 'x' \x07"""
SHOWN = NASTY.removesuffix("\x07")
ADDRESS = "https://doorstep.example/lead/" + "aB3-_." * 20 + "?a=1&b=2"
LINK = Link("Invite to quote", ADDRESS)
LEAD = Card(
    "Sparkle & Sons",
    lines=("Window cleaning in Saltley.",),
    facts=(("The firm says", "insured to £5m"),),
    points=("Can start in May",),
    links=(LINK, Link("Not now", ADDRESS)),
)
BLOCKS: tuple[Block, ...] = (
    Paragraph("Hello,\nthis came this week."),
    Code("123456"),
    Subheading("Cleaning"),
    Points(("One", "Two")),
    Button(Link("See all", ADDRESS)),
    LEAD,
    Links((Link("The notice", ADDRESS),)),
    Spoken("Owner", "10:02", "Can I?\nReally?"),
    Paragraph("Less weighty.", is_quiet=True),
)
LETTER = Letter(
    "Three leads",
    BLOCKS,
    ("Doorstep, run by a charity", "You get this because you asked."),
    preview="A first look",
    stop=Link("End these mails", ADDRESS),
)


class Page(HTMLParser):
    """What a mail program shows and follows of a page, and what it would have to fetch or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.links, self.fetched = "", [], []
        self.tags: set[str] = set()
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden = tag in {"style", "title"}
        known = dict(attrs)
        if tag == "a":
            self.links.append(known.get("href"))
        self.fetched += [one for one in ("src", "background", "srcset") if known.get(one)]
        self.fetched += [one for one in known if one.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else f" {data}"

    @property
    def shown(self) -> str:
        return " ".join(self.text.split())


def laid_out(letter: Letter = LETTER) -> LaidOut:
    return MjmlLayout().lay_out(letter)


def _said(letter: Letter) -> list[str]:
    """Every text of a letter, in order, line by line."""
    found = re.findall(r"'([^']*)'", repr((letter.heading, letter.blocks, letter.foot)))
    lines = [line for text in found for line in text.split("\\n")]
    return [one for one in lines if not one.startswith("https://")]


def test_words_and_page_say_all_of_it_in_the_same_order() -> None:
    both = laid_out()
    for text in (
        " ".join(both.words.split()),
        Page(both.html).shown,
    ):
        at = 0
        for said in _said(LETTER):
            at = text.find(said, at)
            assert at >= 0, said


def test_each_link_leads_to_its_address_on_the_page_and_in_words() -> None:
    both = laid_out()
    assert Page(both.html).links == [ADDRESS] * 5
    assert both.words.count(ADDRESS) == 5


def test_a_page_is_tables_with_styles_in_them_and_fetches_and_runs_nothing() -> None:
    html = laid_out().html
    page = Page(html)
    assert page.fetched == []
    assert not page.tags & {"script", "img", "iframe", "form", "input", "object", "link", "svg"}
    assert "url(" not in html
    assert "@import" not in html
    assert "table" in page.tags


def test_a_page_says_its_language_and_knows_the_dark() -> None:
    html = laid_out().html
    assert '<html lang="en-GB"' in html
    assert "prefers-color-scheme: dark" in html


def test_nothing_that_somebody_wrote_is_more_than_words() -> None:
    told = Card(NASTY, (NASTY,), ((NASTY, NASTY),), (NASTY,), (Link(NASTY, ADDRESS),))
    blocks = (Paragraph(NASTY), Subheading(NASTY), Points((NASTY,)), told, Code(NASTY))
    spoken = (Spoken(NASTY, NASTY, NASTY), Links((Link(NASTY, ADDRESS),)))
    letter = Letter(NASTY, (*blocks, *spoken), (NASTY,), NASTY, Link(NASTY, ADDRESS))
    both = laid_out(letter)
    page = Page(both.html)
    assert not page.tags & {"script", "mj-raw"}
    assert page.shown.count(" ".join(SHOWN.split())) == 18
    assert both.words.count(SHOWN.strip()) == 17
    assert "\x07" not in both.html + both.words


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "",
        "data:text/html,x",
        'https://x.example/"onload="x',
        "/me",
        "https://a b",
    ],
)
@pytest.mark.parametrize("where", ["button", "links", "card", "stop"])
def test_a_link_that_is_no_web_address_is_refused(address: str, where: str) -> None:
    bad = Link("Here", address)
    blocks: dict[str, Block] = {
        "button": Button(bad),
        "links": Links((bad,)),
        "card": Card("A", links=(bad,)),
    }
    letter = replace(LETTER, blocks=(blocks[where],) if where in blocks else ())
    with pytest.raises(DoNotTryAgainError):
        laid_out(replace(letter, stop=bad if where == "stop" else None))


def test_sixty_leads_fit_in_a_page_that_is_shown_whole() -> None:
    html = laid_out(replace(LETTER, blocks=(LEAD,) * 60)).html
    assert len(html.encode()) < LONGEST_PAGE
