"""One introduction, from the owner's sentence to the buyer's click and back to the owner's phone.

The whole of Doorstep runs, Rasa and all, once on a Friday and once on the Monday after; mails and
texts are those of the outbox. `python -m tests.conversations.one_introduction` writes what was said
as docs/one-introduction.md.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from tests.client import Reply
from tests.conversations.phone import Phone
from tests.conversations.posted_here import (
    OPERATOR,
    WINDOWS,
    Mailbox,
    command,
    enrol,
    post_a_job,
)
from tests.running import ROOT, Doorstep

PAGE = ROOT / "docs" / "one-introduction.md"
FRIDAY, MONDAY, LATER = "2025-11-07T10:00", "2025-11-10T08:05", "2025-11-10T10:30"
CLOSES = (5, 12, 2025)
NUMBER = "07700 900144"
FIRST = (
    "any window cleaning going near Shard End?",
    "put me in touch about the first one",
    NUMBER,
    "(the code)",
    "we do window cleaning for shops, schools and libraries",
    "Bright Windows",
    "what is a quick quote?",
    "we are 3 people",
    "our public liability is 2 million until march 2027",
    "leave out how many we are",
    "yes",
)
"""What the owner writes, what stands in brackets is pressed."""

HEAD = """# One introduction, there and back

Written down as it went by the test that holds it anew
(`tests/conversations/test_one_introduction.py`): the whole service runs on a Friday and on the
Monday after, and nobody but an owner, a coordinator and a buyer's mailbox has a hand in it. The
firm, the job and the mailbox are made up. Links are shortened. To write it anew:
`python -m tests.conversations.one_introduction`.
"""
_SIGNED = re.compile(r"(https?://[^/\s]+)?/(leads|contacts)/[\w.=-]{30,}")
_HOST = re.compile(r"http://127\.0\.0\.1:\d+")
_TAGS = re.compile(r"<[^>]+>")
_SAW = re.compile(r'name="saw" value="(\d+)"')
_UNSEEN = re.compile(r"<(style|script|title|head)\b.*?</\1>", re.DOTALL)
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


@dataclass
class Introduction:
    """What everybody read and wrote, in its order, with what a test looks at."""

    said: list[tuple[str, str]] = field(default_factory=list)
    receipt: str = ""
    mail: str = ""
    states: list[str] = field(default_factory=list)
    shown: str = ""
    answered: str = ""
    texts: list[str] = field(default_factory=list)
    told: str = ""

    def note(self, who: str, words: str) -> None:
        """One message, without what differs from run to run."""
        plain = _SIGNED.sub(r"https://…/\2/…", _HOST.sub("https://…", words.strip()))
        self.said.append((who, plain))


def hold(folder: Path) -> Introduction:
    """The whole of it, in that folder."""
    made, changes = Introduction(), {**OPERATOR, "DOORSTEP_NOW": FRIDAY}
    friday = Doorstep(folder, changes=changes)
    post_a_job(friday, WINDOWS, CLOSES)
    enrol(friday)
    try:
        friday.start().wait_until_ready()
        _confirm(made, Mailbox(friday.client))
        _ask(made, friday)
    finally:
        friday.stop()
    digest = command(friday, "digest", now=MONDAY)
    made.note("Monday, 8 o'clock", f"`doorstep digest` says: {digest.strip()}")
    monday = Doorstep(folder, changes={**changes, "DOORSTEP_NOW": LATER}, ports=friday.ports)
    try:
        monday.start().wait_until_ready()
        _answer(made, monday)
        _hear(made, monday)
    finally:
        monday.stop()
    return made


def _confirm(made: Introduction, mailbox: Mailbox) -> None:
    [mail] = mailbox.mails
    made.note("Mail to the council's mailbox", words_of(mail))
    made.note("Its page, after the button", words_of(mailbox.confirm()))


def _ask(made: Introduction, doorstep: Doorstep) -> None:
    chat, phone = doorstep.client.begin(), Phone(doorstep.client, NUMBER)
    for line in FIRST:
        said = phone.code if line == "(the code)" else line
        reply = chat.press(said[1:-1]) if said.startswith("[") else chat.say(said)
        made.note("Owner", line)
        made.note("Doorstep", _told(reply))
        made.receipt = reply.text


def _answer(made: Introduction, doorstep: Doorstep) -> None:
    mailbox = Mailbox(doorstep.client)
    made.mail = mailbox.mails[-1]
    made.note("Mail to the council's mailbox", words_of(made.mail))
    tapped = next(one for one in mailbox.links(made.mail) if one.startswith("/leads/"))
    made.states.append(_state(doorstep))
    page = doorstep.client.get(tapped).text
    made.shown = words_of(page)
    made.note("The page behind “Invite to quote”", made.shown)
    made.states.append(_state(doorstep))
    saw = _SAW.search(page)
    assert saw, page
    form = f"saw={saw[1]}&choice=invite&words=Please+come+and+see+both+first."
    made.answered = words_of(mailbox.press(tapped, form))
    made.note("The same page, once the button was pressed", made.answered)
    made.states.append(_state(doorstep))


def _hear(made: Introduction, doorstep: Doorstep) -> None:
    phone = Phone(doorstep.client, NUMBER)
    made.texts = phone.came
    for text in made.texts[1:]:
        made.note("Text to the owner", text)
    made.told = phone.text("what came of it?")
    made.note("Owner, by text", "what came of it?")
    made.note("Text to the owner", made.told)


def _state(doorstep: Doorstep) -> str:
    [line] = command(doorstep, "introductions", "list", "--all").splitlines()[:1]
    return line.split()[1]


def _told(reply: Reply) -> str:
    cards = "".join(f"\n🗂 {card['title']}" for card in reply.cards)
    pressed = " ".join(f"[{one['label']}]" for one in reply.choices)
    return f"{reply.text}{cards}\n{pressed}"


def words_of(page: str) -> str:
    """What somebody reads on a page or in a mail: a line each."""
    body = _MAIN.search(page)
    text = re.sub(
        r"<(style|script|title|head).*?</\1>", "", body[0] if body else page, flags=re.DOTALL
    )
    text = re.sub(r"</(p|h\d|li|label|legend|td|div|button|a)>|<br ?/?>", "\n", text)
    plain = unescape(_TAGS.sub(" ", text)).replace(" ,", ",")
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line)


def page_of(made: Introduction) -> Iterator[str]:
    """The lines of docs/one-introduction.md."""
    yield HEAD
    for who, words in made.said:
        quoted = "  \n".join(f"> {line}" for line in words.splitlines() if line.strip())
        yield f"**{who}**\n\n{quoted}\n"


def write(made: Introduction) -> str:
    """The whole page."""
    return "\n".join(page_of(made)).rstrip() + "\n"


def main(arguments: Sequence[str]) -> int:
    """Holds it and writes the page."""
    del arguments
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(write(hold(Path(folder))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
