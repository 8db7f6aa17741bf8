"""Writes the ten owners' conversations down: `python -m tests.conversations.owners_page PORT`.

PORT is that of a Doorstep which runs on its samples; the page goes to standard output.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from tests.client import Chat, Client, Reply
from tests.conversations.ten_owners import OWNERS, Script

HEAD = """# Ten owners make a profile

Each of these conversations was held with the service itself, on its made-up samples, and is
written down as it went; `tests/conversations/test_ten_owners.py` holds them again. **Bold** is
what the owner writes, [in brackets] a button. Links are shortened. To write the page anew:
`python -m tests.conversations.owners_page PORT > docs/ten-owners.md`.
"""
_LINK = re.compile(r"https?://\S+/statements/\S+")


def page(client: Client) -> Iterator[str]:
    """The lines of the whole page."""
    yield HEAD
    for number, script in enumerate(OWNERS, start=1):
        yield from _conversation(number, script, client.begin())


def _conversation(number: int, script: Script, chat: Chat) -> Iterator[str]:
    yield f"## {number}. {script.name.capitalize()}: {script.about}\n"
    for line in script.lines:
        is_pressed = line.startswith("> ")
        said = line.removeprefix("> ")
        reply = chat.press(said) if is_pressed else chat.say(said)
        yield f"**[{said}]**\n" if is_pressed else f"**{said}**\n"
        yield from _answer(reply)
    yield "**show my profile**\n"
    yield from _answer(chat.say("show my profile"))


def _answer(reply: Reply) -> Iterator[str]:
    """Quoted, with the cards' titles and what may be pressed."""
    for message in reply.messages:
        text = _LINK.sub("https://…/statements/…", message["text"])
        yield "\n".join(f"> {line}".rstrip() for line in text.splitlines())
        for card in message["opportunities"]:
            yield f">\n> 🗂 {card['title']}"
        labels = [f"[{one['label']}]" for one in message["choices"]]
        yield f">\n> {' '.join(labels)}\n" if labels else ""


if __name__ == "__main__":
    sys.stdout.write("\n".join(page(Client(int(sys.argv[1])))).rstrip() + "\n")
