"""What is known before a message is understood: plain requests and languages."""

from __future__ import annotations

from pathlib import Path

from bot.domain.controls import Controls
from bot.domain.doors import Door, Doors
from bot.domain.interview import Control
from bot.domain.languages import Language, Languages
from bot.domain.plain_requests import PlainRequest, PlainRequests
from bot.domain.signposts import Signpost
from bot.ports import Phrases
from bot.services.answer_at_once import AnswerAtOnce
from bot.services.first_help import FirstHelp
from bot.services.lead_elsewhere import LeadElsewhere
from bot.services.offer_person import OfferPerson
from connectors.text.vocabulary import read_yaml


def load_first_help(content: Path, phrases: Phrases, name: str, email: str) -> FirstHelp:
    """All that needs no model; `name` and `email` are the operator's, empty if not named."""
    person = OfferPerson(phrases, name, email)
    requests, languages = load_plain_requests(content), load_languages(content)
    return FirstHelp(
        AnswerAtOnce(requests, languages, phrases, person),
        person,
        LeadElsewhere(load_signposts(content), phrases, person),
    )


def load_plain_requests(content: Path) -> PlainRequests:
    """The requests of `requests.yml`."""
    held = read_yaml(content / "requests.yml")
    said = {PlainRequest(name): words for name, words in held["said"].items()}
    return PlainRequests(said, held["little_words"], held["signs"])


def load_controls(content: Path) -> Controls:
    """What steers a row of questions, of `requests.yml`."""
    held = read_yaml(content / "requests.yml")
    said = {Control(name): words for name, words in held["during_questions"].items()}
    return Controls(said, held["little_words"])


def load_languages(content: Path) -> Languages:
    """The languages of `languages.yml`."""
    return Languages(
        Language(
            name=entry["name"],
            script=entry["script"],
            letters=frozenset(entry["letters"]),
            words=frozenset(str(word) for word in entry["words"]),
            says=entry["says"],
        )
        for entry in read_yaml(content / "languages.yml")
    )


def load_signposts(content: Path) -> tuple[Signpost, ...]:
    """The places to go of `signposts.yml`, in their order."""
    return tuple(
        Signpost(entry["topic"], tuple(str(word) for word in entry["words"]), entry["says"])
        for entry in read_yaml(content / "signposts.yml")
    )


def load_doors(content: Path) -> Doors:
    """The ways in of `doors.yml`."""
    said = {Door(name): words for name, words in read_yaml(content / "doors.yml").items()}
    return Doors(said, read_yaml(content / "requests.yml")["little_words"])
