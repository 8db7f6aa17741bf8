"""Wires what is given out as open data."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.ports import Clock, Phrases, Storage
from bot.services.publish_releases import PublishReleases
from bot.services.tell_amendment import WordAmendment
from bot.settings import Settings


def make_publishing(
    settings: Settings, storage: Storage, phrases: Phrases, clock: Clock
) -> PublishReleases:
    """Releases in the operator's name.

    Without a prefix of their own, ocids begin with the site's name: valid, but nobody's promise
    that no other publisher uses them too.
    """
    from connectors.notices.ocds_out import OcdsReleases, Publisher

    site = settings.public_address
    own = settings.ocid_prefix
    prefix = own or f"unregistered-{urlsplit(site).hostname or 'doorstep'}"
    name = settings.operator.name or f"Doorstep at {site}"
    writer = OcdsReleases(Publisher(name, site, prefix, bool(own)))
    return PublishReleases(storage, writer, WordAmendment(phrases), clock)
