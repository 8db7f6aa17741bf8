"""The class of a buyer, where its name alone decides."""

from __future__ import annotations

import re

from bot.domain.buyer import BuyerClass

# Schools, academies and their trusts, further-education and sixth-form colleges
# (Procurement Act 2023, sections 84(2)(a) and 123(1)).
_SCHOOL = re.compile(
    r"\b(schools?|academ(y|ies)|sixth form|further education|college)\b", re.IGNORECASE
)
_NO_SCHOOL = re.compile(
    r"\b(university|council|department|agency|royal college|college of (policing|physicians)"
    r"|(business|medical) school|academy of|police)\b",
    re.IGNORECASE,
)


def class_of(name: str, stated: BuyerClass) -> BuyerClass:
    """The class of a buyer of that name, of which a notice states a class.

    Notices have no class for schools, so each is filed as something else: there the name decides.
    """
    is_school = _SCHOOL.search(name) and not _NO_SCHOOL.search(name)
    return BuyerClass.SCHOOL if is_school else stated
