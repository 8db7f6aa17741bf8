"""Holds the conversations that are written down with a running Doorstep, and writes what was said.

`python -m tests.conversations.transcripts PORT` prints all of them, and what is wrong with each
answer; with `--page` it writes the ten that change the subject most into docs/conversations.md. It
needs a Doorstep that shows its samples, on the day that the tests stand on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.client import Client, Reply
from tests.conversations.stories_told import Story, stories
from tests.conversations.test_forty import faults
from tests.running import NOW

PAGE = Path(__file__).parents[2] / "docs" / "conversations.md"
INTRODUCTION = f"""# Ten conversations

Written down as they were held, on the made-up opportunities that a new installation shows, on
{NOW}. Each changes the subject five times or more. What is said in them, and in thirty others,
stands in `tests/conversations/forty`; a test holds them anew and checks that each answer says what
a good one says. Cards are shown by their titles, choices in brackets.
"""


def held(client: Client, story: Story) -> Iterator[tuple[str, Reply, list[str]]]:
    """Each message, its answer, and what is wrong with it."""
    chat = client.begin()
    for turn in story.turns:
        reply = chat.say(turn.say)
        yield turn.say, reply, faults(turn, reply)


def in_words(said: str, reply: Reply) -> str:
    """A message and its answer, as the page shows them."""
    quoted = "\n".join(f"> {line}".rstrip() for line in reply.text.splitlines())
    shown = "".join(f"\n> - *{title}*" for title in reply.titles)
    choices = " ".join(f"[{one['label']}]" for one in reply.choices)
    cards = f"\n>{shown}" if shown else ""
    pressed = f"\n>\n> {choices}" if choices else ""
    return f"**{said}**\n\n{quoted}{cards}{pressed}\n"


def main() -> int:
    """Holds them all; the exit code is 1 if an answer was wrong."""
    client, wrong, page = Client(int(sys.argv[1])), 0, [INTRODUCTION]
    for story in stories():
        told = [f"\n## {story.who[0].upper()}{story.who[1:]}\n"]
        for said, reply, found in held(client, story):
            told.append(in_words(said, reply))
            wrong += bool(found)
            sys.stdout.write(f"{in_words(said, reply)}{'!!! ' + str(found) if found else ''}\n")
        page += told if story.wanders else []
    if "--page" in sys.argv:
        PAGE.write_text("\n".join(page), encoding="utf-8")
    sys.stdout.write(f"{wrong} answers were not as they should be\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
