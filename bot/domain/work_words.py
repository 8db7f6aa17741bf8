"""The work in a notice's words: without what all notices say; whether it is a list, or goods."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.opportunity import Kind, Opportunity

NAMED_CODES = 8
"""So many of a notice's codes are named in its text; beyond them it is about everything."""

_READ_FOR_LISTS = 400
_SHORTEST_NAME = 4

_OF_EVERY_NOTICE = re.compile(
    r"\b(invitations?\sto (?:tender|quote)|requests?\sfor (?:quotation|quote|proposal|tender)s?"
    r"|quotations?\sfor|tenders?\sfor|itt|itq|rfq|rft|rfi|pqq|award(?:ed)?(?: notice)?|contracts?"
    r"|provision of|supply of services|services?\sfor the|dynamic purchasing system|dps"
    r"|framework(?: agreement)?|pseudo|notice|re-?advertised|re-?opening|opportunity|procurement"
    r"|appointment of|call.?off|market engagement|expressions?\sof interest"
    r"|soft market test(?:ing)?|agreement|supply chain|quotation|tenders?|lps|corp|crn|fy\d+"
    r"|ref(?:erence)?)\b",
    re.IGNORECASE,
)
_A_REFERENCE = re.compile(r"\b[A-Z]{0,6}[-/]?\d[\w/.-]*\b")
_MARKS = re.compile(r"[\[\]()_\-\u2013:;,.*\"']+")
_EDGE_WORDS = re.compile(
    r"\b(?:the|of|for|to|and|a|an|at|in|by)\b(?=\s*$)|^\s*\b(?:the|of|for|to|and|a|an|at|in)\b",
    re.IGNORECASE,
)
_KINDS_OF_COUNCIL = re.compile(
    r"\b(?:borough|city|county|district|metropolitan|town|parish|council|of)\b", re.IGNORECASE
)
_LIST = re.compile(
    r"\bDPS\b|dynamic purchasing|dynamic market|approved (?:list|provider|supplier)"
    r"|provider (?:list|panel)|(?:select|standing|supplier) list|open framework"
    r"|flexible (?:procurement|contracting)|pseudo|electronic market ?place|accredit"
    r"|any qualified provider|\bAQP\b|innovative platform",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"\b(?:supply(?: and| &) delivery|supply of|supplies|purchase|materials?|equipment|hardware"
    r"|licen[cs]es?|software|vouchers?|products?|vehicles?|bins)\b",
    re.IGNORECASE,
)


def work_title(title: str, buyer: str = "") -> str:
    """The title without procurement's own words, references, years and the buyer's name.

    Where hardly anything would be left, the title stands as it is.
    """
    left = title
    place = " ".join(_KINDS_OF_COUNCIL.sub(" ", buyer).split())
    for name in sorted({buyer, place}, key=len, reverse=True):
        if len(name) > _SHORTEST_NAME:
            left = re.sub(rf"{re.escape(name)}('s)?", " ", left, flags=re.IGNORECASE)
    for pattern in (_OF_EVERY_NOTICE, _A_REFERENCE, _MARKS, _EDGE_WORDS):
        left = pattern.sub(" ", left)
    left = " ".join(left.split())
    return left if len(left) >= _SHORTEST_NAME else title


def work_text(opportunity: Opportunity, code_names: Mapping[str, str]) -> str:
    """The text that stands for an opportunity by meaning: title, its codes' names, description."""
    codes = codes_in_words(opportunity, code_names)
    return f"{opportunity.title}. {codes}. {opportunity.description}"


def weighted_text(opportunity: Opportunity, code_names: Mapping[str, str]) -> str:
    """The text that stands for it by words: the work in its title three times, its codes twice."""
    title = work_title(opportunity.title, opportunity.buyer.name)
    codes = codes_in_words(opportunity, code_names)
    return f"{title} {title} {title} {codes} {codes} {opportunity.description}"


def codes_in_words(opportunity: Opportunity, code_names: Mapping[str, str]) -> str:
    """The names of its first codes; a code that does not exist has none."""
    named = (code_names.get(code) for code in opportunity.cpv[:NAMED_CODES])
    return ". ".join(name for name in named if name)


def is_list(opportunity: Opportunity) -> bool:
    """Whether it makes a list of firms that are called on later, by its kind or its words."""
    read = f"{opportunity.title} {opportunity.description[:_READ_FOR_LISTS]}"
    return opportunity.kind is Kind.OPEN_FRAMEWORK or bool(_LIST.search(read))


def title_names_goods(title: str) -> bool:
    """Whether a title says that things are bought, and not work on them."""
    return bool(_GOODS.search(title))
