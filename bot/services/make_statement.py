"""Makes of a profile the page about the firm, and the same as answers to what portals ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.after_winning import Story
from bot.domain.fact_check import FactCheck
from bot.domain.firm_page import Statement, StatementLine, StatementStory
from bot.domain.introduction import Mark
from bot.domain.profile_facts import FirmProfile, Part
from bot.ports import Clock, Phrases
from bot.services.tell_profile import TellProfile, day_of

_IN_THE_TABLE = tuple(part for part in Part if part not in {Part.NAME, Part.WORK})


class MakeStatement:
    """Says what the firm said, each fact marked as its own word, as checked or as seen."""

    def __init__(self, phrases: Phrases, tell: TellProfile, clock: Clock) -> None:
        self._say = phrases.say
        self._tell = tell
        self._clock = clock

    def page(
        self,
        profile: FirmProfile,
        stories: Sequence[Story] = (),
        checks: Sequence[FactCheck] = (),
    ) -> Statement:
        """The page; parts that were not said are left out, and stories without a yes."""
        said = [part for part in _IN_THE_TABLE if self._has(part, profile)]
        return Statement(
            heading=profile.name or self._say("statement.nameless"),
            kind=self._say("statement.kind"),
            work=profile.work or "",
            work_label=self._say("statement.label.work"),
            lines=tuple(self._line(part, profile, checks) for part in said),
            says=self._say("statement.says_else" if checks else "statement.says"),
            foot=self._say("statement.foot", day=day_of(self._clock.now())),
            letters_note=self._say("statement.letters"),
            stories_label=self._say("statement.stories"),
            stories=tuple(self._story(one) for one in stories if one.agreed),
        )

    def text(
        self,
        profile: FirmProfile,
        stories: Sequence[Story] = (),
        checks: Sequence[FactCheck] = (),
    ) -> str:
        """The facts as portals usually ask for them, each question with its answer below it."""
        order = (Part.NAME, *(part for part in Part if part is not Part.NAME))
        asked = [part for part in order if self._has(part, profile)]
        answers = [
            f"{self._say(f'portal.{part}')}\n{self._tell.value(part, profile)}" for part in asked
        ]
        if told := [self._story(one) for one in stories if one.agreed]:
            each = "\n\n".join("\n".join([one.heading, *one.lines]) for one in told)
            answers.append(f"{self._say('portal.stories')}\n{each}")
        return "\n\n".join([*answers, *self._looked_at(checks)])

    def _has(self, part: Part, profile: FirmProfile) -> bool:
        """Whether something was said that is worth a line: no trades and no papers are none."""
        return profile.get(part) not in {None, ()}

    def _story(self, one: Story) -> StatementStory:
        told = {"needed": one.needed, "did": one.did, "came": one.came}
        named = "story.about" if one.title else "story.about.buyer"
        return StatementStory(
            heading=self._say(named, title=one.title, buyer=one.buyer),
            lines=tuple(
                self._say("story.line", what=self._say(f"story.part.{key}"), words=words)
                for key, words in told.items()
                if words
            ),
            origin=self._say("statement.story.origin", day=day_of(one.told_at)),
        )

    def _looked_at(self, checks: Sequence[FactCheck]) -> list[str]:
        """What was checked or seen, in lines; that all else was not."""
        told = [f"{one.value}: {self._origin(one)}" for one in checks]
        return ["\n".join([*told, self._say("statement.says_else" if told else "statement.says")])]

    def _line(self, part: Part, profile: FirmProfile, checks: Sequence[FactCheck]) -> StatementLine:
        said = self._say("statement.origin", day=day_of(profile.said_at[part]))
        if part is Part.PAPERS:
            seen = [f"{o.value}: {self._origin(o)}" for o in checks if o.how is Mark.DOCUMENT]
            said = "; ".join([said, *seen])
        elif known := next((o for o in checks if o.fact == part.value), None):
            said = self._origin(known)
        label = self._say(f"statement.label.{part}")
        return StatementLine(label, self._tell.value(part, profile), said)

    def _origin(self, check: FactCheck) -> str:
        day = day_of(check.checked_at)
        return self._say(
            f"statement.origin.{check.how}",
            source=check.source,
            day=day,
            registered=check.registered_as,
            firm=check.trades_as,
        )
