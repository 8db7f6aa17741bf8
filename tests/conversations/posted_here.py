"""A buyer's side of a town: what it posted here, and its mailbox that takes leads."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from html import unescape

from bot.bootstrap import Services, make_services
from bot.domain.notice import ProcessKey
from bot.domain.officer import BuyerName, Officer, Role
from bot.domain.opportunity import Opportunity
from bot.services.embed_opportunities import embed_opportunities
from bot.settings import read_settings
from connectors.storage.migrate import migrate
from tests.client import Client
from tests.running import DOORSTEP, ROOT, Doorstep

COUNCIL = BuyerName("Birmingham City Council")
MAILBOX = "procurement@eastside.example"
OPERATOR = {
    "DOORSTEP_OPERATOR_NAME": "Eastside Hub",
    "DOORSTEP_OPERATOR_ADDRESS": "1 High Street, Birmingham B9 4AA",
    "DOORSTEP_OPERATOR_EMAIL": "hub@example.org",
    "DOORSTEP_OPERATOR_REGISTRATION": "01234567",
    "DOORSTEP_OPERATOR_DATA_PROTECTION": "dpo@example.org",
    "DOORSTEP_OPERATOR_COMPLAINTS": "complaints@example.org",
}
WINDOWS = {
    "kind": "quick_quote",
    "title": "Window cleaning at two libraries",
    "wanted": "Clean the windows of both libraries, inside and outside, every month for a year. "
    "Whoever does it holds public liability insurance.",
    "value": "4800",
    "vat": "included",
    "door": "advertise",
    "considered": "yes",
}
_LINK = re.compile(r'"(/outbox/mails/[0-9a-f]+)"')
_ADDRESS = re.compile(r'href="(https?://[^"]+)"')


def services_of(doorstep: Doorstep) -> Services:
    """What the installation is made of, on its own day."""
    settings = read_settings(
        {
            "DATABASE_URL": doorstep.database_url,
            "now": doorstep.environment["DOORSTEP_NOW"],
            "secret_file": doorstep.folder / "secret",
            "erasures_file": doorstep.folder / "erasures.jsonl",
            "operator_name": "Eastside Hub",
            "postcodes_url": "",
        }
    )
    migrate(settings.database_url)
    return make_services(settings)


def post_a_job(doorstep: Doorstep, fields: dict[str, str], closes: tuple[int, int, int]) -> str:
    """An officer drafts and posts it, closing on that day, month and year; its id."""
    buying = services_of(doorstep).buying
    officer = buying.officers.add("ada@birmingham.gov.uk", Role.OFFICER, COUNCIL)
    assert isinstance(officer, Officer)
    said = {name: [one] for name, one in fields.items()}
    for part, number in zip(("day", "month", "year"), closes, strict=True):
        said[f"deadline-{part}"] = [str(number)]
    drafted = buying.drafts.begin(officer, said)
    posted = buying.post.post(officer, drafted.entry.id, said)
    assert posted.entry.posted_at, posted.rules.hurdles
    return str(posted.entry.id)


def publish(doorstep: Doorstep, *notices: Opportunity) -> None:
    """Notices of other buyers, ready to be found."""
    services = services_of(doorstep)
    with services.storage.transaction() as work:
        for one in notices:
            work.opportunities.save(ProcessKey(one.id), one)
    embed_opportunities(services.storage, services.vocabulary)


def command(doorstep: Doorstep, *words: str, now: str | None = None) -> str:
    """What a command of the same installation prints, by default on its own day."""
    env = {**doorstep.environment, **({"DOORSTEP_NOW": now} if now else {})}
    ran = subprocess.run(
        [str(DOORSTEP), *words], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return ran.stdout


def enrol(doorstep: Doorstep) -> None:
    """A coordinator enrols the mailbox; it is asked to confirm."""
    said = {
        "--buyer": COUNCIL,
        "--mailbox": MAILBOX,
        "--agreed-by": "Priya Shah, head of procurement",
        "--agreed-on": "2025-11-03",
        "--enrolled-by": "Sam at the hub",
    }
    command(doorstep, "contacts", "enrol", *(part for pair in said.items() for part in pair))


@dataclass(frozen=True)
class Mailbox:
    """A mailbox as the outbox shows it, and whoever reads it, who has no account."""

    client: Client

    @property
    def addresses(self) -> list[str]:
        """Where the pages of the mails are, oldest first."""
        # The outbox has the last one first.
        page = self.client.get("/outbox").text
        return list(dict.fromkeys(_LINK.findall(page)))[::-1]

    @property
    def mails(self) -> list[str]:
        """The pages of the mails that came, oldest first."""
        return [self.client.get(one).text for one in self.addresses]

    def links(self, mail: str) -> list[str]:
        """Where the links of a mail lead, as paths of this service."""
        return [_path(unescape(one)) for one in _ADDRESS.findall(mail)]

    def confirm(self) -> str:
        """Presses the button of the mail that asks it to confirm; the page that this leads to."""
        [link] = [
            one for mail in self.mails for one in self.links(mail) if one.endswith("/confirm")
        ]
        return self.press(link)

    def press(self, path: str, form: str = "") -> str:
        """Presses the button of a page; the page that it leads to."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.client.call("POST", path, form.encode(), kind)
        assert answer.status == 303, (answer.status, answer.text[:500])
        return self.client.get(_path(answer.headers["Location"])).text


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)
