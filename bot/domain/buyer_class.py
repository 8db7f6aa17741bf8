"""The class of a buyer, where its name alone decides."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.buyer import BuyerClass

# Schools, academies and their trusts, further-education and sixth-form colleges
# (Procurement Act 2023, sections 84(2)(a) and 123(1)).
_OF_SCHOOLS = (
    *(r"schools?", r"academ(?:y|ies)", r"sixth form", r"further education", r"colleges?"),
    r"(?:education|learning) (?:trust|partnership)",
)
# What bears such a word and is none: universities and their colleges, learned and professional
# colleges, hospitals, whoever trains an armed or police force, and firms that serve schools.
_OF_OTHERS = (
    *(r"universit(?:y|ies)", r"council", r"department", r"ministry", r"agency", r"polic(?:e|ing)"),
    *(r"nhs", r"hospitals?", r"healthcare", r"royal (?:\w+ )?(?:college|academy|holloway)"),
    *(r"(?:academy|school) of", r"college of (?!further|food|technology|art)"),
    *(r"(?:imperial|king'?s|birkbeck|goldsmiths) college", r"(?:business|medical|law) school"),
    *(r"(?:defence|military|naval|staff) (?:academy|college)", r"(?:for|to) schools"),
    r"schools? (?:catering|meals|transport|services)",
)
# Schools that a university founded bear its name.
_OF_A_UNIVERSITYS_SCHOOL = (
    r"university (?:technical college|schools trust|(?:engineering )?academy|of \w+ school)",
)


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_SCHOOL, _NO_SCHOOL = _any(_OF_SCHOOLS), _any(_OF_OTHERS)
_SCHOOL_OF_A_UNIVERSITY = _any(_OF_A_UNIVERSITYS_SCHOOL)


def class_of(name: str, stated: BuyerClass) -> BuyerClass:
    """The class of a buyer of that name, of which a notice states a class.

    Notices have no class for schools, so each is filed as something else: there the name decides.
    """
    return BuyerClass.SCHOOL if is_school(name) else stated


@lru_cache(maxsize=4096)
def is_school(name: str) -> bool:
    """Whether a name alone says that its bearer is a school, a college or a trust of them."""
    if _SCHOOL_OF_A_UNIVERSITY.search(name):
        return True
    return bool(_SCHOOL.search(name)) and not _NO_SCHOOL.search(name)
