"""Reads telephone numbers as people write them, and tells mobiles of this country from others."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from bot.domain.reaching import Address, Means, Unfit

_COUNTRY, _CODE = "GB", 44
# A letter O among digits is a nought that somebody could not find.
_WITH_LETTERS = re.compile(r"\b(?=\w*\d)[\doO]{3,}\b")
_DIGITS = re.compile(r"\+?\d[\d\s().-]*\d")
# A number from nought with one to five digits too many; two numbers in a row have more.
_RUNS_ON = re.compile(r"(?<![\d+])0[1-9](?:[ ().-]{0,2}\d){10,14}(?![ ().-]{0,2}\d)")
# Ofcom keeps these for films and examples: nobody has one, so nobody can be troubled by one.
_EXAMPLES = range(7_700_900_000, 7_700_901_000)
_LEAST, _NATIONAL = 7, 10
_UNFIT = {
    PhoneNumberType.FIXED_LINE: Unfit.LANDLINE,
    PhoneNumberType.VOIP: Unfit.LANDLINE,
    PhoneNumberType.UAN: Unfit.LANDLINE,
    PhoneNumberType.PREMIUM_RATE: Unfit.PREMIUM,
    PhoneNumberType.SHARED_COST: Unfit.PREMIUM,
    PhoneNumberType.PERSONAL_NUMBER: Unfit.PREMIUM,
    PhoneNumberType.TOLL_FREE: Unfit.FREEPHONE,
}


class MobileNumbers:
    """The AddressReader of numbers that texts can go to."""

    def read(self, written: str) -> Address | Unfit:
        """The one mobile number of the United Kingdom in the text, in E.164; else why not."""
        text = _WITH_LETTERS.sub(_as_digits, written.replace("(0)", " "))
        found = phonenumbers.PhoneNumberMatcher(text, _COUNTRY, phonenumbers.Leniency.POSSIBLE)
        numbers = {_e164(match.number): match.number for match in found}
        if _RUNS_ON.search(text):
            return Unfit.TOO_LONG
        if len(numbers) > 1:
            return Unfit.TWO
        if not numbers:
            return _why_none(text)
        ((value, number),) = numbers.items()
        unfit = _unfit(number)
        return unfit or Address(Means.TEXT, value)


def _as_digits(found: re.Match[str]) -> str:
    return found[0].replace("o", "0").replace("O", "0")


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _unfit(number: PhoneNumber) -> Unfit | None:
    if number.country_code != _CODE:
        return Unfit.ABROAD
    if number.national_number in _EXAMPLES:
        return None
    if not phonenumbers.is_valid_number(number):
        digits = len(str(number.national_number))
        return Unfit.TOO_SHORT if digits < _NATIONAL else Unfit.NO_MOBILE
    kind = phonenumbers.number_type(number)
    return None if kind == PhoneNumberType.MOBILE else _UNFIT.get(kind, Unfit.NO_MOBILE)


def _why_none(text: str) -> Unfit:
    digits = [re.sub(r"\D", "", one[0]) for one in _DIGITS.finditer(text)]
    longest = max(map(len, digits), default=0)
    if longest < _LEAST:
        return Unfit.TOO_SHORT if longest > 3 else Unfit.NO_NUMBER  # noqa: PLR2004 - a house number
    return Unfit.TOO_LONG if longest > _NATIONAL else Unfit.TOO_SHORT
