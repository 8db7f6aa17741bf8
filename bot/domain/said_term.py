"""Whether a sum is for a year or for all of a contract, and how long that runs, in said words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)}|an?)"
_UNIT = r"(?:years?|yrs?|months?|mths?)"
_PLUS = rf"\s*,?\s*(?:\+|plus|and)\s*(?:up\s+to\s+|another\s+|maybe\s+)?(?:{_NUMBER})(?!\s*[%£k])"
MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 52
LONGEST_BARE = 10
"""A number by itself answers "for how many years?" up to here; beyond it is something else."""


def _of(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_A_YEAR = _of(r"(?:a|per|each|every|one) (?:year|yr|annum)|yearly|annual(?:ly)?|p\.?a\.?")
_A_MONTH = _of(r"(?:a|per|each|every|one) (?:month|mth)|monthly|p\.?c\.?m\.?")
_A_WEEK = _of(r"(?:a|per|each|every|one) (?:week|wk)|weekly|p\.?w\.?")
_IN_ALL = _of(r"in all|in total|total|altogether|all in|all of it|whole (?:term|thing|lot)|overall")
_TERM = re.compile(
    rf"(?<![\w£])(?:(?:for|over|lasting|is|runs?|runs? for) (?P<for>{_NUMBER})[ -]?(?P<of>{_UNIT})|"
    rf"(?P<term>{_NUMBER})[ -]?(?P<unit>{_UNIT})[ -](?:contract|deal|term|job))"
    rf"(?P<more>(?:{_PLUS})*)(?!\w)",
    re.IGNORECASE,
)
_SUM_OF_YEARS = re.compile(r"(?<![\w£.,])(?P<first>\d)(?P<more>(?:\s?\+\s?\d)+)(?![\w.,])")
"""The way of the trade to write it: 3+2, 2+1+1."""

_EXTENSION = _of(
    r"(?:plus|and|with|then)(?:\s(?:up\sto|maybe|an\soption\sof|options?\s(?:for|of)))?\s"
    rf"(?P<more>{_NUMBER})\s?"
    r"(?:more|extra|further|option(?:al)?|years?\s(?:extra|extension|optional))(?:\syears?)?"
)
_BARE = re.compile(
    rf"(?<![\w£])(?P<first>{_NUMBER})(?:[ -]?(?P<unit>{_UNIT}))?(?P<more>(?:{_PLUS})*)"
    r"(?!\w)(?! more| extra)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<!\w){_NUMBER}(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+", re.IGNORECASE)
_LITTLE_WORDS = """
a an about all altogether and annual annually annum another be contract deal each every ex excluding
extension extensions extra for further gross i in inc including initial is it its job just lasting
long lot maybe month monthly months more mth net no of ok okay on only option optional options over
overall p per pa plus possible reckon runs s says should so sorry sum term that thats the then thing
think this to top total up vat week weekly whole with without yeah year yearly years yep yes yr yrs
"""
_SMALL_TALK = frozenset(_LITTLE_WORDS.split())
"""Whatever else a message holds, it is no mere answer."""


@dataclass(frozen=True, slots=True)
class SaidTerm:
    """What was said; `payments_a_year` is None where the sum was not said to come again.

    `months` is the term without, `extension_months` what may be added to it.
    """

    payments_a_year: int | None = None
    is_in_all: bool = False
    months: int | None = None
    extension_months: int = 0

    @property
    def says_basis(self) -> bool:
        """Whether it tells a sum that comes again from one for all."""
        return self.is_in_all or self.payments_a_year is not None


def read_term(text: str) -> SaidTerm:
    """The term and the basis that a message tells; "in all" counts more than "a year"."""
    in_all = bool(_IN_ALL.search(text))
    months, more = _months(text)
    return SaidTerm(None if in_all else _payments(text), in_all, months, more)


def read_term_answer(text: str) -> SaidTerm | None:
    """The answer to "a year, or in all? for how many years?"; None for words on anything else."""
    words = {word.lower() for word in _WORD.findall(text)}
    if not words - _NUMBERS.keys() <= _SMALL_TALK:
        return None
    term = read_term(text)
    months, more = (term.months, term.extension_months) if term.months else _bare_months(text)
    if not term.says_basis and months is None:
        return None
    return SaidTerm(term.payments_a_year, term.is_in_all, months, more)


def _payments(text: str) -> int | None:
    if _A_YEAR.search(text):
        return 1
    if _A_MONTH.search(text):
        return MONTHS_A_YEAR
    return WEEKS_A_YEAR if _A_WEEK.search(text) else None


def _months(text: str) -> tuple[int | None, int]:
    found = _TERM.search(text)
    if found:
        unit = _unit(found["of"] or found["unit"])
        return _count(found["for"] or found["term"]) * unit, _more(text, found["more"], unit)
    if years := _SUM_OF_YEARS.search(text):
        return int(years["first"]) * MONTHS_A_YEAR, _added(years["more"], MONTHS_A_YEAR)
    return None, _more(text, "", MONTHS_A_YEAR)


def _bare_months(text: str) -> tuple[int | None, int]:
    """Of an answer that is but a length: "3 years plus 2", "three", "36 months"."""
    rest = _A_YEAR.sub(" ", _A_MONTH.sub(" ", _A_WEEK.sub(" ", text)))
    for found in _BARE.finditer(rest):
        count = _count(found["first"])
        if found["first"].lower() in {"a", "an"} and not found["unit"]:
            continue
        if found["unit"] or 0 < count <= LONGEST_BARE:
            unit = _unit(found["unit"])
            return count * unit, _more(rest, found["more"], unit)
    return None, 0


def _more(text: str, added: str, unit: int) -> int:
    if added:
        return _added(added, unit)
    extension = _EXTENSION.search(text)
    return _count(extension["more"]) * MONTHS_A_YEAR if extension else 0


def _added(words: str, unit: int) -> int:
    return sum(_count(number) for number in _ONE.findall(words)) * unit


def _unit(said: str | None) -> int:
    return 1 if said and said.lower().startswith("m") else MONTHS_A_YEAR


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS.get(said.lower(), 1)
