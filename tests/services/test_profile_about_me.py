"""The page about somebody begins with what they told of their firm."""

from __future__ import annotations

from bot.bootstrap import make_phrases
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.profile_facts import FirmProfile, Part
from bot.domain.supplier import SupplierId
from bot.services.profile_about_me import ProfileAboutMe
from bot.services.tell_profile import TellProfile
from tests.examples import NOW
from tests.fakes import FakeStorage

TALK, FIRM = ConversationId("talk"), SupplierId("firm")
MINE = frozenset(
    {Holder(Whose.CONVERSATION, TALK), Holder(Whose.SUPPLIER, FIRM), Holder(Whose.PERSON, "me")}
)


def about(storage: FakeStorage) -> ProfileAboutMe:
    phrases = make_phrases()
    return ProfileAboutMe(storage, phrases, TellProfile(phrases))


def test_what_was_told_of_a_firm_is_told_with_its_day() -> None:
    storage = FakeStorage()
    with storage.transaction() as work:
        told = FirmProfile().told({Part.NAME: "Khan & Sons", Part.WORK: "We fit kitchens"}, NOW)
        work.profiles.save(Owner(supplier=FIRM), told, None, NOW)
    section = about(storage).section(MINE)
    assert section
    said = " ".join(section.paragraphs)
    assert "Khan & Sons" in said
    assert "We fit kitchens" in said


def test_nobody_is_told_of_another_firms_profile() -> None:
    storage = FakeStorage()
    with storage.transaction() as work:
        told = FirmProfile().told({Part.NAME: "Another firm"}, NOW)
        work.profiles.save(Owner(supplier=SupplierId("another")), told, None, NOW)
    assert about(storage).section(MINE) is None
