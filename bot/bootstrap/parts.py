"""The parts that most of the product stands on: clock, storage, words, encoder, dialogue."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT, MODELS
from bot.bootstrap.sending import make_sending_queue
from bot.clock import clock_at
from bot.ports import (
    Clock,
    Dialogue,
    Phrases,
    PostcodeDirectory,
    Storage,
    TextEncoder,
    Understanding,
)
from bot.secret import installation_secret
from bot.settings import Settings


def make_clock(settings: Settings) -> Clock:
    """The fixed moment of DOORSTEP_NOW, else the real time."""
    return clock_at(settings.now)


def make_storage(settings: Settings) -> Storage:
    """The database of the settings, with its queue; it must have been migrated."""
    from connectors.storage.database import SqlStorage

    return SqlStorage(settings.database_url, make_sending_queue(settings))


def make_secret(settings: Settings) -> bytes:
    """What this installation's hashes and signed links are keyed with."""
    return installation_secret(settings.secret, settings.secret_file)


def make_phrases() -> Phrases:
    """The phrases of the content folder."""
    from connectors.text.phrasebook import Phrasebook

    return Phrasebook(CONTENT / "phrases")


def make_encoder() -> TextEncoder:
    """The text encoder, loaded when first used."""
    from connectors.text.minilm_encoder import MiniLmEncoder

    return MiniLmEncoder(MODELS)


def make_directory(settings: Settings) -> PostcodeDirectory | None:
    """The directory of full postcodes, or None if the settings name none."""
    import time

    from connectors.places.postcodes_io import PostcodesIo

    if not settings.postcodes_url:
        return None
    return PostcodesIo(settings.postcodes_url, time.monotonic)


def make_dialogue(settings: Settings) -> Dialogue:
    """Rasa on loopback."""
    from connectors.dialogue.rasa_client import RasaDialogue

    return RasaDialogue(settings.rasa_url, settings.tracker_url, settings.reply_seconds)


def make_understanding(settings: Settings) -> Understanding:
    """The trained model, without a server."""
    from connectors.dialogue.rasa_understanding import RasaUnderstanding

    return RasaUnderstanding(settings.model)
